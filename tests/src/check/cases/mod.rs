//! The cases, a file for each kind. A kind is a function from a [`Subject`] and a [`Bench`](super::Bench) to cases; [`all`] lists the kinds.

mod edges;
mod spelling;
mod wrong_form;

use super::{Bench, Case};
use std::collections::BTreeSet;
use wizfi360_spec::{Spec, model::Firmware};

/// What is checked: a firmware, and what the spec says of it.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The firmware.
    pub firmware: Firmware,
    /// All that the spec has.
    pub whole: Spec,
    /// What of it this firmware has.
    pub has: Spec,
}

impl Subject {
    /// A module with this firmware.
    pub fn new(spec: Spec, firmware: Firmware) -> Subject {
        Subject { firmware, has: spec.as_of(firmware), whole: spec }
    }
}

/// All cases, in the order of the sections. No two have the same id.
pub fn all<'s>(subject: &'s Subject, bench: &Bench) -> Vec<Case<'s>> {
    let mut cases = Vec::new();
    edges::add(subject, bench, &mut cases);
    wrong_form::add(subject, &mut cases);
    spelling::add(subject, bench, &mut cases);
    let mut seen = BTreeSet::new();
    cases.retain(|case| seen.insert(case.id.clone()));
    cases.sort_by_key(|case| super::sections::place(&subject.whole, &case.section));
    cases
}
