//! The talk with the module: what is written and read, what was said, and what is known of the state.

use super::{
    Bench, Channel,
    case::{Expect, Of},
    judge::Judge,
    known::Known,
    report::{DialogueEntry, Sender},
    wire::{Item, Wire},
};
use std::io;
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Request},
    model::Firmware,
    state::Ending,
};

/// A talk with a module.
pub(super) struct Talk<'a, 's> {
    pub(super) spec: &'s Spec,
    pub(super) channel: &'a mut dyn Channel,
    pub(super) known: Known<'s>,
    pub(super) wire: Wire,
    secrets: Vec<Vec<u8>>,
    /// What was said since the case began.
    said: Vec<Piece>,
    began: u64,
    /// True while the state that a case needs is being reached.
    preparing: bool,
    /// How many bytes the module has said since the case, or what is done after a flood, began.
    heard: usize,
}

/// What one side said at a stretch.
struct Piece {
    began: u64,
    /// When the last of it was said.
    ended: u64,
    from: Sender,
    is_setup: bool,
    bytes: Vec<u8>,
}

/// So many bytes of one side are kept of a dialogue at a stretch.
const KEPT: usize = 6000;
/// So many stretches are kept of a dialogue.
const PIECES: usize = 1000;
/// Bytes that follow each other within so many milliseconds are said at a stretch: a serial line has pauses of its own.
const AT_A_STRETCH: u64 = 10;
/// A module that says more in one case floods the line.
const FLOOD: usize = 1 << 20;

impl<'a, 's> Talk<'a, 's> {
    pub(super) fn new(spec: &'s Spec, firmware: Option<Firmware>, bench: &Bench, channel: &'a mut dyn Channel) -> Self {
        let secrets = bench.secrets().into_iter().map(String::into_bytes);
        Talk {
            spec,
            channel,
            known: Known::nothing(spec, firmware),
            wire: Wire::default(),
            secrets: secrets.collect(),
            said: Vec::new(),
            began: 0,
            preparing: false,
            heard: 0,
        }
    }

    /// A dialogue begins, with its preparation.
    pub(super) fn begin(&mut self) {
        self.said.clear();
        (self.began, self.heard, self.preparing) = (self.channel.now(), 0, true);
    }

    /// Its preparation has ended.
    pub(super) fn is_prepared(&mut self) {
        (self.heard, self.preparing) = (0, false);
    }

    /// However much the module has said, it is listened to again.
    pub(super) fn forgive(&mut self) {
        self.heard = 0;
    }

    /// What was said since it began, secrets as `***`.
    pub(super) fn dialogue(&self) -> Vec<DialogueEntry> {
        let said = |piece: &Piece| DialogueEntry {
            at_ms: piece.began.saturating_sub(self.began),
            from: piece.from,
            is_setup: piece.is_setup,
            text: self.shown(&piece.bytes),
        };
        self.said.iter().map(said).collect()
    }

    /// What the module has said behind the host's last bytes.
    pub(super) fn last_said(&self) -> String {
        let host = self.said.iter().rposition(|piece| piece.from == Sender::Host || piece.is_setup != self.preparing);
        let last = &self.said[host.map_or(0, |host| host + 1)..];
        let bytes: Vec<u8> = last.iter().flat_map(|piece| &piece.bytes).copied().take(KEPT).collect();
        self.shown(&bytes)
    }

    /// Bytes as a text, secrets as `***`.
    pub(super) fn shown(&self, bytes: &[u8]) -> String {
        printable(&self.without_secrets(bytes))
    }

    /// A text without secrets.
    pub(super) fn masked(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.without_secrets(text.as_bytes())).into_owned()
    }

    fn without_secrets(&self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for secret in &self.secrets {
            let mut from = 0;
            while let Some(at) = bytes[from..].windows(secret.len()).position(|part| part == secret) {
                let (begin, end) = (from + at, from + at + secret.len());
                // SmartConfig tells a password behind this word, which may be the password.
                if secret == b"password" && bytes.get(end) == Some(&b':') {
                    from = end;
                    continue;
                }
                bytes.splice(begin..end, *b"***");
                from = begin + 3;
            }
        }
        bytes
    }

    /// The host sends bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.note(Sender::Host, bytes);
        self.channel.write(bytes)
    }

    /// Takes what has come, or waits for it no longer than so many milliseconds. False if nothing came.
    pub(super) fn read(&mut self, milliseconds: u64) -> io::Result<bool> {
        let bytes = self.channel.read(milliseconds)?;
        if !bytes.is_empty() {
            self.note(Sender::Module, &bytes);
            self.heard = self.heard.saturating_add(bytes.len());
            self.wire.push(&bytes);
        }
        Ok(!bytes.is_empty())
    }

    /// True if the module has said more than any case has it say.
    pub(super) fn is_flooded(&self) -> bool {
        self.wire.flooded || self.heard > FLOOD
    }

    fn note(&mut self, from: Sender, bytes: &[u8]) {
        let (now, is_setup, full) = (self.channel.now(), self.preparing, self.said.len() >= PIECES);
        match self.said.last_mut() {
            Some(last)
                if (last.from, last.is_setup) == (from, is_setup) && now.saturating_sub(last.ended) < AT_A_STRETCH =>
            {
                let room = KEPT.saturating_sub(last.bytes.len());
                last.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
                last.ended = now;
            }
            _ if full => {}
            _ => {
                let bytes = bytes[..bytes.len().min(KEPT)].to_vec();
                self.said.push(Piece { began: now, ended: now, from, is_setup, bytes });
            }
        }
    }

    /// What comes up to a result, or a prompt that is due, or until the time is over.
    pub(super) fn listen(&mut self, judge: &mut Judge<'s>, milliseconds: u64) -> io::Result<()> {
        let until = self.channel.now().saturating_add(milliseconds);
        loop {
            while let Some(item) = self.wire.next(judge.prompt_is_due()) {
                if let Some(reading) = judge.hear(item) {
                    self.known.heard(&reading);
                }
                if judge.is_over() {
                    return Ok(());
                }
            }
            let left = until.saturating_sub(self.channel.now());
            if self.is_flooded() || (!self.read(left)? && left == 0) {
                return Ok(());
            }
        }
    }

    /// Sends a line for the sake of what it does, and waits for the result. What is said is not judged. `line` as it was written when the case began.
    pub(super) fn command(&mut self, line: &str) -> io::Result<(Ending, String)> {
        let request = Interpreter::new(self.spec).read_request(line.as_bytes()).ok();
        let of = request.map(|Request { command, name, form, .. }| Of { command, name, form });
        self.write(format!("{line}\r\n").as_bytes())?;
        let echo = if self.known.echo() == Some(false) { Vec::new() } else { vec![line.as_bytes().to_vec()] };
        let mut judge = Judge::new(self.spec, of, Expect::Succeeds, echo);
        self.listen(&mut judge, timeout(self.spec, of))?;
        let ended = ended(&judge);
        self.known.learn(line.as_bytes(), ended);
        Ok((ended, judge.end().unwrap_or("nothing").into()))
    }

    /// Lets the module say what it has to say, by a question whose answer is known by its prefix: what stands before that answer is more than was expected. It is
    /// returned; messages that may always come are not. The question stands in the dialogue if anything but its answer has come.
    ///
    /// `None` if the module does not answer.
    pub(super) fn sync(&mut self) -> io::Result<Option<Vec<Vec<u8>>>> {
        const QUESTION: &str = "AT+CIPMUX?";
        const ANSWER: &[u8] = b"+CIPMUX:";
        let said = self.said.len();
        self.write(format!("{QUESTION}\r\n").as_bytes())?;
        let until = self.channel.now().saturating_add(self.spec.lexical.timeout_ms.value.into());
        let (mut surplus, mut empty, mut answered, mut alone) = (Vec::new(), 0, false, true);
        // A result without the answer before it may be one too many, or that of a module that answers wrongly.
        let mut grace = None;
        loop {
            while let Some(item) = self.wire.next(false) {
                let text = match item {
                    Item::Line(text) if text.is_empty() => {
                        empty += 1;
                        continue;
                    }
                    Item::Line(text) => text,
                    Item::Packet(head, payload) => {
                        alone = false;
                        if !self.known.packet_can_come() {
                            surplus.push([head, payload].concat());
                        }
                        empty = 0;
                        continue;
                    }
                    Item::Prompt => continue,
                };
                let is_final = matches!(text.as_slice(), b"OK" | b"ERROR");
                if answered && is_final {
                    if alone && surplus.is_empty() {
                        self.said.truncate(said);
                    }
                    return Ok(Some(surplus));
                }
                if text.starts_with(ANSWER) {
                    answered = true;
                    self.answered(QUESTION, &text);
                    if empty > 0 && surplus.is_empty() {
                        surplus.push(Vec::new());
                    }
                } else if text != QUESTION.as_bytes() && !answered {
                    alone = false;
                    if !self.is_ambient(&text) {
                        surplus.push(text);
                        if is_final {
                            grace = Some(self.channel.now().saturating_add(1000));
                        }
                    }
                }
                empty = 0;
            }
            let now = self.channel.now();
            let left = grace.unwrap_or(until).min(until).saturating_sub(now);
            if self.is_flooded() || (!self.read(left)? && left == 0) {
                return Ok(grace.map(|_| surplus));
            }
        }
    }

    /// Learns from an answer line.
    fn answered(&mut self, question: &str, text: &[u8]) {
        let interpreter = Interpreter::new(self.spec);
        let Ok(request) = interpreter.read_request(question.as_bytes()) else { return };
        if let Some(Ok(reading)) = interpreter.read_answer(request.command, request.form, text) {
            self.known.heard(&reading);
        }
    }

    /// True if a line is a message that may come at any time; it is learnt from.
    pub(super) fn is_ambient(&mut self, text: &[u8]) -> bool {
        match Interpreter::new(self.spec).read_event(text) {
            Some(Ok(event)) if self.known.can_come(event.line) => {
                self.known.heard(&event);
                true
            }
            _ => false,
        }
    }
}

/// How an answer ended.
pub(super) fn ended(judge: &Judge<'_>) -> Ending {
    match judge.end() {
        Some("OK" | "SEND OK" | "CLOSED" | ">") => Ending::Success,
        Some("ERROR") => Ending::Error,
        Some("FAIL" | "SEND FAIL") => Ending::Failure,
        _ => Ending::Missing,
    }
}

/// How long to wait for a result.
pub(super) fn timeout(spec: &Spec, of: Option<Of<'_>>) -> u64 {
    let stated = of.and_then(|of| of.form.timeout.as_ref()).map(|timeout| timeout.ms);
    stated.unwrap_or(spec.lexical.timeout_ms.value).into()
}

/// Printable ASCII as it is; a backslash and all else escaped as in Rust.
fn printable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'"' | b'\'' => text.push(char::from(*byte)),
            byte => text.extend(byte.escape_ascii().map(char::from)),
        }
    }
    text
}
