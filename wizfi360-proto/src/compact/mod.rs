//! A reader of lines for targets where room counts: one loop over descriptors in place of code for
//! each type.
//!
//! A line's parameters are read into cells of 32 bits, and the derive builds the value from the
//! cells. On a Cortex-M0 this takes less flash, less stack and half the instructions of the general
//! reader ([`Params`](crate::Params)), which is faster on 64 bits. [`SELECTED`] chooses; the cargo
//! cfg `wizfi360_reader="compact"` or `"general"` overrides it, so that all tests can run with both.
//! Lines with parameters that no cell holds, such as records, are left to the general reader.

mod address;
mod outcome;
mod reader;

pub(crate) use address::mac_at;
pub(crate) use reader::Reader;

use crate::{AtStr, Decode, DecodeError};
use address::KNOWN_MAC;
use outcome::{Outcome, Reason};
use reader::{read_first, read_line};

/// True if lines are read by this reader.
pub const SELECTED: bool =
    cfg!(all(not(wizfi360_reader = "general"), any(wizfi360_reader = "compact", not(target_pointer_width = "64"))));

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum CellKind {
    /// Nothing: the general reader has to read it.
    None,
    /// A number of this many bits.
    Number,
    /// A number of this many bits, one of them the sign.
    Signed,
    /// Where a quoted text is.
    Text,
    /// A MAC address: the second cell has the highest bit set. Otherwise where a quoted text is.
    OpenMac,
    /// An IPv4 address.
    Ip,
    /// Where the rest of the line is.
    Rest,
}

/// How a type is read into a cell: [`Decode::CELL`].
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    kind: CellKind,
    /// How many bits of 32 its magnitude does not have.
    unused_bits: u8,
    is_optional: bool,
}

impl Cell {
    /// A type that no cell holds.
    pub const NONE: Cell = Cell::of(CellKind::None);

    /// Creates a cell of this kind.
    pub const fn of(kind: CellKind) -> Self {
        Cell { kind, unused_bits: 0, is_optional: false }
    }

    /// How many cells it takes.
    const fn width(self) -> u8 {
        if matches!(self.kind, CellKind::OpenMac) { 2 } else { 1 }
    }

    /// Creates the cell of a number of this many bits.
    pub const fn number(bits: u32) -> Self {
        let [bits, ..] = bits.to_le_bytes();
        Cell { unused_bits: 32_u8.saturating_sub(bits), ..Cell::of(CellKind::Number) }
    }

    /// Creates the cell of a number of this many bits, one of them the sign.
    pub const fn signed(bits: u32) -> Self {
        let [bits, ..] = bits.to_le_bytes();
        Cell { unused_bits: 33_u8.saturating_sub(bits), ..Cell::of(CellKind::Signed) }
    }

    /// Creates the cell of a parameter that may be missing.
    pub const fn optional(self) -> Self {
        Cell { is_optional: true, ..self }
    }

    /// Creates the cell of an optional type whose parameter is always there.
    pub const fn required(self) -> Self {
        Cell { is_optional: false, ..self }
    }
}

/// A parameter of a line: 12 bytes of flash.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    name: &'static str,
    cell: Cell,
}

impl Field {
    /// Creates a parameter. `name` is the manual's word.
    pub const fn new(name: &'static str, cell: Cell) -> Self {
        Field { name, cell }
    }
}

/// A line: 28 bytes of flash, besides its parameters.
#[derive(Debug)]
pub struct Shape {
    /// The text that it begins with, with [`SCOPE`] or [`SUFFIXED_SCOPE`] in the place of a scope's suffix.
    pub prefix: &'static str,
    /// Other texts that it may begin with.
    pub aliases: &'static [&'static str],
    /// The parameters, at most 16. At most one is unescaped.
    pub fields: &'static [Field],
    /// The byte that it ends with, or 0.
    pub suffix: u8,
    /// How many cells the parameters take.
    pub cells: u8,
    /// Which parameter is unescaped; 255 if none is.
    pub unescaped: u8,
    /// How many parameters are required after it.
    pub min_following: u8,
    /// True if only its parameters mark it: if they cannot be read, it is another line.
    pub is_anonymous: bool,
}

/// In a prefix: `_CUR`, `_DEF` or nothing.
pub const SCOPE: u8 = 1;
/// In a prefix: `_CUR` or `_DEF`.
pub const SUFFIXED_SCOPE: u8 = 2;

/// Returns true if there is a shape that this reader reads.
pub const fn is_readable(shape: Option<&Shape>) -> bool {
    match shape {
        Some(shape) => shape.is_readable(),
        None => false,
    }
}

impl Shape {
    /// Returns true if this reader is selected and can read all fields.
    pub const fn is_readable(&self) -> bool {
        let (mut rest, mut all, mut count) = (self.fields, true, 0_usize);
        while let [field, after @ ..] = rest {
            all &= !matches!(field.cell.kind, CellKind::None);
            count = count.wrapping_add(1);
            rest = after;
        }
        SELECTED && all && count <= 16 && width(self.fields) == self.cells as usize
    }
}

/// How many cells the fields take.
const fn width(fields: &[Field]) -> usize {
    let (mut rest, mut cells) = (fields, 0_usize);
    while let [field, after @ ..] = rest {
        cells = cells.wrapping_add(field.cell.width() as usize);
        rest = after;
    }
    cells
}

/// A parameter that was read.
#[derive(Clone, Copy, Debug)]
pub struct Read<'a> {
    line: &'a [u8],
    cells: [u32; 2],
    is_present: bool,
}

impl<'a> Read<'a> {
    /// The number in the cell.
    #[inline(always)]
    pub const fn number(self) -> u32 {
        self.cells[0]
    }

    /// The lower bytes of the number in the cell.
    #[inline(always)]
    pub const fn bytes(self) -> [u8; 4] {
        self.cells[0].to_le_bytes()
    }

    /// The bytes that the cell refers to.
    #[inline(always)]
    pub(crate) fn text(self) -> &'a [u8] {
        text(self.line, self.cells[0])
    }

    /// The quoted text that the cell refers to.
    #[inline(always)]
    pub(crate) fn at_str(self) -> AtStr<'a> {
        AtStr::from_wire(self.text(), self.cells[0] & 1 != 0)
    }

    /// The MAC address in the cells, if there is one.
    #[inline(always)]
    pub(crate) fn mac(self) -> Option<[u8; 6]> {
        let ([_, a, b, c], [_, d, e, f]) = (self.cells[0].to_be_bytes(), self.cells[1].to_be_bytes());
        if self.cells[1] & KNOWN_MAC == 0 { None } else { Some([a, b, c, d, e, f]) }
    }

    /// True if the parameter is there.
    #[inline(always)]
    pub(crate) const fn is_present(self) -> bool {
        self.is_present
    }
}

#[inline(never)]
fn text(line: &[u8], cell: u32) -> &[u8] {
    let [.., high, low] = cell.to_be_bytes();
    let (from, len) = ((cell >> 16) as usize, usize::from(u16::from_be_bytes([high, low]) >> 1));
    line.get(from..from.wrapping_add(len)).unwrap_or(b"")
}

/// The longest text that a cell can refer to, and the last place where it can begin.
pub(super) const MAX_LEN: usize = 0x7fff;

/// Reads a line into `N` cells. Returns the value that `build` makes of them, the error, or `None` for
/// another line.
#[inline(always)]
pub fn read<'a, const N: usize, T>(
    shape: &'static Shape,
    line: &'a [u8],
    build: impl FnOnce(&Reading<'a, '_, N>) -> Result<T, usize>,
) -> Option<Result<T, DecodeError>> {
    let mut cells = [0; N];
    let outcome = read_line(shape, line, &mut cells);
    built(shape, &Reading { line, cells: &cells, outcome }, build)
}

/// How many cells [`read_any`] has.
pub const ANY: usize = 8;

/// Returns true if there is a shape that [`read_any`] reads.
pub const fn is_readable_as_any(shape: Option<&Shape>) -> bool {
    match shape {
        Some(shape) => shape.is_readable() && shape.cells as usize <= ANY,
        None => false,
    }
}

/// Reads a line as the first of several that it is. `build` also gets which one.
#[inline(always)]
pub fn read_any<'a, T>(
    shapes: &'static [Option<&'static Shape>],
    line: &'a [u8],
    build: impl FnOnce(usize, &Reading<'a, '_, ANY>) -> Result<T, usize>,
) -> Option<Result<T, DecodeError>> {
    let mut cells = [0; ANY];
    let (index, outcome) = read_first(shapes, line, &mut cells);
    let shape = shapes.get(index).copied().flatten()?;
    built(shape, &Reading { line, cells: &cells, outcome }, |reading| build(index, reading))
}

#[inline(always)]
fn built<'a, 'c, const N: usize, T>(
    shape: &Shape,
    reading: &Reading<'a, 'c, N>,
    build: impl FnOnce(&Reading<'a, 'c, N>) -> Result<T, usize>,
) -> Option<Result<T, DecodeError>> {
    let mut outcome = reading.outcome;
    if outcome == Outcome::OTHER {
        return None;
    }
    match build(reading) {
        Ok(value) if outcome.is_ok() => return Some(Ok(value)),
        Err(field) if outcome.is_first_wrong(field) => outcome = Outcome::failed(Reason::OutOfRange, field),
        _ => {}
    }
    if shape.is_anonymous {
        return None;
    }
    Some(Err(outcome.error(shape, reading.line)))
}

/// The cells of a line.
#[derive(Debug)]
pub struct Reading<'a, 'c, const N: usize> {
    line: &'a [u8],
    cells: &'c [u32; N],
    outcome: Outcome,
}

impl<'a, const N: usize> Reading<'a, '_, N> {
    /// Returns the parameter of this type in the cells from `cell` on. It is the one at `field`.
    #[inline(always)]
    pub fn get<T: Decode<'a>>(&self, field: usize, cell: usize) -> Result<T, usize> {
        self.get_if(self.outcome.is_present(field), field, cell)
    }

    /// Returns a parameter that is always there.
    #[inline(always)]
    pub fn get_required<T: Decode<'a>>(&self, field: usize, cell: usize) -> Result<T, usize> {
        self.get_if(true, field, cell)
    }

    #[inline(always)]
    fn get_if<T: Decode<'a>>(&self, is_present: bool, field: usize, cell: usize) -> Result<T, usize> {
        let at = |cell: usize| self.cells.get(cell).copied().unwrap_or(0);
        let read = Read { line: self.line, cells: [at(cell), at(cell.wrapping_add(1))], is_present };
        T::from_cell(read).ok_or(field)
    }

    /// Returns the scope of the name.
    #[inline(always)]
    pub fn scope<T: Decode<'a>>(&self) -> Result<T, usize> {
        T::from_cell(Read { line: b"", cells: [self.outcome.scope(), 0], is_present: true }).ok_or(0)
    }
}
