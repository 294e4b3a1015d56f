//! A pending request and what belongs to it: its lines, its data, its result.

use super::{Decoder, Event};
use crate::{BufferFull, Command, DataPhase, Final, MessageKind, Reason, Request};
use core::{fmt, time::Duration};

/// A pending request: the thinnest useful layer above the [`Decoder`].
///
/// Hands out the answer lines, reports when to send data, and turns the final result into a
/// `Result`. Other events, such as URCs and packets, are returned to the caller. It does no I/O
/// and has no clock, so blocking and async drivers can both use it. It is not generic: a task that
/// gets requests from a channel can run any of them.
///
/// ```
/// use wizfi360_proto::{Final, Request, commands::cwmode, domains::WifiMode, Open, Scope};
/// use wizfi360_proto::host::{Decoder, Exchange, Progress};
///
/// let mut decoder = Decoder::<128>::new();
/// let mut buf = [0; 64];
/// let query = cwmode::Query { scope: Scope::Current };
/// let (mut exchange, sent) = Exchange::start(&query, &mut decoder, &mut buf).unwrap();
/// assert_eq!(sent, b"AT+CWMODE_CUR?\r\n");
///
/// // What the UART receives, until the exchange is done or its timeout expires.
/// let mut input: &[u8] = b"AT+CWMODE_CUR?\r\nWIFI GOT IP\r\n+CWMODE_CUR:1\r\n\r\nOK\r\n";
/// let mut mode = None;
/// let result = loop {
///     let (consumed, event) = decoder.feed(input);
///     input = &input[consumed..];
///     let Some(event) = event else { continue };
///     match exchange.handle_event(event) {
///         Progress::Line(line) => mode = cwmode::Query::parse_line(line).and_then(Result::ok),
///         Progress::Done(result) => break result,
///         // `WIFI GOT IP`: not the exchange's.
///         Progress::Event(_) => {}
///         _ => {}
///     }
/// };
/// assert_eq!(mode.map(|line| line.mode), Some(Open::Known(WifiMode::Station)));
/// assert_eq!(result, Ok(Final::Ok));
/// ```
#[derive(Clone, Copy)]
pub struct Exchange {
    command: &'static Command,
    data: DataPhase,
    reason: Option<Reason>,
    done: bool,
}

/// What an event means for the pending request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
#[must_use = "events that are not the exchange's are returned in it"]
pub enum Progress<'e> {
    /// An answer line: parse it with [`Request::parse_line`].
    Line(&'e [u8]),
    /// The module waits: write this data now, then call [`Exchange::data_written`].
    SendData(DataPhase),
    /// The exchange is done. Later events are returned as [`Progress::Event`].
    Done(Result<Final, Failure>),
    /// Not the exchange's: a URC, a packet, an unknown line.
    Event(Event<'e>),
    /// Part of the exchange, with nothing to do: an echo, the `OK` before a prompt, or a reason, which
    /// the failure will include.
    Wait,
}

/// Why a request has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Failure {
    /// The module rejected it.
    Refused {
        /// `ERROR`, `FAIL` or `SEND FAIL`.
        result: Final,
        /// The line before it that says why, if there was one.
        reason: Option<Reason>,
    },
    /// `busy p...` or `busy s...`: the module ignored the request, since it still works on another one
    /// (manual §2.3). Send it again later.
    Busy,
    /// `ready`: the module was reset; no pending request will complete. Connections, echo and all
    /// settings that are not stored in flash are as after power-up. For AT+RST and AT+RESTORE this is
    /// the expected end, and the `OK` was lost.
    Reset,
}

impl Exchange {
    /// Writes a request to the buffer's start and makes it the decoder's pending command. Send the
    /// returned bytes, then pass each event to [`Exchange::handle_event`].
    ///
    /// A module that gets another request meanwhile answers `busy p...`, so only one exchange can be
    /// pending; one that still is, is dropped.
    ///
    /// # Errors
    ///
    /// The buffer is too small; nothing has changed then. [`Request::MAX_LEN`] bytes are always enough.
    pub fn start<'b, const N: usize>(
        request: &impl Request,
        decoder: &mut Decoder<N>,
        buf: &'b mut [u8],
    ) -> Result<(Self, &'b [u8]), BufferFull> {
        let sent = request.write(buf)?;
        Ok((Exchange::begin(request.command(), request.data_phase(), decoder), sent))
    }

    /// Makes a command pending whose request was written elsewhere, as by the sender of a channel.
    pub fn begin<const N: usize>(command: &'static Command, data: DataPhase, decoder: &mut Decoder<N>) -> Self {
        decoder.begin(command);
        Exchange { command, data, reason: None, done: false }
    }

    /// Returns what a decoder event means for this request.
    ///
    /// AT+CIPSEND without parameters is done at the prompt, with `Final::Ok`: transparent mode has
    /// begun.
    pub fn handle_event<'e>(&mut self, event: Event<'e>) -> Progress<'e> {
        if self.done {
            return Progress::Event(event);
        }
        match event {
            Event::Echo(_) | Event::Accepted => Progress::Wait,
            Event::Line(line) => Progress::Line(line),
            Event::Reason(reason) => {
                self.reason = Some(reason);
                Progress::Wait
            }
            Event::Prompt => match self.data {
                DataPhase::None => Progress::Event(event),
                DataPhase::Transparent => self.done(Ok(Final::Ok)),
                DataPhase::Counted(_) | DataPhase::Pem => Progress::SendData(self.data),
            },
            Event::Final(result) if result.is_success() => self.done(Ok(result)),
            Event::Final(result) if result.ends_any() => self.done(Err(Failure::Busy)),
            Event::Final(result) => self.done(Err(Failure::Refused { result, reason: self.reason })),
            Event::Message(MessageKind::Ready, _) => self.done(Err(Failure::Reset)),
            _ => Progress::Event(event),
        }
    }

    /// Records that all data was written. Returns true if this ends the exchange: AT+CIPSENDBUF has
    /// no success result; a [`SegmentSent`](crate::events::SegmentSent) URC confirms each segment
    /// (erratum `sendbuf-end`).
    pub fn data_written(&mut self) -> bool {
        self.done |= !self.command.finals.iter().any(|end| end.is_success());
        self.done
    }

    /// Returns true once the exchange is done. Later events mean nothing to it.
    pub const fn is_done(&self) -> bool {
        self.done
    }

    /// Returns the command.
    pub const fn command(&self) -> &'static Command {
        self.command
    }

    /// Returns the data phase of the request.
    pub const fn data_phase(&self) -> DataPhase {
        self.data
    }

    /// Returns how long to wait for the final result: [`Command::timeout`]. When it expires, drop the
    /// exchange and call [`Decoder::abandon`].
    pub const fn timeout(&self) -> Duration {
        self.command.timeout()
    }

    fn done<'e>(&mut self, result: Result<Final, Failure>) -> Progress<'e> {
        self.done = true;
        Progress::Done(result)
    }
}

/// Prints the command's name.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Exchange { command, data, reason, done } = self;
        let mut exchange = f.debug_struct("Exchange");
        exchange.field("command", &command.name).field("data", data).field("reason", reason).field("done", done);
        exchange.finish()
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Exchange {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "Exchange {{ command: {=str}, done: {=bool} }}", self.command.name, self.done);
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Refused { result, reason: None } => write!(f, "the module answered `{result}`"),
            Failure::Refused { result, reason: Some(reason) } => {
                write!(f, "the module answered `{result}`, because of `{reason}`")
            }
            Failure::Busy => f.write_str("the module was busy and ignored the request"),
            Failure::Reset => f.write_str("the module was reset"),
        }
    }
}

impl core::error::Error for Failure {}
