//! What can go wrong.

use crate::RuleViolation;
use core::fmt;

/// The only way in which writing can fail: everything else is ruled out when a value is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct BufferFull {
    /// How many bytes it takes.
    pub needed: usize,
}

impl fmt::Display for BufferFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the buffer is too small: {} bytes are needed", self.needed)
    }
}

impl core::error::Error for BufferFull {}

/// The reason why a value cannot be constructed: what was given, and what is allowed. It holds no text.
///
/// `new`, `TryFrom` and `FromStr` of each value type return it, and [`RuleViolation`] converts to it by
/// `?`. For constants see [`constant`].
///
/// ```
/// use wizfi360_proto::{ValueError, domains::{LinkId, Ssid}};
///
/// let long = "x".repeat(33);
/// assert_eq!(Ssid::new(&long), Err(ValueError::TooLong { len: 33, max: 32 }));
/// assert_eq!(Ssid::new("two\r\nlines"), Err(ValueError::ControlByte { at: 3 }));
/// assert_eq!(LinkId::new(7), Err(ValueError::OutOfRange { given: 7, min: 0, max: 4 }));
/// assert_eq!("7".parse::<LinkId>().unwrap_err().to_string(), "7 is out of range: 0 to 4");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum ValueError {
    /// A text has fewer bytes than it may.
    TooShort {
        /// Its length in bytes, before escaping.
        len: usize,
        /// The least that is allowed.
        min: usize,
    },
    /// A text has more bytes than it may.
    TooLong {
        /// Its length in bytes, before escaping.
        len: usize,
        /// The most that is allowed.
        max: usize,
    },
    /// CR, LF or NUL in a text.
    ControlByte {
        /// The index of the first.
        at: usize,
    },
    /// A number is too small or too large.
    OutOfRange {
        /// The number.
        given: i64,
        /// The smallest that is allowed.
        min: i64,
        /// The largest that is allowed.
        max: i64,
    },
    /// A mask has bits that mean nothing.
    UnknownBits {
        /// The mask.
        given: i64,
        /// All bits that are allowed.
        known: i64,
    },
    /// A number or a word is not one of an enum's.
    NotListed,
    /// A text is not of the type's form: letters in a number, a MAC address without colons.
    Invalid,
    /// A MAC address is a group's, where a station's is required.
    GroupAddress,
    /// Each value is right, but together they break a rule.
    RuleViolation(RuleViolation),
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ValueError::TooShort { len, min } => write!(f, "{len} bytes are too short: at least {min}"),
            ValueError::TooLong { len, max } => write!(f, "{len} bytes are too long: at most {max}"),
            ValueError::ControlByte { at } => write!(f, "CR, LF or NUL at byte {at}"),
            ValueError::OutOfRange { given, min, max } => write!(f, "{given} is out of range: {min} to {max}"),
            ValueError::UnknownBits { given, known } => write!(f, "{given:#x} has bits that are not in {known:#x}"),
            ValueError::NotListed => f.write_str("it is not one of the values"),
            ValueError::Invalid => f.write_str("the text is not of this type"),
            ValueError::GroupAddress => f.write_str("the MAC address is a group's"),
            ValueError::RuleViolation(violation) => violation.fmt(f),
        }
    }
}

impl core::error::Error for ValueError {}

impl From<RuleViolation> for ValueError {
    fn from(violation: RuleViolation) -> Self {
        ValueError::RuleViolation(violation)
    }
}

/// Returns a value that is known to be valid, for constants: `Result::unwrap` is not a `const fn`.
///
/// ```
/// use wizfi360_proto::{Scope, commands::cwjap, constant, domains::{Password, Ssid}};
///
/// const JOIN: cwjap::Set = cwjap::Set::new(
///     Scope::Current,
///     constant(Ssid::new("home")),
///     constant(Password::new("secret words")),
/// );
/// ```
///
/// # Panics
///
/// If the value is an error. In a `const`, a `static` or a `const` block, this is an error of the
/// compiler:
///
/// ```compile_fail
/// # use wizfi360_proto::{constant, domains::LinkId};
/// const LINK: LinkId = constant(LinkId::new(5));
/// ```
///
/// Do not call it elsewhere: at run time, match the `Result`.
#[allow(clippy::panic)]
pub const fn constant<T: Copy, E: Copy>(value: Result<T, E>) -> T {
    match value {
        Ok(value) => value,
        Err(_) => panic!("the constant breaks a limit or a rule: its constructor returns an error"),
    }
}

/// Why a line is refused. It names the parameter by the manual's word and carries no text of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum DecodeError {
    /// A parameter is missing.
    Missing(&'static str),
    /// A parameter is not of its type: quotes where none belong, letters in a number.
    Invalid(&'static str),
    /// A number is too large or too small, or a value is not listed.
    OutOfRange(&'static str),
    /// A text is shorter than it may be.
    TooShort(&'static str),
    /// A text is longer than it may be.
    TooLong(&'static str),
    /// A quote is missing, or something stands behind the closing one.
    Unterminated(&'static str),
    /// CR, LF or NUL inside the line.
    ControlByte,
    /// The line is longer than the buffer that it is read into.
    LineTooLong,
    /// More parameters than there are.
    TrailingData,
    /// A request for a command that is not known.
    UnknownCommand,
    /// A request in a form that the command does not have.
    UnknownForm,
    /// The line may mean several things, and which one cannot be told from its text.
    Ambiguous(&'static str),
    /// Each parameter of a request is right, but together they break a rule of its form.
    RuleViolation(RuleViolation),
}

impl DecodeError {
    /// Returns the parameter that is wrong, by the manual's word. Of a rule across parameters, it is the
    /// first.
    pub fn param(&self) -> Option<&'static str> {
        match self {
            DecodeError::Missing(name)
            | DecodeError::Invalid(name)
            | DecodeError::OutOfRange(name)
            | DecodeError::TooShort(name)
            | DecodeError::TooLong(name)
            | DecodeError::Unterminated(name)
            | DecodeError::Ambiguous(name) => Some(name),
            DecodeError::RuleViolation(violation) => violation.params().first().copied(),
            DecodeError::ControlByte
            | DecodeError::LineTooLong
            | DecodeError::TrailingData
            | DecodeError::UnknownCommand
            | DecodeError::UnknownForm => None,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Missing(name) => write!(f, "<{name}> is missing"),
            DecodeError::Invalid(name) => write!(f, "<{name}> is not of its type"),
            DecodeError::OutOfRange(name) => write!(f, "<{name}> is out of range"),
            DecodeError::TooShort(name) => write!(f, "<{name}> is too short"),
            DecodeError::TooLong(name) => write!(f, "<{name}> is too long"),
            DecodeError::Unterminated(name) => write!(f, "the quotes of <{name}> do not match"),
            DecodeError::ControlByte => f.write_str("CR, LF or NUL stands inside the line"),
            DecodeError::LineTooLong => f.write_str("the line is too long"),
            DecodeError::TrailingData => f.write_str("there are more parameters than expected"),
            DecodeError::UnknownCommand => f.write_str("the command is not known"),
            DecodeError::UnknownForm => f.write_str("the command does not have this form"),
            DecodeError::Ambiguous(name) => write!(f, "where <{name}> ends cannot be told"),
            DecodeError::RuleViolation(violation) => violation.fmt(f),
        }
    }
}

impl core::error::Error for DecodeError {}
