//! Lines: what the device sends and the host receives, by the same type.

use crate::{
    BufferFull, DecodeError, Writer,
    compact::{Reading, Shape},
};

/// A line from the module: an answer or a message.
///
/// Lines are given and written without their line ends.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no line from the module",
    label = "not a line",
    note = "`#[derive(Line)]` implements it",
    note = "for a request that no line answers use `NoLine`, for any line `Rest`"
)]
pub trait Line<'a>: Sized {
    /// How the compact reader reads it, if it does.
    #[doc(hidden)]
    const SHAPE: Option<&'static Shape> = None;

    /// Returns the value from what the compact reader has read, or the parameter that is out of range.
    #[doc(hidden)]
    fn from_reading<const N: usize>(_: &Reading<'a, '_, N>) -> Result<Self, usize> {
        Err(0)
    }

    /// Reads the line. `None` if it is another one; an error if it is this one and a parameter is refused.
    fn parse(line: &'a [u8]) -> Option<Result<Self, DecodeError>>;

    /// True if it is this line, whether its parameters are as they should be or not.
    fn is(line: &'a [u8]) -> bool {
        Self::parse(line).is_some()
    }

    /// Writes the line.
    fn write_to(&self, w: &mut Writer<'_>);

    /// Writes the line to the buffer's start.
    fn write<'b>(&self, buf: &'b mut [u8]) -> Result<&'b [u8], BufferFull> {
        let mut w = Writer::new(buf);
        self.write_to(&mut w);
        w.finish()
    }
}

/// For requests that no line answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoLine {}

#[cfg(feature = "defmt")]
impl defmt::Format for NoLine {
    fn format(&self, _: defmt::Formatter<'_>) {
        match *self {}
    }
}

impl<'a> Line<'a> for NoLine {
    fn parse(_: &'a [u8]) -> Option<Result<Self, DecodeError>> {
        None
    }

    fn write_to(&self, _: &mut Writer<'_>) {
        match *self {}
    }
}
