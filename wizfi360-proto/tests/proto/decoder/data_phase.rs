//! Prompts, data and their confirmation.

use super::{GOT_IP, reads};
use wizfi360_proto::{
    Final, Request,
    commands::{casend, cipclose, cipsend, cipsendbuf},
    host::{Decoder, Event},
};

#[test]
fn blanks_are_text_but_for_one_behind_a_prompt() {
    reads(None, b"  two\r\n b\r\n", &["unknown   two", "unknown  b"]);
    reads(Some(cipsend::Set::COMMAND), b"OK\r\n>  two\r\n", &["accepted", "prompt", "unknown  two"]);
    let echo = "echo AT+CIPSEND=5";
    let send = |rest: &str| format!("AT+CIPSEND=5\r\n\r\nOK\r\n>{rest}").into_bytes();
    reads(
        Some(cipsend::Set::COMMAND),
        &send("  two\r\n three\r\n"),
        &[echo, "accepted", "prompt", "unknown  two", "unknown  three"],
    );
    // Only right after it.
    reads(
        Some(cipsend::Set::COMMAND),
        &send("WIFI GOT IP\r\n two\r\n"),
        &[echo, "accepted", "prompt", GOT_IP, "unknown  two"],
    );
    reads(
        Some(cipsend::Set::COMMAND),
        &send("+IPD,1:x two\r\n"),
        &[echo, "accepted", "prompt", "payload x", "unknown  two"],
    );
}

#[test]
fn a_send_is_accepted_prompted_counted_and_confirmed() {
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\nOK\r\n\r\n>\r\nRecv 10 bytes\r\n\r\nSEND OK\r\n",
        &["accepted", "prompt", "message Recv(Recv { length: 10 })", "final SEND OK"],
    );
    reads(Some(cipsend::Set::COMMAND), b"\r\nOK\r\n> \r\nSEND FAIL\r\n", &["accepted", "prompt", "final SEND FAIL"]);
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\nlink is not valid\r\n\r\nERROR\r\n",
        &["reason link is not valid", "final ERROR"],
    );
    reads(Some(cipsend::Set::COMMAND), b"\r\nbusy p...\r\n", &["final busy p..."]);
}

#[test]
fn busy_behind_the_data_does_not_end_the_send() {
    // A terminal that adds CR LF to the data makes the module say so; sending again would send the data twice.
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\nOK\r\n\r\n>\r\nbusy s...\r\n\r\nRecv 4 bytes\r\n\r\nSEND OK\r\n",
        &["accepted", "prompt", "unexpected busy s...", "message Recv(Recv { length: 4 })", "final SEND OK"],
    );
}

#[test]
fn busy_after_a_prompt_without_ok_does_not_end_the_send() {
    // The prompt alone shows that the module has accepted the command.
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\n>\r\nbusy s...\r\n\r\nSEND OK\r\n",
        &["prompt", "unexpected busy s...", "final SEND OK"],
    );
}

#[test]
fn busy_between_ok_and_prompt_does_not_end_the_send() {
    // The module has taken the command on and waits for the data: what is sent next is data, whatever the host takes it for.
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\nOK\r\n\r\nbusy p...\r\n\r\n>\r\nSEND OK\r\n",
        &["accepted", "unexpected busy p...", "prompt", "final SEND OK"],
    );
}

#[test]
fn a_late_ok_of_the_command_before_ends_no_send() {
    reads(
        Some(cipsend::Set::COMMAND),
        b"+CWMODE_CUR:1\r\n\r\nOK\r\nAT+CIPSEND=5\r\n\r\nOK\r\n\r\n>\r\nSEND OK\r\n",
        &["unknown +CWMODE_CUR:1", "accepted", "echo AT+CIPSEND=5", "accepted", "prompt", "final SEND OK"],
    );
}

#[test]
fn an_event_may_be_glued_to_the_prompt_or_to_a_payload() {
    let closed = "message Closed(Closed { link_id: Some(LinkId(0)) })";
    reads(Some(cipsend::Set::COMMAND), b"\r\nOK\r\n\r\n>0,CLOSED\r\n", &["accepted", "prompt", closed]);
    reads(None, b"\r\n+IPD,0,3:abc0,CLOSED\r\n", &["payload 0 abc", closed]);
}

#[test]
fn a_packet_may_come_between_ok_and_prompt() {
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\nOK\r\n\r\n+IPD,1,4:>OK\n\r\n>",
        &["accepted", "payload 1 >OK\\n", "prompt"],
    );
}

#[test]
fn a_late_send_ok_does_not_end_the_next_command() {
    let stream = b"\r\nSEND FAIL\r\n\r\nSEND OK\r\n";
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\nSEND OK\r\n\r\nOK\r\n\r\n>",
        &["unexpected SEND OK", "accepted", "prompt"],
    );
    reads(None, stream, &["unexpected SEND FAIL", "unexpected SEND OK"]);
    reads(
        Some(cipclose::Execute::COMMAND),
        b"\r\nSEND OK\r\nCLOSED\r\n\r\nOK\r\n",
        &["unexpected SEND OK", "message Closed(Closed { link_id: None })", "final OK"],
    );
}

#[test]
fn a_late_send_fail_does_not_end_the_next_send() {
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\nSEND FAIL\r\n\r\nOK\r\n\r\n>\r\nSEND OK\r\n",
        &["unexpected SEND FAIL", "accepted", "prompt", "final SEND OK"],
    );
}

#[test]
fn a_send_that_replaces_an_accepted_one_is_not_accepted_yet() {
    let mut decoder = Decoder::<64>::new();
    for (input, event) in [(b"OK\r".as_slice(), Event::Accepted), (b"busy p...\r", Event::Final(Final::BusyProcessing))]
    {
        decoder.begin(cipsend::Set::COMMAND);
        assert_eq!(decoder.feed(input), (input.len(), Some(event)));
    }
}

#[test]
fn a_prompt_that_the_input_lacks_can_be_noted() {
    let mut decoder = Decoder::<64>::new();
    let ok = (4, Some(Event::Final(Final::SendOk)));
    decoder.begin(cipsend::Set::COMMAND);
    assert_eq!(decoder.feed(b"SEND OK\r"), (8, Some(Event::Unexpected(Final::SendOk))));
    decoder.note_prompt();
    assert_eq!(decoder.feed(b"SEND OK\r"), (8, ok.1));
    // Without a command that waits for one, nothing changes: a blank is text.
    decoder.note_prompt();
    assert_eq!(decoder.feed(b" x\r"), (3, Some(Event::Unknown(b" x"))));
}

#[test]
fn send_ok_after_send_fail_is_told_apart() {
    let mut decoder = Decoder::<64>::new();
    decoder.begin(cipsend::Set::COMMAND);
    let mut seen = Vec::new();
    let mut rest: &[u8] = b"\r\nOK\r\n\r\n>\r\nSEND FAIL\r\n\r\nSEND OK\r\n";
    while !rest.is_empty() {
        let (consumed, event) = decoder.feed(rest);
        seen.extend(event.map(|event| format!("{event:?}")));
        rest = &rest[consumed..];
    }
    assert_eq!(seen, ["Accepted", "Prompt", "Final(SendFail)", "Unexpected(SendOk)"]);
}

#[test]
fn a_blank_behind_the_prompt_belongs_to_it() {
    let closed = "message Closed(Closed { link_id: Some(LinkId(0)) })";
    for prompt in [">", "> ", ">\r\n", "> \r\n"] {
        let stream = format!("\r\nOK\r\n\r\n{prompt}0,CLOSED\r\n");
        reads(Some(cipsend::Set::COMMAND), stream.as_bytes(), &["accepted", "prompt", closed]);
    }
    reads(None, b"> x\r\n", &["unknown > x"]);
}

#[test]
fn certificates_go_up_and_come_down() {
    reads(
        Some(casend::Set::COMMAND),
        b"AT+CASEND=1\r\n\r\n>-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n\r\nOK\r\n",
        &[
            "echo AT+CASEND=1",
            "prompt",
            "echo -----BEGIN CERTIFICATE-----",
            "echo MIIB",
            "echo -----END CERTIFICATE-----",
            "final OK",
        ],
    );
    reads(
        Some(casend::Query::COMMAND),
        b"-----BEGIN CERTIFICATE-----\r\nMIIB\r\nWIFI DISCONNECT\r\n-----END CERTIFICATE-----\r\n\r\nOK\r\n",
        &[
            "line -----BEGIN CERTIFICATE-----",
            "line MIIB",
            "message WifiDisconnect(WifiDisconnect)",
            "line -----END CERTIFICATE-----",
            "final OK",
        ],
    );
}

#[test]
fn segments_are_confirmed_when_they_are_sent() {
    reads(
        Some(cipsendbuf::Set::COMMAND),
        b"2,1\r\n\r\nOK\r\n\r\n>\r\n2,SEND OK\r\n",
        &["line 2,1", "accepted", "prompt", "message SegmentSent(SegmentSent { link_id: None, segment_id: 2 })"],
    );
    reads(
        None,
        b"0,65535,SEND OK\r\n",
        &["message SegmentSent(SegmentSent { link_id: Some(LinkId(0)), segment_id: 65535 })"],
    );
}

#[test]
fn a_prompt_begins_a_line_and_a_blank_follows_it_at_once() {
    let send = Some(cipsend::Set::COMMAND);
    reads(send, b"+I>x\r\nOK\r\n> ", &["unknown +I>x", "accepted", "prompt"]);
    reads(send, b"OK\r\n> \r\n x\r\n", &["accepted", "prompt", "unknown  x"]);
    reads(send, b"OK\r\n>\r\n x\r\n", &["accepted", "prompt", "unknown  x"]);
}
