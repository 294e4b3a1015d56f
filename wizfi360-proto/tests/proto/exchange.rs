//! Exchanges: what a driver sees of a request, whatever comes in between and however it is cut.

use std::fmt::Debug;
use wizfi360_proto::{
    DataPhase, Final, Line, Message, Reason, Request,
    commands::{casend, cipclose, cipsend, cipsendbuf, cipstatus, mqttdis, ping, rst},
    domains::{PemAction, SendLength},
    host::{Decoder, Event, Exchange, Failure, Progress},
};

/// What an exchange makes of a stream, as words; data is written when it asks for it. Payload is joined.
fn turns<R: Request>(request: &R, pieces: &[&[u8]]) -> Vec<String>
where
    for<'e> R::Line<'e>: Debug,
{
    let mut decoder = Decoder::<64>::new();
    let mut buf = [0; 320];
    let (mut exchange, sent) = Exchange::start(request, &mut decoder, &mut buf).unwrap();
    assert!(sent.ends_with(b"\r\n"));
    let mut turns = Vec::new();
    let mut payload = Vec::new();
    for piece in pieces {
        let mut rest = *piece;
        while !rest.is_empty() {
            let (consumed, event) = decoder.feed(rest);
            rest = &rest[consumed..];
            let Some(event) = event else { continue };
            turns.push(match exchange.handle_event(event) {
                Progress::Line(line) => match R::parse_line(line) {
                    Some(Ok(line)) => format!("line {line:?}"),
                    Some(Err(error)) => format!("bad line {error:?}"),
                    None => panic!("`{}` is no answer", line.escape_ascii()),
                },
                Progress::SendData(phase) => {
                    let over = if exchange.data_written() { ", over" } else { "" };
                    format!("send {phase:?}{over}")
                }
                Progress::Done(Ok(result)) => format!("done {result}"),
                Progress::Done(Err(failure)) => format!("{failure:?}"),
                Progress::Event(Event::Payload { chunk, remaining, .. }) => {
                    payload.extend_from_slice(chunk);
                    if remaining > 0 {
                        continue;
                    }
                    format!("event payload {}", std::mem::take(&mut payload).escape_ascii())
                }
                Progress::Event(Event::Message(kind, line)) => match Message::parse(line) {
                    Some(Ok(message)) => format!("event {message:?}"),
                    other => panic!("{kind:?} is read as {other:?}"),
                },
                Progress::Event(Event::Unknown(text)) => format!("event unknown {}", text.escape_ascii()),
                Progress::Event(event) => format!("event {event:?}"),
                _ => continue,
            });
        }
    }
    turns
}

#[track_caller]
fn goes<R: Request>(request: &R, stream: &[u8], expected: &[&str])
where
    for<'e> R::Line<'e>: Debug,
{
    assert_eq!(turns(request, &[stream]), expected, "whole");
    let bytes: Vec<_> = stream.chunks(1).collect();
    assert_eq!(turns(request, &bytes), expected, "byte by byte");
}

fn five() -> SendLength {
    SendLength::new(5).unwrap()
}

fn send() -> cipsend::Set<'static> {
    cipsend::Set::new(five())
}

fn sendbuf() -> cipsendbuf::Set {
    cipsendbuf::Set::new(five())
}

const RECV: &str = "event Recv(Recv { length: 5 })";
const CLOSED: &str = "event Closed(Closed { link_id: Some(LinkId(0)) })";

#[test]
fn a_send_from_the_prompt_to_its_result() {
    goes(
        &send(),
        b"AT+CIPSEND=5\r\n\r\nOK\r\n\r\n>\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n",
        &["send Counted(5)", RECV, "done SEND OK"],
    );
    goes(&send(), b"\r\nOK\r\n> \r\nSEND FAIL\r\n", &["send Counted(5)", "Refused { result: SendFail, reason: None }"]);
}

#[test]
fn what_comes_in_between_is_handed_through() {
    goes(
        &send(),
        b"AT+CIPSEND=5\r\nWIFI GOT IP\r\n\r\nOK\r\n\r\n+IPD,0,6:OK\r\n>>\r\n>0,CLOSED\r\n\r\nRecv 5 bytes\r\n\r\n+IPD,0,4:SEND\r\nSEND OK\r\n",
        &[
            "event WifiGotIp(WifiGotIp)",
            "event payload OK\\r\\n>>",
            "send Counted(5)",
            CLOSED,
            RECV,
            "event payload SEND",
            "done SEND OK",
        ],
    );
    goes(
        &cipclose::Execute,
        b"\r\nSEND OK\r\n0,CLOSED\r\n\r\nOK\r\n",
        &["event Unexpected(SendOk)", CLOSED, "done OK"],
    );
}

#[test]
fn a_failure_tells_its_reason() {
    let refused = "Refused { result: Error, reason: Some(LinkIsNotValid) }";
    goes(&send(), b"link is not valid\r\n\r\nERROR\r\n", &[refused]);
    goes(&cipclose::Execute, b"UNLINK\r\n\r\nERROR\r\n", &["Refused { result: Error, reason: Some(Unlink) }"]);
    goes(&cipclose::Execute, b"\r\nERROR\r\n", &["Refused { result: Error, reason: None }"]);
    let ping = ping::Set { ip_address: wizfi360_proto::domains::Host::new("h").unwrap() };
    goes(&ping, b"+timeout\r\n\r\nERROR\r\n", &["Refused { result: Error, reason: Some(PingTimeout) }"]);
}

#[test]
fn busy_and_a_reset_end_it() {
    goes(&send(), b"\r\nbusy p...\r\n", &["Busy"]);
    // Behind the prompt it is about what came behind the data; the send goes on.
    goes(
        &send(),
        b"\r\nOK\r\n\r\n>\r\nbusy s...\r\n\r\nSEND OK\r\n",
        &["send Counted(5)", "event Unexpected(BusySending)", "done SEND OK"],
    );
    // What comes after the end is not the exchange's.
    goes(&send(), b"\r\nOK\r\n\r\nready\r\nWIFI GOT IP\r\n", &["Reset", "event WifiGotIp(WifiGotIp)"]);
    goes(
        &rst::Execute,
        b"AT+RST\r\n\r\nOK\r\n\xfc\r\nready\r\n",
        &["done OK", "event unknown \\xfc", "event Ready(Ready)"],
    );
}

#[test]
fn lines_are_typed_and_a_bad_one_stops_nothing() {
    goes(
        &cipstatus::Execute,
        b"STATUS:3\r\n+CIPSTATUS:0,\"TCP\",\"10.0.0.1\",80,5000,0\r\n+CIPSTATUS:9,\"TCP\",\"10.0.0.1\",80,5000,0\r\n\r\nOK\r\n",
        &[
            "line Status(Status { stat: Known(Connected) })",
            "line Connection(Connection { link_id: LinkId(0), type: Known(Tcp), remote_ip: 10.0.0.1, remote_port: 80, local_port: 5000, tcp_type: Known(Client) })",
            "bad line OutOfRange(\"link ID\")",
            "done OK",
        ],
    );
}

#[test]
fn the_send_buffer_is_done_with_its_data() {
    goes(
        &sendbuf(),
        b"2,1\r\n\r\nOK\r\n\r\n>\r\n2,SEND OK\r\n",
        &[
            "line Segment { link_id: None, current_segment_id: 2, segment_id_of_which_sent_successfully: 1 }",
            "send Counted(5), over",
            "event SegmentSent(SegmentSent { link_id: None, segment_id: 2 })",
        ],
    );
    goes(&sendbuf(), b"\r\nERROR\r\n", &["Refused { result: Error, reason: None }"]);
}

#[test]
fn a_certificate_is_sent_after_the_prompt_and_deleting_has_none() {
    let create = casend::Set { mode: PemAction::Create };
    goes(
        &create,
        b"\r\n>-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n\r\nOK\r\n",
        &["send Pem", "done OK"],
    );
    goes(&casend::Set { mode: PemAction::Delete }, b"\r\nOK\r\n", &["done OK"]);
}

#[test]
fn transparent_transmission_begins_with_the_prompt() {
    for stream in [&b"\r\nOK\r\n\r\n>"[..], b"\r\n>"] {
        goes(&cipsend::Execute, stream, &["done OK"]);
    }
}

#[test]
fn an_mqtt_connection_is_closed_without_ok() {
    goes(&mqttdis::Execute, b"CLOSED\r\n", &["done CLOSED"]);
}

#[test]
fn no_room_changes_nothing() {
    let mut decoder = Decoder::<64>::new();
    assert_eq!(Exchange::start(&send(), &mut decoder, &mut [0; 8]).unwrap_err().needed, 14);
    assert!(decoder.pending().is_none());
}

#[test]
fn failures_are_errors_that_say_what_happened() {
    let failure: &dyn std::error::Error = &Failure::Refused { result: Final::Error, reason: Some(Reason::NoIp) };
    assert_eq!(failure.to_string(), "the module answered `ERROR`, because of `no ip`");
    let failure = Failure::Refused { result: Final::Fail, reason: None };
    assert_eq!(failure.to_string(), "the module answered `FAIL`");
}

#[test]
fn an_exchange_is_small_and_tells_of_itself() {
    const { assert!(size_of::<Exchange>() <= 24) };
    let mut decoder = Decoder::<64>::new();
    let mut buf = [0; 64];
    let (exchange, _) = Exchange::start(&send(), &mut decoder, &mut buf).unwrap();
    let mut copy = exchange;
    assert!(!exchange.is_done() && !copy.is_done());
    assert_eq!(exchange.timeout(), cipsend::Set::COMMAND.timeout());
    assert_eq!(
        format!("{exchange:?}"),
        "Exchange { command: \"AT+CIPSEND\", data: Counted(5), reason: None, done: false }"
    );
    assert_eq!(copy.handle_event(Event::Final(Final::SendOk)), Progress::Done(Ok(Final::SendOk)));
    assert!(copy.is_done() && !exchange.is_done(), "a copy goes its own way");
    assert_eq!(send().data_phase(), DataPhase::Counted(5));
}
