//! Input that nobody meant to be read.

use crate::run::{code, events, feed, kinds, out};
use std::path::Path;

#[test]
fn any_bytes_are_shown_and_none_controls_the_terminal() {
    let mut all: Vec<u8> = (0..=255).collect();
    all.extend("\u{202e}\u{200b}\u{9b}한글".as_bytes());
    for input in [all.clone(), [b"<< ".as_slice(), &all].concat(), [b">> ".as_slice(), &all].concat()] {
        for args in [&["decode"][..], &["decode", "--long"], &["decode", "--from", "host"], &["decode", "--json"]] {
            let output = feed(args, &input);
            let text = out(&output);
            assert!(text.chars().all(|char| char == '\n' || !char.is_control()), "{args:?}: {text:?}");
            assert!(!text.contains('\u{202e}') || args.contains(&"--json"), "{args:?}");
        }
    }
}

#[test]
fn nul_bytes() {
    let events = events(&[], b"\0\0\r\nOK\r\n+IPD,2:\0\0\r\n");
    assert_eq!(kinds(&events), ["unknown", "final", "packet"]);
    assert_eq!(events[2]["text"], "\0\0");
}

#[test]
fn nothing_at_all() {
    for input in [&b""[..], b"\r\n\r\n", b"\n"] {
        let output = feed(&["decode"], input);
        assert_eq!((code(&output), out(&output).as_str()), (0, ""));
    }
}

#[test]
fn a_line_without_end_comes_in_parts() {
    let line = vec![b'x'; 1_000_000];
    for (args, input) in [
        (&["--input", "raw"][..], line.clone()),
        (&["--from", "host"], line.clone()),
        (&[], [b"<< ".as_slice(), &line, b"\n"].concat()),
        (&[], [b">> ".as_slice(), &line, b"\n"].concat()),
    ] {
        let events = events(args, &input);
        let text: usize = events.iter().map(|event| event["text"].as_str().unwrap().len()).sum();
        assert_eq!(text, line.len(), "{args:?}: nothing is dropped");
        assert!(events.len() > 100, "{args:?}");
    }
}

#[test]
fn behind_a_long_line_all_is_well() {
    let log = format!("<< {}\n<< OK\n", "x".repeat(200_000));
    let events = events(&[], log.as_bytes());
    assert_eq!(kinds(&events).last(), Some(&"final"));
    assert_eq!(events.last().unwrap()["line"], 2);
}

#[test]
fn a_length_that_is_never_reached_hides_nothing() {
    let events = events(&[], b"+IPD,65535:abc\r\nOK\r\n");
    assert_eq!(kinds(&events), ["packet"]);
    assert_eq!(events[0]["text"], "abc\r\nOK\r\n");
    assert_eq!(events[0]["chunk"]["remaining"], 65526);
}

/// The rejects of the vectors: generated code and interpreter refuse each for the same reason.
#[test]
fn a_request_that_is_refused_is_no_bug_of_the_program() {
    let vectors = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors/rejects.json")).unwrap();
    let vectors: serde_json::Value = serde_json::from_slice(&vectors).unwrap();
    let requests = vectors["cases"].as_array().unwrap().iter().filter(|case| case["kind"] == "request");
    // Those with other bytes than text are objects.
    let lines = requests.filter_map(|case| case["bytes"].as_str()?.strip_suffix("\r\n"));
    let log: String =
        lines.filter(|line| !line.contains(['\r', '\n', '\0'])).map(|line| format!(">> {line}\n")).collect();
    let events = events(&["--show-secrets"], log.as_bytes());
    for event in &events {
        assert!(event["disagreement"].is_null(), "{event}");
    }
    for error in ["rule_violation", "out_of_range", "missing", "trailing_data"] {
        assert!(events.iter().any(|event| event["error"]["kind"] == error), "{error}");
    }
}
