//! The methods of `AnyRequest` and `AnyLine`: what each variant does, spelled out once for all of them.

/// The methods of `AnyRequest`, from its variants in the order of the spec.
macro_rules! any_request {
    ($($variant:ident($request:ty),)+) => {
        impl<'a> AnyRequest<'a> {
            /// Facts about every form of every command.
            pub const COMMANDS: &'static [&'static Command] = &[$(<$request>::COMMAND),+];

            /// The firmware versions that have each form, in the order of [`AnyRequest::COMMANDS`].
            pub const FIRMWARE: &'static [&'static FirmwareSpan] = &[$(<$request>::FIRMWARE),+];

            /// Reads a request from a whole line, with or without its line end.
            pub fn parse(line: &'a [u8]) -> Result<Self, DecodeError> {
                let line = RequestLine::split(line)?;
                $(if line.has_form(<$request>::COMMAND) && let Ok(suffix) = line.fits(<$request>::COMMAND) {
                    return line.decode(<$request>::COMMAND, suffix).map(AnyRequest::$variant);
                })+
                Err(line.unknown(AnyRequest::COMMANDS))
            }

            /// Facts about its form.
            pub fn command(&self) -> &'static Command {
                match self {
                    $(AnyRequest::$variant(_) => <$request>::COMMAND,)+
                }
            }

            /// Returns the firmware versions that have its form.
            pub fn firmware(&self) -> &'static FirmwareSpan {
                match self {
                    $(AnyRequest::$variant(_) => <$request>::FIRMWARE,)+
                }
            }

            /// What is sent after the line.
            pub fn data_phase(&self) -> DataPhase {
                match self {
                    $(AnyRequest::$variant(request) => request.data_phase(),)+
                }
            }

            /// The longest request of its type in bytes, line end included.
            pub fn max_len(&self) -> usize {
                match self {
                    $(AnyRequest::$variant(_) => <$request>::MAX_LEN,)+
                }
            }

            /// Writes the request, line end included, to the buffer's start.
            pub fn write<'b>(&self, buf: &'b mut [u8]) -> Result<&'b [u8], BufferFull> {
                match self {
                    $(AnyRequest::$variant(request) => request.write(buf),)+
                }
            }
        }
    };
}

/// The methods of `AnyLine`, from its variants in the order of the spec: each with the request that it answers.
macro_rules! any_line {
    ($($variant:ident($line:ty) answers $request:ty,)+) => {
        impl<'a> AnyLine<'a> {
            /// Reads a line as an answer to `command`. `None` if it is something else.
            pub fn parse(command: &Command, line: &'a [u8]) -> Option<Result<Self, DecodeError>> {
                let answers = |known: &Command| known.form == command.form && known.name == command.name;
                $(if answers(<$request>::COMMAND) {
                    return <$line>::parse(line).map(|line| line.map(AnyLine::$variant));
                })+
                None
            }

            /// Writes the line to the buffer's start, without a line end.
            pub fn write<'b>(&self, buf: &'b mut [u8]) -> Result<&'b [u8], BufferFull> {
                match self {
                    $(AnyLine::$variant(line) => line.write(buf),)+
                }
            }

            /// The form that it answers.
            pub fn command(&self) -> &'static Command {
                match self {
                    $(AnyLine::$variant(_) => <$request>::COMMAND,)+
                }
            }
        }
    };
}

pub(crate) use {any_line, any_request};
