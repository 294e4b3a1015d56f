//! Empty lines: one comes before a final result, a packet and some messages.
//!
//! If the log holds the bytes of the wire, each that is missing is found. If its lines are plain, whoever wrote it may
//! have left them out: then they are counted, and reported in one note.

use super::{Finding, Rule, Severity, pending::PendingRequest};
use crate::event::{Event, EventKind, Position, Sender};
use wizfi360_reference::{text::plural_of, view::SourceView};
use wizfi360_spec::{Spec, interpret::Interpreter, model::Source};

/// The erratum that has the source of the empty line before a final result.
const ERRATUM: &str = "result-empty-line";

#[derive(Clone)]
pub(super) struct EmptyLines {
    spec: &'static Spec,
    /// The module has sent something: what comes first may have lost the empty line before it.
    has_begun: bool,
    /// Those that are missing in plain lines: where the first is, and how many.
    missing: Option<(Position, u64)>,
}

impl EmptyLines {
    pub(super) fn new(spec: &'static Spec) -> EmptyLines {
        EmptyLines { spec, has_begun: false, missing: None }
    }

    /// Checks the next event; `pending` is the request that it answers.
    pub(super) fn event(&mut self, event: &Event, pending: Option<&PendingRequest>) -> Option<Finding> {
        if event.from != Sender::Module || matches!(event.kind, EventKind::Blank | EventKind::Noise) {
            return None;
        }
        let has_begun = std::mem::replace(&mut self.has_begun, true);
        let source = self.required(event)?;
        let unended = pending.filter(|pending| event.success == Some(true) && pending.is_answered());
        let unended = unended.and_then(|pending| pending.form?.no_line_ending.as_ref());
        match (unended, event.position.empty_lines) {
            (Some(source), 1..) if event.position.is_exact => {
                let is_inferred = matches!(source, Source::Inference(_));
                let severity = if is_inferred { Severity::Note } else { Severity::Error };
                let expected = "no empty line before it: the line before has no line ending of its own";
                let finding = Finding::of(event, Rule::EmptyLine, expected).only(severity);
                Some(finding.with_source(Some(SourceView::new(source))))
            }
            (None, 0) if event.position.is_exact && has_begun => {
                Some(Finding::of(event, Rule::EmptyLine, "an empty line before it").with_source(Some(source)))
            }
            (None, 0) if has_begun => {
                self.missing.get_or_insert((event.position.clone(), 0)).1 += 1;
                None
            }
            _ => None,
        }
    }

    /// Reports what plain lines leave out.
    pub(super) fn finish(&mut self) -> Option<Finding> {
        let (position, count) = self.missing.take()?;
        let times = plural_of(count, "time");
        let actual =
            format!("no empty line where one is expected, {times}; this is the first. Plain lines need not show them");
        let expected = "an empty line before each final result, and before some messages and packets";
        let finding = Finding::new(Rule::EmptyLine, Sender::Module, actual, expected).only(Severity::Note);
        Some(finding.at(&position).with_source(self.before_results()))
    }

    /// Returns the source of the empty line before such an event; `None` if there is none.
    fn required(&self, event: &Event) -> Option<SourceView> {
        let messages = &self.spec.events.messages;
        let is_message = |text: &[u8]| {
            let interpreter = Interpreter::new(self.spec);
            messages.iter().any(|known| matches!(interpreter.read_line(known, text), Some(Ok(_))))
        };
        match event.kind {
            // `CLOSED` is framed as the message is.
            EventKind::Final if is_message(&event.text.0) => None,
            EventKind::Final | EventKind::Accepted => self.before_results(),
            EventKind::Packet if event.chunk.is_none_or(|chunk| chunk.offset == 0) && event.error.is_none() => {
                event.source.clone()
            }
            EventKind::Message => {
                let known = messages.iter().find(|known| Some(&known.name) == event.name.as_ref())?;
                known.blank_line_before.as_ref().map(SourceView::new)
            }
            _ => None,
        }
    }

    fn before_results(&self) -> Option<SourceView> {
        let known = self.spec.errata.errata.iter().find(|known| known.id == ERRATUM)?;
        known.evidence.first().map(SourceView::new)
    }
}
