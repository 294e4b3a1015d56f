//! Deliberate faults: ways in which a module deviates from the spec. A conformance kit that finds none of a deviation's is itself at fault.
//!
//! Each is a row of a table: its name, what is wrong, and a `Hook` at one of the few places where all that a
//! module reads, does, keeps and says comes by. A file holds the rows of one layer; `hooks.rs` has the places. A module that does not deviate
//! asks once at each of them whether its world has any.

mod doing;
mod hooks;
mod keeping;
mod reading;
mod saying;
mod sending;
mod texts;

use crate::{Module, flash::Flash, net::Action, ram::Ram};
use serde::{Deserialize, Deserializer, de::Error};
use std::{fmt, str::FromStr};
use wizfi360_proto::{Command, DataPhase, Reason, Scope, device::End};
use wizfi360_spec::model::Requirement;

/// A way in which a module deviates from the spec. Worlds name it (`deviates: ["ok-lost"]`), and [`FromStr`] finds it by its name.
///
/// ```
/// use wizfi360_sim::{Deviation, Testbed, World};
///
/// let lost: Deviation = "ok-lost".parse().unwrap();
/// let world = World { deviates: vec![lost], ..World::built_in().as_ref().clone() };
/// let mut desk = Testbed::new(world);
/// desk.expect("ready\r\n", 1000).unwrap();
/// desk.write(b"AT\r\n");
/// assert_eq!(desk.read(), b"AT\r\n");
/// ```
#[derive(Clone, Copy)]
pub struct Deviation {
    name: &'static str,
    wrong: &'static str,
    caught_by: &'static [&'static str],
    hook: Hook,
}

/// Where and how a module is made to deviate. A function that gives `None` leaves things as they are.
#[derive(Clone, Copy)]
enum Hook {
    /// The line that the module takes for the one that was typed. The echo is that of the latter.
    Reads(fn(&str) -> Option<String>),
    /// A requirement that is not checked.
    Skips(fn(&Requirement) -> bool),
    /// A reason for which nothing is refused: `OK` comes instead.
    Forgives(fn(Reason) -> bool),
    /// Forms and parameters of all firmware versions are taken.
    AnyFirmware,
    /// What a setting by such a name sets.
    Sets(fn(Scope) -> Option<Sets>),
    /// As which name a query answers.
    Tells(fn(Scope) -> Scope),
    /// Behind each command that has been performed, by what there was before.
    Behind(fn(&mut Module, &Before)),
    /// The data phase that begins instead.
    Collects(fn(&'static Command, DataPhase) -> (&'static Command, DataPhase)),
    /// Such an end of transparent transmission is data.
    DeafTo(End),
    /// PEM text ends with its first line.
    EndsPem,
    /// What is wanted of the network instead.
    Does(fn(Action) -> Option<Action>),
    /// What is said in the place of a result, an answer line, a message or the head of a packet, each with its framing.
    Says(fn(&str) -> Option<String>),
    /// What is said in the place of all that answers a line at once. The line comes first.
    Answers(fn(&str, &str) -> Option<String>),
}

/// What a setting sets.
struct Sets {
    /// What holds now.
    now: bool,
    /// What is in flash.
    kept: bool,
}

/// What there was before a command was performed.
pub(crate) struct Before {
    /// The command's line.
    line: String,
    ram: Ram,
    flash: Flash,
}

/// All rows, by layers.
static TABLE: [&[Deviation]; 6] = [reading::ROWS, doing::ROWS, keeping::ROWS, sending::ROWS, saying::ROWS, texts::ROWS];

impl Deviation {
    /// All of them: what is read first, then what is done and kept, then what is said.
    pub fn all() -> impl Iterator<Item = Deviation> {
        TABLE.into_iter().flatten().copied()
    }

    /// Its name: `ok-lost`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What is wrong, in a sentence.
    pub fn wrong(&self) -> &'static str {
        self.wrong
    }

    /// With what the ids of the conformance cases begin that are to find it, as `wizfi360 check --only` takes it; none if none does.
    pub fn caught_by(&self) -> &'static [&'static str] {
        self.caught_by
    }
}

impl FromStr for Deviation {
    type Err = String;

    fn from_str(name: &str) -> Result<Deviation, String> {
        let found = Deviation::all().find(|deviation| deviation.name == name);
        found.ok_or_else(|| format!("`{name}` is no deviation; `wizfi360 sim --print-deviations` lists all"))
    }
}

impl<'de> Deserialize<'de> for Deviation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Deviation, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Each name stands once.
impl PartialEq for Deviation {
    fn eq(&self, other: &Deviation) -> bool {
        self.name == other.name
    }
}

impl Eq for Deviation {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::World;
    use std::collections::HashSet;

    #[test]
    fn each_has_a_name_of_its_own_and_a_sentence() {
        let mut names = HashSet::new();
        for Deviation { name, wrong, .. } in Deviation::all() {
            assert!(names.insert(name), "{name} stands twice");
            assert!(
                name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
                "{name}"
            );
            assert!(wrong.ends_with('.') && wrong.starts_with(|first: char| !first.is_lowercase()), "{name}: {wrong}");
        }
    }

    #[test]
    fn a_world_names_them() {
        let world = World::from_ron("w.ron", r#"(deviates: ["ok-lost", "error-lost"])"#).unwrap();
        assert_eq!(world.deviates.iter().map(Deviation::name).collect::<Vec<_>>(), ["ok-lost", "error-lost"]);
        let error = World::from_ron("w.ron", r#"(deviates: ["ok-los"])"#).unwrap_err().to_string();
        assert!(error.starts_with("w.ron:1:") && error.contains("`ok-los` is no deviation"), "{error}");
    }
}
