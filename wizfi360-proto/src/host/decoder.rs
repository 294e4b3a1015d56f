//! Bytes from the module in, events out.

use super::{
    Event, Signal, classify,
    echo::{ECHOED, Echo},
};
use crate::{
    Command, Data, Line,
    events::Ipd,
    wire::{
        Raw,
        scan::{copy_above, find},
    },
};
use core::fmt;

/// Finds lines, prompts, payloads and results in what the module sends.
///
/// It has no clock, allocates nothing, and gives the same events however the input is cut. A line
/// of fewer than `N` bytes is given whole, a longer one in parts. 128 bytes hold every line of the manual but MQTT messages. Fewer than
/// 64 are refused when it is compiled: a part of a result, of a reason or of the head of a packet would pass for a line.
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
#[derive(Clone)]
pub struct Decoder<const N: usize> {
    line: [u8; N],
    state: State,
}

/// What the decoder knows besides the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// How many bytes of the line there are.
    len: usize,
    /// Where in the line begins what is given: behind a part of an echo that an event has cut.
    from: u16,
    /// Where such a part ends, while it is what is given; otherwise 0.
    cut: u16,
    pub(super) pending: Option<&'static Command>,
    mode: Mode,
    /// The last head of a packet.
    head: Ipd,
    /// What has been given of the line goes with the next push.
    given: Given,
    /// A part of this line has been given.
    in_parts: bool,
    /// How much of the command's name has been echoed, or one of the states of `echo.rs`.
    pub(super) echoed: u8,
    /// The command under way waits for its prompt.
    pub(super) prompt_due: bool,
    /// The `OK` before the prompt has come.
    pub(super) accepted: bool,
    /// The last byte was a prompt: a blank behind it belongs to it.
    behind_prompt: bool,
    /// A byte above this one just goes to the line: in the middle of a line that can not be the head of a packet, all that end no line.
    plain: u8,
}

/// No byte is above it.
const NONE: u8 = u8::MAX;

/// What the last push has given of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    /// Nothing.
    Nothing,
    /// Something of it, or all of it; what is behind it has a meaning.
    Some,
    /// All of it, and line ends behind it mean nothing.
    Ended,
}

/// What the next byte is.
#[derive(Clone, Copy, Debug)]
enum Mode {
    /// A byte of a line.
    Line,
    /// A byte of a payload.
    Payload { left: u32 },
    /// A byte of a payload whose head is refused.
    Discarded { left: u32 },
    /// A byte from the peer.
    Transparent,
}

/// The line that is being read prints as its length.
impl<const N: usize> fmt::Debug for Decoder<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder").field("line", &Raw(self.line())).field("state", &self.state).finish()
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

    /// With nothing read and no command under way.
    pub const fn new() -> Self {
        const { assert!(N >= 64, "a decoder needs 64 bytes at least, to hold results, reasons and heads of packets") };
        let state = State {
            len: 0,
            from: 0,
            cut: 0,
            pending: None,
            mode: Mode::Line,
            head: Ipd { link_id: None, len: 0, from: None },
            given: Given::Nothing,
            in_parts: false,
            echoed: ECHOED,
            prompt_due: false,
            accepted: false,
            behind_prompt: false,
            plain: NONE,
        };
        Decoder { line: [0; N], state }
    }

    /// Tells that a request of this command is sent: call it before the first byte of its answer is pushed.
    ///
    /// A command that is still under way is given up: what comes of it is then [`Event::Unexpected`] or [`Event::Text`].
    pub fn begin(&mut self, command: &'static Command) {
        self.state.pending = Some(command);
        self.state.echoed = 0;
        self.state.prompt_due = command.data != Data::None;
        self.state.accepted = false;
    }

    /// The command under way.
    pub const fn pending(&self) -> Option<&'static Command> {
        self.state.pending
    }

    /// Gives the command under way up, as after a time-out. What was read of a line or a payload stays.
    pub fn abandon(&mut self) {
        self.state.abandon();
    }

    /// Forgets everything, as after the module was switched off.
    pub fn reset(&mut self) {
        self.state = Decoder::<N>::new().state;
    }

    /// True in transparent transmission, when everything comes as [`Event::Transparent`].
    pub const fn is_transparent(&self) -> bool {
        matches!(self.state.mode, Mode::Transparent)
    }

    /// Tells that transparent transmission begins without a command, as after a start with `AT+SAVETRANSLINK`. A line that is not at
    /// its end is forgotten, and a command that is under way is given up.
    pub fn enter_transparent(&mut self) {
        self.reset();
        self.state.mode = Mode::Transparent;
    }

    /// Tells that `+++` has ended transparent transmission; see [`Escape`](super::Escape).
    pub fn leave_transparent(&mut self) {
        if self.is_transparent() {
            self.state.mode = Mode::Line;
        }
    }

    /// The line that the last [`Signal`] told of, until the next push.
    #[inline]
    pub fn line(&self) -> &[u8] {
        let to = if self.state.cut > 0 { self.state.cut.into() } else { self.state.len };
        self.line.get(self.state.from.into()..to).unwrap_or(&[])
    }

    /// The head of the packet that the last [`Signal::Payload`] told of.
    pub const fn head(&self) -> Ipd {
        self.state.head
    }

    /// Reads input up to the next event: how many bytes were consumed, and the event.
    ///
    /// Call again with the rest of the input, until nothing is left. Without an event all of the input is consumed; where one line
    /// makes two events, the first of them may consume nothing.
    #[inline]
    pub fn feed<'s>(&'s mut self, input: &'s [u8]) -> (usize, Option<Event<'s>>) {
        if self.plain(input) || self.is_behind_line(input) { (1, None) } else { self.feed_any(input) }
    }

    fn feed_any<'s>(&'s mut self, input: &'s [u8]) -> (usize, Option<Event<'s>>) {
        let (consumed, signal) = self.push_any(input);
        let tail = |len: usize| {
            let seen = input.get(..consumed).unwrap_or(&[]);
            seen.get(seen.len().saturating_sub(len)..).unwrap_or(&[])
        };
        let event = signal.map(|signal| match signal {
            Signal::Echo => Event::Echo(self.line()),
            Signal::Line => Event::Line(self.line()),
            Signal::Accepted => Event::Accepted,
            Signal::Prompt => Event::Prompt,
            Signal::Final(result) => Event::Final(result),
            Signal::Unexpected(result) => Event::Unexpected(result),
            Signal::Reason(reason) => Event::Reason(reason),
            Signal::Message(kind) => Event::Message(kind, self.line()),
            Signal::Payload { len, left } => Event::Payload { head: self.state.head, chunk: tail(len), left },
            Signal::Refused => match Ipd::parse(self.line()) {
                Some(Err(error)) => Event::Refused(error),
                _ => Event::Text(self.line()),
            },
            Signal::Discarded { len, left } => Event::Discarded { chunk: tail(len), left },
            Signal::Transparent { len } => Event::Transparent(tail(len)),
            Signal::Part { last } => Event::Part { text: self.line(), last },
            Signal::Text => Event::Text(self.line()),
        });
        (consumed, event)
    }

    /// The same for drivers that return what they found from a loop: what is borrowed is asked for afterwards,
    /// by [`Decoder::line`] or as the end of the input that was consumed.
    #[inline]
    pub fn push(&mut self, input: &[u8]) -> (usize, Option<Signal>) {
        if self.plain(input) || self.is_behind_line(input) { (1, None) } else { self.push_any(input) }
    }

    #[inline(always)]
    fn push_any(&mut self, input: &[u8]) -> (usize, Option<Signal>) {
        match (input, &self.state.mode) {
            (&[byte], Mode::Line) => {
                let signal = push_byte(&mut self.line, &mut self.state, byte);
                (usize::from(!self.state.reads_again()), signal)
            }
            ([], _) => (0, None),
            _ => push(&mut self.line, &mut self.state, input),
        }
    }

    /// Takes a single byte in the middle of a line: what a UART that is read byte by byte gives most of the time.
    #[inline(always)]
    fn plain(&mut self, input: &[u8]) -> bool {
        let len = self.state.len;
        if let &[byte] = input
            && byte > self.state.plain
            && len < N.saturating_sub(1)
            && let Some(place) = self.line.get_mut(len)
        {
            *place = byte;
            self.state.len = len.wrapping_add(1);
            return true;
        }
        false
    }

    /// True for a single line end behind a line that has been given: the LF behind its CR, an empty line.
    #[inline(always)]
    fn is_behind_line(&self, input: &[u8]) -> bool {
        // Where room counts, the machine takes it.
        size_of::<usize>() > 4 && matches!(input, [b'\r' | b'\n']) && self.state.given == Given::Ended
    }
}

impl State {
    pub(super) fn abandon(&mut self) {
        self.pending = None;
        self.prompt_due = false;
        self.echoed = ECHOED;
    }

    /// Takes the next bytes of a payload, or of transparent transmission.
    fn payload(&mut self, available: usize) -> (usize, Option<Signal>) {
        let left = match &mut self.mode {
            Mode::Payload { left } | Mode::Discarded { left } => left,
            Mode::Line | Mode::Transparent => return (available, Some(Signal::Transparent { len: available })),
        };
        let len = usize::try_from(*left).map_or(available, |left| left.min(available));
        *left = left.saturating_sub(u32::try_from(len).unwrap_or(u32::MAX));
        let left = *left;
        let signal = match self.mode {
            Mode::Payload { .. } => Signal::Payload { len, left },
            _ => Signal::Discarded { len, left },
        };
        if left == 0 {
            self.mode = Mode::Line;
        }
        (len, Some(signal))
    }

    /// What was given is done with.
    #[inline(always)]
    fn forget_given(&mut self) {
        if self.given != Given::Nothing {
            self.given = Given::Nothing;
            self.from = core::mem::take(&mut self.cut);
            if self.from == 0 {
                self.len = 0;
            }
        }
    }

    /// Takes bytes that just go to the line: what stands behind them.
    #[inline(always)]
    fn run<'i>(&mut self, buf: &mut [u8], input: &'i [u8]) -> &'i [u8] {
        let at_prompt = self.len == 0 && (self.prompt_due || self.behind_prompt);
        let room = match (&mut *buf, input) {
            // The last byte that there is room for ends a part.
            ([room @ .., _], &[first, _, ..]) if first > b'\r' && !at_prompt => {
                room.get_mut(self.len..).unwrap_or(&mut [])
            }
            _ => return input,
        };
        let mut within = input.get(..room.len()).unwrap_or(input);
        if self.plain == NONE && (self.len > 0 || input.starts_with(b"+I")) {
            // The colon of a head is looked at.
            within = find(within, b':').and_then(|colon| within.get(..colon)).unwrap_or(within);
        }
        let run = copy_above(within, room, b'\r');
        self.len = self.len.saturating_add(run);
        self.plain = self.plain(buf);
        input.get(run..).unwrap_or(&[])
    }

    /// Takes a byte between lines or in a line.
    ///
    /// CR and LF each end a line, so that `\r\n`, `\r\r\n` and a lone one do.
    // Where room counts there is one copy of it.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn byte(&mut self, buf: &mut [u8], byte: u8) -> Option<Signal> {
        let begins = self.len == 0 && !self.in_parts;
        match byte {
            b'\r' | b'\n' if !begins => return self.end_of_line(buf),
            b'>' if begins && self.prompt_due => return Some(self.prompt()),
            b'\r' | b'\n' => {}
            b' ' if self.behind_prompt => {}
            _ => return self.put(buf, byte),
        }
        self.behind_prompt = false;
        None
    }

    /// A byte goes to the line.
    #[inline(always)]
    fn put(&mut self, buf: &mut [u8], byte: u8) -> Option<Signal> {
        let room = buf.len();
        self.behind_prompt = false;
        if let Some(place) = buf.get_mut(self.len) {
            *place = byte;
            self.len = self.len.wrapping_add(1);
        }
        self.plain = self.plain(buf);
        if byte == b':' && self.plain == NONE {
            return self.colon(buf);
        }
        if self.len < room { None } else { self.part(false) }
    }

    /// A colon has come where it may end the head of a packet.
    #[inline(never)]
    fn colon(&mut self, buf: &[u8]) -> Option<Signal> {
        match self.head(buf) {
            Some(signal) => signal,
            None if self.len < buf.len() => None,
            None => self.part(false),
        }
    }

    /// Above which byte all bytes that follow just go to the line: not where the head of a packet is or may come.
    #[inline(always)]
    fn plain(&self, buf: &[u8]) -> u8 {
        match buf.get(..self.len) {
            Some([] | [b'+'] | [b'+', b'I', ..]) if !self.in_parts => NONE,
            _ => b'\r',
        }
    }

    fn prompt(&mut self) -> Signal {
        self.prompt_due = false;
        self.behind_prompt = true;
        if self.pending.is_some_and(|command| command.data == Data::Transparent) {
            self.abandon();
            self.mode = Mode::Transparent;
        }
        Signal::Prompt
    }

    /// The line is the head of a packet up to its colon, if it is one: what is to be told of it.
    fn head(&mut self, buf: &[u8]) -> Option<Option<Signal>> {
        let line = buf.get(..self.len)?;
        // Only the first colon of a line ends a head.
        if find(line, b':') < line.len().checked_sub(1) {
            return None;
        }
        match Ipd::parse(line)? {
            Ok(head) if head.payload() <= Ipd::MAX => {
                self.head = head;
                self.mode = Mode::Payload { left: head.payload() };
                self.len = 0;
                self.cut_by_event();
                Some(if head.payload() == 0 { self.payload(0).1 } else { None })
            }
            Ok(_) => None,
            // Its payload is counted all the same: nothing in it may pass for a line.
            Err(_) => {
                let left = classify::refused_head(line).filter(|left| *left <= Ipd::MAX)?;
                self.mode = if left == 0 { Mode::Line } else { Mode::Discarded { left } };
                self.cut_by_event();
                Some(Some(self.give(Signal::Refused)))
            }
        }
    }

    /// The line ends.
    #[inline(never)]
    fn end_of_line(&mut self, buf: &[u8]) -> Option<Signal> {
        if self.in_parts {
            return self.part(true);
        }
        let line = buf.get(self.from.into()..self.len).unwrap_or(&[]);
        let signal = match self.echo(line) {
            Echo::None => self.classify(line),
            Echo::Whole => Signal::Echo,
            Echo::Part(len) => {
                self.cut = u16::try_from(len).ok().and_then(|len| len.checked_add(self.from)).unwrap_or(0);
                Signal::Echo
            }
        };
        self.given = if self.reads_again() { Given::Some } else { Given::Ended };
        self.plain = NONE;
        Some(signal)
    }

    /// True if a line end stands behind a part of an echo: it is read again, and then ends the event that stands before it.
    const fn reads_again(&self) -> bool {
        self.cut > 0
    }

    fn part(&mut self, last: bool) -> Option<Signal> {
        self.in_parts = !last;
        Some(self.give(Signal::Part { last }))
    }

    /// The line goes with the next push.
    fn give(&mut self, signal: Signal) -> Signal {
        self.given = Given::Some;
        self.plain = NONE;
        signal
    }
}

/// Not a method, so that decoders of all sizes share it.
fn push(buf: &mut [u8], state: &mut State, input: &[u8]) -> (usize, Option<Signal>) {
    state.forget_given();
    let mut rest = input;
    loop {
        if !matches!(state.mode, Mode::Line) {
            let (taken, signal) = state.payload(rest.len());
            return (input.len().saturating_sub(rest.len()).saturating_add(taken), signal);
        }
        rest = state.run(buf, rest);
        let Some((&byte, behind)) = rest.split_first() else { break };
        if let Some(signal) = state.byte(buf, byte) {
            let left = if state.reads_again() { rest } else { behind };
            return (input.len().saturating_sub(left.len()), Some(signal));
        }
        rest = behind;
        if rest.is_empty() {
            break;
        }
    }
    (input.len(), None)
}

/// The same for a single byte of a line: what a UART that is read byte by byte gives.
fn push_byte(buf: &mut [u8], state: &mut State, byte: u8) -> Option<Signal> {
    state.forget_given();
    state.byte(buf, byte)
}
