//! What has come of a line: which parameters are there, or why it is rejected.

use super::Shape;
use crate::{DecodeError, wire::holds_control};

/// One bit for each parameter that is there, and with the highest bit, why the line is rejected and at
/// which parameter. It fits a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome(pub(super) u32);

/// Why a line is rejected.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(super) enum Reason {
    Missing,
    Unterminated,
    Invalid,
    OutOfRange,
    TrailingData,
    Ambiguous,
}

impl Outcome {
    pub(super) const OTHER: Outcome = Outcome(u32::MAX);
    const FAILED: u32 = 0x8000_0000;
    /// Where the scope is: 0 for `_CUR`, 1 for `_DEF`, 2 for none.
    pub(super) const SCOPE: u32 = 16;
    /// Where the parameter is, five bits.
    const FIELD: u32 = 18;
    const REASON: u32 = 24;
    /// For [`Outcome::failed`]: what is wrong comes after all parameters.
    pub(super) const AFTER_ALL: usize = 31;

    pub(super) const fn failed(reason: Reason, field: usize) -> Self {
        let [field, ..] = field.to_le_bytes();
        Outcome(Outcome::FAILED | (reason as u32) << Outcome::REASON | (field as u32 & 31) << Outcome::FIELD)
    }

    /// The same, with the parameters that are there.
    pub(super) const fn with(self, present: u32) -> Self {
        Outcome(self.0 | present)
    }

    /// Returns true if a parameter that cannot hold its value is what the line is rejected for: it comes
    /// before all that else is wrong.
    pub(super) const fn is_first_wrong(self, field: usize) -> bool {
        self.is_ok() || field < (self.0 >> Outcome::FIELD & 31) as usize
    }

    pub(crate) const fn is_ok(self) -> bool {
        self.0 & Outcome::FAILED == 0
    }

    pub(crate) const fn is_present(self, field: usize) -> bool {
        self.0 >> (field & 31) & 1 != 0
    }

    pub(super) const fn scope(self) -> u32 {
        self.0 >> Outcome::SCOPE & 3
    }

    #[cold]
    #[inline(never)]
    pub(super) fn error(self, shape: &Shape, line: &[u8]) -> DecodeError {
        if holds_control(line) {
            return DecodeError::ControlByte;
        }
        let field = (self.0 >> Outcome::FIELD & 31) as usize;
        let name = shape.fields.get(field).map_or("", |field| field.name);
        match self.0 >> Outcome::REASON & 7 {
            0 => DecodeError::Missing(name),
            1 => DecodeError::Unterminated(name),
            2 => DecodeError::Invalid(name),
            3 => DecodeError::OutOfRange(name),
            4 => DecodeError::TrailingData,
            _ => DecodeError::Ambiguous(name),
        }
    }
}
