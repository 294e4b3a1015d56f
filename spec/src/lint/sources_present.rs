//! Every fact says where it stands.

use super::{
    Finding, Place,
    walk::{lines, source_text, sources},
};
use crate::{Spec, model::Source};

/// The rule's name.
pub const RULE: &str = "sources_present";

/// Sources have a text, the manual's a page that it has; events and notes of the alphabet have a source of their own, errata have evidence.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |place: Place, message: String, help: &str| {
        findings.push(Finding { rule: RULE, place, message, help: help.into() });
    };
    for (place, source, _) in sources(spec) {
        if source_text(source).trim().is_empty() {
            report(
                place.clone(),
                "a source says where; this one is empty".into(),
                "name section, recording, firmware or driver",
            );
        }
        if let Source::Manual(_, page) = source
            && !(1..=spec.manual.pages).contains(page)
        {
            let message = format!("the manual has pages 1 to {}; there is no page {page}", spec.manual.pages);
            report(place, message, "correct the page");
        }
    }
    for (place, line, command) in lines(spec) {
        if command.is_none() && line.source.is_none() {
            report(place, "an event has a source of its own; this one has none".into(), "add `source`");
        }
    }
    for note in spec.lexical.notes.iter().filter(|note| note.source.is_none()) {
        let message = format!("a note of the alphabet has a source of its own; this one has none: {}", note.text);
        report(Place::file("lexical"), message, "add `source`");
    }
    for erratum in spec.errata.errata.iter().filter(|erratum| erratum.evidence.is_empty()) {
        let place = Place::file(&erratum.file).item("erratum", &erratum.id);
        report(place, "an erratum has evidence; this one has none".into(), "say what speaks for the other reading");
    }
    findings
}
