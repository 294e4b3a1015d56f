//! What a stranger sends stays data: nothing in a payload passes for a line, and no length is believed that no packet can have.

use crate::{cut::events, module::LIES};
use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::{AnyRequest, DataKind, Final, Ipd, Line, Message};

/// The largest packet of TCP or UDP over IPv4. Not the spec's own limit: that one is what is held against it.
const LARGEST: usize = 65535;

/// A stream with payloads that hold whatever a hostile peer thinks of, and the same stream with dull payloads of the same lengths: the same
/// events, and each payload comes byte for byte. What ends the stream is seen, so nothing before it has swallowed it.
pub fn forgery(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok((command, segments, size)) = dialogue(&mut u) else { return };
    let stream = |dull: bool| {
        let mut stream = Vec::new();
        for segment in &segments {
            match segment {
                Segment::Line(text) => stream.extend_from_slice(text),
                Segment::Packet { head, payload } => {
                    stream.extend_from_slice(head);
                    if dull {
                        stream.resize(stream.len() + payload.len(), b'x')
                    } else {
                        stream.extend_from_slice(payload)
                    }
                }
            }
        }
        stream.extend_from_slice(b"\r\nready\r\n");
        stream
    };
    let (hostile, dull) = (stream(false), stream(true));
    let (told, expected) = (events(command, hostile.chunks(size)), events(command, dull.chunks(size)));
    let kinds = |events: &[(String, Vec<u8>)]| -> Vec<(String, Option<Vec<u8>>)> {
        events.iter().map(|(kind, bytes)| (kind.clone(), (!is_payload(kind)).then(|| bytes.clone()))).collect()
    };
    assert_eq!(kinds(&told), kinds(&expected), "a payload has made events: {}", hostile.escape_ascii());

    let payloads = told.iter().filter(|(kind, _)| is_payload(kind));
    let came: Vec<_> = payloads.clone().flat_map(|(_, bytes)| bytes.clone()).collect();
    let sent = segments.iter().filter_map(|segment| match segment {
        Segment::Packet { payload, .. } => Some(payload.as_slice()),
        Segment::Line(_) => None,
    });
    assert_eq!(came, sent.collect::<Vec<_>>().concat(), "payloads are not what was sent: {}", hostile.escape_ascii());
    for (kind, bytes) in payloads {
        assert!(bytes.len() <= LARGEST, "{kind}: {} bytes are believed", bytes.len());
    }
    let last = told.last().map(|(kind, _)| kind.as_str()).unwrap_or_default();
    assert!(last.contains("Ready"), "the last line is `{last}`: {}", hostile.escape_ascii());
}

fn is_payload(kind: &str) -> bool {
    kind.starts_with("payload") || kind.starts_with("discarded")
}

enum Segment {
    /// Lines, with the end of the last.
    Line(Vec<u8>),
    /// A head, and as many bytes as it says.
    Packet { head: Vec<u8>, payload: Vec<u8> },
}

fn dialogue(u: &mut Unstructured<'_>) -> arbitrary::Result<(Option<usize>, Vec<Segment>, usize)> {
    let command = u.arbitrary::<Option<u8>>()?.map(usize::from).filter(|place| {
        // Behind its prompt everything is data, a head as well.
        AnyRequest::COMMANDS[place % AnyRequest::COMMANDS.len()].data != DataKind::Transparent
    });
    let size = u.int_in_range(1..=64)?;
    let mut segments = Vec::new();
    for _ in 0..u.int_in_range(1..=6_u8)? {
        segments.push(if u.ratio(2, 3)? { packet(u)? } else { line(u)? });
    }
    Ok((command, segments, size))
}

fn packet(u: &mut Unstructured<'_>) -> arbitrary::Result<Segment> {
    let (mut head, payload) = (Ipd::arbitrary(u)?, hostile(u)?);
    head.len = u32::try_from(payload.len()).map_err(|_| arbitrary::Error::IncorrectFormat)?;
    let mut buf = [0; 64];
    let head = match u.int_in_range(0..=3_u8)? {
        // A link ID that there is not: the head is refused, and its payload still counted.
        0 => format!("+IPD,{},{}:", u.int_in_range(5..=300_u16)?, payload.len()).into_bytes(),
        _ => head.write(&mut buf).expect("64 bytes are enough").to_vec(),
    };
    Ok(Segment::Packet { head, payload })
}

/// Bytes that look like all that a module says.
fn hostile(u: &mut Unstructured<'_>) -> arbitrary::Result<Vec<u8>> {
    let (mut bytes, mut buf) = (Vec::new(), vec![0; 1 << 12]);
    for _ in 0..u.int_in_range(0..=4_u8)? {
        match u.int_in_range(0..=4_u8)? {
            0 => bytes.extend_from_slice(u.choose(&LIES)?.as_bytes()),
            1 => bytes.extend_from_slice(format!("\r\n{}\r\n", Final::arbitrary(u)?.text()).as_bytes()),
            2 => bytes.extend_from_slice(Message::arbitrary(u)?.write(&mut buf).unwrap_or(b"")),
            3 => bytes.extend_from_slice(Ipd::arbitrary(u)?.write(&mut buf).unwrap_or(b"")),
            _ => {
                let count = u.int_in_range(0..=80)?;
                bytes.extend_from_slice(u.bytes(count)?);
            }
        }
    }
    Ok(bytes)
}

/// Lines of which none is the head of a packet that can be believed.
fn line(u: &mut Unstructured<'_>) -> arbitrary::Result<Segment> {
    if u.ratio(1, 3)? {
        // A length that no packet has: the line is text, and what follows it a line like any other.
        let length = u.int_in_range(LARGEST as u64 + 1..=1 << 33)?;
        let link = if u.arbitrary()? { "" } else { "0," };
        return Ok(Segment::Line(format!("+IPD,{link}{length}:\r\n").into_bytes()));
    }
    let mut text = hostile(u)?;
    // A head in here, at a line's begin or behind a prompt, would count what comes behind it, and rightly so.
    while let Some(at) = text.windows(5).position(|window| window == b"+IPD,") {
        text[at] = b'-';
    }
    text.extend_from_slice(b"\r\n");
    Ok(Segment::Line(text))
}
