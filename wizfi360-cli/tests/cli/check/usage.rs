//! Wrong usage, and the list of cases.

use crate::run::{code, err, folder, out, run};
use std::{collections::HashSet, fs};

#[test]
fn a_mistake_is_answered_with_the_way_out() {
    let folder = folder();
    let bench = folder.join("bench.ron");
    fs::write(&bench, "(\n    sid: \"home\",\n)").unwrap();
    let bench = bench.display().to_string();
    let nowhere = folder.join("no/such/file").display().to_string();
    let here = folder.display().to_string();
    let twice = folder.join("twice").display().to_string();
    for (args, says) in [
        (vec![], "--virtual|--tcp <HOST:PORT>|--port <PATH>|--list"),
        (vec!["--virtual", "--tcp", "127.0.0.1:1"], "cannot be used with"),
        (vec!["--tcp", "127.0.0.1:1", "--baud", "9600"], "cannot be used with"),
        (vec!["--virtual", "--baud", "9600"], "cannot be used with"),
        (
            vec!["--virtual", "--allow", "all"],
            "the risks are flash, erase, update, serial, network, sleep, pins, unknown",
        ),
        (vec!["--virtual", "--profile", "unsafe"], "[possible values: safe, full]"),
        (vec!["--virtual", "--firmware", "1.1"], "write four numbers"),
        (vec!["--virtual", "--only"], "a value is required"),
        (vec!["--virtual", "--only", ""], "`--only ''` is empty"),
        (vec!["--virtual", "--only", " ", "3.1"], "`--only ' '` is empty"),
        (vec!["--virtual", "--only", "9.9"], "`--only 9.9` chooses no case"),
        (vec!["--virtual", "--only", "3.2", "cwjap"], "Near to it: AT+CWJAP"),
        (vec!["--virtual", "--bench", &bench], "bench.ron:2:"),
        (vec!["--virtual", "--bench", &nowhere], "It is a file such as (ssid: \"home\""),
        (vec!["--virtual", "--json", &nowhere], "Its folder has to be there"),
        (vec!["--virtual", "--html", &here], "Name a file in it."),
        (vec!["--virtual", "--junit", &twice, "--learn", &twice], "Give each report a file of its own."),
        (vec!["--list", "--html", "x"], "cannot be used with"),
        (vec!["--tcp", "nonsense"], "An address is written HOST:PORT"),
        (vec!["--port", "/no/such/port"], "cannot be opened"),
        (vec!["--virtual", "--folder", "/no/such/folder"], "is not a folder"),
    ] {
        let output = run(&[&["check"], args.as_slice()].concat());
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).contains(says), "{args:?}: {}", err(&output));
        assert_eq!(out(&output), "", "{args:?}");
    }
    assert!(!folder.join("twice").exists(), "nothing is left of a run that did not begin");
}

#[test]
fn all_mistakes_with_files_are_told_at_once() {
    let output = run(&["check", "--virtual", "--json", "/no/such/json", "--html", "/no/such/html"]);
    assert_eq!(err(&output).matches("error: ").count(), 2, "{}", err(&output));
}

#[test]
fn the_list_has_each_case_once_with_its_source_and_its_risks() {
    let output = run(&["check", "--list"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    let ids: HashSet<&str> = text.lines().map(|line| line.split("  ").next().unwrap()).collect();
    assert_eq!(ids.len(), text.lines().count());
    assert!(ids.len() > 2500, "{}", ids.len());
    for line in [
        "3.2.3/set/ssid/33-bytes  manual §3.2.3, p. 19  [network]",
        "3.1.4/set/time/65535  manual §3.1.4, p. 12  [sleep]",
        "3.1.5/execute/echo/1  manual §3.1.5, p. 12",
    ] {
        assert!(text.lines().any(|listed| listed == line), "{line}");
    }
}

#[test]
fn cases_are_chosen_by_section_command_and_id_and_by_firmware() {
    let list = |args: &[&str]| {
        let output = run(&[&["check", "--list"], args].concat());
        assert_eq!(code(&output), 0, "{args:?}: {}", err(&output));
        out(&output).lines().map(String::from).collect::<Vec<_>>()
    };
    let all = list(&[]);
    let section = list(&["--only", "3.2.3"]);
    assert_eq!(section, list(&["--only", "AT+CWJAP_CUR"]));
    assert_eq!(section, list(&["--only", "at+cwjap_cur"]));
    let chapter = list(&["--only", "3.1"]);
    assert!(
        chapter.iter().all(|line| line.starts_with("3.1.")) && chapter.iter().any(|line| line.starts_with("3.1.10/"))
    );
    let two = list(&["--only", "3.1", "--only", "3.2.3/set/ssid"]);
    assert!(two.len() > chapter.len() && two.len() < chapter.len() + section.len());
    assert!(list(&["--firmware", "1.0.7.2"]).len() < all.len());
}

#[test]
fn the_bench_of_the_documentation_is_one() {
    let page = include_str!("../../../../docs/conformance.md");
    let (_, rest) = page.split_once("```ron\n").unwrap();
    let folder = folder();
    let bench = folder.join("bench.ron");
    fs::write(&bench, rest.split("```").next().unwrap()).unwrap();
    let output = run(&["check", "--list", "--only", "3.1.1", "--bench", bench.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", err(&output));
}
