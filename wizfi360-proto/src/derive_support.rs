//! What the expansions of `wizfi360-derive` call. Not part of the public interface.

use crate::{
    AtStr, Decode, DecodeError, Number, Params, Word, Writer,
    wire::{holds_control, scan::count},
};

/// The parameter text of a line that has this prefix, word and suffix.
#[inline]
pub fn strip<'a>(line: &'a [u8], prefix: &str, word: &str, suffix: &str) -> Option<&'a [u8]> {
    let text = line.strip_prefix(prefix.as_bytes())?.strip_suffix(suffix.as_bytes())?;
    if word.is_empty() {
        return Some(text);
    }
    match text.strip_suffix(word.as_bytes())? {
        [] => Some(b""),
        [params @ .., b','] => Some(params),
        _ => None,
    }
}

/// The same for the first of these prefixes that fits; the longer stand first.
pub fn strip_any<'a>(line: &'a [u8], prefixes: &[&str], word: &str, suffix: &str) -> Option<&'a [u8]> {
    prefixes.iter().find_map(|prefix| strip(line, prefix, word, suffix))
}

/// The same for prefixes with the scope that each stands for: the scope's suffix and the parameter text.
pub fn strip_scoped<'a>(
    line: &'a [u8],
    prefixes: &[(&str, &'static str)],
    word: &str,
    suffix: &str,
) -> Option<(&'a [u8], &'a [u8])> {
    prefixes.iter().find_map(|(prefix, scope)| Some((scope.as_bytes(), strip(line, prefix, word, suffix)?)))
}

/// Reads all parameters of a line. A line without anything of its own that does not fit is another line.
#[inline]
pub fn parse<'a, T: Decode<'a>>(suffix: &'a [u8], text: &'a [u8], anonymous: bool) -> Option<Result<T, DecodeError>> {
    parse_with(suffix, text, anonymous, |p| T::decode(p, ""))
}

/// The same by a function that reads the parameters.
#[inline]
pub fn parse_with<'a, T>(
    suffix: &'a [u8],
    text: &'a [u8],
    anonymous: bool,
    read: impl FnOnce(&mut Params<'a>) -> Result<T, DecodeError>,
) -> Option<Result<T, DecodeError>> {
    parse_parts(text, anonymous, || {
        let mut p = Params::with_suffix(text, suffix);
        let value = read(&mut p)?;
        p.finish()?;
        Ok(value)
    })
}

/// The same by a function that reads parts of a line that holds no CR, LF or NUL.
#[inline]
pub fn parse_parts<T>(
    line: &[u8],
    anonymous: bool,
    read: impl FnOnce() -> Result<T, DecodeError>,
) -> Option<Result<T, DecodeError>> {
    let result = check(line).and_then(|()| read());
    if anonymous { result.ok().map(Ok) } else { Some(result) }
}

/// Refuses what holds CR, LF or NUL.
#[inline]
pub fn check(text: &[u8]) -> Result<(), DecodeError> {
    if holds_control(text) { Err(DecodeError::ControlByte) } else { Ok(()) }
}

/// The text of parameters that something else than a comma separates. `None` if there are none.
pub fn parts<'a>(p: &mut Params<'a>) -> Option<&'a [u8]> {
    if p.is_empty() { None } else { Some(p.rest()) }
}

/// Reads one of them; `rest` is what stands behind its separator, if that is there.
pub fn part<'a, T: Decode<'a>>(
    rest: &mut Option<&'a [u8]>,
    separator: &str,
    name: &'static str,
) -> Result<T, DecodeError> {
    let text = rest.ok_or(DecodeError::Missing(name))?;
    let (text, behind) = split(text, separator);
    *rest = behind;
    whole(text, name)
}

/// Reads the last of them.
pub fn last_part<'a, T: Decode<'a>>(rest: Option<&'a [u8]>, name: &'static str) -> Result<T, DecodeError> {
    whole(rest.ok_or(DecodeError::Missing(name))?, name)
}

/// A text in quotes that the module may send without escapes, and what stands behind it: `least` parameters or more.
///
/// Each quote with a comma or the end behind it may be the closing one. It is the one behind which everything reads as it should;
/// if several are, the line is ambiguous.
pub fn unescaped<'a, T>(
    p: &mut Params<'a>,
    name: &'static str,
    least: usize,
    tail: impl Fn(&mut Params<'a>) -> Result<T, DecodeError>,
) -> Result<(AtStr<'a>, T), DecodeError> {
    let mut found = None;
    let mut from = 0_usize;
    while let Some((end, rest)) = p.closing_quote(from) {
        from = end.saturating_add(1);
        if !holds_tokens(rest, least) {
            // Behind the quotes that follow there are fewer still.
            break;
        }
        let mut behind = p.behind(rest);
        if let Ok(value) = tail(&mut behind)
            && behind.is_empty()
        {
            if found.is_some() {
                return Err(DecodeError::Ambiguous(name));
            }
            found = Some((end, value, behind));
        }
    }
    match found {
        Some((end, value, behind)) => {
            let text = p.closed(end).ok_or(DecodeError::Unterminated(name))?;
            *p = behind;
            Ok((text, value))
        }
        // Nothing fits: read as it stands, it is refused with the reason.
        None => Ok((p.quoted(name)?, tail(p)?)),
    }
}

/// True if a text may have so many tokens: it has commas enough.
fn holds_tokens(text: Option<&[u8]>, least: usize) -> bool {
    least == 0 || text.is_some_and(|text| count(text, b',') >= least.saturating_sub(1))
}

/// The same for a text that may be left out.
pub fn unescaped_when<'a, T>(
    there: bool,
    p: &mut Params<'a>,
    name: &'static str,
    least: usize,
    tail: impl Fn(&mut Params<'a>) -> Result<T, DecodeError>,
) -> Result<(Option<AtStr<'a>>, T), DecodeError> {
    if there { unescaped(p, name, least, tail).map(|(text, value)| (Some(text), value)) } else { Ok((None, tail(p)?)) }
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
fn whole<'a, T: Decode<'a>>(text: &'a [u8], name: &'static str) -> Result<T, DecodeError> {
    let mut p = Params::whole(text);
    let value = T::decode(&mut p, name).and_then(|value| p.finish().map(|()| value));
    match value {
        // A comma separates nothing here, and an empty text is there.
        Err(_) if text.is_empty() || text.contains(&b',') => Err(DecodeError::Invalid(name)),
        value => value,
    }
}

/// Refuses a text that is too short or too long. `or_empty` lets the empty one pass.
pub fn length(length: usize, min: usize, max: usize, or_empty: bool, name: &'static str) -> Result<(), DecodeError> {
    if length > max {
        Err(DecodeError::TooLong(name))
    } else if length < min && !(or_empty && length == 0) {
        Err(DecodeError::TooShort(name))
    } else {
        Ok(())
    }
}

/// The same when a value is built.
pub const fn fits(length: usize, min: usize, max: usize, or_empty: bool) -> bool {
    length <= max && (length >= min || (or_empty && length == 0))
}

/// Reads a number within bounds, for each integer that a value can have inside.
macro_rules! bounded {
    ($($name:ident $repr:ident $wide:ident $read:ident [$($byte:ident)*];)*) => {$(
        #[doc = concat!("Reads a number from `min` to `max` into `", stringify!($repr), "`.")]
        pub fn $name(p: &mut Params<'_>, name: &'static str, min: $repr, max: $repr) -> Result<$repr, DecodeError> {
            // Within these bounds the lower bytes are all of it.
            let [$($byte,)* ..] = crate::wire::$read(p, name, $wide::from(min), $wide::from(max))?.to_le_bytes();
            Ok($repr::from_le_bytes([$($byte),*]))
        }
    )*};
}

bounded! {
    read_u8 u8 u32 read_unsigned [a];
    read_u16 u16 u32 read_unsigned [a b];
    read_u32 u32 u32 read_unsigned [a b c d];
    read_i8 i8 i32 read_signed [a];
    read_i16 i16 i32 read_signed [a b];
    read_i32 i32 i32 read_signed [a b c d];
}

/// Reads one of the numbers that a type lists.
pub fn listed<T: Number>(p: &mut Params<'_>, name: &'static str) -> Result<T, DecodeError> {
    T::from_number(read_u32(p, name, 0, u32::MAX)?).ok_or(DecodeError::OutOfRange(name))
}

/// Reads one of the words that a type lists, in quotes.
pub fn quoted_word<T: Word>(p: &mut Params<'_>, name: &'static str) -> Result<T, DecodeError> {
    T::from_word(tag(p, name)?).ok_or(DecodeError::OutOfRange(name))
}

/// The same without quotes.
pub fn bare_word<T: Word>(p: &mut Params<'_>, name: &'static str) -> Result<T, DecodeError> {
    T::from_word(p.bare(name)?).ok_or(DecodeError::OutOfRange(name))
}

/// The word of a choice: quoted, without escapes.
pub fn tag<'a>(p: &mut Params<'a>, name: &'static str) -> Result<&'a [u8], DecodeError> {
    // No word holds a backslash, so one that is escaped equals none.
    p.quoted(name).map(|word| word.wire())
}

/// Reads a parameter that is there or not.
pub fn when<'a, T: Decode<'a>>(there: bool, p: &mut Params<'a>, name: &'static str) -> Result<Option<T>, DecodeError> {
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
