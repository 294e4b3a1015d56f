//! The whole spec as JSON.

use crate::run::{code, folder, json, out, run};
use serde_json::Value;
use std::{fs, path::Path, process::Command};
use wizfi360_spec::Spec;

#[test]
fn it_is_one_document_with_everything() {
    let output = run(&["spec", "--json"]);
    assert_eq!(code(&output), 0);
    let spec = json(&output);
    assert_eq!(spec["schema"], 2);
    let keys: Vec<&str> = spec.as_object().unwrap().keys().map(String::as_str).collect();
    for key in
        ["manual", "lexical", "finals", "reasons", "domains", "families", "commands", "messages", "packets", "errata"]
    {
        assert!(keys.contains(&key), "{key}");
    }
    let names: Vec<&Value> = spec["commands"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|command| command["names"].as_array().unwrap())
        .map(|name| &name["name"])
        .collect();
    assert!(names.len() > 80);
    assert!(names.iter().any(|name| **name == "AT+CWJAP_DEF"));
    assert_eq!(spec["lexical"]["line_ending"]["value"], "\r\n");
    assert_eq!(spec["manual"]["sections"].as_array().unwrap().len(), Spec::embedded().manual.sections.len());
}

#[test]
fn references_are_resolved() {
    let spec = json(&run(&["spec", "--json"]));
    let finals: Vec<&str> =
        spec["finals"].as_array().unwrap().iter().map(|known| known["text"].as_str().unwrap()).collect();
    let messages: Vec<&str> =
        spec["messages"].as_array().unwrap().iter().map(|known| known["name"].as_str().unwrap()).collect();
    for command in spec["commands"].as_array().unwrap() {
        let lines: Vec<&str> =
            command["lines"].as_array().unwrap().iter().map(|line| line["name"].as_str().unwrap()).collect();
        for form in command["forms"].as_array().unwrap() {
            assert!(!form["syntax"].as_array().unwrap().is_empty(), "{form}");
            assert!(form["source"]["text"].is_string(), "{form}");
            for answer in form["answers"].as_array().unwrap() {
                assert!(lines.contains(&answer.as_str().unwrap()), "{answer}");
            }
            for end in form["finals"].as_array().unwrap() {
                assert!(finals.contains(&end.as_str().unwrap()), "{end}");
            }
            for message in form["messages"].as_array().into_iter().flatten() {
                assert!(messages.contains(&message.as_str().unwrap()), "{message}");
            }
        }
    }
}

#[test]
fn every_parameter_says_what_it_may_be() {
    fn params(list: &Value, each: &mut impl FnMut(&Value)) {
        list.get("optional_first").into_iter().for_each(&mut *each);
        list["list"].as_array().unwrap().iter().for_each(&mut *each);
        for variant in list["choice"]["variants"].as_array().into_iter().flatten() {
            params(&variant["params"], each);
        }
        if let Some(tail) = list.get("tail") {
            params(&tail["params"], each);
        }
    }
    let spec = json(&run(&["spec", "--json"]));
    let mut count = 0;
    let mut check = |param: &Value| {
        count += 1;
        assert!(param["name"].is_string() && param["doc"].is_string(), "{param}");
        assert!(param["type"]["type"].is_string() && param["type"]["rule"].is_string(), "{param}");
        assert!(param["source"]["text"].is_string(), "{param}");
    };
    for command in spec["commands"].as_array().unwrap() {
        let forms = command["forms"].as_array().unwrap().iter();
        forms.chain(command["lines"].as_array().unwrap()).for_each(|of| params(&of["params"], &mut check));
    }
    spec["messages"].as_array().unwrap().iter().for_each(|line| params(&line["params"], &mut check));
    spec["packets"].as_array().unwrap().iter().for_each(|packet| params(&packet["head"]["params"], &mut check));
    assert!(count > 200, "{count}");
}

/// A decoder in Python, which knows nothing but the document, reads and writes all vectors.
#[test]
fn a_decoder_needs_nothing_but_the_document() {
    let (passed, said) = decoded(&out(&run(&["spec", "--json"])));
    assert!(passed, "{said}");
    let counts: Vec<(usize, usize)> = said.lines().map(count_of).collect();
    assert_eq!(counts.len(), 3, "{said}");
    assert!(counts.iter().all(|(read, all)| read == all && *read > 900), "{said}");
}

/// Some of the keys by which the decoder reads and writes. Without `aliases` or `mask_bit` it passes: no vector is about them.
const NEEDED: [&str; 12] = [
    "answers",
    "choice",
    "escape_set",
    "keyword",
    "may_be_omitted",
    "no_equals",
    "open",
    "optional_first",
    "or_empty",
    "rules",
    "scopes",
    "unescaped",
];

#[test]
fn a_decoder_fails_without_a_key_of_the_document() {
    let document = out(&run(&["spec", "--json"]));
    for key in NEEDED {
        let (passed, said) = decoded(&document.replace(&format!("\"{key}\":"), "\"forgotten\":"));
        assert!(!passed, "`{key}` is not needed: {said}");
        assert!(key != "unescaped" || said.contains("/stranger/"), "{said}");
    }
}

/// The numbers of `901 of 901 requests are as they should be`.
fn count_of(line: &str) -> (usize, usize) {
    let words: Vec<&str> = line.split(' ').collect();
    (words[0].parse().unwrap(), words[2].parse().unwrap())
}

fn decoded(document: &str) -> (bool, String) {
    let folder = folder();
    let spec = folder.join("spec.json");
    fs::write(&spec, document).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors/check_decoder.py");
    // Without bytecode in the source tree, and whatever PYTHON... variables there are.
    let output = Command::new("python3").arg("-BE").arg(script).arg(spec).output();
    let output = output.unwrap_or_else(|error| panic!("python3: {error}; install it with `apt-get install python3`"));
    (output.status.success(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

#[test]
fn without_json_it_says_how_much_there_is() {
    let text = out(&run(&["spec"]));
    assert!(text.contains("1  packet\n") && text.contains("commands") && text.contains("docs/json.md"), "{text}");
}
