//! The part of a driver that the size is about: requests into a buffer, bytes into events. The UART is left out.

use crate::opaque::{bytes, keep};
use wizfi360_proto::{
    Request,
    host::{Decoder, Signal},
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

    /// Decodes bytes, one at a time as a UART delivers them. Each signal and what it refers to is kept, so that none can
    /// be left out; answer lines are parsed.
    pub fn listen(&mut self, answer: impl Fn(&[u8])) {
        for &byte in bytes() {
            let Some(signal) = self.decoder.push_byte(byte) else { continue };
            keep((signal, self.decoder.line(), self.decoder.packet_header()));
            if signal == Signal::Line {
                answer(self.decoder.line());
            }
        }
    }
}
