//! Reading a parameter list token by token.

use super::{AtStr, Decode, FAST_PATHS, Raw, holds_control, number::take_digits, scan::strip_prefix};
use crate::DecodeError;
use core::fmt;

/// One token of a parameter list.
///
/// It prints as its length: it may be a password.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Token<'a> {
    /// What stands without quotes.
    Bare(&'a [u8]),
    /// What stands between quotes.
    Quoted(AtStr<'a>),
}

/// A parameter is refused. Why, the [`Params`] that it was read from know; only they make one: [`Params::refuse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Refused(());

/// More than a shape has.
const UNBOUNDED: usize = usize::MAX / 2;

/// Whether a value stands in quotes.
#[derive(Clone, Copy)]
pub(crate) struct Quotes(bool);

/// The parameters of a line that are still to be read.
///
/// Not `Copy`: a copy would be read instead of the original without anyone noticing. To look ahead, clone.
///
/// It prints how many bytes are left: they may be a password.
#[derive(Clone)]
pub struct Params<'a> {
    /// `None` when no token is left; an empty text behind a comma is a token.
    pub(super) rest: Option<&'a [u8]>,
    /// What stood between the command's name and its parameters: `_CUR`.
    suffix: &'a [u8],
    /// How many values were taken from the first on whose quotes may close a text before it. Many, if one may hold such quotes.
    pub(super) quotes_seen: usize,
    /// All of the text is one bare token: neither commas nor quotes mean anything in it.
    whole: bool,
    /// Why the last one was refused. As long as none was, only what is left over can be wrong.
    reason: DecodeError,
}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, text) = match self {
            Token::Bare(text) => ("Bare", *text),
            Token::Quoted(text) => ("Quoted", text.wire()),
        };
        f.debug_tuple(name).field(&Raw(text)).finish()
    }
}

impl fmt::Debug for Params<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Params").field("rest", &self.rest.map(Raw)).finish_non_exhaustive()
    }
}

impl<'a> Params<'a> {
    /// Reads a parameter text; the empty text has no parameter.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub const fn new(text: &'a [u8]) -> Self {
        Params::with_suffix(text, b"")
    }

    /// Reads a text that is one bare token, whatever stands in it: what stands between separators other than the comma.
    pub const fn single_token(text: &'a [u8]) -> Self {
        Params { rest: Some(text), suffix: b"", quotes_seen: 0, whole: true, reason: DecodeError::TrailingData }
    }

    /// The same, behind a name that ended in `suffix` (`_CUR`, `_DEF` or nothing).
    pub const fn with_suffix(text: &'a [u8], suffix: &'a [u8]) -> Self {
        Params { rest: some(text), suffix, quotes_seen: 0, whole: false, reason: DecodeError::TrailingData }
    }

    /// Reads all of it as one value. `name` is the manual's word for it, if it is one parameter.
    #[inline]
    pub fn read<T: Decode<'a>>(mut self, name: &'static str) -> Result<T, DecodeError> {
        let value = T::decode(&mut self, name);
        self.finish(value)
    }

    /// Ends the reading: what was read, or why it was refused, or [`DecodeError::TrailingData`] if something is left.
    #[inline]
    pub fn finish<T>(&self, value: Result<T, Refused>) -> Result<T, DecodeError> {
        match value {
            Ok(value) if self.is_empty() => Ok(value),
            Ok(_) => Err(DecodeError::TrailingData),
            Err(Refused(())) => Err(self.reason),
        }
    }

    /// Takes this prefix off a line. False if it begins otherwise.
    #[doc(hidden)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn strip_prefix(&mut self, prefix: &str) -> bool {
        match strip_prefix(self.rest.unwrap_or(b""), prefix.as_bytes()) {
            Some(text) => {
                self.rest = some(text);
                true
            }
            None => false,
        }
    }

    /// The same for the first of these prefixes that fits; the longer stand first.
    #[doc(hidden)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn strip_any_prefix(&mut self, prefixes: &[&str]) -> bool {
        prefixes.iter().any(|prefix| self.strip_prefix(prefix))
    }

    /// The same for prefixes with the scope that each stands for.
    #[doc(hidden)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn strip_scoped_prefix(&mut self, prefixes: &[(&str, &'static str)]) -> bool {
        for (prefix, scope) in prefixes {
            if self.strip_prefix(prefix) {
                self.suffix = scope.as_bytes();
                return true;
            }
        }
        false
    }

    /// Takes this suffix off a line, and before that this word as the last parameter. False if it ends otherwise.
    #[doc(hidden)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn strip_ending(&mut self, word: &str, suffix: &str) -> bool {
        let text = self.rest.unwrap_or(b"").strip_suffix(suffix.as_bytes());
        let text = match text.and_then(|text| text.strip_suffix(word.as_bytes())) {
            Some(text) if word.is_empty() => text,
            Some([]) => b"",
            // The comma follows a parameter, even if that is empty.
            Some([text @ .., b',']) => {
                self.rest = Some(text);
                return true;
            }
            _ => return false,
        };
        self.rest = some(text);
        true
    }

    /// Returns true if nothing but numbers is left: what precedes the keyword of a line without a prefix.
    #[doc(hidden)]
    pub fn is_numbers(&self) -> bool {
        match self.rest {
            None => true,
            Some(text) => {
                text.first().is_some_and(u8::is_ascii_digit)
                    && text.iter().all(|byte| byte.is_ascii_digit() || *byte == b',')
            }
        }
    }

    /// True if all of the line has been read, and it holds no byte that none can hold.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(crate) fn is_read(&mut self, line: &[u8]) -> bool {
        // What was tried is none of a reason.
        self.reason = DecodeError::TrailingData;
        self.is_empty() && !holds_control(line)
    }

    /// Why the line is refused.
    #[cold]
    #[inline(never)]
    pub(crate) fn reason(&self, line: &[u8]) -> DecodeError {
        if holds_control(line) { DecodeError::ControlByte } else { self.reason }
    }

    /// Notes why a parameter is refused.
    #[cold]
    #[inline(never)]
    pub fn refuse(&mut self, reason: DecodeError) -> Refused {
        self.reason = reason;
        Refused(())
    }

    /// What stood behind the command's name.
    pub const fn suffix(&self) -> &'a [u8] {
        self.suffix
    }

    /// True if no parameter is left.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_none()
    }

    /// Takes the next token. `name` is the manual's word for the parameter.
    pub fn token(&mut self, name: &'static str) -> Result<Token<'a>, Refused> {
        let text = self.left(name)?;
        self.note_open_text();
        match split(text, self.whole) {
            Some((token, rest)) => {
                self.rest = rest;
                Ok(token)
            }
            None => Err(self.refuse(DecodeError::Unterminated(name))),
        }
    }

    /// Takes the next token, which has to be bare.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn bare(&mut self, name: &'static str) -> Result<&'a [u8], Refused> {
        match self.token(name)? {
            Token::Bare(text) => Ok(text),
            Token::Quoted(_) => Err(self.refuse(DecodeError::Invalid(name))),
        }
    }

    /// Takes the next token, which has to be quoted.
    #[cfg_attr(target_pointer_width = "64", inline)]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn quoted(&mut self, name: &'static str) -> Result<AtStr<'a>, Refused> {
        match self.token(name)? {
            Token::Quoted(text) => Ok(text),
            Token::Bare(_) => Err(self.refuse(DecodeError::Invalid(name))),
        }
    }

    /// Takes the next token, which has to be a number from `min` to `max`.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn number(&mut self, name: &'static str, min: u32, max: u32) -> Result<u32, Refused> {
        let number = self.digits(self.rest, name, 0)?;
        if min <= number && number <= max { Ok(number) } else { Err(self.refuse(DecodeError::OutOfRange(name))) }
    }

    /// The same with a minus before it, or without.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub fn signed(&mut self, name: &'static str, min: i32, max: i32) -> Result<i32, Refused> {
        let (digits, negative) = match self.rest {
            Some([b'-', digits @ ..]) => (Some(digits), true),
            digits => (digits, false),
        };
        let number = self.digits(digits, name, negative.into())?;
        if let Ok(number) = i32::try_from(number) {
            let number = if negative { number.wrapping_neg() } else { number };
            if min <= number && number <= max {
                return Ok(number);
            }
        }
        Err(self.refuse(DecodeError::OutOfRange(name)))
    }

    /// Takes the next token, which has to be these digits behind so many bytes of a sign.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn digits(&mut self, digits: Option<&'a [u8]>, name: &'static str, sign: usize) -> Result<u32, Refused> {
        if let Some(mut behind) = digits
            && let Some(number) = take_digits(&mut behind)
            && self.advance(behind, Quotes(false))
        {
            return Ok(number);
        }
        Err(self.no_number(name, sign))
    }

    /// The next token is no number that fits, if it is a token.
    #[cold]
    #[inline(never)]
    fn no_number(&mut self, name: &'static str, sign: usize) -> Refused {
        let reason = match self.token(name) {
            Err(refused) => return refused,
            Ok(Token::Bare(text)) if is_digits(text.get(sign..).unwrap_or(b"")) => DecodeError::OutOfRange(name),
            Ok(_) => DecodeError::Invalid(name),
        };
        self.refuse(reason)
    }

    /// What is left, which has to be something.
    #[inline]
    fn left(&mut self, name: &'static str) -> Result<&'a [u8], Refused> {
        match self.rest {
            Some(text) => Ok(text),
            None => Err(self.refuse(DecodeError::Missing(name))),
        }
    }

    /// Notes that a value is taken which may hold any quotes.
    #[inline(always)]
    fn note_open_text(&mut self) {
        if FAST_PATHS {
            self.quotes_seen = UNBOUNDED;
        }
    }

    /// Takes all that is left as it stands.
    pub fn rest(&mut self) -> &'a [u8] {
        self.note_open_text();
        self.rest.take().unwrap_or(b"")
    }

    /// How many tokens are left. A broken one counts, and ends the count.
    pub fn count(&self) -> usize {
        let (mut rest, mut count) = (self.rest, 0_usize);
        while let Some(text) = rest {
            count = count.saturating_add(1);
            rest = split(text, self.whole).and_then(|(_, rest)| rest);
        }
        count
    }

    /// For a lead in a shape that has an odd number of tokens without it.
    pub fn count_is_even(&self) -> bool {
        self.count() & 1 == 0 && !self.is_empty()
    }

    /// For a lead in a shape that has an even number of tokens without it.
    pub fn count_is_odd(&self) -> bool {
        self.count() & 1 == 1
    }

    /// For a lead in a shape whose first token without it is quoted.
    pub fn first_is_bare(&self) -> bool {
        self.rest.is_some_and(|text| text.first() != Some(&b'"'))
    }

    /// If the next token is empty (`""`, or nothing between commas), takes it and tells so. Also true if none is left.
    pub fn take_omitted(&mut self) -> bool {
        let Some(text) = self.rest else { return true };
        self.note_open_text();
        let behind = match text {
            [b'"', b'"', behind @ ..] if !self.whole => behind,
            text => text,
        };
        self.rest = match behind {
            [] => None,
            [b',', rest @ ..] if !self.whole => Some(rest),
            _ => return false,
        };
        true
    }

    /// What stands next, behind its quote if it has one, for values that hold nothing to escape. Nothing is taken.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn peek(&self) -> (&'a [u8], Quotes) {
        match self.rest {
            Some([b'"', text @ ..]) if !self.whole => (text, Quotes(true)),
            text => (text.unwrap_or(b""), Quotes(false)),
        }
    }

    /// Takes the token of which `rest` is left behind the value in it. False if something else stands there: nothing is taken.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn advance(&mut self, rest: &'a [u8], quotes: Quotes) -> bool {
        let behind = match rest {
            [b'"', behind @ ..] if quotes.0 => behind,
            _ if quotes.0 => return false,
            behind => behind,
        };
        self.rest = match behind {
            [] => None,
            [b',', rest @ ..] if !self.whole => Some(rest),
            _ => return false,
        };
        if FAST_PATHS && (quotes.0 || self.quotes_seen > 0) {
            self.quotes_seen = self.quotes_seen.wrapping_add(1);
        }
        true
    }
}

/// True for digits and nothing else.
fn is_digits(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

/// The empty text has no parameter.
const fn some(text: &[u8]) -> Option<&[u8]> {
    if text.is_empty() { None } else { Some(text) }
}

/// A token, and what stands behind its comma, if one does.
type Split<'a> = (Token<'a>, Option<&'a [u8]>);

/// Splits off the first token. `None` if its closing quote is missing, or something else than a comma stands behind it.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
fn split(text: &[u8], whole: bool) -> Option<Split<'_>> {
    if whole {
        return Some((Token::Bare(text), None));
    }
    let (quotes, text) = match text {
        [b'"', inside @ ..] => (true, inside),
        text => (false, text),
    };
    let (mut end, mut escaped) = (0_usize, false);
    while let Some(byte) = text.get(end) {
        match byte {
            b'"' if quotes => break,
            b',' if !quotes => break,
            b'\\' if quotes => {
                escaped = true;
                end = end.wrapping_add(2);
            }
            _ => end = end.wrapping_add(1),
        }
    }
    let (inside, behind) = text.split_at_checked(end)?;
    let (token, behind) = match behind {
        [b'"', behind @ ..] => (Token::Quoted(AtStr::from_wire(inside, escaped)), behind),
        _ if quotes => return None,
        behind => (Token::Bare(inside), behind),
    };
    match behind {
        [] => Some((token, None)),
        [b',', rest @ ..] => Some((token, Some(rest))),
        _ => None,
    }
}
