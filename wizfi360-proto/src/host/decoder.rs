//! Bytes from the module in, events out.

use super::{
    Event, Signal, classify,
    echo::{ECHOED, Echo},
};
use crate::{
    Command, Data, Line,
    events::Ipd,
    wire::scan::{find, find_either},
};

/// Finds lines, prompts, payloads and results in what the module sends.
///
/// It has no clock, allocates nothing, and gives the same events however the input is cut. A line
/// of fewer than `N` bytes is given whole, a longer one in parts. 128 bytes hold every line of the manual but MQTT messages.
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
#[derive(Clone, Debug)]
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
    /// The line has been given and goes with the next push.
    given: bool,
    /// A part of this line has been given.
    in_parts: bool,
    /// How much of the command's name has been echoed, or one of the states of `echo.rs`.
    pub(super) echoed: u8,
    /// The command under way waits for its prompt.
    pub(super) prompt_due: bool,
    /// The last byte was a prompt: a blank behind it belongs to it.
    behind_prompt: bool,
    /// A byte above this one just goes to the line: in the middle of a line that is not the head of a packet, all that end no line.
    plain: u8,
}

/// No byte is above it.
const NONE: u8 = u8::MAX;

/// What the next byte is.
#[derive(Clone, Copy, Debug)]
enum Mode {
    /// A byte of a line.
    Line,
    /// A byte of a payload.
    Payload { head: Ipd, left: u32 },
    /// A byte of a payload whose head is refused.
    Discarded { left: u32 },
    /// A byte from the peer.
    Transparent,
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
        let state = State {
            len: 0,
            from: 0,
            cut: 0,
            pending: None,
            mode: Mode::Line,
            given: false,
            in_parts: false,
            echoed: ECHOED,
            prompt_due: false,
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

    /// Tells that transparent transmission begins without a command, as after a start with `AT+SAVETRANSLINK`.
    pub fn enter_transparent(&mut self) {
        self.state.abandon();
        self.state.plain = NONE;
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

    /// Reads input up to the next event: how many bytes were consumed, and the event.
    ///
    /// Call again with the rest of the input, until nothing is left. Without an event all of the input is consumed; where one line
    /// makes two events, the first of them may consume nothing.
    #[inline]
    pub fn feed<'s>(&'s mut self, input: &'s [u8]) -> (usize, Option<Event<'s>>) {
        if self.plain(input) { (1, None) } else { self.feed_any(input) }
    }

    fn feed_any<'s>(&'s mut self, input: &'s [u8]) -> (usize, Option<Event<'s>>) {
        let (consumed, signal) = push(&mut self.line, &mut self.state, input);
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
            Signal::Payload { head, len, left } => Event::Payload { head, chunk: tail(len), left },
            Signal::Refused(error) => Event::Refused(error),
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
        if self.plain(input) { (1, None) } else { push(&mut self.line, &mut self.state, input) }
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
            Mode::Payload { left, .. } | Mode::Discarded { left } => left,
            Mode::Line | Mode::Transparent => return (available, Some(Signal::Transparent { len: available })),
        };
        let len = usize::try_from(*left).map_or(available, |left| left.min(available));
        *left = left.saturating_sub(u32::try_from(len).unwrap_or(u32::MAX));
        let left = *left;
        let signal = match self.mode {
            Mode::Payload { head, .. } => Signal::Payload { head, len, left },
            _ => Signal::Discarded { len, left },
        };
        if left == 0 {
            self.mode = Mode::Line;
        }
        (len, Some(signal))
    }

    /// Above which byte all bytes that follow just go to the line.
    fn plain(&self, buf: &[u8]) -> u8 {
        match buf.get(..self.len) {
            // Between lines, and where the head of a packet is or may come.
            Some([] | [b'+'] | [b'+', b'I', ..]) | None => NONE,
            _ if self.in_parts || !matches!(self.mode, Mode::Line) => NONE,
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

    /// The head of a packet is complete, if it is one; what follows is its payload.
    #[inline(never)]
    fn head(&mut self, line: &[u8]) -> Option<Option<Signal>> {
        match Ipd::parse(line)? {
            Ok(head) if head.payload() <= Ipd::MAX => {
                self.mode = Mode::Payload { head, left: head.payload() };
                self.len = 0;
                Some(if head.payload() == 0 { self.payload(0).1 } else { None })
            }
            Ok(_) => None,
            // Its payload is counted all the same: nothing in it may pass for a line.
            Err(error) => {
                let left = classify::refused_head(line).filter(|left| *left <= Ipd::MAX)?;
                self.mode = if left == 0 { Mode::Line } else { Mode::Discarded { left } };
                self.given = true;
                Some(Some(Signal::Refused(error)))
            }
        }
    }
}

/// Not a method, so that decoders of all sizes share it.
fn push(buf: &mut [u8], state: &mut State, input: &[u8]) -> (usize, Option<Signal>) {
    if state.given {
        state.given = false;
        state.len = 0;
        state.from = 0;
    } else if state.cut > 0 {
        state.from = core::mem::take(&mut state.cut);
    }
    state.plain = NONE;
    let mut consumed = 0_usize;
    while let Some(rest) = input.get(consumed..).filter(|rest| !rest.is_empty()) {
        let (taken, signal) = match state.mode {
            Mode::Line if state.len == 0 && !state.in_parts => first(buf, state, rest),
            Mode::Line => more(buf, state, rest),
            _ => state.payload(rest.len()),
        };
        consumed = consumed.saturating_add(taken);
        if signal.is_some() {
            return (consumed, signal);
        }
    }
    state.plain = state.plain(buf);
    (consumed, None)
}

/// Between lines: line ends and the prompt are no lines.
#[inline(always)]
fn first(buf: &mut [u8], state: &mut State, rest: &[u8]) -> (usize, Option<Signal>) {
    let behind_prompt = core::mem::take(&mut state.behind_prompt);
    match rest.first() {
        Some(b'\r' | b'\n') => (1, None),
        Some(b' ') if behind_prompt => (1, None),
        Some(b'>') if state.prompt_due => (1, Some(state.prompt())),
        _ => more(buf, state, rest),
    }
}

/// Bytes of a line: up to its end, up to the end of a packet's head, or as many as there is room for.
///
/// CR and LF each end a line, so that `\r\n`, `\r\r\n` and a lone one do.
fn more(buf: &mut [u8], state: &mut State, rest: &[u8]) -> (usize, Option<Signal>) {
    let before = state.len;
    let room = buf.get_mut(before..).unwrap_or(&mut []);
    let capacity = room.len();
    let within = rest.get(..capacity).unwrap_or(rest);
    let end = find_either(within, b'\r', b'\n');
    let taken = end.unwrap_or(within.len());
    match (room.get_mut(..taken), within.get(..taken)) {
        // A call costs more than a byte.
        (Some([place]), Some(&[byte])) => *place = byte,
        (Some(place), Some(bytes)) => place.copy_from_slice(bytes),
        _ => {}
    }
    state.len = before.saturating_add(taken);
    if let Some(consumed) = head_end(buf, state, before) {
        state.len = before.saturating_add(consumed);
        if let Some(signal) = state.head(buf.get(..state.len).unwrap_or(&[])) {
            return (consumed, signal);
        }
        state.len = before.saturating_add(taken);
    }
    if end.is_some() {
        end_of_line(buf, state, taken)
    } else if taken >= capacity {
        (taken, part(state, false))
    } else {
        (taken, None)
    }
}

/// How many of the bytes behind `before` it takes to the end of a packet's head, if that is what the line is.
#[inline]
fn head_end(buf: &[u8], state: &State, before: usize) -> Option<usize> {
    let line = buf.get(..state.len)?;
    let (true, [b'+', b'I', b'P', b'D', b',', ..]) = (!state.in_parts, line) else { return None };
    // Only the first colon of a line ends a head, however the line is cut.
    let (old, new) = line.split_at_checked(before)?;
    if find(old, b':').is_some() {
        return None;
    }
    find(new, b':').map(|at| at.saturating_add(1))
}

fn part(state: &mut State, last: bool) -> Option<Signal> {
    state.given = true;
    state.in_parts = !last;
    Some(Signal::Part { last })
}

/// A line ends behind `taken` bytes.
fn end_of_line(buf: &[u8], state: &mut State, taken: usize) -> (usize, Option<Signal>) {
    let consumed = taken.saturating_add(1);
    if state.in_parts {
        return (consumed, part(state, true));
    }
    let line = buf.get(state.from.into()..state.len).unwrap_or(&[]);
    let signal = match state.echo(line) {
        Echo::None => state.classify(line),
        Echo::Whole => Signal::Echo,
        Echo::Part(len) => {
            if let Some(cut) = u16::try_from(len).ok().and_then(|len| len.checked_add(state.from)) {
                // The event behind it is found when the same line end is read again.
                state.cut = cut;
                return (taken, Some(Signal::Echo));
            }
            Signal::Echo
        }
    };
    state.given = true;
    (consumed, Some(signal))
}
