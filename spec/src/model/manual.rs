//! The manual's table of contents, its lists of names, and the limits that it prints: what the spec is measured against.

use super::Versions;
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
    /// The sections that describe a command, or +IPD.
    pub sections: Vec<Section>,
    /// The lists of names, as they are printed.
    #[serde(default)]
    pub lists: Vec<PrintedNames>,
    /// What is misprinted in the lists.
    #[serde(default)]
    pub misprints: Vec<Misprint>,
    /// The limits that are printed: ranges, lengths, defaults, and what only words can say.
    #[serde(default)]
    pub limits: Vec<Limit>,
}

/// One section of chapter 3.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its number: `"3.2.3"`.
    pub number: String,
    /// What it describes: `"AT+CWJAP_CUR"`.
    pub command: String,
    /// The page on which it begins.
    pub page: u16,
    /// How many forms it prints.
    pub forms: u8,
    /// How many exchanges its examples print: requests, each with all that it brings, or messages that no request brings.
    pub examples: u8,
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
    pub is: Slip,
    /// How it came about, or how it can be told.
    pub why: String,
    /// The erratum about it, where it could mislead a reader of the protocol.
    #[serde(default)]
    pub erratum: Option<String>,
}

/// What is wrong with a name in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slip {
    /// The first stands there for the second: `Misspelt("AT+CIPSR", "AT+CIFSR")`.
    Misspelt(String, String),
    /// No command has this name, nor is one meant.
    Stray(String),
    /// It stands there twice.
    Twice(String),
    /// It should stand there.
    Missing(String),
}

impl Slip {
    /// The name as it is printed; for one that is missing, as it should be.
    pub fn name(&self) -> &str {
        match self {
            Slip::Misspelt(name, _) | Slip::Stray(name) | Slip::Twice(name) | Slip::Missing(name) => name,
        }
    }
}

/// A limit as the manual prints it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The section that prints it.
    pub section: String,
    /// The parameter, by its name in the spec; for [`Bound::Text`] whatever it is about.
    pub of: String,
    /// What is printed.
    pub is: Bound,
    /// The erratum that tells why the spec has another.
    #[serde(default)]
    pub erratum: Option<String>,
}

/// A printed limit, and by what the spec can carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// The smallest and the largest number: a number's range.
    Range(i64, i64),
    /// The largest number: the end of a number's range.
    Most(i64),
    /// The shortest and the longest length in bytes: a text's lengths.
    Length(u16, u16),
    /// The longest length in bytes: a text's longest.
    Longest(u16),
    /// How many parameters there are at most whose names begin so.
    Count(usize),
    /// What is taken if nothing is given, or what is set when the module is new, as on the wire: a parameter's default or factory default.
    Default(String),
    /// The same of several parameters in a row, of which [`Limit::of`] is the first.
    Defaults(Vec<String>),
    /// All values that are listed, in any order.
    Values(Vec<i64>),
    /// All bits of a mask.
    AllBits(u32),
    /// A MAC address that is no group address.
    NoGroup,
    /// What only words can say: this text in a note, a doc or a rule.
    Text(String),
}
