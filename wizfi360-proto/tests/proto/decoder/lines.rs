//! Lines: answers, results, reasons, messages, and what is none of these.

use super::{CONNECTED, READY, events, reads};
use wizfi360_proto::{
    Command, Final, MessageKind, Reason, Request,
    commands::{
        at, cipclose, cipmux, cipsend, cipsta, cipstart, ciupdate, cwjap, cwlap, cwmode, mqttcon, mqttdis, mqttpub,
        ping, rst,
    },
    host::{Decoder, Event, Signal},
};

#[test]
fn any_line_end_ends_a_line() {
    for stream in [&b"AT+CWMODE_CUR?\r+CWMODE_CUR:1\r\rOK\r"[..], b"AT+CWMODE_CUR?\n+CWMODE_CUR:1\n\nOK\n"] {
        reads(Some(cwmode::Query::COMMAND), stream, &["echo AT+CWMODE_CUR?", "line +CWMODE_CUR:1", "final OK"]);
    }
}

#[test]
fn a_line_with_nul_is_no_result() {
    reads(
        Some(at::Test::COMMAND),
        b"\0\r\n\0OK\r\nOK\0\r\nOK\r\n",
        &["unknown \\x00", "unknown \\x00OK", "unknown OK\\x00", "final OK"],
    );
}

/// A driver that prints or forwards lines pays no copy.
#[test]
fn a_line_that_lies_whole_in_the_input_is_borrowed_from_it() {
    let mut decoder = Decoder::<64>::new();
    for command in [None, Some(at::Test::COMMAND)] {
        if let Some(command) = command {
            decoder.begin(command);
            assert_eq!(decoder.feed(b"AT\r\n"), (4, Some(Event::Echo(b"AT"))));
        }
        for input in [
            "WIFI GOT IP\r\n",
            "WIFI GOT IP\r",
            "WIFI GOT IP\n",
            " b\r\n",
            ">x\r\n",
            "zz\rmore bytes",
            "WIFI DISCONNECT\r\n",
        ] {
            let line = decoder.feed(input.as_bytes()).1;
            let Some(Event::Message(_, line) | Event::Unknown(line) | Event::Echo(line)) = line else {
                panic!("{input:?}: {line:?}");
            };
            assert_eq!(line.as_ptr(), input.as_ptr(), "{input:?}");
        }
    }
}

#[test]
fn a_line_with_nul_is_no_message() {
    reads(None, b"a -> b\r\n", &["message MqttMessage(MqttMessage { topic: \"a\", data: \"b\" })"]);
    reads(None, b"a\0 -> b\r\n\0a -> b\r\n", &["unknown a\\x00 -> b", "unknown \\x00a -> b"]);
}

#[test]
fn a_link_id_that_does_not_exist_is_told_and_never_an_index() {
    for (line, kind) in [("5,CONNECT", "Connect"), ("7,CLOSED", "Closed"), ("255,CONNECT FAIL", "ConnectFail")] {
        let message = format!("message {kind} OutOfRange(\"link ID\")");
        reads(None, format!("{line}\r\n").as_bytes(), &[&message]);
    }
    reads(None, b"4294967297,CLOSED\r\n", &["message Closed OutOfRange(\"link ID\")"]);
    reads(None, b"5,1,SEND OK\r\n", &["message SegmentSent OutOfRange(\"link ID\")"]);
}

#[test]
fn boot_noise_and_a_reset_in_the_middle() {
    reads(
        Some(rst::Execute::COMMAND),
        b"AT+RST\r\n\r\nOK\r\n\xfc\r\nready\r\nWIFI CONNECTED\r\n",
        &["echo AT+RST", "final OK", "unknown \\xfc", READY, CONNECTED],
    );
    let stream = b"+CWLAP:(3,\"a\",-5\r\nready\r\n\r\nOK\r\n";
    reads(Some(cwlap::Execute::COMMAND), stream, &["unknown +CWLAP:(3,\"a\",-5", READY, "unexpected OK"]);
    reads(None, b"secboot(1MB) running V3.7\r\nCCCC\r\n", &["unknown secboot(1MB) running V3.7", "unknown CCCC"]);
}

#[test]
fn a_line_longer_than_the_buffer_comes_in_parts() {
    let long = "x".repeat(150);
    reads(None, format!("{long}\r\nready\r\n").as_bytes(), &[&format!("part {long}"), READY]);
    let exact = "y".repeat(64);
    reads(None, format!("{exact}\r\nready\r\n").as_bytes(), &[&format!("part {exact}"), READY]);
    // Where a head might end, and at the buffer's end.
    let head = format!("+I{}:", "x".repeat(61));
    reads(None, format!("{head}\r\nready\r\n").as_bytes(), &[&format!("part {head}"), READY]);
    reads(None, format!("{head}{long}\r\n").as_bytes(), &[&format!("part {head}{long}")]);
    reads(None, format!("{exact}+IPD,3:abc\r\n").as_bytes(), &[&format!("part {exact}+IPD,3:abc")]);
    // The line after it may be a packet.
    reads(None, format!("{long}\r\n+IPD,3:abc\r\n").as_bytes(), &[&format!("part {long}"), "payload abc"]);
    let fits = "z".repeat(63);
    reads(None, format!("{fits}\r\nready\r\n").as_bytes(), &[&format!("unknown {fits}"), READY]);
}

#[test]
fn a_line_of_utf_8_is_a_line_as_others_are() {
    let stream = "caf\u{e9} \u{1F600}\r\n\r\nOK\r\n".as_bytes();
    let events = events(Some(at::Test::COMMAND), &[stream]);
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(events[0].starts_with("unknown caf"), "{events:?}");
    assert_eq!(events[1], "final OK");
    let bytes: Vec<_> = stream.chunks(1).collect();
    assert_eq!(self::events(Some(at::Test::COMMAND), &bytes), events);
}

#[test]
fn unknown_lines_are_shown_and_stop_nothing() {
    reads(Some(at::Test::COMMAND), b"what is this\r\n\r\nOK\r\n", &["unknown what is this", "final OK"]);
    reads(None, b"\xff\x01\r\nready\r\n", &["unknown \\xff\\x01", READY]);
}

#[test]
fn a_number_above_32_bits_is_refused_and_never_wraps() {
    // 4294967297 is 1 where 32 bits wrap.
    reads(None, b"4294967297,CLOSED\r\n", &["message Closed OutOfRange(\"link ID\")"]);
    reads(None, b"Recv 4294967297 bytes\r\n", &["message Recv OutOfRange(\"length\")"]);
    reads(None, b"\r\n+IPD,4294967297:abc\r\nready\r\n", &["unknown +IPD,4294967297:abc", READY]);
}

#[test]
fn each_result_and_reason_is_parsed_from_its_text_and_from_no_other() {
    for result in Final::ALL {
        let text = result.text().as_bytes();
        assert_eq!((Final::parse(text), Reason::parse(text)), (Some(*result), None));
    }
    for reason in Reason::ALL {
        let text = reason.text().as_bytes();
        assert_eq!((Final::parse(text), Reason::parse(text)), (None, Some(*reason)));
    }
    for text in ["", "OK ", "ready", "0,CLOSED"] {
        assert_eq!((Final::parse(text.as_bytes()), Reason::parse(text.as_bytes())), (None, None), "{text}");
    }
}

#[test]
fn every_final_result_ends_a_command_that_can_have_it_and_is_unexpected_otherwise() {
    let join = cwjap::Set::COMMAND;
    let send = cipsend::Set::COMMAND;
    let cases: [(&Command, &str, &str); 11] = [
        (at::Test::COMMAND, "OK", "OK"),
        (join, "ERROR", "ERROR"),
        (join, "FAIL", "FAIL"),
        (join, "busy p...", "busy p..."),
        (join, "busy p", "busy p..."),
        (join, "busy s...", "busy s..."),
        (join, "busy s", "busy s..."),
        (send, "\r\nOK\r\n>\r\nSEND OK", "SEND OK"),
        (send, "\r\nOK\r\n> \r\nSEND FAIL", "SEND FAIL"),
        (mqttdis::Execute::COMMAND, "CLOSED", "CLOSED"),
        (mqttdis::Execute::COMMAND, "CLOSE", "CLOSED"),
    ];
    for (command, stream, result) in cases {
        let stream = format!("\r\n{stream}\r\n");
        let told = events(Some(command), &[stream.as_bytes()]);
        assert_eq!(told.last(), Some(&format!("final {result}")), "{stream}");
    }
    for result in Final::ALL.iter().filter(|result| **result != Final::Closed) {
        reads(None, format!("\r\n{result}\r\n").as_bytes(), &[&format!("unexpected {result}")]);
    }
}

#[test]
fn every_reason_is_told_before_the_result() {
    for reason in Reason::ALL {
        let stream = format!("\r\n{}\r\n\r\nERROR\r\n", reason.text());
        reads(Some(cipstart::Set::COMMAND), stream.as_bytes(), &[&format!("reason {reason}"), "final ERROR"]);
    }
    let stream = b"0,CONNECT FAIL\r\n\r\nERROR\r\n";
    let failed = "message ConnectFail(ConnectFail { link_id: Some(LinkId(0)) })";
    reads(Some(cipstart::Set::COMMAND), stream, &[failed, "final ERROR"]);
}

#[test]
fn an_mqtt_message_of_2_kb_is_given_whole_if_there_is_room_and_in_parts_if_not() {
    let line = format!("a/b -> {}", "x".repeat(2048));
    let stream = format!("{line}\r\nready\r\n");
    reads(None, stream.as_bytes(), &[&format!("part {line}"), READY]);
    let mut decoder = Decoder::<2200>::new();
    let (consumed, event) = decoder.feed(stream.as_bytes());
    assert_eq!((consumed, event), (line.len() + 2, Some(Event::Message(MessageKind::MqttMessage, line.as_bytes()))));
}

#[test]
fn mqtt_from_connect_to_close() {
    reads(
        Some(mqttcon::Set::COMMAND),
        b"CONNECT\r\n\r\nOK\r\n",
        &["message Connect(Connect { link_id: None })", "final OK"],
    );
    reads(
        None,
        b"a/b -> {\"x\":\"OK\"}\r\n",
        &["message MqttMessage(MqttMessage { topic: \"a/b\", data: \"{\"x\":\"OK\"}\" })"],
    );
    reads(Some(mqttpub::Set::COMMAND), b"\r\nOK\r\n", &["final OK"]);
    reads(Some(mqttdis::Execute::COMMAND), b"CLOSED\r\n", &["final CLOSED"]);
    reads(Some(mqttdis::Execute::COMMAND), b"CLOSE\r\n", &["final CLOSED"]);
}

#[test]
fn closing_tells_closed_before_ok() {
    reads(
        Some(cipclose::Execute::COMMAND),
        b"CLOSED\r\n\r\nOK\r\n",
        &["message Closed(Closed { link_id: None })", "final OK"],
    );
    reads(Some(cipclose::Execute::COMMAND), b"UNLINK\r\n\r\nERROR\r\n", &["reason UNLINK", "final ERROR"]);
}

#[test]
fn no_blank_line_before_ok_and_other_oddities() {
    reads(Some(cipmux::Query::COMMAND), b"+CIPMUX:0\r\nOK\r\n", &["line +CIPMUX:0", "final OK"]);
    reads(Some(ping::Set::COMMAND), b"+timeout\r\n\r\nERROR\r\n", &["reason +timeout", "final ERROR"]);
    reads(
        Some(ciupdate::Execute::COMMAND),
        b"+CIPUPDATE:1\r\n+CIPUPDATE:4\r\n\r\nOK\r\n\r\nready\r\n",
        &["line +CIPUPDATE:1", "line +CIPUPDATE:4", "final OK", READY],
    );
    reads(
        Some(cipsta::Query::COMMAND),
        b"+CIPSTA_CUR:ip:\"1.2.3.4\"\r\n\r\nOK\r\n",
        &["line +CIPSTA_CUR:ip:\"1.2.3.4\"", "final OK"],
    );
}

#[test]
fn the_state_besides_the_line_is_small() {
    const { assert!(Decoder::<0>::STATE < 64) };
    assert_eq!(size_of::<Decoder<128>>(), 128 + Decoder::<128>::STATE);
    const { assert!(size_of::<Option<Signal>>() == 4) };
}

#[test]
fn a_line_can_be_ended_without_its_ending() {
    let mut decoder = Decoder::<64>::new();
    assert_eq!(decoder.end_line(), None, "nothing was read");
    assert_eq!(decoder.push(b"WIFI GOT IP"), (11, None));
    assert_eq!(decoder.end_line(), Some(Signal::Message(MessageKind::WifiGotIp)));
    assert_eq!(decoder.line(), b"WIFI GOT IP");
    assert_eq!(decoder.end_line(), None, "it was given");
    assert_eq!(decoder.push(b"\n0,CLOSED\r"), (10, Some(Signal::Message(MessageKind::Closed))));
    assert_eq!(decoder.end_line(), None, "its ending was read");
    decoder.push(b"\n+IPD,4:a");
    assert_eq!(decoder.end_line(), None, "a payload has no lines");
    assert_eq!(decoder.remaining(), 3);
    decoder.push(b"bc");
    assert_eq!((decoder.end_line(), decoder.remaining()), (None, 1));
    decoder.enter_transparent();
    assert_eq!(decoder.end_line(), None);
}
