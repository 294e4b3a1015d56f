//! Decimal numbers.

use super::{Decode, Encode, Params, Writer};
use crate::DecodeError;

/// What is wrong with digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotANumber {
    /// Something else than digits.
    Invalid,
    /// More than fits.
    TooLarge,
}

/// Reads digits; a number that does not fit is refused, not cut.
// Without `checked_mul`: on a Cortex-M0 that is a multiplication of u64, which is a function of its own.
pub(crate) fn unsigned(text: &[u8]) -> Result<u32, NotANumber> {
    if text.is_empty() {
        return Err(NotANumber::Invalid);
    }
    let (mut number, mut fits) = (0_u32, true);
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return Err(NotANumber::Invalid);
        }
        let (next, over) = number.wrapping_mul(10).overflowing_add(digit.into());
        fits &= number <= u32::MAX / 10 && !over;
        number = next;
    }
    if fits { Ok(number) } else { Err(NotANumber::TooLarge) }
}

/// Reads digits, perhaps with a minus before them.
pub(crate) fn signed(text: &[u8]) -> Result<i32, NotANumber> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let number = i32::try_from(unsigned(digits)?).map_err(|_| NotANumber::TooLarge)?;
    Ok(if negative { number.wrapping_neg() } else { number })
}

/// Reads a number from `min` to `max`: all unsigned parameters share it.
#[inline(never)]
pub(crate) fn read_unsigned(p: &mut Params<'_>, name: &'static str, min: u32, max: u32) -> Result<u32, DecodeError> {
    match unsigned(p.bare(name)?) {
        Ok(number) if min <= number && number <= max => Ok(number),
        Err(NotANumber::Invalid) => Err(DecodeError::Invalid(name)),
        _ => Err(DecodeError::OutOfRange(name)),
    }
}

/// Reads a number from `min` to `max`, perhaps with a minus before it.
#[inline(never)]
pub(crate) fn read_signed(p: &mut Params<'_>, name: &'static str, min: i32, max: i32) -> Result<i32, DecodeError> {
    match signed(p.bare(name)?) {
        Ok(number) if min <= number && number <= max => Ok(number),
        Err(NotANumber::Invalid) => Err(DecodeError::Invalid(name)),
        _ => Err(DecodeError::OutOfRange(name)),
    }
}

impl Writer<'_> {
    /// Writes a number in decimal.
    // By subtraction: a division of u32 takes 400 bytes on a Cortex-M0, one of u64 takes 900.
    pub fn number(&mut self, number: u32) {
        const TENS: [u32; 9] = [1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10];
        let (mut left, mut begun) = (number, false);
        for ten in TENS {
            let mut digit = b'0';
            while let Some(less) = left.checked_sub(ten) {
                left = less;
                digit = digit.wrapping_add(1);
            }
            begun |= digit != b'0';
            if begun {
                self.byte(digit);
            }
        }
        self.byte(b'0'.wrapping_add(left.to_le_bytes()[0]));
    }

    /// Writes a number in decimal, with a minus before it if it is below 0.
    pub fn signed(&mut self, number: i32) {
        if number < 0 {
            self.byte(b'-');
        }
        self.number(number.unsigned_abs());
    }
}

macro_rules! numbers {
    ($($name:ident $read:ident $write:ident $wide:ident $max:literal;)*) => {$(
        impl Encode for $name {
            const ENCODED_MAX: usize = $max + 1;

            fn encode(&self, w: &mut Writer<'_>) {
                w.param();
                w.$write($wide::from(*self));
            }
        }

        impl<'a> Decode<'a> for $name {
            fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, DecodeError> {
                crate::derive_support::$read(p, name, $name::MIN, $name::MAX)
            }
        }
    )*};
}

numbers! {
    u8 read_u8 number u32 3;
    u16 read_u16 number u32 5;
    u32 read_u32 number u32 10;
    i8 read_i8 signed i32 4;
    i16 read_i16 signed i32 6;
}
