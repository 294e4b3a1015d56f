//! What is told and written of a module that does something else, and what never is.

use crate::{
    desk::Desk,
    folder::copy,
    run::{code, command, err, folder, out, run},
};
use serde_json::Value;
use std::{fs, process::Stdio};
use wizfi360_sim::World;
use wizfi360_spec::Spec;

/// A virtual module that takes a Wi-Fi mode that there is not.
pub(crate) fn liberal() -> Desk {
    Desk::module_in(World::built_in().clone(), |bytes, said| {
        let asked = bytes.windows(16).any(|part| part == b"AT+CWMODE_CUR=4\r");
        if asked { String::from_utf8(said).unwrap().replace("ERROR", "OK").into_bytes() } else { said }
    })
}

#[test]
fn only_json_goes_to_the_standard_output() {
    let output = run(&["check", "--virtual", "--html", "-", "--junit", "-"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("only --json writes to `-`"), "{}", err(&output));
}

#[test]
fn a_deviation_is_told_from_both_sides_in_every_report() {
    let folder = folder();
    let path = |name: &str| folder.join(name).display().to_string();
    let files = ["junit", "json", "html", "learn"].map(|name| [format!("--{name}"), path(name)]).concat();
    let desk = liberal();
    let mut args = vec!["check", "--tcp", &desk.address, "--profile", "full", "--only", "3.2.1"];
    args.extend(files.iter().map(String::as_str));
    let output = run(&args);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let told = "\
  3.2.1/set/mode/4
      AT+CWMODE_CUR (set): mode, 4 is refused.
      module says   \\r\\nOK\\r\\n
      spec expects  ERROR, and no word that tells of the module's state or of trying
      source        manual §3.2.1, p. 18; errata: mode-def-query, unsuffixed-names
";
    assert!(out(&output).contains(told) && out(&output).contains("      1  deviates\n"), "{}", out(&output));
    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    let report: Value = serde_json::from_str(&read("json")).unwrap();
    let deviates = |result: &&Value| result["verdict"]["is"] == "deviates";
    let found: Vec<&Value> = report["results"].as_array().unwrap().iter().filter(deviates).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["id"], "3.2.1/set/mode/4");
    assert!(read("junit").contains("<failure ") && read("html").contains("</html>"));
    for name in ["junit", "json", "html", "learn"] {
        assert!(err(&output).contains(&format!("{} is written.", path(name))), "{}", err(&output));
    }
    is_among_the_errata(&read("learn"));
}

#[test]
fn a_reader_that_goes_away_changes_neither_the_exit_code_nor_the_files() {
    let folder = folder();
    let path = folder.join("report.json");
    for more in [&["--json", path.to_str().unwrap()][..], &["--json", "-"]] {
        let desk = liberal();
        let mut child = command();
        let args = ["check", "--tcp", &desk.address, "--profile", "full", "--only", "3.2.1/set/mode"];
        let mut child = child.args(args).args(more).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 1, "{}", err(&output));
    }
    assert!(fs::read_to_string(&path).unwrap().contains("\"deviates\""));
}

/// What was learnt, read beside the spec's own files.
fn is_among_the_errata(learnt: &str) {
    let copy = copy();
    let own = copy.join("wifi/errata.ron");
    let text = fs::read_to_string(&own).unwrap();
    let (head, tail) = learnt.split_once("errata: [").unwrap();
    assert!(head.contains("Proposed"), "{head}");
    let (errata, _) = tail.rsplit_once(']').unwrap();
    let (before, after) = text.rsplit_once("],\n)").unwrap();
    fs::write(&own, format!("{before}{errata}],\n){after}")).unwrap();
    let spec = Spec::from_folder(&copy).unwrap_or_else(|errors| panic!("{}", errors[0]));
    assert_eq!(wizfi360_spec::lint::run(&spec), []);
    let erratum = spec.errata.errata.iter().find(|erratum| erratum.id == "observed-3-2-1-set-mode-4").unwrap();
    assert!(erratum.module_does.contains("OK") && erratum.manual_says.contains("ERROR"), "{erratum:?}");
    assert_eq!(erratum.manual_source.section(), Some("3.2.1"));
}

#[test]
fn the_password_of_the_bench_stands_nowhere() {
    let folder = folder();
    let path = |name: &str| folder.join(name).display().to_string();
    for (number, password) in ["plain-secret", r#"Zq1x"Zq2x,Zq3x\Zq4x"#].into_iter().enumerate() {
        fs::write(path("bench"), format!("(password: {password:?})")).unwrap();
        // With and without the right password: what was sent is told where joining fails.
        for is_right in [true, false] {
            let mut world = World::clone(World::built_in());
            if is_right {
                world.access_points[0].password = serde_json::from_value(password.into()).unwrap();
            }
            let desk = Desk::module_in(world, |_, said| said);
            let mut args = vec!["check", "--tcp", &desk.address, "--profile", "full", "--only", "3.2.7", "AT+CIPSTART"];
            let files = [path("bench"), path("json"), path("junit"), path("learn")];
            for (option, file) in ["--bench", "--json", "--junit", "--learn"].iter().zip(&files) {
                args.extend([*option, file]);
            }
            let output = run(&args);
            let read = |name: &str| fs::read_to_string(path(name)).unwrap();
            let all = [out(&output), err(&output), read("json"), read("junit"), read("learn")].concat();
            let told = out(&output).contains("AT+CWJAP_CUR=\"wizfi360\",\"***\"");
            assert_eq!(told, !is_right, "{number}: {}", out(&output));
            // However it is escaped, its letters stand in this order.
            for part in password.split(['"', ',', '\\']) {
                assert!(!all.contains(part), "{number}, {is_right}: {part}: {}", out(&output));
            }
        }
    }
}
