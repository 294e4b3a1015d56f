//! wizfi360-proto.

use crate::{sink::Sink, streams::Stream};
use std::hint::black_box;
use wizfi360_proto::{
    Command, DecodeError, Line, Message, Request, Scope,
    commands::{cwjap, cwlap},
    domains::{Password, Ssid},
    host::{Decoder, Event, Signal},
};

/// Holds every line of the manual, as the decoder's own documentation says.
pub const LINE: usize = 128;

/// What a decoder keeps besides its line buffer, in bytes.
pub const STATE: usize = size_of::<Decoder<0>>();

/// A decoder and the commands that are still to be sent, as a driver has them.
struct Driver<'s> {
    decoder: Decoder<LINE>,
    commands: std::slice::Iter<'s, &'static Command>,
}

impl<'s> Driver<'s> {
    #[inline]
    fn new(stream: &'s Stream) -> Self {
        let mut driver = Driver { decoder: Decoder::new(), commands: stream.commands.iter() };
        driver.send();
        driver
    }

    /// Sends the next command.
    #[inline]
    fn send(&mut self) {
        if let Some(command) = self.commands.next() {
            self.decoder.begin(command);
        }
    }
}

/// Feeds the stream.
pub fn tokenize<'s>(stream: &Stream, pieces: impl Iterator<Item = &'s [u8]>, sink: &mut impl Sink) {
    let mut driver = Driver::new(stream);
    for mut rest in pieces {
        while !rest.is_empty() {
            let (consumed, signal) = driver.decoder.push(rest);
            let (seen, behind) = rest.split_at(consumed);
            rest = behind;
            let Some(signal) = signal else { continue };
            match signal {
                Signal::Message(_) | Signal::Unexpected(_) => sink.event(driver.decoder.line()),
                Signal::Line => sink.line(driver.decoder.line()),
                Signal::Final(_) => {
                    sink.answer(b"");
                    driver.send();
                }
                Signal::Payload { len, last } => sink.payload(&seen[seen.len() - usize::from(len)..], last),
                Signal::Echo => {}
                _ => sink.other(),
            }
        }
    }
}

/// The same with every event read into its type.
pub fn tokenize_typed<'s>(stream: &Stream, pieces: impl Iterator<Item = &'s [u8]>, sink: &mut impl Sink) {
    let mut driver = Driver::new(stream);
    for mut rest in pieces {
        while !rest.is_empty() {
            let (consumed, event) = driver.decoder.feed(rest);
            rest = &rest[consumed..];
            match event {
                None | Some(Event::Echo(_)) => {}
                Some(Event::Message(_, line)) => match Message::parse(line) {
                    Some(Ok(message)) => {
                        black_box(message);
                        sink.event(line);
                    }
                    _ => sink.other(),
                },
                Some(Event::Unexpected(_)) => sink.event(driver.decoder.line()),
                Some(Event::Line(line)) => sink.line(line),
                Some(Event::Final(_)) => {
                    sink.answer(b"");
                    driver.send();
                }
                Some(_) => sink.other(),
            }
        }
    }
}

/// Feeds a scan and reads each line: how many were read.
pub fn scan<'s>(stream: &Stream, pieces: impl Iterator<Item = &'s [u8]>) -> usize {
    let mut driver = Driver::new(stream);
    let mut read = 0;
    for mut rest in pieces {
        while !rest.is_empty() {
            let (consumed, signal) = driver.decoder.push(rest);
            rest = &rest[consumed..];
            if matches!(signal, Some(Signal::Line))
                && let Some(Ok(ap)) = &line(driver.decoder.line())
            {
                black_box(ap);
                read += 1;
            }
        }
    }
    read
}

/// Reads one line of a scan.
#[inline]
pub fn line(line: &[u8]) -> Option<Result<cwlap::Ap<'_>, DecodeError>> {
    cwlap::Ap::parse(line)
}

/// A request to join, checked.
pub fn join<'a>(ssid: &'a str, pwd: &'a str) -> Option<cwjap::Set<'a>> {
    Some(cwjap::Set::new(Scope::Current, Ssid::new(ssid)?, Password::new(pwd)?))
}

/// Writes it.
#[inline]
pub fn encode<'b>(join: &cwjap::Set<'_>, buf: &'b mut [u8]) -> &'b [u8] {
    join.write(buf).unwrap_or(b"")
}
