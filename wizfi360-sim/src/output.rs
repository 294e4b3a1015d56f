//! What the module says, until the host has read it.

use wizfi360_proto::device::ResponseWriter;

/// Bytes for the host.
#[derive(Clone, Debug, Default)]
pub(crate) struct Output {
    bytes: Vec<u8>,
    /// How many of them were read.
    read: usize,
    /// From here on they wait, because of a fault.
    held: Option<usize>,
    /// Up to here the line's faults have had their turn.
    arrived: usize,
}

/// A buffer that has grown larger than this is given back when it is empty.
const KEPT: usize = 4096;

impl Output {
    pub(crate) fn unread(&self) -> &[u8] {
        let end = self.held.unwrap_or(usize::MAX).min(self.bytes.len());
        self.bytes.get(self.read..end).unwrap_or(&[])
    }

    pub(crate) fn consume(&mut self, len: usize) {
        self.read = self.read.saturating_add(len).min(self.bytes.len());
        if self.read == self.bytes.len() {
            self.held = None;
            self.clear();
        }
    }

    /// Where the next byte will stand.
    pub(crate) fn end(&self) -> usize {
        self.bytes.len()
    }

    /// Before the prompt that ends at this place, if there is one: behind the line end of the `OK`.
    pub(crate) fn before_prompt(&self, end: usize) -> Option<usize> {
        let prompted = self.bytes.get(..end)?.ends_with(b"\r\n>");
        prompted.then(|| end - 3)
    }

    /// Moves what stands behind one place to another before it.
    pub(crate) fn move_back(&mut self, behind: usize, to: usize) {
        if let Some(part) = self.bytes.get_mut(to..) {
            part.rotate_left(behind - to);
        }
    }

    /// Keeps back what stands behind a place, and what comes.
    pub(crate) fn hold(&mut self, from: usize) {
        self.held = self.held.or(Some(from.max(self.read)));
    }

    pub(crate) fn release(&mut self) {
        self.held = None;
    }

    /// What was said since this was asked last goes over the line: `line` may change it, and with it the place from which on it is kept back.
    pub(crate) fn arrive(&mut self, mut line: impl FnMut(&[u8]) -> Option<Vec<u8>>) {
        let held = self.held.filter(|held| (self.arrived..=self.bytes.len()).contains(held));
        let new = self.bytes.split_off(self.arrived.min(self.bytes.len()));
        let (before, behind) = new.split_at(held.map_or(new.len(), |held| held - self.arrived));
        self.bytes.extend(line(before).unwrap_or_else(|| before.to_vec()));
        self.held = held.map(|_| self.bytes.len()).or(self.held);
        self.bytes.extend(line(behind).unwrap_or_else(|| behind.to_vec()));
        self.arrived = self.bytes.len();
    }

    pub(crate) fn take(&mut self) -> Vec<u8> {
        if self.read == 0 && self.held.is_none() {
            self.arrived = 0;
            return std::mem::take(&mut self.bytes);
        }
        let unread = self.unread().to_vec();
        self.consume(unread.len());
        unread
    }

    fn clear(&mut self) {
        (self.read, self.arrived) = (0, 0);
        if self.bytes.capacity() > KEPT {
            self.bytes = Vec::new();
        } else {
            self.bytes.clear();
        }
    }

    /// Bytes as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// What stands behind this place.
    pub(crate) fn behind(&self, place: usize) -> &[u8] {
        self.bytes.get(place..).unwrap_or(&[])
    }

    /// Other bytes than those behind this place.
    pub(crate) fn replace(&mut self, place: usize, bytes: &[u8]) {
        self.bytes.truncate(place);
        self.bytes.extend_from_slice(bytes);
    }

    /// Takes the last line end back: the line has none of its own.
    pub(crate) fn unend(&mut self) {
        if self.bytes.ends_with(b"\r\n") {
            self.bytes.truncate(self.bytes.len() - 2);
        }
    }

    /// Lines, framed as a real module frames them. `write` may be called twice: the first time may lack room.
    pub(crate) fn answer(&mut self, write: impl Fn(ResponseWriter<'_>) -> ResponseWriter<'_>) {
        const USUAL: usize = 128;
        let start = self.bytes.len();
        let mut room = USUAL;
        loop {
            self.bytes.resize(start + room, 0);
            match write(ResponseWriter::new(&mut self.bytes[start..])).finish() {
                Ok(written) => {
                    let len = written.len();
                    return self.bytes.truncate(start + len);
                }
                Err(full) => room = full.needed,
            }
        }
    }
}
