//! Mutants of a spec: one fact is changed at a time, to see what notices it.
//!
//! A mutant lives in one process, without a build: a file of the spec is a tree of values ([`tree`]), each change of a
//! leaf or a list makes another tree, and what reads back as a spec goes before the oracles in turn. What none of them
//! notices has survived: nothing but the file itself says so.

mod changes;
mod kinds;
mod tree;
mod vectors;

pub use changes::Mutant;
pub use vectors::Vectors;

use crate::{Spec, lint};
use std::{
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};
use tree::File;

/// Something that may notice a mutant.
pub struct Oracle<'o> {
    /// Its name, in the table.
    pub name: &'o str,
    /// Whether it objects to a spec. It must not object to the one without a change.
    pub objects: Box<dyn Fn(&Spec) -> bool + Sync + 'o>,
}

/// The rules of the lints, the second transcription first.
pub fn lints() -> Vec<Oracle<'static>> {
    let (second, others): (Vec<_>, Vec<_>) =
        lint::RULES.iter().partition(|(name, _)| [lint::transcription::RULE, lint::behaviour_agrees::RULE].contains(name));
    let oracle = |(name, run): &'static (&'static str, fn(&Spec) -> Vec<lint::Finding>)| Oracle {
        name,
        objects: Box::new(move |spec: &Spec| !run(spec).is_empty()),
    };
    second.into_iter().chain(others).map(oracle).collect()
}

/// A mutant, and the first oracle that noticed it.
pub struct Outcome<'o> {
    /// The mutant.
    pub mutant: Mutant,
    /// The oracle's name; `None` if it survived.
    pub noticed_by: Option<&'o str>,
}

/// Puts every mutant of a spec before the oracles.
///
/// Changes that do not read back as a spec, or that read back as the same one, are no mutants.
pub fn run<'o>(spec: &Spec, oracles: &'o [Oracle<'o>]) -> Vec<Outcome<'o>> {
    let files = tree::files(spec);
    let all: Vec<Mutant> = changes::all(spec, &files);
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        let mut spec = spec.clone();
        while let Some(mutant) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(file) = files.get(mutant.file_index) else { continue };
            let Some(original) = file.exchange(&mut spec, &mutant.applied(&file.tree)) else { continue };
            let noticed_by = oracles.iter().find(|oracle| (oracle.objects)(&spec)).map(|oracle| oracle.name);
            file.restore(&mut spec, original);
            let outcome = Outcome { mutant: mutant.clone(), noticed_by };
            if let Ok(mut outcomes) = outcomes.lock() {
                outcomes.push(outcome);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(work);
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.sort_by(|one, other| one.mutant.place.cmp(&other.mutant.place));
    outcomes
}

/// A table of mutants: by kind of fact how many there are, how many survive, and who notices the others.
pub fn table(outcomes: &[Outcome]) -> String {
    let mut kinds: Vec<&str> = outcomes.iter().map(|outcome| outcome.mutant.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut table = String::from("| fact | mutants | survive | noticed by |\n|---|---|---|---|\n");
    let mut row = |kind: &str, of: &[&Outcome]| {
        let mut by: Vec<(&str, usize)> = Vec::new();
        for name in of.iter().filter_map(|outcome| outcome.noticed_by) {
            match by.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => by.push((name, 1)),
            }
        }
        by.sort_by_key(|(name, count)| (usize::MAX - count, *name));
        let by: Vec<_> = by.iter().map(|(name, count)| format!("{name} {count}")).collect();
        let survive = of.iter().filter(|outcome| outcome.noticed_by.is_none()).count();
        table += &format!("| {kind} | {} | {survive} | {} |\n", of.len(), by.join(", "));
    };
    for kind in kinds {
        let of: Vec<_> = outcomes.iter().filter(|outcome| outcome.mutant.kind == kind).collect();
        row(kind, &of);
    }
    row("all", &outcomes.iter().collect::<Vec<_>>());
    table
}
