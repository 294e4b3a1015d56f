//! Bytes from the module in: `wizfi360_proto`'s decoder finds what they are, and each finding becomes an event.

use super::{
    echo::is_request,
    event::{ErrorPage, Event, Kind, Side},
    gap::Gap,
    hints::{self, Hint},
    host::Host,
    lines::{
        answer, answers_with_anything, answers_with_secrets, begin_data, busy_behind_data, ends_under_way, guess,
        is_busy, known_final, message, of_command, packet_head, prompt, reason, unexpected,
    },
    noise::{before_ready, mark},
    pieces::Pieces,
    shared::{Prompt, Shared, Sink, UnderWay},
};
use crate::redact::HIDDEN;
use std::io;
use wizfi360_proto::{
    MessageKind,
    host::{Decoder, Signal},
};

/// Lines of fewer bytes are given whole. The longest that the manual knows is an MQTT message, of some 2200.
const LONGEST: usize = 8192;

/// The module's side.
pub(crate) struct Module {
    pub(super) decoder: Box<Decoder<LONGEST>>,
    /// The host's side is seen too, so the requests are known.
    pub(super) both: bool,
    /// The last push left a line unfinished.
    unfinished: bool,
    /// The last push ended with a line end that the log does not hold.
    plain: bool,
    /// It ended with `...`: perhaps the rest was left out.
    left_out: bool,
    gap: Gap,
    packet: Pieces,
    transparent: Pieces,
    discarded: Pieces,
    /// Inside PEM text of a key that is echoed.
    pub(super) in_key: bool,
    /// The rest of a long line is hidden.
    hide_rest: bool,
}

impl Module {
    pub(crate) fn new(both: bool) -> Module {
        Module {
            decoder: Box::new(Decoder::new()),
            both,
            unfinished: false,
            plain: false,
            left_out: false,
            gap: Gap::default(),
            packet: Pieces::new(Side::Module, Kind::Packet),
            transparent: Pieces::new(Side::Module, Kind::Transparent),
            discarded: Pieces::new(Side::Module, Kind::Packet),
            in_key: false,
            hide_rest: false,
        }
    }

    /// The host has sent this.
    pub(crate) fn begin(&mut self, under_way: UnderWay) {
        self.decoder.begin(under_way.generated);
    }

    /// This is under way again.
    fn resume(&mut self, under_way: UnderWay) {
        self.decoder.begin(under_way.generated);
        if under_way.prompt == Prompt::Seen {
            self.decoder.note_prompt();
        }
    }

    /// The host sends data: then there was a prompt, recorded or not.
    pub(crate) fn data_begins(&mut self, shared: &mut Shared) {
        if let Some(UnderWay { prompt: prompt @ Prompt::Accepted, .. }) = &mut shared.under_way {
            *prompt = Prompt::Seen;
            self.decoder.note_prompt();
        }
    }

    /// The host has sent something that is no command.
    pub(crate) fn abandon(&mut self) {
        self.decoder.abandon();
    }

    /// The host has sent `+++`.
    pub(crate) fn leave_transparent(&mut self) {
        self.decoder.leave_transparent();
    }

    /// The module says this. The last `implied` bytes are a line end that may not be there.
    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        implied: usize,
        shared: &mut Shared,
        host: &mut Host,
        sink: &mut Sink<'_>,
    ) -> io::Result<()> {
        let text = &bytes[..bytes.len() - implied];
        if implied > 0 && self.left_out && self.packet.is_open() && is_line(text, shared) {
            self.cut_payload(shared, sink)?;
        }
        self.plain = implied > 0;
        let mut rest = bytes;
        while !rest.is_empty() {
            let (consumed, signal) = self.decoder.push(rest);
            let (seen, behind) = rest.split_at(consumed);
            shared.place.empty_lines = self.gap.see(seen, signal);
            rest = behind;
            // Where an event begins is counted from its line ending's first byte.
            let after = u64::from(signal.is_some() && seen.ends_with(b"\r\n"));
            advance(shared, consumed as u64 - after);
            self.unfinished = signal.is_none() && !self.decoder.line().is_empty();
            if let Some(signal) = signal {
                self.signal(signal, seen, shared, host, sink)?;
            }
            advance(shared, after);
            // No line end stands behind a prompt.
            if signal == Some(Signal::Prompt) && rest.len() <= implied {
                break;
            }
        }
        self.left_out = self.plain && is_left_out(text);
        match shared.offset {
            None => self.flush(shared, sink),
            Some(_) => self.transparent.flush_open_ended(shared, sink),
        }
    }

    /// The host speaks while a payload is not complete, though the log shows whole lines: it does not hold the rest.
    pub(crate) fn host_speaks(&mut self, shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        if self.both && self.plain && self.packet.is_open() { self.cut_payload(shared, sink) } else { Ok(()) }
    }

    /// Nobody recorded the rest of a payload: what comes next is a line.
    fn cut_payload(&mut self, shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        self.decoder.skip_payload(self.packet.left().unwrap_or(0));
        self.packet.cut(shared, &mut |mut event: Event| {
            event.hints.push(Hint::PayloadCut);
            sink(event)
        })
    }

    /// What has been gathered of a payload is shown.
    pub(crate) fn flush(&mut self, shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        self.packet.flush(shared, sink)?;
        self.discarded.flush(shared, sink)?;
        self.transparent.flush(shared, sink)
    }

    /// The end of the input: a line without an end is a line too.
    pub(crate) fn finish(&mut self, shared: &mut Shared, host: &mut Host, sink: &mut Sink<'_>) -> io::Result<()> {
        if self.unfinished {
            let mut unfinished = |mut event: Event| {
                event.hints.push(Hint::LineEnds);
                sink(event)
            };
            self.push(b"\r", 0, shared, host, &mut unfinished)?;
        }
        let is_open = self.packet.is_open();
        let mut cut_short = |mut event: Event| {
            if is_open && event.kind == Kind::Packet {
                event.hints.push(Hint::PayloadEnds);
            }
            sink(event)
        };
        self.packet.end(shared, &mut cut_short)?;
        self.transparent.end(shared, sink)
    }

    fn signal(
        &mut self,
        mut signal: Signal,
        seen: &[u8],
        shared: &mut Shared,
        host: &mut Host,
        sink: &mut Sink<'_>,
    ) -> io::Result<()> {
        if !matches!(signal, Signal::Payload { .. }) {
            self.packet.end(shared, sink)?;
        }
        if !matches!(signal, Signal::Discarded { .. }) {
            self.discarded.end(shared, sink)?;
        }
        if !matches!(signal, Signal::Transparent { .. }) {
            self.transparent.end(shared, sink)?;
        }
        let interrupted = self.decoder.interrupted_echo().to_vec();
        if !interrupted.is_empty() {
            let mut echo = self.echo(&interrupted, shared);
            echo.place.offset = echo.place.offset.map(|offset| offset.saturating_sub(self.decoder.line().len() as u64));
            sink(echo)?;
        }
        let mut line = self.decoder.line().to_vec();
        if let (Signal::Unknown, Some(noise)) = (signal, before_ready(&line)) {
            let mut event = shared.event(Side::Module, Kind::Unknown, line[..noise].to_vec(), line.len() + 1);
            mark(&mut event);
            sink(event)?;
            self.decoder.abandon();
            line.drain(..noise);
            signal = Signal::Message(MessageKind::Ready);
        }
        let back = line.len() + 1;
        let event = |shared: &Shared, kind| shared.event(Side::Module, kind, line.clone(), back);
        match signal {
            Signal::Payload { len, .. } => {
                if !self.packet.is_open() {
                    self.packet.head = packet_head(self.decoder.packet_header(), shared);
                }
                let left = self.decoder.remaining();
                return self.packet.push(&seen[seen.len() - usize::from(len)..], Some(left), shared, sink);
            }
            Signal::InvalidPacket => {
                let mut event = event(shared, Kind::Packet);
                let read = shared.book.spec.events.packets.iter();
                let mut read = read.filter_map(|packet| shared.book.interpreter().read_line(&packet.head, &line));
                event.error = read.find_map(Result::err).map(|refusal| ErrorPage::new(&refusal));
                event.hints.push(Hint::NoPacket);
                sink(event)
            }
            Signal::Discarded { len, .. } => {
                let left = self.decoder.remaining();
                return self.discarded.push(&seen[seen.len() - usize::from(len)..], Some(left), shared, sink);
            }
            Signal::Transparent { len } => {
                return self.transparent.push(&seen[seen.len() - usize::from(len)..], None, shared, sink);
            }
            Signal::LinePart { last } => return self.part(last, &line, shared, sink),
            Signal::Echo => sink(self.echo(&line, shared)),
            Signal::Accepted => {
                set_prompt(shared, Prompt::Accepted);
                begin_data(shared, host);
                let mut event = event(shared, Kind::Accepted);
                known_final(&mut event, shared, &line);
                event.doc = "The command is accepted; the prompt follows.".into();
                sink(of_command(event, shared))
            }
            Signal::Prompt => {
                set_prompt(shared, Prompt::Seen);
                begin_data(shared, host);
                sink(prompt(shared, b">".to_vec(), 1))
            }
            Signal::Final(_) | Signal::Unexpected(_) if is_behind_data(&line, shared) => {
                if let Some(of) = shared.under_way.filter(|_| self.decoder.pending().is_none()) {
                    self.resume(of);
                }
                sink(busy_behind_data(&line, shared))
            }
            // The request that was ignored is one that nobody knows.
            Signal::Unexpected(_) if shared.gives_back() && is_busy(&line, shared) => {
                sink(self.end_of_command(&line, shared, host))
            }
            Signal::Final(_) => sink(self.end_of_command(&line, shared, host)),
            // After an acceptance without a prompt this is the end of that command: the prompt was not recorded.
            Signal::Unexpected(_) if has_prompt(shared, Prompt::Accepted) && ends_under_way(&line, shared) => {
                sink(self.end_of_command(&line, shared, host))
            }
            _ if shared.book.built_in => sink(self.by_signal(signal, &line, shared, host)),
            _ => sink(self.by_interpreter(&line, shared, host)),
        }?;
        if line == b"ready" {
            shared.reset();
            host.end_data();
        }
        Ok(())
    }

    fn end_of_command(&mut self, line: &[u8], shared: &mut Shared, host: &mut Host) -> Event {
        host.end_data();
        self.decoder.abandon();
        let mut event = shared.event(Side::Module, Kind::Final, line.to_vec(), line.len() + 1);
        known_final(&mut event, shared, line);
        let mut event = of_command(event, shared);
        let error = shared.sent_error.take();
        let is_busy = is_busy(line, shared);
        let under_way = if is_busy { shared.ignored() } else { shared.end(event.success == Some(true)) };
        if let Some(before) = shared.under_way {
            self.resume(before);
        }
        hints::of_final(shared.book.spec, &mut event, under_way, error, is_busy);
        event
    }

    /// A line that the decoder has told from others by generated code.
    fn by_signal(&mut self, signal: Signal, line: &[u8], shared: &mut Shared, host: &mut Host) -> Event {
        let under_way = shared.under_way;
        let typed = match (signal, under_way) {
            (Signal::Line, Some(of)) => shared.answer(of.command, of.form, Some(of.generated), line),
            (Signal::Message(_), _) => shared.typer.message(line),
            _ => None,
        };
        match (signal, typed) {
            (Signal::Line, Some(typed)) => answer(typed, line, shared, under_way),
            (Signal::Message(_), Some(typed)) => message(typed, line, shared),
            (Signal::Reason(_), _) => reason(line, shared),
            (Signal::Unexpected(_), _) => unexpected(line, shared),
            _ => self.text(line, shared, host),
        }
    }

    /// The same with a spec that generated code does not know.
    fn by_interpreter(&mut self, line: &[u8], shared: &mut Shared, host: &mut Host) -> Event {
        let under_way = shared.under_way;
        // Where any line can be an answer, messages are looked for first.
        if under_way.is_some_and(answers_with_anything)
            && let Some(typed) = shared.typer.message(line)
        {
            return message(typed, line, shared);
        }
        let answered = under_way.and_then(|of| shared.answer(of.command, of.form, None, line));
        if let Some(typed) = answered {
            return answer(typed, line, shared, under_way);
        }
        if shared.book.reason_of(line).is_some() && under_way.is_some() {
            return reason(line, shared);
        }
        let typed = shared.typer.message(line);
        match typed {
            Some(typed) if typed.reading.is_ok() => return message(typed, line, shared),
            _ if ends_under_way(line, shared) => return self.end_of_command(line, shared, host),
            _ if shared.book.final_of(line).is_some() => return unexpected(line, shared),
            Some(typed) => return message(typed, line, shared),
            None => {}
        }
        self.text(line, shared, host)
    }

    /// A line that nothing has claimed.
    fn text(&mut self, line: &[u8], shared: &mut Shared, host: &mut Host) -> Event {
        if let Some(event) = self.pem_echo(line, shared) {
            return event;
        }
        if (!shared.sent.is_empty() && line == shared.sent) || is_request(line) {
            return self.echo(line, shared);
        }
        if matches!(line, b">" | b"> ") {
            begin_data(shared, host);
            return prompt(shared, line.to_vec(), line.len() + 1);
        }
        if shared.book.reason_of(line).is_some() {
            return reason(line, shared);
        }
        if let Some(event) = guess(line, shared) {
            return event;
        }
        let (text, redacted) = match shared.under_way {
            Some(of) if !shared.redactor.shows() && answers_with_secrets(shared, of) => (HIDDEN.to_vec(), true),
            _ => shared.redactor.unread(line),
        };
        let mut event = shared.event(Side::Module, Kind::Unknown, text, line.len() + 1);
        event.redacted = redacted;
        hints::of_unknown(&mut event, shared, line);
        event
    }

    /// A part of a line that is too long for the decoder.
    fn part(&mut self, last: bool, line: &[u8], shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        let (text, redacted) = match self.hide_rest {
            true => (HIDDEN.to_vec(), true),
            false => shared.redactor.unread(line),
        };
        self.hide_rest = redacted && !last;
        let mut event = shared.event(Side::Module, Kind::Unknown, text, line.len() + usize::from(last));
        event.redacted = redacted;
        event.hints.push(Hint::PartOfLine(LONGEST));
        sink(event)
    }
}

/// True if a text of a log ends as one does of which the rest is left out.
fn is_left_out(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    text.ends_with(b"...") || text.ends_with("…".as_bytes())
}

/// True if a text is a line by itself, whatever is under way.
fn is_line(text: &[u8], shared: &Shared) -> bool {
    let is_message = || shared.typer.message(text).is_some_and(|typed| typed.reading.is_ok());
    shared.book.final_of(text).is_some() || text.starts_with(b"+IPD,") || is_message()
}

fn has_prompt(shared: &Shared, prompt: Prompt) -> bool {
    shared.under_way.is_some_and(|of| of.prompt == prompt)
}

fn set_prompt(shared: &mut Shared, prompt: Prompt) {
    if let Some(of) = &mut shared.under_way {
        of.prompt = prompt;
    }
}

/// True if the module was busy behind the prompt of the command under way.
fn is_behind_data(line: &[u8], shared: &Shared) -> bool {
    has_prompt(shared, Prompt::Seen) && is_busy(line, shared)
}

/// Counts input that was read.
fn advance(shared: &mut Shared, bytes: u64) {
    if let Some(offset) = &mut shared.offset {
        *offset += bytes;
    }
}
