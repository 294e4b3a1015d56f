//! Writing into a buffer that may be too small.

use super::{Raw, text::is_special};
use crate::BufferFull;
use core::fmt;

/// Writes into a borrowed buffer and counts on when it is full.
///
/// So no step of an encoding can fail; [`Writer::finish`] says once whether all of it fitted, and how much
/// room it takes if not.
pub struct Writer<'b> {
    buf: &'b mut [u8],
    /// Bytes wanted so far; more than `buf` holds once it is full.
    len: usize,
    /// No comma stands before the next parameter.
    first: bool,
}

/// What has been written prints as its length.
impl fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = self.buf.get(..self.len).unwrap_or(self.buf);
        f.debug_struct("Writer").field("written", &Raw(written)).finish_non_exhaustive()
    }
}

impl<'b> Writer<'b> {
    /// Writes from the buffer's start.
    pub fn new(buf: &'b mut [u8]) -> Self {
        Writer { buf, len: 0, first: true }
    }

    /// Writes bytes as they are.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn raw(&mut self, bytes: &[u8]) {
        if size_of::<usize>() <= 4 {
            // Byte by byte: `memcpy` takes 600 bytes on a Cortex-M0, more than all of this file.
            return bytes.iter().for_each(|&byte| self.byte(byte));
        }
        // In two steps: so the compiler sees that the lengths are equal, and no panic is left.
        match self.buf.get_mut(self.len..).and_then(|room| room.get_mut(..bytes.len())) {
            Some(place) => {
                place.copy_from_slice(bytes);
                self.len = self.len.wrapping_add(bytes.len());
            }
            None => self.count(bytes.len()),
        }
    }

    /// Writes one byte as it is.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn byte(&mut self, byte: u8) {
        match self.buf.get_mut(self.len) {
            Some(place) => {
                *place = byte;
                self.len = self.len.wrapping_add(1);
            }
            None => self.count(1),
        }
    }

    /// Notes that the buffer is too small for so many more bytes.
    #[cold]
    #[inline(never)]
    fn count(&mut self, bytes: usize) {
        self.len = self.len.saturating_add(bytes);
    }

    /// Begins a parameter list: no comma stands before the next parameter.
    #[inline]
    pub fn begin(&mut self) {
        self.first = true;
    }

    /// Begins a parameter: writes the comma that separates it from the one before.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
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

    /// Writes a parameter in quotes; none of its bytes needs an escape.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(crate) fn quoted(&mut self, text: &[u8]) {
        self.param();
        // Where speed counts, room for all of it is asked for once.
        if size_of::<usize>() > 4
            && let Some(room) = self.buf.get_mut(self.len..)
            && let Some([open, place @ .., close]) = room.get_mut(..text.len().wrapping_add(2))
            && place.len() == text.len()
        {
            (*open, *close) = (b'"', b'"');
            place.copy_from_slice(text);
            self.len = self.len.wrapping_add(text.len()).wrapping_add(2);
            return;
        }
        self.byte(b'"');
        self.raw(text);
        self.byte(b'"');
    }

    /// Writes the bytes of a text in quotes, with a backslash before each that needs one.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(crate) fn escaped(&mut self, text: &[u8]) {
        for &byte in text {
            if is_special(byte) {
                self.byte(b'\\');
            }
            self.byte(byte);
        }
    }

    /// Begins a request: its name, the scope's suffix, and the sign of its form.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(crate) fn head(&mut self, name: &str, suffix: &str, sign: &str) {
        self.raw(name.as_bytes());
        match suffix.as_bytes() {
            // As scopes have it; a copy of a known length is no call.
            &[a, b, c, d] if size_of::<usize>() > 4 => self.raw(&[a, b, c, d]),
            suffix => self.raw(suffix),
        }
        match sign.as_bytes() {
            &[sign] => self.byte(sign),
            sign => self.raw(sign),
        }
    }

    /// Ends a request: what was written, or how much room it takes.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(crate) fn end(mut self) -> Result<&'b [u8], BufferFull> {
        self.raw(b"\r\n");
        self.finish()
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
