//! The sources are those of the ledger: how many facts of a command rest on which page, recording or conclusion.

use super::{
    Finding,
    behaviour_agrees::compare_lists,
    walk::{Subject, sources},
};
use crate::{Spec, model::Source};
use std::collections::BTreeMap;

/// The rule's name.
pub const RULE: &str = "sources_counted";

/// Each command, and each shared file, must have as many facts of each source as `manual/sources.ron` counts.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let second = &spec.manual.behaviour.sources;
    if second.is_empty() {
        return Vec::new();
    }
    compare_lists(RULE, "manual/sources", "the count of sources", second, &of_spec(spec))
}

/// The same of the files. Errata are texts, and are not counted.
pub fn of_spec(spec: &Spec) -> Vec<(String, Vec<String>)> {
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (place, source, about) in sources(spec) {
        if matches!(place.item, Some(("erratum", _))) {
            continue;
        }
        let of = place.command.unwrap_or(place.file);
        *counts.entry(of).or_default().entry(format!("{}, {}", what(about), shown(source))).or_default() += 1;
    }
    let listed = |counts: BTreeMap<String, usize>| counts.into_iter().map(|(of, n)| format!("{of}: {n}")).collect();
    counts.into_iter().map(|(of, counts)| (of, listed(counts))).collect()
}

fn what(about: Subject) -> &'static str {
    match about {
        Subject::Name => "name",
        Subject::Form => "form",
        Subject::Line => "line",
        Subject::Param => "value",
        Subject::Behaviour => "behaviour",
        Subject::Example => "example",
        Subject::Other => "other",
    }
}

fn shown(source: &Source) -> String {
    match source {
        Source::Manual(section, page) => format!("§{section} p. {page}"),
        Source::Capture(_) => "recording".into(),
        Source::Vendor(_) => "vendor".into(),
        Source::Driver(_) => "driver".into(),
        Source::Inference(_) => "inference".into(),
    }
}
