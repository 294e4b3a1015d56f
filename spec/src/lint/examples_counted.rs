//! Every exchange that the manual prints is there.

use super::{Finding, Place, walk::examples};
use crate::{
    Spec,
    model::{Example, Section, Turn},
};

/// The rule's name.
pub const RULE: &str = "examples_counted";

/// Each section has as many exchanges as its transcription says that it prints, or more: a repaired dialogue may show what print left out.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let missing = |section: &Section| {
        let found = exchanges_of(spec, &section.number);
        let printed = usize::from(section.exchanges);
        (found < printed).then(|| Finding {
            rule: RULE,
            place: Place::section(section),
            message: format!(
                "each exchange that the manual prints is there; section {} prints {printed}, the spec has {found}",
                section.number
            ),
            help: "add the dialogues that are missing, with the section as their source".into(),
        })
    };
    spec.manual.sections.iter().filter_map(missing).collect()
}

/// How many exchanges of the spec stand in a section.
pub fn exchanges_of(spec: &Spec, section: &str) -> usize {
    let there = examples(spec).into_iter().filter(|(_, example)| example.source.section() == Some(section));
    there.map(|(_, example)| exchanges(example)).sum()
}

/// How many exchanges a dialogue has: one for each request, with all that it brings. A dialogue in which the module alone speaks is one.
pub fn exchanges(example: &Example) -> usize {
    let requests = example.dialogue.iter().filter(|says| matches!(says, Turn::Host(line) if line.starts_with("AT")));
    requests.count().max(1)
}
