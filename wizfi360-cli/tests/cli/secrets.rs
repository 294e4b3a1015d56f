//! Passwords and keys are never shown.

use crate::run::{err, feed, out};

const PASSWORD: &str = "correct horse";
const KEY: &str = "MIIEpAIBAAKCAQEA";

/// Everything that is said about an input: as text, as JSON, and on the standard error.
fn all(args: &[&str], input: &str) -> String {
    let mut all = String::new();
    for style in [&["--long"], &["--json"]] {
        let output = feed(&[&["decode"], args, style].concat(), input.as_bytes());
        all += &out(&output);
        all += &err(&output);
    }
    all
}

#[test]
fn wherever_they_stand() {
    let lines = [
        "AT+CWJAP_CUR=\"home\",\"correct horse\"",
        "AT+CWJAP=\"home\",\"correct horse\",\"00:08:dc:11:12:13\"",
        "AT+CWSAP_DEF=\"home\",\"correct horse\",5,3",
        "AT+MQTTSET=\"user\",\"correct horse\",\"id\",60",
        "AT+AZSET=\"hub\",\"device\",\"correct horse\"",
        // What cannot be read.
        "AT+CWJAP_CUR=\"home\",\"correct horse",
        "AT+CWJAP_CUR=\"home\",correct horse",
        "AT+CWJAP_CUR \"home\",\"correct horse\"",
        "AT+CWJAP_CUR=\"home\",\"correct horse\",\"00:08\"",
        "AT+CWJPA_CUR=\"home\",\"correct horse\"",
        "at+cwjap_cur=\"home\",\"correct horse\"",
        "noiseAT+CWJAP_CUR=\"home\",\"correct horse\"",
        "AT+CWSAP_CUR=\"home\",\"correct horse\",99,3",
        // A serial monitor's stamp, which looks like a topic.
        "12:34:56.789 -> AT+CWJAP_CUR=\"home\",\"correct horse\"",
    ];
    std::thread::scope(|scope| {
        for line in lines {
            scope.spawn(move || is_hidden(line));
        }
    });
}

/// Whoever says the line, and whatever is around it.
fn is_hidden(line: &str) {
    for log in [
        format!(">> {line}\n"),
        format!("<< {line}\n"),
        format!(">> {line}\n<< {line}\n<< ERROR\n"),
        format!(">> {line}\n<< x{line}\n"),
        format!("{line}\n>> AT\n"),
    ] {
        let said = all(&["--input", "log"], &log);
        assert!(!said.contains(PASSWORD), "{log}: {said}");
        assert!(said.contains("***"), "{log}: {said}");
    }
    for args in [&["--input", "raw"][..], &["--from", "host"]] {
        for end in ["", "\r\n"] {
            let said = all(args, &format!("{line}{end}"));
            assert!(!said.contains(PASSWORD), "{line}: {said}");
        }
    }
}

#[test]
fn in_answers_and_messages() {
    let log = ">> AT+CWSAP_CUR?\n<< +CWSAP_CUR:\"home\",\"correct horse\",5,3,4,0\n<< +CWSAP_CUR=\"home\",\"correct horse\"\n<< OK\n\
               >> AT+MQTTSET?\n<< \"user\",\"correct horse\",\"id\",60\n<< user,correct horse,id\n<< OK\n<< password:correct horse\n";
    let said = all(&[], log);
    assert!(!said.contains(PASSWORD), "{said}");
    let raw = log.lines().filter_map(|line| line.strip_prefix("<< ")).collect::<Vec<_>>().join("\r\n");
    assert!(!all(&[], raw.split("\"user\"").next().unwrap()).contains(PASSWORD));
}

#[test]
fn what_was_seen_once_is_known() {
    let log = ">> AT+CWJAP=\"home\",\"correct horse\"\n<< debug: pwd is correct horse\n";
    let said = all(&[], log);
    assert!(!said.contains(PASSWORD), "{said}");
    assert!(said.contains("debug: pwd is ***"), "{said}");
}

#[test]
fn in_comments_and_notes() {
    let join = ">> AT+CWJAP=\"home\",\"correct horse\"\n<< OK\n";
    for remark in ["# joined with correct horse", "?? then correct horse", "# AT+CWJAP=\"home\",\"correct horse\""] {
        for log in [format!("{join}{remark}\n"), format!("# a log\n{remark}\n{join}")] {
            let said = all(&[], &log);
            assert!(!said.contains(PASSWORD), "{log}: {said}");
            assert!(said.contains("***"), "{log}: {said}");
        }
    }
    let shown = feed(&["decode", "--show-secrets"], format!("{join}# correct horse\n").as_bytes());
    assert!(out(&shown).contains("# correct horse"), "{}", out(&shown));
}

#[test]
fn in_an_echo_that_an_event_cuts() {
    let log = ">> AT+CWJAP=\"home\",\"correct horse\"\n<< AT+CWJAP=\"home\",\"correcWIFI GOT IP\n<< t horse\"\n<< OK\n";
    let said = all(&[], log);
    assert!(!said.contains("correc\"") && !said.contains("t horse"), "{said}");
}

#[test]
fn keys_in_pem_text() {
    let pem = format!("-----BEGIN RSA PRIVATE KEY-----\n{KEY}\n-----END RSA PRIVATE KEY-----");
    let host: String = pem.lines().map(|line| format!(">> {line}\n")).collect();
    let module: String = pem.lines().map(|line| format!("<< {line}\n")).collect();
    let log =
        format!(">> AT+AWSPKSEND=1\n<< AT+AWSPKSEND=1\n<< >\n{host}{module}<< OK\n>> AT+AWSPKSEND?\n{module}<< OK\n");
    let said = all(&[], &log);
    assert!(!said.contains(KEY), "{said}");
    let raw = pem.replace('\n', "\r\n") + "\r\n";
    assert!(!all(&["--from", "host"], &format!("AT+AWSPKSEND=1\r\n{raw}")).contains(KEY));
    assert!(!all(&[], &format!("AT+AWSPKSEND=1\r\n>\r\n{raw}")).contains(KEY));
    assert!(!all(&[], &raw).contains(KEY));
}

#[test]
fn in_long_lines() {
    let line = format!("AT+CWJAP=\"{}\",\"{PASSWORD}\"", "x".repeat(9000));
    for args in [&["--from", "host"][..], &["--input", "raw"]] {
        let said = all(args, &format!("{line}\r\n"));
        assert!(!said.contains(PASSWORD), "{args:?}");
    }
    let log = format!(">> AT+CWJAP=\"{}\",\"{PASSWORD}\"\n", "x".repeat(70_000));
    assert!(!all(&[], &log).contains(PASSWORD));
}

#[test]
fn unless_they_are_asked_for() {
    let log = ">> AT+CWJAP=\"home\",\"correct horse\"\n";
    let output = feed(&["decode", "--show-secrets"], log.as_bytes());
    assert!(out(&output).contains("\"correct horse\""), "{}", out(&output));
    let output = feed(&["decode", "--json", "--show-secrets"], log.as_bytes());
    assert!(out(&output).contains("\"value\":\"correct horse\""), "{}", out(&output));
}

#[test]
fn mistakes_do_not_repeat_them() {
    let wrong: [&[&str]; 4] = [
        &["AT+CWJAP", "--set", "ssid=x", "--set", "correct horse"],
        &["AT+CWJAP", "--set", "ssid=x", "--set", "pwd=correct horse\r\n"],
        &["AT+CWJAP=\"x\",\"correct horse", "--set", "ssid=x"],
        &["AT+CWJAP=\"x\",\"correct horse"],
    ];
    for args in wrong {
        let output = feed(&[&["encode"], args].concat(), b"");
        assert!(!err(&output).contains(PASSWORD), "{args:?}: {}", err(&output));
        assert!(!out(&output).contains(PASSWORD), "{args:?}");
    }
}

#[test]
fn looking_a_request_up_does_not_repeat_it() {
    let output = feed(&["explain", "AT+CWXYZ=\"home\",\"correct horse\""], b"");
    assert!(!err(&output).contains(PASSWORD), "{}", err(&output));
}
