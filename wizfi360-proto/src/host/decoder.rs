//! The decoder's interface: bytes from the module in, events out.

use super::{
    Event, Signal,
    state::{Mode, State, push, step},
};
use crate::{Command, Line, events::Ipd, wire::Raw};
use core::fmt;

/// A decoder for the module's output: lines, prompts, payloads and final results.
///
/// It does no I/O, has no clock and does not allocate. Events do not depend on how the input is
/// split. A line shorter than `N` bytes is reported whole, a longer one in parts. `N = 128` holds
/// every line of the manual except MQTT messages. `N < 64` does not compile: parts of results,
/// reasons and packet headers could pass for lines. Neither does `N > 65535`.
///
/// There are three ways in. A driver whose UART delivers bytes calls [`push_byte`](Self::push_byte);
/// one whose UART delivers buffers calls [`feed`](Self::feed), or [`push`](Self::push) if it cannot
/// hold a borrow of the decoder while it waits. Calls of all three can be mixed.
///
/// ```
/// use wizfi360_proto::{Final, Request, Line, commands::cwmode, host::{Decoder, Event}};
///
/// let mut decoder = Decoder::<128>::new();
/// decoder.begin(cwmode::Query::COMMAND);
/// let mut input: &[u8] = b"AT+CWMODE_CUR?\r\n+CWMODE_CUR:1\r\n\r\nOK\r\n";
/// let mut done = None;
/// while !input.is_empty() {
///     let (consumed, event) = decoder.feed(input);
///     input = &input[consumed..];
///     match event {
///         Some(Event::Line(line)) => assert!(cwmode::Mode::parse(line).is_some()),
///         Some(Event::Final(result)) => done = Some(result),
///         _ => {}
///     }
/// }
/// assert_eq!(done, Some(Final::Ok));
/// ```
// The state first: a Cortex-M0 reaches the first 31 bytes in one instruction.
#[derive(Clone)]
#[repr(C)]
pub struct Decoder<const N: usize> {
    state: State,
    line: [u8; N],
}

/// Prints the length of the current line, not its bytes.
impl<const N: usize> fmt::Debug for Decoder<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder").field("line", &Raw(self.line())).field("state", &self.state).finish()
    }
}

#[cfg(feature = "defmt")]
impl<const N: usize> defmt::Format for Decoder<N> {
    fn format(&self, f: defmt::Formatter<'_>) {
        let pending = self.pending().map_or("", |command| command.name);
        defmt::write!(f, "Decoder {{ line: {}, pending: {=str} }}", Raw(self.line()), pending);
    }
}

impl<const N: usize> Default for Decoder<N> {
    fn default() -> Self {
        Decoder::new()
    }
}

impl<const N: usize> Decoder<N> {
    /// The memory that a decoder needs besides the line, in bytes.
    pub const STATE: usize = size_of::<State>();

    /// Creates a decoder with no pending command.
    pub const fn new() -> Self {
        const { assert!(N >= 64, "a decoder needs at least 64 bytes: results, reasons and packet headers must fit") };
        const { assert!(N <= 65535, "a decoder takes at most 65535 bytes") };
        Decoder { state: State::NEW, line: [0; N] }
    }

    /// Makes a request of this command pending. Call it before the first byte of the response.
    ///
    /// Replaces a request that is still pending; its response is then [`Event::Unexpected`] or
    /// [`Event::Unknown`].
    pub fn begin(&mut self, command: &'static Command) {
        self.state.begin(command);
    }

    /// Returns the pending command.
    pub const fn pending(&self) -> Option<&'static Command> {
        self.state.pending
    }

    /// Drops the pending command, as after a timeout. A partly read line or payload is kept.
    pub fn abandon(&mut self) {
        self.state.abandon();
    }

    /// Resets the decoder, as after a power cycle of the module.
    pub fn reset(&mut self) {
        self.state = State::NEW;
    }

    /// Returns true in transparent mode, where everything is [`Event::Transparent`].
    pub const fn is_transparent(&self) -> bool {
        matches!(self.state.mode, Mode::Transparent)
    }

    /// Enters transparent mode without a command, as after a start with `AT+SAVETRANSLINK`. A
    /// partly read line and the pending command are dropped.
    pub fn enter_transparent(&mut self) {
        self.reset();
        self.state.mode = Mode::Transparent;
    }

    /// Leaves transparent mode, after the escape sequence; see [`Escape`](super::Escape).
    pub fn leave_transparent(&mut self) {
        if self.is_transparent() {
            self.state.mode = Mode::Line;
        }
    }

    /// Records a prompt that the input does not contain, as in a log that leaves it out: the
    /// pending command goes on as after [`Signal::Prompt`].
    pub fn note_prompt(&mut self) {
        if self.state.prompt_due {
            self.state.prompt();
        }
    }

    /// Returns the number of payload bytes that are still to come: 0 outside of a packet.
    pub const fn remaining(&self) -> u32 {
        self.state.remaining() as u32
    }

    /// Skips payload bytes that are known to be lost, at most [`remaining`](Self::remaining).
    /// Returns the number of bytes skipped. After the last one a line is expected.
    pub fn skip_payload(&mut self, len: u32) -> u32 {
        self.state.skip_payload(len)
    }

    /// Ends the line that is being read, where the input does not hold its ending: at the end of a log, or of a
    /// line of a log that leaves line endings out. Outside of a line it does nothing.
    pub fn end_line(&mut self) -> Option<Signal> {
        if self.is_transparent() || self.remaining() > 0 { None } else { step(&mut self.line, &mut self.state, b'\r') }
    }

    /// Returns the line of the last [`Signal`], until the next call that reads input.
    #[inline]
    pub fn line(&self) -> &[u8] {
        self.line.get(self.state.from.into()..self.state.len.into()).unwrap_or(&[])
    }

    /// Returns the part of an echo that the last message has interrupted: `AT+CIP` of
    /// `AT+CIPWIFI GOT IP`. Empty after any other signal.
    pub fn interrupted_echo(&self) -> &[u8] {
        self.line.get(..self.state.from.into()).unwrap_or(&[])
    }

    /// Returns the header of the last packet that was accepted.
    pub const fn packet_header(&self) -> &Ipd {
        &self.state.header
    }

    /// Reads one byte. Returns the signal that it completes; one byte completes at most one.
    ///
    /// [`event`](Self::event) turns the signal into an [`Event`]:
    ///
    /// ```
    /// use wizfi360_proto::host::{Decoder, Event};
    ///
    /// let mut decoder = Decoder::<128>::new();
    /// let mut payload = Vec::new();
    /// for byte in *b"\r\n+IPD,2:hi\r\nCLOSED\r\n" {
    ///     let Some(signal) = decoder.push_byte(byte) else { continue };
    ///     match decoder.event(signal, &[byte]) {
    ///         Event::Payload { chunk, .. } => payload.extend_from_slice(chunk),
    ///         Event::Message(kind, line) => println!("{kind:?}: {}", line.escape_ascii()),
    ///         _ => {}
    ///     }
    /// }
    /// assert_eq!(payload, b"hi");
    /// ```
    // Inlined, so that the usual byte, a literal of a line or of a payload, costs no call.
    #[inline(always)]
    pub fn push_byte(&mut self, byte: u8) -> Option<Signal> {
        if self.push_literal(byte) {
            return None;
        }
        if self.state.take_payload_byte() {
            return Some(Signal::Payload { len: 1, last: false });
        }
        step(&mut self.line, &mut self.state, byte)
    }

    /// Reads input up to the next signal. Returns the number of bytes consumed, and the signal.
    ///
    /// Call again with the remaining input until it is empty. `None` means that all input was
    /// consumed. What the signal refers to is [`line`](Self::line), or the end of the consumed
    /// input.
    #[inline(always)]
    pub fn push(&mut self, input: &[u8]) -> (usize, Option<Signal>) {
        if let &[byte] = input {
            return (1, self.push_byte(byte));
        }
        let signal = push(&mut self.line, &mut self.state, input, false);
        (self.state.consumed, signal)
    }

    /// Reads input up to the next event. Returns the number of bytes consumed, and the event.
    ///
    /// Call again with the remaining input until it is empty. `None` means that all input was
    /// consumed. A line that lies whole in the input is borrowed from it, not copied.
    #[inline(always)]
    pub fn feed<'s>(&'s mut self, input: &'s [u8]) -> (usize, Option<Event<'s>>) {
        // Not `push_byte`: the rare byte that is no literal is not worth a second copy of `event`.
        if let &[byte] = input {
            if self.push_literal(byte) {
                return (1, None);
            }
            if self.state.take_payload_byte() {
                return (1, Some(self.event(Signal::Payload { len: 1, last: false }, input)));
            }
        }
        let signal = push(&mut self.line, &mut self.state, input, true);
        let consumed = self.state.consumed;
        (consumed, signal.map(|signal| self.event(signal, input.get(..consumed).unwrap_or(&[]))))
    }

    /// Returns the last signal as an event. `consumed` is the input that [`push`](Self::push)
    /// consumed for it, or the byte of [`push_byte`](Self::push_byte).
    #[inline(always)]
    pub fn event<'s>(&'s self, signal: Signal, consumed: &'s [u8]) -> Event<'s> {
        let last = |len: u16| consumed.get(consumed.len().saturating_sub(len.into())..).unwrap_or(&[]);
        match signal {
            Signal::Payload { len, last: is_last } => {
                let remaining = if is_last { 0 } else { self.state.payload_remaining().into() };
                return Event::Payload { header: &self.state.header, chunk: last(len), remaining };
            }
            Signal::Discarded { len, .. } => {
                return Event::Discarded { chunk: last(len), remaining: self.remaining() };
            }
            Signal::Transparent { len } => return Event::Transparent(last(len)),
            _ => {}
        }
        let line = if self.state.lent > 0 { self.state.lent_line(consumed) } else { self.line() };
        match signal {
            Signal::Echo => Event::Echo(line),
            Signal::Line => Event::Line(line),
            Signal::Accepted => Event::Accepted,
            Signal::Prompt => Event::Prompt,
            Signal::Final(result) => Event::Final(result),
            Signal::Unexpected(result) => Event::Unexpected(result),
            Signal::Reason(reason) => Event::Reason(reason),
            Signal::Message(kind) => Event::Message(kind, line),
            Signal::LinePart { last } => Event::LinePart { text: line, last },
            Signal::InvalidPacket => match Ipd::parse(line) {
                Some(Err(error)) => Event::InvalidPacket(error),
                _ => Event::Unknown(line),
            },
            _ => Event::Unknown(line),
        }
    }

    /// Appends a byte in the middle of a line, where no byte above `literal_above` has a meaning.
    #[inline(always)]
    fn push_literal(&mut self, byte: u8) -> bool {
        // First of all: a byte of a payload is never above it.
        if byte <= self.state.literal_above {
            return false;
        }
        let len = usize::from(self.state.len);
        if len < N.saturating_sub(1)
            && let Some(place) = self.line.get_mut(len)
        {
            *place = byte;
            self.state.len = self.state.len.wrapping_add(1);
            return true;
        }
        false
    }
}
