//! Texts that a stranger chooses, such as an SSID, and that the module may send without escapes.
//!
//! Each quote with a comma or the end behind it may be the closing one. It is the one for which everything behind it can be read;
//! if several are, the line is ambiguous.

use super::{
    AtStr, FAST_PATHS, Params, Refused,
    scan::{find_either, find_pair},
};
use crate::DecodeError;

/// Reads such a text and everything that follows: at least `least` parameters. `tail` and `again` read the latter, both in the same
/// way: called in one place, the former becomes part of its caller.
#[inline(always)]
pub fn unescaped<'a, T>(
    p: &mut Params<'a>,
    name: &'static str,
    least: usize,
    tail: impl Fn(&mut Params<'a>) -> Result<T, Refused>,
    again: impl Fn(&mut Params<'a>) -> Result<T, Refused>,
) -> Result<(AtStr<'a>, T), Refused> {
    let before = p.rest;
    let mut plain = if FAST_PATHS { plain(p) } else { None };
    loop {
        let text = match plain {
            Some(text) => text,
            None => search(p, name, least, &|p| again(p).is_ok())?,
        };
        let value = tail(p);
        // However it was sent, a plain text ends at its quote unless one behind it may close it too.
        if plain.is_none() || (value.is_ok() && p.is_empty() && p.quotes_seen <= least) {
            return value.map(|value| (text, value));
        }
        (p.rest, plain) = (before, None);
    }
}

/// Takes the text up to its first quote, if it may end there and has no backslash.
#[inline(always)]
fn plain<'a>(p: &mut Params<'a>) -> Option<AtStr<'a>> {
    let Some([b'"', inside @ ..]) = p.rest else { return None };
    let (text, behind) = split_at_quote(inside, find_either(inside, b'"', b'\\')?)?;
    (p.rest, p.quotes_seen) = (behind, 0);
    Some(AtStr::from_wire(text, false))
}

/// Takes the text up to the one of its ends for which everything behind it `fits`.
#[inline(never)]
fn search<'a>(
    p: &mut Params<'a>,
    name: &'static str,
    least: usize,
    fits: &dyn Fn(&mut Params<'a>) -> bool,
) -> Result<AtStr<'a>, Refused> {
    let before = p.rest;
    let inside = before.and_then(|text| text.strip_prefix(b"\"")).unwrap_or(b"");
    let (mut from, mut found) = (0, None);
    while let Some((text, behind)) = closing(inside, from, least) {
        from = text.len().wrapping_add(1);
        p.rest = behind;
        if fits(p) && p.is_empty() && found.replace((text, behind)).is_some() {
            return Err(p.refuse(DecodeError::Ambiguous(name)));
        }
    }
    match found {
        None => {
            // Read as it stands, it is refused with the reason.
            p.rest = before;
            p.quoted(name)
        }
        Some((text, behind)) => {
            p.rest = behind;
            Ok(AtStr::from_wire(text, is_escaped(text)))
        }
    }
}

/// What stands before and behind the first quote from `from` on that may close a text: at least so many parameters behind it.
fn closing(inside: &[u8], from: usize, least: usize) -> Option<(&[u8], Option<&[u8]>)> {
    let end = match find_pair(inside.get(from..)?, b'"', b',') {
        Some(end) => from.wrapping_add(end),
        None => inside.len().checked_sub(1).filter(|end| *end >= from)?,
    };
    let (text, behind) = split_at_quote(inside, end)?;
    // Behind the quotes that follow there are fewer still.
    let there = match behind {
        Some(behind) => holds_tokens(behind, least),
        None => least == 0,
    };
    if there { Some((text, behind)) } else { None }
}

/// What stands before the byte at `end` and behind it, if that is a quote which may close a text: a comma or the end follows.
#[inline(always)]
fn split_at_quote(inside: &[u8], end: usize) -> Option<(&[u8], Option<&[u8]>)> {
    match inside.split_at_checked(end)? {
        (text, [b'"']) => Some((text, None)),
        (text, [b'"', b',', rest @ ..]) => Some((text, Some(rest))),
        _ => None,
    }
}

/// True if a text that is one token at least may have so many: it has commas enough.
#[cfg_attr(target_pointer_width = "64", inline(always))]
fn holds_tokens(text: &[u8], least: usize) -> bool {
    let (mut tokens, mut rest) = (1_usize, text);
    while tokens < least
        && let [byte, behind @ ..] = rest
    {
        tokens = tokens.wrapping_add(usize::from(*byte == b','));
        rest = behind;
    }
    tokens >= least
}

/// True if the backslashes of a text escape: none of its quotes and commas stands bare. Where one does, nothing was escaped
/// when it was sent, and a backslash is one.
pub(crate) fn is_escaped(text: &[u8]) -> bool {
    let (mut escaped, mut bytes) = (false, text.iter());
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' | b',' => return false,
            b'\\' if bytes.next().is_none() => return false,
            b'\\' => escaped = true,
            _ => {}
        }
    }
    escaped
}
