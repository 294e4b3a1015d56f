//! Judges a dialogue, event by event: requests, what answers them, and their order.

use super::{
    empty_lines::EmptyLines,
    finding::{Finding, Rule, Weight},
    lengths::Lengths,
    open::Open,
    wording::{either, quoted},
};
use crate::decode::{Event, Hint, Kept, Kind, Side, explaining, is_elided};
use wizfi360_reference::view::SourceView;
use wizfi360_spec::{Spec, model};

/// What is known of a dialogue so far.
pub(crate) struct Judge {
    spec: &'static Spec,
    /// The host's side is in the input too; otherwise the echo tells what it said.
    both: bool,
    open: Option<Open>,
    /// The request before it, which has had no final result.
    before: Option<Open>,
    /// A request that has had none, and the one behind it, which has had one.
    missing: Option<(Open, Open)>,
    /// A request was seen: before that, whatever comes may belong to what nobody recorded.
    asked: bool,
    /// A final result was seen: otherwise the log may leave them all out.
    ended: bool,
    lengths: Lengths,
    empty_lines: EmptyLines,
    found: Vec<Finding>,
}

impl Judge {
    pub(crate) fn new(spec: &'static Spec, both: bool) -> Judge {
        Judge {
            spec,
            both,
            open: None,
            before: None,
            missing: None,
            asked: false,
            ended: false,
            lengths: Lengths::new(both),
            empty_lines: EmptyLines::new(spec),
            found: Vec::new(),
        }
    }

    /// The next event: what is found by it.
    pub(crate) fn event(&mut self, event: &Event) -> Vec<Finding> {
        self.cut(event);
        self.found.extend(self.empty_lines.event(event, self.open.as_ref()));
        match event.kind {
            Kind::Request => self.request(event),
            Kind::Echo => self.echo(event),
            Kind::Final => self.end(event),
            Kind::Answer => self.answer(event),
            Kind::Message => self.message(event),
            Kind::Reason => self.reason(event),
            Kind::Prompt => self.prompt(event),
            Kind::Packet if event.error.is_some() => self.line(event),
            Kind::Unknown => self.unknown(event),
            // Nothing more is due of what has begun transparent transmission.
            Kind::Escape => self.open = None,
            Kind::Note => self.left_out(&event.text.0),
            _ => {}
        }
        self.found.extend(self.lengths.event(event, self.open.as_ref()));
        std::mem::take(&mut self.found)
    }

    /// The end of the input. `under_way`: the last command is not at its end.
    pub(crate) fn finish(mut self, under_way: bool) -> Vec<Finding> {
        self.tell_missing();
        if let Some(before) = self.before.take() {
            self.no_final(before, self.open.as_ref().map(|open| open.text.clone()));
        }
        if let Some(open) = self.open.take().filter(|open| under_way && open.command.is_some() && !open.ended_otherwise)
        {
            let expects = format!("{} ends it", either(&open.ends()));
            let says = format!("the log ends before {} does", open.text);
            self.push(open.finding(Weight::Note, Rule::FinalMissing, Side::Module, says, expects));
        }
        self.found.extend(self.empty_lines.finish());
        self.found
    }

    fn request(&mut self, event: &Event) {
        self.tell_missing();
        let unfinished = event.hints.iter().any(|hint| matches!(hint, Hint::Unfinished(_)));
        let unfinished = unfinished || (!self.both && self.open.as_ref().is_some_and(Open::has_good_end));
        let (last, older) = (self.open.take().filter(|_| unfinished), self.before.take());
        if let Some(older) = older {
            self.no_final(older, last.as_ref().map(|last| last.text.clone()));
        }
        self.asked = true;
        let mut open = Open::new(self.spec, event);
        self.sent(event, &open);
        if let Some(last) = last {
            // The log shows them sent at once; which answer belongs to which, it does not.
            if last.place.line.is_some() && last.place.line == open.place.line && self.both {
                open.left_out = true;
                self.early(Some(open.clone()), &format!("{} had had no final result", last.text));
            } else {
                self.before = Some(last);
            }
        }
        self.open = Some(open);
    }

    /// Whether the spec has the request.
    fn sent(&mut self, event: &Event, open: &Open) {
        let lacks = event.hints.iter().find(|hint| matches!(hint, Hint::NotInFirmware(_)));
        if let Some(hint) = lacks {
            let finding = Finding::of(event, Weight::Finding, Rule::RequestFirmware, hint.to_string());
            self.push(Finding { from: Side::Host, ..finding });
        }
        let Some(error) = &event.error else { return };
        let is_unknown = matches!(error.error.as_str(), "unknown_command" | "unknown_form");
        let rule = if is_unknown { Rule::RequestUnknown } else { Rule::RequestRefused };
        let lexical = &self.spec.lexical;
        let listed = |names: &[String]| names.iter().any(|name| open.name.eq_ignore_ascii_case(name));
        let (undocumented, absent) = (&lexical.undocumented, &lexical.unsupported);
        if is_unknown && listed(&undocumented.value) {
            let finding = Finding::of(event, Weight::Explained, rule, undocumented.doc.clone());
            let source = Some(SourceView::new(&undocumented.source));
            self.push(finding.sourced(source).explained_by(undocumented.errata.clone()));
        } else if is_unknown && listed(&absent.value) {
            let finding = Finding::of(event, Weight::Finding, rule, absent.doc.clone());
            self.push(finding.sourced(Some(SourceView::new(&absent.source))));
        } else {
            let weight = if event.is_elided || is_cut(event) { Weight::Note } else { Weight::Finding };
            let finding = Finding::of(event, weight, rule, error.text.clone());
            // The echo tells what the host has sent.
            self.push(Finding { from: Side::Host, ..finding });
        }
    }

    /// Without the host's side, the echo is the request. With it, the echo is what was sent.
    fn echo(&mut self, event: &Event) {
        let begins = event.command.is_some() || event.error.is_some();
        if begins && !self.both {
            self.request(event);
        } else if event.error.is_some() && self.both {
            let weight = if self.asked { Weight::Finding } else { Weight::Note };
            self.say(
                event,
                weight,
                Rule::LineUnknown,
                "the module repeats what the host has sent, and nothing else".into(),
            );
        }
    }

    /// A final result.
    fn end(&mut self, event: &Event) {
        self.spelling(event);
        let is_busy = event.hints.iter().any(|hint| matches!(hint, Hint::NotCarriedOut(_)));
        if let Some(before) = self.before.take_if(|_| is_busy) {
            let ignored = self.open.replace(before);
            self.early(ignored, "the module was busy and ignored it");
            return;
        }
        if let Some(Hint::NotItsEnd(name)) = event.hints.iter().find(|hint| matches!(hint, Hint::NotItsEnd(_))) {
            if let Some(before) = self.before.take() {
                let said = format!("{} ended only behind it", before.text);
                self.early(self.open.clone(), &said);
                return;
            }
            let ends = self.open.as_ref().map(Open::ends).unwrap_or_default();
            let expects = format!("{} ends {name}", either(&ends));
            let weight = self.weight();
            self.say(event, weight, Rule::FinalUnexpected, expects);
            if let Some(open) = &mut self.open {
                open.ended_otherwise = true;
            }
            return;
        }
        if event.command.is_none() {
            return self.end_of_nothing(event);
        }
        self.ended = true;
        let Some(open) = self.open.take() else { return };
        if let Some(before) = self.before.take() {
            self.missing = Some((before, open.clone()));
        }
        self.found.extend(self.lengths.end(event, &open));
        if event.success == Some(true) {
            self.succeeded(event, &open);
        }
    }

    /// A final result, and no command that the spec knows is under way.
    fn end_of_nothing(&mut self, event: &Event) {
        if let Some(open) = self.open.take_if(|open| open.command.is_none()) {
            self.ended = true;
            if event.success == Some(true) {
                self.accepted(event, &open);
            }
        } else if let Some((late, next)) = self.missing.take() {
            self.early(Some(next), &format!("{} ended only behind it", late.text));
        } else if self.asked {
            let weight = self.weight();
            self.say(event, weight, Rule::FinalUnexpected, "a command has one final result".into());
        }
    }

    fn succeeded(&mut self, event: &Event, open: &Open) {
        self.accepted(event, open);
        if open.lacks_answer() {
            let weight = if open.left_out { Weight::Note } else { Weight::Finding };
            let says = format!("{}, and no answer to {}", quoted(event), open.text);
            let expects = "a line tells what was asked for".into();
            let finding = Finding::new(weight, Rule::AnswerMissing, &event.place, Side::Module, says, expects);
            self.push(finding.sourced(open.source.clone()).about(open.command.clone()));
        }
    }

    /// The module takes what the spec refuses: either can be wrong.
    fn accepted(&mut self, event: &Event, open: &Open) {
        let Some(refused) = &open.refused else { return };
        let weight = if open.elided || open.undocumented { Weight::Note } else { Weight::Finding };
        let says = format!("{} to {}", quoted(event), open.text);
        let expects = format!("the request is refused: {refused}");
        let finding = Finding::new(weight, Rule::RefusedAccepted, &event.place, Side::Module, says, expects);
        self.push(finding.sourced(open.source.clone()).about(open.command.clone()));
    }

    fn answer(&mut self, event: &Event) {
        let misplaced = event.hints.iter().find(|hint| matches!(hint, Hint::NotUnderWay(_)));
        let is_misplaced = misplaced.is_some();
        if let Some(hint) = misplaced {
            // Without an echo, nobody knows what was asked.
            let weight = if self.asked { self.weight() } else { Weight::Note };
            if self.both || self.asked {
                self.say(event, weight, Rule::LineMisplaced, hint.to_string());
            }
        } else if let (Some(open), Some(name)) = (&mut self.open, &event.name)
            && open.repeats(name)
        {
            let weight = self.weight();
            self.say(event, weight, Rule::AnswerRepeated, format!("{name} comes once in an answer"));
        }
        self.line(event);
        if let Some(open) = self.open.as_mut().filter(|_| event.error.is_some() || is_misplaced) {
            open.answered_otherwise = true;
        }
    }

    fn message(&mut self, event: &Event) {
        self.line(event);
        if event.text.0 != b"ready" {
            return;
        }
        self.tell_missing();
        if let Some(before) = self.before.take() {
            self.no_final(before, None);
        }
        if let Some(open) = self.open.take_if(|open| open.command.is_some() && !open.restarts()) {
            let weight = if open.left_out { Weight::Note } else { Weight::Finding };
            let says = format!("`ready` while {} is under way", open.text);
            let expects = format!("{} ends it", either(&open.ends()));
            let finding = Finding::new(weight, Rule::Restart, &event.place, Side::Module, says, expects);
            self.push(finding.sourced(open.source).about(open.command));
        }
    }

    fn reason(&mut self, event: &Event) {
        self.spelling(event);
        let (Some(open), Some(name)) = (&self.open, &event.name) else { return };
        if open.form.is_some() && !open.gives(self.spec, name) {
            let expects = format!("the spec does not list it among the reasons why {} may fail", open.name);
            self.say(event, Weight::Note, Rule::LineMisplaced, expects);
        }
    }

    fn prompt(&mut self, event: &Event) {
        let takes_data = self.open.as_ref().is_none_or(|open| open.form.is_none_or(|form| form.data.is_some()));
        if self.asked && !takes_data {
            let weight = self.weight();
            self.say(event, weight, Rule::LineMisplaced, "the command under way takes no data".into());
        }
    }

    /// A line that the spec knows: its parameters, its values, its spelling.
    fn line(&mut self, event: &Event) {
        let doubtful = if event.is_elided || is_cut(event) { Weight::Note } else { Weight::Finding };
        if let Some(error) = &event.error {
            return self.say(event, doubtful, Rule::LineRefused, error.text.clone());
        }
        for field in &event.fields {
            let expects = match field.kept {
                None => continue,
                Some(Kept::Unlisted) => format!("{} is a value that the spec lists", field.name),
                Some(Kept::NoMac) => format!("{} is a MAC address; perhaps somebody blacked it out", field.name),
            };
            let weight = if field.kept == Some(Kept::NoMac) { Weight::Note } else { doubtful };
            self.say(event, weight, Rule::ValueUnlisted, expects);
        }
        self.spelling(event);
    }

    /// A line that is read though it is not written as the spec writes it.
    fn spelling(&mut self, event: &Event) {
        if !event.is_odd || event.fields.iter().any(|field| field.kept.is_some()) {
            return;
        }
        let errata: Vec<&model::Erratum> = explaining(self.spec, event).collect();
        match errata.first() {
            Some(first) => {
                let finding = Finding::of(event, Weight::Explained, Rule::LineSpelling, first.module_does.clone());
                self.push(finding.explained_by(errata.iter().map(|known| known.id.clone()).collect()));
            }
            None => {
                self.say(event, Weight::Note, Rule::LineSpelling, "the spec writes the same values otherwise".into())
            }
        }
    }

    fn unknown(&mut self, event: &Event) {
        match (event.from, event.hints.first()) {
            (Side::Recorder, _) => {
                self.left_out(&event.text.0);
                self.say(event, Weight::Note, Rule::Log, Hint::NoLogLine.to_string());
            }
            (Side::Host, Some(hint @ Hint::BehindData(_))) => {
                self.say(event, Weight::Finding, Rule::DataLength, hint.to_string());
            }
            (Side::Host, _) => self.say(event, Weight::Finding, Rule::RequestRefused, "a request is shorter".into()),
            (Side::Module, _) if self.lengths.is_behind_payload(event) => {
                let expects = "a payload is as long as its head says".into();
                self.say(event, Weight::Finding, Rule::PacketLength, expects);
            }
            (Side::Module, _) => self.unknown_line(event),
        }
    }

    fn unknown_line(&mut self, event: &Event) {
        let text = &event.text.0;
        self.left_out(text);
        let of_unknown = self.open.as_ref().is_some_and(|open| open.command.is_none());
        let prints = text.iter().any(|byte| (b' '..=b'~').contains(byte));
        let weight = match self.weight() {
            Weight::Finding if of_unknown || !prints || !self.asked || is_elided(text) || is_cut(event) => Weight::Note,
            weight => weight,
        };
        let expects = match &self.open {
            Some(open) if open.command.is_some() => {
                format!("neither an answer of {} nor a message looks like this", open.name)
            }
            _ => "no message looks like this".into(),
        };
        self.say(event, weight, Rule::LineUnknown, expects);
        if let Some(open) = &mut self.open {
            open.answered_otherwise = true;
        }
    }

    /// The input, or the log, stops inside something.
    fn cut(&mut self, event: &Event) {
        for hint in &event.hints {
            match hint {
                Hint::LineEnds | Hint::PayloadEnds => self.say(event, Weight::Note, Rule::Log, hint.to_string()),
                Hint::PayloadCut => {
                    if let Some(open) = &mut self.open {
                        open.left_out = true;
                    }
                }
                _ => {}
            }
        }
    }

    /// A text of the log may say that something is left out here.
    fn left_out(&mut self, text: &[u8]) {
        if let (true, Some(open)) = (is_elided(text), &mut self.open) {
            open.left_out = true;
        }
    }

    /// How much it weighs that something does not belong to the command under way.
    fn weight(&self) -> Weight {
        let left_out = self.open.as_ref().is_some_and(|open| open.left_out);
        if left_out || !self.asked || self.before.is_some() { Weight::Note } else { Weight::Finding }
    }

    fn tell_missing(&mut self) {
        if let Some((late, next)) = self.missing.take() {
            self.no_final(late, Some(next.text));
        }
    }

    fn no_final(&mut self, open: Open, next: Option<String>) {
        if open.command.is_none() || open.ended_otherwise {
            return;
        }
        let weight = if open.left_out || !self.ended { Weight::Note } else { Weight::Finding };
        let next = next.map(|next| format!(" before {next}")).unwrap_or_default();
        let says = format!("{} has no final result{next}", open.text);
        let expects = format!("{} ends it", either(&open.ends()));
        self.push(open.finding(weight, Rule::FinalMissing, Side::Module, says, expects));
    }

    /// A request was sent before the final result of the one before it.
    fn early(&mut self, sent: Option<Open>, what: &str) {
        let Some(open) = sent else { return };
        let says = format!("{}; {what}", open.text);
        let expects = "a request waits for the final result of the one before".into();
        let source =
            self.spec.lexical.finals.iter().find(|known| known.ends_any).map(|known| SourceView::new(&known.source));
        self.push(open.finding(Weight::Finding, Rule::RequestEarly, Side::Host, says, expects).sourced(source));
    }

    fn say(&mut self, event: &Event, weight: Weight, rule: Rule, expects: String) {
        let source = event.source.clone().or_else(|| self.open.as_ref()?.source.clone());
        self.push(Finding::of(event, weight, rule, expects).sourced(source));
    }

    fn push(&mut self, finding: Finding) {
        let command = self.open.as_ref().and_then(|open| open.command.clone());
        self.found.push(finding.about(command));
    }
}

/// The input ends inside it: what is missing may make it right.
fn is_cut(event: &Event) -> bool {
    event.hints.iter().any(|hint| matches!(hint, Hint::LineEnds))
}
