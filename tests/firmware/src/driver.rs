//! The part of a driver that the size is about: requests into a buffer, bytes into events. The UART is left out.

use crate::opaque::{bytes, keep};
use wizfi360_proto::{
    Request,
    host::{Decoder, Event},
};

/// A line of 128 bytes holds all but MQTT messages, which come in parts.
pub struct Driver {
    decoder: Decoder<128>,
    tx: [u8; 512],
}

impl Driver {
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Driver { decoder: Decoder::new(), tx: [0; 512] }
    }

    /// Writes the request and tells the decoder of it.
    pub fn send<R: Request>(&mut self, request: &R) {
        self.decoder.begin(R::COMMAND);
        keep(request.write(&mut self.tx));
        keep(request.data_phase());
    }

    /// Takes bytes apart. Every event is kept whole, so that none can be left out; lines that answer are read.
    pub fn listen(&mut self, answer: impl Fn(&[u8])) {
        let mut input = bytes();
        while !input.is_empty() {
            let (consumed, event) = self.decoder.feed(input);
            input = input.get(consumed..).unwrap_or(&[]);
            keep(event);
            if let Some(Event::Line(line)) = event {
                answer(line);
            }
        }
    }
}
