//! What a run has found: a result for each case, and what the run was about. [`json`] writes it down, and with the feature `report` `junit` and `html` do.

#[cfg(feature = "report")]
mod html;
mod json;
#[cfg(feature = "report")]
mod junit;
mod links;

#[cfg(feature = "report")]
pub use html::html;
pub use json::json;
#[cfg(feature = "report")]
pub use junit::{junit, junit_of_driver};
pub(super) use links::links;

use serde::Serialize;
use std::collections::BTreeMap;
use wizfi360_spec::model::Source;

/// The version of the JSON, which is that of all documents of `wizfi360`.
pub const SCHEMA: u32 = 2;

/// A run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// [`SCHEMA`]. In JSON it is `schema`, as everywhere.
    #[serde(rename = "schema")]
    pub version: u32,
    /// The program that made it, with its version: `wizfi360-conformance 0.1.0`.
    pub tool: String,
    /// The edition of the manual that the spec follows: `WizFi360 AT Instruction Set 1.1.1.9`.
    pub spec: String,
    /// Which module was checked: `virtual`, `127.0.0.1:3600`, `/dev/ttyUSB0`.
    pub module: String,
    /// The firmware that the module was taken to have: `1.1.1.9`.
    pub firmware: String,
    /// The lines by which the module answers AT+GMR, one a line; empty if it was not asked, or does not answer.
    pub version_text: String,
    /// The profile: `safe`, `full`.
    pub profile: String,
    /// When the run began, in seconds since 1970 in UTC.
    pub started_at: u64,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// Why the run has ended before all cases were run: it was interrupted, the line was lost. `None` if it did not.
    pub aborted: Option<String>,
    /// The number of cases of the firmware that [`Options::only`](super::Options::only) does not choose. They have no result.
    pub not_chosen: usize,
    /// The sections of the manual in its order, those without a case too.
    pub sections: Vec<Section>,
    /// Pages about what the results name: sections, errata, recordings.
    pub links: BTreeMap<String, String>,
    /// A result for each case, in the order of the sections.
    pub results: Vec<CaseResult>,
}

/// A section of the manual: a place on the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its number: `3.2.3`; for what the manual does not have, the command's name.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The number of its cases for the firmware, chosen or not.
    pub cases: usize,
}

/// What became of one case.
#[derive(Clone, Debug, Serialize)]
pub struct CaseResult {
    /// The case's id: `3.2.3/set/ssid/33-bytes`.
    pub id: String,
    /// The number of its section.
    pub section: String,
    /// The command, as it is typed: `AT+CWJAP_CUR`; empty where the case is about a message.
    pub command: String,
    /// What kind of case it is: `valid-edge`, `wrong-form`, `persistent`.
    pub kind: String,
    /// What it checks, in a sentence.
    pub title: String,
    /// Whether the module is to do something (`true`) or to refuse it.
    pub positive: bool,
    /// Where the expectation stands.
    #[serde(serialize_with = "json::source")]
    pub source: Source,
    /// The ids of errata that bear on it.
    pub errata: Vec<String>,
    /// What became of it.
    pub verdict: Verdict,
    /// What was said: first what brought the module into the state that the case needs, as far as it was not in it already, then the case.
    pub dialogue: Vec<DialogueEntry>,
}

/// What became of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Verdict {
    /// The module did what the spec expects.
    AsExpected,
    /// It did something else. Either can be wrong.
    Deviates {
        /// What the module said.
        actual: String,
        /// What the spec expects.
        expected: String,
    },
    /// The case was not run: the profile forbids it, the firmware does not have it, what it needs is not there, or the run ended before it.
    NotRun {
        /// Why, and how to run it.
        reason: String,
    },
}

/// The side that says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// The host: the kit, a driver.
    Host,
    /// The module.
    Module,
}

/// A part of a dialogue. Secrets of the bench stand as `***`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DialogueEntry {
    /// Milliseconds since the case began.
    pub at_ms: u64,
    /// Who said it.
    pub from: Sender,
    /// True if it belongs to the preparation of the case.
    pub is_setup: bool,
    /// The bytes; what is not printable ASCII is escaped as in Rust: `\r\n`, `\x00`.
    pub text: String,
}
