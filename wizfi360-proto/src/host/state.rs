//! The decoder's state machine: where a line, a payload or a prompt begins and ends.

use super::{
    Signal,
    echo::{ECHO_DONE, Echo},
    packet,
};
use crate::{
    Command, DataKind,
    events::Ipd,
    wire::{
        FAST_PATHS,
        scan::{copy_above, find, find_at_most},
    },
};

/// The state of a decoder besides its line. What each byte needs comes first.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(super) struct State {
    /// A byte above this one is a literal of the current line: all but line endings, or none.
    pub(super) literal_above: u8,
    pub(super) mode: Mode,
    /// The length of the line in the buffer.
    pub(super) len: u16,
    /// How many bytes of a payload are still to come before its last one, which changes the mode.
    payload_run: u16,
    /// How many bytes of a discarded payload are still to come.
    discarded_remaining: u16,
    /// Where the reported line begins: after the part of an echo that an event has cut.
    pub(super) from: u16,
    /// The length of the reported line, if it lies in the input.
    pub(super) lent: u16,
    /// The length of its line ending there.
    lent_ending: u8,
    emitted: Emitted,
    /// A part of the current line has been reported.
    in_long_line: bool,
    /// The current line holds a NUL.
    has_nul: bool,
    /// How much of the command's name has been echoed, or one of the states of `echo.rs`.
    pub(super) echoed: u8,
    /// The pending command waits for its prompt.
    pub(super) prompt_due: bool,
    /// The `OK` before the prompt has come.
    pub(super) accepted: bool,
    /// The last byte was a prompt: a space after it belongs to it.
    after_prompt: bool,
    /// How many bytes the last call has consumed.
    pub(super) consumed: usize,
    pub(super) pending: Option<&'static Command>,
    /// The header of the last packet.
    pub(super) header: Ipd,
}

/// No byte is above it.
const NONE: u8 = u8::MAX;

/// How much of the line in the buffer has been reported. It is dropped with the next byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Emitted {
    Nothing,
    /// A part: the next byte may continue the line.
    Part,
    /// All of it: line endings that follow mean nothing.
    Line,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mode {
    Line,
    Payload,
    /// The payload of a packet with an invalid header.
    Discarded,
    Transparent,
}

impl State {
    pub(super) const NEW: State = State {
        literal_above: NONE,
        mode: Mode::Line,
        len: 0,
        payload_run: 0,
        discarded_remaining: 0,
        from: 0,
        lent: 0,
        lent_ending: 0,
        emitted: Emitted::Nothing,
        in_long_line: false,
        has_nul: false,
        echoed: ECHO_DONE,
        prompt_due: false,
        accepted: false,
        after_prompt: false,
        consumed: 0,
        pending: None,
        header: Ipd { link_id: None, len: 0, from: None },
    };

    pub(super) fn begin(&mut self, command: &'static Command) {
        self.pending = Some(command);
        self.echoed = 0;
        self.prompt_due = command.data != DataKind::None;
        self.accepted = false;
    }

    pub(super) fn abandon(&mut self) {
        self.pending = None;
        self.prompt_due = false;
        self.echoed = ECHO_DONE;
    }

    /// Takes a byte of a payload, unless it is the last: that one changes the mode.
    #[inline(always)]
    pub(super) fn take_payload_byte(&mut self) -> bool {
        match self.payload_run.checked_sub(1) {
            Some(run) => {
                self.payload_run = run;
                true
            }
            None => false,
        }
    }

    pub(super) fn skip_payload(&mut self, len: u32) -> u32 {
        if matches!(self.mode, Mode::Line | Mode::Transparent) {
            return 0;
        }
        let len = u16::try_from(len).unwrap_or(u16::MAX).min(self.remaining());
        self.take_payload(len);
        len.into()
    }

    /// Returns how many bytes of a payload are still to come.
    pub(super) const fn remaining(&self) -> u16 {
        match self.mode {
            Mode::Payload => self.payload_remaining(),
            Mode::Discarded => self.discarded_remaining,
            Mode::Line | Mode::Transparent => 0,
        }
    }

    /// The same where a payload is known to go on.
    #[inline(always)]
    pub(super) const fn payload_remaining(&self) -> u16 {
        self.payload_run.wrapping_add(1)
    }

    fn take_payload(&mut self, len: u16) {
        let remaining = self.remaining().saturating_sub(len);
        match self.mode {
            _ if remaining == 0 => (self.mode, self.payload_run) = (Mode::Line, 0),
            Mode::Payload => self.payload_run = remaining.wrapping_sub(1),
            _ => self.discarded_remaining = remaining,
        }
    }

    /// Takes the next bytes of a payload or of transparent mode, at least one, and returns their number.
    fn payload(&mut self, available: usize) -> (u16, Signal) {
        let available = u16::try_from(available).unwrap_or(u16::MAX);
        let remaining = self.remaining();
        let len = remaining.min(available);
        let last = len == remaining;
        let (len, signal) = match self.mode {
            Mode::Line | Mode::Transparent => return (available, Signal::Transparent { len: available }),
            Mode::Payload => (len, Signal::Payload { len, last }),
            Mode::Discarded => (len, Signal::Discarded { len, last }),
        };
        self.take_payload(len);
        (len, signal)
    }

    /// Drops what the last call has reported.
    #[inline(always)]
    fn drop_emitted(&mut self) {
        self.lent = 0;
        if self.emitted != Emitted::Nothing {
            self.emitted = Emitted::Nothing;
            (self.from, self.len, self.has_nul) = (0, 0, false);
        }
    }

    /// True between two lines.
    #[inline(always)]
    fn is_line_start(&self) -> bool {
        self.len == 0 && !self.in_long_line
    }

    /// Copies the literals at the start of `input` to the line and returns the rest.
    #[inline(always)]
    fn copy_literals<'i>(&mut self, buf: &mut [u8], input: &'i [u8]) -> &'i [u8] {
        let at_prompt = self.len == 0 && (self.prompt_due || self.after_prompt);
        let room = match (&mut *buf, input) {
            // The last byte of the buffer ends a part.
            ([room @ .., _], &[first, _, ..]) if first > b'\r' && !at_prompt => {
                room.get_mut(self.len.into()..).unwrap_or(&mut [])
            }
            _ => return input,
        };
        let mut literals = input.get(..room.len()).unwrap_or(input);
        if self.literal_above == NONE && (self.len > 0 || input.starts_with(b"+I")) {
            // The colon may end a packet header.
            literals = find(literals, b':').and_then(|colon| literals.get(..colon)).unwrap_or(literals);
        }
        let copied = copy_above(literals, room, b'\r');
        self.len = self.len.wrapping_add(u16::try_from(copied).unwrap_or(0));
        self.literal_above = self.literal_threshold(buf);
        input.get(copied..).unwrap_or(&[])
    }

    /// Reads a line that lies whole at the start of `input`: without the states in between, and with
    /// `lend` without copying it. Packet headers and prompts are left to [`State::byte`].
    #[inline(always)]
    fn whole_line(&mut self, buf: &mut [u8], input: &[u8], lend: bool) -> Option<(usize, Signal)> {
        match *input {
            [b'+', b'I', ..] => return None,
            [b'>', ..] if self.prompt_due => return None,
            [b' ', ..] if self.after_prompt => return None,
            [first, ..] if first > b'\r' => {}
            _ => return None,
        }
        // A line as long as the buffer is reported in parts.
        let end = find_at_most(input.get(..buf.len()).unwrap_or(input), b'\r')?;
        let (line, rest) = input.split_at_checked(end)?;
        self.lent_ending = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return None,
        };
        self.after_prompt = false;
        let signal = self.report(line);
        let len = u16::try_from(end).unwrap_or(0);
        // The part of an echo that a message interrupts has to be kept.
        if lend && self.from == 0 {
            self.lent = len;
        } else if let Some(place) = buf.get_mut(..end) {
            place.copy_from_slice(line);
            self.len = len;
        }
        Some((end.wrapping_add(self.lent_ending.into()), signal))
    }

    /// Returns the line that [`State::whole_line`] has reported, from the input that was consumed.
    #[inline(never)]
    pub(super) fn lent_line<'s>(&self, consumed: &'s [u8]) -> &'s [u8] {
        let to = consumed.len().saturating_sub(self.lent_ending.into());
        consumed.get(to.saturating_sub(self.lent.into())..to).unwrap_or(&[])
    }

    /// Takes a byte between two lines or in one. CR and LF each end a line, so that `\r\n`,
    /// `\r\r\n` and a single one do.
    // Out of line where room counts: there is one copy of it.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn byte(&mut self, buf: &mut [u8], byte: u8) -> Option<Signal> {
        let begins = self.is_line_start();
        match byte {
            b'\r' | b'\n' if !begins => return self.end_of_line(buf),
            b'>' if begins && self.prompt_due => return Some(self.prompt()),
            b'\r' | b'\n' => {}
            b' ' if self.after_prompt => {}
            _ => return self.put(buf, byte),
        }
        self.after_prompt = false;
        None
    }

    /// Appends a byte to the line.
    #[inline(always)]
    fn put(&mut self, buf: &mut [u8], byte: u8) -> Option<Signal> {
        let room = buf.len();
        self.after_prompt = false;
        if let Some(place) = buf.get_mut(usize::from(self.len)) {
            *place = byte;
            self.len = self.len.wrapping_add(1);
        }
        self.has_nul |= byte == 0;
        if self.literal_above == NONE {
            self.literal_above = self.literal_threshold(buf);
        }
        if byte == b':' && self.literal_above == NONE {
            return self.colon(buf);
        }
        if usize::from(self.len) < room { None } else { self.emit_part(false) }
    }

    /// Handles a colon that may end a packet header.
    #[inline(never)]
    fn colon(&mut self, buf: &[u8]) -> Option<Signal> {
        match self.packet_header(buf) {
            Some(signal) => signal,
            None if usize::from(self.len) < buf.len() => None,
            None => self.emit_part(false),
        }
    }

    /// Returns the byte above which all are literals: none where a packet header is or may come.
    #[inline(always)]
    fn literal_threshold(&self, buf: &[u8]) -> u8 {
        match buf.get(..self.len.into()) {
            Some([] | [b'+'] | [b'+', b'I', ..]) if !self.in_long_line => NONE,
            _ => b'\r',
        }
    }

    pub(super) fn prompt(&mut self) -> Signal {
        self.prompt_due = false;
        self.after_prompt = true;
        // The module has read the whole command.
        self.echoed = ECHO_DONE;
        if self.pending.is_some_and(|command| command.data == DataKind::Transparent) {
            self.abandon();
            self.mode = Mode::Transparent;
        }
        Signal::Prompt
    }

    /// Begins a payload if the line up to its colon is a packet header. Returns what to report of it then.
    fn packet_header(&mut self, buf: &[u8]) -> Option<Option<Signal>> {
        let line = buf.get(..self.len.into())?;
        // Only the first colon of a line ends a header.
        if find(line, b':') < line.len().checked_sub(1) {
            return None;
        }
        match packet::header(line)? {
            Ok(header) => {
                let len = packet_len(header.payload())?;
                self.header = header;
                self.len = 0;
                self.begin_payload(Mode::Payload, len);
                Some((len == 0).then_some(Signal::Payload { len: 0, last: true }))
            }
            // Its payload is counted all the same: nothing in it may pass for a line.
            Err(len) => {
                let len = packet_len(len?)?;
                self.begin_payload(Mode::Discarded, len);
                Some(Some(self.emit(Signal::InvalidPacket)))
            }
        }
    }

    fn begin_payload(&mut self, mode: Mode, len: u16) {
        if len > 0 {
            self.mode = mode;
            match mode {
                Mode::Payload => self.payload_run = len.wrapping_sub(1),
                _ => self.discarded_remaining = len,
            }
        }
        self.interrupt_echo();
    }

    #[inline(never)]
    fn end_of_line(&mut self, buf: &[u8]) -> Option<Signal> {
        if self.in_long_line {
            return self.emit_part(true);
        }
        let signal = self.report(buf.get(..self.len.into()).unwrap_or(&[]));
        self.literal_above = NONE;
        Some(signal)
    }

    /// Returns the signal of a whole line.
    #[inline(never)]
    fn report(&mut self, line: &[u8]) -> Signal {
        self.emitted = Emitted::Line;
        match self.echo(line) {
            Echo::None => self.classify(line),
            Echo::Whole => Signal::Echo,
            // The event is reported. The part of the echo before it is not: one byte, one signal.
            Echo::Part(len) => {
                self.from = u16::try_from(len).unwrap_or(0);
                self.classify(line.get(len..).unwrap_or(&[]))
            }
        }
    }

    fn emit_part(&mut self, last: bool) -> Option<Signal> {
        self.in_long_line = !last;
        Some(self.emit(Signal::LinePart { last }))
    }

    fn emit(&mut self, signal: Signal) -> Signal {
        self.emitted = Emitted::Part;
        self.literal_above = NONE;
        signal
    }

    /// True if the current line holds a byte that no valid line holds.
    pub(super) const fn has_control(&self) -> bool {
        // CR and LF end a line, so only NUL is left.
        self.has_nul
    }
}

/// Returns a packet's length if a packet can have it.
fn packet_len(len: u32) -> Option<u16> {
    const { assert!(Ipd::MAX <= u16::MAX as u32, "State holds any packet length") };
    if len <= Ipd::MAX { u16::try_from(len).ok() } else { None }
}

/// Reads input up to the next signal; [`State::consumed`] is how much of it. `lend` reports lines
/// that lie whole in the input without copying them.
// A function over slices, so that decoders of all sizes share it.
#[cfg_attr(not(target_pointer_width = "64"), cold)]
#[inline(never)]
pub(super) fn push(buf: &mut [u8], state: &mut State, input: &[u8], lend: bool) -> Option<Signal> {
    if let &[byte] = input {
        state.consumed = 1;
        return step(buf, state, byte);
    }
    state.drop_emitted();
    let mut rest = input;
    while !rest.is_empty() {
        if !matches!(state.mode, Mode::Line) {
            let (len, signal) = state.payload(rest.len());
            state.consumed = input.len().wrapping_sub(rest.len()).wrapping_add(len.into());
            return Some(signal);
        }
        if state.is_line_start() {
            // Blank lines, and the LF of a CR LF that was split.
            while let [b'\r' | b'\n', after @ ..] = rest {
                rest = after;
                state.after_prompt = false;
            }
            // To look for the end and then to copy is two loops: on a Cortex-M0 one is cheaper.
            if (lend || FAST_PATHS)
                && let Some((taken, signal)) = state.whole_line(buf, rest, lend)
            {
                state.consumed = input.len().wrapping_sub(rest.len()).wrapping_add(taken);
                return Some(signal);
            }
        }
        rest = state.copy_literals(buf, rest);
        // Also where only line endings were left.
        let Some((&byte, after)) = rest.split_first() else { break };
        if let Some(signal) = state.byte(buf, byte) {
            // The LF after a CR means nothing.
            let after = match after {
                [b'\n', after @ ..] if byte == b'\r' && state.emitted == Emitted::Line => after,
                after => after,
            };
            state.consumed = input.len().wrapping_sub(after.len());
            return Some(signal);
        }
        rest = after;
    }
    state.consumed = input.len();
    None
}

/// Reads a byte that is neither a literal of a line nor one inside a payload.
#[cfg_attr(not(target_pointer_width = "64"), cold)]
#[inline(never)]
pub(super) fn step(buf: &mut [u8], state: &mut State, byte: u8) -> Option<Signal> {
    if !matches!(state.mode, Mode::Line) {
        state.drop_emitted();
        return Some(state.payload(1).1);
    }
    if state.emitted != Emitted::Nothing {
        if state.emitted == Emitted::Line && matches!(byte, b'\r' | b'\n') {
            return None;
        }
        state.drop_emitted();
    }
    if byte > b'>' && state.is_line_start() {
        // The first byte of most lines.
        state.after_prompt = false;
        if let Some(place) = buf.first_mut() {
            *place = byte;
        }
        state.len = 1;
        state.literal_above = b'\r';
        return None;
    }
    state.byte(buf, byte)
}
