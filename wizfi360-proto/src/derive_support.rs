//! What the expansions of `wizfi360-derive` call. Not part of the public interface.

pub use crate::{compact, wire::unescaped};

use crate::wire::scan::strip_prefix;
use crate::{AtStr, Decode, DecodeError, Number, Params, Refused, RuleViolation, ValueError, Word, Writer};

/// True if the line is one of these, which have no parameters.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub fn is_one_of(line: &[u8], texts: &[&str]) -> bool {
    texts.iter().any(|text| text.as_bytes() == line)
}

/// Returns true if a line begins and ends with these texts, which share no byte of it.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub fn is_line(line: &[u8], prefix: &str, ending: &str) -> bool {
    strip_prefix(line, prefix.as_bytes()).is_some_and(|rest| rest.ends_with(ending.as_bytes()))
}

/// The same for a line that begins with `prefix`, a scope's suffix and `tail`. `unsuffixed` says
/// whether the suffix may be empty.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub fn is_scoped_line(line: &[u8], prefix: &str, unsuffixed: bool, tail: &str, ending: &str) -> bool {
    match strip_prefix(line, prefix.as_bytes()) {
        Some([b'_', b'C', b'U', b'R', rest @ ..] | [b'_', b'D', b'E', b'F', rest @ ..]) => is_line(rest, tail, ending),
        Some(rest) if unsuffixed => is_line(rest, tail, ending),
        _ => false,
    }
}

/// What was read of all parameters of a line. A line without anything of its own that does not fit is another line.
#[inline]
pub fn parsed<T>(
    p: &mut Params<'_>,
    value: Result<T, Refused>,
    line: &[u8],
    anonymous: bool,
) -> Option<Result<T, DecodeError>> {
    match value {
        Ok(value) if p.is_read(line) => Some(Ok(value)),
        _ if anonymous => None,
        _ => Some(Err(p.reason(line))),
    }
}

/// The text of parameters that something else than a comma separates. `None` if there are none.
pub fn parts<'a>(p: &mut Params<'a>) -> Option<&'a [u8]> {
    if p.is_empty() { None } else { Some(p.rest()) }
}

/// Reads one of them; `rest` is what stands behind its separator, if that is there.
pub fn part<'a, T: Decode<'a>>(
    p: &mut Params<'a>,
    rest: &mut Option<&'a [u8]>,
    separator: &str,
    name: &'static str,
) -> Result<T, Refused> {
    let text = rest.take();
    let (text, behind) = text.map_or((None, None), |text| {
        let (text, behind) = split(text, separator);
        (Some(text), behind)
    });
    *rest = behind;
    last_part(p, text, name)
}

/// Reads the last of them.
pub fn last_part<'a, T: Decode<'a>>(
    p: &mut Params<'a>,
    rest: Option<&'a [u8]>,
    name: &'static str,
) -> Result<T, Refused> {
    let Some(text) = rest else { return Err(p.refuse(DecodeError::Missing(name))) };
    whole(p, text, name)
}

/// [`unescaped`] for a text that may be left out.
#[inline(always)]
pub fn unescaped_when<'a, T>(
    there: bool,
    p: &mut Params<'a>,
    name: &'static str,
    least: usize,
    tail: impl Fn(&mut Params<'a>) -> Result<T, Refused>,
    again: impl Fn(&mut Params<'a>) -> Result<T, Refused>,
) -> Result<(Option<AtStr<'a>>, T), Refused> {
    if there {
        let (text, value) = unescaped(p, name, least, tail, again)?;
        return Ok((Some(text), value));
    }
    Ok((None, tail(p)?))
}

/// Splits at the first separator.
fn split<'a>(text: &'a [u8], separator: &str) -> (&'a [u8], Option<&'a [u8]>) {
    let mut ahead = text;
    while let [_, next @ ..] = ahead {
        if let Some(behind) = ahead.strip_prefix(separator.as_bytes()) {
            let end = text.len().saturating_sub(ahead.len());
            return (text.get(..end).unwrap_or(text), Some(behind));
        }
        ahead = next;
    }
    (text, None)
}

/// Reads one value that has the whole text to itself.
fn whole<'a, T: Decode<'a>>(p: &mut Params<'a>, text: &'a [u8], name: &'static str) -> Result<T, Refused> {
    let mut part = Params::single_token(text);
    let value = T::decode(&mut part, name);
    part.finish(value).map_err(|reason| match reason {
        // A comma separates nothing here, and an empty text is there.
        _ if text.is_empty() || text.contains(&b',') => p.refuse(DecodeError::Invalid(name)),
        reason => p.refuse(reason),
    })
}

/// What was read of all parameters of a request, if it keeps the rules across them.
#[inline]
pub fn checked<T>(p: &mut Params<'_>, value: Result<T, RuleViolation>) -> Result<T, Refused> {
    value.map_err(|violation| p.refuse(DecodeError::RuleViolation(violation)))
}

/// Refuses a text that is too short or too long. `or_empty` lets the empty one pass.
pub fn length(
    p: &mut Params<'_>,
    length: usize,
    min: usize,
    max: usize,
    or_empty: bool,
    name: &'static str,
) -> Result<(), Refused> {
    if fits(length, min, max, or_empty) {
        return Ok(());
    }
    Err(p.refuse(if length > max { DecodeError::TooLong(name) } else { DecodeError::TooShort(name) }))
}

const fn fits(length: usize, min: usize, max: usize, or_empty: bool) -> bool {
    length <= max && (length >= min || (or_empty && length == 0))
}

/// Returns the error of a text that is too short or too long to be constructed.
pub const fn length_error(len: usize, min: usize, max: usize, or_empty: bool) -> Option<ValueError> {
    if fits(len, min, max, or_empty) {
        None
    } else if len > max {
        Some(ValueError::TooLong { len, max })
    } else {
        Some(ValueError::TooShort { len, min })
    }
}

/// Parses a number of a number's or a mask's type; what is no `i64` is no number.
pub fn parse_number(text: &str) -> Result<i64, ValueError> {
    text.parse().map_err(|_| ValueError::Invalid)
}

/// Parses the number of an enum's value.
pub fn parse_listed<T: Number>(text: &str) -> Result<T, ValueError> {
    let number = u32::try_from(parse_number(text)?).map_err(|_| ValueError::NotListed)?;
    T::from_number(number).ok_or(ValueError::NotListed)
}

/// Parses the word of an enum's value.
pub fn parse_word<T: Word>(text: &str) -> Result<T, ValueError> {
    T::from_word(text.as_bytes()).ok_or(ValueError::NotListed)
}

/// Reads a number within bounds, for each integer that a value can have inside.
macro_rules! bounded {
    ($($name:ident $repr:ident $wide:ident $read:ident [$($byte:ident)*];)*) => {$(
        #[doc = concat!("Reads a number from `min` to `max` into `", stringify!($repr), "`.")]
        #[cfg_attr(target_pointer_width = "64", inline(always))]
        pub fn $name(p: &mut Params<'_>, name: &'static str, min: $repr, max: $repr) -> Result<$repr, Refused> {
            // Within these bounds the lower bytes are all of it.
            let [$($byte,)* ..] = p.$read(name, $wide::from(min), $wide::from(max))?.to_le_bytes();
            Ok($repr::from_le_bytes([$($byte),*]))
        }
    )*};
}

bounded! {
    read_u8 u8 u32 number [a];
    read_u16 u16 u32 number [a b];
    read_u32 u32 u32 number [a b c d];
    read_i8 i8 i32 signed [a];
    read_i16 i16 i32 signed [a b];
    read_i32 i32 i32 signed [a b c d];
}

/// Reads one of the numbers that a type lists.
pub fn listed<T: Number>(p: &mut Params<'_>, name: &'static str) -> Result<T, Refused> {
    let number = p.number(name, 0, u32::MAX)?;
    is_listed(p, T::from_number(number), name)
}

/// Reads one of the words that a type lists, in quotes.
pub fn quoted_word<T: Word>(p: &mut Params<'_>, name: &'static str) -> Result<T, Refused> {
    let word = tag(p, name)?;
    is_listed(p, T::from_word(word), name)
}

/// The same without quotes.
pub fn bare_word<T: Word>(p: &mut Params<'_>, name: &'static str) -> Result<T, Refused> {
    let word = p.bare(name)?;
    is_listed(p, T::from_word(word), name)
}

/// Refuses what is not listed.
#[inline]
pub fn is_listed<T>(p: &mut Params<'_>, value: Option<T>, name: &'static str) -> Result<T, Refused> {
    value.ok_or_else(|| p.refuse(DecodeError::OutOfRange(name)))
}

/// The word of a choice: quoted, without escapes.
pub fn tag<'a>(p: &mut Params<'a>, name: &'static str) -> Result<&'a [u8], Refused> {
    // No word holds a backslash, so one that is escaped equals none.
    p.quoted(name).map(|word| word.wire())
}

/// Reads a parameter that is there or not.
#[inline]
pub fn when<'a, T: Decode<'a>>(there: bool, p: &mut Params<'a>, name: &'static str) -> Result<Option<T>, Refused> {
    if there { T::decode(p, name).map(Some) } else { Ok(None) }
}

/// Writes a number.
pub fn number(w: &mut Writer<'_>, number: u32) {
    w.param();
    w.number(number);
}

/// The same, perhaps with a minus.
pub fn signed_number(w: &mut Writer<'_>, number: i32) {
    w.param();
    w.signed(number);
}

/// Writes a word in quotes.
pub fn quoted(w: &mut Writer<'_>, word: &str) {
    w.param();
    w.byte(b'"');
    w.raw(word.as_bytes());
    w.byte(b'"');
}

/// Writes a word.
pub fn bare(w: &mut Writer<'_>, word: &str) {
    w.param();
    w.raw(word.as_bytes());
}

/// Writes the empty place of a parameter that is not there while one behind it is.
pub fn gap(needed: bool, w: &mut Writer<'_>) {
    if needed {
        quoted(w, "");
    }
}

/// Writes a separator; no comma stands behind it.
pub fn separator(w: &mut Writer<'_>, separator: &str) {
    w.raw(separator.as_bytes());
    w.begin();
}

/// Writes the word that ends a line, behind its parameters.
pub fn word(w: &mut Writer<'_>, word: &str) {
    if w.has_params() {
        w.byte(b',');
    }
    w.raw(word.as_bytes());
}

/// The longest text of several in a row.
pub const fn sum(lengths: &[usize]) -> usize {
    let (mut sum, mut rest) = (0_usize, lengths);
    while let [first, behind @ ..] = rest {
        sum = sum.saturating_add(*first);
        rest = behind;
    }
    sum
}

/// The longest text of one of several.
pub const fn longest(lengths: &[usize]) -> usize {
    let (mut longest, mut rest) = (0, lengths);
    while let [first, behind @ ..] = rest {
        if *first > longest {
            longest = *first;
        }
        rest = behind;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::{longest, sum};

    #[test]
    fn lengths_are_summed_and_compared_and_never_wrap() {
        assert_eq!([sum(&[]), sum(&[3]), sum(&[3, 0, 4]), sum(&[usize::MAX, 1])], [0, 3, 7, usize::MAX]);
        assert_eq!([longest(&[]), longest(&[3]), longest(&[3, 9, 4]), longest(&[9, 3])], [0, 3, 9, 9]);
    }
}
