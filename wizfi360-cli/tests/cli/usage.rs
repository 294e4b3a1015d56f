//! Wrong usage, exit codes, help, colour, closed pipes.

use crate::run::{code, command, err, folder, out, real, run};
use std::process::Stdio;

#[test]
fn every_command_has_help_with_examples() {
    for name in ["demo", "check", "decode", "encode", "explain", "spec", "coverage", "sim", "drive-check", "shell"] {
        let output = run(&[name, "--help"]);
        assert_eq!(code(&output), 0, "{name}");
        assert!(out(&output).contains("Examples:"), "{name}");
        assert!(out(&output).lines().all(|line| line.chars().count() <= 120), "{name}: {}", out(&output));
    }
    assert!(out(&run(&["--help"])).contains("Exit codes"));
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let wrong: [&[&str]; 13] = [
        &[],
        &["nonsense"],
        &["decode", "--nonsense"],
        &["decode", "--from", "nobody"],
        &["decode", "--json", "--long"],
        &["encode"],
        &["coverage", "--min", "101"],
        &["coverage", "--min", "many"],
        &["--color", "pink", "demo"],
        &["spec", "--folder"],
        &["shell"],
        &["shell", "--tcp", "127.0.0.1:1", "--port", "x"],
        &["shell", "--tcp", "127.0.0.1:1", "--baud", "9600"],
    ];
    for args in wrong {
        let output = run(args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(!err(&output).is_empty(), "{args:?}");
    }
}

#[test]
fn files_that_cannot_be_read_are_exit_code_2() {
    let empty = folder();
    for path in ["/no/such/file", &empty.display().to_string()] {
        let output = run(&["decode", path]);
        assert_eq!(code(&output), 2, "{path}");
        let text = err(&output);
        assert!(text.contains(path) && text.lines().count() >= 2, "where, what and the way out: {text}");
        assert_eq!(out(&output), "");
    }
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let log = real("query-version");
    assert!(!out(&run(&["decode", &log])).contains('\x1b'));
    assert!(out(&run(&["decode", &log, "--color", "always"])).contains('\x1b'));
    assert!(!out(&run(&["--color", "never", "decode", &log])).contains('\x1b'));
    let plain = out(&run(&["demo"]));
    let coloured = out(&run(&["demo", "--color", "always"]));
    assert_ne!(plain, coloured);
    assert_eq!(anstream_strip(&coloured), plain);
}

/// The text without its escape sequences.
fn anstream_strip(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    for args in [&["spec", "--json"][..], &["demo"], &["decode", "--json", &real("scan-join-update")], &["explain"]] {
        let mut child = command().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0, "{args:?}: {}", err(&output));
        assert_eq!(err(&output), "", "{args:?}");
    }
}
