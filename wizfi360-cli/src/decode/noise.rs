//! What a module that starts sends before `ready`: bytes at another speed.

use super::{
    event::{Event, Kind, Side},
    shared::Sink,
};
use std::io;

/// How many lines may be noise.
const LINES: usize = 16;

const DOC: &str = "Noise before `ready`.";

/// Holds back what may be noise until the next event says whether it is.
#[derive(Default)]
pub(crate) struct Noise {
    held: Vec<Event>,
}

impl Noise {
    /// An event that comes; some of those before it may go out first.
    pub(crate) fn pass(&mut self, event: Event, sink: &mut Sink<'_>) -> io::Result<()> {
        let is_noise = event.kind == Kind::Unknown && event.from == Side::Module && is_noise(&event.text.0);
        let is_between = event.kind == Kind::Blank && !self.held.is_empty();
        if (is_noise || is_between) && self.held.len() < LINES {
            self.held.push(event);
            return Ok(());
        }
        let is_ready = event.kind == Kind::Message && event.text.0 == b"ready";
        if is_ready || event.kind == Kind::Noise {
            for held in self.held.iter_mut().filter(|held| held.kind == Kind::Unknown) {
                mark(held);
            }
        }
        self.finish(sink)?;
        sink(event)
    }

    /// Nothing comes any more.
    pub(crate) fn finish(&mut self, sink: &mut Sink<'_>) -> io::Result<()> {
        self.held.drain(..).try_for_each(sink)
    }
}

/// Makes an event one of noise.
pub(super) fn mark(event: &mut Event) {
    event.kind = Kind::Noise;
    event.doc = DOC.into();
    event.hints.clear();
}

/// How many bytes of noise stand before `ready` in a line.
pub(super) fn before_ready(line: &[u8]) -> Option<usize> {
    let noise = line.strip_suffix(b"ready")?;
    is_noise(noise).then_some(noise.len())
}

/// True if nothing in it prints.
fn is_noise(bytes: &[u8]) -> bool {
    !bytes.is_empty() && !bytes.iter().any(|byte| (b' '..=b'~').contains(byte))
}
