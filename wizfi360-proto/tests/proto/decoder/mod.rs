//! Streams and the events in them. Each stream is read whole, byte by byte and cut in two at every place: the events are the same.

mod data_phase;
mod echo;
mod lines;
mod packets;
mod transparent;

use std::time::Duration;
use wizfi360_proto::{
    Command, Line, Message,
    host::{Decoder, Event, Signal},
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
