//! What no source states the risks of is sent to no module.

use crate::{
    desk::Desk,
    folder::copy,
    run::{Folder, code, err, out, run},
};
use std::{fs, path::Path};
use wizfi360_spec::{Spec, lint};

/// A command that a family adds to the spec of a folder; its forms have these `risks`.
fn with_command(name: &str, risks: &str) -> Folder {
    let copy = copy();
    let family = format!(
        r#"(
    doc: "New.",
    domains: [(name: "Newness", doc: "How new.", kind: Int(min: 1, max: 120), source: Manual("3.1.1", 11))],
    commands: [(
        names: [(name: "{name}", since: "1.0.1.0", source: Manual("3.1.1", 11))],
        title: "Does something new.",
        lines: [(name: "New", doc: "Something new.", prefix: "+NEW:", params: (list: [(name: "n", doc: "How new.", ty: U8)]))],
        forms: [
            (kind: Query, answers: ["New"], {risks}),
            (kind: Set, params: (list: [(name: "n", doc: "How new.", ty: Domain("Newness"))]), {risks}),
        ],
        examples: [(dialogue: [Host("{name}=1"), Module(""), Module("OK")], source: Manual("3.1.1", 11))],
    )],
)"#
    );
    fs::write(Path::new(&copy.display().to_string()).join("system/new.ron"), family).unwrap();
    copy
}

/// What a module at a desk is sent by a check of this spec.
fn sent(spec: &str, args: &[&str]) -> String {
    let desk = Desk::module();
    let output = run(&[&["check", "--tcp", &desk.address, "--folder", spec], args].concat());
    assert!(code(&output) != 101, "{}", err(&output));
    desk.sent()
}

#[test]
fn a_form_that_states_no_risks_does_not_lint() {
    let findings = |risks: &str| {
        let copy = with_command("AT+EFUSE", risks);
        let spec = Spec::from_folder(&copy).unwrap_or_else(|errors| panic!("{}", errors[0]));
        lint::run(&spec).into_iter().filter(|finding| finding.rule == "risks_stated").count()
    };
    assert_eq!((findings(""), findings("risks: []")), (2, 0));
}

#[test]
fn a_form_that_states_no_risks_is_sent_in_no_profile() {
    let copy = with_command("AT+EFUSE", "");
    let spec = copy.display().to_string();
    for profile in ["safe", "full"] {
        let output = run(&["check", "--virtual", "--profile", profile, "--folder", &spec, "--only", "AT+EFUSE"]);
        assert!(out(&output).contains("allow `unknown` to run it"), "{profile}: {}", out(&output));
    }
    let listed = out(&run(&["check", "--virtual", "--folder", &spec, "--only", "AT+EFUSE", "--list"]));
    let cases: Vec<&str> = listed.lines().filter(|line| line.contains('/')).collect();
    assert!(cases.len() > 10 && cases.iter().all(|line| line.contains("[unknown]")), "{listed}");
    let page = out(&run(&["explain", "--folder", &spec, "AT+EFUSE"]));
    assert!(page.contains("unknown: may do anything"), "{page}");
}

#[test]
fn nothing_of_it_reaches_a_module() {
    let copy = with_command("AT+EFUSE", "");
    let spec = copy.display().to_string();
    for args in [
        &["--profile", "safe", "--only", "3.1"][..],
        &["--profile", "full", "--only", "3.1.1"],
        &["--only", "AT+EFUSE", "--profile", "full"],
    ] {
        let sent = sent(&spec, args).to_ascii_uppercase();
        assert!(sent.contains("AT+GMR") && !sent.contains("EFUSE"), "{args:?}: {sent}");
    }
}

#[test]
fn a_new_command_with_risks_is_checked_without_a_line_of_the_kit() {
    let copy = with_command("AT+BLINK", "risks: []");
    let sent = sent(&copy.display().to_string(), &["--only", "AT+BLINK"]);
    for line in ["AT+BLINK?", "AT+BLINK=0", "AT+BLINK=1", "AT+BLINK=120", "AT+BLINK=121", "at+blink=1"] {
        assert!(sent.lines().any(|sent| sent == line), "{line}: {sent}");
    }
}

#[test]
fn safe_asks_for_the_state_that_it_may_not_set() {
    let joined = ["AT+CWMODE_DEF=1", "AT+CWJAP_DEF=\"wizfi360\",\"password\""];
    for (before, runs) in [(&joined[..], true), (&[], false)] {
        let desk = Desk::module_after(before);
        let output = run(&["check", "--tcp", &desk.address, "--profile", "safe", "--only", "3.3.13"]);
        let (page, sent) = (out(&output), desk.sent());
        for changes in ["AT+CWMODE_CUR=", "AT+CWJAP_CUR=", "AT+CWDHCP_CUR=", "AT+CIPDNS_CUR=", "AT+CWQAP"] {
            assert!(!sent.contains(changes), "{changes}: {sent}");
        }
        assert!(sent.contains("AT+CWMODE_CUR?"), "{sent}");
        assert_eq!(sent.contains("AT+CIPSTART"), runs, "{page}{sent}");
        assert_eq!(page.contains("AT+CWMODE_CUR=1; allow `network` to run it"), !runs, "{page}");
    }
}
