//! A file or a stream: a log, or raw bytes.

use crate::{
    Mode, Options, Session, Sink,
    event::{EventKind, Position, Sender},
    log::{Entry, Lines, Piece, Text, looks_like_log, looks_like_other_log},
    noise::Noise,
    session::TextEnd,
};
use std::{mem, ops::ControlFlow};
use wizfi360_spec::Spec;

/// The number of bytes from which the format is recognized, and the secrets of requests are learnt.
const BEGINNING: usize = 64 * 1024;

/// The largest number of bytes of a log's line that are looked at at once.
const MAX_LOG_LINE: usize = 64 * 1024;

/// How an input is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// The bytes of one side.
    Raw,
    /// A log of both sides.
    Log,
}

/// Reads an input that is pushed in pieces, and reports each event in it. Events do not depend on the pieces.
///
/// ```
/// use std::ops::ControlFlow;
/// use wizfi360_spec::Spec;
/// use wizfi360_trace::{EventKind, Options, Reader, Sender};
///
/// let log = b">> AT+CWMODE_CUR=3\n<< \n<< OK\n<< WIFI DISCONNECT\n";
/// let mut reader = Reader::new(Spec::embedded(), None, Sender::Module, Options::default());
/// let mut kinds = Vec::new();
/// let mut sink = |event: wizfi360_trace::Event| {
///     kinds.push(event.kind);
///     ControlFlow::Continue(())
/// };
/// for piece in log.chunks(7) {
///     let _ = reader.push(piece, &mut sink);
/// }
/// let _ = reader.finish(&mut sink);
/// assert_eq!(kinds, [EventKind::Request, EventKind::Blank, EventKind::Final, EventKind::Message]);
/// ```
#[derive(Clone)]
pub struct Reader {
    spec: &'static Spec,
    options: Options,
    format: Option<InputFormat>,
    raw_sender: Sender,
    beginning: Vec<u8>,
    body: Option<Body>,
    noise: Noise,
}

#[derive(Clone)]
struct Body {
    session: Session,
    format: InputFormat,
    looks_like_other_log: bool,
    lines: Lines,
    /// The number of the line of a log, from 1.
    number: u64,
    /// The side whose text goes on in the next piece of a line.
    speaker: Option<Sender>,
}

impl Reader {
    /// `format`: `None` recognizes it. `raw_sender`: the side whose bytes a raw input holds.
    pub fn new(spec: &'static Spec, format: Option<InputFormat>, raw_sender: Sender, options: Options) -> Reader {
        Reader { spec, options, format, raw_sender, beginning: Vec::new(), body: None, noise: Noise::default() }
    }

    /// Reads bytes. The first 64 KiB are held back until they are complete; see [`start`](Self::start).
    pub fn push(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        let room = match self.body {
            Some(_) => 0,
            None => BEGINNING.saturating_sub(self.beginning.len()).min(bytes.len()),
        };
        self.beginning.extend(&bytes[..room]);
        if self.body.is_none() && self.beginning.len() == BEGINNING {
            self.begin(sink)?;
        }
        self.read(&bytes[room..], sink)
    }

    /// Recognizes the format from what there is, and reports its events. Call it when a live input pauses. Less than a line tells no format, and waits.
    pub fn start(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let has_line = self.beginning.iter().any(|byte| matches!(byte, b'\r' | b'\n'));
        if has_line || self.format.is_some() { self.begin(sink) } else { ControlFlow::Continue(()) }
    }

    fn begin(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        if self.body.is_none() && !self.beginning.is_empty() {
            let beginning = mem::take(&mut self.beginning);
            self.body = Some(Body::new(self, &beginning));
            self.read(&beginning, sink)?;
        }
        ControlFlow::Continue(())
    }

    /// Reports what was gathered of data whose length is unknown: see [`Session::flush`].
    pub fn flush(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let Some(body) = &mut self.body else { return ControlFlow::Continue(()) };
        let noise = &mut self.noise;
        body.session.flush(&mut |event| noise.pass(event, sink))
    }

    /// Ends the input.
    pub fn finish(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.begin(sink)?;
        let noise = &mut self.noise;
        if let Some(body) = &mut self.body {
            let through = &mut |event| noise.pass(event, sink);
            if let Some(last) = body.lines.finish() {
                body.line(last, through)?;
            }
            body.session.finish(through)?;
        }
        self.noise.finish(sink)
    }

    /// Returns how the input is written, as soon as that is known.
    pub fn format(&self) -> Option<InputFormat> {
        self.body.as_ref().map(|body| body.format).or(self.format)
    }

    /// True if the input looks like a log in a style that is not read, so that its events mean nothing.
    pub fn looks_like_other_log(&self) -> bool {
        self.body.as_ref().is_some_and(|body| body.looks_like_other_log)
    }

    /// Returns the session, as soon as the input has begun.
    pub fn session(&self) -> Option<&Session> {
        self.body.as_ref().map(|body| &body.session)
    }

    fn read(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        let Some(body) = &mut self.body else { return ControlFlow::Continue(()) };
        if body.looks_like_other_log && self.options.refuse_other_logs {
            return ControlFlow::Break(());
        }
        let noise = &mut self.noise;
        let through = &mut |event| noise.pass(event, sink);
        match (body.format, self.raw_sender) {
            (InputFormat::Raw, Sender::Host) => body.session.host(bytes, through),
            (InputFormat::Raw, _) => body.session.module(bytes, through),
            (InputFormat::Log, _) => body.log(bytes, through),
        }
    }
}

impl Body {
    fn new(reader: &Reader, beginning: &[u8]) -> Body {
        let recognized = || if looks_like_log(beginning) { InputFormat::Log } else { InputFormat::Raw };
        let format = reader.format.unwrap_or_else(recognized);
        let mode = match (format, reader.raw_sender) {
            (InputFormat::Log, _) => Mode::Log,
            (InputFormat::Raw, Sender::Host) => Mode::Host,
            (InputFormat::Raw, _) => Mode::Module,
        };
        let mut body = Body {
            session: Session::new(reader.spec, mode, &reader.options),
            format,
            looks_like_other_log: reader.format.is_none()
                && format == InputFormat::Raw
                && looks_like_other_log(beginning),
            lines: Lines::new(MAX_LOG_LINE),
            number: 0,
            speaker: None,
        };
        if format == InputFormat::Log {
            body.learn(beginning);
        }
        body
    }

    /// Takes secrets and the firmware from the beginning: they are those of all of the log.
    fn learn(&mut self, beginning: &[u8]) {
        let session = &mut self.session;
        let whole = beginning.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let mut has_version = false;
        for line in beginning[..whole].split(|&byte| byte == b'\n') {
            match Entry::read(line.strip_suffix(b"\r").unwrap_or(line)) {
                Entry::Host(text) => session.learn_secrets(text.bytes.trim_ascii_end()),
                Entry::Module(text) if !has_version => {
                    for line in text.bytes.split(|byte| matches!(byte, b'\r' | b'\n')) {
                        has_version |= session.note_version(line);
                    }
                }
                Entry::Comment(text) if !has_version => {
                    if let Some(version) = text.strip_prefix(b"firmware:") {
                        session.read_version(version.trim_ascii());
                    }
                }
                _ => {}
            }
        }
    }

    fn log(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        let mut lines = mem::replace(&mut self.lines, Lines::new(MAX_LOG_LINE));
        let flow = lines.push(bytes, |piece| self.line(piece, sink));
        self.lines = lines;
        flow
    }

    fn line(&mut self, piece: Piece, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let end = if piece.ends { TextEnd::LineEnding } else { TextEnd::None };
        if piece.continues {
            return match self.speaker {
                Some(speaker) => self.session.text(speaker, &piece.text, end, sink),
                None => ControlFlow::Continue(()),
            };
        }
        self.number += 1;
        self.session.set_position(Position { line: Some(self.number), ..Position::default() });
        self.speaker = None;
        match Entry::read(&piece.text) {
            Entry::Empty => ControlFlow::Continue(()),
            Entry::Comment(text) => self.session.remark(EventKind::Comment, &text, sink),
            Entry::Note(text) => self.session.remark(EventKind::Note, &text, sink),
            Entry::Stray(text) => self.session.stray(&text, sink),
            Entry::Host(text) => self.text(Sender::Host, text, end, sink),
            Entry::Module(text) => self.text(Sender::Module, text, end, sink),
        }
    }

    fn text(&mut self, from: Sender, text: Text, end: TextEnd, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.speaker = Some(from);
        let is_exact = !text.is_plain;
        let position = Position { line: Some(self.number), time: text.time, is_exact, ..Position::default() };
        self.session.set_position(position);
        self.session.text(from, &text.bytes, if is_exact { TextEnd::Exact } else { end }, sink)
    }
}
