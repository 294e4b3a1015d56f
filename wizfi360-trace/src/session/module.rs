//! The module's side: its decoder finds what bytes are, and each finding becomes an event.

use super::{
    Mode, Sink, TextEnd,
    blank_lines::BlankLines,
    context::Context,
    host::HostSide,
    lines,
    payload::PayloadBuffer,
    pending::{Pending, PromptState},
};
use crate::{
    event::{ErrorView, Event, EventKind, Sender},
    hint::Hint,
    noise::{before_ready, mark},
    redact::HIDDEN,
};
use std::ops::ControlFlow;
use wizfi360_proto::{
    MessageKind,
    host::{Decoder, Signal},
};

/// Shorter lines are reported whole. The longest that the manual knows is an MQTT message of some 2200 bytes.
const MAX_LINE: usize = 8192;

#[derive(Clone)]
pub(super) struct ModuleSide {
    pub(super) decoder: Box<Decoder<MAX_LINE>>,
    pub(super) mode: Mode,
    /// A line has begun and not ended.
    is_unfinished: bool,
    /// The input ends with a prompt: no line ending follows it.
    ends_with_prompt: bool,
    /// The last text of the log leaves its line ending out.
    is_plain: bool,
    /// It ended with `...`: perhaps the rest is left out.
    is_left_out: bool,
    blank_lines: BlankLines,
    packet: PayloadBuffer,
    transparent: PayloadBuffer,
    discarded: PayloadBuffer,
    /// Inside of PEM text of a key that is echoed.
    pub(super) in_key: bool,
    /// The rest of a long line is hidden.
    hides_rest: bool,
}

impl ModuleSide {
    pub(super) fn new(mode: Mode) -> ModuleSide {
        let buffer = |kind| PayloadBuffer::new(Sender::Module, kind);
        ModuleSide {
            decoder: Box::new(Decoder::new()),
            mode,
            is_unfinished: false,
            ends_with_prompt: false,
            is_plain: false,
            is_left_out: false,
            blank_lines: BlankLines::default(),
            packet: buffer(EventKind::Packet),
            transparent: buffer(EventKind::Transparent),
            discarded: buffer(EventKind::Packet),
            in_key: false,
            hides_rest: false,
        }
    }

    /// The host has sent this request.
    pub(super) fn begin(&mut self, pending: &Pending) {
        self.decoder.begin(pending.generated);
    }

    /// The request before is pending again, or the host has sent what is no request.
    fn resume(&mut self, pending: Option<&Pending>) {
        let Some(pending) = pending else { return self.decoder.abandon() };
        self.begin(pending);
        if pending.prompt == PromptState::Seen {
            self.decoder.note_prompt();
        }
    }

    /// The host has sent something that is no request.
    pub(super) fn abandon(&mut self) {
        self.decoder.abandon();
    }

    /// The host sends data: then there was a prompt, recorded or not.
    pub(super) fn data_begins(&mut self, context: &mut Context) {
        if context.has_prompt(PromptState::Accepted) {
            context.set_prompt(PromptState::Seen);
            self.decoder.note_prompt();
        }
    }

    pub(super) fn leave_transparent(&mut self) {
        self.decoder.leave_transparent();
    }

    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        context: &mut Context,
        host: &mut HostSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (consumed, signal) = self.decoder.push(rest);
            let (seen, after) = rest.split_at(consumed);
            rest = after;
            context.line_ending = 1;
            context.position.empty_lines = self.blank_lines.see(seen, signal);
            context.position.is_exact |= context.offset.is_some() && seen.contains(&b'\r');
            // The beginning of a line is counted from the first byte of its ending.
            let ending = u64::from(signal.is_some() && seen.ends_with(b"\r\n"));
            context.advance(consumed as u64 - ending);
            self.is_unfinished = signal.is_none() && !self.decoder.line().is_empty();
            self.ends_with_prompt = signal == Some(Signal::Prompt);
            if let Some(signal) = signal {
                self.signal(signal, seen, context, host, sink)?;
            }
            context.advance(ending);
        }
        ControlFlow::Continue(())
    }

    /// Ends the line that the log shows. In a payload, it shows CR LF.
    pub(super) fn end_line(
        &mut self,
        context: &mut Context,
        host: &mut HostSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        if self.ends_with_prompt {
            return ControlFlow::Continue(());
        }
        if self.decoder.is_transparent() || self.decoder.remaining() > 0 {
            return self.push(b"\r\n", context, host, sink);
        }
        let signal = self.decoder.end_line();
        context.line_ending = 0;
        context.position.empty_lines = self.blank_lines.end_line(signal.is_some());
        self.is_unfinished = false;
        match signal {
            Some(signal) => self.signal(signal, b"", context, host, sink),
            None => ControlFlow::Continue(()),
        }
    }

    /// A text of a log begins: if it is a line by itself, the log does not hold the rest of a payload before it.
    pub(super) fn begin_text(
        &mut self,
        text: &[u8],
        end: TextEnd,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        self.ends_with_prompt = false;
        self.is_plain = end == TextEnd::LineEnding;
        if self.is_plain && self.is_left_out && self.packet.is_open() && lines::is_line(text, context) {
            self.cut_payload(context, sink)?;
        }
        ControlFlow::Continue(())
    }

    pub(super) fn end_text(&mut self, text: &[u8]) {
        let text = text.trim_ascii_end();
        self.is_left_out = self.is_plain && (text.ends_with(b"...") || text.ends_with("…".as_bytes()));
    }

    /// The host sends something inside of a payload, in a log of whole lines: the log does not hold the rest.
    pub(super) fn cut_for_host(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        if self.is_plain && self.packet.is_open() { self.cut_payload(context, sink) } else { ControlFlow::Continue(()) }
    }

    fn cut_payload(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.decoder.skip_payload(self.packet.remaining().unwrap_or(0));
        self.packet.cut(context, &mut |mut event: Event| {
            event.hints.push(Hint::PayloadOmitted);
            sink(event)
        })
    }

    /// Reports what was gathered of payloads.
    pub(super) fn flush(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.packet.flush(context, sink)?;
        self.discarded.flush(context, sink)?;
        self.transparent.flush(context, sink)
    }

    pub(super) fn flush_open_ended(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.transparent.flush_open_ended(context, sink)
    }

    /// The end of the input: a line without an ending is a line too.
    pub(super) fn finish(
        &mut self,
        context: &mut Context,
        host: &mut HostSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        if self.is_unfinished {
            let mut unfinished = |mut event: Event| {
                event.hints.push(Hint::LineCut);
                sink(event)
            };
            self.end_line(context, host, &mut unfinished)?;
        }
        let is_open = self.packet.is_open();
        let mut cut_short = |mut event: Event| {
            if is_open && event.kind == EventKind::Packet {
                event.hints.push(Hint::PayloadCut);
            }
            sink(event)
        };
        self.packet.end(context, &mut cut_short)?;
        self.discarded.end(context, sink)?;
        self.transparent.end(context, sink)
    }

    fn signal(
        &mut self,
        mut signal: Signal,
        seen: &[u8],
        context: &mut Context,
        host: &mut HostSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        if !matches!(signal, Signal::Payload { .. }) {
            self.packet.end(context, sink)?;
        }
        if !matches!(signal, Signal::Discarded { .. }) {
            self.discarded.end(context, sink)?;
        }
        if !matches!(signal, Signal::Transparent { .. }) {
            self.transparent.end(context, sink)?;
        }
        let tail = |len: u16| &seen[seen.len() - usize::from(len)..];
        match signal {
            Signal::Payload { len, .. } => {
                if !self.packet.is_open() {
                    self.packet.begin(lines::packet(self.decoder.packet_header(), context));
                }
                return self.packet.push(tail(len), Some(self.decoder.remaining()), context, sink);
            }
            Signal::Discarded { len, .. } => {
                return self.discarded.push(tail(len), Some(self.decoder.remaining()), context, sink);
            }
            Signal::Transparent { len } => return self.transparent.push(tail(len), None, context, sink),
            _ => {}
        }
        let interrupted = self.decoder.interrupted_echo().to_vec();
        if !interrupted.is_empty() {
            let mut echo = self.echo(&interrupted, context);
            let line = self.decoder.line().len() as u64;
            echo.position.offset = echo.position.offset.map(|offset| offset.saturating_sub(line));
            sink(echo)?;
        }
        let mut line = self.decoder.line().to_vec();
        if let (Signal::Unknown, Some(noise)) = (signal, before_ready(&line)) {
            let mut event = context.line_event(Sender::Module, EventKind::Unknown, line[..noise].to_vec(), line.len());
            mark(&mut event);
            sink(event)?;
            self.decoder.abandon();
            line.drain(..noise);
            signal = Signal::Message(MessageKind::Ready);
        }
        if let Signal::LinePart { last } = signal {
            return sink(self.part(last, &line, context));
        }
        let event = self.line(signal, &line, context, host);
        sink(event)?;
        if line == b"ready" {
            context.reset();
            host.abandon_data();
        }
        if !host.in_data() {
            host.end_data(context, sink)?;
        }
        host.settle_early(context, self, sink)
    }

    /// A line, a prompt, or the header of a packet that is refused.
    fn line(&mut self, signal: Signal, line: &[u8], context: &mut Context, host: &mut HostSide) -> Event {
        match signal {
            Signal::InvalidPacket => {
                let mut event = context.line_event(Sender::Module, EventKind::Packet, line.to_vec(), line.len());
                let read = context.spec.events.packets.iter();
                let mut read = read.filter_map(|packet| context.interpreter().read_line(&packet.head, line));
                event.error = read.find_map(Result::err).map(|refusal| ErrorView::new(&refusal));
                event.hints.push(Hint::OrphanPayload);
                event
            }
            Signal::Echo => self.echo(line, context),
            Signal::Accepted => {
                context.set_prompt(PromptState::Accepted);
                // A log may leave the prompt out; on a live line it follows.
                if self.mode != Mode::Live {
                    host.begin_data(context.pending.as_ref());
                }
                let mut event = lines::result(line, context);
                event.kind = EventKind::Accepted;
                event.doc = "The command is accepted; the prompt follows.".into();
                lines::of_pending(event, context)
            }
            Signal::Prompt => {
                context.set_prompt(PromptState::Seen);
                host.begin_data(context.pending.as_ref());
                lines::prompt(b">", 1, context)
            }
            Signal::Final(_) | Signal::Unexpected(_)
                if context.has_prompt(PromptState::Seen) && lines::is_busy(line, context) =>
            {
                if self.decoder.pending().is_none() {
                    self.resume(context.pending.as_ref());
                }
                lines::busy_after_data(line, context)
            }
            // The request that was ignored is an unknown one.
            Signal::Unexpected(_) if context.has_superseded_only() && lines::is_busy(line, context) => {
                self.end_of_request(line, context, host)
            }
            Signal::Final(_) => self.end_of_request(line, context, host),
            // After an acceptance without a prompt this ends that request: the prompt was not recorded.
            Signal::Unexpected(_)
                if context.has_prompt(PromptState::Accepted) && lines::ends_pending(line, context) =>
            {
                self.end_of_request(line, context, host)
            }
            _ if context.is_embedded => self.by_signal(signal, line, context, host),
            _ => self.by_interpreter(line, context, host),
        }
    }

    fn end_of_request(&mut self, line: &[u8], context: &mut Context, host: &mut HostSide) -> Event {
        host.abandon_data();
        let event = lines::of_pending(lines::result(line, context), context);
        let event = lines::end(event, line, context);
        self.resume(context.pending.as_ref());
        event
    }

    /// A line that the decoder has recognized by generated code.
    fn by_signal(&mut self, signal: Signal, line: &[u8], context: &mut Context, host: &mut HostSide) -> Event {
        match signal {
            Signal::Line => {
                if let Some(pending) = context.pending.clone()
                    && let Some(read) = context.answer(pending.command, pending.form, Some(pending.generated), line)
                {
                    return lines::answer(read, line, context, Some(&pending));
                }
            }
            Signal::Message(_) => {
                if let Some(read) = context.checker.message(line) {
                    return lines::message(read, line, context);
                }
            }
            Signal::Reason(_) => return lines::reason(line, context),
            Signal::Unexpected(_) => return lines::unexpected(line, context),
            _ => {}
        }
        self.text(line, context, host)
    }

    /// The same with a spec that generated code does not know.
    fn by_interpreter(&mut self, line: &[u8], context: &mut Context, host: &mut HostSide) -> Event {
        let pending = context.pending.clone();
        // Where any line can be an answer, messages are looked for first.
        if pending.as_ref().is_some_and(Pending::answers_with_anything)
            && let Some(read) = context.checker.message(line)
        {
            return lines::message(read, line, context);
        }
        if let Some(pending) = &pending {
            if let Some(read) = context.answer(pending.command, pending.form, None, line) {
                return lines::answer(read, line, context, Some(pending));
            }
            if context.spec.reason_of(line).is_some() {
                return lines::reason(line, context);
            }
        }
        match context.checker.message(line) {
            Some(read) if read.reading.is_ok() => return lines::message(read, line, context),
            _ if lines::ends_pending(line, context) => return self.end_of_request(line, context, host),
            _ if context.spec.final_of(line).is_some() => return lines::unexpected(line, context),
            Some(read) => return lines::message(read, line, context),
            None => {}
        }
        self.text(line, context, host)
    }

    /// A line that nothing has claimed.
    fn text(&mut self, line: &[u8], context: &mut Context, host: &mut HostSide) -> Event {
        if let Some(event) = self.pem_echo(line, context) {
            return event;
        }
        if (!context.sent.is_empty() && line == context.sent) || lines::is_request(line) {
            return self.echo(line, context);
        }
        if matches!(line, b">" | b"> ") {
            host.begin_data(context.pending.as_ref());
            return lines::prompt(line, line.len() + context.line_ending, context);
        }
        if context.spec.reason_of(line).is_some() {
            return lines::reason(line, context);
        }
        lines::guess(line, context).unwrap_or_else(|| lines::unknown(line, context))
    }

    /// A part of a line that is too long for the decoder.
    fn part(&mut self, last: bool, line: &[u8], context: &Context) -> Event {
        let (text, redacted) = match self.hides_rest {
            true => (HIDDEN.to_vec(), true),
            false => context.redactor.unread(line),
        };
        self.hides_rest = redacted && !last;
        let ending = if last { context.line_ending } else { 0 };
        let event = context.event(Sender::Module, EventKind::Unknown, text, line.len() + ending);
        Event { redacted, hints: vec![Hint::LongLine(MAX_LINE)], ..event }
    }
}
