//! Scripts, from the first line to the exit code.

use crate::desk::Desk;
use crate::run::{code, err, feed, folder, out};
use serde_json::Value;
use std::{fs, process::Output};

const JOIN: &str = "ate0\ncwmode_cur mode=Station\ncwjap_cur ssid=wizfi360 pwd='password'\n";
const OPEN: &str = "cipstart type=TCP remote_ip=10.0.0.1 remote_port=7\n";

/// Runs a script. Unless it says otherwise, a command may take as long as only a hang takes.
fn script(desk: &Desk, args: &[&str], lines: &str) -> Output {
    let limit = if args.contains(&"--timeout") { &[][..] } else { &["--timeout", "60000"] };
    feed(&[&["shell", "--tcp", &desk.address], limit, args].concat(), lines.as_bytes())
}

#[test]
fn a_script_joins_sends_and_hears_the_echo() {
    let desk = Desk::module();
    let lines =
        format!("# join, send, hear\n\n{JOIN}{OPEN}cipsend length=7\nhello\\r\\n\n:wait 60000 hello\nAT+CIPCLOSE\n");
    let output = script(&desk, &[], &lines);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let (said, sent) = (out(&output), desk.sent());
    assert!(sent.contains("AT+CWJAP_CUR=\"wizfi360\",\"password\"\r\n"), "{sent}");
    assert!(sent.contains("AT+CIPSEND=7\r\nhello\r\n"), "{sent}");
    for told in [
        "ssid \"wizfi360\" · pwd ***",
        "WIFI GOT IP",
        "SEND OK",
        "7 bytes: hello\\r\\n",
        "Closes the single connection.",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(!said.contains("password\"") && !said.contains("\x1b"), "{said}");
}

#[test]
fn what_the_module_would_refuse_is_not_sent() {
    let desk = Desk::module();
    let output = script(&desk, &[], "AT\nAT+CWMODE_CUR=9\nAT+GMR\n");
    assert_eq!(code(&output), 1);
    let text = err(&output);
    assert!(text.starts_with("error: line 2: AT+CWMODE_CUR: mode: 9 is out of range"), "{text}");
    assert!(text.contains("`!` before the line sends it all the same."), "{text}");
    assert_eq!(desk.sent(), "AT\r\n", "the script ends at the line that is refused");
}

#[test]
fn what_the_state_forbids_is_told_before_it_is_answered() {
    let desk = Desk::module();
    let output = script(&desk, &["--keep-going"], "AT+CIPMUX=0\nAT+CIPSTART=0,\"TCP\",\"10.0.0.1\",7\n");
    let said = out(&output);
    let (_, behind) = said.split_once("AT+CIPSTART=0").expect("it is sent");
    let (before, _) = behind.split_once("← reason").expect("it is refused");
    assert!(before.contains("hint: AT+CIPSTART requires that mux is Multiple"), "{said}");
}

#[test]
fn what_is_meant_so_is_sent_and_its_failure_counts() {
    let desk = Desk::module();
    let output = script(&desk, &["--keep-going"], "!AT+CWMODE_CUR=9\n!AT+NOPE=1\nAT\n");
    assert_eq!(code(&output), 1);
    assert_eq!(desk.sent(), "AT+CWMODE_CUR=9\r\nAT+NOPE=1\r\nAT\r\n");
    assert!(out(&output).contains("The request breaks a rule"), "{}", out(&output));
    assert!(out(&output).trim_end().ends_with("§2.2 p. 5"), "the last command is answered: {}", out(&output));
    // The last line alone decides nothing.
    assert_eq!(code(&script(&Desk::module(), &[], "!AT+NOPE=1\nAT\n")), 1);
}

#[test]
fn a_command_that_fails_ends_the_script() {
    let desk = Desk::module();
    let output = script(&desk, &[], &format!("{JOIN}AT+CIPCLOSE\nAT+GMR\n"));
    assert_eq!(code(&output), 1, "{}", out(&output));
    assert!(!desk.sent().contains("GMR"));
    assert_eq!(code(&script(&Desk::module(), &[], "cwmode_cur mode=1\ncwjap_cur ssid=wizfi360 pwd=wrong-one\n")), 1);
}

#[test]
fn silence_and_noise_are_told_apart() {
    let silent = Desk::serve(|_| Some(Vec::new()));
    let output = script(&silent, &["--timeout", "50"], "AT\nAT\n");
    assert_eq!(code(&output), 1);
    let text = err(&output);
    assert!(text.starts_with("error: line 1: AT has no final result after 50 ms\n  Nothing came at all."), "{text}");
    assert!(text.contains("error: AT has no final result yet"), "{text}");
    assert_eq!(silent.sent(), "AT\r\n");
    let noisy = Desk::serve(|bytes| Some(if bytes.is_empty() { Vec::new() } else { b"\x80\xfe".to_vec() }));
    // Long enough for the noise to come.
    let output = script(&noisy, &[], ":timeout 3000\nAT\n");
    assert!(err(&output).contains("2 bytes came, and no line: \\x80\\xfe"), "{}", err(&output));
}

#[test]
fn a_late_answer_is_waited_for() {
    let mut asked = 0;
    let desk = Desk::serve(move |bytes| {
        asked += usize::from(asked > 0 || !bytes.is_empty());
        Some(if asked == 60 { b"\r\nOK\r\n".to_vec() } else { Vec::new() })
    });
    let output = script(&desk, &["--keep-going"], ":timeout 20\nAT\n:wait 60000\n");
    assert!(out(&output).contains("final    OK"), "{}{}", out(&output), err(&output));
    assert!(!err(&output).contains("is not at its end"), "{}", err(&output));
}

#[test]
fn a_connection_that_is_lost_is_exit_code_2() {
    let desk = Desk::serve(|bytes| bytes.is_empty().then(Vec::new));
    let output = script(&desk, &[], "AT\nAT\n");
    assert_eq!(code(&output), 2, "{}", err(&output));
    assert!(err(&output).contains("is lost"), "{}", err(&output));
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    for args in [["--tcp", &nobody], ["--tcp", "nonsense"], ["--port", "/no/such/port"]] {
        let output = feed(&[&["shell"], &args[..]].concat(), b"");
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).lines().count() >= 2, "what, and the way out: {}", err(&output));
    }
}

#[test]
fn data_is_given_as_text_hex_and_files_and_never_too_much() {
    let folder = folder();
    let file = folder.join("data");
    fs::write(&file, "file").unwrap();
    let desk = Desk::module();
    let lines = format!("{JOIN}{OPEN}AT+CIPSEND=10\n:hex 00 ff\n:file {}\n::ab\\x21\nlast\n", file.display());
    let output = script(&desk, &["--keep-going", "--json"], &lines);
    let sent = out(&output);
    let data =
        sent.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).find(|event| event["kind"] == "data");
    assert_eq!(data.unwrap()["text"]["hex"], "00ff66696c653a616221");
    assert!(err(&output).contains("no command"), "the data was complete before the last line: {}", err(&output));
    let desk = Desk::module();
    let output = script(&desk, &[], &format!("{JOIN}{OPEN}AT+CIPSEND=5\nhello!\n"));
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("that is 6 bytes, and 5 bytes are due; nothing is sent"), "{}", err(&output));
    assert!(err(&output).contains("still waits for the data of AT+CIPSEND"), "{}", err(&output));
    assert!(desk.sent().ends_with("AT+CIPSEND=5\r\n"));
}

#[test]
fn of_a_file_with_a_key_the_part_that_is_due_is_sent_and_not_shown() {
    let folder = folder();
    let file = folder.join("key.pem");
    fs::write(
        &file,
        "junk\n-----BEGIN RSA PRIVATE KEY-----\nTUlJRXBBSUJBQUtDQVFFQQ==\n-----END RSA PRIVATE KEY-----\n",
    )
    .unwrap();
    let desk = Desk::module();
    let output = script(&desk, &[], &format!("AT+AWSPKSEND=1\n:file {}\nAT\n", file.display()));
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let (said, sent) = (out(&output), desk.sent());
    assert!(sent.contains("KEY-----\r\nTUlJRXBBSUJBQUtDQVFFQQ==\r\n-----END") && !sent.contains("junk"), "{sent}");
    assert!(!said.contains("TUlJ"), "{said}");
}

#[test]
fn transparent_transmission_begins_and_ends() {
    let desk = Desk::module();
    let lines = format!(
        "{JOIN}{OPEN}cipmode mode=1\ncipsend\nhello\n:wait 60000 hello\n:raw no end\n:wait 60000 no end\n:escape\ncipmode mode=0\n"
    );
    let output = script(&desk, &[], &lines);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let sent = desk.sent();
    assert!(sent.ends_with("AT+CIPSEND\r\nhello\r\nno end+++AT+CIPMODE=0\r\n"), "{sent}");
    assert!(out(&output).contains("through  7 bytes: hello\\r\\n"), "{}", out(&output));
}

#[test]
fn a_restart_is_waited_for() {
    let desk = Desk::module();
    let output = script(&desk, &[], "AT+RST\n:wait 60000 ready\nAT\n:wait 50 never\n");
    assert_eq!(code(&output), 1);
    assert_eq!(desk.sent(), "AT+RST\r\nAT\r\n");
    assert!(err(&output).starts_with("error: line 4: `never` has not come within 50 ms"), "{}", err(&output));
}

#[test]
fn events_are_json_on_demand() {
    let output = script(&Desk::module(), &["--json"], "ATE0\nAT+CWMODE_CUR?\n");
    let events: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = events.iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["request", "echo", "final", "request", "answer", "final"]);
    assert_eq!(events[4]["fields"][0]["name"], "mode");
}

#[test]
fn the_shells_own_commands_explain() {
    let output = script(&Desk::module(), &[], ":help\n:explain CWJAP\n:explain nonsense\n");
    let said = out(&output);
    assert!(said.contains(":escape") && said.contains("Joins an access point."), "{said}");
    assert!(err(&output).contains("line 3: `nonsense` is not in the spec") && err(&output).contains("`:explain`"));
    assert_eq!(code(&output), 1);
}

#[test]
fn what_goes_over_the_line_is_recorded_so_that_it_can_be_replayed() {
    let desk = Desk::module();
    let folder = folder();
    let path = folder.join("uart.log").display().to_string();
    let lines = format!("AT+GMR\n{JOIN}{OPEN}cipsend length=7\nhello\\r\\n\n:wait 60000 hello\nAT+CIPCLOSE\n");
    let output = script(&desk, &["--record", &path], &lines);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let log = fs::read_to_string(&path).unwrap();
    assert!(log.contains("b'AT+CWJAP_CUR=\"wizfi360\",\"password\"\\r\\n'") && log.contains("b'hello\\r\\n'"), "{log}");
    let replayed = feed(&["replay", &path], b"");
    assert_eq!(code(&replayed), 0, "{}", out(&replayed));
    assert!(
        out(&replayed).contains("7 requests, 7 results") && out(&replayed).contains("1 packet: 0 findings\n"),
        "{}",
        out(&replayed)
    );
    let nowhere = script(&Desk::module(), &["--record", "/nowhere/uart.log"], "AT\n");
    assert!(
        code(&nowhere) == 2 && err(&nowhere).contains("`/nowhere/uart.log` cannot be written"),
        "{}",
        err(&nowhere)
    );
    let again = script(&Desk::module(), &["--record", &path], "AT\n");
    assert!(code(&again) == 2 && err(&again).contains("No recording is written over"), "{}", err(&again));
    assert_eq!(fs::read_to_string(&path).unwrap(), log);
}
