//! Dialogues are read the same however the input is cut: raw bytes of each side, logs, and both sides live.

use std::ops::ControlFlow;
use wizfi360_spec::Spec;
use wizfi360_trace::{Event, InputFormat, Mode, Options, Reader, Sender, Session, rules::Checker};

/// A log, the raw bytes of a side, a live dialogue, or an input of a kind that is recognized, read whole, byte by
/// byte and in pieces: the events and the findings are the same.
///
/// The first byte chooses the kind of input, the second the size of the pieces. The rest is the input; in a live
/// dialogue, a byte 0xfe changes the side.
pub fn trace_cuts(data: &[u8]) {
    let [kind, size, input @ ..] = data else { return };
    let size = usize::from(*size).max(1);
    let read = |size: usize| match kind % 5 {
        0 => reading(Some(InputFormat::Log), Sender::Module, input, size),
        1 => reading(Some(InputFormat::Raw), Sender::Module, input, size),
        2 => reading(Some(InputFormat::Raw), Sender::Host, input, size),
        3 => live(input, size),
        _ => reading(None, Sender::Module, input, size),
    };
    let whole = read(usize::MAX);
    assert_eq!(whole, read(1), "byte by byte: {}", input.escape_ascii());
    assert_eq!(whole, read(size), "{size} bytes each: {}", input.escape_ascii());
}

/// What is read, as text: events, then findings.
#[derive(Default)]
struct Reading {
    events: Vec<String>,
    findings: Vec<String>,
}

fn reading(format: Option<InputFormat>, from: Sender, input: &[u8], size: usize) -> (Vec<String>, Vec<String>) {
    let (mut reading, mut checker) = (Reading::default(), Checker::new(Spec::embedded()));
    let mut sink = |event: Event| reading.event(&event, &mut checker);
    let mut reader = Reader::new(Spec::embedded(), format, from, Options::default());
    for piece in input.chunks(size.min(input.len().max(1))) {
        let _ = reader.push(piece, &mut sink);
    }
    let _ = reader.finish(&mut sink);
    reading.end(checker)
}

fn live(input: &[u8], size: usize) -> (Vec<String>, Vec<String>) {
    let (mut reading, mut checker) = (Reading::default(), Checker::new(Spec::embedded()));
    let mut sink = |event: Event| reading.event(&event, &mut checker);
    let mut session = Session::new(Spec::embedded(), Mode::Live, &Options::default());
    for (turn, bytes) in input.split(|&byte| byte == 0xfe).enumerate() {
        for piece in bytes.chunks(size.min(bytes.len().max(1))) {
            let _ = if turn % 2 == 0 { session.host(piece, &mut sink) } else { session.module(piece, &mut sink) };
        }
    }
    let _ = session.finish(&mut sink);
    reading.end(checker)
}

impl Reading {
    fn event(&mut self, event: &Event, checker: &mut Checker) -> ControlFlow<()> {
        self.events.push(format!("{event:?}"));
        self.findings.extend(checker.event(event).iter().map(ToString::to_string));
        ControlFlow::Continue(())
    }

    fn end(mut self, checker: Checker) -> (Vec<String>, Vec<String>) {
        self.findings.extend(checker.finish(true).iter().map(ToString::to_string));
        (self.events, self.findings)
    }
}
