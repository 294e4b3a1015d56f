//! Sources, notes, and what persists.

use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Note, Persist, Requirement, Scope, Source, Span, Undecidable, Versioned, Versions},
};

/// Where a fact stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// `manual`, `capture`, `vendor`, `driver` or `inference`.
    pub kind: &'static str,
    /// The section of the manual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The page of the manual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u16>,
    /// For people: `manual §3.2.3, p. 19`.
    pub text: String,
}

impl SourceView {
    /// Resolves a source.
    pub fn new(source: &Source) -> SourceView {
        let (kind, section, page) = match source {
            Source::Manual(section, page) => ("manual", Some(section.clone()), Some(*page)),
            Source::Capture(_) => ("capture", None, None),
            Source::Vendor(_) => ("vendor", None, None),
            Source::Driver(_) => ("driver", None, None),
            Source::Inference(_) => ("inference", None, None),
        };
        SourceView { kind, section, page, text: source.to_string() }
    }

    /// Returns the source that it shows.
    pub fn to_source(&self) -> Source {
        let after = |prefix| self.text.strip_prefix(prefix).unwrap_or(&self.text).to_string();
        match (self.kind, &self.section, self.page) {
            ("manual", Some(section), Some(page)) => Source::Manual(section.clone(), page),
            ("capture", ..) => Source::Capture(after("capture ")),
            ("vendor", ..) => Source::Vendor(after("vendor: ")),
            ("driver", ..) => Source::Driver(after("driver ")),
            _ => Source::Inference(after("inferred: ")),
        }
    }

    /// For a margin: `§3.2.3 p. 19`, or the kind.
    pub fn short(&self) -> String {
        match (&self.section, self.page) {
            (Some(section), Some(page)) => format!("§{section} p. {page}"),
            _ => self.kind.to_string(),
        }
    }
}

/// A sentence or two.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// The sentences.
    pub text: String,
    /// The firmware that has it.
    #[serde(flatten)]
    pub firmware: SpanView,
    /// Where it is documented.
    pub source: SourceView,
}

impl NoteView {
    /// Resolves a note; `around` is the source of what encloses it.
    pub fn new(note: &Note, around: &Source) -> NoteView {
        NoteView {
            text: note.text.clone(),
            firmware: SpanView::new(note),
            source: SourceView::new(note.source.as_ref().unwrap_or(around)),
        }
    }
}

/// For which firmware something is there: versions, at most one for each branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpanView {
    /// The first versions that have it.
    #[serde(skip_serializing_if = "Versions::is_empty")]
    pub since: Versions,
    /// The last versions that have it.
    #[serde(skip_serializing_if = "Versions::is_empty")]
    pub until: Versions,
}

impl SpanView {
    /// Resolves the span of a dated item.
    pub fn new(dated: &impl Versioned) -> SpanView {
        SpanView::of(&dated.span())
    }

    /// Builds the view of a span.
    pub fn of(span: &Span) -> SpanView {
        SpanView { since: span.since.clone(), until: span.until.clone() }
    }

    /// Returns the span of the spec.
    pub fn span(&self) -> Span {
        Span { since: self.since.clone(), until: self.until.clone() }
    }

    /// A sentence to stand behind others: ` Since firmware 1.0.7.2.`, or nothing.
    pub fn sentence(&self) -> String {
        match self.span().sentence() {
            text if text.is_empty() => text,
            text => format!(" {text}"),
        }
    }
}

pub(super) fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Current => "current",
        Scope::Default => "default",
        Scope::Unsuffixed => "unsuffixed",
    }
}

pub(super) fn persist_word(persist: Persist) -> &'static str {
    match persist {
        Persist::Unstated => "unstated",
        Persist::Volatile => "volatile",
        Persist::Flash => "flash",
    }
}

/// What must hold, as sentences: first what a dialogue decides.
pub(super) fn requires(spec: &Spec, requires: &[Requirement], undecidable: &[Undecidable]) -> Vec<String> {
    let decided = requires.iter().map(|requirement| spec.requirement_in_words(requirement));
    decided.chain(undecidable.iter().map(|precondition| precondition.text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_returns_the_source_that_it_was_made_of() {
        for source in [
            Source::Manual("3.2.3".into(), 19),
            Source::Capture("scan".into()),
            Source::Vendor("guide".into()),
            Source::Driver("repository".into()),
            Source::Inference("no section says so".into()),
        ] {
            assert_eq!(SourceView::new(&source).to_source(), source);
        }
    }
}
