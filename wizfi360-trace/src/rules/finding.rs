//! A finding: where, what was seen, and what the spec expects.

use super::{Rule, Severity, words::quoted};
use crate::event::{Event, Position, Sender};
use serde::Serialize;
use std::{fmt, ops::Range};
use wizfi360_reference::{
    text::{Bytes, readable},
    view::SourceView,
};

/// A rule that a dialogue breaks.
///
/// Its bytes and texts hold no passwords or keys, unless the events that it was found in show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The rule that is broken.
    pub rule: Rule,
    /// Where it is in the input.
    #[serde(flatten)]
    pub position: Position,
    /// When it was seen first, in milliseconds, for who has a clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<u64>,
    /// How often it was seen.
    pub count: u32,
    /// The side that breaks the rule.
    pub from: Sender,
    /// The command that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The line that breaks the rule, without its ending; empty if it is about none. In JSON it is `text`, as that of
    /// an event, since `line` is a position.
    #[serde(rename = "text", skip_serializing_if = "is_empty")]
    pub line: Bytes,
    /// The bytes of `line` that are wrong, if it is not all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Range<usize>>,
    /// What was seen.
    pub actual: String,
    /// What the spec expects.
    pub expected: String,
    /// The source of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// Ids of the errata that explain it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
    /// What to do about it; where bytes are wrong, the right ones.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
}

fn is_empty(bytes: &Bytes) -> bool {
    bytes.0.is_empty()
}

impl Finding {
    /// Creates a finding with the severity of its rule.
    pub fn new(rule: Rule, from: Sender, actual: impl Into<String>, expected: impl Into<String>) -> Finding {
        Finding {
            severity: rule.severity(),
            rule,
            position: Position::default(),
            at_ms: None,
            count: 1,
            from,
            command: None,
            line: Bytes::default(),
            mark: None,
            actual: actual.into(),
            expected: expected.into(),
            source: None,
            errata: Vec::new(),
            help: String::new(),
        }
    }

    /// Creates a finding about an event as a whole.
    pub(super) fn of(event: &Event, rule: Rule, expected: impl Into<String>) -> Finding {
        let finding = Finding::new(rule, event.from, quoted(event), expected);
        finding.at(&event.position).with_source(event.source.clone())
    }

    /// Sets where it is.
    #[must_use]
    pub fn at(self, position: &Position) -> Finding {
        Finding { position: position.clone(), ..self }
    }

    /// Makes it less bad.
    #[must_use]
    pub fn only(self, severity: Severity) -> Finding {
        Finding { severity, ..self }
    }

    /// Sets the line that it is about, and its bytes that are wrong.
    #[must_use]
    pub fn with_line(self, line: &[u8], mark: Option<Range<usize>>) -> Finding {
        Finding { line: Bytes(line.to_vec()), mark, ..self }
    }

    /// Sets the source of what is expected.
    #[must_use]
    pub fn with_source(self, source: Option<SourceView>) -> Finding {
        Finding { source, ..self }
    }

    /// Sets what to do about it.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Finding {
        Finding { help: help.into(), ..self }
    }

    pub(super) fn explained_by(self, errata: Vec<String>) -> Finding {
        Finding { errata, ..self.only(Severity::Explained) }
    }

    pub(super) fn about(self, command: Option<String>) -> Finding {
        Finding { command: self.command.or(command), ..self }
    }

    /// True if it says the same of the same line.
    pub fn repeats(&self, other: &Finding) -> bool {
        (self.rule, &self.line, &self.actual) == (other.rule, &other.line, &other.actual)
    }
}

/// `error missing-escape at 1200 ms, 2 times: "AT+...": what was seen; what is expected (source); help`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.severity.id(), self.rule.id())?;
        match (self.at_ms, self.position.line, self.position.offset) {
            (Some(at_ms), ..) => write!(f, " at {at_ms} ms")?,
            (None, Some(line), _) => write!(f, " at line {line}")?,
            (None, None, Some(offset)) => write!(f, " at byte {offset}")?,
            (None, None, None) => {}
        }
        if self.count > 1 {
            write!(f, ", {} times", self.count)?;
        }
        if !self.line.0.is_empty() {
            write!(f, ": \"{}\"", readable(&self.line.0))?;
        }
        write!(f, ": {}; {}", self.actual, self.expected)?;
        if let Some(source) = &self.source {
            write!(f, " ({})", source.text)?;
        }
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help) }
    }
}
