//! Every name in a list of the manual is accounted for, and every command stands in every list.

use super::{Finding, Place};
use crate::{
    Spec,
    model::{Misprint, MisprintKind, NameList},
};

/// The rule's name.
pub const RULE: &str = "manual_names_listed";

const LISTS: [NameList; 4] = [NameList::Contents, NameList::CommandList, NameList::Headings, NameList::History];

/// A printed name heads a section, or is a misprint; each command of a section stands in each list once, or is a misprint; the history
/// says since when.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut check = Check { spec, findings: Vec::new() };
    for list in LISTS {
        check.list(list);
    }
    for misprint in &spec.manual.misprints {
        check.misprint(misprint);
    }
    check.history();
    check.headed();
    check.findings
}

struct Check<'s> {
    spec: &'s Spec,
    findings: Vec<Finding>,
}

impl<'s> Check<'s> {
    fn list(&mut self, list: NameList) {
        let printed = self.printed(list);
        if printed.is_empty() {
            return;
        }
        let misprints = self.misprints(list);
        let misspelt = |name: &str| {
            misprints.iter().find_map(|slip| match slip {
                MisprintKind::Misspelt(wrong, right) if wrong == name => Some(right.as_str()),
                _ => None,
            })
        };
        let mut meant: Vec<&str> = Vec::new();
        for name in &printed {
            match misspelt(name) {
                Some(right) => meant.push(right),
                None if misprints.iter().any(|slip| matches!(slip, MisprintKind::Stray(stray) if stray == name)) => {}
                None => meant.push(name),
            }
        }
        for name in &meant {
            if !self.is_section(name) {
                let message = format!("a printed name is that of a section; {name} in {list:?} is not");
                self.report(
                    list,
                    name,
                    message,
                    "add its section and its command, or a `Misspelt` or `Stray` to `misprints`",
                );
            }
        }
        for section in &self.spec.manual.sections {
            let name = section.command.as_str();
            let times = meant.iter().filter(|meant| **meant == name).count();
            let is_missing = misprints.contains(&&MisprintKind::Missing(name.into()));
            let is_twice = misprints.contains(&&MisprintKind::Duplicate(name.into()));
            let expected = if is_missing {
                0
            } else if is_twice {
                2
            } else {
                1
            };
            if times != expected {
                let message = format!("a command stands in each list once; {name} stands {times} times in {list:?}");
                self.report(list, name, message, "correct the list, or say so in `misprints`: `Missing` or `Twice`");
            }
        }
    }

    /// A slip is about a name that is printed, and means a command.
    fn misprint(&mut self, misprint: &Misprint) {
        let Misprint { list, kind: is, erratum, .. } = misprint;
        let name = is.name();
        let is_printed = self.printed(*list).contains(&name);
        match is {
            MisprintKind::Missing(_) if is_printed => {
                self.report(*list, name, format!("what is missing is not printed; {name} is"), "drop the misprint");
            }
            MisprintKind::Misspelt(..) | MisprintKind::Stray(_) | MisprintKind::Duplicate(_) if !is_printed => {
                let message = format!("a misprint is printed; {name} is not in {list:?}");
                self.report(*list, name, message, "drop the misprint, or correct its name");
            }
            _ => {}
        }
        if let Some(id) = erratum
            && !self.spec.errata.errata.iter().any(|erratum| erratum.id == *id)
        {
            let message = format!("what is named exists; `{id}` is not among the errata");
            self.report(*list, name, message, "add it there, or correct the id");
        }
    }

    /// What the history says of a command is what its name says.
    fn history(&mut self) {
        let misprints = self.misprints(NameList::History);
        for part in self.spec.manual.lists.iter().filter(|part| part.list == NameList::History) {
            let since = &part.since;
            if since.is_empty() {
                let first = part.names.first().map_or("", String::as_str);
                let message = "a part of the history has a version; this one has none".into();
                self.report(NameList::History, first, message, "add `since`");
                continue;
            }
            for printed in &part.names {
                let right = misprints.iter().find_map(|slip| match slip {
                    MisprintKind::Misspelt(wrong, right) if wrong == printed => Some(right),
                    _ => None,
                });
                let Some((_, _, name)) = self.spec.command(right.unwrap_or(printed)) else { continue };
                if name.since != *since {
                    let message = format!(
                        "a command is as old as the history says; {} is since {}, not {since}",
                        name.name, name.since
                    );
                    self.report(NameList::History, printed, message, "correct `since`");
                }
            }
        }
    }

    /// A name whose source is the manual heads a section.
    fn headed(&mut self) {
        if self.spec.manual.sections.is_empty() {
            return;
        }
        for (path, command) in self.spec.commands() {
            for name in &command.names {
                if name.source.section().is_some() && !self.is_section(&name.name) {
                    self.findings.push(Finding {
                        rule: RULE,
                        place: Place::command(path, command).item("name", &name.name),
                        message: format!("a name from the manual heads a section; {} does not", name.name),
                        help: "give it another source, or add its section to manual/".into(),
                    });
                }
            }
        }
    }

    fn printed(&self, list: NameList) -> Vec<&'s str> {
        let parts = self.spec.manual.lists.iter().filter(|part| part.list == list);
        parts.flat_map(|part| part.names.iter().map(String::as_str)).collect()
    }

    fn misprints(&self, list: NameList) -> Vec<&'s MisprintKind> {
        let of_list = self.spec.manual.misprints.iter().filter(|misprint| misprint.list == list);
        of_list.map(|misprint| &misprint.kind).collect()
    }

    fn is_section(&self, name: &str) -> bool {
        self.spec.manual.sections.iter().any(|section| section.command == name)
    }

    fn report(&mut self, list: NameList, name: &str, message: String, help: &str) {
        let place = Place::file("manual").item("list", &format!("{list:?}")).param(name);
        self.findings.push(Finding { rule: RULE, place, message, help: help.into() });
    }
}
