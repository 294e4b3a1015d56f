//! Values from the module that the manual may not know.

use super::{AtStr, Decode, Encode, Params, Refused, Token, Writer};
use crate::{
    DecodeError,
    compact::{Cell, CellKind, Read},
};

/// A value that the manual knows, or what stood in its place.
///
/// Lines from the module hold it where requests hold `T`: what is sent is closed, what is read is open. `R` is
/// `u32` for numbers and [`AtStr`] for words.
///
/// ```
/// use wizfi360_proto::{Open, domains::Ecn};
///
/// let ecn: Open<Ecn> = Open::from_number(3);
/// assert_eq!(ecn, Ecn::Wpa2Psk);
/// assert_eq!(Open::<Ecn>::from_number(7), Open::Other(7));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Open<T, R = u32> {
    /// One that the manual lists.
    Known(T),
    /// Another one. Decoding never puts here what [`Open::Known`] can hold, escaped or not; only you can.
    Other(R),
}

impl<T, R> Open<T, R> {
    /// The value, if the manual lists it.
    pub fn known(self) -> Option<T> {
        match self {
            Open::Known(value) => Some(value),
            Open::Other(_) => None,
        }
    }
}

impl<T: PartialEq, R> PartialEq<T> for Open<T, R> {
    fn eq(&self, other: &T) -> bool {
        matches!(self, Open::Known(value) if value == other)
    }
}

/// An enum whose values are numbers on the wire.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of numbers",
    label = "not an enum of numbers",
    note = "`#[derive(Value)]` on an enum with a number for each variant implements it"
)]
pub trait Number: Copy + 'static {
    /// All values, in the order of their numbers.
    const ALL: &'static [Self];
    /// The value that has this number.
    fn from_number(number: u32) -> Option<Self>;
    /// Its number.
    fn number(self) -> u32;
}

/// An enum whose values are words on the wire.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of words",
    label = "not an enum of words",
    note = "`#[derive(Value)]` on an enum with `#[at(\"WORD\")]` on each variant implements it"
)]
pub trait Word: Copy + 'static {
    /// All values.
    const ALL: &'static [Self];
    /// True if the word stands in quotes.
    const QUOTED: bool;
    /// The value that has this word.
    fn from_word(word: &[u8]) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word().as_bytes() == word)
    }
    /// Its word, without quotes.
    fn word(self) -> &'static str;
}

impl<T: Number> Open<T> {
    /// The value that has this number, or the number.
    pub fn from_number(number: u32) -> Self {
        T::from_number(number).map_or(Open::Other(number), Open::Known)
    }

    /// Its number.
    pub fn number(self) -> u32 {
        match self {
            Open::Known(value) => value.number(),
            Open::Other(number) => number,
        }
    }
}

impl<T: Number> Encode for Open<T> {
    const ENCODED_MAX: usize = 11;

    fn encode(&self, w: &mut Writer<'_>) {
        w.param();
        w.number(self.number());
    }
}

impl<'a, T: Number> Decode<'a> for Open<T> {
    const CELL: Cell = Cell::number(32);

    #[inline(always)]
    fn from_cell(read: Read<'a>) -> Option<Self> {
        Some(Open::from_number(read.number()))
    }

    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        p.number(name, 0, u32::MAX).map(Open::from_number)
    }
}

impl<'a, T: Word> Open<T, AtStr<'a>> {
    /// Returns the value that has this word, escapes undone, or else the word.
    pub fn from_word(word: AtStr<'a>) -> Self {
        let mut buf;
        let bytes = match word.as_bytes() {
            Some(bytes) => bytes,
            None => {
                buf = [0; MAX_WORD];
                word.unescaped(&mut buf)
            }
        };
        T::from_word(bytes).map_or(Open::Other(word), Open::Known)
    }
}

/// Longer than any word that a type lists.
const MAX_WORD: usize = 32;

impl<T: Word> Encode for Open<T, AtStr<'_>> {
    const ENCODED_MAX: usize = usize::MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        match (self, T::QUOTED) {
            (Open::Other(word), true) => word.encode(w),
            (Open::Other(word), false) => {
                w.param();
                w.raw(word.wire());
            }
            (Open::Known(value), quoted) => {
                w.param();
                if quoted {
                    w.byte(b'"');
                }
                w.raw(value.word().as_bytes());
                if quoted {
                    w.byte(b'"');
                }
            }
        }
    }
}

impl<'a, T: Word> Decode<'a> for Open<T, AtStr<'a>> {
    const CELL: Cell = if T::QUOTED { Cell::of(CellKind::Text) } else { Cell::NONE };

    #[inline(always)]
    fn from_cell(read: Read<'a>) -> Option<Self> {
        Some(Open::from_word(read.at_str()))
    }

    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        match (p.token(name)?, T::QUOTED) {
            (Token::Quoted(word), true) => Ok(Open::from_word(word)),
            (Token::Bare(mut word), false) => {
                // A blank belongs to what stands before it: `smartconfig type: AIRKISS`.
                while let [b' ', rest @ ..] = word {
                    word = rest;
                }
                match word.first() {
                    // Written without its blanks, it would be no parameter at all.
                    None => Err(p.refuse(DecodeError::Missing(name))),
                    // Written without its blanks, it would be a quoted token.
                    Some(b'"') => Err(p.refuse(DecodeError::Invalid(name))),
                    Some(_) => Ok(Open::from_word(AtStr::from_wire(word, false))),
                }
            }
            _ => Err(p.refuse(DecodeError::Invalid(name))),
        }
    }
}
