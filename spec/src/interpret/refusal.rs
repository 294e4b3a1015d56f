//! Why a text or a value is refused.

use serde::{Serialize, Serializer};
use std::{fmt, ops::Range};

/// What kind of mistake it is. The classes are those of generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A parameter that must be there is not.
    Missing,
    /// It is not written as a value of its type.
    Invalid,
    /// It is written as one, but the type does not have it.
    OutOfRange,
    /// A text has too few bytes.
    TooShort,
    /// A text has too many bytes.
    TooLong,
    /// A quoted text does not end, or something stands behind its end.
    Unterminated,
    /// CR, LF or NUL stands in it.
    ControlByte,
    /// Something stands behind the last parameter.
    TrailingData,
    /// No command has this name.
    UnknownCommand,
    /// The command does not have this form.
    UnknownForm,
    /// The line can be read in several ways.
    Ambiguous,
    /// Each parameter is right, but together they break a rule of the form.
    RuleViolation,
}

impl ErrorKind {
    /// Returns its name in JSON: `out_of_range`.
    pub const fn name(self) -> &'static str {
        match self {
            ErrorKind::Missing => "missing",
            ErrorKind::Invalid => "invalid",
            ErrorKind::OutOfRange => "out_of_range",
            ErrorKind::TooShort => "too_short",
            ErrorKind::TooLong => "too_long",
            ErrorKind::Unterminated => "unterminated",
            ErrorKind::ControlByte => "control_byte",
            ErrorKind::TrailingData => "trailing_data",
            ErrorKind::UnknownCommand => "unknown_command",
            ErrorKind::UnknownForm => "unknown_form",
            ErrorKind::Ambiguous => "ambiguous",
            ErrorKind::RuleViolation => "rule_violation",
        }
    }
}

impl Serialize for ErrorKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A mistake in a line or in a value: where it is, the rule that it breaks, and the way out.
///
/// No text of it holds the value of a secret parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// What kind of mistake it is.
    pub error: ErrorKind,
    /// The parameter's name, if it is about one.
    pub param: Option<String>,
    /// The bytes that are at fault, in the line that was given; empty where something is missing.
    pub span: Option<Range<usize>>,
    /// What was found there. Nothing where a secret may stand.
    pub found: Option<Box<str>>,
    /// The rule in a short sentence: `"at most 32 bytes"`, `"0 to 4"`.
    pub rule: String,
    /// The way out, where the rule alone does not tell it.
    pub help: Option<String>,
}

/// `link ID: 7 is out of range: 0 to 4`
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(param) = &self.param {
            write!(f, "{param}: ")?;
        }
        let found = self.found.as_deref().unwrap_or("the value");
        match self.error {
            ErrorKind::Missing => write!(f, "missing")?,
            ErrorKind::Invalid => write!(f, "{found} is not valid")?,
            ErrorKind::Ambiguous => write!(f, "where {found} ends cannot be told")?,
            ErrorKind::OutOfRange => write!(f, "{found} is out of range")?,
            ErrorKind::TooShort => write!(f, "{found} is too short")?,
            ErrorKind::TooLong => write!(f, "{found} is too long")?,
            ErrorKind::Unterminated => write!(f, "{found} has no proper end")?,
            ErrorKind::ControlByte if self.param.is_none() => write!(f, "a control byte stands in the line")?,
            ErrorKind::ControlByte => write!(f, "a control byte stands in it")?,
            ErrorKind::TrailingData => write!(f, "{} is left over", self.found.as_deref().unwrap_or("something"))?,
            ErrorKind::UnknownCommand => write!(f, "{found} is not a known command")?,
            ErrorKind::UnknownForm => write!(f, "{found} is not a known form")?,
            ErrorKind::RuleViolation => write!(f, "breaks a rule across parameters")?,
        }
        write!(f, ": {}", self.rule)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}
