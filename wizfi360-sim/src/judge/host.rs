//! What the driver sends.

use super::{
    Judge, Power, Rule,
    finding::{finding, marked},
    line::{self, Read},
    order::{Between, WAITED, shown},
    sent::{Began, Sent, begins_as_command},
};
use wizfi360_proto::{DataPhase, device::End, device::Signal};
use wizfi360_spec::model::{Fact, Source};

impl Judge {
    /// Bytes that the driver has sent, before the module acts on them.
    pub fn host(&mut self, now: u64, bytes: &[u8]) {
        self.now = self.now.max(now);
        self.stops_short(bytes);
        for byte in bytes {
            self.byte(*byte);
        }
        if self.spoiled && !self.device.in_data() {
            (self.spoiled, self.skips) = (false, self.began.is_some());
        }
    }

    /// The line is closed: what is at no end now will not be.
    pub fn finish(&mut self, now: u64) {
        self.now = self.now.max(now);
        if let Some(sent) = self.under_way.take() {
            if !sent.early.is_empty() {
                self.report_early(&sent);
            } else if sent.got > 0 && sent.complete.is_none() && matches!(sent.phase, DataPhase::Counted(_)) {
                let what = format!("{}, and the connection has ended", short_by(&sent));
                self.report_short(&sent, what);
            }
            if let Some(held) = sent.held {
                self.report(held);
            }
        }
        let rest = self.device.line().to_vec();
        if self.began.take().is_none() || rest.is_empty() || self.torn || self.skips {
            return;
        }
        if self.refused_data && !begins_as_command(&rest) {
            self.report_refused(&rest);
        } else {
            let source = Some(&self.known.spec.lexical.line_ending.source);
            let actual = "no line ending follows it";
            let finding = finding(Rule::LineUnfinished, &rest, actual, "a line ends by CR LF", source);
            self.report(finding.with_help("send CR LF after each command"));
        }
    }

    pub(super) fn byte(&mut self, byte: u8) {
        if let Some(finding) = self.guard.behind(&self.known, self.now) {
            self.report(finding);
        }
        let ends_line = matches!(byte, b'\r' | b'\n');
        let in_data = self.device.in_data();
        if let Some(sent) = self.under_way.as_mut().filter(|sent| sent.waits_for_prompt())
            && self.power == Power::On
            && !(ends_line && sent.early.is_empty())
        {
            if sent.early.is_empty() {
                sent.early_at = self.now;
            }
            sent.early.push(byte);
            return;
        }
        if !in_data {
            self.line_byte(byte, ends_line);
        } else if self.under_way.is_none() {
            self.guard.byte(self.now, byte);
        }
        loop {
            let (consumed, signal) = self.device.push(&[byte]);
            if let Some(signal) = signal {
                self.signal(signal, byte);
            }
            if consumed > 0 || signal.is_none() {
                break;
            }
        }
    }

    /// A byte of a command line, or a line end between two.
    fn line_byte(&mut self, byte: u8, ends_line: bool) {
        if !ends_line && self.began.is_none() {
            self.began = Some(Began { at: self.now, under_way: self.under_way.is_some() });
            if let Some(line) = self.behind_cr.take() {
                let finding = line::line_ending(&self.known, &line, "CR");
                self.report(finding);
            }
        }
        let of_line = self.behind_cr.take_if(|_| byte == b'\n').is_some();
        if ends_line
            && !of_line
            && self.began.is_none()
            && let Some(sent) = self.under_way.as_ref().filter(|sent| sent.complete.is_some())
        {
            let expected = "as many bytes as were announced are data";
            let source = sent.request.as_ref().map(|request| &request.name.source);
            let actual = "CR or LF follows the data";
            let finding = finding(Rule::LineEndingAfterData, &sent.line, actual, expected, source);
            self.report(finding.with_help("send the data alone, or count its line ending"));
        }
    }

    fn signal(&mut self, signal: Signal, byte: u8) {
        match signal {
            Signal::Request => {
                let line = self.device.line().to_vec();
                if byte == b'\r' {
                    self.behind_cr = Some(line.clone());
                }
                self.line(line, byte == b'\n');
            }
            Signal::TooLong if self.device.in_data() => {}
            Signal::TooLong => self.too_long(),
            Signal::Data { len, remaining: left } => self.data(len as u64, left),
            Signal::Held { bytes, remaining: Some(left) } => self.data(bytes.len() as u64, left),
            Signal::Pem { last: true } | Signal::DataEnd(End::Nul) => self.data_complete(),
            Signal::DataEnd(End::Escape) if self.under_way.is_none() => {
                self.module.leave_transparent();
                if let Some(finding) = self.guard.escapes(&self.known, self.now) {
                    self.report(finding);
                }
            }
            Signal::DataEnd(_) => {
                self.under_way = None;
                self.module.abandon();
            }
            _ => {}
        }
    }

    fn too_long(&mut self) {
        let line = self.device.line().to_vec();
        let fact = &self.known.spec.lexical.max_line_length;
        let what = format!("it is longer than {} bytes", fact.value);
        let way_out = "send long data behind a prompt: AT+CIPSEND, AT+MQTTPUBSEND";
        let start = line.get(..64).unwrap_or(&line);
        let finding = finding(Rule::LineTooLong, start, what, fact.doc.clone(), Some(&fact.source));
        self.report(finding.with_help(way_out));
        self.began = None;
        self.follow(Sent::new(self.now, line, None));
    }

    /// A line is complete; by LF alone, perhaps.
    fn line(&mut self, line: Vec<u8>, by_lf: bool) {
        let began = self.began.take().unwrap_or(Began { at: self.now, under_way: false });
        if std::mem::take(&mut self.skips) || self.torn {
            return;
        }
        self.requests += 1;
        let between = if began.under_way { self.between(&line, began.at) } else { Between::Free };
        match between {
            Between::Piece => return,
            Between::Rest => return self.follow(Sent::new(self.now, line, None)),
            Between::Free | Between::Sooner => {}
        }
        if self.power == Power::Starts {
            return self.while_it_starts(&line);
        }
        if self.refused_data && !begins_as_command(&line) {
            self.report_refused(&line);
            return self.follow(Sent::new(self.now, line, None));
        }
        if line.starts_with(b"+++") {
            let fact = &self.known.spec.lexical.escape_sequence;
            let expected = "`+++` ends transparent mode; elsewhere it begins a line, and no command begins so";
            let actual = "the module is not in transparent mode";
            let finding = finding(Rule::EscapeOutside, &line, actual, expected, Some(&fact.source));
            self.report(marked(finding, Some(0..3)).with_help("send AT, and `+++` only if it is not answered"));
            return self.follow(Sent::new(self.now, line, None));
        }
        let Read { request, torn, findings } = line::read(&self.known, &line);
        let mut sent = Sent::new(self.now, line, request);
        if torn && between == Between::Free {
            // It may turn out to be the first piece of a line.
            sent.held = findings.into_iter().next();
        } else {
            findings.into_iter().for_each(|finding| self.report(finding));
            if by_lf {
                let finding = line::line_ending(&self.known, &sent.line, "LF");
                self.report(finding);
            }
        }
        if between == Between::Free {
            self.heeds_busy(&sent, began.at);
            let request = sent.request.as_ref();
            let forbidden = request.and_then(|request| self.state.forbids(request, &sent.line, began.at));
            if let Some(finding) = forbidden {
                self.report(finding);
            }
        }
        self.follow(sent);
    }

    /// The request is under way, or waits until it is.
    fn follow(&mut self, sent: Sent) {
        if self.under_way.is_some() {
            self.queue.push_back(sent);
        } else {
            self.begin(sent);
        }
    }

    pub(super) fn begin(&mut self, sent: Sent) {
        match sent.command {
            Some(command) => self.module.begin(command),
            None => self.module.abandon(),
        }
        self.under_way = Some(sent);
    }

    /// Data of a counted phase.
    fn data(&mut self, len: u64, left: u32) {
        let now = self.now;
        if let Some(sent) = &mut self.under_way {
            sent.got += len;
            sent.data_at = now;
        }
        if left == 0 {
            self.data_complete();
        }
    }

    fn data_complete(&mut self) {
        let now = self.now;
        let Some(sent) = &mut self.under_way else { return };
        sent.complete = Some(now);
        // What is left of the command that was taken for data is none.
        self.skips |= self.spoiled;
        if sent.ends_with_data() {
            let line = std::mem::take(&mut sent.line);
            self.done.push(line);
            self.under_way = None;
            self.module.abandon();
            self.next();
        }
    }

    /// A command is sent in the middle of the data.
    fn stops_short(&mut self, bytes: &[u8]) {
        if !self.device.in_data() || !begins_as_command(bytes) || !bytes.contains(&b'\r') {
            return;
        }
        let Some(sent) = self.under_way.clone() else {
            let line = bytes.split(|byte| *byte == b'\r').next().unwrap_or(bytes);
            let fact = &self.known.spec.lexical.escape_sequence;
            let expected = "in transparent mode the module runs no commands; all goes to the peer";
            let actual = "the module is in transparent mode";
            let finding = finding(Rule::CommandAsPayload, line, actual, expected, Some(&fact.source));
            return self.report(finding.with_help("end it before: 20 ms of silence, `+++`, a second of silence"));
        };
        let since = self.now - sent.data_at.max(sent.prompted.unwrap_or(0));
        if matches!(sent.phase, DataPhase::Counted(_)) && since >= WAITED {
            let line = bytes.split(|byte| *byte == b'\r').next().unwrap_or(bytes);
            self.spoiled = true;
            let what = format!("{}; {since} ms later came `{}`, which is taken for data", short_by(&sent), shown(line));
            self.report_short(&sent, what);
        }
    }

    fn report_short(&mut self, sent: &Sent, what: String) {
        let source = sent.request.as_ref().map(|request| &request.name.source);
        let expected = "the module waits until as many bytes have come as were announced";
        let finding = finding(Rule::DataTooShort, &sent.line, what, expected, source);
        self.report(finding.with_help("announce as many bytes as you send"));
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

    pub(super) fn report_refused(&mut self, line: &[u8]) {
        self.refused_data = false;
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

fn short_by(sent: &Sent) -> String {
    let DataPhase::Counted(announced) = sent.phase else { return String::new() };
    format!("{announced} bytes were announced and {} sent", sent.got)
}
