//! Output of the module, by a seed, with the counts of everything in it.

use crate::random::Random;
use wizfi360_bench_work::{Counts, Sent};

/// Length of a stream, in bytes.
pub const LEN: usize = 35_000;

/// Part of the bytes of `mixed` that are payload.
const PAYLOAD: f64 = 0.86;

/// A stream, and what is in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Stream {
    pub bytes: Vec<u8>,
    /// The commands that it answers, in order. The next one is sent after the final result.
    pub commands: Vec<u8>,
    pub counts: Counts,
}

/// The line ending before a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// None: as the module sends it.
    Module,
    /// CR LF, which the parsers of atat require.
    Spaced,
}

/// Ordinary traffic with echo on: scans, CIPSTATUS, CIPSTA, messages of links and MQTT, unknown lines.
pub fn text(seed: u64, framing: Framing, len: usize) -> Stream {
    let mut traffic = Traffic::new(seed, framing);
    while traffic.stream.bytes.len() < len {
        traffic.text();
    }
    traffic.stream
}

/// Packets with the same text and sends between them: 86 % are payload.
pub fn mixed(seed: u64, framing: Framing, len: usize) -> Stream {
    let mut traffic = Traffic::new(seed, framing);
    while traffic.stream.bytes.len() < len {
        let payload = f64::from(traffic.stream.counts.payload);
        if payload < PAYLOAD * traffic.stream.bytes.len() as f64 {
            traffic.packet();
        } else if traffic.random.between(0, 2) == 0 {
            traffic.send();
        } else {
            traffic.text();
        }
    }
    traffic.stream
}

/// A line of a scan.
pub(crate) fn scan_line(random: &mut Random, ssid: &str) -> String {
    let (ecn, rssi, mac) = (random.between(0, 4), random.between(30, 90), random.mac());
    let (channel, wps) = (random.between(1, 13), random.between(0, 1));
    format!("+CWLAP:({ecn},\"{ssid}\",-{rssi},\"{mac}\",{channel},{wps})")
}

/// A line about a connection.
pub(crate) fn status_line(random: &mut Random, link: u32) -> String {
    let (ip, side) = (random.private_ip(), random.between(0, 1));
    let (remote, local) = (random.between(1024, 9999), random.between(49152, 65535));
    format!("+CIPSTATUS:{link},\"TCP\",\"{ip}\",{remote},{local},{side}")
}

struct Traffic {
    random: Random,
    /// Kinds of text take turns, so that all seeds have the same mix.
    turn: u32,
    framing: Framing,
    stream: Stream,
}

impl Traffic {
    fn new(seed: u64, framing: Framing) -> Self {
        let stream = Stream { bytes: Vec::new(), commands: Vec::new(), counts: Counts::default() };
        Traffic { random: Random::new(seed), turn: 0, framing, stream }
    }

    fn raw(&mut self, text: &str) {
        self.stream.bytes.extend(text.as_bytes());
    }

    fn line(&mut self, line: &str) {
        self.raw(line);
        self.raw("\r\n");
    }

    /// A command is echoed.
    fn sent(&mut self, command: Sent, request: &str) {
        self.stream.commands.push(command as u8);
        self.stream.counts.echoes += 1;
        self.line(request);
    }

    fn answer(&mut self, line: &str) {
        self.stream.counts.lines += 1;
        self.stream.counts.bytes += line.len() as u32;
        self.line(line);
    }

    fn result(&mut self, text: &str) {
        self.stream.counts.finals += 1;
        self.raw("\r\n");
        self.line(text);
    }

    fn message(&mut self, line: &str) {
        self.stream.counts.messages += 1;
        self.stream.counts.bytes += line.len() as u32;
        if self.framing == Framing::Spaced {
            self.raw("\r\n");
        }
        self.line(line);
    }

    /// One response, message or unknown line.
    fn text(&mut self) {
        // Without a common divisor, neighbours are of different kinds.
        self.turn = (self.turn + 7) % 16;
        match self.turn {
            0..=2 => self.scan(),
            3..=4 => self.status(),
            5..=6 => self.address(),
            7 => {
                self.sent(Sent::At, "AT");
                self.result("OK");
            }
            8 => {
                let link = self.random.between(0, 4);
                self.sent(Sent::Cipclose, &format!("AT+CIPCLOSE={link}"));
                self.stream.counts.reasons += 1;
                self.line("UNLINK");
                self.result("ERROR");
            }
            9..=11 => {
                let (link, word) =
                    (self.random.between(0, 3), ["CONNECT", "CLOSED"][self.random.between(0, 1) as usize]);
                self.message(&format!("{link},{word}"));
            }
            12 => {
                let word = ["CONNECTED", "GOT IP", "DISCONNECT"][self.random.between(0, 2) as usize];
                self.message(&format!("WIFI {word}"));
            }
            13..=14 => {
                let [room, value] = [self.random.between(1, 99), self.random.between(100, 999)];
                let [topic, unit] =
                    [self.random.between(3, 12), self.random.between(1, 8)].map(|len| self.random.name(len));
                self.message(&format!("site/{room}/{topic} -> {{\"value\":{value},\"unit\":\"{unit}\"}}"));
            }
            _ => {
                let len = self.random.between(4, 30);
                let line = format!("# {}", self.random.name(len));
                self.stream.counts.texts += 1;
                self.stream.counts.bytes += line.len() as u32;
                self.line(&line);
            }
        }
    }

    fn scan(&mut self) {
        self.sent(Sent::Cwlap, "AT+CWLAP");
        for _ in 0..self.random.between(3, 9) {
            let len = self.random.between(4, 20);
            let ssid = self.random.name(len);
            let line = scan_line(&mut self.random, &ssid);
            self.answer(&line);
        }
        self.result("OK");
    }

    fn status(&mut self) {
        self.sent(Sent::Cipstatus, "AT+CIPSTATUS");
        let station = self.random.between(2, 5);
        self.answer(&format!("STATUS:{station}"));
        for link in 0..self.random.between(0, 4) {
            let line = status_line(&mut self.random, link);
            self.answer(&line);
        }
        self.result("OK");
    }

    fn address(&mut self) {
        self.sent(Sent::Cipsta, "AT+CIPSTA_CUR?");
        for (name, ip) in [("ip", self.random.private_ip()), ("gateway", self.random.private_ip())] {
            self.answer(&format!("+CIPSTA_CUR:{name}:\"{ip}\""));
        }
        self.answer("+CIPSTA_CUR:netmask:\"255.255.255.0\"");
        self.result("OK");
    }

    /// A packet with what looks like results, a prompt and a header.
    fn packet(&mut self) {
        const BAITS: [&[u8]; 5] = [b"\r\nOK\r\n", b"\r\nERROR\r\n", b">", b"\r\n+IPD,1,5:", b"0,CLOSED\r\n"];
        let len = match self.random.between(0, 3) {
            0 => self.random.between(16, 200),
            1 => self.random.between(200, 1460),
            _ => 1460,
        } as usize;
        let mut payload = Vec::new();
        while payload.len() < len {
            payload.extend(BAITS[self.random.between(0, 4) as usize]);
            let run = self.random.between(8, 120);
            payload.extend((0..run).map(|_| self.random.byte()));
        }
        payload.truncate(len);
        self.raw(&format!("\r\n+IPD,0,{len}:"));
        self.stream.bytes.extend(payload);
        self.stream.counts.packets += 1;
        self.stream.counts.payload += len as u32;
    }

    /// A send: the prompt, and what the module answers to the data.
    fn send(&mut self) {
        let (link, len) = (self.random.between(0, 4), self.random.between(1, 2048));
        self.sent(Sent::Cipsend, &format!("AT+CIPSEND={link},{len}"));
        self.raw("\r\nOK\r\n> ");
        self.stream.counts.accepted += 1;
        self.stream.counts.prompts += 1;
        self.raw("\r\n");
        self.message(&format!("Recv {len} bytes"));
        self.result("SEND OK");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_seed_gives_other_bytes_of_the_same_kind() {
        for make in [text, mixed] {
            let [one, other] = [1, 2].map(|seed| make(seed, Framing::Module, LEN));
            assert_eq!(one, make(1, Framing::Module, LEN));
            assert_ne!(one.bytes, other.bytes);
            for (name, (one, other)) in Counts::NAMES.iter().zip(one.counts.all().into_iter().zip(other.counts.all())) {
                assert_eq!(one > 0, other > 0, "{name}: {one} and {other}");
            }
        }
    }

    #[test]
    fn streams_are_as_described() {
        for seed in 0..20 {
            let (text, mixed) = (text(seed, Framing::Module, LEN), mixed(seed, Framing::Module, LEN));
            for len in [text.bytes.len(), mixed.bytes.len()] {
                assert!((LEN..LEN + 1500).contains(&len), "{len}");
            }
            let lines = text.bytes.split(|byte| *byte == b'\n').filter(|line| line.len() > 1).count();
            assert!((28..38).contains(&(text.bytes.len() / lines)), "{} bytes a line", text.bytes.len() / lines);
            let payload = f64::from(mixed.counts.payload) / mixed.bytes.len() as f64;
            assert!((0.84..0.89).contains(&payload), "{payload}");
        }
    }
}
