//! What the module answers.

use super::{
    Judge, Power, Rule,
    finding::finding,
    sent::{Busy, Sent, begins_as_command},
};
use wizfi360_proto::{DataPhase, Final, Line, Message, MessageKind, Reason, host::Signal};

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
                Some(Signal::Message(kind)) => {
                    let line = self.module.line().to_vec();
                    self.message(kind, &line);
                }
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
            self.over(true);
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
            self.over(result.is_success());
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
    fn over(&mut self, success: bool) {
        let Some(sent) = self.under_way.take() else { return };
        self.end_data(&sent);
        if success {
            self.refused_data = false;
            if let Some(request) = &sent.request {
                self.state.succeeded(self.now, request);
                if matches!(request.name.base(), "AT+RST" | "AT+RESTORE" | "AT+GSLP") {
                    self.power = Power::Starts;
                }
            }
            self.done.push(sent.line);
            return self.next();
        }
        if sent.complete.is_some()
            && let Some(request) = &sent.request
        {
            self.state.send_failed(request);
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

    fn message(&mut self, kind: MessageKind, line: &[u8]) {
        match kind {
            MessageKind::Ready => return self.ready(),
            MessageKind::Connect | MessageKind::Closed => {}
            _ => return,
        }
        let number = |id: Option<wizfi360_proto::domains::LinkId>| id.map_or(0, |id| usize::from(id.get()));
        match Message::parse(line) {
            Some(Ok(Message::Connect(connect))) => self.state.opened(number(connect.link_id)),
            Some(Ok(Message::Closed(closed))) => self.state.closed(self.now, number(closed.link_id)),
            _ => {}
        }
    }

    /// The module has started: all that was under way is lost.
    fn ready(&mut self) {
        let asked = self.power == Power::Starts;
        self.state.restarted(self.now, asked);
        self.power = Power::On;
        self.under_way = None;
        self.queue.clear();
        (self.busy, self.refused_data, self.torn) = (None, false, false);
        // The beginning of a line that was sent while the module started is lost.
        self.skips = self.began.take().is_some();
        self.device.reset();
    }
}
