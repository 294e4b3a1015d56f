//! What may notice a mutant: the rules of the lints, and the interpreter on the test vectors.

use super::vectors::Vectors;
use crate::{Failure, root};
use std::fs;
use wizfi360_spec::{Spec, lint};

/// Something that may notice a mutant.
pub(super) struct Oracle {
    /// Its name, in the table.
    pub(super) name: &'static str,
    /// True if it objects to a spec. It does not object to the one without a change.
    pub(super) objects: Box<dyn Fn(&Spec) -> bool + Sync>,
}

/// Those that notice first, since they notice most.
const FIRST: &[&str] = &[lint::transcription::RULE, lint::behaviour_agrees::RULE, lint::wire_agrees::RULE];

/// The one that notices last: a ledger shows a change and proves nothing.
const LAST: &str = lint::sources_counted::RULE;

/// All oracles, in the order in which they are asked.
pub(super) fn all(spec: &Spec) -> Result<Vec<Oracle>, Failure> {
    let order = |name: &str| match FIRST.iter().position(|first| *first == name) {
        Some(at) => at,
        None if name == LAST => usize::MAX,
        None => FIRST.len(),
    };
    let oracle =
        |(name, run): &'static lint::Rule| Oracle { name, objects: Box::new(move |spec: &Spec| !run(spec).is_empty()) };
    let mut all: Vec<Oracle> = lint::RULES.iter().map(oracle).chain([vectors(spec)?]).collect();
    all.sort_by_key(|oracle| order(oracle.name));
    match all.iter().find(|oracle| (oracle.objects)(spec)) {
        Some(oracle) => {
            Err(Failure::new(format!("`{}` objects to the spec without a change; mend it first", oracle.name)))
        }
        None => Ok(all),
    }
}

/// The interpreter on the vectors, which were generated from the spec without a change and are checked in.
fn vectors(spec: &Spec) -> Result<Oracle, Failure> {
    let mut texts = Vec::new();
    for name in ["requests.json", "lines.json", "rejects.json"] {
        texts.push(fs::read_to_string(root().join("vectors").join(name))?);
    }
    let vectors = Vectors::new(spec, &texts).map_err(|error| Failure::new(format!("vectors/: {error}")))?;
    println!("{} vectors, {} of them left out: the interpreter does not read these", vectors.len(), vectors.open());
    Ok(Oracle { name: "vectors", objects: Box::new(move |spec| vectors.object(spec)) })
}
