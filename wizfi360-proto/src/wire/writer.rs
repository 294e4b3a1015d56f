//! Writing into a buffer that may be too small.

use super::{
    FAST_PATHS, Raw,
    text::{Bytes, is_special},
};
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
        f.debug_struct("Writer").field("written", &Raw(self.written())).finish_non_exhaustive()
    }
}

impl<'b> Writer<'b> {
    /// Writes from the buffer's start.
    pub fn new(buf: &'b mut [u8]) -> Self {
        Writer { buf, len: 0, first: true }
    }

    /// Returns what is written, as far as it fits.
    pub(super) fn written(&self) -> &[u8] {
        self.buf.get(..self.len).unwrap_or(self.buf)
    }

    /// Writes bytes as they are.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn raw(&mut self, bytes: &[u8]) {
        if !FAST_PATHS {
            // Byte by byte: `memcpy` takes 600 bytes on a Cortex-M0, more than all of this file.
            return bytes.iter().for_each(|&byte| self.byte(byte));
        }
        if !self.at_once(|room| put(room, bytes)) {
            self.count(bytes.len());
        }
    }

    /// Takes these steps, where speed counts: each takes its room off the front of what is left. False if it is too small for all of
    /// them; then nothing counts as written.
    #[inline(always)]
    fn at_once(&mut self, steps: impl FnOnce(&mut [u8]) -> Option<&mut [u8]>) -> bool {
        let all = self.buf.len();
        if FAST_PATHS
            && let Some(room) = self.buf.get_mut(self.len..)
            && let Some(left) = steps(room)
        {
            self.len = all.wrapping_sub(left.len());
            return true;
        }
        false
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

    /// Writes a text in quotes, with a backslash before each byte that needs one; none of the first `plain` bytes does. False if
    /// it has to be written in steps: [`Writer::quoted_bytes`].
    #[inline(always)]
    pub(crate) fn quoted(&mut self, text: &[u8], plain: usize) -> bool {
        if plain != text.len() {
            return self.at_once(|room| quote(room, text, plain));
        }
        self.at_once(|room| {
            let (place, left) = room.split_at_mut_checked(text.len().wrapping_add(2))?;
            let [open, inside @ .., close] = place else { return None };
            (*open, *close) = (b'"', b'"');
            put(inside, text)?;
            Some(left)
        })
    }

    /// The same byte by byte.
    #[inline(never)]
    pub(crate) fn quoted_bytes(&mut self, text: Bytes<'_>) {
        self.byte(b'"');
        for byte in text {
            if is_special(byte) {
                self.byte(b'\\');
            }
            self.byte(byte);
        }
        self.byte(b'"');
    }

    /// Begins a request: its name, the scope's suffix, and the sign of its form.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(crate) fn head(&mut self, name: &str, suffix: &str, sign: &str) {
        // As scopes have it; a copy of a known length is no call.
        let done = self.at_once(|room| match suffix.as_bytes() {
            &[a, b, c, d] => put(put(put(room, name.as_bytes())?, &[a, b, c, d])?, sign.as_bytes()),
            suffix => put(put(put(room, name.as_bytes())?, suffix)?, sign.as_bytes()),
        });
        if !done {
            self.raw(name.as_bytes());
            self.raw(suffix.as_bytes());
            self.raw(sign.as_bytes());
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

/// Writes bytes to the front of this room: what is left of it. `None` if it is too small.
#[inline(always)]
fn put<'r>(room: &'r mut [u8], bytes: &[u8]) -> Option<&'r mut [u8]> {
    let (place, left) = room.split_at_mut_checked(bytes.len())?;
    place.copy_from_slice(bytes);
    Some(left)
}

/// Writes a text in quotes in the same way.
#[inline(always)]
fn quote<'r>(room: &'r mut [u8], text: &[u8], plain: usize) -> Option<&'r mut [u8]> {
    let (plain, rest) = text.split_at_checked(plain)?;
    let mut places = put(put(room, b"\"")?, plain)?.iter_mut();
    for &byte in rest {
        if is_special(byte) {
            *places.next()? = b'\\';
        }
        *places.next()? = byte;
    }
    *places.next()? = b'"';
    Some(places.into_slice())
}

/// Writes itself without quotes, where the type's own way is with quotes.
///
/// For fields marked `#[at(bare)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written without quotes",
    label = "remove `#[at(bare)]`",
    note = "`bare` is for types that are quoted elsewhere: `Ipv4Addr` and `Mac`; numbers are never quoted"
)]
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
