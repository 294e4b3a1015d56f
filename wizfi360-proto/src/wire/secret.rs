//! Passwords and keys.

use super::{Decode, Encode, Params, Refused, Writer};
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

impl<T: Encode> Encode for Secret<T> {
    const ENCODED_MAX: usize = T::ENCODED_MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        self.0.encode(w);
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Secret<T> {
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        T::decode(p, name).map(Secret)
    }
}
