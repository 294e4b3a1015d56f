//! The module's side reads what a host writes, and its events do not depend on how a stream is cut.

use crate::pieces;
use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::{
    AnyRequest,
    device::{Decoder, Event},
};

/// Any request that a host writes is read by the device as the same value; a stream that is nearly a host's, fed whole, byte by byte and in
/// random pieces, gives the same events, data joined.
pub fn device_cuts(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok(is_built) = u.arbitrary::<bool>() else { return };
    if !is_built {
        return raw(&mut u);
    }
    let Ok((request, end)) = request(&mut u) else { return };
    let mut buf = vec![0; request.max_len()];
    let written = request.write(&mut buf).expect("the room that it says it needs is enough");
    let line = written.strip_suffix(b"\r\n").expect("a request ends in CR LF");
    let text = [line, end].concat();
    read_as(&request, [text.as_slice()].into_iter());
    read_as(&request, text.chunks(1));
    read_as(&request, pieces(&text, &mut u));

    let Ok(stream) = stream(&mut u) else { return };
    let whole = events([stream.as_slice()].into_iter());
    assert_eq!(whole, events(stream.chunks(1)), "byte by byte: {}", stream.escape_ascii());
    assert_eq!(whole, events(pieces(&stream, &mut u)), "in pieces: {}", stream.escape_ascii());
}

/// The size of the pieces, and the stream as it stands.
fn raw(u: &mut Unstructured<'_>) {
    let Ok(size) = u.int_in_range(1..=40) else { return };
    let Ok(stream) = u.bytes(u.len()) else { return };
    let whole = events([stream].into_iter());
    assert_eq!(whole, events(stream.chunks(1)), "byte by byte: {}", stream.escape_ascii());
    assert_eq!(whole, events(stream.chunks(size)), "{size} bytes each: {}", stream.escape_ascii());
}

const ENDS: [&[u8]; 5] = [b"\r\n", b"\r", b"\n", b"\r\r\n", b"\r\n\r\n"];

fn request<'a>(u: &mut Unstructured<'a>) -> arbitrary::Result<(AnyRequest<'a>, &'static [u8])> {
    Ok((AnyRequest::arbitrary(u)?, u.choose(&ENDS)?))
}

/// The device reads this request and nothing else.
fn read_as<'s>(request: &AnyRequest<'_>, pieces: impl Iterator<Item = &'s [u8]>) {
    let mut decoder = Decoder::<8192>::new();
    let mut seen = 0;
    for piece in pieces {
        let mut rest = piece;
        while !rest.is_empty() {
            let (consumed, event) = decoder.feed(rest);
            rest = &rest[consumed..];
            match event {
                Some(Event::Request { request: read, line }) => {
                    assert_eq!(read.as_ref(), Ok(request), "{}", line.escape_ascii());
                    seen += 1;
                }
                Some(other) => panic!("{other:?} in {request:?}"),
                None => {}
            }
        }
    }
    assert_eq!(seen, 1, "{request:?}");
}

/// The events of a stream in a form that does not depend on its cuts. What has a data phase begins it.
fn events<'s>(pieces: impl Iterator<Item = &'s [u8]>) -> Vec<(String, Vec<u8>)> {
    let mut decoder = Decoder::<64>::new();
    let mut events: Vec<(String, Vec<u8>)> = Vec::new();
    let mut goes_on = false;
    for piece in pieces {
        let (mut rest, mut stalled) = (piece, false);
        while !rest.is_empty() {
            let (consumed, event) = decoder.feed(rest);
            assert!(event.is_some() || consumed == rest.len(), "input is left without an event");
            // What was held back is given before the next byte is taken.
            assert!(consumed > 0 || !std::mem::replace(&mut stalled, true), "no progress");
            stalled &= consumed == 0;
            rest = &rest[consumed..];
            let Some(event) = event else { continue };
            let joined = std::mem::replace(&mut goes_on, false);
            let (kind, bytes) = match event {
                Event::Request { request, line } => {
                    let (kind, line) = (format!("{request:?}"), line.to_vec());
                    if let Ok(request) = request {
                        let (command, phase) = (request.command(), request.data_phase());
                        decoder.begin_data(command, phase);
                    }
                    (kind, line)
                }
                Event::Data { chunk, remaining: left } => {
                    goes_on = left > 0;
                    ("data".into(), chunk.to_vec())
                }
                Event::Transparent(chunk) => {
                    goes_on = true;
                    ("transparent".into(), chunk.to_vec())
                }
                Event::Pem { line, last } => {
                    (format!("pem {last} {:?}", line.err()), line.unwrap_or_default().to_vec())
                }
                other => (format!("{other:?}"), Vec::new()),
            };
            match events.last_mut() {
                Some((last, bytes_before)) if joined && *last == kind => bytes_before.extend(bytes),
                _ => events.push((kind, bytes)),
            }
        }
    }
    events
}

fn stream(u: &mut Unstructured<'_>) -> arbitrary::Result<Vec<u8>> {
    let (mut stream, mut buf) = (Vec::new(), vec![0; 1 << 16]);
    for _ in 0..u.int_in_range(1..=8_u8)? {
        let len = u.int_in_range(1..=12_u8)?;
        match u.int_in_range(0..=9_u8)? {
            0 | 1 => {
                let written = AnyRequest::arbitrary(u)?.write(&mut buf).expect("room enough");
                let end = u.int_in_range(0..=written.len())?;
                stream.extend_from_slice(&written[..end]);
            }
            2 => stream.extend_from_slice(format!("AT+CIPSEND={len}").as_bytes()),
            3 => stream.extend_from_slice(format!("AT+CIPSENDEX={len}").as_bytes()),
            4 => stream.extend_from_slice(format!("AT+CIPSENDBUF={len}").as_bytes()),
            5 => stream.extend_from_slice(b"AT+CIPSEND"),
            6 => stream.extend_from_slice(b"AT+CASEND=1"),
            7 => stream.extend_from_slice(b"-----END CERTIFICATE-----"),
            8 => {
                for _ in 0..len {
                    stream.push(*u.choose(b"+++++\0\r\naAT>\\")?);
                }
            }
            _ => {
                let len = u.arbitrary_len::<u8>()?.min(200);
                stream.extend_from_slice(u.bytes(len)?);
            }
        }
        if u.ratio(7, 8)? {
            stream.extend_from_slice(u.choose(&ENDS)?);
        }
    }
    Ok(stream)
}
