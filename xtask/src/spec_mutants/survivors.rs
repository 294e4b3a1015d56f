//! The list of mutants that may survive, each with its reason.

use super::Outcome;
use crate::{Failure, root};
use serde::Deserialize;
use std::{collections::BTreeSet, fs};
use wizfi360_spec::read_ron;

/// The list, beside this file.
const LIST: &str = "xtask/src/spec_mutants/survivors.ron";

/// The largest share of survivors, in percent.
const MOST: usize = 2;

/// Mutants that survive for one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// Why nothing can notice them.
    why: String,
    /// Place and change of each.
    mutants: Vec<String>,
}

/// The list.
pub(super) struct List(Vec<Group>);

impl List {
    /// Reads the list.
    pub(super) fn read() -> Result<List, Failure> {
        let text = fs::read_to_string(root().join(LIST))?;
        let groups: Vec<Group> = read_ron(LIST, &text).map_err(|error| Failure::new(error.to_string()))?;
        match groups.iter().find(|group| group.why.trim().is_empty()) {
            Some(group) => {
                Err(Failure::new(format!("{LIST}: a group has no reason; its first is {:?}", group.mutants.first())))
            }
            None => Ok(List(groups)),
        }
    }

    /// The reasons, each with the number of its mutants.
    pub(super) fn reasons(&self) -> Vec<(String, usize)> {
        self.0.iter().map(|group| (group.why.clone(), group.mutants.len())).collect()
    }

    /// Fails if a survivor is not in the list, if one of the list is noticed or gone, or if too many survive.
    pub(super) fn compare(&self, outcomes: &[Outcome]) -> Result<(), Failure> {
        let listed: BTreeSet<&str> = self.0.iter().flat_map(|group| &group.mutants).map(String::as_str).collect();
        let survivors: Vec<String> = outcomes
            .iter()
            .filter(|outcome| outcome.noticed_by.is_none())
            .map(|outcome| outcome.mutant.name())
            .collect();
        let there: BTreeSet<&str> = survivors.iter().map(String::as_str).collect();
        let mut faults = Vec::new();
        faults.extend(there.difference(&listed).map(|name| format!("nothing notices  {name}")));
        faults.extend(listed.difference(&there).map(|name| format!("is noticed       {name}")));
        if survivors.len() * 100 >= outcomes.len().max(1) * MOST {
            faults.push(format!("{} of {} survive; the limit is {MOST} %", survivors.len(), outcomes.len()));
        }
        if faults.is_empty() {
            println!("{} survivors, all in {LIST} with their reasons", survivors.len());
            return Ok(());
        }
        let help = "Enter what nothing notices a second time in spec/manual/; if there is no second source, list it \
                    with its reason. Take what is noticed out of the list.";
        Err(Failure::new(format!("{LIST} is not what survives:\n{}\n{help}", faults.join("\n"))))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::changes::{Mutant, Operation},
        *,
    };

    fn outcome(place: &str, noticed_by: Option<&'static str>) -> Outcome {
        let (change, operation) = ("left out".to_string(), Operation::DropItem(0));
        let mutant = Mutant { file: 0, place: place.into(), kind: "form", change, path: Vec::new(), operation };
        Outcome { mutant, noticed_by }
    }

    #[test]
    fn the_list_is_what_survives() {
        let list = |mutants: &[&str]| {
            List(vec![Group { why: "W.".into(), mutants: mutants.iter().map(|name| name.to_string()).collect() }])
        };
        let mut outcomes: Vec<_> = (0..99).map(|at| outcome(&at.to_string(), Some("a lint"))).collect();
        outcomes.push(outcome("a", None));
        let compare = |mutants: &[&str], outcomes: &[Outcome]| {
            list(mutants).compare(outcomes).map_err(|failure| failure.to_string())
        };
        assert_eq!(compare(&["a: left out"], &outcomes), Ok(()));
        assert!(compare(&[], &outcomes).is_err_and(|text| text.contains("nothing notices  a: left out")));
        let more = ["a: left out", "b: left out"];
        assert!(compare(&more, &outcomes).is_err_and(|text| text.contains("is noticed       b: left out")));
        outcomes.push(outcome("b", None));
        outcomes.push(outcome("c", None));
        let all = ["a: left out", "b: left out", "c: left out"];
        assert!(compare(&all, &outcomes).is_err_and(|text| text.contains("3 of 102 survive; the limit is 2 %")));
    }
}
