//! Long pages on a terminal.

use crate::{
    run::{command, out, run},
    terminal::Terminal,
};
use std::{io::Read, process::Stdio};

/// What is shown on a terminal of these lines.
fn shown(rows: u16, pager: Option<&str>, args: &[&str]) -> String {
    let terminal = Terminal::open(rows, 100);
    let mut command = command();
    command.args(args).env_remove("PAGER").env_remove("LESS").env("TERM", "xterm");
    if let Some(pager) = pager {
        command.env("PAGER", pager);
    }
    let mut child = command.stdout(terminal.stdio()).stderr(terminal.stdio()).stdin(Stdio::null()).spawn().unwrap();
    drop(command);
    let mut master = terminal.master();
    drop(terminal);
    let mut text = Vec::new();
    let mut buf = [0; 4096];
    // Linux ends the reading with an error once nobody has the terminal open.
    while let Ok(len @ 1..) = master.read(&mut buf) {
        text.extend_from_slice(&buf[..len]);
    }
    assert!(child.wait().unwrap().success());
    String::from_utf8(text).unwrap()
}

const MARKS: &str = "sed s/^/PAGED:/";

#[test]
fn a_page_that_is_longer_than_the_screen_goes_through_the_pager() {
    let page = shown(24, Some(MARKS), &["explain", "AT+CWJAP"]);
    assert!(page.lines().count() > 100 && page.lines().all(|line| line.starts_with("PAGED:")), "{page}");
    assert!(page.contains("\x1b["), "colours are those of the terminal");
    let page = shown(24, Some(MARKS), &["explain", "AT+CWJAP", "--color", "never"]);
    assert!(page.contains("PAGED:") && !page.contains('\x1b'), "{page}");
    assert!(shown(24, Some(MARKS), &["explain"]).contains("PAGED:"), "the list of commands too");
    assert!(shown(24, Some(MARKS), &["explain", "AT+CWJAP", "--firmware", "1.0.7.2"]).contains("PAGED:"));
}

#[test]
fn other_pages_do_not() {
    for (rows, pager, args) in [
        (24, MARKS, &["explain", "LinkId"][..]),
        (1000, MARKS, &["explain", "AT+CWJAP"]),
        (24, MARKS, &["explain", "AT+CWJAP", "--no-pager"]),
        (24, MARKS, &["explain", "AT+CWJAP", "--json"]),
        (24, "", &["explain", "AT+CWJAP"]),
        (24, "cat", &["explain", "AT+CWJAP"]),
    ] {
        let page = shown(rows, Some(pager), args);
        assert!(!page.is_empty() && !page.contains("PAGED:"), "{pager} {args:?}: {page}");
    }
    let output = command().args(["explain", "AT+CWJAP"]).env("PAGER", MARKS).output().unwrap();
    assert!(!out(&output).contains("PAGED:"), "where the output is no terminal");
}

#[test]
fn a_pager_that_ends_early_or_is_not_there_is_no_error() {
    assert_eq!(shown(24, Some("true"), &["explain", "AT+CWJAP"]), "");
    let page = shown(24, Some("head -n 1"), &["explain", "AT+CWJAP"]);
    assert_eq!(page.lines().count(), 1, "{page}");
    let page = shown(24, Some("no-such-pager"), &["explain", "AT+CWJAP"]);
    assert!(page.contains("not found") && page.contains("Joins an access point."), "{page}");
}

#[test]
fn a_brief_page_fits_on_a_screen() {
    let page = out(&run(&["explain", "AT+CWJAP", "--brief"]));
    for part in ["AT+CWJAP_CUR=<ssid>,<pwd>[,<bssid>]", "1 to 32 bytes", "OK or FAIL or ERROR", "join-error-prefix"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.lines().count() <= 40, "{page}");
    assert!(!page.contains("\nExamples\n"), "{page}");
    assert_eq!(out(&run(&["explain", "LinkId", "--brief"])), out(&run(&["explain", "LinkId"])));
}
