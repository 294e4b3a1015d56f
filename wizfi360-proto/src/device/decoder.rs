//! Bytes from the host in, events out.

use super::{
    Event, Signal,
    data::{Scanned, Terminator},
};
use crate::{AnyRequest, Command, DataKind, DataPhase, DecodeError, wire::Raw};
use core::fmt;

/// Finds command lines and data in what a host sends.
///
/// It has no clock, allocates nothing, and gives the same events however the input is cut. It takes no decision: whether a data phase
/// begins, the application says, after it has looked at the request and answered with the prompt ([`Decoder::begin_data`]).
///
/// - CR, LF, CR LF and CR CR LF end a line; empty lines are no commands. A command is given at its CR.
/// - A line of up to `N` bytes, without its end, is read; a longer one is refused at its end as [`DecodeError::LineTooLong`]. The longest that
///   the manual allows has some 2100 bytes (AT+MQTTPUB); 512 hold all others.
/// - Commands are in upper case (manual §2.1). No capture shows that a module takes others: `at` is [`DecodeError::UnknownCommand`].
/// - After anything that it cannot read it goes on with the next line.
///
/// ```
/// use wizfi360_proto::{AnyRequest, DecodeError, device::{Decoder, Event}};
///
/// let mut decoder = Decoder::<512>::new();
/// let mut input: &[u8] = b"AT+CIPSEND=0,5\r\nhello\r\nAT+CWMODE=9\r\n";
/// let (mut data, mut refused) = (Vec::new(), None);
/// while !input.is_empty() {
///     let (consumed, event) = decoder.feed(input);
///     input = &input[consumed..];
///     match event {
///         Some(Event::Request { request: Ok(request), .. }) => {
///             let (command, phase) = (request.command(), request.data_phase());
///             // Here the application answers: `OK` and the prompt.
///             decoder.begin_data(command, phase);
///         }
///         Some(Event::Request { request: Err(error), .. }) => refused = Some(error),
///         Some(Event::Data { chunk, .. }) => data.extend_from_slice(chunk),
///         _ => {}
///     }
/// }
/// assert_eq!(data, b"hello");
/// assert_eq!(refused, Some(DecodeError::OutOfRange("mode")));
/// ```
#[derive(Clone)]
pub struct Decoder<const N: usize> {
    line: [u8; N],
    state: State,
}

/// What the decoder knows besides the line.
#[derive(Clone, Copy, Debug)]
struct State {
    /// How many bytes of the line there are.
    len: usize,
    mode: Mode,
    /// The line is longer than the buffer.
    too_long: bool,
    /// The line has been given and goes with the next push.
    given: bool,
    line_ending: LineEnding,
    /// The host was seen to end a line by CR alone.
    bare_cr: bool,
    /// A backslash and a 0 end the data of AT+CIPSENDEX too.
    either_nul: bool,
}

/// What the next byte is.
#[derive(Clone, Copy, Debug)]
enum Mode {
    /// A byte of a command line.
    Line,
    /// A byte of a line of PEM text, which ends with this one.
    Pem { end: &'static str },
    /// A byte of counted data; `held` bytes before it may be the beginning of what ends it, and are counted as left.
    Counted { left: u32, terminator: Terminator, held: u8 },
    /// A byte for the peer.
    Transparent { held: u8 },
}

/// The line end that may still go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnding {
    None,
    /// The last line has ended by CR: LF or CR LF may follow.
    Cr,
    /// By two: LF may follow.
    CrCr,
}

/// The line that is being read prints as its length.
impl<const N: usize> fmt::Debug for Decoder<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder").field("line", &Raw(self.line())).field("state", &self.state).finish()
    }
}

#[cfg(feature = "defmt")]
impl<const N: usize> defmt::Format for Decoder<N> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "Decoder {{ line: {}, in_data: {=bool} }}", Raw(self.line()), self.in_data());
    }
}

impl<const N: usize> Default for Decoder<N> {
    fn default() -> Self {
        Decoder::new()
    }
}

impl<const N: usize> Decoder<N> {
    /// What it needs besides the line, in bytes.
    pub const STATE: usize = size_of::<State>();

    /// With nothing read: the next byte begins a command line.
    pub const fn new() -> Self {
        let state = State {
            len: 0,
            mode: Mode::Line,
            too_long: false,
            given: false,
            line_ending: LineEnding::None,
            bare_cr: false,
            either_nul: false,
        };
        Decoder { line: [0; N], state }
    }

    /// Also ends the data of AT+CIPSENDEX at a backslash and a 0, as [`End::EscapedNul`](super::End::EscapedNul).
    ///
    /// For who reads a dialogue: which of both the module takes is not known (erratum `sendex-nul`).
    #[must_use]
    pub const fn with_either_nul(mut self) -> Self {
        self.state.either_nul = true;
        self
    }

    /// Tells that the data of this command comes next: call it when the prompt is written, before the next byte is pushed.
    ///
    /// `command` and `phase` are what [`AnyRequest::command`] and [`AnyRequest::data_phase`] tell of the request. Without a data phase, and for
    /// one of no bytes, nothing happens. What was read of another line is dropped.
    ///
    /// - Counted data ends with its count. Under AT+CIPSENDEX the byte NUL ends it early (the erratum `sendex-nul` is open: it may be a
    ///   backslash and a 0), under AT+CIPSENDBUF three plus signs in a row; a sequence that makes the count full is data.
    /// - PEM text ends with its END line; [`Decoder::abandon`] gives it up.
    /// - Transparent transmission ends with three plus signs in a row, which are not given (manual §3.3.7: a packet that holds `+++`). That
    ///   a second of silence follows (manual §2.4) is for the application to watch: there is no clock here. For a module that
    ///   begins so at power-up (AT+SAVETRANSLINK), pass the command of [`cipsend::Execute`](crate::commands::cipsend::Execute).
    ///
    /// LF or CR LF right behind the CR of the command are the rest of its line end, and no data; unless the host was seen
    /// to end lines by CR alone.
    pub fn begin_data(&mut self, command: &'static Command, phase: DataPhase) {
        let mode = match (phase, command.data) {
            (DataPhase::Counted(left @ 1..), DataKind::Counted { until_nul, until_escape, .. }) => {
                let terminator = match (until_nul, until_escape) {
                    (true, _) if self.state.either_nul => Terminator::EitherNul,
                    (true, _) => Terminator::Nul,
                    (_, true) => Terminator::Escape,
                    _ => Terminator::Never,
                };
                Mode::Counted { left, terminator, held: 0 }
            }
            (DataPhase::Pem, DataKind::Pem { end, .. }) => Mode::Pem { end },
            (DataPhase::Transparent, DataKind::Transparent) => Mode::Transparent { held: 0 },
            _ => return,
        };
        self.state.drop_part();
        self.state.mode = mode;
    }

    /// True while a data phase goes on: from [`Decoder::begin_data`] to its end.
    pub const fn in_data(&self) -> bool {
        !matches!(self.state.mode, Mode::Line)
    }

    /// Returns how many bytes of a counted data phase are still to come. `None` outside of one.
    pub const fn remaining(&self) -> Option<u32> {
        match self.state.mode {
            Mode::Counted { left, .. } => Some(left),
            _ => None,
        }
    }

    /// Skips bytes of a counted data phase that are known to be lost, at most
    /// [`remaining`](Self::remaining). Returns the number of bytes skipped.
    pub fn skip_data(&mut self, len: u32) -> u32 {
        let Mode::Counted { left, held, .. } = &mut self.state.mode else { return 0 };
        let len = len.min(*left);
        (*left, *held) = (left.saturating_sub(len), 0);
        if *left == 0 {
            self.state.mode = Mode::Line;
        }
        len
    }

    /// Returns the bytes of data that are held back, as they may begin the sequence that ends it: at the end of
    /// the input they are data.
    pub fn held(&self) -> &'static [u8] {
        match self.state.mode {
            Mode::Counted { terminator, held, .. } => terminator.held(held),
            Mode::Transparent { held } => Terminator::Escape.held(held),
            _ => b"",
        }
    }

    /// Ends the line that is being read, where the input does not hold its ending: at the end of a log, or of a
    /// line of a log that leaves line endings out. Outside of a line it does nothing.
    pub fn end_line(&mut self) -> Option<Signal> {
        let state = &mut self.state;
        // Of data nothing is kept but lines of PEM.
        if state.given || (state.len == 0 && !state.too_long) {
            return None;
        }
        state.given = true;
        let line = self.line.get(..state.len).unwrap_or(&[]);
        Some(state.end_of_line(line))
    }

    /// Gives the data phase up, as after a time-out: the next byte begins a command line. What was read of one stays.
    pub fn abandon(&mut self) {
        if self.in_data() {
            self.state.drop_part();
            self.state.mode = Mode::Line;
        }
    }

    /// Forgets everything, as after a restart of the module.
    pub fn reset(&mut self) {
        let either_nul = self.state.either_nul;
        self.state = State { either_nul, ..Decoder::<N>::new().state };
    }

    /// The line that the last [`Signal`] told of, as it was typed and without its line end, until the next push.
    ///
    /// It is what a module with echo on repeats. It holds passwords in clear: [`AnyRequest`] hides them when it is printed.
    #[inline]
    pub fn line(&self) -> &[u8] {
        self.line.get(..self.state.len).unwrap_or(&[])
    }

    /// Reads input up to the next event: how many bytes were consumed, and the event.
    ///
    /// Call again with the rest of the input, until nothing is left. Without an event all of the input is consumed; an event of bytes that were held
    /// back consumes nothing, and the next call does.
    pub fn feed<'s>(&'s mut self, input: &'s [u8]) -> (usize, Option<Event<'s>>) {
        let (consumed, signal) = self.push(input);
        let tail = |len: usize| {
            let seen = input.get(..consumed).unwrap_or(&[]);
            seen.get(seen.len().saturating_sub(len)..).unwrap_or(&[])
        };
        let event = signal.map(|signal| match signal {
            Signal::Request => Event::Request { request: AnyRequest::parse(self.line()), line: self.line() },
            Signal::TooLong if self.in_data() => Event::Pem { line: Err(DecodeError::LineTooLong), last: false },
            Signal::TooLong => Event::Request { request: Err(DecodeError::LineTooLong), line: self.line() },
            Signal::Data { len, remaining } => Event::Data { chunk: tail(len), remaining },
            Signal::Held { bytes, remaining: Some(remaining) } => Event::Data { chunk: bytes, remaining },
            Signal::Held { bytes, remaining: None } => Event::Transparent(bytes),
            Signal::Pem { last } => Event::Pem { line: Ok(self.line()), last },
            Signal::Transparent { len } => Event::Transparent(tail(len)),
            Signal::DataEnd(end) => Event::DataEnd(end),
        });
        (consumed, event)
    }

    /// The same for applications that return what they found from a loop: what is borrowed is asked for afterwards,
    /// by [`Decoder::line`] or as the end of the input that was consumed.
    #[inline]
    pub fn push(&mut self, input: &[u8]) -> (usize, Option<Signal>) {
        push(&mut self.line, &mut self.state, input)
    }
}

/// Not a method, so that decoders of all sizes share it.
fn push(buf: &mut [u8], state: &mut State, input: &[u8]) -> (usize, Option<Signal>) {
    if state.given {
        state.given = false;
        state.drop_part();
    }
    let mut consumed = 0_usize;
    while let Some(rest) = input.get(consumed..).filter(|rest| !rest.is_empty()) {
        let (taken, signal) = match state.mode {
            Mode::Line | Mode::Pem { .. } => line(buf, state, rest),
            Mode::Counted { .. } | Mode::Transparent { .. } => data(state, rest),
        };
        consumed = consumed.saturating_add(taken);
        if signal.is_some() {
            return (consumed, signal);
        }
    }
    (consumed, None)
}

/// Bytes of a line, up to its end.
#[inline]
fn line(buf: &mut [u8], state: &mut State, rest: &[u8]) -> (usize, Option<Signal>) {
    if state.len == 0 && !state.too_long {
        match rest.first() {
            Some(&byte @ (b'\r' | b'\n')) => {
                state.continues_line_ending(byte);
                return (1, None);
            }
            _ => state.starts_line(),
        }
    }
    let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
    let (text, behind) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, b""));
    let room = buf.get_mut(state.len..).unwrap_or(&mut []);
    for (place, byte) in room.iter_mut().zip(text) {
        *place = *byte;
    }
    state.too_long |= text.len() > room.len();
    state.len = state.len.saturating_add(text.len().min(room.len()));
    let Some(byte) = behind.first() else { return (text.len(), None) };
    if *byte == b'\r' {
        state.line_ending = LineEnding::Cr;
    }
    state.given = true;
    let line = buf.get(..state.len).unwrap_or(&[]);
    (text.len().saturating_add(1), Some(state.end_of_line(line)))
}

/// Bytes of counted data or of transparent transmission.
#[inline]
fn data(state: &mut State, rest: &[u8]) -> (usize, Option<Signal>) {
    if let Some(&byte @ (b'\r' | b'\n')) = rest.first()
        && !state.bare_cr
        && state.continues_line_ending(byte)
    {
        return (1, None);
    }
    state.starts_line();
    let found = match &mut state.mode {
        Mode::Counted { left, terminator, held } => {
            let missing = left.saturating_sub(u32::from(*held));
            let missing = usize::try_from(missing).unwrap_or(usize::MAX);
            let window = rest.get(..missing).unwrap_or(rest);
            terminator.scan(held, window, window.len() == missing)
        }
        Mode::Transparent { held } => Terminator::Escape.scan(held, rest, false),
        Mode::Line | Mode::Pem { .. } => return (0, None),
    };
    match found {
        Scanned::Data(len) => match state.take(len) {
            Some(remaining) => (len, Some(Signal::Data { len, remaining })),
            None => (len, Some(Signal::Transparent { len })),
        },
        Scanned::Released(bytes) => (0, Some(Signal::Held { bytes, remaining: state.take(bytes.len()) })),
        Scanned::Terminated(taken, end) => {
            state.mode = Mode::Line;
            (taken, Some(Signal::DataEnd(end)))
        }
        Scanned::Withheld(taken) => (taken, None),
    }
}

impl State {
    /// Forgets what was read of a line, unless it was just given.
    fn drop_part(&mut self) {
        if !self.given {
            self.len = 0;
            self.too_long = false;
        }
    }

    /// A CR or LF without anything before it: true if it belongs to the line end before.
    fn continues_line_ending(&mut self, byte: u8) -> bool {
        match (self.line_ending, byte) {
            (LineEnding::None, _) => return false,
            (_, b'\n') => {
                self.bare_cr = false;
                self.line_ending = LineEnding::None;
            }
            (LineEnding::Cr, _) => self.line_ending = LineEnding::CrCr,
            // A third one: no line end has so many.
            (LineEnding::CrCr, _) => return false,
        }
        true
    }

    /// Something else stands behind the line end.
    fn starts_line(&mut self) {
        if self.line_ending != LineEnding::None {
            self.bare_cr = true;
            self.line_ending = LineEnding::None;
        }
    }

    fn end_of_line(&mut self, line: &[u8]) -> Signal {
        if self.too_long {
            return Signal::TooLong;
        }
        match self.mode {
            Mode::Pem { end } => {
                let last = line == end.as_bytes();
                if last {
                    self.mode = Mode::Line;
                }
                Signal::Pem { last }
            }
            _ => Signal::Request,
        }
    }

    /// Takes bytes off the count, if there is one: how many are left.
    fn take(&mut self, len: usize) -> Option<u32> {
        let Mode::Counted { left, .. } = &mut self.mode else { return None };
        *left = left.saturating_sub(u32::try_from(len).unwrap_or(u32::MAX));
        let left = *left;
        if left == 0 {
            self.mode = Mode::Line;
        }
        Some(left)
    }
}
