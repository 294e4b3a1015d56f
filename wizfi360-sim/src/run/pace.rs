//! A serial line that is as slow as its rate.

use crate::flash::Serial;
use std::time::Duration;
use tokio::time::Instant;
use wizfi360_proto::{
    Number,
    domains::{Parity, StopBits},
};

/// When the next bytes may go and come.
#[derive(Debug)]
pub(super) struct Pace {
    /// How long a byte takes; `None` for no time.
    byte: Option<Duration>,
    write_at: Instant,
    read_at: Instant,
}

/// How much of the line's time goes at once: less is smoother, more costs less.
const PORTION: Duration = Duration::from_millis(5);

impl Pace {
    /// At the rate of these settings, or at none.
    pub(super) fn new(serial: Option<Serial>) -> Pace {
        let now = Instant::now();
        Pace { byte: serial.map(byte_time), write_at: now, read_at: now }
    }

    /// The settings have changed.
    pub(super) fn set(&mut self, serial: Serial) {
        if self.byte.is_some() {
            self.byte = Some(byte_time(serial));
        }
    }

    /// The most bytes that go at once.
    pub(super) fn portion(&self) -> usize {
        self.byte.map_or(usize::MAX, |byte| (PORTION.as_nanos() / byte.as_nanos().max(1)).max(1) as usize)
    }

    /// When bytes may be written, if not now.
    pub(super) fn may_write(&self) -> Option<Instant> {
        (self.byte.is_some() && self.write_at > Instant::now()).then_some(self.write_at)
    }

    /// When bytes may be read, if not now.
    pub(super) fn may_read(&self) -> Option<Instant> {
        (self.byte.is_some() && self.read_at > Instant::now()).then_some(self.read_at)
    }

    pub(super) fn wrote(&mut self, bytes: usize) {
        self.write_at = self.later(self.write_at, bytes);
    }

    pub(super) fn read(&mut self, bytes: usize) {
        self.read_at = self.later(self.read_at, bytes);
    }

    fn later(&self, at: Instant, bytes: usize) -> Instant {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        at.max(Instant::now()) + self.byte.unwrap_or(Duration::ZERO) * bytes
    }
}

/// Start bit, data bits, parity bit, stop bits.
fn byte_time(serial: Serial) -> Duration {
    let stop = if serial.stop_bits == StopBits::Two { 2 } else { 1 };
    let bits = 1 + serial.data_bits.number() + u32::from(serial.parity != Parity::None) + stop;
    Duration::from_secs(1) * bits / serial.baud.number()
}
