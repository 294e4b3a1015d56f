//! Where tokenizers put what they find.

use crate::streams::Stream;
use std::{collections::HashSet, fmt, hint::black_box};

/// Takes what a tokenizer finds.
pub trait Sink {
    /// A line that came unasked.
    fn event(&mut self, line: &[u8]);
    /// A line that answers the command, from a tokenizer that gives lines one by one.
    fn line(&mut self, line: &[u8]);
    /// A final result, with the answer's text from a tokenizer that gives it whole.
    fn answer(&mut self, text: &[u8]);
    /// A part of a packet's payload, and whether the packet is at its end.
    fn payload(&mut self, chunk: &[u8], last: bool);
    /// Something that is not in the stream, or was not recognised.
    fn other(&mut self);
}

/// Counts: what the measured loop uses.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counter {
    found: usize,
}

impl Counter {
    fn take(&mut self, text: &[u8]) {
        black_box(text);
        self.found += 1;
    }
}

impl Sink for Counter {
    fn event(&mut self, line: &[u8]) {
        self.take(line);
    }

    fn line(&mut self, line: &[u8]) {
        self.take(line);
    }

    fn answer(&mut self, text: &[u8]) {
        self.take(text);
    }

    fn payload(&mut self, chunk: &[u8], _: bool) {
        self.take(chunk);
    }

    fn other(&mut self) {
        self.take(b"");
    }
}

/// Holds what is found against what is in the stream.
#[derive(Debug)]
pub struct Checker<'s> {
    stream: &'s Stream,
    known_events: HashSet<&'s [u8]>,
    known_lines: HashSet<&'s [u8]>,
    found: Found,
    payload: Vec<u8>,
}

/// How much was found of what there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub events: usize,
    pub answers: usize,
    pub lines: usize,
    pub packets: usize,
    pub payload: usize,
    /// What is not in the stream, or not recognised.
    pub wrong: usize,
}

impl<'s> Checker<'s> {
    pub fn new(stream: &'s Stream) -> Self {
        Checker {
            stream,
            known_events: stream.events.iter().map(Vec::as_slice).collect(),
            known_lines: stream.lines.iter().map(Vec::as_slice).collect(),
            found: Found::default(),
            payload: Vec::new(),
        }
    }

    /// What was found, and what there is.
    pub fn finish(mut self) -> (Found, Found) {
        let same = self.payload.iter().zip(&self.stream.payload).filter(|(found, there)| found == there).count();
        self.found.payload = same;
        self.found.wrong += self.payload.len() - same;
        let all = Found {
            events: self.stream.events.len(),
            answers: self.stream.answers(),
            lines: self.stream.lines.len(),
            packets: self.stream.packets,
            payload: self.stream.payload.len(),
            wrong: 0,
        };
        (self.found, all)
    }
}

impl Sink for Checker<'_> {
    fn event(&mut self, line: &[u8]) {
        if self.known_events.contains(line) {
            self.found.events += 1;
        } else {
            self.found.wrong += 1;
        }
    }

    fn line(&mut self, line: &[u8]) {
        if self.known_lines.contains(line) {
            self.found.lines += 1;
        } else {
            self.found.wrong += 1;
        }
    }

    fn answer(&mut self, text: &[u8]) {
        self.found.answers += 1;
        for line in text.split(|byte| matches!(byte, b'\r' | b'\n')).filter(|line| !line.is_empty()) {
            self.line(line);
        }
    }

    fn payload(&mut self, chunk: &[u8], last: bool) {
        self.payload.extend(chunk);
        self.found.packets += usize::from(last);
    }

    fn other(&mut self) {
        self.found.wrong += 1;
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Found { events, answers, lines, packets, payload, wrong } = self;
        write!(
            f,
            "{events} events, {answers} answers, {lines} lines, {packets} packets, {payload} payload bytes, {wrong} wrong"
        )
    }
}
