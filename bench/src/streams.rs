//! What the module sends: the streams that every tokenizer is fed.

use wizfi360_proto::{
    Command, Request,
    commands::{at, cipmux, cipstatus, cwlap},
};

/// A stream, and what is in it.
#[derive(Debug, Default)]
pub struct Stream {
    pub bytes: Vec<u8>,
    /// The commands that the stream answers, in order. The next one is sent when the one before has ended.
    pub commands: Vec<&'static Command>,
    /// The events in it, in order.
    pub events: Vec<Vec<u8>>,
    /// The lines that answer the commands, in order.
    pub lines: Vec<Vec<u8>>,
    /// The payload of all packets.
    pub payload: Vec<u8>,
    pub packets: usize,
    framing: Framing,
}

/// How the module frames lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Framing {
    /// As the module does with echo off: CR LF ends an event and does not stand before it.
    #[default]
    Module,
    /// Echo on, and CR LF before and behind every event: what suits atat best.
    Echoed,
}

/// How a stream is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    Byte,
    /// 64 bytes, as from a DMA buffer.
    Chunk,
    Whole,
}

impl Cut {
    pub const ALL: [Cut; 3] = [Cut::Byte, Cut::Chunk, Cut::Whole];
}

impl Stream {
    fn new(framing: Framing) -> Self {
        Stream { framing, ..Stream::default() }
    }

    fn event(&mut self, text: &str) {
        if self.framing == Framing::Echoed {
            self.bytes.extend(b"\r\n");
        }
        self.bytes.extend(text.as_bytes());
        self.bytes.extend(b"\r\n");
        self.events.push(text.into());
    }

    fn answer(&mut self, command: &'static Command, request: &str, lines: impl IntoIterator<Item = String>) {
        if self.framing == Framing::Echoed {
            self.bytes.extend(request.as_bytes());
            self.bytes.extend(b"\r\n");
        }
        for line in lines {
            self.bytes.extend(line.as_bytes());
            self.bytes.extend(b"\r\n");
            self.lines.push(line.into());
        }
        self.bytes.extend(b"\r\nOK\r\n");
        self.commands.push(command);
    }

    fn packet(&mut self, payload: &[u8]) {
        self.bytes.extend(format!("\r\n+IPD,0,{}:", payload.len()).as_bytes());
        self.bytes.extend(payload);
        self.payload.extend(payload);
        self.packets += 1;
    }

    /// How many final results are in it.
    pub fn answers(&self) -> usize {
        self.commands.len()
    }
}

/// Eight rounds of events, a status, two bare answers, a scan, events: 64 events, 32 answers, 264 lines, 15 KB.
pub fn mixed(framing: Framing) -> Stream {
    let mut stream = Stream::new(framing);
    for _ in 0..8 {
        for event in ["WIFI CONNECTED", "WIFI GOT IP", "0,CONNECT", "1,CONNECT", "SEND OK"] {
            stream.event(event);
        }
        let status = [
            "STATUS:3",
            "+CIPSTATUS:0,\"TCP\",\"192.168.10.201\",8080,50124,0",
            "+CIPSTATUS:1,\"TCP\",\"192.168.10.202\",5000,50125,1",
        ];
        stream.answer(cipstatus::Execute::COMMAND, "AT+CIPSTATUS", status.map(String::from));
        stream.answer(at::Test::COMMAND, "AT", []);
        stream.answer(cipmux::Set::COMMAND, "AT+CIPMUX=1", []);
        stream.answer(cwlap::Execute::COMMAND, "AT+CWLAP", (0..30).map(scan_line));
        for event in ["0,CLOSED", "1,CLOSED", "WIFI DISCONNECT"] {
            stream.event(event);
        }
    }
    stream
}

/// One echoed scan of about this many bytes.
pub fn growing(size: usize) -> Stream {
    let line = scan_line(0).len() + 2;
    scan(size.saturating_sub("AT+CWLAP\r\n\r\nOK\r\n".len()).div_ceil(line))
}

/// One echoed scan of this many entries.
pub fn scan(entries: usize) -> Stream {
    let mut stream = Stream::new(Framing::Echoed);
    stream.answer(cwlap::Execute::COMMAND, "AT+CWLAP", (0..entries).map(scan_line));
    stream
}

/// One megabyte of payload in packets of 1460 bytes. Each holds what looks like a result, a prompt and a packet's head.
pub fn packets() -> Stream {
    let mut stream = Stream::new(Framing::Module);
    let mut random = Random(1);
    for _ in 0..1_048_576_u32.div_ceil(1460) {
        let mut payload = b"\r\nOK\r\n\r\nERROR\r\n>\r\n+IPD,1,5:\0".to_vec();
        payload.resize_with(1460, || random.byte());
        stream.packet(&payload);
    }
    stream
}

/// A line of a scan: 53 bytes.
pub fn scan_line(at: usize) -> String {
    let mut random = Random(at as u64 + 1);
    let [a, b, c, d, e] = [(); 5].map(|()| random.byte());
    let (number, rssi, channel) = (at % 100, 40 + at % 50, 1 + at % 9);
    format!("+CWLAP:(3,\"Guest-Net-{number:02}\",-{rssi},\"5c:{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}\",{channel},1)")
}

/// Knuth's 64-bit linear congruential generator: the same bytes in each run.
struct Random(u64);

impl Random {
    fn byte(&mut self) -> u8 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0.to_be_bytes()[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mixed_stream_is_as_described() {
        let (module, echoed) = (mixed(Framing::Module), mixed(Framing::Echoed));
        for stream in [&module, &echoed] {
            assert_eq!((stream.events.len(), stream.answers(), stream.lines.len()), (64, 32, 264));
        }
        assert!((15_000..15_200).contains(&module.bytes.len()), "{}", module.bytes.len());
        assert!((15_500..15_700).contains(&echoed.bytes.len()), "{}", echoed.bytes.len());
        assert_eq!(scan_line(7).len(), 53);
    }

    #[test]
    fn growing_responses_are_of_about_the_size() {
        for size in [1 << 10, 1 << 12, 1 << 20] {
            let bytes = growing(size).bytes.len();
            assert!((size..size + 55).contains(&bytes), "{bytes} for {size}");
        }
    }
}
