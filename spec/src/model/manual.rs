//! The manual's editions and its lists of names: what the spec is measured against, besides the sections.

use super::{Behaviour, General, Section, Versions};
use serde::{Deserialize, Serialize};

/// The whole of `manual.ron`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manual {
    /// The document's title.
    pub title: String,
    /// The edition: `"1.1.1.9"`.
    pub edition: String,
    /// Its date as printed.
    pub date: String,
    /// How many pages it has.
    pub pages: u16,
    /// The sections that describe a command, or +IPD, in the manual's order; the loader takes them from `manual/`.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// The lists of names, as they are printed.
    #[serde(default)]
    pub lists: Vec<PrintedNames>,
    /// What is misprinted in the lists.
    #[serde(default)]
    pub misprints: Vec<Misprint>,
    /// The lists of chapter 2; the loader takes them from `manual/`.
    #[serde(default)]
    pub general: General,
    /// The second entry of behaviour; the loader takes it from `manual/`.
    #[serde(default)]
    pub behaviour: Behaviour,
}

/// A list of names of commands, as it is printed: slips of print included.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedNames {
    /// Which list it is, or a part of.
    pub list: NameList,
    /// The page on which it begins.
    pub page: u16,
    /// In the history: the firmware that is said to have brought these commands.
    #[serde(default)]
    pub since: Versions,
    /// The names, in the order of the print.
    pub names: Vec<String>,
}

/// The lists in which each command should stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NameList {
    /// The table of contents.
    Contents,
    /// The list of commands at the head of chapter 3.
    CommandList,
    /// The headings of the sections of chapter 3.
    Headings,
    /// Chapter 4: which firmware brought which command.
    History,
}

/// A slip of print in a list of names.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misprint {
    /// In which list.
    pub list: NameList,
    /// What is wrong.
    pub kind: MisprintKind,
    /// How it came about, or how it can be told.
    pub why: String,
    /// The erratum about it, where it could mislead a reader of the protocol.
    #[serde(default)]
    pub erratum: Option<String>,
}

/// What is wrong with a name in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MisprintKind {
    /// The first stands there for the second: `Misspelt("AT+CIPSR", "AT+CIFSR")`.
    Misspelt(String, String),
    /// No command has this name, nor is one meant.
    Stray(String),
    /// It stands there twice.
    Duplicate(String),
    /// It should stand there.
    Missing(String),
}

impl MisprintKind {
    /// The name as it is printed; for one that is missing, as it should be.
    pub fn name(&self) -> &str {
        match self {
            MisprintKind::Misspelt(name, _)
            | MisprintKind::Stray(name)
            | MisprintKind::Duplicate(name)
            | MisprintKind::Missing(name) => name,
        }
    }
}
