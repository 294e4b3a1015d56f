//! What the module answers.

use super::{
    Judge, Power, Rule,
    finding::finding,
    sent::{Busy, Sent, begins_as_command},
};
use wizfi360_proto::{DataPhase, Final, Reason};
use wizfi360_spec::state::Ending;
use wizfi360_trace::{Event, EventKind, Hint, Sender};

impl Judge {
    /// Bytes that the module has sent, when the driver can read them.
    pub fn module(&mut self, now: u64, bytes: &[u8]) {
        self.now = self.now.max(now);
        for byte in bytes {
            for event in self.read(Sender::Module, &[*byte]) {
                self.event(event);
            }
            self.ends_data();
        }
    }

    fn event(&mut self, event: Event) {
        if event.from == Sender::Host {
            // It was sent before a prompt that does not come.
            if matches!(event.kind, EventKind::Request | EventKind::Unknown) {
                self.line(event, None);
            }
            return;
        }
        if event.kind == EventKind::Message && event.text.0 == b"ready" {
            return self.ready();
        }
        let by_message = matches!(event.kind, EventKind::Message | EventKind::Packet);
        self.state.follow(self.now, self.session.state(), by_message);
        match event.kind {
            EventKind::Prompt => self.prompt(),
            EventKind::Final => self.result(&event),
            EventKind::Reason => {
                if let Some(sent) = self.sent.last_mut() {
                    sent.reason = Reason::parse(&event.text.0);
                }
            }
            _ => {}
        }
    }

    fn prompt(&mut self) {
        let now = self.now;
        let Some(sent) = self.sent.last_mut().filter(|sent| sent.waits_for_prompt()) else { return };
        (sent.prompted, sent.data_at) = (Some(now), now);
        let of_prompt = sent.clone();
        sent.early.clear();
        if !of_prompt.early.is_empty() {
            self.report_early(&of_prompt);
        }
        if of_prompt.phase == DataPhase::Transparent {
            self.guard.begins();
            self.over(Ending::Success);
        }
    }

    fn result(&mut self, event: &Event) {
        let result = Final::parse(&event.text.0);
        if result.is_some_and(Final::ends_any) {
            return self.turned_away();
        }
        let is_foreign = event.hints.iter().any(|hint| matches!(hint, Hint::ForeignFinal(_)));
        if !is_foreign {
            self.over(match result {
                Some(Final::Error) => Ending::Error,
                Some(result) if result.is_success() => Ending::Success,
                _ => Ending::Failure,
            });
        }
    }

    /// `busy` is the answer to the last request; the one before it is pending again.
    fn turned_away(&mut self) {
        let Some(mut sent) = self.sent.pop() else { return };
        self.torn &= !self.sent.is_empty();
        if let Some(held) = sent.held.take() {
            self.report(held);
        }
        self.refuses_data(&sent);
        if sent.is_free {
            self.busy = Some(Busy { sent, at: self.now });
        }
    }

    /// The pending request has ended, and those before it get no result.
    fn over(&mut self, ending: Ending) {
        self.torn = false;
        let Some(mut sent) = self.sent.drain(..).next_back() else { return };
        if let Some(held) = sent.held.take() {
            self.report(held);
        }
        if ending == Ending::Success {
            if let Some(request) = &sent.request {
                self.state.succeeded(request);
            }
            if sent.restarts() {
                self.power = Power::Starts;
            }
            return self.done.push(sent.line);
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
    }

    /// No prompt will come. What was sent before it is a line; one that is no command is reported as data.
    fn refuses_data(&mut self, sent: &Sent) {
        if !sent.early.is_empty() {
            self.report_early(sent);
            self.skips = !begins_as_command(&sent.early);
        }
    }

    /// The module has started: all that was under way is lost.
    fn ready(&mut self) {
        let asked = self.power == Power::Starts || self.sent.last().is_some_and(Sent::restarts);
        self.sent.clear();
        self.state.on_reset(self.now, self.session.state(), asked);
        self.power = Power::On;
        (self.busy, self.torn) = (None, false);
        // The beginning of a line that was sent while the module started is lost.
        self.skips = self.began.take().is_some();
    }
}
