//! Sources, notes, and what persists.

use serde::Serialize;
use wizfi360_spec::model::{Firmware, Mode, Mux, Note, Persist, Requirement, Scope, Source};

/// Where a fact stands.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SourcePage {
    /// `manual`, `capture`, `vendor`, `driver` or `inference`.
    pub(crate) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<u16>,
    /// For people: `manual §3.2.3, p. 19`.
    pub(crate) text: String,
}

impl SourcePage {
    pub(crate) fn new(source: &Source) -> SourcePage {
        let (kind, section, page) = match source {
            Source::Manual(section, page) => ("manual", Some(section.clone()), Some(*page)),
            Source::Capture(_) => ("capture", None, None),
            Source::Vendor(_) => ("vendor", None, None),
            Source::Driver(_) => ("driver", None, None),
            Source::Inference(_) => ("inference", None, None),
        };
        SourcePage { kind, section, page, text: source.to_string() }
    }

    /// For a margin: `§3.2.3 p. 19`, or the kind.
    pub(crate) fn short(&self) -> String {
        match (&self.section, self.page) {
            (Some(section), Some(page)) => format!("§{section} p. {page}"),
            _ => self.kind.to_string(),
        }
    }
}

/// A sentence or two.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NotePage {
    pub(crate) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<String>,
    pub(crate) source: SourcePage,
}

impl NotePage {
    pub(crate) fn new(note: &Note, around: &Source) -> NotePage {
        NotePage {
            text: note.text.clone(),
            since: note.since.map(|firmware| firmware.to_string()),
            until: note.until.map(|firmware| firmware.to_string()),
            source: SourcePage::new(note.source.as_ref().unwrap_or(around)),
        }
    }
}

/// `since 1.0.2.0`, `until 1.1.1.7`, both, or nothing.
pub(crate) fn span_of(since: Option<Firmware>, until: Option<Firmware>) -> (Option<String>, Option<String>) {
    (since.map(|firmware| firmware.to_string()), until.map(|firmware| firmware.to_string()))
}

pub(crate) fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Current => "current",
        Scope::Default => "default",
        Scope::Unsuffixed => "unsuffixed",
    }
}

pub(crate) fn persist_word(persist: Persist) -> &'static str {
    match persist {
        Persist::Unstated => "unstated",
        Persist::Volatile => "volatile",
        Persist::Flash => "flash",
    }
}

/// A requirement as a sentence.
pub(crate) fn requirement(requirement: &Requirement) -> String {
    match requirement {
        Requirement::Mode(modes) => {
            let words = modes.iter().map(|mode| match mode {
                Mode::Station => "station (1)",
                Mode::SoftAp => "SoftAP (2)",
                Mode::StationSoftAp => "station and SoftAP (3)",
            });
            format!("The Wi-Fi mode (AT+CWMODE_CUR) is {}.", words.collect::<Vec<_>>().join(" or "))
        }
        Requirement::Mux(Mux::Single) => "AT+CIPMUX=0: a single connection.".into(),
        Requirement::Mux(Mux::Multiple) => "AT+CIPMUX=1: multiple connections.".into(),
        Requirement::Transparent(false) => "AT+CIPMODE=0: normal transmission.".into(),
        Requirement::Transparent(true) => "AT+CIPMODE=1: transparent transmission.".into(),
        Requirement::After(command) => format!("After {command}."),
        Requirement::Before(command) => format!("Before {command}."),
        Requirement::Rule(text) => text.clone(),
    }
}
