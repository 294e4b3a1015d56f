//! `wizfi360 replay`: what is found in logs, and what is not.

use crate::run::{REAL, code, err, feed, folder, lines, out, real, run};
use serde_json::Value;

/// Returns what is found in a log: severity, rule, line of the log or byte of raw input.
fn found(args: &[&str], log: &str) -> Vec<(String, String, u64)> {
    let output = feed(&[&["replay", "--json", "-"], args].concat(), log.as_bytes());
    assert!(code(&output) < 2, "{log}: {}", err(&output));
    let text = |line: &Value, key: &str| line[key].as_str().unwrap().to_string();
    let lines = lines(&output);
    let found = lines.iter().filter(|line| line["kind"] == "finding");
    let place = |line: &Value| line["line"].as_u64().or(line["offset"].as_u64()).unwrap();
    let found: Vec<_> = found.map(|line| (text(line, "severity"), text(line, "rule"), place(line))).collect();
    assert_eq!(code(&output) == 1, found.iter().any(|(severity, ..)| severity == "error"), "{log}");
    found
}

/// Holds what is found against what is expected, each as `error final-missing 3`.
fn holds(log: &str, expected: &[&str]) {
    let mut found: Vec<_> =
        found(&[], log).iter().map(|(severity, rule, line)| format!("{severity} {rule} {line}")).collect();
    found.sort();
    let mut expected: Vec<_> = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{log}");
}

#[test]
fn the_recordings_hold_nothing_that_their_heads_do_not_tell() {
    let path = real("mqtt-publish");
    let folder = std::path::Path::new(&path).parent().unwrap().display().to_string();
    let output = run(&["replay", "--json", &folder]);
    let lines = lines(&output);
    let findings: Vec<_> = lines.iter().filter(|line| line["severity"] == "error").collect();
    assert!(
        findings.is_empty(),
        "correct the recording, or add `# expects: RULE at LINE: why` to its head: {findings:#?}"
    );
    assert_eq!(code(&output), 0, "{}", err(&output));
    let files = lines.iter().filter(|line| line["kind"] == "file").count();
    assert!(files >= REAL.len(), "{files}");
}

#[test]
fn what_is_as_the_spec_has_it_is_not_found() {
    // Echo on, empty lines kept.
    holds(">> AT+CWMODE_CUR?\n<< AT+CWMODE_CUR?\n<< +CWMODE_CUR:1\n<<\n<< OK\n", &[]);
    // Echo off, exact.
    holds(">> b'AT+CWMODE_CUR?\\r\\n'\n<< b'+CWMODE_CUR:1\\r\\n\\r\\nOK\\r\\n'\n", &[]);
    // A form whose last line has no end of its own.
    holds(">> b'AT+UART_CUR?\\r\\n'\n<< b'+UART_CUR:115200,8,1,0,0\\r\\nOK\\r\\n'\n", &[]);
    // Messages that come between.
    holds(
        ">> AT+CWLAP\n<< WIFI CONNECTED\n<< +CWLAP:(0,\"a\",-5,\"00:08:dc:00:00:01\",1,0)\n<< 0,CLOSED\n<<\n<< OK\n",
        &[],
    );
    // A restart that was asked for.
    holds(">> AT+RST\n<<\n<< OK\n<<\n<< ready\n", &[]);
    // The message that ends AT+MQTTDIS is framed as one.
    holds(">> b'AT+MQTTDIS\\r\\n'\n<< b'CLOSED\\r\\n'\n", &[]);
    // Transparent transmission.
    holds(">> AT+CIPSEND\n<<\n<< OK\n<<\n<< >\n>> b'x'\n<< b'x'\n>> b'+++'\n>> AT\n<<\n<< OK\n", &[]);
    // A failure with its reason.
    holds(">> AT+CIPCLOSE\n<< UNLINK\n<<\n<< ERROR\n", &[]);
}

#[test]
fn requests_are_judged() {
    let answered = |request: &str| format!(">> AT\n<<\n<< OK\n>> {request}\n<<\n<< ERROR\n");
    holds(&answered("AT+CWMODE_CUR=4"), &["error out-of-range 4"]);
    holds(&answered("AT+CWJAP_CUR=\"a,b\",\"pass\"word\""), &["error quotes-unmatched 4"]);
    holds(&answered("AT+NOPE"), &["error unknown-command 4"]);
    holds(&answered("AT+CWMODE_CUR=?"), &["error unknown-form 4"]);
    // An ESP8266's.
    holds(&answered("AT+CIPRECVMODE=1"), &["error unsupported-command 4"]);
    // The firmware knows it, the manual does not.
    holds(&answered("AT+WIZ_WDT"), &["explained undocumented-command 4"]);
    // Whoever wrote the log down has put something else there, also where it is hidden.
    holds(&answered("AT+CWJAP_CUR=<ssid>,<pwd>"), &["note parameter-invalid 4"]);
    holds(&answered("AT+CIPSEND=<length>"), &["note parameter-invalid 4"]);
    holds(">> AT+CWMODE_CUR=4\n<<\n<< OK\n", &["error out-of-range 1", "error refused-accepted 3"]);
}

#[test]
fn the_firmware_is_that_of_the_log() {
    let log = ">> AT+GMR\n<< AT version:1.1.1.7(May  4 2021 15:14:59)\n<< SDK version:3.2.0(a0ffff9f)\n<< compile time:May  4 2021 15:14:59\n<<\n<< OK\n\
               >> AT+MQTTQOS=1\n<<\n<< ERROR\n";
    holds(log, &["error not-in-firmware 7"]);
    holds(&log.replace("1.1.1.7", "1.1.1.9"), &[]);
    // It holds for what comes before it, too.
    holds(&format!(">> AT+MQTTQOS=1\n<<\n<< ERROR\n{log}"), &["error not-in-firmware 1", "error not-in-firmware 10"]);
    holds("# firmware: 1.1.1.7 (May 2021)\n>> AT+MQTTQOS=1\n<<\n<< ERROR\n", &["error not-in-firmware 2"]);
    holds("# firmware: 1.1.1.7 to 1.1.1.9\n>> AT+MQTTQOS=1\n<<\n<< ERROR\n", &[]);
    assert_eq!(found(&["--firmware", "1.1.1.9"], log), []);
}

#[test]
fn answers_are_judged() {
    let asked = |answer: &str| format!(">> AT+CIPMUX?\n<< {answer}\n<<\n<< OK\n");
    holds(&asked("+CIPMUX:1"), &[]);
    holds(&asked("+CIPMUX:7"), &["error value-unlisted 2"]);
    holds(&asked("+CIPMUX:x"), &["error line-refused 2"]);
    holds(&asked("+CIPMUX:..."), &["note line-refused 2"]);
    holds(&asked("+CWMODE_CUR:1"), &["error line-misplaced 2"]);
    holds(&asked("HELLO"), &["error line-unknown 2"]);
    holds(&asked("+CIPMUX:1\n<< +CIPMUX:1"), &["error answer-repeated 3"]);
    holds(">> AT+CIPMUX?\n<<\n<< OK\n", &["error answer-missing 3"]);
    holds(">> AT+CIPMUX=1\n<< >\n<<\n<< OK\n", &["error line-misplaced 2"]);
}

#[test]
fn what_an_erratum_explains_is_no_finding() {
    let log = ">> AT+CIPSTA_CUR?\n<< +CIPSTA_CUR:network:\"255.255.255.0\"\n<<\n<< OK\n";
    holds(log, &["explained line-spelling 2"]);
    let output = feed(&["replay", "-"], log.as_bytes());
    assert!(out(&output).contains("cipsta-network"), "{}", out(&output));
    holds(">> AT\n<<\n<< busy p\n", &["explained line-spelling 3"]);
}

#[test]
fn the_order_is_judged() {
    let first = ">> AT\n<<\n<< OK\n";
    holds(&format!("{first}>> AT+CWLAP\n>> AT+CIPMUX=0\n<<\n<< OK\n"), &["error final-missing 4"]);
    holds(&format!("{first}>> AT+CWLAP\n<<\n<< OK\n<<\n<< OK\n"), &["error final-unexpected 8"]);
    holds(&format!("{first}>> AT+CWLAP\n<<\n<< SEND OK\n"), &["error final-unexpected 6"]);
    // Both are carried out, or the second is ignored: the host has not waited.
    holds(&format!("{first}>> AT+CWLAP\n>> AT+CIPMUX=0\n<<\n<< OK\n<<\n<< OK\n"), &["error before-result 5"]);
    holds(&format!("{first}>> AT+CWLAP\n>> AT+CIPMUX=0\n<<\n<< busy p...\n<<\n<< OK\n"), &["error before-result 5"]);
    holds(&format!("{first}>> b'AT+CWLAP\\r\\nAT\\r\\n'\n<<\n<< OK\n"), &["error before-result 4"]);
    holds(&format!("{first}>> AT+CWLAP\n<<\n<< ready\n"), &["error restart 6"]);
    // The log ends, or leaves out all of them.
    holds(&format!("{first}>> AT+CWLAP\n"), &["note final-missing 4"]);
    holds(
        ">> AT+CWLAP\n>> AT+CIPMUX=0\n>> AT\n",
        &["note final-missing 1", "note final-missing 2", "note final-missing 3"],
    );
}

#[test]
fn lengths_are_judged() {
    let sent = |data: &str, recv: u32| {
        format!(">> AT+CIPSEND=10\n<<\n<< OK\n<<\n<< >\n>> {data}\n<<\n<< Recv {recv} bytes\n<<\n<< SEND OK\n")
    };
    holds(&sent("1234567890", 10), &[]);
    holds(&sent("1234567890", 9), &["error data-length 8"]);
    holds(&sent("1234567890123", 10), &["error data-too-long 6"]);
    holds(&sent("b'1234567'", 7), &["error data-length 8", "error data-too-short 10"]);
    // The log shows fewer than the module has taken: it does not show all.
    holds(&sent("1234...", 10), &["note data-too-short 10"]);
    holds(&sent("b'1234567'", 10), &["note data-too-short 10"]);
    let got = |packet: &str| format!(">> AT\n<<\n<< OK\n<<\n<< {packet}\n>> AT\n<<\n<< OK\n");
    holds(&got("+IPD,5:hello"), &[]);
    holds(&got("+IPD,11:hello\n<< rest"), &[]);
    holds(&got("+IPD,5:hello world"), &["error packet-length 5"]);
    holds(&got("+IPD,20:hello"), &["error packet-length 6"]);
    holds(&got("+IPD,1460:HTTP/1.1 200 OK..."), &["note packet-length 6"]);
    // What comes behind a payload that is left out is read.
    holds(&got("+IPD,1460:HTTP/1.1 200 OK...\n<< CLOSED"), &["note packet-length 6"]);
}

#[test]
fn empty_lines_are_judged_where_the_log_keeps_bytes() {
    holds("<< b'\\r\\nready\\r\\n'\n>> AT\n<< b'OK\\r\\n'\n", &["error empty-line 3"]);
    holds("<< b'ready\\r\\n'\n>> AT\n<< b'AT\\r\\n'\n<< b'\\r\\nOK\\r\\n'\n", &[]);
    holds(">> AT+UART_CUR?\n<< b'+UART_CUR:115200,8,1,0,0\\r\\n\\r\\nOK\\r\\n'\n", &["error empty-line 2"]);
    // Plain lines need not show them: one note for all.
    holds("<< ready\n>> AT\n<< OK\n>> AT\n<< OK\n", &["note empty-line 3"]);
}

#[test]
fn logs_that_people_publish() {
    // A heading, no empty lines, stand-ins, something left out.
    let forum = "My module does not connect:\n>> AT+CWJAP_CUR=\"...\",\"...\"\n<< WIFI CONNECTED\n<< ...\n<< OK\n>> AT+CIFSR\n\
                 << +CIFSR:STAIP,\"10.0.0.2\"\n<< +CIFSR:STAMAC,\"xx:xx:xx:xx:xx:xx\"\n<< OK\n[...]\n>> AT\n<< OK\n";
    let found = found(&[], forum);
    assert!(found.iter().all(|(severity, ..)| severity == "note"), "{found:?}");
    // A serial monitor: one side, with its echo; LF alone.
    let monitor =
        "AT+CWMODE_CUR=1\r\n\r\nOK\r\nAT+CWMODE_CUR?\r\n+CWMODE_CUR:1\r\n\r\nOK\r\nAT+CWMODE_CUR=9\r\n\r\nERROR\r\n";
    let refused = monitor.find("AT+CWMODE_CUR=9").unwrap();
    holds(monitor, &[&format!("error out-of-range {refused}")]);
    let refused = refused - monitor[..refused].matches('\r').count();
    holds(&monitor.replace('\r', ""), &[&format!("error out-of-range {refused}")]);
    // Stamps before the arrow, nothing behind it.
    holds("[10:09:15] ->AT\n[10:09:15] <-AT\n[10:09:15] <-\n[10:09:15] <-OK\n", &[]);
}

#[test]
fn what_is_cut_in_the_middle_of_a_line_is_nobodys_fault() {
    for cut in
        ["Recv 3 byt", "+CWMODE_CUR:", "+CWMODE_CUR:1\r\n\r\nOK\r\nAT+CWMODE_CUR=", "+CWMODE_CUR:1\r\n\r\nOK\r\nAT+CWJ"]
    {
        let monitor = format!("AT\r\n\r\nOK\r\nAT+CWMODE_CUR?\r\n{cut}");
        let found = found(&[], &monitor);
        assert!(!found.is_empty() && found.iter().all(|(severity, ..)| severity == "note"), "{cut}: {found:?}");
        let whole = format!("{monitor}x\r\nAT\r\n\r\nOK\r\n");
        assert!(self::found(&[], &whole).iter().any(|(severity, ..)| severity == "error"), "{whole}");
    }
}

#[test]
fn a_log_tells_what_is_known_of_it() {
    let log = "# expects: final-missing at 2: nobody wrote it down\n>> AT+CWLAP\n>> AT\n<<\n<< OK\n>> AT\n<<\n<< OK\n";
    let log = format!(">> AT\n<<\n<< OK\n{}", log.replace("at 2", "at 5"));
    holds(&log, &["expected final-missing 5"]);
    holds(&log.replace("at 5", "at 6"), &["error final-missing 5", "error expects 4"]);
    holds("# expects: something\n>> AT\n<<\n<< OK\n", &["error expects 1"]);
}

#[test]
fn many_files_and_what_cannot_be_read() {
    let folder = folder();
    let path = |name: &str| folder.join(name).display().to_string();
    assert_eq!(code(&run(&["replay", &path("")])), 2, "an empty folder");
    std::fs::create_dir(folder.join("in")).unwrap();
    std::fs::write(path("in/a.log"), ">> AT\n<<\n<< OK\n").unwrap();
    std::fs::write(path("b.txt"), ">> AT\n<<\n<< ERROR\n>> AT+NOPE\n<<\n<< ERROR\n").unwrap();
    std::fs::write(path("README.md"), "no log\n").unwrap();
    let output = run(&["replay", &path(""), &real("mqtt-publish")]);
    assert_eq!(code(&output), 1);
    let text = out(&output);
    assert!(text.contains("b.txt:4: error unknown-command (host)"), "{text}");
    assert!(text.contains("3 files: 7 requests"), "{text}");
    assert_eq!(code(&run(&["replay", &path("nowhere")])), 2);
    assert_eq!(code(&run(&["replay"])), 2);
    assert_eq!(code(&feed(&["replay", "-"], b"")), 2, "nothing is said in it");
    // A style that is not read is not judged, and so it is not fine.
    for log in ["10:15:01.104 -> AT\n10:15:01.104 -> OK\n", "TX: AT\nRX: OK\n", "AT\\r\\n\n\\r\\nOK\\r\\n\n"] {
        let output = feed(&["replay", "-"], log.as_bytes());
        assert!(code(&output) == 2 && err(&output).contains("docs/log-format.md"), "{}", err(&output));
    }
}

#[test]
fn secrets_are_hidden() {
    let log = ">> AT+CWJAP_CUR=\"home\",\"secret words\"\n<<\n<< FAIL\n<< noise secret words\n>> AT+CWJAP_CUR=home,secret words\n<<\n<< ERROR\n";
    for args in [&["replay", "-"][..], &["replay", "--json", "-"]] {
        let text = out(&feed(args, log.as_bytes()));
        assert!(text.contains("AT+CWJAP_CUR") && !text.contains("secret words"), "{text}");
    }
    let text = out(&feed(&["replay", "--show-secrets", "-"], log.as_bytes()));
    assert!(text.contains("secret words"), "{text}");
}

#[test]
fn no_input_is_too_odd() {
    let mut odd = [b">> AT\n<< ".to_vec(), vec![b'<'; 300_000], b"\n<< OK\n".to_vec()].concat();
    odd.extend((0..=255).cycle().take(100_000));
    for input in [&odd[..], &odd[7..], b">> AT+CIPSEND=10\n<< >\n>> ", b"<< +IPD,4294967295:x...\n>> AT\n", b"<<\n"] {
        assert!(code(&feed(&["replay", "--all", "--input", "log", "-"], input)) <= 2);
        assert!(code(&feed(&["replay", "--all", "--input", "raw", "-"], input)) <= 2);
    }
}

#[test]
fn a_scrubbed_log_says_the_same_without_secrets() {
    let folder = folder();
    let path = |name: &str| folder.join(name).display().to_string();
    let key = "-----BEGIN RSA PRIVATE KEY-----\n>> MIIabc0\n>> -----END RSA PRIVATE KEY-----";
    let log = format!(
        "# my password is secret words\n>> b'AT+CWJAP_CUR=\"home\",\"secret words\",\"00:08:dc:a1:b2:d1\"\\r\\n'\n<< b'\\r\\nOK\\r\\n'\n\
         >> AT+CIPSTART=\"TCP\",\"93.184.216.34\",80\n<< CONNECT\n<<\n<< OK\n<< +IPD,12:secret words\n\
         >> AT+CWJAP_CUR=\"a,b\",\"pass\"word\"\n<<\n<< ERROR\n>> AT+CIPSTAMAC_CUR?\n<< +CIPSTAMAC_CUR:\"00:08:DC:A1:B2:D1\"\n<<\n<< OK\n\
         >> AT+AWSPKSEND=1\n<<\n<< >\n>> {key}\n<<\n<< OK\n"
    );
    std::fs::write(path("uart.log"), &log).unwrap();
    let output = run(&["replay", "--scrub", &path("public.log"), &path("uart.log")]);
    assert!(code(&output) < 2, "{}", err(&output));
    let public = std::fs::read_to_string(path("public.log")).unwrap();
    assert_eq!(public.len(), log.len());
    for gone in ["secret", "pass\"word", "93.184", "a1:b2", "A1:B2", "MII"] {
        assert!(!public.contains(gone), "{gone}: {public}");
    }
    assert_eq!(public.matches("aaaaaaaaaaaa").count(), 3, "{public}");
    assert_eq!(public.to_lowercase().matches("00:08:dc:00:00:01").count(), 2, "{public}");
    // What is found is the same, and so is what comes out of decoding.
    let same = |name: &str| -> Vec<String> {
        let events = lines(&run(&["decode", "--json", &path(name)]));
        events.iter().map(|event| format!("{} {} {}", event["line"], event["kind"], event["command"])).collect()
    };
    assert_eq!(same("public.log"), same("uart.log"));
    let found = |name: &str| lines(&run(&["replay", "--json", &path(name)])).len();
    assert_eq!(found("public.log"), found("uart.log"));
    assert_eq!(
        code(&run(&["replay", "--scrub", &path("public.log"), &path("uart.log")])),
        2,
        "nothing is written over"
    );
    assert_eq!(code(&run(&["replay", "--scrub", &path("x"), &path("uart.log"), &path("uart.log")])), 2);
    assert_eq!(code(&run(&["replay", "--scrub", &path("x"), "-"])), 2);
    // Of what is not read, nobody can say where its secrets stand: there is no copy.
    std::fs::write(path("monitor.log"), "10:15:01.104 -> AT+CWJAP_CUR=\"home\",\"secret words\"\n10:15:01.104 -> OK\n")
        .unwrap();
    assert_eq!(code(&run(&["replay", "--scrub", &path("x"), &path("monitor.log")])), 2);
    assert!(!folder.join("x").exists());
}

#[test]
fn what_the_state_forbids_is_found() {
    let open = ">> AT+CIPSTART=0,\"TCP\",\"10.0.0.1\",80\n";
    holds(&format!(">> AT+CIPMUX=0\n<<\n<< OK\n{open}<<\n<< ERROR\n"), &["error forbidden-by-mux 4"]);
    holds(&format!(">> AT+CIPMUX=1\n<<\n<< OK\n{open}<<\n<< ERROR\n"), &[]);
    let sent = |closed: &str| {
        format!(">> AT+CIPMUX=1\n<<\n<< OK\n{open}<< 0,CONNECT\n<<\n<< OK\n{closed}>> AT+CIPSEND=0,5\n<<\n<< ERROR\n")
    };
    holds(&sent("<< 0,CLOSED\n"), &["error link-not-open 9"]);
    holds(&sent(""), &[]);
}

#[test]
fn data_after_a_refusal_is_found() {
    let log = ">> AT+CIPSEND=5\n<<\n<< ERROR\n>> hello\n<<\n<< ERROR\n>> AT\n<<\n<< OK\n";
    holds(log, &["error data-after-refusal 4"]);
}

#[test]
fn an_escape_and_a_nul_are_found_wherever_the_log_cuts_them() {
    let sent = |parts: &[&str]| {
        let parts: String = parts.iter().map(|part| format!(">> b'{part}'\n")).collect();
        format!(">> AT+CIPSEND\n<<\n<< OK\n<<\n<< >\n{parts}>> AT\n<<\n<< OK\n")
    };
    holds(&sent(&["abc+", "++"]), &[]);
    holds(&sent(&["a", "+", "+", "+"]), &[]);
    for parts in [&["ab\\\\0"][..], &["ab\\\\", "0"], &["ab\\x00"]] {
        let parts: String = parts.iter().map(|part| format!(">> b'{part}'\n")).collect();
        let log = format!(
            ">> AT+CIPSENDEX=9\n<<\n<< OK\n<<\n<< >\n{parts}<<\n<< Recv 2 bytes\n<<\n<< SEND OK\n>> AT\n<<\n<< OK\n"
        );
        holds(&log, &[]);
    }
}
