//! Lines that are refused, silent, full of noise, or lost.

use crate::{
    desk::Desk,
    run::{PATIENCE, code, command, err, folder, interrupt, out, run},
};
use std::{
    fs,
    process::{Output, Stdio},
    sync::mpsc::channel,
    time::{Duration, Instant},
};
use wizfi360_sim::World;

/// Checks what listens at a desk, and tells how long that took.
fn check(desk: &Desk, args: &[&str]) -> (Output, Duration) {
    let start = Instant::now();
    let output = run(&[&["check", "--tcp", &desk.address], args].concat());
    (output, start.elapsed())
}

#[test]
fn what_does_not_answer_is_told_soon() {
    let silent = Desk::serve(|_| Some(Vec::new()));
    let (output, took) = check(&silent, &[]);
    assert_eq!(code(&output), 2);
    assert!(
        err(&output).contains("AT was sent three times, and nothing came\n  Is the other end a module?"),
        "{}",
        err(&output)
    );
    assert!(took < PATIENCE, "{took:?}");
    let noisy = Desk::serve(|bytes| Some(if bytes.is_empty() { Vec::new() } else { b"\x80\xfe".to_vec() }));
    let (output, took) = check(&noisy, &[]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains(" bytes came: \\x80\\xfe"), "{}", err(&output));
    assert!(took < PATIENCE, "{took:?}");
}

#[test]
fn a_flood_ends_soon_whether_it_holds_an_answer_or_not() {
    for flood in [&b"x"[..], b"\r\n", b"OK\r\n", b"\r\nOK\r\n+IPD,65535:"] {
        let flooding = Desk::serve(move |_| Some(flood.repeat(64 * 1024 / flood.len())));
        let (output, took) = check(&flooding, &["--only", "3.1"]);
        assert_eq!(code(&output), 2, "{}: {}", flood.escape_ascii(), out(&output));
        assert!(took < PATIENCE, "{}: {took:?}", flood.escape_ascii());
    }
}

#[test]
fn a_line_that_is_lost_is_exit_code_2_and_leaves_an_older_report_alone() {
    let folder = folder();
    let (before, new) = (folder.join("before.json"), folder.join("new.json"));
    fs::write(&before, "before").unwrap();
    // It has answered a little, and then is gone.
    let mut written = 0;
    let desk = Desk::serve(move |bytes| {
        written += bytes.len();
        (written < 40).then(|| if bytes.is_empty() { Vec::new() } else { b"AT\r\n\r\nOK\r\n".to_vec() })
    });
    let files = ["--json", before.to_str().unwrap(), "--html", new.to_str().unwrap()];
    let (output, _) = check(&desk, &[&["--firmware", "1.1.1.9"], &files[..]].concat());
    assert_eq!(code(&output), 2, "{}", err(&output));
    assert!(err(&output).contains("the line to the module is lost"), "{}", err(&output));
    assert!(err(&output).contains("before.json stays as it was"), "{}", err(&output));
    assert_eq!(fs::read_to_string(&before).unwrap(), "before");
    assert!(fs::read_to_string(&new).unwrap().contains("</html>"));
}

#[test]
#[cfg_attr(not(unix), ignore = "needs signals (Unix)")]
fn an_interrupt_ends_the_run_and_what_was_found_is_written() {
    // A module that falls silent in the middle: the run cannot be over before it is interrupted.
    let (sends, reached) = channel();
    let mut asked = 0;
    let desk = Desk::module_in(World::built_in().clone(), move |bytes, said| {
        asked += bytes.windows(8).filter(|part| part == b"AT+GSLP=").count();
        if asked < 4 {
            return said;
        }
        let _ = sends.send(());
        Vec::new()
    });
    let folder = folder();
    let path = folder.join("report.json");
    fs::write(&path, "before").unwrap();
    let mut running = command();
    let running = running.args(["check", "--tcp", &desk.address, "--profile", "full", "--only", "3.1.4"]);
    let running = running.arg("--json").arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    reached.recv_timeout(PATIENCE).unwrap();
    interrupt(&running);
    let output = running.wait_with_output().unwrap();
    assert_eq!(code(&output), 130, "{}", err(&output));
    // `interrupted: 7 of 16 cases were run`
    let told = err(&output);
    let told = told.split("error: interrupted: ").nth(1).unwrap_or_else(|| panic!("{told}"));
    let total: usize = told.split(' ').nth(2).and_then(|total| total.parse().ok()).unwrap_or_else(|| panic!("{told}"));
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let results = report["results"].as_array().unwrap();
    let interrupted = |result: &&serde_json::Value| {
        result["verdict"]["reason"].as_str().is_some_and(|why| why.contains("the run was interrupted"))
    };
    let not_reached = results.iter().filter(interrupted).count();
    assert_eq!((results.len(), report["aborted"].as_str()), (total, Some("the run was interrupted")));
    assert!((1..total).contains(&not_reached), "{not_reached} of {total}");
}
