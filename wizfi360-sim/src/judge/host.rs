//! What the driver sends.

use super::{
    Judge, Power, Rule,
    finding::{finding, marked},
    line::{self, Read},
    order::{Between, WAITED, shown},
    sent::{Began, Sent, begins_as_command},
};
use wizfi360_proto::DataPhase;
use wizfi360_spec::model::{Fact, Source};
use wizfi360_trace::{Event, EventKind, Hint, Sender};

impl Judge {
    /// Bytes that the driver has sent, before the module acts on them.
    pub fn host(&mut self, now: u64, bytes: &[u8]) {
        self.now = self.now.max(now);
        self.stops_short(bytes);
        for byte in bytes {
            self.byte(*byte);
        }
        if self.spoiled && !self.in_data() {
            (self.spoiled, self.skips) = (false, self.began.is_some());
        }
    }

    /// The line is closed: what is at no end now will not be.
    pub fn finish(&mut self, now: u64) {
        self.now = self.now.max(now);
        let mut has_early = false;
        if let Some(sent) = self.sent.pop() {
            has_early = !sent.early.is_empty();
            if has_early {
                self.report_early(&sent);
            } else if let DataPhase::Counted(remaining) = self.session.data_phase()
                && sent.phase != DataPhase::Counted(remaining)
            {
                let what = format!("{}, and the connection has ended", self.short_by(&sent));
                self.report_short(&sent, what);
            }
            if let Some(held) = sent.held {
                self.report(held);
            }
        }
        let mut last = None;
        let _ = self.session.finish(&mut |event: Event| {
            let is_line = event.from == Sender::Host && event.hints.contains(&Hint::LineCut);
            last = Some(event).filter(|_| is_line).or(last.take());
            std::ops::ControlFlow::Continue(())
        });
        let Some(event) = last.filter(|_| !has_early && !self.torn && !self.skips) else { return };
        if event.hints.iter().any(|hint| matches!(hint, Hint::AfterRefusal(_))) {
            self.report_refused(&event.text.0);
        } else {
            let source = Some(&self.known.spec.lexical.line_ending.source);
            let actual = "no line ending follows it";
            let finding = finding(Rule::LineUnfinished, &event.text.0, actual, "a line ends by CR LF", source);
            self.report(finding.with_help("send CR LF after each command"));
        }
    }

    fn byte(&mut self, byte: u8) {
        if let Some(finding) = self.guard.behind(&self.known, self.now) {
            self.report(finding);
        }
        let ends_line = matches!(byte, b'\r' | b'\n');
        let now = self.now;
        let waits_for_prompt = self.waits_for_prompt();
        match (self.session.data_phase(), self.sent.last_mut()) {
            (DataPhase::Transparent, _) => self.guard.byte(now, byte),
            (DataPhase::None, Some(sent)) if waits_for_prompt && !(ends_line && sent.early.is_empty()) => {
                sent.is_early(now, byte);
            }
            (DataPhase::None, _) => self.line_byte(byte, ends_line),
            (_, Some(sent)) => sent.data_at = now,
            _ => {}
        }
        for event in self.read(Sender::Host, &[byte]) {
            match event.kind {
                EventKind::Request | EventKind::Unknown => self.line(event, Some(byte)),
                EventKind::Escape => {
                    if let Some(finding) = self.guard.escapes(&self.known, now) {
                        self.report(finding);
                    }
                }
                _ => {}
            }
        }
        self.ends_data();
    }

    /// True if the module is to send the prompt before anything else.
    fn waits_for_prompt(&self) -> bool {
        self.power == Power::On && self.session.pending().is_some_and(|pending| pending.expects_prompt())
    }

    /// A byte of a command line, or a line end between two.
    fn line_byte(&mut self, byte: u8, ends_line: bool) {
        if !ends_line && self.began.is_none() {
            self.began = Some(Began { at: self.now, under_way: !self.sent.is_empty() });
            if let Some(line) = self.behind_cr.take() {
                let finding = line::line_ending(&self.known, &line, "CR");
                self.report(finding);
            }
        }
        let of_line = self.behind_cr.take_if(|_| byte == b'\n').is_some();
        if ends_line
            && !of_line
            && self.began.is_none()
            && let Some(sent) = self.sent.last().filter(|sent| sent.complete.is_some())
        {
            let expected = "as many bytes as were announced are data";
            let source = sent.request.as_ref().map(|request| &request.name.source);
            let actual = "CR or LF follows the data";
            let finding = finding(Rule::LineEndingAfterData, &sent.line, actual, expected, source);
            self.report(finding.with_help("send the data alone, or count its line ending"));
        }
    }

    /// A line is complete, by this byte, or because it was sent before a prompt that does not come.
    pub(super) fn line(&mut self, event: Event, by: Option<u8>) {
        let began = self.began.take().unwrap_or(Began { at: self.now, under_way: !self.sent.is_empty() });
        let line = event.text.0;
        if by == Some(b'\r') {
            self.behind_cr = Some(line.clone());
        }
        self.state.follow(self.now, self.session.state(), false);
        let pending = self.session.pending().filter(|_| event.kind == EventKind::Request);
        let mut sent = Sent::new(self.now, line, pending);
        let is_too_long = sent.line.len() + 2 > self.known.spec.lexical.max_line_length.value as usize;
        let hint = event.hints.first();
        if std::mem::take(&mut self.skips) || self.torn {
            return self.follow(sent);
        }
        self.requests += 1;
        if let Some(Hint::AfterData(name)) = hint {
            return self.report_long(name, &sent.line);
        }
        if is_too_long || matches!(hint, Some(Hint::LongRequest(_))) {
            return self.too_long(sent);
        }
        let between = if began.under_way { self.between(&sent.line, began.at) } else { Between::Free };
        if between == Between::Piece {
            return self.follow(sent);
        }
        if self.power == Power::Starts {
            return self.while_it_starts(&sent.line);
        }
        if matches!(hint, Some(Hint::AfterRefusal(_))) {
            self.report_refused(&sent.line);
            return self.follow(sent);
        }
        if sent.line.starts_with(b"+++") {
            let fact = &self.known.spec.lexical.escape_sequence;
            let expected = "`+++` ends transparent mode; elsewhere it begins a line, and no command begins so";
            let actual = "the module is not in transparent mode";
            let finding = finding(Rule::EscapeOutside, &sent.line, actual, expected, Some(&fact.source));
            self.report(marked(finding, Some(0..3)).with_help("send AT, and `+++` only if it is not answered"));
            return self.follow(sent);
        }
        let Read { request, torn, findings } = line::read(&self.known, &sent.line);
        (sent.request, sent.is_free) = (request, between == Between::Free);
        if torn && sent.is_free {
            // It may turn out to be the first piece of a line.
            sent.held = findings.into_iter().next();
        } else {
            findings.into_iter().for_each(|finding| self.report(finding));
            if by == Some(b'\n') {
                let finding = line::line_ending(&self.known, &sent.line, "LF");
                self.report(finding);
            }
        }
        if sent.is_free {
            self.heeds_busy(&sent, began.at);
            let request = sent.request.as_ref();
            let forbidden = request.and_then(|request| self.state.forbids(request, &sent.line, began.at));
            if let Some(finding) = forbidden {
                self.report(finding);
            }
        }
        self.follow(sent);
    }

    fn too_long(&mut self, sent: Sent) {
        let fact = &self.known.spec.lexical.max_line_length;
        let what = format!("it is longer than {} bytes", fact.value);
        let way_out = "send long data behind a prompt: AT+CIPSEND, AT+MQTTPUBSEND";
        let start = sent.line.get(..64).unwrap_or(&sent.line);
        let finding = finding(Rule::LineTooLong, start, what, fact.doc.clone(), Some(&fact.source));
        self.report(finding.with_help(way_out));
        self.follow(sent);
    }

    /// Data that is complete needs no more; a request that has no good final result after it has succeeded.
    pub(super) fn ends_data(&mut self) {
        if self.in_data() {
            return;
        }
        let (now, is_over) = (self.now, self.session.pending().is_none());
        let Some(sent) = self.sent.last_mut().filter(|sent| sent.prompted.is_some() && sent.complete.is_none()) else {
            return;
        };
        sent.complete = Some(now);
        // What is left of the command that was taken for data is none.
        self.skips |= self.spoiled;
        if is_over {
            self.done.extend(self.sent.drain(..).next_back().map(|sent| sent.line));
        }
    }

    /// A command is sent in the middle of the data.
    fn stops_short(&mut self, bytes: &[u8]) {
        if !self.in_data() || !begins_as_command(bytes) || !bytes.contains(&b'\r') {
            return;
        }
        let line = bytes.split(|byte| *byte == b'\r').next().unwrap_or(bytes);
        let Some(sent) = self.sent.last().cloned() else {
            let fact = &self.known.spec.lexical.escape_sequence;
            let expected = "in transparent mode the module runs no commands; all goes to the peer";
            let actual = "the module is in transparent mode";
            let finding = finding(Rule::CommandAsPayload, line, actual, expected, Some(&fact.source));
            return self.report(finding.with_help("end it before: 20 ms of silence, `+++`, a second of silence"));
        };
        let since = self.now - sent.data_at.max(sent.prompted.unwrap_or(0));
        if matches!(sent.phase, DataPhase::Counted(_)) && since >= WAITED {
            self.spoiled = true;
            let short = self.short_by(&sent);
            let what = format!("{short}; {since} ms later came `{}`, which is taken for data", shown(line));
            self.report_short(&sent, what);
        }
    }

    fn short_by(&self, sent: &Sent) -> String {
        let (DataPhase::Counted(announced), DataPhase::Counted(remaining)) = (sent.phase, self.session.data_phase())
        else {
            return String::new();
        };
        format!("{announced} bytes were announced and {} sent", announced.saturating_sub(remaining))
    }

    fn report_short(&mut self, sent: &Sent, what: String) {
        let source = sent.request.as_ref().map(|request| &request.name.source);
        let expected = "the module waits until as many bytes have come as were announced";
        let finding = finding(Rule::DataTooShort, &sent.line, what, expected, source);
        self.report(finding.with_help("announce as many bytes as you send"));
    }

    /// What follows the data of the request of this name is no command.
    fn report_long(&mut self, name: &str, line: &[u8]) {
        let sent = self.sent.last();
        let source = sent.and_then(|sent| sent.request.as_ref()).map(|request| &request.name.source);
        let source = source.or_else(|| self.known.spec.command(name).map(|(_, _, name)| &name.source));
        let announced = match sent.map(|sent| sent.phase) {
            Some(DataPhase::Counted(announced)) => format!("the {announced} bytes that were announced"),
            _ => "all data that was announced".into(),
        };
        let request = sent.map_or(name.into(), |sent| sent.line.escape_ascii().to_string());
        let expected = format!("`{request}` announces how many bytes follow");
        let finding = finding(Rule::DataTooLong, line, format!("it follows {announced}"), expected, source);
        let help = "announce as many bytes as you send; count a line ending, and bytes rather than characters";
        self.report(finding.with_help(help));
    }

    pub(super) fn report_early(&mut self, sent: &Sent) {
        let waited = sent.early_at - sent.at;
        let early: Vec<u8> = sent.early.iter().copied().take_while(|byte| !matches!(byte, b'\r' | b'\n')).collect();
        if begins_as_command(&early) {
            self.sooner(sent, &early, sent.early_at);
            return;
        }
        let fact: &Fact<String> = &self.known.spec.lexical.prompt;
        let actual = format!("data was sent {waited} ms after it, and no prompt had come");
        let expected = "the module prints `>` when it waits for data";
        let finding = finding(Rule::DataBeforePrompt, &sent.line, actual, expected, Some(&fact.source));
        self.report(finding.with_help("wait for `>`; if `busy` or `ERROR` comes instead, send no data"));
    }

    fn report_refused(&mut self, line: &[u8]) {
        let fact = &self.known.spec.lexical.prompt;
        let actual = "there was no prompt: the request was refused";
        let expected = "data follows the prompt `>`; without one, what is sent is a command line";
        let finding = finding(Rule::DataAfterRefusal, line, actual, expected, Some(&fact.source));
        self.report(finding.with_help("send data only after `>`"));
    }

    pub(super) fn source_of_final(&self, text: &str) -> Option<&'static Source> {
        self.known.spec.lexical.finals.iter().find(|result| result.text == text).map(|result| &result.source)
    }
}
