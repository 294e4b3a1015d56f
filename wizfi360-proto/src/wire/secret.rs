//! Passwords and keys, and the texts that may hold them.

use super::{Decode, Encode, Params, Refused, Writer};
use crate::compact::{Cell, Read};
use core::fmt;

/// A value that is sent and read as it is, and never printed: `Debug`, defmt and serde show `***`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Secret<T>(
    /// The value itself.
    pub T,
);

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(feature = "defmt")]
impl<T> defmt::Format for Secret<T> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "***");
    }
}

#[cfg(feature = "serde")]
impl<T> serde::Serialize for Secret<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("***")
    }
}

/// Bytes as they came or are to be sent. They print as how many they are: any line may hold a password, and none of its bytes is known to belong to no secret.
pub(crate) struct Raw<'a>(pub(crate) &'a [u8]);

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Raw<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{=usize} bytes", self.0.len());
    }
}

impl<T: Encode> Encode for Secret<T> {
    const ENCODED_MAX: usize = T::ENCODED_MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        self.0.encode(w);
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Secret<T> {
    const CELL: Cell = T::CELL;

    #[inline(always)]
    fn from_cell(read: Read<'a>) -> Option<Self> {
        T::from_cell(read).map(Secret)
    }

    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        T::decode(p, name).map(Secret)
    }
}
