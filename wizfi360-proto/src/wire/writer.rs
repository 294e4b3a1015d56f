//! Writing into a buffer that may be too small.

use super::scan::find_any;
use crate::{BufferFull, generated::lexical::ESCAPED};

/// Writes into a borrowed buffer and counts on when it is full.
///
/// So no step of an encoding can fail; [`Writer::finish`] says once whether all of it fitted, and how much
/// room it takes if not.
#[derive(Debug)]
pub struct Writer<'b> {
    buf: &'b mut [u8],
    /// Bytes wanted so far; more than `buf` holds once it is full.
    len: usize,
    /// No comma stands before the next parameter.
    first: bool,
}

impl<'b> Writer<'b> {
    /// Writes from the buffer's start.
    pub fn new(buf: &'b mut [u8]) -> Self {
        Writer { buf, len: 0, first: true }
    }

    /// Writes bytes as they are.
    #[inline]
    pub fn raw(&mut self, bytes: &[u8]) {
        // In two steps: so the compiler sees that the lengths are equal, and no panic is left.
        let room = self.buf.get_mut(self.len..).unwrap_or(&mut []);
        if let Some(place) = room.get_mut(..bytes.len()) {
            place.copy_from_slice(bytes);
        }
        self.len = self.len.saturating_add(bytes.len());
    }

    /// Writes one byte as it is.
    #[inline]
    pub fn byte(&mut self, byte: u8) {
        if let Some(place) = self.buf.get_mut(self.len) {
            *place = byte;
        }
        self.len = self.len.saturating_add(1);
    }

    /// Begins a parameter list: no comma stands before the next parameter.
    #[inline]
    pub fn begin(&mut self) {
        self.first = true;
    }

    /// Begins a parameter: writes the comma that separates it from the one before.
    #[inline]
    pub fn param(&mut self) {
        if self.first {
            self.first = false;
        } else {
            self.byte(b',');
        }
    }

    /// True if a parameter has been written since [`Writer::begin`].
    pub fn has_params(&self) -> bool {
        !self.first
    }

    /// Writes bytes with a backslash before each that needs one.
    pub(crate) fn escaped(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(at) = find_any(rest, ESCAPED) {
            let (plain, behind) = rest.split_at_checked(at).unwrap_or((rest, &[]));
            self.raw(plain);
            let Some((byte, behind)) = behind.split_first() else { return };
            self.byte(b'\\');
            self.byte(*byte);
            rest = behind;
        }
        self.raw(rest);
    }

    /// What was written, or how much room it takes.
    pub fn finish(self) -> Result<&'b [u8], BufferFull> {
        let needed = self.len;
        let buf: &'b [u8] = self.buf;
        buf.get(..needed).ok_or(BufferFull { needed })
    }
}

/// Writes itself without quotes, where the type's own way is with quotes.
///
/// For fields marked `#[at(bare)]`.
pub trait EncodeBare {
    /// Writes the parameters without quotes.
    fn encode_bare(&self, w: &mut Writer<'_>);
}

impl<T: EncodeBare> EncodeBare for Option<T> {
    fn encode_bare(&self, w: &mut Writer<'_>) {
        if let Some(value) = self {
            value.encode_bare(w);
        }
    }
}
