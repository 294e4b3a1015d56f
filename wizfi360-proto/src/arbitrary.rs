//! Random values for property tests and fuzzing: only what can be built, with the edges more often than the rest.

use crate::{AtStr, BareText, Mac, Number, Open, Rest, UnicastMac, Verbatim, Word};
use arbitrary::{Arbitrary, Result, Unstructured};
use core::net::Ipv4Addr;

/// Bytes that the data holds, without those that no text can hold.
fn bytes<'a>(u: &mut Unstructured<'a>) -> Result<&'a [u8]> {
    let len = u.arbitrary_len::<u8>()?;
    let bytes = u.bytes(len)?;
    // Cut at the first byte that cannot stand in a text.
    Ok(bytes.split(|byte| matches!(byte, b'\r' | b'\n' | 0)).next().unwrap_or(&[]))
}

/// As many bytes as the longest text has, those that are escaped among them.
static FILL: [[u8; 65]; 32] = [*b"\"ab\\,c\"0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJK\xff"; 32];

/// A text of `min` to `max` bytes, or an empty one if that is allowed: the shortest or the longest in one of eight.
pub(crate) fn text<'a>(u: &mut Unstructured<'a>, min: usize, max: usize, or_empty: bool) -> Result<&'a [u8]> {
    if or_empty && u.ratio(1, 8)? {
        return Ok(&[]);
    }
    let fill = FILL.as_flattened();
    let filled = |len: usize| fill.get(..len).unwrap_or(fill);
    match u.int_in_range(0..=15_u8)? {
        0 => return Ok(filled(min)),
        1 => return Ok(filled(max)),
        _ => {}
    }
    let found = bytes(u)?;
    let found = found.get(..max).unwrap_or(found);
    Ok(if found.len() < min { filled(min) } else { found })
}

/// A number of the range: an edge in one of four.
pub(crate) fn number(u: &mut Unstructured<'_>, min: i64, max: i64) -> Result<i64> {
    Ok(match u.int_in_range(0..=7_u8)? {
        0 => min,
        1 => max,
        _ => u.int_in_range(min..=max)?,
    })
}

/// For what stands before a separator: a text without blanks.
pub(crate) fn one_word<'a>(u: &mut Unstructured<'a>) -> Result<Rest<'a>> {
    let word = bytes(u)?.split(|&byte| byte == b' ').next().unwrap_or(&[]);
    Rest::from_bytes(word).map_err(|_| arbitrary::Error::IncorrectFormat)
}

macro_rules! ranged {
    ($($name:ident;)*) => {$(
        impl<'a> arbitrary::Arbitrary<'a> for $name {
            fn arbitrary(u: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
                let number = crate::arbitrary::number(u, $name::MIN.get().into(), $name::MAX.get().into())?;
                number.try_into().ok().and_then(|number| $name::new(number).ok()).ok_or(arbitrary::Error::IncorrectFormat)
            }
        }
    )*};
}

macro_rules! masked {
    ($($name:ident;)*) => {$(
        impl<'a> arbitrary::Arbitrary<'a> for $name {
            fn arbitrary(u: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
                let bits = u.arbitrary::<u32>()? & u32::from($name::ALL.bits());
                bits.try_into().ok().and_then(|bits| $name::new(bits).ok()).ok_or(arbitrary::Error::IncorrectFormat)
            }
        }
    )*};
}

macro_rules! texts {
    ($($name:ident $or_empty:literal;)*) => {$(
        impl<'arbitrary: 'a, 'a> arbitrary::Arbitrary<'arbitrary> for $name<'a> {
            fn arbitrary(u: &mut arbitrary::Unstructured<'arbitrary>) -> arbitrary::Result<Self> {
                let bytes = crate::arbitrary::text(u, $name::MIN_LEN, $name::MAX_LEN, $or_empty)?;
                $name::from_bytes(bytes).map_err(|_| arbitrary::Error::IncorrectFormat)
            }
        }
    )*};
}

/// For addresses that rules compare: one of a few in one of two, networks without bits among them.
pub(crate) fn address(u: &mut Unstructured<'_>) -> Result<Ipv4Addr> {
    if u.ratio(1, 2)? {
        return u.arbitrary();
    }
    let known = [[0, 0, 0, 0], [255, 0, 0, 0], [255, 255, 255, 0], [192, 168, 1, 1]];
    Ok(Ipv4Addr::from(*u.choose(&known)?))
}

/// The next of several optional values in a row: none after one that is omitted.
pub(crate) fn next<'a, T: Arbitrary<'a>>(u: &mut Unstructured<'a>, is_given: &mut bool) -> Result<Option<T>> {
    let value = if *is_given { u.arbitrary()? } else { None };
    *is_given = value.is_some();
    Ok(value)
}

/// Structs with private fields: those after the semicolon are optional, and none is there without those before it.
macro_rules! constructed {
    ($name:ident $(<$own:lifetime>)? { $($field:ident),*; $($tail:ident),* }) => {
        impl<'arbitrary $(: $own, $own)?> arbitrary::Arbitrary<'arbitrary> for $name $(<$own>)? {
            #[allow(unused_variables)]
            fn arbitrary(u: &mut arbitrary::Unstructured<'arbitrary>) -> arbitrary::Result<Self> {
                let is_given = &mut true;
                Ok(Self { $($field: u.arbitrary()?,)* $($tail: crate::arbitrary::next(u, is_given)?,)* })
            }
        }
    };
}

/// The same for those with rules across their fields: what breaks one is drawn again.
macro_rules! checked {
    ($name:ident $(<$own:lifetime>)? { $($field:ident),*; $($tail:ident),* }) => {
        impl<'arbitrary $(: $own, $own)?> arbitrary::Arbitrary<'arbitrary> for $name $(<$own>)? {
            #[allow(unused_variables)]
            fn arbitrary(u: &mut arbitrary::Unstructured<'arbitrary>) -> arbitrary::Result<Self> {
                for _ in 0..8 {
                    let is_given = &mut true;
                    let value = Self { $($field: u.arbitrary()?,)* $($tail: crate::arbitrary::next(u, is_given)?,)* };
                    if let Ok(value) = value.check() {
                        return Ok(value);
                    }
                }
                Err(arbitrary::Error::IncorrectFormat)
            }
        }
    };
}

pub(crate) use {checked, constructed, masked, ranged, texts};

macro_rules! unlimited {
    ($($name:ident)*) => {$(
        impl<'arbitrary: 'a, 'a> Arbitrary<'arbitrary> for $name<'a> {
            fn arbitrary(u: &mut Unstructured<'arbitrary>) -> Result<Self> {
                $name::from_bytes(bytes(u)?).map_err(|_| arbitrary::Error::IncorrectFormat)
            }
        }
    )*};
}

unlimited!(AtStr Verbatim Rest BareText);

impl<'a> Arbitrary<'a> for UnicastMac {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let Mac([first, rest @ ..]) = u.arbitrary()?;
        let [b, c, d, e, f] = rest;
        UnicastMac::new(Mac([first & !1, b, c, d, e, f])).map_err(|_| arbitrary::Error::IncorrectFormat)
    }
}

impl<'a, T: Number> Arbitrary<'a> for Open<T> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(if u.ratio(3, 4)? { Open::Known(*u.choose(T::ALL)?) } else { Open::from_number(u.arbitrary()?) })
    }
}

impl<'arbitrary: 'a, 'a, T: Word> Arbitrary<'arbitrary> for Open<T, AtStr<'a>> {
    fn arbitrary(u: &mut Unstructured<'arbitrary>) -> Result<Self> {
        if u.ratio(3, 4)? {
            return Ok(Open::Known(*u.choose(T::ALL)?));
        }
        let mut word = bytes(u)?;
        if !T::QUOTED {
            // A bare word ends at a comma, and a quote would begin a quoted one; no module begins one with a blank.
            word = word.split(|byte| matches!(byte, b',' | b'"' | b' ')).next().unwrap_or(&[]);
            if word.is_empty() {
                word = b"?";
            }
        }
        AtStr::from_bytes(word).map(Open::from_word).map_err(|_| arbitrary::Error::IncorrectFormat)
    }
}

impl<'arbitrary: 'a, 'a> Arbitrary<'arbitrary> for Open<Mac, AtStr<'a>> {
    fn arbitrary(u: &mut Unstructured<'arbitrary>) -> Result<Self> {
        if u.ratio(3, 4)? {
            return Ok(Open::Known(u.arbitrary()?));
        }
        AtStr::from_bytes(bytes(u)?).map(Open::from_text).map_err(|_| arbitrary::Error::IncorrectFormat)
    }
}
