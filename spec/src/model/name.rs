//! The names of a command, and their scopes.

use super::{Command, Source, Versions};
use serde::{Deserialize, Serialize};

/// One name of a command.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// As it is typed, `AT` included: `"AT+CWJAP_CUR"`.
    pub name: String,
    /// Which of the names it is, where there are several.
    #[serde(default)]
    pub scope: Option<Scope>,
    /// Whether what is set survives a restart.
    #[serde(default)]
    pub persist: Persist,
    /// The first firmware that knows it.
    pub since: Versions,
    /// The last firmware that knows it.
    #[serde(default)]
    pub until: Versions,
    /// Where it stands.
    pub source: Source,
}

impl Name {
    /// Returns the name without the suffix of its scope: `"AT+CWJAP"`.
    pub fn base(&self) -> &str {
        self.name.strip_suffix(self.suffix()).unwrap_or(&self.name)
    }

    /// Returns the suffix of its scope: `"_CUR"`; nothing if it has no scope.
    pub fn suffix(&self) -> &'static str {
        self.scope.map_or("", Scope::suffix)
    }
}

impl Command {
    /// Returns what its names have in common: `"AT+CWJAP"`.
    pub fn base(&self) -> &str {
        self.names.first().map_or("", Name::base)
    }
}

/// Which of a command's names is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// `_CUR`: for now.
    Current,
    /// `_DEF`: also after a restart.
    Default,
    /// No suffix: the older name, which the manual leaves out and real drivers send.
    Unsuffixed,
}

impl Scope {
    /// All of them, in the order in which a command lists its names.
    pub const ALL: [Scope; 3] = [Scope::Current, Scope::Default, Scope::Unsuffixed];

    /// What it adds to the command's name.
    pub fn suffix(self) -> &'static str {
        match self {
            Scope::Current => "_CUR",
            Scope::Default => "_DEF",
            Scope::Unsuffixed => "",
        }
    }

    /// Splits a name as it is written: `"AT+CWJAP_CUR"` into `"AT+CWJAP"` and [`Scope::Current`].
    pub fn split(name: &str) -> (&str, Scope) {
        let split = |scope: Scope| Some((name.strip_suffix(scope.suffix())?, scope));
        Scope::ALL.into_iter().find_map(split).unwrap_or((name, Scope::Unsuffixed))
    }
}

/// Whether a setting survives a restart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Persist {
    /// The source does not say, or there is nothing to keep.
    #[default]
    Unstated,
    /// Lost at the next restart.
    Volatile,
    /// Kept in flash.
    Flash,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Spec;

    #[test]
    fn all_names_of_a_command_have_its_base() {
        for (_, command) in Spec::embedded().commands() {
            for name in &command.names {
                assert_eq!(name.base(), command.base());
                assert_eq!(format!("{}{}", name.base(), name.suffix()), name.name);
                assert_eq!(Scope::split(&name.name), (name.base(), name.scope.unwrap_or(Scope::Unsuffixed)));
            }
        }
    }
}
