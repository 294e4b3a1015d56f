//! The events of a stream do not depend on how it is cut.

use crate::{mutate, pieces};
use arbitrary::{Arbitrary, Unstructured};
use wizfi360_proto::{
    AnyLine, AnyRequest, Final, Ipd, Line, Message, Reason,
    host::{Decoder, Event},
};

/// A stream of the module, fed whole, byte by byte and in pieces: the same events, payload and parts joined.
pub fn cuts(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok(is_built) = u.arbitrary::<bool>() else { return };
    let Ok(case) = (if is_built { Case::built(&mut u) } else { Case::raw(&mut u) }) else { return };
    let told = || case.stages.iter().map(|stage| stage.escape_ascii().to_string()).collect::<Vec<_>>();
    let whole = case.events(|stage| vec![stage]);
    assert_eq!(whole, case.events(|stage| stage.chunks(1).collect()), "byte by byte: {:?}", told());
    let size = case.size;
    assert_eq!(whole, case.events(|stage| stage.chunks(size).collect()), "{size} bytes each: {:?}", told());
    assert_eq!(whole, case.events(|stage| pieces(stage, &mut u).collect()), "in pieces: {:?}", told());
}

/// What the module sends. Before the second stage transparent transmission is entered, in the middle of whatever the first
/// one has left; before the third it is left.
struct Case {
    command: Option<usize>,
    /// How many bytes a piece has.
    size: usize,
    stages: Vec<Vec<u8>>,
}

impl Case {
    /// A command's place and one more, or 0 for none; the size of the pieces; and the stream as it stands.
    fn raw(u: &mut Unstructured<'_>) -> arbitrary::Result<Self> {
        let command = usize::from(u.arbitrary::<u8>()?).checked_sub(1);
        let size = u.int_in_range(1..=40)?;
        Ok(Case { command, size, stages: vec![u.bytes(u.len())?.to_vec()] })
    }

    /// What is nearly a dialogue.
    fn built(u: &mut Unstructured<'_>) -> arbitrary::Result<Self> {
        let command = u.arbitrary::<Option<u16>>()?.map(usize::from);
        let count = if u.ratio(1, 4)? { 3 } else { 1 };
        let stages = (0..count).map(|_| stream(u)).collect::<Result<_, _>>()?;
        Ok(Case { command, size: u.int_in_range(1..=40)?, stages })
    }

    /// The events in a form that does not depend on cuts: payload and parts of long lines are joined.
    fn events(&self, mut cut: impl for<'s> FnMut(&'s [u8]) -> Vec<&'s [u8]>) -> Vec<(String, Vec<u8>)> {
        let mut events = Events::new(self.command);
        for (at, stage) in self.stages.iter().enumerate() {
            match at {
                0 => {}
                1 => events.decoder.enter_transparent(),
                _ => events.decoder.leave_transparent(),
            }
            cut(stage).into_iter().for_each(|piece| events.feed(piece));
            events.goes_on = false;
        }
        events.list
    }
}

/// The events of one stream, joined as those of a case are.
pub(crate) fn events<'s>(command: Option<usize>, pieces: impl Iterator<Item = &'s [u8]>) -> Vec<(String, Vec<u8>)> {
    let mut events = Events::new(command);
    pieces.for_each(|piece| events.feed(piece));
    events.list
}

/// A decoder and what it has told.
struct Events {
    decoder: Decoder<64>,
    list: Vec<(String, Vec<u8>)>,
    /// The last event goes on: a payload that is not at its end, a line of which a part has come.
    goes_on: bool,
}

impl Events {
    fn new(command: Option<usize>) -> Self {
        let mut decoder = Decoder::new();
        if let Some(choice) = command {
            decoder.begin(AnyRequest::COMMANDS[choice % AnyRequest::COMMANDS.len()]);
        }
        Events { decoder, list: Vec::new(), goes_on: false }
    }

    fn feed(&mut self, mut rest: &[u8]) {
        while !rest.is_empty() {
            let (consumed, event) = self.decoder.feed(rest);
            assert!(event.is_some() || consumed == rest.len(), "input is left without an event");
            assert!(consumed > 0, "no progress");
            let (kind, bytes, goes_on) = match event {
                Some(Event::Payload { header: head, chunk, remaining: left }) => {
                    (format!("payload {head:?}"), chunk, left > 0)
                }
                Some(Event::Discarded { chunk, remaining: left }) => ("discarded".into(), chunk, left > 0),
                Some(Event::Transparent(bytes)) => ("transparent".into(), bytes, true),
                Some(Event::LinePart { text, last }) => ("part".into(), text, !last),
                Some(Event::Echo(text)) => ("echo".into(), text, false),
                Some(Event::Line(text)) => ("line".into(), text, false),
                Some(Event::Unknown(text)) => ("text".into(), text, false),
                Some(Event::Message(kind, text)) => (format!("{kind:?}"), text, false),
                Some(other) => (format!("{other:?}"), &[] as &[u8], false),
                None => {
                    rest = &rest[consumed..];
                    continue;
                }
            };
            match self.list.last_mut() {
                Some((last, joined)) if self.goes_on && *last == kind => joined.extend_from_slice(bytes),
                _ => self.list.push((kind, bytes.to_vec())),
            }
            self.goes_on = goes_on;
            rest = &rest[consumed..];
        }
    }
}

fn stream(u: &mut Unstructured<'_>) -> arbitrary::Result<Vec<u8>> {
    let (mut stream, mut buf) = (Vec::new(), vec![0; 1 << 16]);
    for _ in 0..u.int_in_range(1..=8_u8)? {
        match u.int_in_range(0..=9_u8)? {
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
                // A head that is broken, or has several colons, and something behind it.
                let mut head = Ipd::arbitrary(u)?.write(&mut buf).expect("room enough").to_vec();
                mutate(u, &mut head)?;
                stream.extend_from_slice(&head);
                stream.extend_from_slice(u.choose::<&[u8]>(&[
                    b"",
                    b":",
                    b"0,5:hello",
                    b"5:a:b",
                    b"+IPD,2:ok",
                    b"\r\nOK",
                ])?);
            }
            8 => {
                let len = u.arbitrary_len::<u8>()?.min(200);
                stream.extend_from_slice(u.bytes(len)?);
            }
            _ => {}
        }
        stream.extend_from_slice(u.choose::<&[u8]>(&[b"\r\n", b"\r\n\r\n", b"\r\r\n", b"\n", b""])?);
    }
    Ok(stream)
}
