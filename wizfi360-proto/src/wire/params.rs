//! Reading a parameter list token by token.

use super::{
    AtStr,
    scan::{find, find_either},
};
use crate::DecodeError;

/// One token of a parameter list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// What stands without quotes.
    Bare(&'a [u8]),
    /// What stands between quotes.
    Quoted(AtStr<'a>),
}

/// The parameters of a line that are still to be read.
///
/// Not `Copy`: a copy would be read instead of the original without anyone noticing. To look ahead, clone.
#[derive(Clone, Debug)]
pub struct Params<'a> {
    /// `None` when no token is left; an empty text behind a comma is a token.
    rest: Option<&'a [u8]>,
    /// What stood between the command's name and its parameters: `_CUR`.
    suffix: &'a [u8],
    /// All of the text is one bare token: neither commas nor quotes mean anything in it.
    whole: bool,
}

impl<'a> Params<'a> {
    /// Reads a parameter text; the empty text has no parameter.
    pub const fn new(text: &'a [u8]) -> Self {
        Params { rest: if text.is_empty() { None } else { Some(text) }, suffix: b"", whole: false }
    }

    /// Reads a text that is one bare token, whatever stands in it: what stands between separators other than the comma.
    pub const fn whole(text: &'a [u8]) -> Self {
        Params { rest: Some(text), suffix: b"", whole: true }
    }

    /// The same, behind a name that ended in `suffix` (`_CUR`, `_DEF` or nothing).
    pub const fn with_suffix(text: &'a [u8], suffix: &'a [u8]) -> Self {
        Params { suffix, ..Params::new(text) }
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
    pub fn token(&mut self, name: &'static str) -> Result<Token<'a>, DecodeError> {
        let text = self.rest.ok_or(DecodeError::Missing(name))?;
        if self.whole {
            self.rest = None;
            return Ok(Token::Bare(text));
        }
        let (token, rest) = match text.split_first() {
            Some((b'"', inside)) => {
                let (inside, rest) = quoted(inside).ok_or(DecodeError::Unterminated(name))?;
                (Token::Quoted(inside), rest)
            }
            _ => {
                let end = find(text, b',').unwrap_or(text.len());
                let (bare, rest) = text.split_at_checked(end).unwrap_or((text, b""));
                (Token::Bare(bare), rest)
            }
        };
        self.rest = match rest.split_first() {
            None => None,
            Some((b',', rest)) => Some(rest),
            Some(_) => return Err(DecodeError::Unterminated(name)),
        };
        Ok(token)
    }

    /// The next quote, from the byte `from` on, that may close the text which begins here: where it stands, and what stands behind
    /// it. `None` if there is none, or if no quote opens a text here.
    pub(crate) fn closing_quote(&self, from: usize) -> Option<(usize, Option<&'a [u8]>)> {
        let inside = self.rest?.strip_prefix(b"\"")?;
        let mut at = from;
        loop {
            let found = find(inside.get(at..)?, b'"')?;
            let end = at.saturating_add(found);
            at = end.saturating_add(1);
            match inside.get(at..)? {
                [] => return Some((end, None)),
                [b',', rest @ ..] => return Some((end, Some(rest))),
                _ => {}
            }
        }
    }

    /// The parameters behind such a quote.
    #[inline]
    pub(crate) fn behind(&self, rest: Option<&'a [u8]>) -> Self {
        Params { rest, ..*self }
    }

    /// The text that such a quote closes.
    pub(crate) fn closed(&self, end: usize) -> Option<AtStr<'a>> {
        let text = self.rest?.strip_prefix(b"\"")?.get(..end)?;
        Some(AtStr::from_wire(text, is_escaped(text)))
    }

    /// Takes the next token, which has to be bare.
    #[inline]
    pub fn bare(&mut self, name: &'static str) -> Result<&'a [u8], DecodeError> {
        match self.token(name)? {
            Token::Bare(text) => Ok(text),
            Token::Quoted(_) => Err(DecodeError::Invalid(name)),
        }
    }

    /// Takes the next token, which has to be quoted.
    #[inline]
    pub fn quoted(&mut self, name: &'static str) -> Result<AtStr<'a>, DecodeError> {
        match self.token(name)? {
            Token::Quoted(text) => Ok(text),
            Token::Bare(_) => Err(DecodeError::Invalid(name)),
        }
    }

    /// Takes the next token with or without quotes, for values that hold nothing to escape.
    #[inline]
    pub fn either(&mut self, name: &'static str) -> Result<&'a [u8], DecodeError> {
        match self.token(name)? {
            Token::Bare(text) => Ok(text),
            Token::Quoted(text) => Ok(text.wire()),
        }
    }

    /// Takes all that is left as it stands.
    pub fn rest(&mut self) -> &'a [u8] {
        self.rest.take().unwrap_or(b"")
    }

    /// How many tokens are left. A broken one counts, and ends the count.
    pub fn count(&self) -> usize {
        let (mut ahead, mut count) = (self.clone(), 0_usize);
        while !ahead.is_empty() {
            count = count.saturating_add(1);
            if ahead.token("").is_err() {
                break;
            }
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
    pub fn skip(&mut self) -> bool {
        let mut ahead = self.clone();
        let empty = match ahead.token("") {
            Ok(Token::Bare(text)) => text.is_empty(),
            Ok(Token::Quoted(text)) => text.wire().is_empty(),
            Err(error) => return matches!(error, DecodeError::Missing(_)),
        };
        if empty {
            *self = ahead;
        }
        empty
    }

    /// Refuses what is left.
    #[inline]
    pub fn finish(&self) -> Result<(), DecodeError> {
        if self.is_empty() { Ok(()) } else { Err(DecodeError::TrailingData) }
    }
}

/// True if the backslashes of a text escape: none of its quotes and commas stands bare. Where one does, nothing was escaped
/// when it was sent, and a backslash is one.
fn is_escaped(text: &[u8]) -> bool {
    let mut bytes = text.iter();
    let mut escaped = false;
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' | b',' => return false,
            b'\\' => {
                escaped = true;
                if bytes.next().is_none() {
                    return false;
                }
            }
            _ => {}
        }
    }
    escaped
}

/// Splits behind an opening quote: the text up to the closing one, and what stands behind that.
fn quoted(text: &[u8]) -> Option<(AtStr<'_>, &[u8])> {
    let (mut escaped, mut at) = (false, 0_usize);
    loop {
        let found = find_either(text.get(at..)?, b'"', b'\\')?;
        let end = at.saturating_add(found);
        let (inside, rest) = text.split_at_checked(end)?;
        let (byte, rest) = rest.split_first()?;
        if *byte == b'"' {
            return Some((AtStr::from_wire(inside, escaped), rest));
        }
        escaped = true;
        at = end.saturating_add(2);
    }
}
