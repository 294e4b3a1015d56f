//! Well-framed lies: each of them breaks a driver that believes what it is told.

use super::Module;
use arbitrary::Arbitrary;
use wizfi360_proto::{AnyLine, Command, Final};

/// Texts that have broken drivers.
pub(crate) const LIES: [&str; 16] = [
    "+IPD,0,4294967295:",
    "+IPD,99999999999999999999:",
    "+IPD,-1:",
    "+IPD,7,5:OK\r\nx",
    "+IPD,65535:OK\r\n",
    "+IPD,",
    "Recv 4294967295 bytes\r\n",
    "+CWLAP:(3,\"a\",-1,\"00:00:00:00:00:00\",1,1)\r\nOK\r\n\",-38,\"90:9f:33:21:e5:00\",5,1)\r\n",
    "+CWLAP:(3,\"x\\\",-38,\"90:9f:33:21:e5:00\",5,1)\r\n",
    "+CIPSTATUS:9,\"TCP\",\"999.1.1.1\",99999,1\r\n",
    "+CIPSTA_CUR:ip:\"\r\n",
    ">",
    "OK",
    "\r\nready\r\n",
    "9,CLOSED\r\n",
    "topic -> OK\r\n+IPD,3:\r\n",
];

impl Module<'_> {
    /// Answers a request by something else.
    pub(super) fn hostile(&mut self, command: &'static Command) {
        match self.u.int_in_range(0..=5_u8).unwrap_or(0) {
            // The result twice.
            0 => {
                self.result(command);
                self.result(command);
            }
            1 => {
                // A line of any command.
                if let Ok(line) = AnyLine::arbitrary(&mut self.u) {
                    self.line(&line);
                }
                self.result(command);
            }
            2 => {
                // A result that the command cannot have.
                if let Ok(result) = Final::arbitrary(&mut self.u) {
                    self.answer(|answer| answer.result(result));
                }
                self.result(command);
            }
            // A prompt that nobody waits for.
            3 => self.answer(|answer| answer.prompt()),
            4 => {
                self.lie();
                self.result(command);
            }
            // Nothing at all.
            _ => {}
        }
    }

    /// Something that nobody should believe.
    pub(super) fn lie(&mut self) {
        match self.u.int_in_range(0..=3_u8).unwrap_or(0) {
            0 => {
                // A line that does not end for long.
                let count = self.u.int_in_range(100..=5000).unwrap_or(100);
                let byte = *self.u.choose(b"x,\"\\0+").unwrap_or(&b'x');
                self.say(&vec![byte; count]);
                self.say(b"\r\n");
            }
            1 => {
                let noise = self.u.int_in_range(0..=64).and_then(|count| self.u.bytes(count)).unwrap_or(b"");
                self.say(noise);
            }
            _ => {
                let lie = *self.u.choose(&LIES).unwrap_or(&"OK");
                self.say(lie.as_bytes());
            }
        }
    }
}
