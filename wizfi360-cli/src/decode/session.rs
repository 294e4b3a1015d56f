//! Both sides of a conversation, joined: bytes in, events out.

use super::{
    event::{Event, Kind, Piece, Side},
    hints::{self, Hint},
    host::{Host, Phase, Said},
    module::Module,
    pieces::Pieces,
    shared::{Prompt, Shared, Sink, UnderWay},
};
use crate::book::Book;
use std::io;
use wizfi360_reference::view::SourceView;

/// A conversation.
pub(crate) struct Session {
    pub(crate) shared: Shared,
    module: Module,
    host: Host,
    /// True if both sides are seen, so that the module's side says when data begins.
    both: bool,
    data: Pieces,
    /// The rest of a long line is hidden.
    hide_rest: bool,
}

impl Session {
    /// `both`: both sides will be pushed. `raw`: places are byte offsets.
    pub(crate) fn new(book: Book, show_secrets: bool, both: bool, raw: bool) -> Session {
        Session {
            shared: Shared::new(book, show_secrets, raw),
            module: Module::new(both),
            host: Host::default(),
            both,
            data: Pieces::new(Side::Host, Kind::Data),
            hide_rest: false,
        }
    }

    /// The module says this. Of the bytes, the last `implied` stand for a line end that the log does not hold.
    pub(crate) fn module(&mut self, bytes: &[u8], implied: usize, sink: &mut Sink<'_>) -> io::Result<()> {
        self.data.flush(&mut self.shared, sink)?;
        self.module.push(bytes, implied, &mut self.shared, &mut self.host, sink)?;
        // What ends a command ends its data, complete or not.
        if self.host.in_data() { Ok(()) } else { self.data.end(&mut self.shared, sink) }
    }

    /// The host says this. Of the bytes, the last `implied` stand for a line end that the log does not hold.
    pub(crate) fn host(&mut self, bytes: &[u8], implied: usize, sink: &mut Sink<'_>) -> io::Result<()> {
        self.module.host_speaks(&mut self.shared, sink)?;
        self.module.flush(&mut self.shared, sink)?;
        if self.both && !self.host.is_unfinished() {
            self.tell_data_from_requests(&bytes[..bytes.len() - implied]);
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            let (consumed, said) = self.host.push(rest);
            let (seen, behind) = rest.split_at(consumed);
            if let Some(offset) = &mut self.shared.offset {
                *offset += consumed as u64;
            }
            rest = behind;
            if let Some(said) = said {
                self.said(said, seen, sink)?;
            }
            // Behind data that is complete, the log's own line end says nothing.
            if matches!(said, Some(Said::Data { left: Some(0), .. })) && rest.len() <= implied {
                break;
            }
        }
        match self.shared.offset {
            None => self.data.flush(&mut self.shared, sink),
            Some(_) => self.data.flush_open_ended(&mut self.shared, sink),
        }
    }

    /// In a log of both sides: is what the host says now data, or a request?
    fn tell_data_from_requests(&mut self, text: &[u8]) {
        let phase = self.shared.under_way.and_then(|under_way| under_way.phase);
        match self.host.expects() {
            // Data whose prompt and acceptance nobody recorded: the command waits for it, and this is no request.
            None if !text.is_empty() && !looks_like_request(text) => {
                if let Some(phase) = phase {
                    self.host.begin_data(phase);
                }
            }
            None => {}
            // More than was announced, and a request: nobody recorded the data.
            Some(expected) => {
                let is_too_long = expected.is_some_and(|left| text.len() as u64 > u64::from(left));
                if is_too_long && self.shared.book.interpreter().read_request(text).is_ok() {
                    self.host.end_data();
                }
            }
        }
        if self.host.in_data() {
            self.module.data_begins(&mut self.shared);
        }
    }

    fn said(&mut self, said: Said, seen: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        if !matches!(said, Said::Data { .. }) {
            self.data.end(&mut self.shared, sink)?;
        }
        match said {
            Said::Data { len, left } => {
                if left == Some(0) {
                    self.shared.data_complete();
                }
                let bytes = &seen[seen.len() - len..];
                self.data.push(bytes, left, &mut self.shared, sink)
            }
            Said::Escape => {
                self.module.leave_transparent();
                // Nothing more is due of the command that began it.
                if self.shared.under_way.is_some_and(|of| of.phase == Some(Phase::Transparent)) {
                    self.shared.end(true);
                }
                let mut event = self.shared.event(Side::Host, Kind::Escape, b"+++".to_vec(), 3);
                let sequence = &self.shared.book.spec.lexical.escape_sequence;
                event.doc.clone_from(&sequence.doc);
                event.source = Some(SourceView::new(&sequence.source));
                sink(event)
            }
            Said::Part { last } => {
                let line = self.host.line().to_vec();
                let (text, redacted) = match self.hide_rest {
                    true => (crate::redact::HIDDEN.to_vec(), true),
                    false => self.shared.redactor.unread(&line),
                };
                self.hide_rest = redacted && !last;
                let mut event = self.shared.event(Side::Host, Kind::Unknown, text, line.len());
                event.redacted = redacted;
                event.hints.push(Hint::PartOfRequest);
                sink(event)
            }
            Said::PemLine => {
                let line = self.host.line().to_vec();
                let event = self.pem_line(&line);
                sink(event)
            }
            Said::Request => {
                let line = self.host.line().to_vec();
                match self.shared.under_way {
                    Some(of) if self.both && of.prompt == Prompt::Seen && !looks_like_request(&line) => {
                        sink(self.behind_data(&line, of))
                    }
                    _ => self.request(&line, sink),
                }
            }
        }
    }

    /// More than the data that was announced, and no request.
    fn behind_data(&mut self, line: &[u8], of: UnderWay) -> Event {
        let (text, redacted) = self.shared.redactor.unread(line);
        let mut event = self.shared.event(Side::Host, Kind::Unknown, text, line.len() + 1);
        event.redacted = redacted;
        event.hints.push(Hint::BehindData(of.name.name.clone()));
        event
    }

    fn request(&mut self, line: &[u8], sink: &mut Sink<'_>) -> io::Result<()> {
        let mut event = self.shared.event(Side::Host, Kind::Request, line.to_vec(), line.len() + 1);
        if let (true, Some(before)) = (self.both, self.shared.under_way.filter(|before| !before.over)) {
            event.hints.push(Hint::Unfinished(before.name.name.clone()));
        }
        let under_way = self.shared.request(&mut event, line);
        self.shared.begin(under_way, line, event.error.as_ref().map(|error| error.text.clone()));
        self.host.end_data();
        match under_way {
            Some(under_way) if self.both => self.module.begin(under_way),
            // Without the module's side nobody says that data may come; the request does.
            Some(UnderWay { phase: Some(phase), .. }) => self.host.begin_data(phase),
            Some(_) => {}
            None => self.module.abandon(),
        }
        hints::of_request(&mut event, self.shared.book.spec, line, under_way);
        hints::of_firmware(&mut event, self.shared.as_of.as_ref(), line, under_way);
        sink(event)
    }

    /// The command that was sent and is not at its end.
    pub(crate) fn under_way(&self) -> Option<UnderWay> {
        self.shared.under_way.filter(|of| !of.over)
    }

    /// What the module waits for: the data of the command under way, as much of it as is still due.
    pub(crate) fn data_due(&self) -> Option<Phase> {
        self.host.phase()
    }

    fn pem_line(&mut self, line: &[u8]) -> Event {
        let is_border = line.starts_with(b"-----");
        let is_key = self.shared.under_way.is_some_and(|under_way| is_key(under_way.phase));
        let hide = is_key && !is_border && !self.shared.redactor.shows();
        let text = if hide { crate::redact::HIDDEN.to_vec() } else { line.to_vec() };
        let mut event = self.shared.event(Side::Host, Kind::Data, text, line.len() + 1);
        event.redacted = hide;
        event.doc = "A line of PEM text.".into();
        event
    }

    /// The end of the input.
    pub(crate) fn finish(&mut self, sink: &mut Sink<'_>) -> io::Result<()> {
        if self.host.is_unfinished() {
            let mut unfinished = |mut event: Event| {
                event.hints.push(Hint::LineEnds);
                sink(event)
            };
            self.host(b"\r\n", 2, &mut unfinished)?;
        }
        self.data.flush(&mut self.shared, sink)?;
        self.module.finish(&mut self.shared, &mut self.host, sink)
    }

    /// An empty line of the module in a log.
    pub(crate) fn blank(&mut self, sink: &mut Sink<'_>) -> io::Result<()> {
        let event = self.shared.event(Side::Module, Kind::Blank, Vec::new(), 0);
        sink(event)
    }

    /// A line of a log that is none of a log's lines.
    pub(crate) fn stray(&mut self, text: Vec<u8>, sink: &mut Sink<'_>) -> io::Result<()> {
        let (text, redacted) = self.shared.redactor.unread(&text);
        let mut event = self.shared.event(Side::Recorder, Kind::Unknown, text, 0);
        event.redacted = redacted;
        event.hints.push(Hint::NoLogLine);
        sink(event)
    }

    /// An event that is neither side's.
    pub(crate) fn recorder(&mut self, kind: Kind, text: Vec<u8>, sink: &mut Sink<'_>) -> io::Result<()> {
        let (text, redacted) = self.shared.redactor.remark(&text);
        let mut event = self.shared.event(Side::Recorder, kind, text, 0);
        event.redacted = redacted;
        sink(event)
    }
}

/// True for PEM text that is a private key.
pub(crate) fn is_key(phase: Option<Phase>) -> bool {
    matches!(phase, Some(Phase::Pem { end }) if end.contains("KEY"))
}

/// True if the text begins as a request does.
fn looks_like_request(bytes: &[u8]) -> bool {
    bytes.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"AT"))
}

/// Which part of a payload it is, for an event.
pub(crate) fn piece(at: u64, left: Option<u32>) -> Option<Piece> {
    (at > 0 || left != Some(0)).then_some(Piece { at, left })
}
