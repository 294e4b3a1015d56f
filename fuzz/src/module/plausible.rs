//! What a real module could send.

use super::{Manners, Module};
use arbitrary::Arbitrary;
use wizfi360_proto::{
    AnyLine, Command, DataKind, DataPhase, Final, Ipd, Message, Reason,
    device::ResponseWriter,
    events::{Ready, Recv},
};

/// Room for what is said at once.
const ROOM: usize = 1 << 16;

impl Module<'_> {
    /// Answers a request.
    pub(super) fn request(&mut self, command: &'static Command, phase: DataPhase, line: &[u8]) {
        self.echo(line);
        if command.name == "ATE" {
            self.echo = line.ends_with(b"1");
        }
        if self.manners == Manners::Hostile && self.decides(1, 2) {
            return self.hostile(command);
        }
        if self.manners == Manners::Faulty && self.decides(1, 8) {
            // It was reset in the middle of the command, or says nothing at all.
            if self.decides(1, 2) {
                self.restart();
            }
            return;
        }
        if self.decides(1, 4) {
            self.unasked();
        }
        if phase != DataPhase::None && !self.decides(1, 8) {
            return self.prompt(command, phase);
        }
        for _ in 0..3 {
            match AnyLine::arbitrary_answer(command, &mut self.u) {
                Some(Ok(line)) if self.more() => self.line(&line),
                _ => break,
            }
        }
        if self.decides(1, 8) {
            self.unasked();
        }
        self.result(command);
        if command.name == "AT+RST" || command.name == "AT+RESTORE" {
            self.restart();
        }
    }

    /// A request that no module takes.
    pub(super) fn refuse(&mut self, line: &[u8]) {
        self.echo(line);
        self.answer(|answer| answer.result(Final::Error));
    }

    /// All data has come.
    pub(super) fn data_complete(&mut self) {
        let (Some(command), length) = (self.sending.take(), std::mem::take(&mut self.received)) else { return };
        if self.decides(1, 4) {
            self.unasked();
        }
        if matches!(command.data, DataKind::Counted { .. }) {
            self.answer(|answer| answer.message(&Message::Recv(Recv { length })));
        }
        self.result(command);
    }

    /// A message or a packet that nobody asked for.
    pub(super) fn unasked(&mut self) {
        if self.manners == Manners::Hostile && self.decides(1, 2) {
            return self.lie();
        }
        if self.decides(1, 2) {
            self.packet();
        } else if let Ok(message) = Message::arbitrary(&mut self.u) {
            self.answer(|answer| answer.message(&message));
        }
    }

    /// A packet with as many bytes as its head says.
    pub(super) fn packet(&mut self) {
        let Ok(mut head) = Ipd::arbitrary(&mut self.u) else { return };
        let most = self.u.len().min(2048);
        let Ok(payload) = self.u.int_in_range(0..=most).and_then(|len| self.u.bytes(len)) else { return };
        head.len = u32::try_from(payload.len()).unwrap_or(0);
        self.answer(|answer| answer.packet_header(&head).payload(payload));
    }

    /// One line of an answer.
    pub(super) fn line(&mut self, line: &AnyLine<'_>) {
        let mut buf = vec![0; ROOM];
        let mut text = line.write(&mut buf).unwrap_or(b"").to_vec();
        text.extend(b"\r\n");
        self.say(&text);
    }

    /// A result that the command can have, a good one more often.
    pub(super) fn result(&mut self, command: &'static Command) {
        let good = command.finals.iter().copied().find(|end| end.is_success());
        let result = if self.decides(1, 4) { self.u.choose(command.finals).ok().copied() } else { good };
        // AT+CIPSENDBUF has no good one: it ends with its data.
        let Some(result) = result else { return };
        if !result.is_success()
            && self.decides(1, 2)
            && let Ok(reason) = Reason::arbitrary(&mut self.u)
        {
            self.answer(|answer| answer.reason(reason));
        }
        self.answer(|answer| answer.result(result));
    }

    /// Starts anew: what was under way is forgotten.
    pub(super) fn restart(&mut self) {
        self.decoder.reset();
        (self.echo, self.sending) = (true, None);
        if self.decides(1, 2) {
            // What the boot loader prints at another rate.
            let noise = self.u.bytes(self.u.len().min(7)).unwrap_or(b"");
            self.say(noise);
        }
        self.answer(|answer| answer.message(&Message::Ready(Ready)));
    }

    /// The prompt, and what comes before it; the data is due then.
    pub(super) fn prompt(&mut self, command: &'static Command, phase: DataPhase) {
        match command.data {
            DataKind::Counted { ok_before_prompt: true, .. } | DataKind::Transparent => {
                self.answer(|answer| answer.result(Final::Ok).prompt());
            }
            _ => self.answer(|answer| answer.prompt()),
        }
        self.decoder.begin_data(command, phase);
        (self.sending, self.received) = (Some(command), 0);
        if phase == DataPhase::Counted(0) {
            self.data_complete();
        }
    }

    pub(super) fn answer(&mut self, write: impl for<'b> FnOnce(ResponseWriter<'b>) -> ResponseWriter<'b>) {
        let mut buf = vec![0; ROOM];
        let text = write(ResponseWriter::new(&mut buf)).finish().unwrap_or(b"").to_vec();
        self.say(&text);
    }

    fn echo(&mut self, line: &[u8]) {
        if self.echo {
            self.say(&[line, b"\r\n"].concat());
        }
    }

    /// True while there are bytes to decide with, three times of four.
    fn more(&mut self) -> bool {
        !self.u.is_empty() && !self.decides(1, 4)
    }
}
