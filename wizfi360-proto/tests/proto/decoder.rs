//! Streams and the events in them. Each stream is read whole, byte by byte and cut in two at every place: the events are the same.

use std::time::Duration;
use wizfi360_proto::{
    Command, Final, Line, Message, MessageKind, Reason, Request,
    commands::{
        at, casend, cipclose, cipmux, cipsend, cipsendbuf, cipsta, cipstart, ciupdate, cwjap, cwlap, cwmode, mqttcon,
        mqttdis, mqttpub, ping, rst,
    },
    host::{Decoder, Escape, EscapeAction, Event, Signal},
};

/// The events of a stream, as words.
fn events(command: Option<&'static Command>, pieces: &[&[u8]]) -> Vec<String> {
    let mut decoder = Decoder::<64>::new();
    if let Some(command) = command {
        decoder.begin(command);
    }
    let mut events: Vec<String> = Vec::new();
    let mut joined = false;
    for piece in pieces {
        let mut rest = *piece;
        while !rest.is_empty() {
            let mut twin = decoder.clone();
            let mut bytewise = decoder.clone();
            let pushed = twin.push(rest);
            let (consumed, event) = decoder.feed(rest);
            assert_eq!(pushed.0, consumed);
            assert_same(pushed.1, event, twin.line());
            if let Some(signal) = pushed.1 {
                assert_eq!(Some(twin.event(signal, &rest[..consumed])), event);
            }
            assert_bytes_signal_the_same(&mut bytewise, &rest[..consumed], event);
            rest = &rest[consumed..];
            let Some(event) = event else { continue };
            let goes_on = joined;
            joined = false;
            let word = match event {
                Event::Payload { header, chunk, remaining } => {
                    joined = remaining > 0;
                    let link = header.link_id.map_or(String::new(), |link| format!(" {}", link.get()));
                    format!("payload{link} {}", chunk.escape_ascii())
                }
                Event::InvalidPacket(error) => format!("invalid {error:?}"),
                Event::Discarded { chunk, remaining } => {
                    joined = remaining > 0;
                    format!("discarded {}", chunk.escape_ascii())
                }
                Event::Transparent(bytes) => {
                    joined = true;
                    format!("transparent {}", bytes.escape_ascii())
                }
                Event::LinePart { text, last } => {
                    joined = !last;
                    format!("part {}", text.escape_ascii())
                }
                Event::Echo(text) => format!("echo {}", text.escape_ascii()),
                Event::Line(text) => format!("line {}", text.escape_ascii()),
                Event::Unknown(text) => format!("unknown {}", text.escape_ascii()),
                Event::Accepted => "accepted".into(),
                Event::Prompt => "prompt".into(),
                Event::Final(result) => format!("final {result}"),
                Event::Unexpected(result) => format!("unexpected {result}"),
                Event::Reason(reason) => format!("reason {reason}"),
                Event::Message(kind, line) => match Message::parse(line) {
                    Some(Ok(message)) => {
                        assert_eq!(message.kind(), kind);
                        format!("message {message:?}")
                    }
                    Some(Err(error)) => format!("message {kind:?} {error:?}"),
                    None => panic!("{kind:?} is not what `{}` is", line.escape_ascii()),
                },
                other => format!("{other:?}"),
            };
            match events.last_mut() {
                // What goes on repeats the words before its bytes.
                Some(last) if goes_on => last.push_str(word.rsplit(' ').next().unwrap_or("")),
                _ => events.push(word),
            }
        }
    }
    for event in &mut events {
        *event = event.replace("\\\"", "\"").replace("\\'", "'");
    }
    events
}

/// The length of a chunk as signals have it.
fn short(chunk: &[u8]) -> u16 {
    u16::try_from(chunk.len()).expect("no chunk is that long")
}

/// What `push` tells is what `feed` does, and the line is where it says.
#[track_caller]
fn assert_same(signal: Option<Signal>, event: Option<Event<'_>>, line: &[u8]) {
    let name = |printed: String| printed.split(|c: char| !c.is_alphabetic()).nth(1).map(str::to_owned);
    assert_eq!(name(format!("{signal:?}")), name(format!("{event:?}")));
    match event {
        Some(
            Event::Echo(text)
            | Event::Line(text)
            | Event::Unknown(text)
            | Event::Message(_, text)
            | Event::LinePart { text, .. },
        ) => assert_eq!(line, text),
        Some(Event::Payload { chunk, remaining, .. }) => {
            assert_eq!(signal, Some(Signal::Payload { len: short(chunk), last: remaining == 0 }));
        }
        Some(Event::Discarded { chunk, remaining }) => {
            assert_eq!(signal, Some(Signal::Discarded { len: short(chunk), last: remaining == 0 }));
        }
        Some(Event::Transparent(bytes)) => assert_eq!(signal, Some(Signal::Transparent { len: short(bytes) })),
        _ => {}
    }
}

/// What `feed` reports of a piece, `push_byte` reports of its bytes: one event, or one for each byte of a payload.
#[track_caller]
fn assert_bytes_signal_the_same(decoder: &mut Decoder<64>, piece: &[u8], event: Option<Event<'_>>) {
    let mut payload = Vec::new();
    let mut signals = Vec::new();
    for byte in piece {
        let Some(signal) = decoder.push_byte(*byte) else { continue };
        match decoder.event(signal, &[*byte]) {
            Event::Payload { chunk, .. } | Event::Discarded { chunk, .. } | Event::Transparent(chunk) => {
                payload.extend_from_slice(chunk);
            }
            other => signals.push((format!("{other:?}"), decoder.line().to_vec())),
        }
    }
    match event {
        None => assert_eq!((signals.as_slice(), payload.len()), (&[][..], 0)),
        Some(Event::Payload { chunk, .. } | Event::Discarded { chunk, .. } | Event::Transparent(chunk)) => {
            assert_eq!((signals.as_slice(), payload.as_slice()), (&[][..], chunk));
        }
        Some(event) => {
            let [(told, line)] = signals.as_slice() else { panic!("{event:?} by bytes is {signals:?}") };
            assert_eq!(*told, format!("{event:?}"));
            if let Event::Echo(text) | Event::Line(text) | Event::Unknown(text) | Event::Message(_, text) = event {
                assert_eq!(line, text);
            }
        }
    }
}

/// Reads the stream in many cuts and compares with what is expected.
#[track_caller]
fn reads(command: Option<&'static Command>, stream: &[u8], expected: &[&str]) {
    assert_eq!(events(command, &[stream]), expected, "whole");
    let bytes: Vec<_> = stream.chunks(1).collect();
    assert_eq!(events(command, &bytes), expected, "byte by byte");
    for at in 1..stream.len() {
        let (head, tail) = stream.split_at(at);
        assert_eq!(events(command, &[head, tail]), expected, "cut at {at}");
    }
}

const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

const REFUSED: &str = "invalid OutOfRange(\"link ID\")";
const READY: &str = "message Ready(Ready)";
const CONNECTED: &str = "message WifiConnected(WifiConnected)";
const GOT_IP: &str = "message WifiGotIp(WifiGotIp)";

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
fn what_is_glued_behind_a_payload_is_read_as_if_it_stood_alone() {
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\n+IPD,0,3:abcOK\r\n\r\n+IPD,0,2:OK>\r\nSEND OK\r\n",
        &["payload 0 abc", "accepted", "payload 0 OK", "prompt", "final SEND OK"],
    );
    reads(
        Some(cwmode::Query::COMMAND),
        b"+IPD,0,3:abc+IPD,1,2:xy+CWMODE_CUR:1\r\n\r\nOK\r\n",
        &["payload 0 abc", "payload 1 xy", "line +CWMODE_CUR:1", "final OK"],
    );
}

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
fn lost_payload_can_be_skipped() {
    let mut decoder = Decoder::<64>::new();
    let skipped = |decoder: &mut Decoder<64>, len| (decoder.skip_payload(len), decoder.remaining());
    assert_eq!(skipped(&mut decoder, 1), (0, 0), "between lines");
    for header in ["+IPD,5:", "+IPD,7,5:"] {
        while decoder.feed(header.as_bytes()).1.is_none() && decoder.remaining() == 0 {}
        assert_eq!(skipped(&mut decoder, 0), (0, 5), "{header}");
        assert_eq!(skipped(&mut decoder, 2), (2, 3), "{header}");
        // It is none of transparent mode.
        decoder.leave_transparent();
        assert_eq!(decoder.remaining(), 3, "{header}");
        assert_eq!(skipped(&mut decoder, 70_000), (3, 0), "{header}");
        assert_eq!(decoder.feed(b"x\r"), (2, Some(Event::Unknown(b"x"))), "{header}");
    }
    decoder.enter_transparent();
    assert_eq!(skipped(&mut decoder, 1), (0, 0), "in transparent mode");
    assert!(decoder.is_transparent());
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
fn a_line_with_nul_is_no_message() {
    reads(None, b"a -> b\r\n", &["message MqttMessage(MqttMessage { topic: \"a\", data: \"b\" })"]);
    reads(None, b"a\0 -> b\r\n\0a -> b\r\n", &["unknown a\\x00 -> b", "unknown \\x00a -> b"]);
}

#[test]
fn whoever_publishes_forges_no_link_event() {
    for line in ["t -> x,CLOSED", "t -> 0,CONNECT", "0,t -> ,CONNECT FAIL", "t -> 1,SEND OK"] {
        assert_eq!(MessageKind::of(line.as_bytes()), Some(MessageKind::MqttMessage), "{line}");
        assert!(matches!(Message::parse(line.as_bytes()), Some(Ok(Message::MqttMessage(_)))), "{line}");
    }
    reads(None, b"x,CLOSED\r\n\xff,SEND OK\r\n", &["unknown x,CLOSED", "unknown \\xff,SEND OK"]);
}

#[test]
fn a_payload_is_data_whatever_stands_in_it() {
    reads(
        Some(at::Test::COMMAND),
        b"\r\n+IPD,20:\r\nOK\r\n\0>\r\nERROR\r\nx\r\n\r\nOK\r\n",
        &["payload \\r\\nOK\\r\\n\\x00>\\r\\nERROR\\r\\nx\\r\\n", "final OK"],
    );
    reads(None, b"\r\n+IPD,2,3,192.168.0.9,80:a:b", &["payload 2 a:b"]);
    reads(None, b"\r\n+IPD,3,\"192.168.0.9\",80:a:b\r\nready\r\n", &["payload a:b", READY]);
    reads(None, b"\r\n+IPD,0:\r\nready\r\n", &["payload ", READY]);
}

#[test]
fn a_head_alone_is_no_event_unless_nothing_follows() {
    let mut decoder = Decoder::<64>::new();
    assert_eq!(decoder.feed(b"+IPD,2:"), (7, None));
    assert!(matches!(decoder.feed(b"abc"), (2, Some(Event::Payload { chunk: b"ab", remaining: 0, .. }))));
    assert_eq!(decoder.feed(b"c\r"), (2, Some(Event::Unknown(b"c"))));
    assert!(matches!(decoder.feed(b"+IPD,0:x"), (7, Some(Event::Payload { chunk: b"", remaining: 0, .. }))));
    assert_eq!(decoder.feed(b"x\r"), (2, Some(Event::Unknown(b"x"))));
}

#[test]
fn a_packet_has_at_most_65535_bytes() {
    let whole = |len: usize| [format!("+IPD,{len}:").as_bytes(), &vec![b'x'; len], b"\r\nready\r\n"].concat();
    for len in [65534, 65535] {
        assert_eq!(events(None, &[&whole(len)]), [format!("payload {}", "x".repeat(len)), READY.into()], "{len}");
    }
    // A longer one is a line, whose bytes are not counted.
    reads(None, b"+IPD,65536:abc\r\nready\r\n", &["unknown +IPD,65536:abc", READY]);
    reads(None, b"+IPD,7,65536:abc\r\nready\r\n", &["unknown +IPD,7,65536:abc", READY]);
}

#[test]
fn each_number_of_an_address_in_a_packet_header_goes_from_0_to_255() {
    for ip in [[0, 0, 0, 0], [9, 10, 19, 29], [90, 99, 100, 109], [190, 199, 200, 209], [249, 250, 254, 255]] {
        let [a, b, c, d] = ip;
        let mut decoder = Decoder::<64>::new();
        let header = format!("+IPD,1,{a}.{b}.{c}.{d},65535:x");
        let Some(Event::Payload { header, .. }) = decoder.feed(header.as_bytes()).1 else { panic!("{header}") };
        let from = header.from.expect("a remote host");
        assert_eq!((from.remote_ip.octets(), from.remote_port), (ip, 65535));
    }
    for address in ["256.0.0.1", "1.2.3.260", "1.2.3", "1.2.3.4.5", "1..2.3", "1a.2.3.4", "1.2.3.4a", ".1.2.3"] {
        let stream = format!("+IPD,2,{address},80:OK\r\nready\r\n");
        reads(None, stream.as_bytes(), &["invalid Invalid(\"remote IP\")", "discarded OK", READY]);
    }
}

#[test]
fn a_head_that_is_refused_has_its_payload_counted() {
    reads(
        Some(at::Test::COMMAND),
        b"\r\n+IPD,7,6:\r\nOK\r\n\r\nOK\r\n",
        &["invalid OutOfRange(\"link ID\")", "discarded \\r\\nOK\\r\\n", "final OK"],
    );
    let address = "invalid Invalid(\"remote IP\")";
    reads(None, b"+IPD,2,999.0.0.1,80:OK\r\nready\r\n", &[address, "discarded OK", READY]);
    reads(None, b"+IPD,0,2,999.0.0.1,80:OK\r\nready\r\n", &[address, "discarded OK", READY]);
    reads(None, b"\r\n+IPD,99999999:abc\r\nready\r\n", &["unknown +IPD,99999999:abc", READY]);
    reads(None, b"\r\n+IPD,a:0,5:hello\r\nready\r\n", &["unknown +IPD,a:0,5:hello", READY]);
    reads(None, b"\r\n+IPD,x:abc\r\nready\r\n", &["unknown +IPD,x:abc", READY]);
    reads(None, b"\r\n+IPD,4294967297:abc\r\nready\r\n", &["unknown +IPD,4294967297:abc", READY]);
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
fn a_blank_behind_the_prompt_belongs_to_it() {
    let closed = "message Closed(Closed { link_id: Some(LinkId(0)) })";
    for prompt in [">", "> ", ">\r\n", "> \r\n"] {
        let stream = format!("\r\nOK\r\n\r\n{prompt}0,CLOSED\r\n");
        reads(Some(cipsend::Set::COMMAND), stream.as_bytes(), &["accepted", "prompt", closed]);
    }
    reads(None, b"> x\r\n", &["unknown > x"]);
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
fn transparent_transmission_ends_with_the_escape() {
    let mut decoder = Decoder::<64>::new();
    decoder.begin(cipsend::Execute::COMMAND);
    let told = |decoder: &mut Decoder<64>, input: &[u8]| {
        let (mut told, mut rest) = (Vec::new(), input);
        while !rest.is_empty() {
            let (consumed, event) = decoder.feed(rest);
            told.extend(event.map(|event| match event {
                Event::Transparent(bytes) => format!("transparent {}", bytes.escape_ascii()),
                event => format!("{event:?}"),
            }));
            rest = &rest[consumed..];
        }
        told
    };
    assert_eq!(told(&mut decoder, b"\r\nOK\r\n\r\n>"), ["Accepted", "Prompt"]);
    let mut escape = Escape::new(ms(20));
    assert_eq!((escape.poll(ms(0)), escape.poll(ms(20))), (EscapeAction::Wait(ms(20)), EscapeAction::Write(b"+++")));
    escape.written(ms(21));
    // Until the guard time is over the peer's bytes may still come.
    assert_eq!(told(&mut decoder, b"OK\r\n"), ["transparent OK\\r\\n"]);
    assert_eq!(
        (escape.poll(ms(500)), escape.poll(ms(1020))),
        (EscapeAction::Wait(ms(1021)), EscapeAction::Wait(ms(1021)))
    );
    assert_eq!((escape.poll(ms(1021)), escape.poll(ms(5000))), (EscapeAction::Done, EscapeAction::Done));
    decoder.leave_transparent();
    decoder.begin(at::Test::COMMAND);
    assert_eq!(told(&mut decoder, b"\r\nOK\r\n"), ["Final(Ok)"]);
}

#[test]
fn transparent_mode_ends_the_command_that_began_it() {
    let mut decoder = Decoder::<64>::new();
    decoder.begin(cipsend::Execute::COMMAND);
    assert_eq!(decoder.feed(b"OK\r"), (3, Some(Event::Accepted)));
    assert_eq!(decoder.feed(b">"), (1, Some(Event::Prompt)));
    assert!(decoder.is_transparent() && decoder.pending().is_none());
}

#[test]
fn what_is_written_meanwhile_begins_the_quiet_anew() {
    let mut escape = Escape::new(ms(20));
    assert_eq!(
        (escape.poll(ms(100)), escape.poll(ms(119))),
        (EscapeAction::Wait(ms(120)), EscapeAction::Wait(ms(120)))
    );
    escape.restart_guard(ms(110));
    assert_eq!(
        (escape.poll(ms(120)), escape.poll(ms(129))),
        (EscapeAction::Wait(ms(130)), EscapeAction::Wait(ms(130)))
    );
    // Asked again, it says so again, until they are written; what is told too early means nothing.
    assert_eq!(
        (escape.poll(ms(200)), escape.poll(ms(300))),
        (EscapeAction::Write(b"+++"), EscapeAction::Write(b"+++"))
    );
    escape.written(ms(301));
    escape.written(ms(400));
    assert_eq!((escape.poll(ms(1300)), escape.poll(ms(1301))), (EscapeAction::Wait(ms(1301)), EscapeAction::Done));
}

#[test]
fn what_is_written_after_the_plus_signs_begins_the_escape_again() {
    let mut escape = Escape::new(ms(20));
    let actions =
        |escape: &mut Escape, times: &[u64]| times.iter().map(|time| escape.poll(ms(*time))).collect::<Vec<_>>();
    let again = [EscapeAction::Wait(ms(520)), EscapeAction::Wait(ms(520)), EscapeAction::Write(b"+++")];
    // Between the request to write them and their end ...
    assert_eq!(actions(&mut escape, &[0, 20]), [EscapeAction::Wait(ms(20)), EscapeAction::Write(b"+++")]);
    escape.restart_guard(ms(500));
    assert_eq!(actions(&mut escape, &[500, 519, 520]), again);
    // ... and in the second after them.
    escape.written(ms(20));
    escape.restart_guard(ms(500));
    assert_eq!(actions(&mut escape, &[500, 519, 520]), again);
    escape.written(ms(521));
    assert_eq!(actions(&mut escape, &[1520, 1521]), [EscapeAction::Wait(ms(1521)), EscapeAction::Done]);
}

#[test]
fn entering_transparent_transmission_forgets_the_line() {
    for unfinished in [&b"abc"[..], b"+IPD,", b"+IPD,7,5:", b"+IPD,5:ab", b"AT\r\nOK"] {
        for bytewise in [false, true] {
            let mut decoder = Decoder::<64>::new();
            decoder.begin(at::Test::COMMAND);
            let feed = |decoder: &mut Decoder<64>, input: &[u8]| {
                let mut told = Vec::new();
                for mut piece in input.chunks(if bytewise { 1 } else { input.len() }) {
                    while !piece.is_empty() {
                        let (consumed, event) = decoder.feed(piece);
                        match event {
                            Some(Event::Transparent(bytes)) => told.extend_from_slice(bytes),
                            Some(event) => told.extend(format!("<{event:?}>").into_bytes()),
                            None => {}
                        }
                        piece = &piece[consumed..];
                    }
                }
                told
            };
            feed(&mut decoder, unfinished);
            assert!(!decoder.is_transparent());
            decoder.leave_transparent();
            decoder.enter_transparent();
            assert_eq!((decoder.is_transparent(), decoder.pending().is_some()), (true, false));
            assert_eq!(feed(&mut decoder, b"x\r\n>OK"), b"x\r\n>OK", "{}", unfinished.escape_ascii());
            decoder.leave_transparent();
            assert_eq!(feed(&mut decoder, b"ready\r\n"), b"<Message(Ready, 5 bytes)>");
        }
    }
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
fn before_the_prompt_for_a_certificate_no_line_is_an_echo_of_it() {
    reads(Some(casend::Set::COMMAND), b"zzz\r\n>zzz\r\n", &["unknown zzz", "prompt", "echo zzz"]);
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
fn transparent_transmission_begins_at_the_prompt() {
    reads(
        Some(cipsend::Execute::COMMAND),
        b"\r\nOK\r\n\r\n>\r\nOK\r\n+IPD,3:",
        &["accepted", "prompt", "transparent \\r\\nOK\\r\\n+IPD,3:"],
    );
    reads(Some(cipsend::Execute::COMMAND), b"\r\n>abc", &["prompt", "transparent abc"]);
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
