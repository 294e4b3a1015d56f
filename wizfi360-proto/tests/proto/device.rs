//! What hosts send, and what a module reads in it. Each stream is read whole, byte by byte and cut in two at every place: the events are the same.

use wizfi360_proto::{
    AnyRequest, DataKind, DataPhase, DecodeError, Final, Ipd, Line, Message, Reason, Request,
    commands::{casend, cipsend, cipsendbuf, cipsendex, cwmode, uart},
    device::{Decoder, Event, ResponseWriter, Signal},
};

/// The events of a stream, as words. A request that has a data phase begins it.
fn events(mut decoder: Decoder<64>, pieces: &[&[u8]]) -> Vec<String> {
    let mut events: Vec<String> = Vec::new();
    let mut joined = false;
    for piece in pieces {
        let (mut rest, mut stalled) = (*piece, false);
        while !rest.is_empty() {
            let (consumed, event) = decoder.feed(rest);
            assert!(event.is_some() || consumed == rest.len(), "input is remaining without an event");
            assert!(consumed > 0 || !stalled, "no progress");
            stalled = consumed == 0;
            rest = &rest[consumed..];
            let Some(event) = event else { continue };
            let goes_on = joined;
            joined = false;
            let word = match event {
                Event::Request { request: Ok(request), .. } => {
                    let (command, phase) = (request.command(), request.data_phase());
                    let mut buf = [0; 256];
                    let word = format!("request {}", request.write(&mut buf).unwrap().trim_ascii_end().escape_ascii());
                    decoder.begin_data(command, phase);
                    word
                }
                Event::Request { request: Err(error), .. } => format!("refused {error:?}"),
                Event::Data { chunk, remaining } => {
                    joined = remaining > 0;
                    format!("data {}", chunk.escape_ascii())
                }
                Event::Transparent(chunk) => {
                    joined = true;
                    format!("transparent {}", chunk.escape_ascii())
                }
                Event::Pem { line: Ok(line), last } => {
                    format!("{} {}", if last { "last" } else { "pem" }, line.escape_ascii())
                }
                other => format!("{other:?}"),
            };
            match events.last_mut() {
                Some(last) if goes_on && !word.starts_with("DataEnd") => {
                    last.push_str(word.split_once(' ').map_or("", |(_, bytes)| bytes));
                }
                _ => events.push(word),
            }
        }
    }
    for event in &mut events {
        *event = event.replace("\\\"", "\"");
    }
    events
}

/// Reads the stream in many cuts and compares with what is expected.
#[track_caller]
fn reads(stream: &[u8], expected: &[&str]) {
    reads_by(&Decoder::new(), stream, expected);
}

#[track_caller]
fn reads_by(decoder: &Decoder<64>, stream: &[u8], expected: &[&str]) {
    assert_eq!(events(decoder.clone(), &[stream]), expected, "whole");
    let bytes: Vec<_> = stream.chunks(1).collect();
    assert_eq!(events(decoder.clone(), &bytes), expected, "byte by byte");
    for at in 1..stream.len() {
        let (head, tail) = stream.split_at(at);
        assert_eq!(events(decoder.clone(), &[head, tail]), expected, "cut at {at}");
    }
}

#[test]
fn every_line_end_ends_a_line() {
    for end in ["\r\n", "\r", "\n", "\r\r\n", "\r\n\r\n", "\r\r"] {
        reads(format!("AT{end}ATE0{end}").as_bytes(), &["request AT", "request ATE0"]);
    }
    reads(b"\r\n\n\rAT", &[]);
    reads(b"AT\r\nAT\nAT\rAT\r\r\n", &["request AT"; 4]);
}

#[test]
fn a_wrong_request_is_refused_with_its_reason() {
    reads(
        b"AT+NONSENSE=1\r\nhello\r\nAT+CIPMUX=?\r\nAT+CIPMUX=\r\nAT+CIPMUX=2\r\nAT+CIPMUX=1,2\r\nAT+CIPMUX=x\r\nAT+CWJAP=\"a\r\nAT+CIP\0MUX?\r\nAT\r\n",
        &[
            "refused UnknownCommand",
            "refused UnknownCommand",
            "refused UnknownForm",
            "refused Missing(\"mode\")",
            "refused OutOfRange(\"mode\")",
            "refused TrailingData",
            "refused Invalid(\"mode\")",
            "refused Unterminated(\"ssid\")",
            "refused ControlByte",
            "request AT",
        ],
    );
}

#[test]
fn each_reason_of_a_refusal_is_told_apart() {
    for (line, reason) in [
        ("AT+CIPSEND=", "Missing(\"length\")"),
        ("AT+CWJAP_CUR=\"ap\"", "Missing(\"pwd\")"),
        ("AT+CWJAP_CUR=\"\",\"\"", "TooShort(\"ssid\")"),
        ("AT+CWJAP_CUR=\"123456789012345678901234567890123\",\"\"", "TooLong(\"ssid\")"),
        ("AT+CWJAP_CUR=ap,\"\"", "Invalid(\"ssid\")"),
        ("AT+CWJAP_CUR=\"ap\"x,\"\"", "Unterminated(\"ssid\")"),
        ("AT+CWJAP_CUR=\"ap\",\"\",\"00:08:dc\"", "Invalid(\"bssid\")"),
        ("AT+CIPMUX=4294967297", "OutOfRange(\"mode\")"),
        ("AT+CIPMUX=99999999999999999999x", "Invalid(\"mode\")"),
        ("AT+CIPMUX=-1", "Invalid(\"mode\")"),
        ("AT+CIPMUX?x", "UnknownForm"),
        ("AT+CIPMUX=1,", "TrailingData"),
        ("AT+CWMODE_XYZ=1", "UnknownCommand"),
        ("AT +GMR", "UnknownCommand"),
        ("+++", "UnknownCommand"),
    ] {
        reads(format!("{line}\r\nAT\r\n").as_bytes(), &[&format!("refused {reason}"), "request AT"]);
    }
}

#[test]
fn lower_case_is_no_command() {
    reads(b"at\r\nAt\r\nat+gmr\r\n", &["refused UnknownCommand"; 3]);
}

#[test]
fn a_line_that_is_too_long_is_refused_once_and_nothing_of_it_is_a_command() {
    let fits = format!("AT+CIPDOMAIN=\"{}\"", "a".repeat(64 - 15));
    assert_eq!(fits.len(), 64);
    reads(format!("{fits}\r\nAT\r\n").as_bytes(), &[&format!("request {fits}"), "request AT"]);
    reads(format!("{}AT+RST\r\nAT\r\n", "x".repeat(64)).as_bytes(), &["refused LineTooLong", "request AT"]);
    reads(format!("{fits}x\rAT\r").as_bytes(), &["refused LineTooLong", "request AT"]);
    reads(format!("AT+RST{}\n", " ".repeat(200)).as_bytes(), &["refused LineTooLong"]);
}

#[test]
fn an_empty_buffer_refuses_everything_and_stops_nowhere() {
    let mut decoder = Decoder::<0>::new();
    let refused = Event::Request { request: Err(DecodeError::LineTooLong), line: b"" };
    assert_eq!(decoder.feed(b"AT\r\n"), (3, Some(refused)));
    assert_eq!(decoder.feed(b"\n"), (1, None));
    // The same in two parts.
    assert_eq!(decoder.feed(b"AT"), (2, None));
    assert_eq!(decoder.feed(b"\r"), (1, Some(refused)));
}

#[test]
fn the_line_is_kept_as_it_was_typed() {
    let mut decoder = Decoder::<64>::new();
    let typed = b"AT+CIPSTART=\"TCP\",\"h\",0080";
    let (consumed, _) = decoder.push(b"AT+CIPSTART=\"TCP\",\"h\",0080\r\n");
    assert_eq!(consumed, typed.len() + 1);
    assert_eq!(decoder.line(), typed);
}

#[test]
fn counted_data_is_data_whatever_stands_in_it() {
    reads(
        b"AT+CIPSEND=12\r\nAT\r\nOK\r\n\0+++\r\nAT\r\n",
        &["request AT+CIPSEND=12", "data AT\\r\\nOK\\r\\n\\x00+++", "request AT"],
    );
    // A line end that a terminal adds is none of the data and no command.
    reads(b"AT+CIPSEND=1,2\rhi\rAT\r", &["request AT+CIPSEND=1,2", "data hi", "request AT"]);
    // What is more than was told comes as a line.
    reads(b"AT+CIPSEND=2\r\nhigh\r\n", &["request AT+CIPSEND=2", "data hi", "refused UnknownCommand"]);
}

#[test]
fn the_rest_of_a_line_end_is_no_data() {
    reads(b"AT+CIPSEND=3\r\n\r\na", &["request AT+CIPSEND=3", "data \\r\\na"]);
    reads(b"AT+CIPSEND=3\r\r\n\r\na", &["request AT+CIPSEND=3", "data \\r\\na"]);
    reads(b"AT+CIPSEND=3\n\r\na", &["request AT+CIPSEND=3", "data \\r\\na"]);
    // A third CR is none of the line ending.
    reads(b"AT+CIPSEND=3\r\r\r\na", &["request AT+CIPSEND=3", "data \\r\\na"]);
    reads(b"AT+CIPSEND=3\r\r\r\ra", &["request AT+CIPSEND=3", "data \\r\\ra"]);
    // A host that was seen to send CR alone means what it sends.
    reads(b"AT\rAT+CIPSEND=3\r\n\r\n", &["request AT", "request AT+CIPSEND=3", "data \\n\\r\\n"]);
    reads(b"AT\rAT\n\nAT+CIPSEND=3\r\n\r\n", &["request AT", "request AT", "request AT+CIPSEND=3", "data \\n\\r\\n"]);
    reads(b"AT\r\nAT+CIPSEND=3\r\n\n\r\n", &["request AT", "request AT+CIPSEND=3", "data \\n\\r\\n"]);
}

#[test]
fn nul_ends_cipsendex_early() {
    reads(
        b"AT+CIPSENDEX=10\r\nab\\0c\0AT\r\n",
        &["request AT+CIPSENDEX=10", "data ab\\\\0c", "DataEnd(Nul)", "request AT"],
    );
    reads(b"AT+CIPSENDEX=10\r\n\0\r\nAT\r\n", &["request AT+CIPSENDEX=10", "DataEnd(Nul)", "request AT"]);
    reads(b"AT+CIPSENDEX=2\r\nabAT\r\n", &["request AT+CIPSENDEX=2", "data ab", "request AT"]);
    reads(b"AT+CIPSENDEX=2\r\na\0AT\r\n", &["request AT+CIPSENDEX=2", "data a\\x00", "request AT"]);
}

#[test]
fn a_backslash_and_a_0_end_cipsendex_only_for_who_reads_both() {
    let both = Decoder::new().with_either_nul();
    let request = "request AT+CIPSENDEX=9";
    let ended = [request, "data ab", "DataEnd(EscapedNul)", "request AT"];
    reads_by(&both, b"AT+CIPSENDEX=9\r\nab\\0AT\r\n", &ended);
    reads_by(&both, b"AT+CIPSENDEX=9\r\nab\0AT\r\n", &[request, "data ab", "DataEnd(Nul)", "request AT"]);
    reads_by(
        &both,
        b"AT+CIPSENDEX=9\r\na\\b\\\\0AT\r\n",
        &[request, "data a\\\\b\\\\", "DataEnd(EscapedNul)", "request AT"],
    );
    reads_by(&both, b"AT+CIPSENDEX=4\r\nab\\0AT\r\n", &["request AT+CIPSENDEX=4", "data ab\\\\0", "request AT"]);
    reads(b"AT+CIPSENDEX=4\r\na\\0bAT\r\n", &["request AT+CIPSENDEX=4", "data a\\\\0b", "request AT"]);
    let mut reset = both;
    reset.reset();
    reads_by(&reset, b"AT+CIPSENDEX=9\r\nab\\0AT\r\n", &ended);
}

#[test]
fn a_line_can_be_ended_without_its_ending() {
    let mut decoder = Decoder::<16>::new();
    assert_eq!(decoder.end_line(), None, "nothing was read");
    assert_eq!(decoder.push(b"AT+GMR"), (6, None));
    assert_eq!((decoder.end_line(), decoder.line()), (Some(Signal::Request), &b"AT+GMR"[..]));
    assert_eq!(decoder.end_line(), None, "it was given");
    assert_eq!(decoder.push(b"\r\nAT+CIPSENDBUF=3\r"), (18, Some(Signal::Request)));
    assert_eq!(decoder.end_line(), None, "its ending was read");
    decoder.push(b"AT+CIPSENDBUF=333");
    assert_eq!(decoder.end_line(), Some(Signal::TooLong));
    decoder.begin_data(cipsend::Set::COMMAND, DataPhase::Counted(2));
    decoder.push(b"a");
    assert_eq!(decoder.end_line(), None, "data has no lines");
}

#[test]
fn a_line_of_pem_and_one_without_room_can_be_ended_too() {
    let mut decoder = Decoder::<32>::new();
    decoder.begin_data(casend::Set::COMMAND, DataPhase::Pem);
    decoder.push(b"MIIB");
    assert_eq!((decoder.end_line(), decoder.line()), (Some(Signal::Pem { last: false }), &b"MIIB"[..]));
    let mut decoder = Decoder::<0>::new();
    decoder.push(b"AT");
    assert_eq!(decoder.end_line(), Some(Signal::TooLong));
}

#[test]
fn bytes_that_may_end_the_data_are_held_back() {
    let mut decoder = Decoder::<16>::new().with_either_nul();
    assert_eq!(decoder.held(), b"");
    decoder.begin_data(cipsendex::Set::COMMAND, DataPhase::Counted(9));
    decoder.push(b"a");
    decoder.push(b"\\");
    assert_eq!(decoder.held(), b"\\");
    decoder.abandon();
    decoder.begin_data(cipsend::Execute::COMMAND, DataPhase::Transparent);
    assert_eq!((decoder.push(b"++"), decoder.held()), ((2, None), &b"++"[..]));
    assert_eq!(decoder.push(b"x").1, Some(Signal::Held { bytes: b"++", remaining: None }));
    assert_eq!(decoder.held(), b"");
}

#[test]
fn three_plus_signs_drop_cipsendbuf() {
    let request = "request AT+CIPSENDBUF=8";
    reads(b"AT+CIPSENDBUF=8\r\na++b+++AT\r\n", &[request, "data a++b", "DataEnd(Escape)", "request AT"]);
    reads(b"AT+CIPSENDBUF=8\r\n+++\r\nAT\r\n", &[request, "DataEnd(Escape)", "request AT"]);
    reads(b"AT+CIPSENDBUF=8\r\n++a+b++cAT\r\n", &[request, "data ++a+b++c", "request AT"]);
    // The count is full with the third: they are data.
    reads(b"AT+CIPSENDBUF=8\r\nabcde+++AT\r\n", &[request, "data abcde+++", "request AT"]);
    reads(b"AT+CIPSENDBUF=2\r\n+++\r\n", &["request AT+CIPSENDBUF=2", "data ++", "refused UnknownCommand"]);
}

#[test]
fn plus_signs_end_data_at_once_and_are_data_at_once_if_they_are_too_few() {
    let transparent = ["request AT+CIPSEND", "transparent a", "DataEnd(Escape)"];
    reads(b"AT+CIPSEND\r\na+++", &transparent);
    reads(b"AT+CIPSEND\r\n+++", &["request AT+CIPSEND", "DataEnd(Escape)"]);
    // Nothing follows that could show what they are.
    for data in ["a++", "+++", "++a"] {
        reads(format!("AT+CIPSENDBUF=3\r\n{data}").as_bytes(), &["request AT+CIPSENDBUF=3", &format!("data {data}")]);
    }
}

#[test]
fn pem_text_goes_on_to_its_end_line() {
    reads(
        b"AT+CASEND=1\r\n-----BEGIN CERTIFICATE-----\r\nMIIB\n\r\nAT\r-----END CERTIFICATE-----\r\nAT\r\n",
        &[
            "request AT+CASEND=1",
            "pem -----BEGIN CERTIFICATE-----",
            "pem MIIB",
            "pem AT",
            "last -----END CERTIFICATE-----",
            "request AT",
        ],
    );
    let long = format!("AT+CASEND=1\r\n{}\r\n-----END CERTIFICATE-----\r\n", "M".repeat(65));
    reads(
        long.as_bytes(),
        &["request AT+CASEND=1", "Pem { line: Err(LineTooLong), last: false }", "last -----END CERTIFICATE-----"],
    );
    // Deleting has no data.
    reads(b"AT+CASEND=0\r\nAT\r\n", &["request AT+CASEND=0", "request AT"]);
}

#[test]
fn transparent_transmission_goes_on_to_three_plus_signs() {
    reads(
        b"AT+CIPSEND\r\nAT\r\n+1 ++2\0+++\r\nAT\r\n",
        &["request AT+CIPSEND", "transparent AT\\r\\n+1 ++2\\x00", "DataEnd(Escape)", "request AT"],
    );
    reads(b"AT+CIPSEND\r\n+++AT\r\n", &["request AT+CIPSEND", "DataEnd(Escape)", "request AT"]);
    // A fourth is behind the end.
    reads(b"AT+CIPSEND\r\n++++\r\n", &["request AT+CIPSEND", "DataEnd(Escape)", "refused UnknownCommand"]);
}

#[test]
fn a_module_may_begin_in_transparent_transmission() {
    let mut decoder = Decoder::<64>::new();
    decoder.begin_data(cipsend::Execute::COMMAND, DataPhase::Transparent);
    assert!(decoder.in_data());
    assert_eq!(decoder.feed(b"\r\n"), (2, Some(Event::Transparent(b"\r\n"))));
    decoder.abandon();
    assert!(!decoder.in_data());
    assert!(matches!(
        decoder.feed(b"AT\r"),
        (3, Some(Event::Request { request: Ok(AnyRequest::AtTest(_)), line: b"AT" }))
    ));
}

#[test]
fn a_phase_that_is_none_changes_nothing() {
    let mut decoder = Decoder::<64>::new();
    decoder.begin_data(cipsend::Set::COMMAND, DataPhase::Counted(0));
    decoder.begin_data(cipsend::Set::COMMAND, DataPhase::Pem);
    decoder.begin_data(cwmode::Query::COMMAND, DataPhase::None);
    assert!(!decoder.in_data());
}

#[test]
fn lost_data_can_be_skipped() {
    let mut decoder = Decoder::<64>::new();
    assert_eq!(decoder.skip_data(1), 0, "between lines");
    decoder.begin_data(cipsendbuf::Set::COMMAND, DataPhase::Counted(6));
    // Two plus signs are held back, and skipped with what follows.
    assert_eq!(decoder.feed(b"++"), (2, None));
    assert_eq!((decoder.skip_data(3), decoder.remaining()), (3, Some(3)));
    assert_eq!(decoder.feed(b"+a"), (2, Some(Event::Data { chunk: b"+a", remaining: 1 })));
    assert_eq!((decoder.skip_data(9), decoder.remaining(), decoder.in_data()), (1, None, false));
    assert!(matches!(decoder.feed(b"AT\r"), (3, Some(Event::Request { request: Ok(_), line: b"AT" }))));
}

#[test]
fn giving_data_up_drops_the_part_of_a_pem_line_and_no_part_of_a_request() {
    let mut decoder = Decoder::<64>::new();
    let DataKind::Pem { .. } = casend::Set::COMMAND.data else { panic!("it has PEM text") };
    decoder.begin_data(casend::Set::COMMAND, DataPhase::Pem);
    assert_eq!(decoder.feed(b"MII"), (3, None));
    decoder.abandon();
    assert_eq!(decoder.feed(b"A"), (1, None));
    // Outside of a data phase nothing happens.
    decoder.abandon();
    assert!(matches!(decoder.feed(b"T\r"), (2, Some(Event::Request { request: Ok(_), line: b"AT" }))));
}

#[test]
fn a_restart_forgets_the_line_and_the_data_phase() {
    let mut decoder = Decoder::<64>::new();
    assert_eq!(decoder.feed(b"AT+CIPSEND=0,5"), (14, None));
    decoder.reset();
    assert!(matches!(decoder.feed(b"AT\r"), (3, Some(Event::Request { request: Ok(_), line: b"AT" }))));
    decoder.begin_data(cipsend::Execute::COMMAND, DataPhase::Transparent);
    assert!(decoder.in_data());
    decoder.reset();
    assert!(!decoder.in_data());
    assert!(matches!(decoder.feed(b"AT\r"), (3, Some(Event::Request { request: Ok(_), line: b"AT" }))));
}

#[test]
fn what_was_read_of_a_line_goes_when_data_begins() {
    let mut decoder = Decoder::<64>::new();
    assert_eq!(decoder.feed(b"AT+CI"), (5, None));
    decoder.begin_data(cipsend::Set::COMMAND, DataPhase::Counted(1));
    assert_eq!(decoder.feed(b"x"), (1, Some(Event::Data { chunk: b"x", remaining: 0 })));
    assert!(matches!(
        decoder.feed(b"AT\r"),
        (3, Some(Event::Request { request: Ok(AnyRequest::AtTest(_)), line: b"AT" }))
    ));
}

#[test]
fn answers_are_framed_as_captures_have_them() {
    let mut buf = [0; 128];
    let Some(Ok(line)) = uart::Uart::parse(b"+UART_CUR:115200,8,1,0,0") else { panic!("a line") };
    let answer = ResponseWriter::new(&mut buf).line_without_ending(&line).result(Final::Ok).finish();
    assert_eq!(answer.unwrap(), b"+UART_CUR:115200,8,1,0,0\r\nOK\r\n");

    // Each line begins its own list of parameters.
    let answer = ResponseWriter::new(&mut buf).line(&line).line(&line).finish();
    assert_eq!(answer.unwrap(), b"+UART_CUR:115200,8,1,0,0\r\n".repeat(2));
    // `CLOSED` is a message, before which there is no blank line.
    let answer = ResponseWriter::new(&mut buf).result(Final::Closed).finish();
    assert_eq!(answer.unwrap(), b"CLOSED\r\n");

    let answer =
        ResponseWriter::new(&mut buf).echo(b"AT+CIPCLOSE").reason(Reason::Unlink).result(Final::Error).finish();
    assert_eq!(answer.unwrap(), b"AT+CIPCLOSE\r\nUNLINK\r\n\r\nERROR\r\n");

    let answer = ResponseWriter::new(&mut buf).result(Final::BusyProcessing).finish();
    assert_eq!(answer.unwrap(), b"\r\nbusy p...\r\n");

    let message = |text: &'static [u8]| Message::parse(text).unwrap().unwrap();
    let answer = ResponseWriter::new(&mut buf)
        .message(&message(b"ready"))
        .message(&message(b"WIFI CONNECTED"))
        .message(&message(b"0,CLOSED"))
        .message(&message(b"0,1,SEND OK"))
        .finish();
    assert_eq!(answer.unwrap(), b"\r\nready\r\nWIFI CONNECTED\r\n0,CLOSED\r\n\r\n0,1,SEND OK\r\n");

    let head = Ipd { link_id: None, len: 3, from: None };
    assert_eq!(
        ResponseWriter::new(&mut buf).packet_header(&head).payload(b"a\r\0").finish().unwrap(),
        b"\r\n+IPD,3:a\r\0"
    );
}

#[test]
fn an_answer_without_room_tells_how_much_it_takes() {
    let answer = |buf: &mut [u8]| ResponseWriter::new(buf).echo(b"AT").result(Final::Ok).finish().map(<[u8]>::len);
    assert_eq!(answer(&mut [0; 10]), Ok(10));
    assert_eq!(answer(&mut [0; 9]).unwrap_err().needed, 10);
    assert_eq!(answer(&mut []).unwrap_err().needed, 10);
}

#[test]
fn the_state_besides_the_line_is_small() {
    const { assert!(Decoder::<0>::STATE <= 40) };
}
