//! Raw requests: what they refuse, and how the engines see them.

use wizfi360_proto::{
    BufferFull, DataKind, Final, Line, RawRequest, Reason, Request, Rest, ValueError, constant,
    host::{Decoder, Event, Exchange, Failure, Progress},
};

const TEMPERATURE: RawRequest<'static> = constant(RawRequest::new("AT+SYSTEMP=1,\"x\""));

#[test]
fn one_line_that_starts_with_at_is_written_as_it_is() {
    for text in ["AT", "ATZ", "AT+X", "AT+X?", "AT+X=\"a\\,b\",1", "AT+CWMODE_CUR=1"] {
        let request = RawRequest::new(text).expect("a request");
        let mut buf = vec![0; request.max_len()];
        assert_eq!(request.write(&mut buf), Ok(format!("{text}\r\n").as_bytes()));
        assert_eq!(request.as_bytes(), text.as_bytes());
        let mut short = vec![0; request.max_len() - 1];
        assert_eq!(request.write(&mut short), Err(BufferFull { needed: text.len() + 2 }));
    }
    let request = RawRequest::try_from(b"AT+X=\xff".as_slice()).expect("a request");
    assert_eq!(request.write(&mut [0; 16]), Ok(b"AT+X=\xff\r\n".as_slice()));
}

#[test]
fn nothing_in_it_ends_the_line_and_nothing_else_starts_it() {
    for (text, error) in [
        ("", ValueError::Invalid),
        ("A", ValueError::Invalid),
        ("at+x", ValueError::Invalid),
        (" AT", ValueError::Invalid),
        ("+++", ValueError::Invalid),
        ("AT\r\nAT+RESTORE", ValueError::ControlByte { at: 2 }),
        ("AT+X=\n", ValueError::ControlByte { at: 5 }),
        ("AT+X=\0", ValueError::ControlByte { at: 5 }),
        ("\rAT", ValueError::ControlByte { at: 0 }),
    ] {
        assert_eq!(RawRequest::new(text), Err(error), "{text:?}");
        assert_eq!(RawRequest::try_from(text.as_bytes()), Err(error), "{text:?}");
    }
}

#[test]
fn it_prints_its_length() {
    assert_eq!(format!("{TEMPERATURE:?}"), "RawRequest(16 bytes)");
}

/// What an exchange makes of the module's bytes, as words.
fn turns(input: &[u8]) -> Vec<String> {
    let mut decoder = Decoder::<64>::new();
    let mut buf = [0; 64];
    let (mut exchange, sent) = Exchange::start(&TEMPERATURE, &mut decoder, &mut buf).expect("room enough");
    assert_eq!(sent, b"AT+SYSTEMP=1,\"x\"\r\n");
    let (mut rest, mut turns) = (input, Vec::new());
    while !rest.is_empty() {
        let (consumed, event) = decoder.feed(rest);
        rest = &rest[consumed..];
        turns.extend(event.map(|event| match exchange.handle_event(event) {
            Progress::Wait => "wait".into(),
            Progress::Line(line) => match RawRequest::parse_line(line) {
                Some(Ok(line)) => format!("line {line}"),
                other => panic!("{other:?}"),
            },
            Progress::Done(Ok(result)) => format!("done {result}"),
            Progress::Done(Err(Failure::Refused { result, reason })) => format!("{result}, {reason:?}"),
            Progress::Done(Err(failure)) => format!("{failure:?}"),
            Progress::Event(Event::Message(kind, _)) => format!("{kind:?}"),
            Progress::Event(event) => format!("{event:?}"),
            other => panic!("{other:?}"),
        }));
    }
    turns
}

#[test]
fn any_line_answers_it_after_its_echo_and_messages_are_told_apart() {
    assert_eq!(turns(b"\r\nOK\r\n"), ["done OK"]);
    assert_eq!(turns(b"AT+SYSTEMP=1,\"x\"\r\n\r\nOK\r\n"), ["wait", "done OK"]);
    assert_eq!(
        turns(b"AT+SYSTEMP=1,\"x\"\r\n+SYSTEMP:41\r\nWIFI GOT IP\r\nany line\r\n\r\nOK\r\n"),
        ["wait", "line +SYSTEMP:41", "WifiGotIp", "line any line", "done OK"]
    );
    // Only the first line that starts with `AT` is the echo.
    assert_eq!(turns(b"AT+SYSTEMP=1,\"x\"\r\nAT+LIST\r\n\r\nOK\r\n"), ["wait", "line AT+LIST", "done OK"]);
}

#[test]
fn every_result_ends_it() {
    for (text, expected) in [("OK", "done OK"), ("SEND OK", "done SEND OK")] {
        assert_eq!(turns(format!("\r\n{text}\r\n").as_bytes()), [expected]);
    }
    for text in ["ERROR", "FAIL", "SEND FAIL"] {
        assert_eq!(turns(format!("\r\n{text}\r\n").as_bytes()), [format!("{text}, None")]);
    }
    let reason = Reason::parse(b"link is not valid").expect("a reason");
    assert_eq!(
        turns(b"link is not valid\r\n\r\nERROR\r\n"),
        ["wait".to_string(), format!("ERROR, {:?}", Some(reason))]
    );
    assert_eq!(turns(b"busy p...\r\n"), ["Busy"]);
    assert_eq!(turns(b"ready\r\n"), ["Reset"]);
}

#[test]
fn it_has_no_data_phase() {
    assert_eq!(RawRequest::COMMAND.data, DataKind::None);
    assert_eq!(turns(b"\r\nOK\r\n\r\n>"), ["done OK"]);
}

#[test]
fn any_line_is_the_rest_of_a_line() {
    assert!(Rest::is(b"anything"));
    let line = Rest::parse(b"a,\"b\"").expect("any line").expect("no control byte");
    assert_eq!((line.write(&mut [0; 8]), line.as_bytes()), (Ok(b"a,\"b\"".as_slice()), b"a,\"b\"".as_slice()));
    assert!(matches!(Rest::parse(b"a\0"), Some(Err(_))));
    assert_eq!(RawRequest::COMMAND.finals.len(), 5);
    assert!(RawRequest::COMMAND.finals.contains(&Final::SendOk));
}
