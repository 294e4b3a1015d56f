//! Noise: bytes at another speed, which a module sends before `ready` when it starts.

use crate::{
    Sink,
    event::{Event, EventKind, Sender},
};
use std::ops::ControlFlow;

/// The largest number of lines that may be noise.
const MAX_LINES: usize = 16;

const DOC: &str = "Noise before `ready`.";

/// Holds back what may be noise until the next event says whether it is.
#[derive(Clone, Default)]
pub(crate) struct Noise {
    held: Vec<Event>,
}

impl Noise {
    /// Passes an event on, after those that were held back before it, or holds it back.
    pub(crate) fn pass(&mut self, event: Event, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let is_noise = event.kind == EventKind::Unknown && event.from == Sender::Module && is_noise(&event.text.0);
        let is_between = event.kind == EventKind::Blank && !self.held.is_empty();
        if (is_noise || is_between) && self.held.len() < MAX_LINES {
            self.held.push(event);
            return ControlFlow::Continue(());
        }
        let is_ready = event.kind == EventKind::Message && event.text.0 == b"ready";
        if is_ready || event.kind == EventKind::Noise {
            for held in self.held.iter_mut().filter(|held| held.kind == EventKind::Unknown) {
                mark(held);
            }
        }
        self.finish(sink)?;
        sink(event)
    }

    /// Passes on what is held back: nothing follows.
    pub(crate) fn finish(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.held.drain(..).try_for_each(sink)
    }
}

/// Makes an event one of noise.
pub(crate) fn mark(event: &mut Event) {
    event.kind = EventKind::Noise;
    event.doc = DOC.into();
    event.hints.clear();
}

/// Returns the number of bytes of noise before `ready` in a line.
pub(crate) fn before_ready(line: &[u8]) -> Option<usize> {
    let noise = line.strip_suffix(b"ready")?;
    is_noise(noise).then_some(noise.len())
}

/// True if nothing in it prints.
fn is_noise(bytes: &[u8]) -> bool {
    !bytes.is_empty() && !bytes.iter().any(|byte| (b' '..=b'~').contains(byte))
}
