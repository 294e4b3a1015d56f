//! Requests that the spec does not have.

use crate::{Command, DecodeError, Encode, Final, Form, Line, Request, Rest, ValueError, Writer, wire::Raw};
use core::fmt;

/// Any AT command line, for commands that this crate does not know.
///
/// It is sent as it is, with a line ending after it. It starts with `AT` and holds neither CR, LF nor
/// NUL, so nothing in it can end the line early: a raw request is one line, whatever text it is made of.
/// Parameters are not escaped.
///
/// Any line answers it, except messages. `OK`, `ERROR`, `FAIL`, `SEND OK` and `SEND FAIL` end it, and so
/// does `busy p...`; the timeout is 5 s. There is no data phase: a prompt is not reported. For a command
/// with data, or with typed parameters, define a [`Request`] of your own: see [`Record`](macro@crate::Record)
/// and [`Command::with_data`].
///
/// The decoder cannot know how long the command's name is. It takes the first line that starts with `AT`
/// for the echo, also if echo is off.
///
/// ```
/// use wizfi360_proto::{Final, RawRequest, host::{Decoder, Exchange, Progress}};
///
/// let mut decoder = Decoder::<128>::new();
/// let mut buf = [0; 64];
/// let request = RawRequest::new("AT+SYSTEMP?")?;
/// let (mut exchange, sent) = Exchange::start(&request, &mut decoder, &mut buf)?;
/// assert_eq!(sent, b"AT+SYSTEMP?\r\n");
///
/// let mut input: &[u8] = b"AT+SYSTEMP?\r\n+SYSTEMP:41\r\n\r\nOK\r\n";
/// let mut answer = None;
/// let result = loop {
///     let (consumed, event) = decoder.feed(input);
///     input = &input[consumed..];
///     let Some(event) = event else { continue };
///     match exchange.handle_event(event) {
///         Progress::Line(line) => answer = Some(line.to_vec()),
///         Progress::Done(result) => break result,
///         _ => {}
///     }
/// };
/// assert_eq!(answer.as_deref(), Some(b"+SYSTEMP:41".as_slice()));
/// assert_eq!(result, Ok(Final::Ok));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RawRequest<'a> {
    /// It starts with `AT`.
    line: Rest<'a>,
}

impl<'a> RawRequest<'a> {
    /// Creates a request of a line without its line ending.
    ///
    /// # Errors
    ///
    /// [`ValueError::ControlByte`] for CR, LF or NUL, [`ValueError::Invalid`] if it does not start with
    /// `AT`.
    pub const fn new(line: &'a str) -> Result<Self, ValueError> {
        RawRequest::from_bytes(line.as_bytes())
    }

    /// Creates a request of the bytes of a line, UTF-8 or not.
    ///
    /// # Errors
    ///
    /// [`ValueError::ControlByte`] for CR, LF or NUL, [`ValueError::Invalid`] if it does not start with
    /// `AT`.
    pub const fn from_bytes(line: &'a [u8]) -> Result<Self, ValueError> {
        match (Rest::from_bytes(line), line) {
            (Ok(line), [b'A', b'T', ..]) => Ok(RawRequest { line }),
            (Ok(_), _) => Err(ValueError::Invalid),
            (Err(error), _) => Err(error),
        }
    }

    /// Returns the line, without its line ending.
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.line.as_bytes()
    }

    /// Returns the length of the request in bytes, line ending included: how much room
    /// [`Request::write`] needs. [`Request::MAX_LEN`] is `usize::MAX`, as there is no limit.
    pub const fn max_len(&self) -> usize {
        self.line.len().saturating_add(2)
    }
}

impl Encode for RawRequest<'_> {
    const ENCODED_MAX: usize = usize::MAX;

    fn encode(&self, w: &mut Writer<'_>) {
        // The command's name has written `AT`.
        w.raw(self.line.as_bytes().get(2..).unwrap_or_default());
    }
}

impl Request for RawRequest<'_> {
    // Without `=` after the name the decoder takes any `AT..` for the echo.
    const COMMAND: &'static Command = &Command::new("AT", Form::Execute)
        .with_no_equals()
        .with_answers(|_| true)
        .with_any_line_answers()
        .with_finals(&[Final::Ok, Final::Error, Final::Fail, Final::SendOk, Final::SendFail]);

    type Line<'r> = Rest<'r>;
}

/// Any line: for the answers of a [`RawRequest`].
impl<'a> Line<'a> for Rest<'a> {
    fn parse(line: &'a [u8]) -> Option<Result<Self, DecodeError>> {
        Some(Rest::from_bytes(line).map_err(|_| DecodeError::ControlByte))
    }

    fn is(_: &'a [u8]) -> bool {
        true
    }

    fn write_to(&self, w: &mut Writer<'_>) {
        w.raw(self.as_bytes());
    }
}

impl<'a> TryFrom<&'a str> for RawRequest<'a> {
    type Error = ValueError;

    fn try_from(line: &'a str) -> Result<Self, ValueError> {
        RawRequest::new(line)
    }
}

impl<'a> TryFrom<&'a [u8]> for RawRequest<'a> {
    type Error = ValueError;

    fn try_from(line: &'a [u8]) -> Result<Self, ValueError> {
        RawRequest::from_bytes(line)
    }
}

/// Prints its length: it may hold a password.
impl fmt::Debug for RawRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RawRequest").field(&Raw(self.line.as_bytes())).finish()
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for RawRequest<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "RawRequest({})", Raw(self.line.as_bytes()));
    }
}
