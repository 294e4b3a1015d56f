//! Decimal numbers.

use super::{Decode, Encode, Params, Refused, Writer};
use crate::compact::{Cell, Read};

/// Takes the digits off the front of a text. `None` if there are none, or more than fit: a number is refused, not cut.
#[cfg_attr(target_pointer_width = "64", inline(always))]
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(crate) fn take_digits(text: &mut &[u8]) -> Option<u32> {
    let (mut number, all) = (0_u32, *text);
    while let [byte, rest @ ..] = *text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        number = number.wrapping_mul(10).wrapping_add(digit.into());
        *text = rest;
    }
    match all.len().wrapping_sub(text.len()) {
        0 => None,
        // So many always fit.
        1..=9 => Some(number),
        count => long(all.get(..count)?),
    }
}

// Without `checked_mul`: on a Cortex-M0 that is a multiplication of u64, which is a function of its own.
#[cold]
fn long(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, byte| {
        let tens = if number > u32::MAX / 10 { return None } else { number.wrapping_mul(10) };
        tens.checked_add(byte.wrapping_sub(b'0').into())
    })
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
    ($($name:ident $read:ident $write:ident $wide:ident $max:literal $kind:ident [$($byte:ident)*];)*) => {$(
        impl Encode for $name {
            const ENCODED_MAX: usize = $max + 1;

            fn encode(&self, w: &mut Writer<'_>) {
                w.param();
                w.$write($wide::from(*self));
            }
        }

        impl<'a> Decode<'a> for $name {
            const CELL: Cell = Cell::$kind($name::BITS);

            #[inline(always)]
            fn from_cell(read: Read<'a>) -> Option<Self> {
                // Within the limit the lower bytes are all of it.
                let [$($byte,)* ..] = read.bytes();
                Some($name::from_le_bytes([$($byte),*]))
            }

            #[cfg_attr(target_pointer_width = "64", inline(always))]
            fn decode(p: &mut Params<'a>, name: &'static str) -> Result<Self, Refused> {
                crate::derive_support::$read(p, name, $name::MIN, $name::MAX)
            }
        }
    )*};
}

numbers! {
    u8 read_u8 number u32 3 number [a];
    u16 read_u16 number u32 5 number [a b];
    u32 read_u32 number u32 10 number [a b c d];
    i8 read_i8 signed i32 4 signed [a];
    i16 read_i16 signed i32 6 signed [a b];
}
