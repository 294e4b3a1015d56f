//! Echoes, whole and interrupted.

use super::{CONNECTED, GOT_IP, READY, REFUSED, reads};
use wizfi360_proto::{
    Request,
    commands::{at, casend, cipsend, cipstart, cwjap, cwmode, ping},
    host::{Decoder, Event},
};

#[test]
fn a_plain_answer_with_and_without_echo() {
    reads(Some(at::Test::COMMAND), b"\r\nOK\r\n", &["final OK"]);
    reads(Some(at::Test::COMMAND), b"AT\r\n\r\nOK\r\n", &["echo AT", "final OK"]);
    reads(Some(at::Test::COMMAND), b"AT\r\r\n\r\nOK\r\n", &["echo AT", "final OK"]);
    reads(
        Some(cwmode::Query::COMMAND),
        b"AT+CWMODE_CUR?\r\n+CWMODE_CUR:1\r\n\r\nOK\r\n",
        &["echo AT+CWMODE_CUR?", "line +CWMODE_CUR:1", "final OK"],
    );
}

#[test]
fn echo_off_loses_no_answer() {
    // Drivers that wait for an echo swallow the first line when there is none.
    reads(Some(cwmode::Query::COMMAND), b"+CWMODE_CUR:1\r\n\r\nOK\r\n", &["line +CWMODE_CUR:1", "final OK"]);
    reads(Some(ping::Set::COMMAND), b"+32\r\n\r\nOK\r\n", &["line +32", "final OK"]);
}

#[test]
fn joining_tells_its_events_before_the_ok() {
    reads(
        Some(cwjap::Set::COMMAND),
        b"AT+CWJAP_CUR=\"a\",\"b\"\r\nWIFI DISCONNECT\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n",
        &["echo AT+CWJAP_CUR=\"a\",\"b\"", "message WifiDisconnect(WifiDisconnect)", CONNECTED, GOT_IP, "final OK"],
    );
    reads(Some(cwjap::Set::COMMAND), b"+CWJAP:2\r\n\r\nFAIL\r\n", &["line +CWJAP:2", "final FAIL"]);
    reads(Some(cwjap::Query::COMMAND), b"No AP\r\n\r\nOK\r\n", &["line No AP", "final OK"]);
}

#[test]
fn an_echo_does_not_swallow_an_event() {
    reads(
        Some(cwmode::Query::COMMAND),
        b"AT+CWMODE_CUR?\r\nWIFI GOT IP\r\n+CWMODE_CUR:1\r\n\r\nOK\r\n",
        &["echo AT+CWMODE_CUR?", GOT_IP, "line +CWMODE_CUR:1", "final OK"],
    );
}

#[test]
fn an_event_inside_an_echo_is_found() {
    let rest = "echo START=\"TCP\",\"h\",1";
    let start = Some(cipstart::Set::COMMAND);
    reads(start, b"AT+CIPWIFI GOT IP\r\nSTART=\"TCP\",\"h\",1\r\n", &[GOT_IP, rest]);
    reads(start, b"AT+CIP\r\nWIFI GOT IP\r\nSTART=\"TCP\",\"h\",1\r\n", &["echo AT+CIP", GOT_IP, rest]);
    let stream = b"AT+CIPSTART=\"TCP\",\"h\",0,CLOSED\r\n1\r\n\r\nOK\r\n";
    let closed = "message Closed(Closed { link_id: Some(LinkId(0)) })";
    reads(start, stream, &[closed, "echo 1", "final OK"]);
    reads(Some(at::Test::COMMAND), b"Aready\r\n", &[READY]);
    for (between, told) in [("0,CLOSED\r\n", closed), ("+IPD,0,2:OK", "payload 0 OK"), ("+IPD,9,2:OK", REFUSED)] {
        let stream = format!("AT+CWJAP=\"my\r\n{between}OK\",\"pw\"\r\n\r\nOK\r\n");
        let mut expected = vec!["echo AT+CWJAP=\"my", told, "echo OK\",\"pw\"", "final OK"];
        if told == REFUSED {
            expected.insert(2, "discarded OK");
        }
        reads(Some(cwjap::Set::COMMAND), stream.as_bytes(), &expected);
    }
}

#[test]
fn an_event_inside_an_echo_has_its_link_if_there_is_such_a_link() {
    for link in 0..=4 {
        let stream = format!("AT+CIPSTART=\"TCP\",\"h\",{link},CLOSED\r\n1\r\n");
        let closed = format!("message Closed(Closed {{ link_id: Some(LinkId({link})) }})");
        reads(Some(cipstart::Set::COMMAND), stream.as_bytes(), &[&closed, "echo 1"]);
    }
    // A message that has no link needs none.
    let stream = b"AT+CIPSTART=\"TCP\",\"h\",0,WIFI GOT IP\r\n1\r\n";
    reads(Some(cipstart::Set::COMMAND), stream, &[GOT_IP, "echo 1"]);
    for text in ["5", "/"] {
        let stream = format!("AT+CIPSTART=\"TCP\",\"h\",{text},CLOSED\r\n1\r\n");
        let closed = "message Closed(Closed { link_id: None })";
        reads(Some(cipstart::Set::COMMAND), stream.as_bytes(), &[closed, "echo 1"]);
    }
}

#[test]
fn after_an_event_one_more_line_is_the_rest_of_the_echo() {
    let at = Some(at::Test::COMMAND);
    reads(at, b"AT\r\nWIFI GOT IP\r\nzzz\r\nzzz\r\n", &["echo AT", GOT_IP, "echo zzz", "unknown zzz"]);
    // The result of the command ends its echo, too.
    reads(at, b"AT\r\nWIFI GOT IP\r\n\r\nOK\r\nzzz\r\n", &["echo AT", GOT_IP, "final OK", "unknown zzz"]);
}

#[test]
fn an_event_behind_the_name_leaves_the_parameters_to_echo() {
    reads(Some(cipstart::Set::COMMAND), b"AT+CIPSTARTWIFI GOT IP\r\n=5\r\n", &[GOT_IP, "echo =5"]);
}

#[test]
fn what_only_begins_as_the_command_is_no_echo() {
    for line in ["AT+CWMODEX", "AT+CWMODE ", "AT+CW=1", "AT+CW?", "AT_CUR", "AT+CWX", "B", "AT+CzzWIFI GOT IP"] {
        reads(Some(cwmode::Query::COMMAND), format!("{line}\r\n").as_bytes(), &[&format!("unknown {line}")]);
    }
}

#[test]
fn a_command_that_is_given_up_gets_nothing() {
    let mut decoder = Decoder::<64>::new();
    decoder.begin(cipsend::Set::COMMAND);
    assert!(decoder.pending().is_some_and(|command| command.name == "AT+CIPSEND"));
    assert_eq!(decoder.feed(b"AT+CIPS"), (7, None));
    decoder.abandon();
    assert!(decoder.pending().is_none());
    let mut told = Vec::new();
    for byte in b"\r\nOK\r\n>\r\n" {
        told.extend(decoder.feed(&[*byte]).1.map(|event| match event {
            Event::Unknown(text) => format!("unknown {}", text.escape_ascii()),
            event => format!("{event:?}"),
        }));
    }
    assert_eq!(told, ["unknown AT+CIPS", "Unexpected(Ok)", "unknown >"], "what was read of a line stays");
    decoder.begin(cipsend::Set::COMMAND);
    assert_eq!(decoder.feed(b"AT+CIPS"), (7, None));
    decoder.reset();
    assert_eq!((decoder.line(), decoder.pending().is_none()), (&b""[..], true));
}

#[test]
fn what_an_echo_quotes_is_no_event() {
    let stream = b"AT+CWJAP_CUR=\"ready\",\"WIFI GOT IP\"\r\n\r\nOK\r\n";
    reads(Some(cwjap::Set::COMMAND), stream, &["echo AT+CWJAP_CUR=\"ready\",\"WIFI GOT IP\"", "final OK"]);
}

#[test]
fn before_the_prompt_for_a_certificate_no_line_is_an_echo_of_it() {
    reads(Some(casend::Set::COMMAND), b"zzz\r\n>zzz\r\n", &["unknown zzz", "prompt", "echo zzz"]);
}
