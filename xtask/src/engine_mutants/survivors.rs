//! The list of mutants that may survive, each with its reason.

use crate::{Failure, root};
use serde::Deserialize;
use std::{collections::BTreeSet, fs};
use wizfi360_spec::read_ron;

/// The list, beside this file.
const LIST: &str = "xtask/src/engine_mutants/survivors.ron";

/// Mutants that survive for one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// Why no test can notice them.
    why: String,
    /// The name of each.
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

    /// Fails if a survivor is not in the list, or if one of the list is noticed or gone.
    pub(super) fn compare(&self, survivors: &[&str]) -> Result<(), Failure> {
        let listed: BTreeSet<&str> = self.0.iter().flat_map(|group| &group.mutants).map(String::as_str).collect();
        let there: BTreeSet<&str> = survivors.iter().copied().collect();
        let mut faults = Vec::new();
        faults.extend(there.difference(&listed).map(|name| format!("nothing notices  {name}")));
        faults.extend(listed.difference(&there).map(|name| format!("is noticed       {name}")));
        if faults.is_empty() {
            println!("{} survivors, all in {LIST} with their reasons", survivors.len());
            return Ok(());
        }
        let help = "Write a test that fails with what nothing notices; if it changes nothing, list it with the reason. \
                    Take what is noticed or gone out of the list.";
        Err(Failure::new(format!("{LIST} is not what survives:\n{}\n{help}", faults.join("\n"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_what_survives() {
        let list = List(vec![Group { why: "W.".into(), mutants: vec!["a".into(), "b".into()] }]);
        let compare = |survivors: &[&str]| list.compare(survivors).map_err(|failure| failure.to_string());
        assert_eq!(compare(&["b", "a"]), Ok(()));
        assert!(compare(&["a", "b", "c"]).is_err_and(|text| text.contains("nothing notices  c")));
        assert!(compare(&["a"]).is_err_and(|text| text.contains("is noticed       b")));
    }
}
