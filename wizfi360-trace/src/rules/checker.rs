//! The checker: requests, their responses, and the order of both.

use super::{
    Finding, Rule, Severity,
    empty_lines::EmptyLines,
    explaining,
    lengths::Lengths,
    pending::PendingRequest,
    words::{either, quoted},
};
use crate::{
    event::{Event, EventKind, Sender},
    field::Kept,
    hint::Hint,
    placeholders::holds_placeholder,
};
use wizfi360_reference::view::SourceView;
use wizfi360_spec::{Spec, model};

/// Compares the events of a dialogue with the spec.
///
/// Give it the events of one [`Session`](crate::Session) or [`Reader`](crate::Reader), in order.
#[derive(Clone)]
pub struct Checker {
    spec: &'static Spec,
    /// The host's side is in the dialogue; until it is, the echo shows what it sends.
    has_host: bool,
    pending: Option<PendingRequest>,
    /// The request before it, which has no final result.
    before: Option<PendingRequest>,
    /// A request that has none, and the one after it, which has one.
    missing: Option<(PendingRequest, PendingRequest)>,
    /// A request was seen: before that, whatever comes may belong to what was not recorded.
    has_request: bool,
    /// A final result was seen: otherwise the log may leave them all out.
    has_final: bool,
    lengths: Lengths,
    empty_lines: EmptyLines,
    found: Vec<Finding>,
}

impl Checker {
    /// Creates a checker of a dialogue of which nothing is known.
    pub fn new(spec: &'static Spec) -> Checker {
        Checker {
            spec,
            has_host: false,
            pending: None,
            before: None,
            missing: None,
            has_request: false,
            has_final: false,
            lengths: Lengths::default(),
            empty_lines: EmptyLines::new(spec),
            found: Vec::new(),
        }
    }

    /// Checks the next event. Returns what is found by it, which may be about events before.
    pub fn event(&mut self, event: &Event) -> Vec<Finding> {
        self.has_host |= event.from == Sender::Host;
        self.cut(event);
        self.found.extend(self.empty_lines.event(event, self.pending.as_ref()));
        match event.kind {
            EventKind::Request => self.request(event),
            EventKind::Echo => self.echo(event),
            EventKind::Final => self.end(event),
            EventKind::Answer => self.answer(event),
            EventKind::Message => self.message(event),
            EventKind::Reason => self.reason(event),
            EventKind::Prompt => self.prompt(event),
            EventKind::Packet if event.error.is_some() => self.line(event),
            EventKind::Unknown => self.unknown(event),
            // Nothing more is expected of what has begun transparent mode.
            EventKind::Escape => self.pending = None,
            EventKind::Note => self.note_omission(&event.text.0),
            _ => {}
        }
        self.found.extend(self.lengths.event(event, self.pending.as_ref()));
        std::mem::take(&mut self.found)
    }

    /// Ends the dialogue. `is_pending`: the session has a pending request. Returns what is found by the end.
    pub fn finish(mut self, is_pending: bool) -> Vec<Finding> {
        self.report_missing();
        if let Some(before) = self.before.take() {
            self.no_final(before, self.pending.as_ref().map(|pending| pending.text.clone()));
        }
        let last = self.pending.take().filter(|last| is_pending && last.command.is_some() && !last.ended_otherwise);
        if let Some(last) = last {
            let expected = format!("{} ends it", either(&last.finals()));
            let actual = format!("the log ends before {} does", last.text);
            let finding = last.finding(Rule::FinalMissing, Sender::Module, actual, expected);
            self.push(finding.only(Severity::Note));
        }
        self.found.extend(self.empty_lines.finish());
        self.found
    }

    fn request(&mut self, event: &Event) {
        self.report_missing();
        let is_unfinished = event.hints.iter().any(|hint| matches!(hint, Hint::MissingFinal(_)));
        let by_echo = !self.has_host && self.pending.as_ref().is_some_and(|last| last.has_good_final(self.spec));
        let (last, older) = (self.pending.take().filter(|_| is_unfinished || by_echo), self.before.take());
        if let Some(older) = older {
            self.no_final(older, last.as_ref().map(|last| last.text.clone()));
        }
        self.has_request = true;
        let mut pending = PendingRequest::new(self.spec, event);
        self.sent(event, &pending);
        if let Some(last) = last {
            // The log shows them sent at once, but not which response belongs to which.
            if last.position.line.is_some() && last.position.line == pending.position.line && self.has_host {
                pending.is_incomplete = true;
                self.early(Some(pending.clone()), &format!("{} had no final result", last.text));
            } else {
                self.before = Some(last);
            }
        }
        self.pending = Some(pending);
    }

    /// Checks what the host has sent, by itself and against the module's state.
    fn sent(&mut self, event: &Event, pending: &PendingRequest) {
        for hint in &event.hints {
            let rule = match hint {
                Hint::NotInFirmware(_) => Rule::NotInFirmware,
                Hint::StateForbids { rule: Some(rule), .. } => *rule,
                _ => continue,
            };
            let finding = Finding::of(event, rule, hint.to_string());
            self.push(Finding { from: Sender::Host, ..finding });
        }
        let Some(error) = &event.error else { return };
        let lexical = &self.spec.lexical;
        let is_listed = |names: &[String]| names.iter().any(|name| pending.name.eq_ignore_ascii_case(name));
        let rule = Rule::of_error(error.kind);
        let is_unknown = matches!(rule, Rule::UnknownCommand | Rule::UnknownForm);
        let finding = if is_unknown && is_listed(&lexical.undocumented.value) {
            let undocumented = &lexical.undocumented;
            let finding = Finding::of(event, Rule::UndocumentedCommand, undocumented.doc.clone());
            let source = Some(SourceView::new(&undocumented.source));
            finding.with_source(source).explained_by(undocumented.errata.clone())
        } else if is_unknown && is_listed(&lexical.unsupported.value) {
            let unsupported = &lexical.unsupported;
            let finding = Finding::of(event, Rule::UnsupportedCommand, unsupported.doc.clone());
            finding.with_source(Some(SourceView::new(&unsupported.source)))
        } else {
            let severity = if event.holds_placeholder || is_cut(event) { Severity::Note } else { Severity::Error };
            Finding::of(event, rule, error.text.clone()).only(severity)
        };
        // By an echo, too, it is the host that has sent it.
        self.push(Finding { from: Sender::Host, ..finding });
    }

    /// Without the host's side, the echo is the request. With it, the echo is what was sent.
    fn echo(&mut self, event: &Event) {
        let begins = event.command.is_some() || event.error.is_some();
        if begins && !self.has_host {
            self.request(event);
        } else if event.error.is_some() && self.has_host {
            let severity = if self.has_request { Severity::Error } else { Severity::Note };
            self.report(event, severity, Rule::LineUnknown, "the echo of what the host has sent".into());
        }
    }

    fn end(&mut self, event: &Event) {
        self.spelling(event);
        let is_ignored = event.hints.iter().any(|hint| matches!(hint, Hint::Ignored(_)));
        if let Some(before) = self.before.take_if(|_| is_ignored) {
            let ignored = self.pending.replace(before);
            self.early(ignored, "the module was busy and ignored it");
            return;
        }
        let foreign =
            event.hints.iter().find_map(|hint| if let Hint::ForeignFinal(name) = hint { Some(name) } else { None });
        if let Some(name) = foreign {
            return self.foreign_final(event, name);
        }
        if event.command.is_none() {
            return self.end_of_nothing(event);
        }
        self.has_final = true;
        let Some(pending) = self.pending.take() else { return };
        if let Some(before) = self.before.take() {
            self.missing = Some((before, pending.clone()));
        }
        self.found.extend(self.lengths.end(event, &pending, self.has_host));
        if event.success == Some(true) {
            self.accepted(event, &pending);
            self.answered(event, &pending);
        }
    }

    /// A final result that the pending request cannot have.
    fn foreign_final(&mut self, event: &Event, name: &str) {
        if let Some(before) = self.before.take() {
            return self.early(self.pending.clone(), &format!("{} ended only after it", before.text));
        }
        let finals = self.pending.as_ref().map(PendingRequest::finals).unwrap_or_default();
        let severity = self.severity();
        self.report(event, severity, Rule::FinalUnexpected, format!("{} ends {name}", either(&finals)));
        if let Some(pending) = &mut self.pending {
            pending.ended_otherwise = true;
        }
    }

    /// A final result while no request that the spec knows is pending.
    fn end_of_nothing(&mut self, event: &Event) {
        if let Some(pending) = self.pending.take_if(|pending| pending.command.is_none()) {
            self.has_final = true;
            if event.success == Some(true) {
                self.accepted(event, &pending);
            }
        } else if let Some((late, next)) = self.missing.take() {
            self.early(Some(next), &format!("{} ended only after it", late.text));
        } else if self.has_request {
            let severity = self.severity();
            self.report(event, severity, Rule::FinalUnexpected, "one final result for each request".into());
        }
    }

    fn answered(&mut self, event: &Event, pending: &PendingRequest) {
        if !pending.lacks_answer() {
            return;
        }
        let severity = if pending.is_incomplete { Severity::Note } else { Severity::Error };
        let actual = format!("{}, and no answer to {}", quoted(event), pending.text);
        let finding = Finding::new(Rule::AnswerMissing, Sender::Module, actual, "an answer line before it");
        let finding = finding.only(severity).at(&event.position).with_source(pending.source.clone());
        self.push(finding.about(pending.command.clone()));
    }

    /// The module accepts what the spec refuses: either can be wrong.
    fn accepted(&mut self, event: &Event, pending: &PendingRequest) {
        let Some(refused) = &pending.refused else { return };
        let is_doubtful = pending.holds_placeholder || pending.is_undocumented;
        let severity = if is_doubtful { Severity::Note } else { Severity::Error };
        let actual = format!("{} to {}", quoted(event), pending.text);
        let expected = format!("the request is refused: {refused}");
        let finding = Finding::new(Rule::RefusedAccepted, Sender::Module, actual, expected);
        let finding = finding.only(severity).at(&event.position).with_source(pending.source.clone());
        self.push(finding.about(pending.command.clone()));
    }

    fn answer(&mut self, event: &Event) {
        let misplaced = event.hints.iter().find(|hint| matches!(hint, Hint::NotPending(_)));
        if let Some(hint) = misplaced {
            // Without an echo, nothing shows what was requested.
            let severity = if self.has_request { self.severity() } else { Severity::Note };
            if self.has_host || self.has_request {
                self.report(event, severity, Rule::LineMisplaced, hint.to_string());
            }
        } else if let (Some(pending), Some(name)) = (&mut self.pending, &event.name)
            && pending.repeats(name)
        {
            let severity = self.severity();
            self.report(event, severity, Rule::AnswerRepeated, format!("{name} once in a response"));
        }
        self.line(event);
        if event.error.is_some() || misplaced.is_some() {
            self.note_other_answer();
        }
    }

    fn message(&mut self, event: &Event) {
        self.line(event);
        if event.text.0 != b"ready" {
            return;
        }
        self.report_missing();
        if let Some(before) = self.before.take() {
            self.no_final(before, None);
        }
        if let Some(pending) = self.pending.take_if(|pending| pending.command.is_some() && !pending.restarts()) {
            let severity = if pending.is_incomplete { Severity::Note } else { Severity::Error };
            let actual = format!("`ready` while {} is pending", pending.text);
            let expected = format!("{} ends it", either(&pending.finals()));
            let finding = Finding::new(Rule::Restart, Sender::Module, actual, expected).only(severity);
            self.push(finding.at(&event.position).with_source(pending.source).about(pending.command));
        }
    }

    fn reason(&mut self, event: &Event) {
        self.spelling(event);
        let (Some(pending), Some(name)) = (&self.pending, &event.name) else { return };
        if pending.form.is_some() && !pending.gives(self.spec, name) {
            let expected = format!("the spec does not list it among the reasons why {} may fail", pending.name);
            self.report(event, Severity::Note, Rule::LineMisplaced, expected);
        }
    }

    fn prompt(&mut self, event: &Event) {
        let has_data = |pending: &PendingRequest| pending.form.is_none_or(|form| form.data.is_some());
        if self.has_request && !self.pending.as_ref().is_none_or(has_data) {
            let severity = self.severity();
            self.report(event, severity, Rule::LineMisplaced, "the pending request takes no data".into());
        }
    }

    /// Checks a line that the spec knows: its parameters, its values, its spelling.
    fn line(&mut self, event: &Event) {
        let severity = if event.holds_placeholder || is_cut(event) { Severity::Note } else { Severity::Error };
        if let Some(error) = &event.error {
            return self.report(event, severity, Rule::LineRefused, error.text.clone());
        }
        for field in &event.fields {
            match field.kept {
                None => {}
                Some(Kept::Unlisted) => {
                    let expected = format!("{} is a value that the spec lists", field.name);
                    self.report(event, severity, Rule::ValueUnlisted, expected);
                }
                Some(Kept::NoMac) => {
                    let expected = format!("{} is a MAC address; perhaps it was blacked out", field.name);
                    self.report(event, Severity::Note, Rule::ValueUnlisted, expected);
                }
            }
        }
        self.spelling(event);
    }

    /// Checks a line that is read though it is not written as the spec writes it.
    fn spelling(&mut self, event: &Event) {
        if !event.is_nonstandard || event.fields.iter().any(|field| field.kept.is_some()) {
            return;
        }
        let errata: Vec<&model::Erratum> = explaining(self.spec, event).collect();
        match errata.first() {
            Some(first) => {
                let finding = Finding::of(event, Rule::LineSpelling, first.module_does.clone());
                self.push(finding.explained_by(errata.iter().map(|known| known.id.clone()).collect()));
            }
            None => {
                let expected = "the same values, as the spec writes them".into();
                self.report(event, Severity::Note, Rule::LineSpelling, expected);
            }
        }
    }

    fn unknown(&mut self, event: &Event) {
        match (event.from, event.hints.first()) {
            (Sender::Recorder, _) => {
                self.note_omission(&event.text.0);
                self.report(event, Severity::Note, Rule::Log, Hint::NotALogLine.to_string());
            }
            (Sender::Host, Some(hint @ Hint::AfterData(_))) => {
                self.report(event, Severity::Error, Rule::DataTooLong, hint.to_string());
            }
            (Sender::Host, Some(hint @ Hint::AfterRefusal(_))) => {
                self.report(event, Severity::Error, Rule::DataAfterRefusal, hint.to_string());
                // Its result is no other's.
                self.pending = Some(PendingRequest::new(self.spec, event));
            }
            (Sender::Host, _) => {
                self.report(event, Severity::Error, Rule::LineTooLong, "a request is shorter".into());
            }
            (Sender::Module, _) if self.lengths.is_after_payload(event) => {
                let expected = "a payload as long as its header says".into();
                self.report(event, Severity::Error, Rule::PacketLength, expected);
            }
            (Sender::Module, _) => self.unknown_line(event),
        }
    }

    fn unknown_line(&mut self, event: &Event) {
        let text = &event.text.0;
        self.note_omission(text);
        let of_unknown = self.pending.as_ref().is_some_and(|pending| pending.command.is_none());
        let prints = text.iter().any(|byte| (b' '..=b'~').contains(byte));
        let is_doubtful = of_unknown || !prints || !self.has_request || holds_placeholder(text) || is_cut(event);
        let severity = if is_doubtful { Severity::Note } else { self.severity() };
        let expected = match &self.pending {
            Some(pending) if pending.command.is_some() => {
                format!("an answer of {}, or a message", pending.name)
            }
            _ => "a message".into(),
        };
        self.report(event, severity, Rule::LineUnknown, expected);
        self.note_other_answer();
    }

    /// Notes that the input, or the log, stops inside of something.
    fn cut(&mut self, event: &Event) {
        for hint in &event.hints {
            match hint {
                Hint::LineCut | Hint::PayloadCut => self.report(event, Severity::Note, Rule::Log, hint.to_string()),
                Hint::PayloadOmitted => {
                    if let Some(pending) = &mut self.pending {
                        pending.is_incomplete = true;
                    }
                }
                _ => {}
            }
        }
    }

    /// Notes that a text of the log says that something is left out.
    fn note_omission(&mut self, text: &[u8]) {
        if let (true, Some(pending)) = (holds_placeholder(text), &mut self.pending) {
            pending.is_incomplete = true;
        }
    }

    fn note_other_answer(&mut self) {
        if let Some(pending) = &mut self.pending {
            pending.answered_otherwise = true;
        }
    }

    /// How bad it is that something does not belong to the pending request.
    fn severity(&self) -> Severity {
        let is_incomplete = self.pending.as_ref().is_some_and(|pending| pending.is_incomplete);
        if is_incomplete || !self.has_request || self.before.is_some() { Severity::Note } else { Severity::Error }
    }

    fn report_missing(&mut self) {
        if let Some((late, next)) = self.missing.take() {
            self.no_final(late, Some(next.text));
        }
    }

    fn no_final(&mut self, request: PendingRequest, next: Option<String>) {
        if request.command.is_none() || request.ended_otherwise {
            return;
        }
        let severity = if request.is_incomplete || !self.has_final { Severity::Note } else { Severity::Error };
        let next = next.map(|next| format!(" before {next}")).unwrap_or_default();
        let actual = format!("{} has no final result{next}", request.text);
        let expected = format!("{} ends it", either(&request.finals()));
        self.push(request.finding(Rule::FinalMissing, Sender::Module, actual, expected).only(severity));
    }

    /// A request was sent before the final result of the one before it.
    fn early(&mut self, sent: Option<PendingRequest>, what: &str) {
        let Some(request) = sent else { return };
        let actual = format!("{}; {what}", request.text);
        let expected = "a request waits for the final result of the one before".into();
        let busy = self.spec.lexical.finals.iter().find(|known| known.ends_any);
        let source = busy.map(|known| SourceView::new(&known.source));
        self.push(request.finding(Rule::BeforeResult, Sender::Host, actual, expected).with_source(source));
    }

    fn report(&mut self, event: &Event, severity: Severity, rule: Rule, expected: String) {
        let source = event.source.clone().or_else(|| self.pending.as_ref()?.source.clone());
        self.push(Finding::of(event, rule, expected).only(severity).with_source(source));
    }

    fn push(&mut self, finding: Finding) {
        let command = self.pending.as_ref().and_then(|pending| pending.command.clone());
        self.found.push(finding.about(command));
    }
}

/// The input ends inside of it: what is missing may make it right.
fn is_cut(event: &Event) -> bool {
    event.hints.iter().any(|hint| matches!(hint, Hint::LineCut))
}
