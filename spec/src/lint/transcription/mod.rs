//! The second transcription of the manual agrees with the files of the commands.
//!
//! Each topic compares one kind of fact, as texts: what is printed, and what the spec has. A difference is a finding,
//! unless the section's `differs` names it, with an erratum or a reason; a `differs` that names none is a finding too.

mod answers;
mod behaviour;
mod forms;
mod general;
mod pages;
mod params;
mod requirements;
mod rules;
mod subject;
mod syntax;

use super::{Coverage, Finding, Place};
use crate::{
    Spec,
    model::{Difference, Section},
};
use subject::{Subject, Texts};

/// The rule's name.
pub const RULE: &str = "transcription_agrees";

/// Each fact of the transcription must be that of the files of the commands, or a named difference.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let texts = Texts::new(spec);
    let mut findings: Vec<Finding> =
        spec.manual.sections.iter().flat_map(|section| of_section(spec, section, &texts)).collect();
    let general = Topic::new(spec, Place::file("manual/general"), &spec.manual.general.differs);
    findings.extend(general.run(|topic| general::compare(topic, spec, &texts)));
    findings.extend(pages::run(spec));
    findings
}

/// How many facts about parameters a section prints, and how many of them the spec has.
pub(super) fn share(spec: &Spec, section: &Section) -> Coverage {
    let texts = Texts::default();
    let Some(subject) = Subject::new(spec, section, &texts) else { return Coverage::default() };
    let mut topic = Topic::new(spec, Place::section(section), &section.differs);
    params::compare(&mut topic, &subject);
    let open = topic.mismatches.iter().filter(|mismatch| mismatch.printed != NONE && topic.accepts(mismatch).is_none());
    let printed = topic.printed;
    Coverage { printed, found: printed - open.count().min(printed) }
}

fn of_section(spec: &Spec, section: &Section, texts: &Texts) -> Vec<Finding> {
    // A section without forms states nothing but where it begins.
    if section.forms.is_empty() {
        return Vec::new();
    }
    // `sections_covered` reports a section without a command.
    let Some(subject) = Subject::new(spec, section, texts) else { return Vec::new() };
    Topic::new(spec, Place::section(section), &section.differs).run(|topic| {
        forms::compare(topic, &subject);
        params::compare(topic, &subject);
        answers::compare(topic, &subject);
        requirements::compare(topic, &subject);
        rules::compare(topic, &subject);
        behaviour::compare(topic, &subject);
    })
}

/// The text for a fact that only one side has.
const NONE: &str = "none";

/// What is compared in one section.
struct Topic<'s> {
    spec: &'s Spec,
    place: Place,
    differs: &'s [Difference],
    mismatches: Vec<Mismatch>,
    /// How many facts were compared that are printed.
    printed: usize,
}

struct Mismatch {
    what: String,
    of: String,
    printed: String,
    found: String,
}

impl<'s> Topic<'s> {
    fn new(spec: &'s Spec, place: Place, differs: &'s [Difference]) -> Self {
        Topic { spec, place, differs, mismatches: Vec::new(), printed: 0 }
    }

    /// Compares one fact. An empty text means none.
    fn same(&mut self, what: &str, of: &str, printed: &str, found: &str) {
        let shown = |text: &str| if text.is_empty() { NONE.to_string() } else { text.to_string() };
        self.printed += usize::from(!printed.is_empty());
        if printed != found {
            let mismatch = Mismatch { what: what.into(), of: of.into(), printed: shown(printed), found: shown(found) };
            let is_new = |known: &Mismatch| {
                (&known.what, &known.of, &known.found) != (&mismatch.what, &mismatch.of, &mismatch.found)
            };
            if self.mismatches.iter().all(is_new) {
                self.mismatches.push(mismatch);
            }
        }
    }

    /// The difference that names this mismatch.
    fn accepts(&self, mismatch: &Mismatch) -> Option<usize> {
        self.differs.iter().position(|difference| {
            difference.what == mismatch.what && difference.of.contains(&mismatch.of) && difference.is == mismatch.found
        })
    }

    fn run(mut self, compare: impl FnOnce(&mut Self)) -> Vec<Finding> {
        compare(&mut self);
        let mut findings = Vec::new();
        for mismatch in &self.mismatches {
            if self.accepts(mismatch).is_none() {
                let Mismatch { what, of, printed, found } = mismatch;
                findings.push(self.finding(
                    of,
                    format!(
                        "the {what} of {of} must be what the manual prints, {printed}; the files of the commands have {found}"
                    ),
                    "correct the side that is wrong, or name the difference in `differs`, with its erratum or its reason",
                ));
            }
        }
        for difference in self.differs {
            self.check_difference(difference, &mut findings);
        }
        findings
    }

    fn check_difference(&self, difference: &Difference, findings: &mut Vec<Finding>) {
        let Difference { what, of, is, erratum, why } = difference;
        for of in of {
            let names = |mismatch: &Mismatch| mismatch.what == *what && mismatch.of == *of && mismatch.found == *is;
            if !self.mismatches.iter().any(names) {
                let message =
                    format!("`differs` must name a difference; the {what} of {of} is not {is} against the print");
                findings.push(self.finding(of, message, "drop it, or correct it"));
            }
        }
        let is_known = |id: &String| self.spec.errata.errata.iter().any(|known| known.id == *id);
        if let Some(id) = erratum.as_ref().filter(|id| !is_known(id)) {
            let message = format!("the erratum of a difference must exist; `{id}` is unknown");
            findings.push(self.finding(&of.join(", "), message, "correct the id, or add the erratum"));
        }
        if erratum.is_none() && why.as_ref().is_none_or(|why| why.is_empty()) {
            let message =
                format!("a difference must have an erratum or a reason; the {what} of {} has none", of.join(", "));
            findings.push(self.finding(&of.join(", "), message, "add `erratum` or `why`"));
        }
    }

    fn finding(&self, of: &str, message: String, help: &str) -> Finding {
        Finding { rule: RULE, place: self.place.param(of), message, help: help.into() }
    }
}
