//! What the module says, until the host has read it.

use wizfi360_proto::device::Answer;

/// Bytes for the host.
#[derive(Clone, Debug, Default)]
pub(crate) struct Output {
    bytes: Vec<u8>,
    /// How many of them were read.
    read: usize,
}

/// A buffer that has grown larger than this is given back when it is empty.
const KEPT: usize = 4096;

impl Output {
    pub(crate) fn unread(&self) -> &[u8] {
        self.bytes.get(self.read..).unwrap_or(&[])
    }

    pub(crate) fn consume(&mut self, len: usize) {
        self.read = self.read.saturating_add(len).min(self.bytes.len());
        if self.read == self.bytes.len() {
            self.clear();
        }
    }

    pub(crate) fn take(&mut self) -> Vec<u8> {
        if self.read > 0 {
            self.bytes.drain(..self.read);
            self.read = 0;
        }
        std::mem::take(&mut self.bytes)
    }

    pub(crate) fn clear(&mut self) {
        self.read = 0;
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

    /// Takes the last line end back: the line has none of its own.
    pub(crate) fn unend(&mut self) {
        if self.bytes.ends_with(b"\r\n") {
            self.bytes.truncate(self.bytes.len() - 2);
        }
    }

    /// Lines, framed as a real module frames them. `write` may be called twice: the first time may lack room.
    pub(crate) fn answer(&mut self, write: impl Fn(Answer<'_>) -> Answer<'_>) {
        const USUAL: usize = 128;
        let start = self.bytes.len();
        let mut room = USUAL;
        loop {
            self.bytes.resize(start + room, 0);
            match write(Answer::new(&mut self.bytes[start..])).finish() {
                Ok(written) => {
                    let len = written.len();
                    return self.bytes.truncate(start + len);
                }
                Err(full) => room = full.needed,
            }
        }
    }
}
