//! Empty lines: one stands before a final result, a packet and some messages.
//!
//! Where the log holds the bytes of the wire, each that is missing is found. Where its lines are plain, whoever wrote it may have left them out:
//! then they are counted, and told in one note.

use super::{
    finding::{Finding, Rule, Weight},
    open::Open,
};
use crate::decode::{Event, Kind, Place, Side};
use wizfi360_reference::{text::plural_of, view::SourceView};
use wizfi360_spec::{Spec, interpret::Interpreter, model::Source};

/// What the empty line before a final result is known from.
const ERRATUM: &str = "result-empty-line";

pub(super) struct EmptyLines {
    spec: &'static Spec,
    /// The module has said something: what comes first may have lost the empty line before it.
    begun: bool,
    /// Those that are missing in plain lines: where the first is, and how many.
    missing: Option<(Place, u64)>,
}

impl EmptyLines {
    pub(super) fn new(spec: &'static Spec) -> EmptyLines {
        EmptyLines { spec, begun: false, missing: None }
    }

    /// The next event; `open` is the request that it answers.
    pub(super) fn event(&mut self, event: &Event, open: Option<&Open>) -> Option<Finding> {
        if event.from != Side::Module || matches!(event.kind, Kind::Blank | Kind::Noise) {
            return None;
        }
        let begun = std::mem::replace(&mut self.begun, true);
        let source = self.wanted(event)?;
        let unended = open.filter(|open| event.success == Some(true) && open.is_answered());
        let unended = unended.and_then(|open| open.form?.no_line_ending.as_ref());
        match (unended, event.place.empty_lines) {
            (Some(source), 1..) if event.place.exact => {
                let guess = matches!(source, Source::Inference(_));
                let weight = if guess { Weight::Note } else { Weight::Finding };
                let expects = "no empty line before it, for the line above has no end of its own".into();
                Some(Finding::of(event, weight, Rule::EmptyLine, expects).sourced(Some(SourceView::new(source))))
            }
            (None, 0) if event.place.exact && begun => {
                let expects = "an empty line before it".into();
                Some(Finding::of(event, Weight::Finding, Rule::EmptyLine, expects).sourced(Some(source)))
            }
            (None, 0) if begun => {
                self.missing.get_or_insert((event.place.clone(), 0)).1 += 1;
                None
            }
            _ => None,
        }
    }

    /// The end of the input.
    pub(super) fn finish(&mut self) -> Option<Finding> {
        let (place, count) = self.missing.take()?;
        let times = plural_of(count, "time");
        let says =
            format!("no empty line where one is expected, {times}; this is the first. Plain lines need not show them");
        let expects = "an empty line stands before each final result, and before some messages and packets".into();
        let finding = Finding::new(Weight::Note, Rule::EmptyLine, &place, Side::Module, says, expects);
        Some(finding.sourced(self.before_results()))
    }

    /// Who says that an empty line stands before such an event; `None` if nobody does.
    fn wanted(&self, event: &Event) -> Option<SourceView> {
        let messages = &self.spec.events.messages;
        let is_message = |text: &[u8]| {
            let interpreter = Interpreter::new(self.spec);
            messages.iter().any(|known| matches!(interpreter.read_line(known, text), Some(Ok(_))))
        };
        match event.kind {
            // `CLOSED` is framed as the message is.
            Kind::Final if is_message(&event.text.0) => None,
            Kind::Final | Kind::Accepted => self.before_results(),
            Kind::Packet if event.piece.is_none_or(|piece| piece.at == 0) && event.error.is_none() => {
                event.source.clone()
            }
            Kind::Message => {
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
