//! A blocking driver in one file. It needs `core` alone: put it on a microcontroller as it is.

use core::fmt;
use wizfi360_proto::{
    BufferFull, DecodeError, MessageKind, Request,
    host::{Decoder, Event, Exchange, Failure, Progress},
};

/// A UART, as `embedded-io` has it: reading waits for at least one byte, or for a time-out, which gives none.
pub(crate) trait Uart {
    fn read(&mut self, buf: &mut [u8]) -> usize;
    fn write(&mut self, bytes: &[u8]);
}

/// Room for one line; with `STATE` and what was read, all of the memory that the driver takes.
const LINE: usize = 128;

pub(crate) struct Driver<U> {
    pub(crate) uart: U,
    decoder: Decoder<LINE>,
    /// What was read from the UART, of which `at..end` is still to be decoded.
    input: [u8; 64],
    at: usize,
    end: usize,
    pub(crate) seen: Seen,
}

/// What the module told unasked.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) ready: bool,
    pub(crate) got_ip: bool,
    pub(crate) connected: bool,
    /// What the peer sent, as far as there is room.
    received: [u8; 16],
    len: usize,
    /// Bytes of the peer for which there was none.
    pub(crate) lost: usize,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Error {
    /// The module said nothing for too long.
    Silent,
    /// A request is longer than the driver's buffer.
    TooLong(BufferFull),
    Failed(Failure),
}

impl<U: Uart> Driver<U> {
    pub(crate) fn new(uart: U) -> Self {
        Driver { uart, decoder: Decoder::new(), input: [0; 64], at: 0, end: 0, seen: Seen::default() }
    }

    /// Sends a request that no line answers.
    pub(crate) fn run<R: Request>(&mut self, request: &R) -> Result<(), Error> {
        self.exchange(request, &[], |_| {})
    }

    /// Sends a request and its data, gives each line that answers it, and waits for its result.
    pub(crate) fn exchange<R: Request>(
        &mut self,
        request: &R,
        data: &[u8],
        mut on_line: impl FnMut(Result<R::Line<'_>, DecodeError>),
    ) -> Result<(), Error> {
        let mut buf = [0; 320];
        let (mut exchange, sent) = Exchange::start(request, &mut self.decoder, &mut buf).map_err(Error::TooLong)?;
        self.uart.write(sent);
        loop {
            if !self.fill() {
                // Too late: what may still come of it is nobody's.
                self.decoder.abandon();
                return Err(Error::Silent);
            }
            let (consumed, event) = self.decoder.feed(self.input.get(self.at..self.end).unwrap_or(&[]));
            self.at = self.at.saturating_add(consumed);
            let Some(event) = event else { continue };
            match exchange.handle_event(event) {
                Progress::Line(line) => {
                    if let Some(line) = R::parse_line(line) {
                        on_line(line);
                    }
                }
                Progress::SendData(_) => {
                    self.uart.write(data);
                    if exchange.data_written() {
                        return Ok(());
                    }
                }
                Progress::Done(result) => return result.map(|_| ()).map_err(Error::Failed),
                Progress::Event(event) => self.seen.note(event),
                _ => {}
            }
        }
    }

    /// Waits until something has been told unasked.
    pub(crate) fn wait(&mut self, until: impl Fn(&Seen) -> bool) -> Result<(), Error> {
        while !until(&self.seen) {
            if !self.fill() {
                return Err(Error::Silent);
            }
            let (consumed, event) = self.decoder.feed(self.input.get(self.at..self.end).unwrap_or(&[]));
            self.at = self.at.saturating_add(consumed);
            if let Some(event) = event {
                self.seen.note(event);
            }
        }
        Ok(())
    }

    /// Reads from the UART if nothing is left to decode. False after a time-out.
    fn fill(&mut self) -> bool {
        if self.at == self.end {
            self.at = 0;
            self.end = self.uart.read(&mut self.input);
        }
        self.at < self.end
    }
}

impl Seen {
    fn note(&mut self, event: Event<'_>) {
        match event {
            // After it nothing of before holds.
            Event::Message(MessageKind::Ready, _) => *self = Seen { ready: true, ..Seen::default() },
            Event::Message(MessageKind::WifiGotIp, _) => self.got_ip = true,
            Event::Message(MessageKind::WifiDisconnect, _) => self.got_ip = false,
            Event::Message(MessageKind::Connect, _) => self.connected = true,
            Event::Message(MessageKind::Closed, _) => self.connected = false,
            Event::Payload { chunk, .. } => {
                let room = self.received.get_mut(self.len..).unwrap_or(&mut []);
                let taken = chunk.len().min(room.len());
                for (place, byte) in room.iter_mut().zip(chunk) {
                    *place = *byte;
                }
                self.len = self.len.saturating_add(taken);
                self.lost = self.lost.saturating_add(chunk.len().saturating_sub(taken));
            }
            _ => {}
        }
    }

    pub(crate) fn received(&self) -> &[u8] {
        self.received.get(..self.len).unwrap_or(&[])
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Silent => f.write_str("the module does not answer"),
            Error::TooLong(error) => error.fmt(f),
            Error::Failed(failure) => failure.fmt(f),
        }
    }
}

impl core::error::Error for Error {}
