//! The events of a stream do not depend on how it is cut.

use crate::pieces;
use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::{
    AnyLine, AnyRequest, Final, Ipd, Line, Message, Reason,
    host::{Decoder, Event},
};

/// A stream of the module, fed whole, byte by byte and in pieces: the same events, payload and parts joined.
pub fn cuts(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok(is_built) = u.arbitrary::<bool>() else { return };
    let Ok((command, stream)) = (if is_built { built(&mut u) } else { raw(&mut u) }) else { return };
    let whole = events(command, [stream.as_slice()].into_iter());
    assert_eq!(whole, events(command, stream.chunks(1)), "byte by byte: {}", stream.escape_ascii());
    assert_eq!(whole, events(command, pieces(&stream, &mut u)), "in pieces: {}", stream.escape_ascii());
}

/// A command's place and one more, or 0 for none; the size of the pieces; and the stream as it stands.
fn raw(u: &mut Unstructured<'_>) -> arbitrary::Result<(Option<usize>, Vec<u8>)> {
    let command = usize::from(u.arbitrary::<u8>()?).checked_sub(1);
    let size = u.int_in_range(1..=40)?;
    let stream = u.bytes(u.len())?.to_vec();
    let whole = events(command, [stream.as_slice()].into_iter());
    assert_eq!(whole, events(command, stream.chunks(size)), "{size} bytes each: {}", stream.escape_ascii());
    Ok((command, stream))
}

/// The events of a stream in a form that does not depend on its cuts: payload and parts of long lines are joined.
fn events<'s>(command: Option<usize>, pieces: impl Iterator<Item = &'s [u8]>) -> Vec<(String, Vec<u8>)> {
    let mut decoder = Decoder::<64>::new();
    if let Some(choice) = command {
        decoder.begin(AnyRequest::COMMANDS[choice % AnyRequest::COMMANDS.len()]);
    }
    let mut events: Vec<(String, Vec<u8>)> = Vec::new();
    let mut join = |kind: String, bytes: &[u8], goes_on: bool| match events.last_mut() {
        Some((last, joined)) if goes_on && *last == kind => joined.extend_from_slice(bytes),
        _ => events.push((kind, bytes.to_vec())),
    };
    let (mut in_payload, mut in_part) = (false, false);
    let mut stalled = false;
    for piece in pieces {
        let mut rest = piece;
        while !rest.is_empty() {
            let (consumed, event) = decoder.feed(rest);
            assert!(event.is_some() || consumed == rest.len(), "input is left without an event");
            // One line makes two events at the most, so at most one of them consumes nothing.
            assert!(consumed > 0 || !std::mem::replace(&mut stalled, true), "no progress");
            stalled &= consumed == 0;
            match event {
                Some(Event::Payload { head, chunk, left }) => {
                    join(format!("payload {head:?}"), chunk, in_payload);
                    in_payload = left > 0;
                }
                Some(Event::Discarded { chunk, left }) => {
                    join("discarded".into(), chunk, in_payload);
                    in_payload = left > 0;
                }
                Some(Event::Transparent(bytes)) => join("transparent".into(), bytes, true),
                Some(Event::Part { text, last }) => {
                    join("part".into(), text, in_part);
                    in_part = !last;
                }
                Some(Event::Echo(text)) => join("echo".into(), text, false),
                Some(Event::Line(text)) => join("line".into(), text, false),
                Some(Event::Text(text)) => join("text".into(), text, false),
                Some(other) => join(format!("{other:?}"), b"", false),
                None => {}
            }
            rest = &rest[consumed..];
        }
    }
    events
}

/// A stream that is nearly a dialogue.
fn built(u: &mut Unstructured<'_>) -> arbitrary::Result<(Option<usize>, Vec<u8>)> {
    let command = u.arbitrary::<Option<u16>>()?.map(usize::from);
    let (mut stream, mut buf) = (Vec::new(), vec![0; 1 << 16]);
    for _ in 0..u.int_in_range(1..=8_u8)? {
        match u.int_in_range(0..=8_u8)? {
            0 => stream.extend_from_slice(Message::arbitrary(u)?.write(&mut buf).expect("room enough")),
            1 => stream.extend_from_slice(AnyLine::arbitrary(u)?.write(&mut buf).expect("room enough")),
            2 => stream.extend_from_slice(Final::arbitrary(u)?.text().as_bytes()),
            3 => stream.extend_from_slice(Reason::arbitrary(u)?.text().as_bytes()),
            4 => {
                let mut head = Ipd::arbitrary(u)?;
                head.len %= 300;
                stream.extend_from_slice(head.write(&mut buf).expect("room enough"));
                stream.extend_from_slice(u.bytes(u.len().min(head.len as usize))?);
                continue;
            }
            5 => {
                let written = AnyRequest::arbitrary(u)?.write(&mut buf).expect("room enough");
                // An echo, perhaps one that an event cuts.
                let end = u.int_in_range(0..=written.len())?;
                stream.extend_from_slice(&written[..end]);
            }
            6 => stream.push(b'>'),
            7 => {
                let len = u.arbitrary_len::<u8>()?.min(200);
                stream.extend_from_slice(u.bytes(len)?);
            }
            _ => {}
        }
        stream.extend_from_slice(u.choose::<&[u8]>(&[b"\r\n", b"\r\n\r\n", b"\r\r\n", b"\n", b""])?);
    }
    Ok((command, stream))
}
