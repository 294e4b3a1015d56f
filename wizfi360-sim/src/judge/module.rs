//! What the module answers.

use super::{
    Judge, Power, Rule,
    finding::finding,
    sent::{Busy, Sent, begins_as_command},
};
use wizfi360_proto::{DataPhase, Final, Line, MessageKind, Reason, host::Signal};
use wizfi360_spec::{interpret::Interpreter, state::Ending};

impl Judge {
    /// Bytes that the module has sent, when the driver can read them.
    pub fn module(&mut self, now: u64, bytes: &[u8]) {
        self.now = self.now.max(now);
        let mut rest = bytes;
        while !rest.is_empty() {
            let (consumed, signal) = self.module.push(rest);
            rest = &rest[consumed..];
            match signal {
                Some(Signal::Prompt) => self.prompt(),
                Some(Signal::Final(result)) => self.result(result),
                Some(Signal::Unexpected(result)) => self.unexpected(result),
                Some(Signal::Reason(reason)) => {
                    if let Some(sent) = &mut self.under_way {
                        sent.reason = Some(reason);
                    }
                }
                Some(Signal::Line) => self.answer(),
                Some(Signal::Message(MessageKind::Ready)) => self.ready(),
                Some(Signal::Message(_)) => self.message(),
                Some(Signal::Payload { last: true, .. }) => self.packet(),
                _ => {}
            }
        }
    }

    fn prompt(&mut self) {
        let Some(sent) = self.under_way.as_mut().filter(|sent| sent.waits_for_prompt()) else { return };
        sent.prompted = Some(self.now);
        sent.data_at = self.now;
        let early = std::mem::take(&mut sent.early);
        let (command, phase) = (sent.command, sent.phase);
        if !early.is_empty() {
            let of_early = Sent { early: early.clone(), ..sent.clone() };
            self.report_early(&of_early);
        }
        if let Some(command) = command {
            self.device.begin_data(command, phase);
        }
        if phase == DataPhase::Transparent {
            self.guard.begins();
            self.over(Ending::Success);
        }
        early.into_iter().for_each(|byte| self.byte(byte));
    }

    /// A final result of the request under way, or what looks like it.
    fn result(&mut self, result: Final) {
        if result.ends_any() && !self.queue.is_empty() {
            // It is about what was sent too soon; what is under way goes on.
            self.queue.pop_front();
            if let Some(command) = self.under_way.as_ref().and_then(|sent| sent.command) {
                self.module.begin(command);
            }
            return;
        }
        let Some(sent) = &mut self.under_way else { return };
        if let Some(held) = sent.held.take() {
            self.report(held);
        }
        if result.ends_any() {
            self.turned_away();
        } else {
            self.over(match result {
                Final::Error => Ending::Error,
                result if result.is_success() => Ending::Success,
                _ => Ending::Failure,
            });
        }
    }

    fn unexpected(&mut self, result: Final) {
        match &self.under_way {
            // Nobody knows what a line that cannot be read ends with.
            Some(sent) if sent.command.is_none() => self.result(result),
            Some(_) if result.ends_any() => _ = self.queue.pop_front(),
            _ => {}
        }
    }

    /// `busy` is the answer to the request under way.
    fn turned_away(&mut self) {
        let Some(sent) = self.under_way.take() else { return };
        self.end_data(&sent);
        self.refuses_data(&sent);
        let early = sent.early.clone();
        self.busy = Some(Busy { sent, at: self.now });
        self.next();
        self.after_refusal(early);
    }

    /// The request under way has ended.
    fn over(&mut self, ending: Ending) {
        let Some(sent) = self.under_way.take() else { return };
        self.end_data(&sent);
        if let Some(request) = &sent.request {
            self.state.on_result(self.now, request, ending);
        }
        if ending == Ending::Success {
            self.refused_data = false;
            if sent.restarts() {
                self.power = Power::Starts;
            }
            self.done.push(sent.line);
            return self.next();
        }
        if sent.complete.is_some()
            && let Some(request) = &sent.request
        {
            self.state.on_send_fail(request);
        }
        if sent.reason == Some(Reason::NoIp) {
            let source = sent.request.as_ref().map(|request| &request.name.source);
            let actual = "the module answered `no ip` and `ERROR`";
            let expected = "a connection needs an address: `WIFI GOT IP` reports that the station has one";
            let finding = finding(Rule::BeforeJoin, &sent.line, actual, expected, source);
            let help = "join by AT+CWJAP_CUR, and see that it ends with `OK` and not with `FAIL`";
            self.report(finding.with_help(help));
        }
        self.refuses_data(&sent);
        self.next();
        self.after_refusal(sent.early);
    }

    /// No prompt will come.
    fn refuses_data(&mut self, sent: &Sent) {
        self.refused_data |= sent.waits_for_prompt();
        if !sent.early.is_empty() {
            self.report_early(sent);
        }
    }

    /// A result in the middle of the data: the rest of it is a command line.
    fn end_data(&mut self, sent: &Sent) {
        if sent.prompted.is_some() && sent.complete.is_none() && sent.phase != DataPhase::Transparent {
            self.device.abandon();
        }
    }

    /// What was sent before the prompt that did not come: a real module takes it for commands.
    fn after_refusal(&mut self, early: Vec<u8>) {
        if begins_as_command(&early) {
            early.into_iter().for_each(|byte| self.byte(byte));
        } else if !early.is_empty() {
            self.refused_data = false;
            self.skips = !matches!(early.last(), Some(b'\r' | b'\n'));
        }
    }

    /// The next of the requests that were sent too soon is under way.
    pub(super) fn next(&mut self) {
        match self.queue.pop_front() {
            Some(sent) => self.begin(sent),
            None => self.torn = false,
        }
    }

    /// An information line of the pending request.
    fn answer(&mut self) {
        let Some(request) = self.under_way.as_ref().and_then(|sent| sent.request.as_ref()) else { return };
        let interpreter = Interpreter::new(self.known.spec);
        let line = interpreter.read_answer(request.command, request.form, self.module.line());
        if let Some(Ok(line)) = line {
            self.state.on_line(self.now, &line);
        }
    }

    fn message(&mut self) {
        let message = Interpreter::new(self.known.spec).read_event(self.module.line());
        if let Some(Ok(message)) = message {
            self.state.on_message(self.now, &message);
        }
    }

    fn packet(&mut self) {
        let mut buf = [0; 64];
        let Ok(header) = self.module.packet_header().write(&mut buf) else { return };
        if let Some(Ok(header)) = Interpreter::new(self.known.spec).read_event(header) {
            self.state.on_message(self.now, &header);
        }
    }

    /// The module has started: all that was under way is lost.
    fn ready(&mut self) {
        let asked = self.power == Power::Starts || self.under_way.as_ref().is_some_and(Sent::restarts);
        self.drop_pending();
        self.state.on_reset(self.now, asked);
        self.power = Power::On;
        (self.busy, self.refused_data, self.torn) = (None, false, false);
        // The beginning of a line that was sent while the module started is lost.
        self.skips = self.began.take().is_some();
        self.device.reset();
    }
}
