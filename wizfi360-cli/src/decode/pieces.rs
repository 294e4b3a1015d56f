//! Payloads and data, gathered so that the events do not depend on how the input was cut.

use super::{
    event::{Event, FieldPage, Kind, Side},
    session::piece,
    shared::{Shared, Sink},
};

use std::io;
use wizfi360_reference::view::SourceView;

/// How many bytes an event holds at most.
const LARGEST: usize = 2048;

/// What the events of a packet say besides its payload.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub(crate) name: Option<String>,
    pub(crate) doc: String,
    pub(crate) source: Option<SourceView>,
    pub(crate) fields: Vec<FieldPage>,
    pub(crate) rust: Option<String>,
    pub(crate) typed_by: Option<&'static str>,
    pub(crate) errata: Vec<String>,
    pub(crate) disagreement: Option<String>,
}

/// Bytes that wait for more of the same.
#[derive(Debug)]
pub(crate) struct Pieces {
    from: Side,
    kind: Kind,
    pub(crate) head: Head,
    bytes: Vec<u8>,
    at: u64,
    left: Option<u32>,
    /// Something was pushed, though perhaps no byte (`+IPD,0:`).
    pending: bool,
}

impl Pieces {
    pub(crate) fn new(from: Side, kind: Kind) -> Pieces {
        Pieces { from, kind, head: Head::default(), bytes: Vec::new(), at: 0, left: None, pending: false }
    }

    /// True if more is to come of what has begun.
    pub(crate) fn is_open(&self) -> bool {
        self.pending || self.at > 0
    }

    /// How many bytes are still to come, where that is known.
    pub(crate) fn left(&self) -> Option<u32> {
        self.left.filter(|_| self.is_open())
    }

    /// The rest does not come. Gives what there is, perhaps nothing, and ends it.
    pub(crate) fn cut(&mut self, shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        self.give(shared, 0, sink)?;
        (self.pending, self.at, self.left) = (false, 0, None);
        Ok(())
    }

    /// More bytes; `left` are still to come.
    pub(crate) fn push(
        &mut self,
        mut bytes: &[u8],
        left: Option<u32>,
        shared: &mut Shared,
        sink: &mut Sink<'_>,
    ) -> io::Result<()> {
        self.pending = true;
        while self.bytes.len() + bytes.len() > LARGEST {
            let (now, later) = bytes.split_at(LARGEST - self.bytes.len());
            self.bytes.extend(now);
            bytes = later;
            let later = u32::try_from(later.len()).unwrap_or(u32::MAX);
            self.left = left.map(|left| left.saturating_add(later));
            self.give(shared, later as usize, sink)?;
            self.pending = !bytes.is_empty();
        }
        self.bytes.extend(bytes);
        self.left = left;
        if left == Some(0) {
            self.flush(shared, sink)?;
            self.at = 0;
        }
        Ok(())
    }

    /// Gives what has been gathered.
    pub(crate) fn flush(&mut self, shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        if !std::mem::take(&mut self.pending) {
            return Ok(());
        }
        self.give(shared, 0, sink)
    }

    /// Gives what has been gathered if nobody knows how much more there is: then nothing says when to.
    pub(crate) fn flush_open_ended(&mut self, shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        if self.left.is_none() { self.flush(shared, sink) } else { Ok(()) }
    }

    /// Ends what has begun, complete or not.
    pub(crate) fn end(&mut self, shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        self.flush(shared, sink)?;
        self.at = 0;
        Ok(())
    }

    /// `behind`: how many bytes were read behind these.
    fn give(&mut self, shared: &mut Shared, behind: usize, sink: &mut Sink<'_>) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.bytes);
        let length = bytes.len();
        let mut event: Event = shared.event(self.from, self.kind, bytes, length + behind);
        event.piece = piece(self.at, self.left);
        let head = &self.head;
        event.name.clone_from(&head.name);
        event.doc.clone_from(&head.doc);
        event.source.clone_from(&head.source);
        event.fields.clone_from(&head.fields);
        event.rust.clone_from(&head.rust);
        event.typed_by = head.typed_by;
        event.errata.clone_from(&head.errata);
        event.disagreement.clone_from(&head.disagreement);
        self.at = if self.left == Some(0) { 0 } else { self.at + length as u64 };
        sink(event)
    }
}
