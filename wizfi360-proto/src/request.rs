//! Requests: what the host sends and the device receives, by the same type.

use crate::{
    BufferFull, Command, DataPhase, Decode, DecodeError, Encode, Firmware, FirmwareSpan, Form, Line, Params, Writer,
    wire::holds_control,
};

/// One form of a command.
///
/// ```
/// use wizfi360_proto::{Request, Scope, commands::cwjap, domains::{Password, Ssid}};
///
/// let ssid = Ssid::new("ab\\,c").unwrap();
/// let pwd = Password::new("12345678\"\\").unwrap();
/// let join = cwjap::Set::new(Scope::Current, ssid, pwd);
/// let mut buf = [0; cwjap::Set::MAX_LEN];
/// assert_eq!(join.write(&mut buf).unwrap(), b"AT+CWJAP_CUR=\"ab\\\\\\,c\",\"12345678\\\"\\\\\"\r\n");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no request",
    label = "not a request",
    note = "implement it for a type with `#[derive(Record)]`; for a single command line use `RawRequest`"
)]
pub trait Request: Encode {
    /// Facts about the form.
    const COMMAND: &'static Command;

    /// The firmware versions that have the form.
    ///
    /// Apart from [`Request::COMMAND`], so that a firmware that does not ask links neither.
    const FIRMWARE: &'static FirmwareSpan = &FirmwareSpan::ALL;

    /// The manual's section; empty if the manual does not have the form.
    const SECTION: &'static str = "";

    /// Returns true if this firmware has the form. Some of its parameters may need a later one; see their
    /// docs. At compile time: `FIRMWARE.contains(firmware)`.
    ///
    /// ```
    /// use wizfi360_proto::{Firmware, Request, commands::{cwstartsmart, mqttpubsend}};
    ///
    /// let old = Firmware([1, 0, 7, 5]);
    /// assert!(cwstartsmart::Set::supported_by(old));
    /// assert!(!mqttpubsend::Set::supported_by(old));
    /// ```
    fn supported_by(firmware: Firmware) -> bool {
        Self::FIRMWARE.contains(firmware)
    }

    /// The lines that may come before the final result; [`NoLine`](crate::NoLine) if none.
    type Line<'r>: Line<'r>;

    /// The longest request of this type in bytes, line end included.
    const MAX_LEN: usize = max_len(Self::COMMAND, Self::ENCODED_MAX);

    /// Returns the facts about the form: [`Request::COMMAND`].
    fn command(&self) -> &'static Command {
        Self::COMMAND
    }

    /// Parses an answer line, as [`Event::Line`](crate::host::Event::Line) reports it. `None` if it is
    /// another line.
    fn parse_line(line: &[u8]) -> Option<Result<Self::Line<'_>, DecodeError>> {
        Self::Line::parse(line)
    }

    /// What its scope adds to the name.
    fn suffix(&self) -> &'static str {
        ""
    }

    /// What is sent after the line.
    fn data_phase(&self) -> DataPhase {
        DataPhase::None
    }

    /// Writes the request, line end included, to the buffer's start. [`Request::MAX_LEN`] bytes are always enough.
    #[cfg_attr(target_pointer_width = "64", inline)]
    fn write<'b>(&self, buf: &'b mut [u8]) -> Result<&'b [u8], BufferFull> {
        let mut w = Writer::new(buf);
        w.head(Self::COMMAND.name, self.suffix(), Self::COMMAND.sign());
        self.encode(&mut w);
        w.end()
    }
}

const fn max_len(command: &Command, params: usize) -> usize {
    let mut longest = 0;
    let mut suffixes = command.suffixes;
    while let [first, rest @ ..] = suffixes {
        if first.len() > longest {
            longest = first.len();
        }
        suffixes = rest;
    }
    // Sign and line end: "=?" and CR LF.
    command.name.len().saturating_add(longest).saturating_add(params).saturating_add(4)
}

/// A request as the device receives it: the same type.
pub trait Received<'a>: Request + Decode<'a> {
    /// Reads the request from a whole line, with or without its line end.
    ///
    /// To read a line of which the command is not known, see [`AnyRequest::parse`](crate::AnyRequest::parse).
    fn parse(line: &'a [u8]) -> Result<Self, DecodeError> {
        let line = RequestLine::split(line)?;
        let suffix = line.fits(Self::COMMAND)?;
        line.decode(Self::COMMAND, suffix)
    }
}

impl<'a, T: Request + Decode<'a>> Received<'a> for T {}

/// A request line, split into name, form and parameters; nothing is known of the command yet.
#[derive(Clone, Copy)]
pub(crate) struct RequestLine<'a> {
    /// The whole line without its end.
    line: &'a [u8],
    name: &'a [u8],
    /// `None` if something stands behind the question mark: no form looks so.
    form: Option<Form>,
    params: &'a [u8],
}

impl<'a> RequestLine<'a> {
    pub(crate) fn split(line: &'a [u8]) -> Result<Self, DecodeError> {
        let line = without_end(line);
        if holds_control(line) {
            return Err(DecodeError::ControlByte);
        }
        let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
        let (name, sign) = line.split_at_checked(end).unwrap_or((line, b""));
        let (form, params) = match sign {
            [] => (Some(Form::Execute), sign),
            b"?" => (Some(Form::Query), &[] as &[u8]),
            b"=?" => (Some(Form::Test), &[] as &[u8]),
            [b'=', params @ ..] => (Some(Form::Set), params),
            _ => (None, sign),
        };
        Ok(RequestLine { line, name, form, params })
    }

    /// The name's suffix, if the line is of this command and form.
    pub(crate) fn fits(&self, command: &Command) -> Result<&'a [u8], DecodeError> {
        if command.no_equals {
            return self
                .line
                .strip_prefix(command.name.as_bytes())
                .map(|_| b"" as &[u8])
                .ok_or(DecodeError::UnknownCommand);
        }
        let suffix = self.suffix_behind(command.name, command.suffixes).ok_or(DecodeError::UnknownCommand)?;
        if self.has_form(command) { Ok(suffix) } else { Err(DecodeError::UnknownForm) }
    }

    /// True if the line looks as this form does, whatever its name is.
    pub(crate) fn has_form(&self, command: &Command) -> bool {
        let bare_test = command.form == Form::Test && command.name == "AT";
        command.no_equals || self.form == Some(if bare_test { Form::Execute } else { command.form })
    }

    /// Why the line is of none of these commands.
    pub(crate) fn unknown(&self, commands: &[&Command]) -> DecodeError {
        let only_form = |command: &&Command| self.fits(command) == Err(DecodeError::UnknownForm);
        if commands.iter().any(only_form) { DecodeError::UnknownForm } else { DecodeError::UnknownCommand }
    }

    /// What stands behind the name, if the line has this name and one of these suffixes.
    fn suffix_behind(&self, name: &str, suffixes: &[&str]) -> Option<&'a [u8]> {
        let suffix = self.name.strip_prefix(name.as_bytes())?;
        suffixes.iter().any(|known| known.as_bytes() == suffix).then_some(suffix)
    }

    /// Reads the parameters.
    pub(crate) fn decode<T: Decode<'a>>(&self, command: &Command, suffix: &'a [u8]) -> Result<T, DecodeError> {
        let text = if command.no_equals { self.line.get(command.name.len()..).unwrap_or(b"") } else { self.params };
        Params::with_suffix(text, suffix).read("")
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r\n").or_else(|| line.strip_suffix(b"\r")).or_else(|| line.strip_suffix(b"\n")).unwrap_or(line)
}
