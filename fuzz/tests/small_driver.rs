//! How to fuzz a driver: a small one, written without `wizfi360-proto`, against a module of fuzzer bytes. Put your own in its place.
//!
//! Here random bytes stand for a fuzzer's, so that it runs with the other tests. As a fuzz target it is
//! `fuzz_target!(|data: &[u8]| whole_session::<false>(data));`.

use std::panic;
use wizfi360_fuzz::module::{Manners, Module};

/// How many modules it meets.
const MODULES: u64 = 3000;

/// A driver that knows lines, results and packets. `BUG` makes it believe the length in the head of a packet.
struct Driver<'u, const BUG: bool> {
    uart: Module<'u>,
    line: Vec<u8>,
    packet: [u8; 64],
    packets: usize,
}

impl<const BUG: bool> Driver<'_, BUG> {
    /// Sends a command and waits for its result. `None` if none comes.
    fn command(&mut self, text: &str) -> Option<bool> {
        self.uart.write(text.as_bytes());
        self.uart.write(b"\r\n");
        loop {
            match self.byte()? {
                b'\r' | b'\n' => match std::mem::take(&mut self.line).as_slice() {
                    b"OK" | b"SEND OK" => return Some(true),
                    b"ERROR" | b"FAIL" | b"SEND FAIL" => return Some(false),
                    _ => {}
                },
                b':' if self.line.starts_with(b"+IPD,") => {
                    let line = std::mem::take(&mut self.line);
                    let length = line.rsplit(|byte| *byte == b',').next().unwrap_or_default();
                    let length = std::str::from_utf8(length).ok().and_then(|text| text.parse().ok());
                    self.packet(length.unwrap_or(0))?;
                }
                byte if self.line.len() < 256 => self.line.push(byte),
                // A line that is too long loses its beginning.
                _ => self.line.clear(),
            }
        }
    }

    fn packet(&mut self, length: usize) -> Option<()> {
        self.packets += 1;
        for at in 0..length {
            let byte = self.byte()?;
            if BUG {
                self.packet[at] = byte;
            } else if let Some(place) = self.packet.get_mut(at) {
                *place = byte;
            }
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let mut byte = [0];
        (self.uart.read(&mut byte) == 1).then_some(byte[0])
    }
}

/// What a fuzz target calls. Tells how many commands succeeded, how many packets came, and what module it was.
fn whole_session<const BUG: bool>(data: &[u8]) -> (usize, usize, Manners) {
    const COMMANDS: [&str; 5] = [
        "ATE0",
        "AT+CWMODE_CUR=1",
        "AT+CWJAP_CUR=\"ssid\",\"password\"",
        "AT+CIPSTART=\"TCP\",\"10.0.0.1\",80",
        "AT+CIPCLOSE",
    ];
    let uart = Module::new(data);
    let mut driver: Driver<'_, BUG> = Driver { uart, line: Vec::new(), packet: [0; 64], packets: 0 };
    let good = COMMANDS.iter().filter(|command| driver.command(command) == Some(true)).count();
    (good, driver.packets, driver.uart.manners())
}

fn bytes(seed: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut bytes = vec![0; random.usize(0..=2048)];
    random.fill(&mut bytes);
    bytes
}

#[test]
fn a_driver_meets_modules_of_all_manners() {
    let (mut ended, mut packets, mut met) = ([0_usize; 6], 0, [0_usize; 3]);
    for seed in 0..MODULES {
        let (good, with, manners) = whole_session::<false>(&bytes(seed));
        ended[good] += 1;
        packets += usize::from(with > 0);
        met[manners as usize] += 1;
    }
    println!("good results: {ended:?}; sessions with packets: {packets}; plausible, hostile, faulty: {met:?}");
    // Whole dialogues, not only noise: many commands succeed, many fail, and packets come between.
    assert!(ended[5] > 100 && ended[0] < 2000 && packets > 100 && met.iter().all(|count| *count > 300));
}

#[test]
fn a_bug_in_a_driver_is_found() {
    let found = (0..MODULES).find(|seed| panic::catch_unwind(|| whole_session::<true>(&bytes(*seed))).is_err());
    assert!(found.is_some(), "{MODULES} modules do not find a length that is believed");
}

#[test]
fn without_bytes_a_module_answers_all_well() {
    assert_eq!(whole_session::<false>(b"").0, 5);
}
