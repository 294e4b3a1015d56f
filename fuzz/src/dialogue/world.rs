//! The two engines, the line between them, and a module that does what it is told.

use arbitrary::Arbitrary;
use wizfi360_proto::{
    AnyRequest, Command, DataPhase, DecodeError, Final, Ipd, Message,
    device::{self, ResponseWriter},
    events::{Ready, Recv},
    host,
};

/// The longest line that both engines hold.
pub(super) const LINE: usize = 4096;

/// What happens to bytes under way.
#[derive(Clone, Copy, Debug, Arbitrary)]
pub(super) struct Fault {
    /// True for what the host sends.
    pub(super) of_host: bool,
    kind: Kind,
    /// Where it begins, counted in bytes of this operation and this direction.
    at: u8,
    /// How many bytes it is about.
    count: u8,
}

#[derive(Clone, Copy, Debug, Arbitrary)]
enum Kind {
    Drop,
    Duplicate,
    Corrupt,
    /// They come after the host has given up.
    Delay,
}

/// A packet as the host hears of it.
#[derive(Debug)]
pub(super) struct Packet {
    pub(super) head: Ipd,
    pub(super) bytes: Vec<u8>,
}

#[derive(Default)]
pub(super) struct World {
    host: host::Decoder<LINE>,
    device: device::Decoder<LINE>,
    pub(super) fault: Option<Fault>,
    /// A fault has hit something since the two were in step.
    hit: bool,
    /// How many bytes went each way in this operation: of the host, of the device.
    gone: [usize; 2],
    late: [Vec<u8>; 2],
    to_device: Vec<u8>,
    to_host: Vec<u8>,
    /// What the module answers.
    pub(super) answers: Vec<Vec<u8>>,
    pub(super) resets: bool,
    /// What the host sends behind a prompt.
    pub(super) data: Vec<u8>,
    /// What the module has read.
    pub(super) asked: Option<Vec<u8>>,
    pub(super) received: Vec<u8>,
    /// What the host has heard.
    pub(super) lines: Vec<Vec<u8>>,
    pub(super) messages: Vec<Vec<u8>>,
    pub(super) packets: Vec<Packet>,
    /// How many bytes of a payload the decoder says are still to come.
    left: u32,
    /// Everything that went over the line in this operation, for a finding.
    log: Vec<String>,
    ended: Option<Final>,
}

impl World {
    /// Forgets what the operation before was about.
    pub(super) fn begin(&mut self, fault: Option<Fault>) {
        self.fault = fault;
        (self.asked, self.ended) = (None, None);
        for heard in [&mut self.lines, &mut self.messages] {
            heard.clear();
        }
        self.packets.clear();
        self.received.clear();
        self.log.clear();
    }

    /// The result, once.
    pub(super) fn ended(&mut self) -> Option<Final> {
        self.ended.take()
    }

    /// True if no fault has hit since the two were in step.
    pub(super) fn is_clean(&self) -> bool {
        !self.hit
    }

    /// The host sends a request; both talk until neither has anything to say.
    pub(super) fn ask(&mut self, command: &'static Command, line: &[u8]) {
        self.ended = None;
        self.host.begin(command);
        self.send(true, line);
        self.talk();
    }

    /// The module says something; both talk until neither has anything to say.
    pub(super) fn module_says(&mut self, write: impl for<'b> FnOnce(ResponseWriter<'b>) -> ResponseWriter<'b>) {
        self.say(write);
        self.talk();
    }

    /// What a host does after a time-out: both give up what was under way, what was delayed comes, and one line end goes each way.
    pub(super) fn settle(&mut self) {
        self.fault = None;
        for side in [true, false] {
            let late = std::mem::take(&mut self.late[usize::from(!side)]);
            self.send(side, &late);
        }
        self.talk();
        self.host.abandon();
        self.device.abandon();
        self.forget_payload();
        self.send(true, b"\r\n");
        self.talk();
        // What was left of a line may have been a request that takes data.
        self.device.abandon();
        self.send(false, b"\r\n");
        self.talk();
        self.forget_payload();
        self.host.abandon();
        self.hit = false;
        self.resets = false;
        self.answers.clear();
        self.data.clear();
    }

    /// A payload of which bytes are missing: the decoder has told how many, and nothing else would bring it back but as many bytes.
    fn forget_payload(&mut self) {
        if self.left > 0 || self.host.is_transparent() {
            self.host.reset();
            self.left = 0;
        }
    }

    /// Puts bytes on the line, whatever becomes of them there.
    fn send(&mut self, of_host: bool, bytes: &[u8]) {
        let side = usize::from(!of_host);
        let mut out = Vec::new();
        for &byte in bytes {
            let at = self.gone[side];
            self.gone[side] += 1;
            let hit = self.fault.filter(|fault| {
                let from = usize::from(fault.at);
                fault.of_host == of_host && (from..=from + usize::from(fault.count % 16)).contains(&at)
            });
            self.hit |= hit.is_some();
            match hit.map(|fault| fault.kind) {
                None => out.push(byte),
                Some(Kind::Drop) => {}
                Some(Kind::Duplicate) => out.extend([byte, byte]),
                Some(Kind::Corrupt) => out.push(byte ^ 1 << (at % 8)),
                Some(Kind::Delay) => self.late[side].push(byte),
            }
        }
        if of_host { self.to_device.extend(out) } else { self.to_host.extend(out) }
    }

    fn say(&mut self, write: impl for<'b> FnOnce(ResponseWriter<'b>) -> ResponseWriter<'b>) {
        let mut buf = vec![0; 1 << 15];
        let text = write(ResponseWriter::new(&mut buf)).finish().expect("room enough").to_vec();
        self.send(false, &text);
    }

    /// Moves bytes until there are none. Each byte can make an answer, so this ends only if no answer asks for another.
    fn talk(&mut self) {
        let mut rounds = 0;
        while !self.to_device.is_empty() || !self.to_host.is_empty() {
            rounds += 1;
            assert!(rounds < 1000, "they talk for ever");
            let input = std::mem::take(&mut self.to_device);
            self.log.push(format!(">> {}", input.escape_ascii()));
            self.device_reads(&input);
            let input = std::mem::take(&mut self.to_host);
            self.log.push(format!("<< {}", input.escape_ascii()));
            self.host_reads(&input);
        }
        self.gone = [0, 0];
        self.fault = None;
    }

    fn device_reads(&mut self, input: &[u8]) {
        let mut rest = input;
        while !rest.is_empty() {
            let (consumed, event) = self.device.feed(rest);
            rest = &rest[consumed..];
            match event {
                Some(device::Event::Request { request, line }) => {
                    let line = line.to_vec();
                    let request = request.map(|request: AnyRequest<'_>| (request.command(), request.data_phase()));
                    self.device_answers(request, line);
                }
                Some(device::Event::Data { chunk, remaining: left }) => {
                    self.received.extend_from_slice(chunk);
                    if left == 0 {
                        let length = u32::try_from(self.received.len()).unwrap_or(0);
                        self.say(|answer| answer.message(&Message::Recv(Recv { length })).result(Final::SendOk));
                    }
                }
                Some(_) => {}
                None => assert!(rest.is_empty(), "the device leaves input without an event"),
            }
        }
    }

    fn device_answers(&mut self, request: Result<(&'static Command, DataPhase), DecodeError>, line: Vec<u8>) {
        if std::mem::take(&mut self.resets) {
            self.device.reset();
            return self.say(|answer| answer.message(&Message::Ready(Ready)));
        }
        let Ok((command, phase)) = request else {
            return self.say(|answer| answer.echo(&line).result(Final::Error));
        };
        if phase != DataPhase::None {
            self.say(|answer| answer.echo(&line).result(Final::Ok).prompt());
            self.received.clear();
            return self.device.begin_data(command, phase);
        }
        let mut text = [line.as_slice(), b"\r\n"].concat();
        for answer in std::mem::take(&mut self.answers) {
            text.extend([answer.as_slice(), b"\r\n"].concat());
        }
        self.asked = Some(line);
        self.send(false, &text);
        self.say(|answer| answer.result(Final::Ok));
    }

    fn host_reads(&mut self, input: &[u8]) {
        let (mut rest, mut stalled) = (input, 0);
        let mut sends = false;
        while !rest.is_empty() {
            let (consumed, event) = self.host.feed(rest);
            rest = &rest[consumed..];
            stalled = if consumed == 0 { stalled + 1 } else { 0 };
            assert!(stalled < 3, "the host's decoder makes no progress");
            if let Some(event) = event {
                self.log.push(format!("{event:?}"));
            }
            match event {
                Some(host::Event::Prompt) => sends = true,
                Some(host::Event::Final(result)) => self.ended = Some(result),
                Some(host::Event::Line(line)) => self.lines.push(line.to_vec()),
                Some(host::Event::Message(_, line)) => self.messages.push(line.to_vec()),
                Some(host::Event::Payload { header, chunk, remaining: left }) => {
                    if self.left == 0 {
                        self.left = header.payload();
                        self.packets.push(Packet { head: *header, bytes: Vec::new() });
                    }
                    let count = u32::try_from(chunk.len()).expect("a payload is small");
                    assert_eq!(self.left, left + count, "a payload loses bytes that nobody hears of");
                    self.left = left;
                    // Of one that began in an operation before, the rest comes late and is of no use.
                    if let Some(packet) = self.packets.last_mut() {
                        packet.bytes.extend_from_slice(chunk);
                    }
                }
                Some(host::Event::Discarded { remaining: left, .. }) => self.left = left,
                Some(_) => {}
                None => assert!(rest.is_empty(), "the host's decoder leaves input without an event"),
            }
        }
        if sends {
            let data = std::mem::take(&mut self.data);
            self.send(true, &data);
        }
    }
}

/// What a finding has to show; the buffers of the engines are long.
impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World")
            .field("log", &self.log)
            .field("host's line", &self.host.line().escape_ascii().to_string())
            .field("command under way", &self.host.pending().map(|command| command.name))
            .field("device in data", &self.device.in_data())
            .finish_non_exhaustive()
    }
}
