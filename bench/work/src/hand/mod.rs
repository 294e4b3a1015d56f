//! The same work by hand, for one purpose each: floors that a general engine can come near to.

pub(crate) mod c;
pub(crate) mod line;
pub(crate) mod request;

use crate::{Counts, Input, Room};
use core::hint::black_box;

/// The loop over slices alone.
pub(crate) fn slices(input: &Input<'_>, _: &mut Counts, _: &mut Room) {
    for slice in input.bytes().chunks(input.step) {
        black_box(slice);
    }
}

/// The loop over bytes alone.
pub(crate) fn bytes(input: &Input<'_>, _: &mut Counts, _: &mut Room) {
    for byte in input.bytes() {
        black_box(*byte);
    }
}

/// Copies lines into a buffer, recognises four results and the header of a packet, counts payload.
///
/// Echoes, messages and answers are all `lines`, and an `OK` before a prompt is a final result.
pub(crate) fn stream(input: &Input<'_>, counts: &mut Counts, _: &mut Room) {
    let mut reader = Reader { line: [0; 128], len: 0, left: 0 };
    for byte in input.bytes() {
        reader.byte(*byte, counts);
    }
}

struct Reader {
    line: [u8; 128],
    len: usize,
    left: u32,
}

impl Reader {
    #[inline(always)]
    fn byte(&mut self, byte: u8, counts: &mut Counts) {
        if self.left > 0 {
            self.left -= 1;
            counts.payload += 1;
            if self.left == 0 {
                counts.packets += 1;
            }
        } else if byte > b'\r' && self.len > 0 {
            // The last byte of a line that is too long is replaced.
            let place = self.len.min(self.line.len() - 1);
            self.line[place] = byte;
            self.len = place + 1;
            if byte == b':' {
                self.packet();
            }
        } else {
            self.edge(byte, counts);
        }
    }

    /// The first byte of a line, or its end.
    fn edge(&mut self, byte: u8, counts: &mut Counts) {
        match byte {
            b'\r' | b'\n' if self.len > 0 => self.end(counts),
            b'\r' | b'\n' | b' ' => {}
            b'>' => counts.prompts += 1,
            _ => {
                self.line[0] = byte;
                self.len = 1;
            }
        }
    }

    fn end(&mut self, counts: &mut Counts) {
        match self.line.get(..self.len) {
            Some(b"OK" | b"ERROR" | b"FAIL" | b"SEND OK") => counts.finals += 1,
            _ => counts.lines += 1,
        }
        self.len = 0;
    }

    /// The length is the last number: `+IPD,0,1460:`.
    fn packet(&mut self) {
        let Some(header) = self.line.get(..self.len).and_then(|line| line.strip_prefix(b"+IPD,")) else { return };
        for byte in header {
            match byte {
                b',' => self.left = 0,
                b'0'..=b'9' => self.left = self.left * 10 + u32::from(byte - b'0'),
                _ => {}
            }
        }
        self.len = 0;
    }
}
