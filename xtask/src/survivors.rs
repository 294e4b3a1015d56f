//! Lists of mutants that may survive, each with its reason: `survivors.ron` of the tasks that make mutants.

use crate::{Failure, root};
use serde::Deserialize;
use std::{collections::BTreeSet, fs};
use wizfi360_spec::read_ron;

/// Mutants that survive for one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// Why nothing can notice them.
    why: String,
    /// The name of each.
    mutants: Vec<String>,
}

/// A list, and where it is.
pub(crate) struct List {
    path: &'static str,
    groups: Vec<Group>,
}

impl List {
    /// Reads the list at this path of the repository.
    pub(crate) fn read(path: &'static str) -> Result<List, Failure> {
        let text = fs::read_to_string(root().join(path))?;
        let groups: Vec<Group> = read_ron(path, &text).map_err(|error| Failure::new(error.to_string()))?;
        match groups.iter().find(|group| group.why.trim().is_empty()) {
            Some(group) => {
                Err(Failure::new(format!("{path}: a group has no reason; its first is {:?}", group.mutants.first())))
            }
            None => Ok(List { path, groups }),
        }
    }

    /// Returns the reasons, each with the number of its mutants.
    pub(crate) fn reasons(&self) -> Vec<(String, usize)> {
        self.groups.iter().map(|group| (group.why.clone(), group.mutants.len())).collect()
    }

    fn names(&self) -> BTreeSet<&str> {
        self.groups.iter().flat_map(|group| &group.mutants).map(String::as_str).collect()
    }

    /// Fails if the list names something that is none of these mutants.
    pub(crate) fn names_only<'s>(&self, mutants: impl Iterator<Item = &'s str>) -> Result<(), Failure> {
        let (listed, mutants) = (self.names(), mutants.collect());
        let gone: Vec<_> = listed.difference(&mutants).map(|name| format!("is gone  {name}")).collect();
        if gone.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("{} names mutants that are gone; take them out:\n{}", self.path, gone.join("\n"))))
    }

    /// Fails if a survivor is not in the list, or if one of the list is noticed or gone. `help` says what
    /// to do about a survivor.
    pub(crate) fn compare<'s>(&self, survivors: impl Iterator<Item = &'s str>, help: &str) -> Result<(), Failure> {
        let listed = self.names();
        let survivors: BTreeSet<&str> = survivors.collect();
        let mut faults = Vec::new();
        faults.extend(survivors.difference(&listed).map(|name| format!("nothing notices  {name}")));
        faults.extend(listed.difference(&survivors).map(|name| format!("is noticed       {name}")));
        let path = self.path;
        if faults.is_empty() {
            println!("{} survivors, all in {path} with their reasons", survivors.len());
            return Ok(());
        }
        let faults = faults.join("\n");
        Err(Failure::new(format!(
            "{path} is not what survives:\n{faults}\n{help} Take what is noticed or gone out of the list."
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_what_survives() {
        let mutants = ["a".to_string(), "b".to_string()].into();
        let list = List { path: "a.ron", groups: vec![Group { why: "W.".into(), mutants }] };
        let compare = |survivors: &[&str]| {
            list.compare(survivors.iter().copied(), "Write a test.").map_err(|failure| failure.to_string())
        };
        assert_eq!(compare(&["b", "a"]), Ok(()));
        assert!(compare(&["a", "b", "c"]).is_err_and(|text| text.contains("nothing notices  c\nWrite a test.")));
        assert!(compare(&["a"]).is_err_and(|text| text.contains("is noticed       b")));
        let names_only =
            |mutants: &[&str]| list.names_only(mutants.iter().copied()).map_err(|failure| failure.to_string());
        assert_eq!(names_only(&["c", "b", "a"]), Ok(()));
        assert!(names_only(&["b", "c"]).is_err_and(|text| text.contains("is gone  a")));
    }
}
