//! A spec from a folder.

use crate::run::{Folder, REAL, code, err, feed, folder, json, lines, out, real, run};
use std::{fs, path::Path};

/// A copy of the repository's spec.
pub(crate) fn copy() -> Folder {
    let to = folder();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    for below in ["", "manual", "system", "wifi", "tcpip", "cloud"] {
        fs::create_dir_all(to.join(below)).unwrap();
        for entry in fs::read_dir(from.join(below)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "ron") {
                fs::copy(&path, to.join(below).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    to
}

const NEW: &str = r#"(
    doc: "New.",
    commands: [(
        names: [(name: "AT+NEW", since: "1.0.1.0", source: Manual("3.1.1", 11))],
        title: "Does something new.",
        lines: [(name: "New", doc: "Something new.", prefix: "+NEW:", params: (list: [(name: "n", doc: "How new.", ty: U8)]))],
        forms: [
            (kind: Query, answers: ["New"]),
            (kind: Set, params: (list: [(name: "length", doc: "How much.", ty: U16)]),
             data: Counted(length: "length", ok_before_prompt: true), finals: ["SEND OK", "ERROR"]),
        ],
    )],
)"#;

#[test]
fn the_logs_come_out_the_same() {
    let copy = copy();
    let spec = copy.display().to_string();
    for name in REAL {
        let output = run(&["decode", "--json", "--folder", &spec, &real(name)]);
        assert_eq!(code(&output), 0, "{name}: {}", err(&output));
        let built_in = lines(&run(&["decode", "--json", &real(name)]));
        for (event, built_in) in lines(&output).iter().zip(&built_in) {
            assert_eq!(event["kind"], built_in["kind"], "{name}: {event}");
            assert_eq!(event["fields"], built_in["fields"], "{name}: {event}");
            assert!(event.get("rust").is_none(), "{name}: {event}");
            assert_ne!(event["typed_by"], "generated", "{name}: {event}");
        }
    }
    let text = out(&run(&["decode", "--folder", &spec, &real("query-version")]));
    assert!(text.contains("by the interpreter alone"), "{text}");
}

#[test]
fn what_is_new_is_known_without_compiling() {
    let copy = copy();
    let spec = copy.display().to_string();
    fs::write(Path::new(&spec).join("system/new.ron"), NEW).unwrap();
    let log = b">> AT+NEW?\n<< AT+NEW?\n<< +NEW:7\n<< \n<< OK\n>> AT+NEW=3\n<< OK\n<< >\n>> abc\n<< SEND OK\n";
    let output = feed(&["decode", "--json", "--folder", &spec], log);
    let kinds: Vec<String> = lines(&output).iter().map(|event| event["kind"].as_str().unwrap().into()).collect();
    assert_eq!(code(&output), 0, "{kinds:?}");
    assert_eq!(
        kinds,
        ["request", "echo", "answer", "blank", "final", "request", "accepted", "prompt", "data", "final"]
    );
    assert_eq!(code(&feed(&["decode"], log)), 1, "the built-in spec does not know it");
    assert_eq!(out(&run(&["encode", "--folder", &spec, "AT+NEW", "--set", "length=3"])), "AT+NEW=3\r\n");
    assert!(out(&run(&["explain", "--folder", &spec, "new"])).contains("Does something new."));
    let whole = json(&run(&["spec", "--json", "--folder", &spec]));
    assert!(whole["commands"].as_array().unwrap().iter().any(|command| command["title"] == "Does something new."));
    assert_eq!(code(&run(&["coverage", "--folder", &spec])), 0);
}

#[test]
fn mistakes_are_told_with_file_and_line() {
    let copy = copy();
    let spec = copy.display().to_string();
    fs::write(Path::new(&spec).join("system/new.ron"), NEW.replace("title", "titel")).unwrap();
    let output = run(&["spec", "--folder", &spec]);
    assert_eq!(code(&output), 2);
    let text = err(&output);
    assert!(text.contains(&format!("{spec}/system/new.ron:5:")) && text.contains("titel"), "{text}");
    for args in [["decode", "-"], ["explain", "join"], ["encode", "AT"], ["coverage", "--json"]] {
        let output = run(&[&args[..], &["--folder", &spec]].concat());
        assert_eq!(code(&output), 2, "{args:?}");
    }
}

#[test]
fn a_folder_has_to_be_one() {
    for folder in ["/no/such/folder", "/dev/null"] {
        let output = run(&["spec", "--folder", folder]);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains("lexical.ron"), "{}", err(&output));
    }
}
