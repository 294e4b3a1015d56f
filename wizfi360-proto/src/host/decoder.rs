//! Bytes from the module in, events out.

use super::{Event, Signal};
use crate::{Command, Data, Final, Line, Message, Reason, generated::events::Ipd};

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
    len: usize,
    /// The line has been given and goes with the next push.
    given: bool,
    mode: Mode,
    pending: Option<&'static Command>,
    /// The command under way has not been echoed yet.
    echo_due: bool,
    /// The command under way waits for its prompt.
    prompt_due: bool,
    /// The last byte was a prompt: a blank behind it belongs to it.
    behind_prompt: bool,
}

/// What the next byte is.
#[derive(Clone, Copy, Debug)]
enum Mode {
    /// A byte of a line.
    Line,
    /// A byte of a line of which a part has been given.
    Rest,
    /// A byte of a payload.
    Payload { head: Ipd, left: u32 },
    /// A byte from the peer.
    Transparent,
}

impl<const N: usize> Default for Decoder<N> {
    fn default() -> Self {
        Decoder::new()
    }
}

impl<const N: usize> Decoder<N> {
    /// With nothing read and no command under way.
    pub const fn new() -> Self {
        Decoder {
            line: [0; N],
            len: 0,
            given: false,
            mode: Mode::Line,
            pending: None,
            echo_due: false,
            prompt_due: false,
            behind_prompt: false,
        }
    }

    /// Tells that a request of this command has been sent: call it before its answer is pushed.
    ///
    /// A command that is still under way is given up: what comes of it is then [`Event::Unexpected`] or [`Event::Text`].
    pub fn begin(&mut self, command: &'static Command) {
        self.pending = Some(command);
        self.echo_due = true;
        self.prompt_due = command.data != Data::None;
    }

    /// The command under way.
    pub const fn pending(&self) -> Option<&'static Command> {
        self.pending
    }

    /// Gives the command under way up, as after a time-out.
    pub fn abandon(&mut self) {
        self.pending = None;
        self.prompt_due = false;
    }

    /// Tells that `+++` has ended transparent transmission.
    pub fn leave_transparent(&mut self) {
        if let Mode::Transparent = self.mode {
            self.mode = Mode::Line;
        }
    }

    /// The line that the last [`Signal`] told of, until the next push.
    pub fn line(&self) -> &[u8] {
        self.line.get(..self.len).unwrap_or(&[])
    }

    /// Reads input up to the next event: how many bytes were consumed, and the event.
    ///
    /// Call again with the rest of the input, until nothing is left. It consumes at least one byte of an input that is
    /// not empty, and all of it if there is no event.
    pub fn feed<'s>(&'s mut self, input: &'s [u8]) -> (usize, Option<Event<'s>>) {
        let (consumed, signal) = self.push(input);
        let last = |len: usize| input.get(..consumed).and_then(|seen| seen.get(consumed.saturating_sub(len)..));
        let event = signal.map(|signal| match signal {
            Signal::Echo => Event::Echo(self.line()),
            Signal::Line => Event::Line(self.line()),
            Signal::Accepted => Event::Accepted,
            Signal::Prompt => Event::Prompt,
            Signal::Final(result) => Event::Final(result),
            Signal::Unexpected(result) => Event::Unexpected(result),
            Signal::Reason(reason) => Event::Reason(reason),
            Signal::Message => match Message::parse(self.line()) {
                Some(message) => Event::Message(message),
                None => Event::Text(self.line()),
            },
            Signal::Payload { head, len, left } => Event::Payload { head, chunk: last(len).unwrap_or(&[]), left },
            Signal::Transparent { len } => Event::Transparent(last(len).unwrap_or(&[])),
            Signal::Part { last } => Event::Part { text: self.line(), last },
            Signal::Text => Event::Text(self.line()),
        });
        (consumed, event)
    }

    /// The same for drivers that return what they found from a loop: what is borrowed is asked for afterwards,
    /// by [`Decoder::line`] or as the end of the input that was consumed.
    pub fn push(&mut self, input: &[u8]) -> (usize, Option<Signal>) {
        if self.given {
            self.given = false;
            self.len = 0;
        }
        let mut consumed = 0_usize;
        while let Some(rest) = input.get(consumed..).filter(|rest| !rest.is_empty()) {
            let (taken, signal) = match self.mode {
                Mode::Line | Mode::Rest => self.text(rest),
                Mode::Payload { head, left } => self.payload(head, left, rest.len()),
                Mode::Transparent => (rest.len(), Some(Signal::Transparent { len: rest.len() })),
            };
            consumed = consumed.saturating_add(taken);
            if signal.is_some() {
                return (consumed, signal);
            }
        }
        (consumed, None)
    }

    fn payload(&mut self, head: Ipd, left: u32, available: usize) -> (usize, Option<Signal>) {
        let len = usize::try_from(left).map_or(available, |left| left.min(available));
        let left = left.saturating_sub(u32::try_from(len).unwrap_or(u32::MAX));
        self.mode = if left == 0 { Mode::Line } else { Mode::Payload { head, left } };
        (len, Some(Signal::Payload { head, len, left }))
    }

    /// Takes bytes of a line: up to its end, up to an event, or all.
    fn text(&mut self, rest: &[u8]) -> (usize, Option<Signal>) {
        let mut taken = 0_usize;
        for &byte in rest {
            taken = taken.saturating_add(1);
            let signal = self.byte(byte);
            if signal.is_some() {
                return (taken, signal);
            }
            if !matches!(self.mode, Mode::Line | Mode::Rest) {
                break;
            }
        }
        (taken, None)
    }

    fn byte(&mut self, byte: u8) -> Option<Signal> {
        if self.len == 0 && matches!(self.mode, Mode::Line) {
            let behind_prompt = core::mem::take(&mut self.behind_prompt);
            match byte {
                b'\r' | b'\n' => return None,
                b' ' if behind_prompt => return None,
                b'>' if self.prompt_due => return Some(self.prompt()),
                _ => {}
            }
        }
        if matches!(byte, b'\r' | b'\n') {
            return self.end_of_line();
        }
        self.put(byte);
        if self.len >= N {
            self.given = true;
            self.mode = Mode::Rest;
            return Some(Signal::Part { last: false });
        }
        if byte == b':' { self.packet() } else { None }
    }

    fn put(&mut self, byte: u8) {
        if let Some(place) = self.line.get_mut(self.len) {
            *place = byte;
            self.len = self.len.saturating_add(1);
        }
    }

    fn prompt(&mut self) -> Signal {
        self.prompt_due = false;
        self.behind_prompt = true;
        if self.pending.is_some_and(|command| command.data == Data::Transparent) {
            self.mode = Mode::Transparent;
            self.pending = None;
        }
        Signal::Prompt
    }

    /// CR and LF each end a line, so that `\r\n`, `\r\r\n` and a lone one do; the empty lines in between are no events.
    fn end_of_line(&mut self) -> Option<Signal> {
        self.given = true;
        if let Mode::Rest = self.mode {
            self.mode = Mode::Line;
            return Some(Signal::Part { last: true });
        }
        Some(self.classify())
    }

    /// A head of a packet ends here, perhaps.
    fn packet(&mut self) -> Option<Signal> {
        let line = self.line.get(..self.len).unwrap_or(&[]);
        let Some(Ok(head)) = Ipd::parse(line) else { return None };
        if head.payload() > Ipd::MAX {
            return None;
        }
        self.len = 0;
        if head.payload() == 0 {
            return Some(Signal::Payload { head, len: 0, left: 0 });
        }
        self.mode = Mode::Payload { head, left: head.payload() };
        None
    }

    fn classify(&mut self) -> Signal {
        let line = self.line.get(..self.len).unwrap_or(&[]);
        let result = Final::parse(line);
        if let Some(command) = self.pending {
            if self.echo_due && is_echo(command, line) {
                self.echo_due = false;
                return Signal::Echo;
            }
            if let Some(result) = result {
                if result == Final::Ok && self.prompt_due && accepts(command) {
                    return Signal::Accepted;
                }
                if result.ends_any() || command.ends.contains(&result) {
                    self.abandon();
                    return Signal::Final(result);
                }
            }
            if (command.is_answer)(line) {
                return Signal::Line;
            }
            if let Some(reason) = Reason::parse(line) {
                return Signal::Reason(reason);
            }
        }
        if Message::is(line) {
            // The module was reset: nothing that was under way will end.
            if line == b"ready" {
                self.abandon();
            }
            return Signal::Message;
        }
        result.map_or(Signal::Text, Signal::Unexpected)
    }
}

/// True if an `OK` stands before the prompt and is not the end.
fn accepts(command: &Command) -> bool {
    matches!(command.data, Data::Counted { accepted: true, .. } | Data::Transparent)
}

/// True if the line repeats the command.
fn is_echo(command: &Command, line: &[u8]) -> bool {
    line.strip_prefix(command.name.as_bytes()).is_some_and(|behind| match behind.first() {
        None | Some(b'=' | b'?' | b'_') => true,
        Some(_) => command.glued,
    })
}
