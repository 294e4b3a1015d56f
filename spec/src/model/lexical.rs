//! The alphabet: line ends, quotes, escapes, final results, limits.

use super::{Note, Source};
use serde::{Deserialize, Serialize};

/// The whole of `lexical.ron`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexical {
    /// What holds for every command. Each note has its source.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// How lines end.
    pub line_end: Fact<String>,
    /// The characters that stand behind a backslash in a quoted text when it is sent.
    pub escaped: Fact<String>,
    /// Bytes that no text can hold.
    pub forbidden: Fact<Vec<u8>>,
    /// What the module prints when it waits for data.
    pub prompt: Fact<String>,
    /// What ends transparent transmission and how long to wait after it, in milliseconds.
    pub escape_sequence: Fact<(String, u32)>,
    /// How long to wait for a final result where a form does not say, in milliseconds.
    pub timeout_ms: Fact<u32>,
    /// The longest request line that is sent, line end included, in bytes.
    pub longest_line: Fact<u16>,
    /// Names that are in the firmware's table and in no document.
    pub undocumented: Fact<Vec<String>>,
    /// Names that drivers send and the module does not know.
    pub absent: Fact<Vec<String>>,
    /// The final results.
    pub finals: Vec<Final>,
    /// Words that may stand before a bad final result.
    pub reasons: Vec<Reason>,
}

/// A value with its source.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact<T> {
    /// The value.
    pub is: T,
    /// What it means.
    pub doc: String,
    /// Where it stands.
    pub source: Source,
    /// Ids of errata that concern it.
    #[serde(default)]
    pub errata: Vec<String>,
}

/// A line that ends a command.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Final {
    /// The line.
    pub text: String,
    /// Its name, if it is not the text in upper camel case.
    #[serde(default)]
    pub name: Option<String>,
    /// Other spellings that are read and never written.
    #[serde(default)]
    pub also: Vec<String>,
    /// What it tells.
    pub doc: String,
    /// True if the command succeeded.
    pub success: bool,
    /// True if it can end any command, whether its form lists it or not (`busy p...`).
    #[serde(default)]
    pub any: bool,
    /// Where it stands.
    pub source: Source,
    /// Ids of errata that concern it.
    #[serde(default)]
    pub errata: Vec<String>,
}

/// A line that tells why a command fails; the final result follows.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The line.
    pub text: String,
    /// Its name, if it is not the text in upper camel case.
    #[serde(default)]
    pub name: Option<String>,
    /// Other spellings that are read and never written.
    #[serde(default)]
    pub also: Vec<String>,
    /// What it tells.
    pub doc: String,
    /// Where it stands.
    pub source: Source,
    /// Ids of errata that concern it.
    #[serde(default)]
    pub errata: Vec<String>,
}
