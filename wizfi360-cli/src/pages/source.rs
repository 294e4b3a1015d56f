//! Sources, notes, and what persists.

use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Note, Persist, Requirement, Scope, Source, Span, Undecidable, Versioned, Versions},
};

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
    #[serde(flatten)]
    pub(crate) firmware: SpanPage,
    pub(crate) source: SourcePage,
}

impl NotePage {
    pub(crate) fn new(note: &Note, around: &Source) -> NotePage {
        NotePage {
            text: note.text.clone(),
            firmware: SpanPage::new(note),
            source: SourcePage::new(note.source.as_ref().unwrap_or(around)),
        }
    }
}

/// For which firmware something is there: versions, at most one for each branch.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SpanPage {
    #[serde(skip_serializing_if = "Versions::is_empty")]
    pub(crate) since: Versions,
    #[serde(skip_serializing_if = "Versions::is_empty")]
    pub(crate) until: Versions,
}

impl SpanPage {
    pub(crate) fn new(dated: &impl Versioned) -> SpanPage {
        SpanPage::of(&dated.span())
    }

    pub(crate) fn of(span: &Span) -> SpanPage {
        SpanPage { since: span.since.clone(), until: span.until.clone() }
    }

    pub(crate) fn span(&self) -> Span {
        Span { since: self.since.clone(), until: self.until.clone() }
    }

    /// A sentence to stand behind others: ` Since firmware 1.0.7.2.`, or nothing.
    pub(crate) fn sentence(&self) -> String {
        match self.span().sentence() {
            text if text.is_empty() => text,
            text => format!(" {text}"),
        }
    }
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

/// What must hold, as sentences: first what a dialogue decides.
pub(crate) fn requires(spec: &Spec, requires: &[Requirement], undecidable: &[Undecidable]) -> Vec<String> {
    let decided = requires.iter().map(|requirement| spec.requirement_in_words(requirement));
    decided.chain(undecidable.iter().map(|precondition| precondition.text.clone())).collect()
}
