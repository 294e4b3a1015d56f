//! The host's side: requests, and the data that follows some of them.

use super::{
    Mode, Sink,
    context::Context,
    module::ModuleSide,
    payload::PayloadBuffer,
    pending::{Pending, PromptState},
};
use crate::{
    event::{Event, EventKind, Sender},
    hint::Hint,
    redact::HIDDEN,
};
use std::{mem, ops::ControlFlow};
use wizfi360_proto::{
    DataPhase,
    device::{Decoder, End, Signal},
};
use wizfi360_reference::{syntax::form_lines, view::SourceView};

/// The longest request line that is read whole.
const MAX_LINE: usize = 8192;

/// The largest number of bytes that wait for a prompt.
const MAX_EARLY: usize = 8192;

#[derive(Clone)]
pub(super) struct HostSide {
    decoder: Box<Decoder<MAX_LINE>>,
    mode: Mode,
    data: PayloadBuffer,
    /// A line has begun and not ended.
    is_unfinished: bool,
    /// What was sent live before the prompt of a request with data: data, unless the module refuses the request.
    early: Vec<u8>,
    is_releasing: bool,
    /// The part of a line that is too long for the decoder and is not reported yet; `None` outside of such a line.
    long_line: Option<Vec<u8>>,
    /// The rest of that line is hidden.
    hides_rest: bool,
}

impl HostSide {
    pub(super) fn new(mode: Mode) -> HostSide {
        let decoder = Box::new(Decoder::new().with_either_nul());
        let data = PayloadBuffer::new(Sender::Host, EventKind::Data);
        HostSide {
            decoder,
            mode,
            data,
            is_unfinished: false,
            early: Vec::new(),
            is_releasing: false,
            long_line: None,
            hides_rest: false,
        }
    }

    /// Data of the pending request follows, as far as there is any.
    pub(super) fn begin_data(&mut self, pending: Option<&Pending>) {
        if let Some(pending) = pending.filter(|_| !self.decoder.in_data()) {
            self.decoder.begin_data(pending.generated, pending.phase);
        }
    }

    /// No data follows any more: what ends a request ends its data.
    pub(super) fn abandon_data(&mut self) {
        self.decoder.abandon();
    }

    /// Reports data that is complete, or given up.
    pub(super) fn end_data(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.data.end(context, sink)
    }

    pub(super) fn in_data(&self) -> bool {
        self.decoder.in_data()
    }

    /// Returns what comes next: a command line, or data of a request that has `phase`.
    pub(super) fn phase(&self, phase: DataPhase) -> DataPhase {
        match self.decoder.remaining() {
            Some(remaining) => DataPhase::Counted(remaining),
            None if self.in_data() => phase,
            None => DataPhase::None,
        }
    }

    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        context: &mut Context,
        module: &mut ModuleSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        context.line_ending = 1;
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.waits_for_prompt(context) {
                let room = MAX_EARLY.saturating_sub(self.early.len()).min(rest.len());
                self.early.extend(&rest[..room]);
                rest = &rest[room..];
                if self.early.len() == MAX_EARLY {
                    // Nothing waits that long: they are lines.
                    self.release_early(context, module, sink)?;
                }
                continue;
            }
            if self.long_line.is_some() {
                rest = self.continue_long_line(rest, context, sink)?;
                continue;
            }
            let room = MAX_LINE.saturating_sub(self.decoder.line().len()).max(1);
            let lines = if self.decoder.in_data() { rest } else { &rest[..room.min(rest.len())] };
            let (consumed, signal) = self.decoder.push(lines);
            let (seen, after) = rest.split_at(consumed);
            rest = after;
            let ending = u64::from(signal.is_some() && seen.ends_with(b"\r\n"));
            context.advance(consumed as u64 - ending);
            self.is_unfinished = signal.is_none() && !self.decoder.in_data() && !self.decoder.line().is_empty();
            if let Some(signal) = signal {
                self.signal(signal, seen, context, module, sink)?;
            }
            context.advance(ending);
            if self.is_unfinished && self.decoder.line().len() == MAX_LINE {
                self.long_line = Some(self.decoder.line().to_vec());
                self.report_long_line(false, context, sink)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Reads on in a line that is too long for a request. Returns the rest of the input.
    fn continue_long_line<'i>(
        &mut self,
        input: &'i [u8],
        context: &mut Context,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<(), &'i [u8]> {
        let Some(line) = &mut self.long_line else { return ControlFlow::Continue(input) };
        let room = MAX_LINE.saturating_sub(line.len()).min(input.len());
        let end = input[..room].iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let (text, rest) = input.split_at(end.unwrap_or(room));
        line.extend(text);
        let is_full = line.len() == MAX_LINE;
        context.advance(text.len() as u64);
        if end.is_some() {
            self.end_long_line(context, sink)?;
        } else if is_full {
            self.report_long_line(false, context, sink)?;
        }
        ControlFlow::Continue(rest)
    }

    fn end_long_line(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.report_long_line(true, context, sink)?;
        self.long_line = None;
        // Its beginning is in the decoder.
        self.is_unfinished = false;
        let phase = context.pending.as_ref().filter(|_| self.decoder.in_data());
        self.decoder.reset();
        self.begin_data(phase);
        ControlFlow::Continue(())
    }

    fn report_long_line(&mut self, last: bool, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let Some(part) = self.long_line.replace(Vec::new()) else { return ControlFlow::Continue(()) };
        let (text, redacted) = match self.hides_rest {
            true => (HIDDEN.to_vec(), true),
            false => context.redactor.unread(&part),
        };
        self.hides_rest = redacted && !last;
        let event = context.event(Sender::Host, EventKind::Unknown, text, part.len());
        sink(Event { redacted, hints: vec![Hint::LongRequest(MAX_LINE)], ..event })
    }

    /// Ends the line that the log shows. In data, it shows CR LF.
    pub(super) fn end_line(
        &mut self,
        context: &mut Context,
        module: &mut ModuleSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let has_lines = context.pending.as_ref().is_none_or(|pending| pending.phase == DataPhase::Pem);
        if self.decoder.in_data() && !has_lines {
            return self.push(b"\r\n", context, module, sink);
        }
        if self.long_line.is_some() {
            return self.end_long_line(context, sink);
        }
        self.is_unfinished = false;
        context.line_ending = 0;
        match self.decoder.end_line() {
            Some(signal) => self.signal(signal, b"", context, module, sink),
            None => ControlFlow::Continue(()),
        }
    }

    /// Reads what was sent before the prompt, as soon as the module has shown whether it is data or lines.
    pub(super) fn settle_early(
        &mut self,
        context: &mut Context,
        module: &mut ModuleSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        if self.waits_for_prompt(context) {
            ControlFlow::Continue(())
        } else {
            self.release_early(context, module, sink)
        }
    }

    fn release_early(
        &mut self,
        context: &mut Context,
        module: &mut ModuleSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let early = mem::take(&mut self.early);
        self.is_releasing = true;
        let flow = self.push(&early, context, module, sink);
        self.is_releasing = false;
        flow
    }

    /// True if what is sent live now may be data whose prompt has not come.
    fn waits_for_prompt(&self, context: &Context) -> bool {
        self.mode == Mode::Live
            && !self.is_releasing
            && !self.decoder.in_data()
            && !self.is_unfinished
            && context.pending.as_ref().is_some_and(|pending| !pending.is_over && pending.expects_prompt())
    }

    pub(super) fn flush(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.data.flush(context, sink)
    }

    pub(super) fn flush_open_ended(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.data.flush_open_ended(context, sink)
    }

    /// The end of the input.
    pub(super) fn finish(
        &mut self,
        context: &mut Context,
        module: &mut ModuleSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        self.release_early(context, module, sink)?;
        if self.is_unfinished {
            let mut unfinished = |mut event: Event| {
                event.hints.push(Hint::LineCut);
                sink(event)
            };
            self.end_line(context, module, &mut unfinished)?;
        }
        let held = self.decoder.held();
        if !held.is_empty() {
            let remaining = self.decoder.remaining().map(|remaining| remaining.saturating_sub(held.len() as u32));
            self.data.push(held, remaining, context, sink)?;
        }
        self.data.flush(context, sink)
    }

    fn signal(
        &mut self,
        signal: Signal,
        seen: &[u8],
        context: &mut Context,
        module: &mut ModuleSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        match signal {
            Signal::Data { len, remaining } => self.data(&seen[seen.len() - len..], Some(remaining), context, sink),
            Signal::Held { bytes, remaining } => self.data(bytes, remaining, context, sink),
            Signal::Transparent { len } => self.data(&seen[seen.len() - len..], None, context, sink),
            Signal::DataEnd(End::Escape) if context.is_transparent() => {
                self.data.end(context, sink)?;
                module.leave_transparent();
                context.leave_transparent();
                sink(escape(context))
            }
            // What ends the data early belongs to it.
            Signal::DataEnd(end) => {
                let sequence: &[u8] = match end {
                    End::Nul => b"\0",
                    End::EscapedNul => b"\\0",
                    _ => b"+++",
                };
                self.data(sequence, Some(0), context, sink)
            }
            _ => {
                self.data.end(context, sink)?;
                let line = self.decoder.line().to_vec();
                match signal {
                    Signal::Pem { last } => {
                        let event = pem_line(&line, context);
                        if last {
                            context.data_complete();
                        }
                        sink(event)
                    }
                    _ => self.line(&line, context, module, sink),
                }
            }
        }
    }

    fn data(
        &mut self,
        bytes: &[u8],
        remaining: Option<u32>,
        context: &mut Context,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        if remaining == Some(0) {
            context.data_complete();
        }
        self.data.push(bytes, remaining, context, sink)
    }

    fn line(
        &mut self,
        line: &[u8],
        context: &mut Context,
        module: &mut ModuleSide,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let is_request = looks_like_request(line);
        if !is_request && self.mode.has_both_sides() {
            if let Some(pending) = context.pending.as_ref().filter(|pending| pending.prompt == PromptState::Seen) {
                let hint = Hint::AfterData(pending.name().into());
                return sink(no_request(line, hint, context));
            }
            if let (None, Some(refused)) = (&context.pending, context.refused_data) {
                let event = no_request(line, Hint::AfterRefusal(refused.into()), context);
                context.begin(None, line, Some(format!("it is no request, and {refused} was refused")));
                context.refused_data = Some(refused);
                return sink(event);
            }
        }
        sink(self.request(line, context, module))
    }

    fn request(&mut self, line: &[u8], context: &mut Context, module: &mut ModuleSide) -> Event {
        let mut event = context.line_event(Sender::Host, EventKind::Request, line.to_vec(), line.len());
        if self.mode.has_both_sides()
            && let Some(before) = context.pending.as_ref().filter(|before| !before.is_over)
        {
            event.hints.push(Hint::MissingFinal(before.name().into()));
        }
        let pending = context.request(&mut event, line);
        match &pending {
            None => event.hints.extend(Hint::of_undescribed(context.spec, line)),
            Some(pending) if event.error.is_some() => {
                let syntax = form_lines(pending.name, pending.form).join(" or ");
                event.hints.push(Hint::Advice(format!("Syntax: {syntax}")));
            }
            Some(_) => {}
        }
        context.begin(pending.clone(), line, event.error.as_ref().map(|error| error.text.clone()));
        context.note_request(&mut event, line, pending.as_ref());
        self.decoder.abandon();
        match &context.pending {
            Some(pending) if self.mode.has_both_sides() => module.begin(pending),
            // Nobody says that data may come: the request does.
            Some(pending) => self.decoder.begin_data(pending.generated, pending.phase),
            None => module.abandon(),
        }
        event
    }

    /// In a log: decides whether the host's next text is data or a request, where the log leaves something out.
    pub(super) fn tell_data_from_requests(&mut self, text: &[u8], context: &mut Context, module: &mut ModuleSide) {
        if self.is_unfinished {
            return;
        }
        if !self.decoder.in_data() {
            // Data whose prompt and acceptance the log leaves out: the request waits for it, and this is no request.
            if !text.is_empty() && !looks_like_request(text) {
                self.begin_data(context.pending.as_ref());
            }
        } else {
            // More than was announced, and a request: the log leaves the data out.
            let is_too_long = self.decoder.remaining().is_some_and(|remaining| text.len() as u64 > remaining.into());
            if is_too_long && context.interpreter().read_request(text).is_ok() {
                self.decoder.abandon();
            }
        }
        if self.decoder.in_data() {
            module.data_begins(context);
        }
    }
}

fn escape(context: &Context) -> Event {
    let mut event = context.event(Sender::Host, EventKind::Escape, b"+++".to_vec(), 3);
    let sequence = &context.spec.lexical.escape_sequence;
    event.doc.clone_from(&sequence.doc);
    event.source = Some(SourceView::new(&sequence.source));
    event
}

/// A line of the host that is no request.
fn no_request(line: &[u8], hint: Hint, context: &Context) -> Event {
    let (text, redacted) = context.redactor.unread(line);
    let mut event = context.line_event(Sender::Host, EventKind::Unknown, text, line.len());
    event.redacted = redacted;
    event.hints.push(hint);
    event
}

fn pem_line(line: &[u8], context: &Context) -> Event {
    let is_border = line.starts_with(b"-----");
    let is_key = context.pending.as_ref().is_some_and(Pending::takes_key);
    let hide = is_key && !is_border && !context.redactor.shows();
    let text = if hide { HIDDEN.to_vec() } else { line.to_vec() };
    let mut event = context.line_event(Sender::Host, EventKind::Data, text, line.len());
    event.redacted = hide;
    event.doc = "A line of PEM text.".into();
    event
}

/// True if the text begins as a request does.
fn looks_like_request(bytes: &[u8]) -> bool {
    bytes.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"AT"))
}
