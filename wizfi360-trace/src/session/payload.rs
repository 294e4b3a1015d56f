//! Payloads and data, gathered so that events do not depend on how the input is cut.

use super::{Sink, context::Context};
use crate::event::{Chunk, Event, EventKind, Position, Sender};
use std::{mem, ops::ControlFlow};

/// The largest number of bytes of an event.
const MAX_CHUNK: usize = 2048;

/// Bytes that wait for more of the same payload.
#[derive(Clone, Debug)]
pub(super) struct PayloadBuffer {
    /// An event without bytes: what is known from the header of a packet.
    template: Event,
    bytes: Vec<u8>,
    /// The number of bytes of this payload in events before.
    offset: u64,
    /// The number of bytes that are still to come; `None` if that is unknown.
    remaining: Option<u32>,
    /// Where the last byte ends in the input, if bytes are counted.
    end: Option<u64>,
    /// Something was pushed, though perhaps no byte (`+IPD,0:`).
    has_content: bool,
}

impl PayloadBuffer {
    pub(super) fn new(from: Sender, kind: EventKind) -> PayloadBuffer {
        let template = Event::new(Position::default(), from, kind, Vec::new());
        PayloadBuffer { template, bytes: Vec::new(), offset: 0, remaining: None, end: None, has_content: false }
    }

    /// Begins a payload with what its header says.
    pub(super) fn begin(&mut self, template: Event) {
        self.template = template;
    }

    /// True if more is to come of what has begun.
    pub(super) fn is_open(&self) -> bool {
        self.has_content || self.offset > 0
    }

    /// Returns the number of bytes that are still to come, if it is known.
    pub(super) fn remaining(&self) -> Option<u32> {
        self.remaining.filter(|_| self.is_open())
    }

    /// Reports what was gathered, perhaps nothing, and ends the payload: its rest does not come.
    pub(super) fn cut(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.report(context, 0, sink)?;
        (self.has_content, self.offset, self.remaining) = (false, 0, None);
        ControlFlow::Continue(())
    }

    /// Adds bytes; `remaining` are still to come after them.
    pub(super) fn push(
        &mut self,
        mut bytes: &[u8],
        remaining: Option<u32>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        self.has_content = true;
        self.end = context.offset;
        while self.bytes.len() + bytes.len() > MAX_CHUNK {
            let (now, later) = bytes.split_at(MAX_CHUNK - self.bytes.len());
            self.bytes.extend(now);
            bytes = later;
            let later = u32::try_from(later.len()).unwrap_or(u32::MAX);
            self.remaining = remaining.map(|remaining| remaining.saturating_add(later));
            self.report(context, later.into(), sink)?;
            self.has_content = !bytes.is_empty();
        }
        self.bytes.extend(bytes);
        self.remaining = remaining;
        if remaining == Some(0) {
            self.flush(context, sink)?;
            self.offset = 0;
        }
        ControlFlow::Continue(())
    }

    /// Reports what was gathered.
    pub(super) fn flush(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        if mem::take(&mut self.has_content) { self.report(context, 0, sink) } else { ControlFlow::Continue(()) }
    }

    /// Reports what was gathered if nothing says how much is to come.
    pub(super) fn flush_open_ended(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        if self.remaining.is_none() { self.flush(context, sink) } else { ControlFlow::Continue(()) }
    }

    /// Ends what has begun, complete or not.
    pub(super) fn end(&mut self, context: &Context, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.flush(context, sink)?;
        self.offset = 0;
        ControlFlow::Continue(())
    }

    /// `after`: the number of bytes that were read after these.
    fn report(&mut self, context: &Context, after: u64, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let bytes = mem::take(&mut self.bytes);
        let length = bytes.len() as u64;
        let mut event = context.event(self.template.from, self.template.kind, bytes, 0);
        event.position.offset = self.end.map(|end| end.saturating_sub(length + after));
        // Those before the header.
        event.position.empty_lines = if self.offset == 0 { self.template.position.empty_lines } else { 0 };
        let (offset, remaining) = (self.offset, self.remaining);
        let chunk = (offset > 0 || remaining != Some(0)).then_some(Chunk { offset, remaining });
        self.offset = if remaining == Some(0) { 0 } else { offset + length };
        sink(Event { position: event.position, text: event.text, chunk, ..self.template.clone() })
    }
}
