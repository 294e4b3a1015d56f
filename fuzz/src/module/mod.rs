//! A module made of fuzzer bytes: whole dialogues, plausible, hostile or faulty, for the fuzzing of drivers.
//!
//! A driver that is given random bytes sees noise, and hardly ever gets past its first command. [`Module`] reads what the driver sends with
//! the module's side of the protocol, and lets the fuzzer's bytes decide what comes back: which lines, which result, what comes unasked
//! and when, in what pieces. It needs no driver of a certain kind: bytes go in, bytes come out.
//!
//! ```
//! use wizfi360_fuzz::module::Module;
//!
//! // A fuzz target gets these from the fuzzer.
//! let mut module = Module::new(b"\0\0\x01");
//! module.write(b"AT\r\n");
//! let (mut heard, mut buf) = (Vec::new(), [0; 64]);
//! loop {
//!     match module.read(&mut buf) {
//!         // Nothing more comes until the driver sends something: its time-out.
//!         0 => break,
//!         count => heard.extend_from_slice(&buf[..count]),
//!     }
//! }
//! assert_eq!(heard, b"AT\r\n\r\nOK\r\n");
//! ```
//!
//! `tests/small_driver.rs` of this crate fuzzes a small driver in Rust; `c/` does the same for one in C.

mod fault;
mod hostile;
mod plausible;

pub(crate) use hostile::LIES;

use arbitrary::Unstructured;
use std::collections::VecDeque;
use wizfi360_proto::{
    AnyRequest, Command,
    device::{Decoder, Event},
};

/// How a module behaves: the first byte of its input decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manners {
    /// What a real module could send: answers of the command, results that it can have, messages and packets between them.
    Plausible,
    /// Well-framed lies: answers of other commands, lengths that nobody can believe, results inside of payloads, lines without end.
    Hostile,
    /// A plausible module on a bad line, or one that starts anew now and then: bytes are lost, doubled and changed.
    Faulty,
}

/// How many bytes a module says at the most, so that every dialogue comes to an end.
const MOST: usize = 1 << 16;

/// A module whose every decision is taken by bytes of a fuzzer.
///
/// When these are used up it answers each request by its good result and nothing else, so a driver comes to its end.
#[derive(Debug)]
pub struct Module<'u> {
    u: Unstructured<'u>,
    manners: Manners,
    decoder: Decoder<4096>,
    echo: bool,
    /// The command whose data comes.
    sending: Option<&'static Command>,
    /// How many bytes of data came.
    received: u32,
    out: VecDeque<u8>,
    said: usize,
}

impl<'u> Module<'u> {
    /// A module that has just started, and says so or not.
    pub fn new(input: &'u [u8]) -> Self {
        let mut u = Unstructured::new(input);
        let manners = match u.int_in_range(0..=3) {
            Ok(0 | 1) | Err(_) => Manners::Plausible,
            Ok(2) => Manners::Hostile,
            Ok(_) => Manners::Faulty,
        };
        let mut module = Module {
            u,
            manners,
            decoder: Decoder::new(),
            echo: true,
            sending: None,
            received: 0,
            out: VecDeque::new(),
            said: 0,
        };
        if module.decides(1, 4) {
            module.say(b"\r\nready\r\n");
        }
        module
    }

    /// How it behaves.
    pub fn manners(&self) -> Manners {
        self.manners
    }

    /// Takes what the driver sends.
    pub fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (consumed, told) = told(&mut self.decoder, rest);
            rest = &rest[consumed..];
            match told {
                Some(Told::Request { command, phase, line }) => self.request(command, phase, &line),
                Some(Told::Refused { line }) => self.refuse(&line),
                Some(Told::Data { count, last }) => {
                    self.received = self.received.saturating_add(count);
                    if last {
                        self.data_complete();
                    }
                }
                Some(Told::Left) => self.sending = None,
                None => {}
            }
        }
    }

    /// Gives what the module says, as many bytes as there are and fit, or fewer: how it comes in pieces is the fuzzer's decision too.
    ///
    /// 0 means that nothing comes any more until the driver sends something.
    pub fn read(&mut self, buf: &mut [u8]) -> usize {
        if self.out.is_empty() && self.decides(1, 8) {
            self.unasked();
        }
        let most = self.out.len().min(buf.len());
        let count = if most > 1 && self.decides(1, 4) { self.u.int_in_range(1..=most).unwrap_or(most) } else { most };
        for place in &mut buf[..count] {
            *place = self.out.pop_front().unwrap_or(0);
        }
        count
    }

    /// Says bytes, unless it has said too many.
    fn say(&mut self, bytes: &[u8]) {
        let bytes = &bytes[..bytes.len().min(MOST - self.said)];
        self.said += bytes.len();
        match self.manners {
            Manners::Faulty => fault::on_the_line(bytes, &mut self.u, &mut self.out),
            Manners::Plausible | Manners::Hostile => self.out.extend(bytes),
        }
    }

    /// True in so many of so many cases; false when no bytes are left.
    fn decides(&mut self, of: u8, all: u8) -> bool {
        // A decision of 0 is what a used up input takes: it must be the quiet one.
        self.u.int_in_range(0..=all - 1).is_ok_and(|choice| choice >= all - of)
    }
}

/// What the driver has sent, without what it borrows.
enum Told {
    Request {
        command: &'static Command,
        phase: wizfi360_proto::DataPhase,
        line: Vec<u8>,
    },
    Refused {
        line: Vec<u8>,
    },
    Data {
        count: u32,
        last: bool,
    },
    /// Transparent transmission is over.
    Left,
}

fn told(decoder: &mut Decoder<4096>, input: &[u8]) -> (usize, Option<Told>) {
    let (consumed, event) = decoder.feed(input);
    let told = event.and_then(|event| match event {
        Event::Request { request: Ok(request), line } => {
            let request: AnyRequest<'_> = request;
            Some(Told::Request { command: request.command(), phase: request.data_phase(), line: line.to_vec() })
        }
        Event::Request { request: Err(_), line } => Some(Told::Refused { line: line.to_vec() }),
        Event::Data { chunk, remaining: left } => {
            Some(Told::Data { count: u32::try_from(chunk.len()).unwrap_or(u32::MAX), last: left == 0 })
        }
        Event::Pem { last, .. } => Some(Told::Data { count: 0, last }),
        Event::DataEnd(_) => Some(Told::Left),
        _ => None,
    });
    (consumed, told)
}
