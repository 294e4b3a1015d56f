//! Raw bytes of the host.

use crate::run::{code, events, feed, feed_slowly, kinds, lines, out};

const HOST: &[&str] = &["--from", "host"];

#[test]
fn requests_and_the_data_behind_them() {
    let events = events(HOST, b"AT+CWMODE_CUR=1\r\nAT+CIPSEND=4\r\nab\r\nAT+CIPCLOSE\r\n");
    assert_eq!(kinds(&events), ["request", "request", "data", "request"]);
    assert_eq!(events[0]["fields"][0]["label"], "Station");
    assert_eq!(events[2]["text"], "ab\r\n");
    assert_eq!(events[3]["offset"], 35);
}

#[test]
fn transparent_transmission_ends_at_the_escape() {
    let events = events(HOST, b"AT+CIPSEND\r\nhello+++AT\r\n");
    assert_eq!(kinds(&events), ["request", "data", "escape", "request"]);
}

#[test]
fn a_pause_changes_nothing_of_what_is_read() {
    let reads = |options: &[&str], pieces: &[&[u8]], expected: &[&str]| {
        let output = feed_slowly(&[&["decode", "--json"], options].concat(), pieces);
        assert_eq!(kinds(&lines(&output)), expected, "{}", out(&output));
    };
    reads(HOST, &[b"AT+CIPSEND\r\nabc+", b"++AT\r\n"], &["request", "data", "escape", "request"]);
    reads(HOST, &[b"AT+CIPSENDEX=9\r\nab\\", b"0AT\r\n"], &["request", "data", "request"]);
    reads(&[], &[b">", b"> AT\r\n<< OK\r\n"], &["request", "final"]);
}

#[test]
fn refusals_name_the_rule_and_the_way_out() {
    let output = feed(&["decode", "--from", "host"], b"AT+CIPSEND=5000\r\nAT+CWLPA\r\nAT+CWMODE_CUR=\r\n");
    let text = out(&output);
    assert_eq!(code(&output), 1);
    assert!(text.contains("1 to 2048 bytes"), "{text}");
    assert!(text.contains("did you mean AT+CWLAP"), "{text}");
    assert!(text.contains("AT+CWMODE_CUR=<mode>"), "{text}");
}

#[test]
fn names_that_the_spec_does_not_describe_are_told() {
    for line in ["AT+AWSSET=1", "AT+WIZ_WDT?", "at+test", "AT+ABORT"] {
        let events = events(HOST, format!("{line}\r\n").as_bytes());
        let hints = events[0]["hints"].to_string();
        assert!(hints.contains("in the firmware's table, undocumented"), "{line}: {}", events[0]);
    }
    let absent = events(HOST, b"AT+CIPRECVMODE=1\r\n")[0]["hints"].to_string();
    assert!(absent.contains("does not have it and answers `ERROR`"), "{absent}");
    assert!(events(HOST, b"AT+TESTS\r\n")[0].get("hints").is_none());
}

#[test]
fn a_line_without_an_end_is_a_line() {
    let events = events(HOST, b"AT+GMR");
    assert_eq!(kinds(&events), ["request"]);
    assert!(events[0]["hints"].to_string().contains("ends inside of this line"));
}
