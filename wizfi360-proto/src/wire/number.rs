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

impl NotANumber {
    pub(crate) fn at(self, name: &'static str) -> DecodeError {
        match self {
            NotANumber::Invalid => DecodeError::Invalid(name),
            NotANumber::TooLarge => DecodeError::OutOfRange(name),
        }
    }
}

/// Reads digits; a number that does not fit is refused, not cut.
pub(crate) fn unsigned(text: &[u8]) -> Result<u32, NotANumber> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return Err(NotANumber::Invalid);
    }
    let mut number = 0_u32;
    for byte in text {
        let digit = u32::from(byte.wrapping_sub(b'0'));
        number = number.checked_mul(10).and_then(|number| number.checked_add(digit)).ok_or(NotANumber::TooLarge)?;
    }
    Ok(number)
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

impl Writer<'_> {
    /// Writes a number in decimal.
    // u32 on purpose: a division of u64 alone takes 900 bytes on a Cortex-M0.
    pub fn number(&mut self, number: u32) {
        let mut digits = [0; 10];
        let (mut left, mut count) = (number, 0_usize);
        for digit in digits.iter_mut().rev() {
            *digit = b'0'.wrapping_add((left % 10).to_le_bytes()[0]);
            left /= 10;
            count = count.saturating_add(1);
            if left == 0 {
                break;
            }
        }
        let from = digits.len().saturating_sub(count);
        self.raw(digits.get(from..).unwrap_or(&[]));
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
                let number = $read(p.bare(name)?).map_err(|error| error.at(name))?;
                $name::try_from(number).map_err(|_| DecodeError::OutOfRange(name))
            }
        }
    )*};
}

numbers! {
    u8 unsigned number u32 3;
    u16 unsigned number u32 5;
    u32 unsigned number u32 10;
    i8 signed signed i32 4;
    i16 signed signed i32 6;
}
