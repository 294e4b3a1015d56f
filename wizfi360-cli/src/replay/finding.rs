//! What is found in a log: where, what the log says, and what the spec expects.

use super::wording::quoted;
use crate::decode::{Event, Place, Side};
use serde::Serialize;
use wizfi360_reference::view::SourceView;

/// Something that a log shows otherwise than the spec has it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Finding {
    pub(crate) weight: Weight,
    pub(crate) rule: Rule,
    #[serde(flatten)]
    pub(crate) place: Place,
    /// Whose doing it is.
    pub(crate) from: Side,
    /// The command that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) command: Option<String>,
    /// What the log says. Secrets are `***`.
    pub(crate) says: String,
    /// What the spec expects.
    pub(crate) expects: String,
    /// Where that stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<SourceView>,
    /// The errata that explain it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errata: Vec<String>,
}

impl Finding {
    pub(crate) fn new(weight: Weight, rule: Rule, place: &Place, from: Side, says: String, expects: String) -> Finding {
        let place = place.clone();
        Finding { weight, rule, place, from, command: None, says, expects, source: None, errata: Vec::new() }
    }

    /// About an event as it stands.
    pub(crate) fn of(event: &Event, weight: Weight, rule: Rule, expects: String) -> Finding {
        Finding::new(weight, rule, &event.place, event.from, quoted(event), expects).sourced(event.source.clone())
    }

    pub(crate) fn sourced(self, source: Option<SourceView>) -> Finding {
        Finding { source, ..self }
    }

    pub(crate) fn explained_by(self, errata: Vec<String>) -> Finding {
        Finding { errata, ..self }
    }

    pub(crate) fn about(self, command: Option<String>) -> Finding {
        Finding { command: self.command.or(command), ..self }
    }
}

/// How much it weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Weight {
    /// It is against the spec.
    Finding,
    /// The same, and a comment of the log says so: `# expects: RULE at LINE`.
    Expected,
    /// It is otherwise than in the manual, and an erratum tells why.
    Explained,
    /// It may be the log that leaves something out.
    Note,
}

/// What is judged. Its name stands in reports and in `# expects:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Rule {
    /// A request is one that the spec has.
    RequestUnknown,
    /// The parameters of a request keep their limits.
    RequestRefused,
    /// A request waits for the final result of the one before.
    RequestEarly,
    /// The firmware has the request.
    RequestFirmware,
    /// What the spec refuses, the module refuses.
    RefusedAccepted,
    /// A command has a final result.
    FinalMissing,
    /// A final result is one that the command can have.
    FinalUnexpected,
    /// A query that succeeds has an answer.
    AnswerMissing,
    /// A line of an answer that comes once comes once.
    AnswerRepeated,
    /// An answer comes while its command is under way.
    LineMisplaced,
    /// A line of the module is one that the spec has.
    LineUnknown,
    /// The parameters of a line keep their limits.
    LineRefused,
    /// A line is written as the spec writes it.
    LineSpelling,
    /// A number or word is one that the spec lists.
    ValueUnlisted,
    /// Empty lines stand where the spec has them.
    EmptyLine,
    /// Data is as long as the request and `Recv` say.
    DataLength,
    /// A payload is as long as its head says.
    PacketLength,
    /// The module starts anew only when it is told to.
    Restart,
    /// The log is whole, and its lines are a log's.
    Log,
    /// What `# expects:` says is there.
    Expects,
}

impl Rule {
    /// Its name: `final-missing`.
    pub(crate) fn name(self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.as_str().unwrap_or_default().to_string()
    }
}
