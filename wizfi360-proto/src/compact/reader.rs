//! The loop over descriptors.

use super::{
    CellKind, Field, KNOWN_MAC, MAX_LEN, SCOPE, SUFFIXED_SCOPE, Shape,
    address::{digits_at, ip_at, mac_at},
    outcome::{Outcome, Reason},
    width,
};
use crate::wire::{holds_control, is_escaped};

#[inline(never)]
pub(super) fn read_first(
    shapes: &'static [Option<&'static Shape>],
    line: &[u8],
    cells: &mut [u32],
) -> (usize, Outcome) {
    for (index, shape) in shapes.iter().enumerate() {
        let Some(shape) = shape else { continue };
        let outcome = read_line(shape, line, cells);
        // An anonymous one may have read parameters that are none.
        if outcome != Outcome::OTHER && (outcome.is_ok() || !shape.is_anonymous) {
            return (index, outcome);
        }
    }
    (usize::MAX, Outcome::OTHER)
}

#[inline(never)]
pub(super) fn read_line(shape: &'static Shape, line: &[u8], cells: &mut [u32]) -> Outcome {
    let mut prefix = shape.prefix;
    let mut aliases = shape.aliases.iter();
    let (scope, rest) = loop {
        match strip(line, prefix.as_bytes()) {
            Some(found) => break found,
            None => match aliases.next() {
                Some(alias) => prefix = alias,
                None => return Outcome::OTHER,
            },
        }
    };
    // Cells count from the line's start.
    let from = line.len().wrapping_sub(rest.len());
    let (text, last) = match line {
        [text @ .., last] if shape.suffix != 0 && !rest.is_empty() => (text, *last),
        line => (line, 0),
    };
    if last != shape.suffix {
        return Outcome::OTHER;
    }
    if text.len() > MAX_LEN {
        return Outcome::failed(Reason::Invalid, 0);
    }
    let mut reader = Reader::new(text, from);
    let outcome = reader.all(shape, cells);
    if outcome.is_ok() { Outcome(outcome.0 | scope << Outcome::SCOPE) } else { outcome }
}

/// Returns the scope, and the line after the prefix.
#[inline(always)]
fn strip<'a>(line: &'a [u8], prefix: &[u8]) -> Option<(u32, &'a [u8])> {
    let (mut scope, mut rest) = (0, line);
    for byte in prefix {
        rest = match rest {
            [first, rest @ ..] if first == byte => rest,
            _ if *byte > SUFFIXED_SCOPE => return None,
            [b'_', b'C', b'U', b'R', rest @ ..] => rest,
            [b'_', b'D', b'E', b'F', rest @ ..] => {
                scope = 1;
                rest
            }
            rest if *byte == SCOPE => {
                scope = 2;
                rest
            }
            _ => return None,
        };
    }
    Some((scope, rest))
}

/// The place in a line.
pub(crate) struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// No parameter is left; an empty text after a comma is one.
    at_end: bool,
    /// How many parameters were read from the first quoted one on; many after a text.
    quotes_seen: usize,
}

/// More than a line has.
const UNBOUNDED: usize = 0x1000;

impl<'a> Reader<'a> {
    /// Creates a reader of the parameters from `at` on.
    pub(crate) fn new(text: &'a [u8], at: usize) -> Self {
        Reader { text, at, at_end: at >= text.len(), quotes_seen: 0 }
    }

    /// Returns true if no parameter is left.
    pub(crate) const fn is_at_end(&self) -> bool {
        self.at_end
    }

    /// Skips a token. Returns false if there is none, or a broken one.
    pub(crate) fn skip(&mut self) -> bool {
        if self.at_end {
            return false;
        }
        if self.text.get(self.at) == Some(&b'"') {
            return self.quoted(0).is_ok();
        }
        let rest = self.text.get(self.at..).unwrap_or(b"");
        let end = rest.iter().take_while(|byte| **byte != b',').count();
        self.advance(self.at.wrapping_add(end), false)
    }

    /// Counts the tokens that are left. A broken one counts, and ends the count.
    pub(crate) fn count(mut self) -> usize {
        let mut count = 0_usize;
        while !self.at_end {
            count = count.wrapping_add(1);
            if !self.skip() {
                break;
            }
        }
        count
    }

    fn all(&mut self, shape: &'static Shape, cells: &mut [u32]) -> Outcome {
        let outcome = match shape.fields.iter().position(|field| field.cell.is_unescaped) {
            None => self.fields(shape.fields, 0, cells),
            Some(at) => self.with_unescaped(shape, at, cells),
        };
        if outcome.is_ok() && !self.at_end {
            return Outcome::failed(Reason::TrailingData, 0);
        }
        outcome
    }

    /// Reads the fields around an unescaped text.
    fn with_unescaped(&mut self, shape: &'static Shape, at: usize, cells: &mut [u32]) -> Outcome {
        let Some((before, [_, after @ ..])) = shape.fields.split_at_checked(at) else { return Outcome::OTHER };
        let first = self.fields(before, 0, cells);
        if !first.is_ok() {
            return first;
        }
        let Some(cells) = cells.get_mut(width(before)..) else { return Outcome::OTHER };
        let Some((text, cells)) = cells.split_first_mut() else { return Outcome::OTHER };
        if self.at_end {
            return Outcome::failed(Reason::Missing, at);
        }
        let start = self.at;
        let next = at.wrapping_add(1);
        let mut found = None;
        let mut from = start.wrapping_add(1);
        if self.text.get(start) == Some(&b'"') {
            while let Some(end) = closing(self.text, from) {
                from = end.wrapping_add(1);
                self.go_behind(end);
                self.quotes_seen = 0;
                let tail = self.fields(after, next, cells);
                if !(tail.is_ok() && self.at_end) {
                    continue;
                }
                if found.replace((end, tail)).is_some() {
                    return Outcome::failed(Reason::Ambiguous, at);
                }
                // After each quote in the tail fewer parameters are left than are required: no other
                // end fits.
                if self.quotes_seen <= usize::from(shape.min_following) {
                    from = usize::MAX;
                }
            }
        }
        let Some((end, mut tail)) = found else {
            return self.escaped(after, start, next, text, cells);
        };
        if from != usize::MAX {
            // A later end was tried, and has overwritten the cells.
            self.go_behind(end);
            tail = self.fields(after, next, cells);
        }
        let from = start.wrapping_add(1);
        let inside = self.text.get(from..end).unwrap_or(b"");
        if holds_control(inside) {
            return Outcome::failed(Reason::Invalid, at);
        }
        *text = pack(from, end, is_escaped(inside));
        Outcome(first.0 | tail.0 | 1 << (at & 31))
    }

    /// Reads an unescaped text that has no end as if it were escaped: it is rejected with the reason.
    #[cold]
    #[inline(never)]
    fn escaped(&mut self, after: &[Field], start: usize, next: usize, text: &mut u32, cells: &mut [u32]) -> Outcome {
        (self.at, self.at_end) = (start, false);
        match self.quoted(next.wrapping_sub(1)) {
            Ok(cell) => *text = cell,
            Err(outcome) => return outcome,
        }
        self.fields(after, next, cells)
    }

    /// Goes to what follows the quote at `end` and its comma.
    fn go_behind(&mut self, end: usize) {
        self.at = end.wrapping_add(2);
        self.at_end = end.wrapping_add(1) >= self.text.len();
    }

    /// Reads fields, of which the first is at `first`.
    #[inline(never)]
    pub(crate) fn fields(&mut self, fields: &[Field], first: usize, cells: &mut [u32]) -> Outcome {
        let (mut present, mut index, mut cells) = (0_u32, first, cells);
        for field in fields {
            let Some((cell, rest)) = cells.split_first_mut() else { return Outcome::OTHER };
            cells = rest;
            if self.at_end {
                if !field.cell.is_optional && field.cell.kind != CellKind::Rest {
                    return Outcome::failed(Reason::Missing, index);
                }
                if field.cell.kind == CellKind::OpenMac {
                    cells = core::mem::take(&mut cells).get_mut(1..).unwrap_or(&mut []);
                }
                index = index.wrapping_add(1);
                continue;
            }
            let failed = match field.cell.kind {
                CellKind::Number | CellKind::Signed => self.number(field, index, cell),
                CellKind::Ip => self.ip(index, cell),
                // A line with a byte that none can hold is rejected with that reason.
                CellKind::Rest if holds_control(self.text) => Outcome::failed(Reason::Invalid, index),
                CellKind::Rest => {
                    *cell = pack(self.at, self.text.len(), false);
                    (self.at_end, self.quotes_seen) = (true, UNBOUNDED);
                    Outcome(0)
                }
                CellKind::OpenMac => {
                    let Some((second, rest)) = core::mem::take(&mut cells).split_first_mut() else {
                        return Outcome::OTHER;
                    };
                    cells = rest;
                    self.mac(index, cell, second)
                }
                CellKind::Text | CellKind::None => match self.quoted(index) {
                    Ok(text) => {
                        *cell = text;
                        Outcome(0)
                    }
                    Err(outcome) => outcome,
                },
            };
            if !failed.is_ok() {
                return failed;
            }
            present |= 1 << (index & 31);
            index = index.wrapping_add(1);
        }
        Outcome(present)
    }

    /// Takes the value that ends before `end`. False if neither a comma nor the end follows.
    fn advance(&mut self, end: usize, is_quoted: bool) -> bool {
        match self.text.get(end) {
            None => self.at_end = true,
            Some(b',') => self.at = end.wrapping_add(1),
            Some(_) => return false,
        }
        if is_quoted || self.quotes_seen > 0 {
            self.quotes_seen = self.quotes_seen.wrapping_add(1);
        }
        true
    }

    #[inline(always)]
    fn number(&mut self, field: &Field, index: usize, cell: &mut u32) -> Outcome {
        let is_negative = field.cell.kind == CellKind::Signed && self.text.get(self.at) == Some(&b'-');
        let digits = self.text.get(self.at.wrapping_add(is_negative.into())..).unwrap_or(b"");
        let (number, rest) = digits_at(digits);
        let end = self.text.len().wrapping_sub(rest.len());
        if rest.len() == digits.len() || !self.advance(end, false) {
            return self.wrong_token(index, usize::from(is_negative));
        }
        let unused =
            32_u32.wrapping_sub(field.cell.bits.into()).wrapping_add((field.cell.kind == CellKind::Signed).into());
        let max = u32::MAX.wrapping_shr(unused).wrapping_add(is_negative.into());
        match number {
            Some(number) if number <= max => {
                *cell = if is_negative { number.wrapping_neg() } else { number };
                Outcome(0)
            }
            _ => Outcome::failed(Reason::OutOfRange, index),
        }
    }

    #[inline(always)]
    fn ip(&mut self, index: usize, cell: &mut u32) -> Outcome {
        let quote = usize::from(self.text.get(self.at) == Some(&b'"'));
        let text = self.text.get(self.at.wrapping_add(quote)..).unwrap_or(b"");
        let Some((address, rest)) = ip_at(text) else { return self.wrong_token(index, NO_NUMBER) };
        let end = self.text.len().wrapping_sub(rest.len());
        let closes = quote == 0 || rest.first() == Some(&b'"');
        if !(closes && self.advance(end.wrapping_add(quote), quote > 0)) {
            return self.wrong_token(index, NO_NUMBER);
        }
        *cell = address;
        Outcome(0)
    }

    #[inline(always)]
    fn mac(&mut self, index: usize, cell: &mut u32, second: &mut u32) -> Outcome {
        let is_quoted = self.text.get(self.at) == Some(&b'"');
        let from = self.at.wrapping_add(is_quoted.into());
        let end = from.wrapping_add(17);
        let quote = !is_quoted || self.text.get(end) == Some(&b'"');
        if quote
            && let Some((high, low)) = self.text.get(from..).and_then(mac_at)
            && self.advance(end.wrapping_add(is_quoted.into()), is_quoted)
        {
            (*cell, *second) = (high, low | u32::from(KNOWN_MAC) << 24);
            return Outcome(0);
        }
        *second = 0;
        match self.quoted(index) {
            Ok(text) => {
                *cell = text;
                Outcome(0)
            }
            Err(outcome) => outcome,
        }
    }

    /// Takes a quoted text. Returns its cell.
    #[inline(never)]
    fn quoted(&mut self, index: usize) -> Result<u32, Outcome> {
        if self.text.get(self.at) != Some(&b'"') {
            return Err(self.wrong_token(index, NO_NUMBER));
        }
        let from = self.at.wrapping_add(1);
        let (mut end, mut is_escaped) = (from, false);
        loop {
            match self.text.get(end) {
                None => return Err(Outcome::failed(Reason::Unterminated, index)),
                Some(b'"') => break,
                Some(b'\\') => {
                    is_escaped = true;
                    end = end.wrapping_add(2);
                }
                Some(_) => end = end.wrapping_add(1),
            }
        }
        if !self.advance(end.wrapping_add(1), true) {
            return Err(Outcome::failed(Reason::Unterminated, index));
        }
        self.quotes_seen = UNBOUNDED;
        if holds_control(self.text.get(from..end).unwrap_or(b"")) {
            return Err(Outcome::failed(Reason::Invalid, index));
        }
        Ok(pack(from, end, is_escaped))
    }

    /// Returns why the token here is not what was expected. For a number, `sign` is the length of its sign.
    #[cold]
    #[inline(never)]
    fn wrong_token(&mut self, index: usize, sign: usize) -> Outcome {
        let mut text = self.text.get(self.at..).unwrap_or(b"");
        if text.first() == Some(&b'"') {
            return match self.quoted(index) {
                Ok(_) => Outcome::failed(Reason::Invalid, index),
                Err(outcome) => outcome,
            };
        }
        text = text.get(sign..).unwrap_or(b"");
        let (_, rest) = digits_at(text);
        let is_number = rest.len() < text.len() && matches!(rest, [] | [b',', ..]);
        Outcome::failed(if is_number { Reason::OutOfRange } else { Reason::Invalid }, index)
    }
}

/// For [`Reader::wrong_token`]: no number was expected.
const NO_NUMBER: usize = usize::MAX;

/// A text in a cell: where it begins, its length, and whether it is escaped.
const fn pack(from: usize, to: usize, is_escaped: bool) -> u32 {
    (from as u32) << 16 | (to.wrapping_sub(from) as u32 & MAX_LEN as u32) << 1 | is_escaped as u32
}

/// Returns the place of the next quote that may close a text: a comma or the end follows.
#[inline(never)]
fn closing(text: &[u8], from: usize) -> Option<usize> {
    let mut rest = text.get(from..)?;
    while let [byte, after @ ..] = rest {
        if *byte == b'"' && matches!(after, [] | [b',', ..]) {
            return text.len().checked_sub(rest.len());
        }
        rest = after;
    }
    None
}
