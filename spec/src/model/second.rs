//! Behaviour that the manual's tables do not print, a second time: `manual/behaviour_*.ron`.
//!
//! Each fact is in a sentence, so that neither side can be copied to the other: `mux is <mode>`.

use super::FormKind;
use serde::{Deserialize, Serialize};

/// What forms, lines and resets do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    /// The forms; one that is not listed does nothing of this.
    #[serde(default)]
    pub forms: Vec<FormBehaviour>,
    /// Answer lines and messages, and what each reports.
    #[serde(default)]
    pub lines: Vec<(String, Vec<String>)>,
    /// The variables, and the value of each right after a reset.
    #[serde(default)]
    pub reset: Vec<(String, String)>,
    /// What is on the wire: data phases, other spellings, secrets, lists of words; by form, line, type or list.
    #[serde(default)]
    pub wire: Vec<(String, Vec<String>)>,
    /// The ledger of sources: by command or shared file, how many facts have which source.
    #[serde(default)]
    pub sources: Vec<(String, Vec<String>)>,
}

/// What a form does besides what the manual's tables print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormBehaviour {
    /// The command's first name.
    pub command: String,
    /// The form.
    pub form: FormKind,
    /// What must hold before it: `mux is Single, else MUX=1`.
    #[serde(default)]
    pub requires: Vec<String>,
    /// What it risks: `erase if <type> is All`.
    #[serde(default)]
    pub risks: Vec<String>,
    /// What it changes: `link of <link ID> is closed, always`.
    #[serde(default)]
    pub sets: Vec<String>,
    /// How long to wait for its final result.
    #[serde(default)]
    pub timeout_ms: Option<u32>,
    /// True if its success depends on others.
    #[serde(default)]
    pub tried: bool,
    /// The query that returns what it has set.
    #[serde(default)]
    pub reads_back: Option<String>,
    /// Words that may precede a bad final result.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// The messages that come because of it.
    #[serde(default)]
    pub messages: Vec<String>,
}
