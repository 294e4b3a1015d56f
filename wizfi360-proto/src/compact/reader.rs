//! The loop over descriptors.

use super::{
    Cell, CellKind, Field, MAX_LEN, SCOPE, SUFFIXED_SCOPE, Shape,
    address::{MAC_LEN, fits, ip_at, mac_at},
    outcome::{Outcome, Reason},
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
    let text = match (line, rest) {
        _ if shape.suffix == 0 => line,
        ([text @ .., _], [.., last]) if *last == shape.suffix => text,
        _ => return Outcome::OTHER,
    };
    if text.len() > MAX_LEN {
        return Outcome::failed(Reason::Invalid, 0);
    }
    let params = text.get(line.len().wrapping_sub(rest.len())..).unwrap_or(b"");
    let mut reader = Reader::new(params, text.len(), cells);
    let outcome = match shape.fields.split_at_checked(shape.unescaped.into()) {
        Some((before, [_, ..])) => {
            let first = reader.fields(before, 0);
            if first.is_ok() { reader.unescaped(shape).with(first.0) } else { first }
        }
        _ => reader.fields(shape.fields, 0),
    };
    if outcome.is_ok() && !reader.is_at_end {
        return Outcome::failed(Reason::TrailingData, Outcome::AFTER_ALL).with(outcome.0);
    }
    outcome.with(scope << Outcome::SCOPE)
}

/// Returns the scope, and the line after the prefix.
#[inline(always)]
fn strip<'a>(line: &'a [u8], prefix: &[u8]) -> Option<(u32, &'a [u8])> {
    // None, unless the prefix has a place for it.
    let (mut scope, mut rest) = (2, line);
    for byte in prefix {
        match rest {
            [first, after @ ..] if first == byte => rest = after,
            _ => (scope, rest) = strip_suffix(rest, *byte)?,
        }
    }
    Some((scope, rest))
}

/// Returns the scope that the text begins with, and what follows it, if a scope is due.
#[inline(never)]
fn strip_suffix(text: &[u8], due: u8) -> Option<(u32, &[u8])> {
    match text {
        _ if due > SUFFIXED_SCOPE => None,
        [b'_', b'C', b'U', b'R', rest @ ..] => Some((0, rest)),
        [b'_', b'D', b'E', b'F', rest @ ..] => Some((1, rest)),
        rest if due == SCOPE => Some((2, rest)),
        _ => None,
    }
}

/// The place in a line.
// Each value is read by a function of its own over this: in one function all of them spill.
pub(crate) struct Reader<'a, 'c> {
    rest: &'a [u8],
    /// No parameter is left; an empty text after a comma is one.
    is_at_end: bool,
    /// How many parameters were read from the first quoted one on; many after a text.
    quotes_seen: u8,
    /// The length of the line, up to its suffix. Cells count from its start.
    len: u16,
    cells: &'c mut [u32],
    /// The cell of the next parameter.
    cell: u8,
}

/// More than a line has.
const UNBOUNDED: u8 = 0x80;

impl<'a, 'c> Reader<'a, 'c> {
    /// Creates a reader of the parameters in `rest`. The line has `len` bytes up to its suffix.
    pub(crate) fn new(rest: &'a [u8], len: usize, cells: &'c mut [u32]) -> Self {
        let len = u16::try_from(len).unwrap_or(0);
        Reader { rest, is_at_end: rest.is_empty(), quotes_seen: 0, len, cells, cell: 0 }
    }

    /// Writes the next cell.
    #[inline(always)]
    fn put(&mut self, value: u32) {
        if let Some(cell) = self.cells.get_mut(usize::from(self.cell)) {
            *cell = value;
        }
        self.cell = self.cell.wrapping_add(1);
    }

    /// Returns true if no parameter is left.
    pub(crate) const fn is_at_end(&self) -> bool {
        self.is_at_end
    }

    /// Returns the parameters that are left.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Skips a token, of which there is one. Returns false if it is broken.
    pub(crate) fn skip(&mut self) -> bool {
        match self.rest {
            [b'"', ..] => self.quoted().is_none(),
            rest => self.advance(rest.get(bare_len(rest)..).unwrap_or(b"")),
        }
    }

    /// Counts the tokens that are left. A broken one counts, and ends the count.
    pub(crate) fn count(mut self) -> usize {
        let mut count = 0_usize;
        while !self.is_at_end {
            count = count.wrapping_add(1);
            if !self.skip() {
                break;
            }
        }
        count
    }

    /// Goes to what follows a value. False if neither a comma nor the end does.
    #[inline(always)]
    fn advance(&mut self, after: &'a [u8]) -> bool {
        match after {
            [] => self.is_at_end = true,
            [b',', rest @ ..] => self.rest = rest,
            _ => return false,
        }
        true
    }

    /// The same, past the closing quote of a value that has an opening one.
    #[inline(always)]
    fn advance_unquoted(&mut self, is_quoted: bool, after: &'a [u8]) -> bool {
        match after {
            [b'"', after @ ..] if is_quoted => self.advance(after),
            _ if is_quoted => false,
            after => self.advance(after),
        }
    }

    /// Returns where `rest` begins in the line.
    #[inline(always)]
    fn place(&self, rest: &[u8]) -> usize {
        usize::from(self.len).wrapping_sub(rest.len())
    }

    /// Returns a cell that refers to the text between these two places.
    #[inline(always)]
    fn pack(&self, inside: &[u8], after: &[u8], is_escaped: bool) -> u32 {
        let len = inside.len().wrapping_sub(after.len());
        // The line is not longer than MAX_LEN.
        let ([from, from_high, ..], [len, len_high, ..]) = (self.place(inside).to_le_bytes(), len.to_le_bytes());
        u32::from_le_bytes([0, 0, from, from_high])
            | u32::from_le_bytes([len, len_high, 0, 0]) << 1
            | u32::from(is_escaped)
    }

    /// Reads an unescaped text, and everything after it. It ends at the quote after which everything
    /// can be read.
    #[inline(never)]
    fn unescaped(&mut self, shape: &'static Shape) -> Outcome {
        let index = usize::from(shape.unescaped);
        if self.is_at_end {
            return self.fields(shape.fields.get(index..).unwrap_or(&[]), index);
        }
        let (start, cell) = (self.rest, self.cell);
        let inside = start.strip_prefix(b"\"").unwrap_or(b"");
        let mut outcome = match closing(inside) {
            Some((after, is_special)) => {
                let outcome = self.tail(shape, after, cell);
                // After each quote in the tail fewer parameters are left than are required: no other end fits.
                let fits = outcome.is_ok() && self.is_at_end;
                if !is_special && fits && self.quotes_seen <= shape.min_following {
                    self.put_text(cell, inside, after, false);
                    outcome
                } else {
                    self.ends(shape, inside, cell)
                }
            }
            None => Outcome::OTHER,
        };
        if outcome == Outcome::OTHER {
            (self.rest, self.is_at_end, self.cell) = (start, false, cell);
            outcome = self.escaped(shape);
        }
        outcome.with(1 << (index & 31))
    }

    /// Tries all ends of an unescaped text. Returns [`Outcome::OTHER`] if none fits.
    // Apart from the usual case, which needs less stack without it.
    #[cold]
    #[inline(never)]
    fn ends(&mut self, shape: &'static Shape, inside: &'a [u8], cell: u8) -> Outcome {
        let index = usize::from(shape.unescaped);
        let mut ahead = inside;
        let mut found = None;
        while let Some((after, _)) = closing(ahead) {
            ahead = after;
            let outcome = self.tail(shape, after, cell);
            if !outcome.is_ok() || !self.is_at_end {
                continue;
            }
            if found.replace(after).is_some() {
                return Outcome::failed(Reason::Ambiguous, index);
            }
            if self.quotes_seen <= shape.min_following {
                break;
            }
        }
        let Some(after) = found else { return Outcome::OTHER };
        // Later ends that were tried have overwritten the cells.
        let outcome = self.tail(shape, after, cell);
        let len = inside.len().wrapping_sub(after.len()).wrapping_sub(1);
        let text = inside.get(..len).unwrap_or(b"");
        if holds_control(text) {
            return Outcome::failed(Reason::Invalid, index);
        }
        self.put_text(cell, inside, after, is_escaped(text));
        outcome
    }

    /// Writes the cell of an unescaped text that ends one byte before `after`.
    fn put_text(&mut self, cell: u8, inside: &'a [u8], after: &'a [u8], is_escaped: bool) {
        let len = inside.len().wrapping_sub(after.len()).wrapping_sub(1);
        self.cell = cell;
        self.put(self.pack(inside, inside.get(len..).unwrap_or(b""), is_escaped));
    }

    /// Reads what follows an unescaped text that ends before `after` and is in `cell`.
    #[inline(always)]
    fn tail(&mut self, shape: &'static Shape, after: &'a [u8], cell: u8) -> Outcome {
        // After a comma, or at the end.
        (self.rest, self.is_at_end) = (after.get(1..).unwrap_or(b""), after.is_empty());
        (self.quotes_seen, self.cell) = (0, cell.wrapping_add(1));
        let index = usize::from(shape.unescaped).wrapping_add(1);
        self.fields(shape.fields.get(index..).unwrap_or(&[]), index)
    }

    /// Reads an unescaped text that has no end as if it were escaped: it is rejected with the reason.
    #[cold]
    #[inline(never)]
    fn escaped(&mut self, shape: &'static Shape) -> Outcome {
        let index = usize::from(shape.unescaped);
        match self.quoted() {
            None => self.fields(shape.fields.get(index.wrapping_add(1)..).unwrap_or(&[]), index.wrapping_add(1)),
            Some(reason) => Outcome::failed(reason, index),
        }
    }

    /// Reads fields, of which the first is at `index`.
    #[inline(never)]
    pub(crate) fn fields(&mut self, fields: &[Field], index: usize) -> Outcome {
        let (mut present, mut bit, mut index) = (0_u32, 1_u32 << (index & 31), index);
        for Field { cell, .. } in fields {
            let reason = if self.is_at_end {
                if cell.is_optional || cell.kind == CellKind::Rest { None } else { Some(Reason::Missing) }
            } else {
                present |= bit;
                match cell.kind {
                    CellKind::Number => self.number(cell.unused_bits, false),
                    _ => self.value(*cell),
                }
            };
            if let Some(reason) = reason {
                return Outcome::failed(reason, index).with(present);
            }
            index = index.wrapping_add(1);
            bit <<= 1;
        }
        Outcome(present)
    }

    /// Reads a value into its cells. Returns why it is rejected.
    #[inline(never)]
    fn value(&mut self, how: Cell) -> Option<Reason> {
        match how.kind {
            CellKind::Number | CellKind::Signed => {
                let is_negative = how.kind == CellKind::Signed && self.rest.first() == Some(&b'-');
                return self.number(how.unused_bits, is_negative);
            }
            CellKind::Ip => {
                let (is_quoted, inside) = unquoted(self.rest);
                let is_read = match ip_at(inside) {
                    Some((address, after)) => {
                        self.put(address);
                        self.advance_unquoted(is_quoted, after)
                    }
                    None => false,
                };
                if !is_read {
                    return Some(self.wrong_token(NO_NUMBER));
                }
                self.note_quotes(is_quoted);
            }
            CellKind::OpenMac => {
                let (is_quoted, inside) = unquoted(self.rest);
                let (high, low) = mac_at(inside);
                if low == 0 || !self.advance_unquoted(is_quoted, inside.get(MAC_LEN..).unwrap_or(b"")) {
                    let reason = self.quoted();
                    self.put(0);
                    return reason;
                }
                self.put(high);
                self.put(low);
                self.note_quotes(is_quoted);
            }
            // A line with a byte that none can hold is rejected with that reason.
            CellKind::Rest if holds_control(self.rest) => return Some(Reason::Invalid),
            CellKind::Rest => {
                self.put(self.pack(self.rest, b"", false));
                (self.is_at_end, self.quotes_seen) = (true, UNBOUNDED);
            }
            CellKind::Text | CellKind::None => return self.quoted(),
        }
        None
    }

    #[inline(always)]
    fn note_quotes(&mut self, is_quoted: bool) {
        if is_quoted || self.quotes_seen > 0 {
            self.quotes_seen = self.quotes_seen.wrapping_add(1);
        }
    }

    #[inline(never)]
    fn number(&mut self, unused_bits: u8, is_negative: bool) -> Option<Reason> {
        let digits = self.rest.get(usize::from(is_negative)..).unwrap_or(b"");
        let (mut rest, mut number) = (digits, 0_u32);
        while let [byte, after @ ..] = rest {
            let digit = u32::from(*byte).wrapping_sub(b'0'.into());
            if digit > 9 {
                break;
            }
            number = number.wrapping_mul(10).wrapping_add(digit);
            rest = after;
        }
        let count = digits.len().wrapping_sub(rest.len());
        // Nine digits always fit.
        if count == 0 || count > 9 && !fits(digits) || !self.advance(rest) {
            return Some(self.wrong_token(is_negative.into()));
        }
        self.note_quotes(false);
        if number > u32::MAX.wrapping_shr(unused_bits.into()).wrapping_add(is_negative.into()) {
            return Some(Reason::OutOfRange);
        }
        self.put(if is_negative { number.wrapping_neg() } else { number });
        None
    }

    /// Reads a quoted text.
    #[inline(never)]
    fn quoted(&mut self) -> Option<Reason> {
        let [b'"', inside @ ..] = self.rest else { return Some(self.wrong_token(NO_NUMBER)) };
        let (mut rest, mut is_escaped, mut has_control) = (inside, false, false);
        while let [byte, after @ ..] = rest {
            if *byte == b'"' {
                self.put(self.pack(inside, rest, is_escaped));
                self.quotes_seen = UNBOUNDED;
                return match () {
                    () if !self.advance(after) => Some(Reason::Unterminated),
                    () if has_control => Some(Reason::Invalid),
                    () => None,
                };
            }
            has_control |= is_control(*byte);
            rest = after;
            if *byte == b'\\' {
                is_escaped = true;
                let [byte, after @ ..] = rest else { break };
                has_control |= is_control(*byte);
                rest = after;
            }
        }
        Some(Reason::Unterminated)
    }

    /// Returns why the token here is not what was expected. For a number, `sign` is the length of its sign.
    #[cold]
    #[inline(never)]
    fn wrong_token(&mut self, sign: usize) -> Reason {
        let rest = self.rest;
        if rest.first() == Some(&b'"') {
            return self.quoted().unwrap_or(Reason::Invalid);
        }
        let digits = rest.get(sign..bare_len(rest)).unwrap_or(b"");
        let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        if is_number { Reason::OutOfRange } else { Reason::Invalid }
    }
}

/// For [`Reader::wrong_token`]: no number was expected.
const NO_NUMBER: usize = usize::MAX;

/// Returns whether a quote precedes a value, and the value.
#[inline(always)]
const fn unquoted(token: &[u8]) -> (bool, &[u8]) {
    match token {
        [b'"', inside @ ..] => (true, inside),
        token => (false, token),
    }
}

/// Returns the length of a token without quotes.
fn bare_len(token: &[u8]) -> usize {
    token.iter().take_while(|byte| **byte != b',').count()
}

/// True for bytes that no line can hold.
#[inline(always)]
const fn is_control(byte: u8) -> bool {
    byte <= b'\r' && matches!(byte, 0 | b'\r' | b'\n')
}

/// Returns what follows the next quote that may close a text, a comma or nothing; and whether a
/// backslash or a control byte precedes it.
#[inline(never)]
fn closing(text: &[u8]) -> Option<(&[u8], bool)> {
    let (mut rest, mut is_special) = (text, false);
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            b'"' if matches!(after, [] | [b',', ..]) => return Some((after, is_special)),
            0..=b'\r' | b'\\' => is_special = true,
            _ => {}
        }
    }
    None
}
