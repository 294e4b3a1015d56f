//! Texts: quoted with escapes, quoted without, and the rest of a line.
//!
//! Texts are bytes: an SSID is any 32 octets. None holds CR, LF or NUL, whether it is built or read, so nothing
//! that is sent can end its line early, and nothing that is read can hide a second line.

use super::{Decode, Encode, FAST_PATHS, Params, Raw, Refused, Writer};
use crate::compact::{Cell, CellKind, Read};
use crate::{DecodeError, ValueError, generated::lexical::ESCAPED};
use core::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    iter::FusedIterator,
};

/// True if a byte that no line can hold stands in it.
pub(crate) fn holds_control(bytes: &[u8]) -> bool {
    // Where the machine has vectors: they are all small, and other bytes seldom are. The last bytes are looked at once more,
    // rather than one by one.
    if FAST_PATHS && let (chunks, Some(last)) = (bytes.as_chunks::<16>().0, bytes.last_chunk::<16>()) {
        let mut smallest = *last;
        for chunk in chunks {
            smallest.iter_mut().zip(chunk).for_each(|(smallest, byte)| *smallest = (*smallest).min(*byte));
        }
        if smallest.iter().all(|&byte| byte > b'\r') {
            return false;
        }
    }
    bytes.iter().any(|&byte| is_control(byte))
}

/// Returns how many bytes to send precede the first that is escaped in quotes, or the index of the first
/// byte that no line can hold.
#[inline(never)]
const fn plain(bytes: &[u8]) -> Result<usize, usize> {
    if all_plain(bytes) {
        return Ok(bytes.len());
    }
    let (mut rest, mut plain) = (bytes, bytes.len());
    while let [byte, behind @ ..] = rest {
        if is_control(*byte) {
            return Err(bytes.len().wrapping_sub(rest.len()));
        }
        if is_special(*byte) && plain == bytes.len() {
            plain = bytes.len().wrapping_sub(rest.len());
        }
        rest = behind;
    }
    Ok(plain)
}

/// True if all bytes are plain, as far as words of 8 bytes tell; the last bytes are looked at once more, rather than one by one.
const fn all_plain(bytes: &[u8]) -> bool {
    let (Some(last), true) = (bytes.last_chunk(), FAST_PATHS) else { return false };
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk() {
        if !is_plain_word(*word) {
            return false;
        }
        rest = behind;
    }
    is_plain_word(*last)
}

/// True if no byte is special or below a blank.
const fn is_plain_word(word: [u8; 8]) -> bool {
    const ONES: u64 = u64::MAX / 255;
    /// The highest bit of each byte, or of one before it, if it is below `limit`.
    const fn below(word: u64, limit: u64) -> u64 {
        word.wrapping_sub(ONES.wrapping_mul(limit)) & !word
    }
    let (word, [a, b, c]) = (u64::from_le_bytes(word), ESCAPED);
    let found = below(word, 0x20)
        | below(word ^ ONES.wrapping_mul(a as u64), 1)
        | below(word ^ ONES.wrapping_mul(b as u64), 1)
        | below(word ^ ONES.wrapping_mul(c as u64), 1);
    found & (ONES << 7) == 0
}

const fn is_control(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n' | 0)
}

pub(crate) const fn is_special(byte: u8) -> bool {
    let [a, b, c] = ESCAPED;
    byte == a || byte == b || byte == c
}

/// A text in quotes: bytes to send, or bytes as they stand in a line, where backslashes escape.
///
/// It borrows, and undoes escapes only as it is read. Two are equal if they mean the same.
///
/// ```
/// use wizfi360_proto::{AtStr, ValueError};
///
/// let ssid = AtStr::new("ab\\,c").unwrap();
/// assert!(ssid.bytes().eq(*b"ab\\,c"));
/// assert_eq!(AtStr::new("two\r\nlines"), Err(ValueError::ControlByte { at: 3 }));
/// ```
#[derive(Clone, Copy)]
pub struct AtStr<'a> {
    /// Without the quotes.
    bytes: &'a [u8],
    /// So many bytes, from the first, stand in a line as they are, for sure; [`ESCAPES`] if they are as they stood in one.
    plain: usize,
}

/// A backslash takes the next byte with it.
const ESCAPES: usize = usize::MAX;

impl<'a> AtStr<'a> {
    /// The empty text.
    pub const EMPTY: AtStr<'static> = AtStr { bytes: b"", plain: 0 };

    /// Creates a text to send.
    ///
    /// # Errors
    ///
    /// [`ValueError::ControlByte`] if it holds CR, LF or NUL.
    pub const fn new(text: &'a str) -> Result<Self, ValueError> {
        AtStr::from_bytes(text.as_bytes())
    }

    /// Creates a text of bytes to send, UTF-8 or not.
    ///
    /// # Errors
    ///
    /// [`ValueError::ControlByte`] if they hold CR, LF or NUL.
    #[inline]
    pub const fn from_bytes(bytes: &'a [u8]) -> Result<Self, ValueError> {
        match plain(bytes) {
            Ok(plain) => Ok(AtStr { bytes, plain }),
            Err(at) => Err(ValueError::ControlByte { at }),
        }
    }

    /// What stood between quotes in a line that holds no control byte.
    pub(crate) const fn from_wire(bytes: &'a [u8], escaped: bool) -> Self {
        AtStr { bytes, plain: if escaped { ESCAPES } else { 0 } }
    }

    const fn is_escaped(&self) -> bool {
        self.plain == ESCAPES
    }

    /// The bytes that it means, escapes undone.
    pub const fn bytes(&self) -> Bytes<'a> {
        Bytes { rest: self.bytes, escaped: self.is_escaped() }
    }

    /// How many bytes it means.
    pub fn len(&self) -> usize {
        if self.is_escaped() { self.bytes().count() } else { self.bytes.len() }
    }

    /// True if it means no byte.
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes that it means, borrowed. `None` if escapes stand in between: use [`AtStr::bytes`] or [`AtStr::copy_to`].
    pub const fn as_bytes(&self) -> Option<&'a [u8]> {
        if self.is_escaped() { None } else { Some(self.bytes) }
    }

    /// The text that it means, borrowed. `None` if escapes stand in between, or if it is not UTF-8.
    pub fn as_str(&self) -> Option<&'a str> {
        core::str::from_utf8(self.as_bytes()?).ok()
    }

    /// Copies the bytes that it means to the buffer's start. `None` if the buffer is too small: [`AtStr::len`] tells.
    pub fn copy_to<'b>(&self, buf: &'b mut [u8]) -> Option<&'b [u8]> {
        let place = buf.get_mut(..self.len())?;
        for (to, from) in place.iter_mut().zip(self.bytes()) {
            *to = from;
        }
        Some(place)
    }

    /// Returns the bytes that it means, in the buffer; nothing if they are more.
    #[cold]
    #[inline(never)]
    pub(crate) fn unescaped<'b>(&self, buf: &'b mut [u8]) -> &'b [u8] {
        let mut len = 0_usize;
        for byte in self.bytes() {
            let Some(place) = buf.get_mut(len) else { return b"" };
            *place = byte;
            len = len.wrapping_add(1);
        }
        buf.get(..len).unwrap_or(b"")
    }

    /// The bytes as they stand, escapes in place if it was read from a line.
    pub const fn wire(&self) -> &'a [u8] {
        self.bytes
    }
}

/// The bytes that an [`AtStr`] means. It prints how many are left: they may be a password.
#[derive(Clone)]
pub struct Bytes<'a> {
    pub(super) rest: &'a [u8],
    escaped: bool,
}

impl fmt::Debug for Bytes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bytes").field(&Raw(self.rest)).finish()
    }
}

impl Iterator for Bytes<'_> {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        if self.escaped && first == b'\\' {
            let (&second, rest) = rest.split_first()?;
            self.rest = rest;
            return Some(second);
        }
        self.rest = rest;
        Some(first)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.rest.len();
        (if self.escaped { len.div_ceil(2) } else { len }, Some(len))
    }
}

impl FusedIterator for Bytes<'_> {}

impl Encode for AtStr<'_> {
    const ENCODED_MAX: usize = usize::MAX;

    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn encode(&self, w: &mut Writer<'_>) {
        w.param();
        if !w.quoted(self.bytes, self.plain) {
            w.quoted_bytes(self.bytes());
        }
    }
}

impl<'a> Decode<'a> for AtStr<'a> {
    const CELL: Cell = Cell::of(CellKind::Text);

    #[inline(always)]
    fn from_cell(read: Read<'a>) -> Option<Self> {
        Some(read.at_str())
    }

    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        p.quoted(name)
    }
}

impl PartialEq for AtStr<'_> {
    fn eq(&self, other: &Self) -> bool {
        if self.is_escaped() || other.is_escaped() { self.bytes().eq(other.bytes()) } else { self.bytes == other.bytes }
    }
}

impl Eq for AtStr<'_> {}

/// By the bytes that they mean.
impl Ord for AtStr<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes().cmp(other.bytes())
    }
}

impl PartialOrd for AtStr<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq<str> for AtStr<'_> {
    fn eq(&self, other: &str) -> bool {
        self.bytes().eq(other.bytes())
    }
}

impl PartialEq<&str> for AtStr<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialEq<[u8]> for AtStr<'_> {
    fn eq(&self, other: &[u8]) -> bool {
        self.bytes().eq(other.iter().copied())
    }
}

impl Hash for AtStr<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for byte in self.bytes() {
            state.write_u8(byte);
        }
        state.write_u8(0xff);
    }
}

/// In quotes, with everything escaped that is not plain text.
impl fmt::Debug for AtStr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_str() {
            Some(text) => fmt::Debug::fmt(text, f),
            None => {
                f.write_str("\"")?;
                for byte in self.bytes() {
                    write!(f, "{}", core::ascii::escape_default(byte))?;
                }
                f.write_str("\"")
            }
        }
    }
}

/// What it means; bytes that are not UTF-8 as `\xff`.
impl fmt::Display for AtStr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.bytes;
        while !rest.is_empty() {
            // Behind a backslash that escapes, the next byte is text, whatever it is.
            let text_from = usize::from(self.is_escaped() && rest.first() == Some(&b'\\'));
            let text = rest.get(text_from..).unwrap_or(b"");
            let next = text.iter().skip(1).position(|&byte| byte == b'\\');
            let end = next.map_or(text.len(), |at| at.saturating_add(1));
            let (head, tail) = text.split_at_checked(end).unwrap_or((text, b""));
            display(head, f)?;
            rest = tail;
        }
        Ok(())
    }
}

fn display(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for chunk in bytes.utf8_chunks() {
        f.write_str(chunk.valid())?;
        for &byte in chunk.invalid() {
            write!(f, "\\x{byte:02x}")?;
        }
    }
    Ok(())
}

/// The conversions that each text has besides its constructors.
macro_rules! from_text {
    ($name:ident) => {
        impl<'a> TryFrom<&'a str> for $name<'a> {
            type Error = ValueError;

            fn try_from(text: &'a str) -> Result<Self, ValueError> {
                $name::new(text)
            }
        }

        impl<'a> TryFrom<&'a [u8]> for $name<'a> {
            type Error = ValueError;

            fn try_from(bytes: &'a [u8]) -> Result<Self, ValueError> {
                $name::from_bytes(bytes)
            }
        }

        impl PartialEq<$name<'_>> for str {
            fn eq(&self, other: &$name<'_>) -> bool {
                other == self
            }
        }

        impl PartialEq<$name<'_>> for &str {
            fn eq(&self, other: &$name<'_>) -> bool {
                other == self
            }
        }
    };
}

from_text!(AtStr);

impl Default for AtStr<'_> {
    fn default() -> Self {
        AtStr::EMPTY
    }
}

/// The three texts that have no escapes share all but how they stand in a line.
macro_rules! plain_text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name<'a>(&'a [u8]);

        impl<'a> $name<'a> {
            /// The empty text.
            pub const EMPTY: $name<'static> = $name(b"");

            /// Creates a text to send.
            ///
            /// # Errors
            ///
            /// [`ValueError::ControlByte`] if it holds CR, LF or NUL.
            pub const fn new(text: &'a str) -> Result<Self, ValueError> {
                $name::from_bytes(text.as_bytes())
            }

            /// Creates a text of bytes to send, UTF-8 or not.
            ///
            /// # Errors
            ///
            /// [`ValueError::ControlByte`] if they hold CR, LF or NUL.
            pub const fn from_bytes(bytes: &'a [u8]) -> Result<Self, ValueError> {
                match plain(bytes) {
                    Ok(_) => Ok($name(bytes)),
                    Err(at) => Err(ValueError::ControlByte { at }),
                }
            }

            /// The bytes.
            pub const fn as_bytes(&self) -> &'a [u8] {
                self.0
            }

            /// How many bytes it has.
            pub const fn len(&self) -> usize {
                self.0.len()
            }

            /// True if it has no byte.
            pub const fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            /// The text. `None` if it is not UTF-8.
            pub fn as_str(&self) -> Option<&'a str> {
                core::str::from_utf8(self.0).ok()
            }
        }

        impl PartialEq<str> for $name<'_> {
            fn eq(&self, other: &str) -> bool {
                self.0 == other.as_bytes()
            }
        }

        impl PartialEq<&str> for $name<'_> {
            fn eq(&self, other: &&str) -> bool {
                *self == **other
            }
        }

        impl PartialEq<[u8]> for $name<'_> {
            fn eq(&self, other: &[u8]) -> bool {
                self.0 == other
            }
        }

        impl AsRef<[u8]> for $name<'_> {
            fn as_ref(&self) -> &[u8] {
                self.0
            }
        }

        from_text!($name);

        /// In quotes, with everything escaped that is not plain text.
        impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&AtStr::from_wire(self.0, false), f)
            }
        }

        /// The text; bytes that are not UTF-8 as `\xff`.
        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                display(self.0, f)
            }
        }
    };
}

plain_text! {
    /// A text in quotes in which nothing is escaped: it reaches to the last quote of the line, so it stands last.
    ///
    /// `AT+MQTTPUB` takes its message so: JSON goes through as it is.
    Verbatim
}

plain_text! {
    /// The rest of a line as it stands.
    Rest
}

plain_text! {
    /// The rest of a line; quotes around it are dropped when it is read.
    ///
    /// For what the manual prints in quotes and modules send without.
    BareText
}

impl Encode for Verbatim<'_> {
    const ENCODED_MAX: usize = usize::MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        w.param();
        w.byte(b'"');
        w.raw(self.0);
        w.byte(b'"');
    }
}

impl<'a> Decode<'a> for Verbatim<'a> {
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        if p.is_empty() {
            return Err(p.refuse(DecodeError::Missing(name)));
        }
        match p.rest() {
            [b'"', inside @ .., b'"'] => Ok(Verbatim(inside)),
            // A real module takes `AT+MQTTPUB=text` as well.
            text if !text.contains(&b'"') => Ok(Verbatim(text)),
            _ => Err(p.refuse(DecodeError::Unterminated(name))),
        }
    }
}

impl Encode for Rest<'_> {
    const ENCODED_MAX: usize = usize::MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        w.param();
        w.raw(self.0);
    }
}

impl<'a> Decode<'a> for Rest<'a> {
    const CELL: Cell = Cell::of(CellKind::Rest);

    #[inline(always)]
    fn from_cell(read: Read<'a>) -> Option<Self> {
        Some(Rest(read.text()))
    }

    fn decode(p: &mut Params<'a>, _: &'static str) -> Result<Self, Refused> {
        Ok(Rest(p.rest()))
    }
}

impl Encode for BareText<'_> {
    const ENCODED_MAX: usize = usize::MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        w.param();
        let quotes = matches!(self.0, [b'"', .., b'"']);
        if quotes {
            w.byte(b'"');
        }
        w.raw(self.0);
        if quotes {
            w.byte(b'"');
        }
    }
}

impl<'a> Decode<'a> for BareText<'a> {
    fn decode(p: &mut Params<'a>, _: &'static str) -> Result<Self, Refused> {
        Ok(match p.rest() {
            [b'"', inside @ .., b'"'] => BareText(inside),
            text => BareText(text),
        })
    }
}
