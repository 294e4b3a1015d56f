//! Values on the wire: tokens, texts, numbers, addresses, and the two traits that join them.
//!
//! One idea carries it: a parameter list is a flat run of tokens, and every value, record, tail and
//! choice eats zero or more of them. `wizfi360-proto/docs/codec.md` has all rules.
//!
//! The steps that every value takes are functions which stay whole where pointers have 32 bits, because there room counts, and are
//! taken apart by the compiler where they have 64, because there speed does: that is what `inline` says by the width of a pointer.

use crate::compact::{Cell, Read};

mod address;
#[cfg(any(feature = "defmt", feature = "serde"))]
mod log;
mod number;
mod open;
mod params;
pub(crate) mod scan;
mod secret;
mod text;
mod unescaped;
mod writer;

pub use address::{Mac, UnicastMac};
pub use open::{Number, Open, Word};
pub use params::{Params, Refused, Token};
pub(crate) use secret::Raw;
pub use secret::Secret;
pub use text::{AtStr, BareText, Bytes, Rest, Verbatim};
pub use unescaped::unescaped;
pub use writer::{EncodeBare, Writer};

pub(crate) use number::take_digits;
pub(crate) use text::holds_control;
pub(crate) use unescaped::is_escaped;

/// Where the machine is large, the usual case has a way of its own.
pub(crate) const FAST_PATHS: bool = size_of::<usize>() > 4;

/// Writes itself as zero or more parameters.
///
/// It cannot fail: what breaks a rule cannot be built, and the [`Writer`] notes a lack of room.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter",
    label = "no type on the wire",
    note = "use `AtStr<'a>` for a quoted text, `Rest<'a>` for the rest of a line, `u8`, `u16`, `u32`, `i8` or `i16` \
            for a number, `Ipv4Addr` or `Mac` for an address",
    note = "for a type of your own, `#[derive(Value)]` or `#[derive(Record)]`"
)]
pub trait Encode {
    /// The longest text that it can write, with a comma before each parameter.
    /// `usize::MAX` if there is no limit, as for texts in answers.
    const ENCODED_MAX: usize;

    /// Writes the parameters, each with what separates it from the one before.
    fn encode(&self, w: &mut Writer<'_>);

    /// True if [`Encode::encode`] writes at least one parameter.
    fn is_present(&self) -> bool {
        true
    }
}

/// Reads itself from zero or more parameters, borrowing from the line.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter",
    label = "no type on the wire",
    note = "use `AtStr<'a>` for a quoted text, `Rest<'a>` for the rest of a line, `u8`, `u16`, `u32`, `i8` or `i16` \
            for a number, `Ipv4Addr` or `Mac` for an address",
    note = "for a type of your own, `#[derive(Value)]` or `#[derive(Record)]`"
)]
pub trait Decode<'a>: Sized {
    /// How the compact reader reads it.
    #[doc(hidden)]
    const CELL: Cell = Cell::NONE;

    /// Returns what the compact reader has read; `None` if it is out of range.
    #[doc(hidden)]
    fn from_cell(_: Read<'a>) -> Option<Self> {
        None
    }

    /// Takes its parameters off `p`. `name` is the manual's word for it, for errors: why it is refused, [`Params::refuse`] notes.
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused>;
}

/// None writes nothing, not even a comma.
impl<T: Encode> Encode for Option<T> {
    const ENCODED_MAX: usize = T::ENCODED_MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        if let Some(value) = self {
            value.encode(w);
        }
    }

    fn is_present(&self) -> bool {
        self.is_some()
    }
}

/// There exactly when a parameter is left.
impl<'a, T: Decode<'a>> Decode<'a> for Option<T> {
    const CELL: Cell = T::CELL.optional();

    #[inline(always)]
    fn from_cell(read: Read<'a>) -> Option<Self> {
        if read.is_present() { T::from_cell(read).map(Some) } else { Some(None) }
    }

    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
        if p.is_empty() { Ok(None) } else { T::decode(p, name).map(Some) }
    }
}
