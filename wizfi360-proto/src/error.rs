//! What can go wrong.

use core::fmt;

/// The only way in which writing can fail: everything else is ruled out when a value is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Why a line is refused. It names the parameter by the manual's word and carries no text of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        }
    }
}

impl core::error::Error for DecodeError {}
