//! One request and all that belongs to it: its lines, its data, its result.

use super::{Decoder, Event};
use crate::{BufferFull, DataPhase, DecodeError, Final, Line, MessageKind, Reason, Request};
use core::{fmt, marker::PhantomData};

/// A request under way: the smallest layer above the [`Decoder`] that a driver wants.
///
/// It types the lines, tells when to send the data and turns the end into a `Result`. Everything that is not its own, such as
/// messages and packets, it hands back. It does no I/O and has no clock, so it serves blocking and async drivers alike.
///
/// ```
/// use wizfi360_proto::{Final, commands::cwmode, domains::WifiMode, Open, Scope};
/// use wizfi360_proto::host::{Decoder, Exchange, Progress};
///
/// let mut decoder = Decoder::<128>::new();
/// let mut buf = [0; 64];
/// let query = cwmode::Query { scope: Scope::Current };
/// let (mut exchange, sent) = Exchange::start(&query, &mut decoder, &mut buf).unwrap();
/// assert_eq!(sent, b"AT+CWMODE_CUR?\r\n");
///
/// // What the UART gives, until it is done or too late.
/// let mut input: &[u8] = b"AT+CWMODE_CUR?\r\nWIFI GOT IP\r\n+CWMODE_CUR:1\r\n\r\nOK\r\n";
/// let mut mode = None;
/// let result = loop {
///     let (consumed, event) = decoder.feed(input);
///     input = &input[consumed..];
///     let Some(event) = event else { continue };
///     match exchange.on(event) {
///         Progress::Line(Ok(line)) => mode = Some(line.mode),
///         Progress::Done(result) => break result,
///         // `WIFI GOT IP`: what the driver does with it is its own business.
///         Progress::Event(_) => {}
///         _ => {}
///     }
/// };
/// assert_eq!((mode, result), (Some(Open::Known(WifiMode::Station)), Ok(Final::Ok)));
/// ```
pub struct Exchange<R> {
    data: DataPhase,
    reason: Option<Reason>,
    over: bool,
    request: PhantomData<fn() -> R>,
}

/// What an event means for the request under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
#[must_use = "an event that is not the exchange's is handed back in it"]
pub enum Progress<'e, L> {
    /// A line that answers the request; an error if a parameter of it is refused.
    Line(Result<L, DecodeError>),
    /// The module waits: write this much data now, then call [`Exchange::data_written`].
    SendData(DataPhase),
    /// The exchange is over. Later events come back as [`Progress::Event`].
    Done(Result<Final, Failure>),
    /// Not the exchange's: a message, a packet, a text.
    Event(Event<'e>),
    /// The exchange's, and nothing to do: an echo, the `OK` before a prompt, a reason, which the failure will tell.
    Wait,
}

/// Why a request has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Failure {
    /// The module says so.
    Refused {
        /// `ERROR`, `FAIL` or `SEND FAIL`.
        result: Final,
        /// The line before it that says why, if there was one.
        reason: Option<Reason>,
    },
    /// `busy p...` or `busy s...`: the module ignored the request, as it still works on another one (manual §2.3). Send it again later.
    Busy,
    /// `ready`: the module has started anew, and nothing that was under way will end. Connections, echo and what is not kept in flash are
    /// as after power-up. For AT+RST and AT+RESTORE it is what was asked for, and the `OK` was lost.
    Reset,
}

impl<R: Request> Exchange<R> {
    /// Writes a request to the buffer's start and tells the decoder of it. Send the bytes that come back, then give each event to [`Exchange::on`].
    ///
    /// One exchange can be under way at a time: a module that gets another request says `busy p...`. An exchange that is still
    /// under way is given up.
    ///
    /// # Errors
    ///
    /// The buffer is too small. [`Request::MAX_LEN`] bytes are always enough. Nothing has changed then.
    pub fn start<'b, const N: usize>(
        request: &R,
        decoder: &mut Decoder<N>,
        buf: &'b mut [u8],
    ) -> Result<(Self, &'b [u8]), BufferFull> {
        let sent = request.write(buf)?;
        decoder.begin(R::COMMAND);
        Ok((Exchange { data: request.data_phase(), reason: None, over: false, request: PhantomData }, sent))
    }

    /// Tells what an event of the decoder means.
    ///
    /// For AT+CIPSEND without parameters the prompt is the end, and transparent transmission has begun; `OK` stands for it.
    pub fn on<'e>(&mut self, event: Event<'e>) -> Progress<'e, R::Line<'e>> {
        if self.over {
            return Progress::Event(event);
        }
        match event {
            Event::Echo(_) | Event::Accepted => Progress::Wait,
            Event::Line(text) => R::Line::parse(text).map_or(Progress::Event(event), Progress::Line),
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

    /// Tells that all data was written. True if the exchange is over with that: AT+CIPSENDBUF has no good final result, and
    /// [`SegmentSent`](crate::events::SegmentSent) tells later of each segment (erratum `sendbuf-end`).
    pub fn data_written(&mut self) -> bool {
        self.over |= !R::COMMAND.ends.iter().any(|end| end.is_success());
        self.over
    }

    /// True from the end on: no event means anything to it any more.
    pub const fn is_over(&self) -> bool {
        self.over
    }

    /// How long to wait for the end, in milliseconds: [`Command::timeout_ms`](crate::Command::timeout_ms). When it is too late,
    /// drop the exchange and call [`Decoder::abandon`].
    pub const fn timeout_ms(&self) -> u32 {
        R::COMMAND.timeout_ms
    }

    fn done<'e>(&mut self, result: Result<Final, Failure>) -> Progress<'e, R::Line<'e>> {
        self.over = true;
        Progress::Done(result)
    }
}

// Not derived: they do not depend on the request's type.
impl<R> Clone for Exchange<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Exchange<R> {}

impl<R: Request> fmt::Debug for Exchange<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("command", &R::COMMAND.name)
            .field("data", &self.data)
            .field("reason", &self.reason)
            .field("over", &self.over)
            .finish()
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
            Failure::Reset => f.write_str("the module has started anew"),
        }
    }
}

impl core::error::Error for Failure {}
