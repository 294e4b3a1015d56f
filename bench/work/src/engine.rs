//! The decoder over a stream: everything that names it is in this file.

use crate::{Counts, Input};
use core::{hint::black_box, mem::MaybeUninit, slice};
use wizfi360_proto::{
    Command, Line, Message, Request,
    commands::{at, cipclose, cipsend, cipsta, cipstatus, cwlap},
    host::{Decoder, Event, Signal},
};

/// Holds every line of the manual except MQTT messages.
const LINE: usize = 128;

/// The commands that a stream answers.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    At,
    Cwlap,
    Cipstatus,
    Cipsta,
    Cipclose,
    Cipsend,
}

/// In the order of [`Sent`].
pub static COMMANDS: [&Command; 6] = [
    at::Test::COMMAND,
    cwlap::Execute::COMMAND,
    cipstatus::Execute::COMMAND,
    cipsta::Query::COMMAND,
    cipclose::Set::COMMAND,
    cipsend::Set::COMMAND,
];

/// Memory for what a driver has in a static, so that it does not count as stack.
#[repr(C)]
#[derive(Debug)]
pub struct Room(MaybeUninit<Decoder<LINE>>);

impl Room {
    pub const fn new() -> Self {
        Room(MaybeUninit::uninit())
    }

    // A call of its own: a copy of the decoder on the way would stay in the caller's frame.
    #[inline(never)]
    fn decoder(&mut self) -> &mut Decoder<LINE> {
        self.0.write(Decoder::new())
    }
}

impl Default for Room {
    fn default() -> Self {
        Room::new()
    }
}

/// A decoder and the commands still to be sent, as a driver has them.
struct Driver<'i> {
    decoder: &'i mut Decoder<LINE>,
    commands: slice::Iter<'i, u8>,
}

impl<'i> Driver<'i> {
    #[inline(always)]
    fn new(input: &Input<'i>, room: &'i mut Room) -> Self {
        let mut driver = Driver { decoder: room.decoder(), commands: input.more().iter() };
        driver.send();
        driver
    }

    /// Makes the next command pending.
    #[inline(always)]
    fn send(&mut self) {
        if let Some(command) = self.commands.next().and_then(|at| COMMANDS.get(usize::from(*at))) {
            self.decoder.begin(command);
        }
    }

    #[inline(always)]
    fn on_signal(&mut self, signal: Signal, counts: &mut Counts) {
        match signal {
            Signal::Echo => counts.echoes += 1,
            Signal::Line => {
                counts.lines += 1;
                counts.bytes += self.decoder.line().len() as u32;
            }
            Signal::Message(_) => {
                counts.messages += 1;
                counts.bytes += self.decoder.line().len() as u32;
            }
            Signal::Unknown => {
                counts.texts += 1;
                counts.bytes += self.decoder.line().len() as u32;
            }
            Signal::Payload { len, last } => {
                counts.payload += u32::from(len);
                counts.packets += u32::from(last);
            }
            Signal::Accepted => counts.accepted += 1,
            Signal::Prompt => counts.prompts += 1,
            Signal::Reason(_) => counts.reasons += 1,
            Signal::Final(_) => {
                counts.finals += 1;
                self.send();
            }
            _ => counts.other += 1,
        }
    }
}

/// Counts an event, by its fields. Returns true if the next command is to be sent.
#[inline(always)]
fn on_event(event: Event<'_>, counts: &mut Counts) -> bool {
    match event {
        Event::Echo(_) => counts.echoes += 1,
        Event::Line(line) => {
            counts.lines += 1;
            counts.bytes += line.len() as u32;
        }
        Event::Message(_, line) => match Message::parse(line) {
            Some(Ok(message)) => {
                black_box(&message);
                counts.messages += 1;
                counts.bytes += line.len() as u32;
            }
            _ => counts.other += 1,
        },
        Event::Unknown(line) => {
            counts.texts += 1;
            counts.bytes += line.len() as u32;
        }
        Event::Payload { chunk, remaining, .. } => {
            counts.payload += chunk.len() as u32;
            counts.packets += u32::from(remaining == 0);
        }
        Event::Accepted => counts.accepted += 1,
        Event::Prompt => counts.prompts += 1,
        Event::Reason(_) => counts.reasons += 1,
        Event::Final(_) => {
            counts.finals += 1;
            return true;
        }
        _ => counts.other += 1,
    }
    false
}

/// Pushes slices.
pub(crate) fn push(input: &Input<'_>, counts: &mut Counts, room: &mut Room) {
    let mut driver = Driver::new(input, room);
    for mut rest in input.bytes().chunks(input.step) {
        while !rest.is_empty() {
            let (consumed, signal) = driver.decoder.push(rest);
            rest = rest.get(consumed..).unwrap_or(&[]);
            if let Some(signal) = signal {
                driver.on_signal(signal, counts);
            }
        }
    }
}

/// Feeds slices; messages are parsed.
pub(crate) fn feed(input: &Input<'_>, counts: &mut Counts, room: &mut Room) {
    feed_slices::<false>(input, counts, room)
}

/// The same, with each event kept whole.
pub(crate) fn kept(input: &Input<'_>, counts: &mut Counts, room: &mut Room) {
    feed_slices::<true>(input, counts, room)
}

#[inline(always)]
fn feed_slices<const KEEP: bool>(input: &Input<'_>, counts: &mut Counts, room: &mut Room) {
    let mut driver = Driver::new(input, room);
    for mut rest in input.bytes().chunks(input.step) {
        while !rest.is_empty() {
            let fed = driver.decoder.feed(rest);
            if KEEP {
                black_box(&fed);
            }
            let (consumed, event) = fed;
            rest = rest.get(consumed..).unwrap_or(&[]);
            if event.is_some_and(|event| on_event(event, counts)) {
                driver.send();
            }
        }
    }
}

/// Pushes bytes.
pub(crate) fn push_byte(input: &Input<'_>, counts: &mut Counts, room: &mut Room) {
    let mut driver = Driver::new(input, room);
    for byte in input.bytes() {
        if let Some(signal) = driver.decoder.push_byte(*byte) {
            driver.on_signal(signal, counts);
        }
    }
}

/// Pushes bytes and takes the events; messages are parsed.
pub(crate) fn feed_byte(input: &Input<'_>, counts: &mut Counts, room: &mut Room) {
    feed_bytes::<false>(input, counts, room)
}

/// The same, with each event kept whole.
pub(crate) fn kept_byte(input: &Input<'_>, counts: &mut Counts, room: &mut Room) {
    feed_bytes::<true>(input, counts, room)
}

#[inline(always)]
fn feed_bytes<const KEEP: bool>(input: &Input<'_>, counts: &mut Counts, room: &mut Room) {
    let mut driver = Driver::new(input, room);
    for byte in input.bytes() {
        if let Some(signal) = driver.decoder.push_byte(*byte) {
            let event = driver.decoder.event(signal, slice::from_ref(byte));
            if KEEP {
                black_box(&event);
            }
            if on_event(event, counts) {
                driver.send();
            }
        }
    }
}

/// Reports the decoder's state beside the line.
pub(crate) fn state(_: &Input<'_>, counts: &mut Counts, _: &mut Room) {
    counts.bytes = Decoder::<LINE>::STATE as u32;
}
