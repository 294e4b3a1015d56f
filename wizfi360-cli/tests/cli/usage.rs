//! Wrong usage, exit codes, help, colour, closed pipes.

use crate::run::{code, command, err, folder, out, real, run};
use std::process::Stdio;

#[test]
fn every_command_has_help_with_examples() {
    let help = out(&run(&["--help"]));
    let listed = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let names = listed.take_while(|line| !line.is_empty()).filter_map(|line| line.strip_prefix("  "));
    let names: Vec<&str> = names.filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).collect();
    assert!(names.contains(&"completions") && names.len() > 12, "{names:?}");
    for name in names.into_iter().filter(|name| *name != "help") {
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

#[test]
fn colour_on_demand_is_for_help_and_mistakes_too() {
    for args in [&["--help"][..], &["explain", "--help"], &["encode"], &["nonsense"]] {
        let shown = |color: &str| {
            let output = run(&[args, &["--color", color]].concat());
            out(&output) + &err(&output)
        };
        assert!(shown("always").contains('\x1b'), "{args:?}");
        assert!(!shown("never").contains('\x1b') && !shown("auto").contains('\x1b'), "{args:?}");
    }
}

#[test]
#[cfg_attr(not(unix), ignore = "elsewhere arguments are UTF-16")]
fn arguments_that_are_not_unicode_are_taken_as_they_are() {
    #[cfg(unix)]
    let name = std::os::unix::ffi::OsStringExt::from_vec(b"no-such-\xff".to_vec());
    #[cfg(not(unix))]
    let name = std::ffi::OsString::from("no-such-");
    let output = command().arg("decode").arg::<std::ffi::OsString>(name).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("no-such-"), "{}", err(&output));
}

#[test]
fn no_color_is_honoured() {
    for args in [&["explain", "AT+CWJAP"][..], &["demo"], &["--help"], &["nonsense"]] {
        let forced = command().args(args).env("CLICOLOR_FORCE", "1").output().unwrap();
        assert!((out(&forced) + &err(&forced)).contains('\x1b'), "{args:?}");
        let output = command().args(args).env("NO_COLOR", "1").output().unwrap();
        assert!(!(out(&output) + &err(&output)).contains('\x1b'), "{args:?}");
    }
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
