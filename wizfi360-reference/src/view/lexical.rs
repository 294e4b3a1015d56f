//! Final results, reasons, and the alphabet.

use super::{NoteView, SourceView, events::unsourced};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{About, Fact, Final, Form, Lexical, Reason, Scope, Versions},
};

/// A line that ends a command.
#[derive(Clone, Debug, Serialize)]
pub struct FinalView {
    /// The line.
    pub text: String,
    /// Its name.
    pub name: String,
    /// Other spellings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// One or two sentences about it.
    pub doc: String,
    /// True if it reports success.
    pub success: bool,
    /// True if it can end any command.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ends_any: bool,
    /// The forms that list it.
    pub forms: Vec<FormRef>,
    /// The ids of the errata that concern it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
    /// Where it is documented.
    pub source: SourceView,
}

/// A line that tells why a command fails; the final result follows.
#[derive(Clone, Debug, Serialize)]
pub struct ReasonView {
    /// The line.
    pub text: String,
    /// Its name.
    pub name: String,
    /// Other spellings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it is about: `request`, `state`, `attempt`, `peer`.
    pub about: &'static str,
    /// One or two sentences about it.
    pub doc: String,
    /// The forms that list it.
    pub forms: Vec<FormRef>,
    /// The ids of the errata that concern it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
    /// Where it is documented.
    pub source: SourceView,
}

/// A form of a command.
#[derive(Clone, Debug, Serialize)]
pub struct FormRef {
    /// The usual name of the command.
    pub command: String,
    /// `test`, `query`, `set` or `execute`.
    pub form: &'static str,
}

impl FormRef {
    /// The forms for which something holds.
    pub fn all(spec: &Spec, holds: impl Fn(&Form) -> bool) -> Vec<FormRef> {
        let mut all = Vec::new();
        for (_, command) in spec.commands() {
            for form in command.forms.iter().filter(|form| holds(form)) {
                let name = command.names.first().map(|name| name.name.clone()).unwrap_or_default();
                all.push(FormRef { command: name, form: form.kind.word() });
            }
        }
        all
    }
}

fn is_named(text: &str, name: Option<&str>, by: &str) -> bool {
    text == by || name == Some(by)
}

impl FinalView {
    /// Resolves a final result.
    pub fn new(spec: &Spec, of: &Final) -> FinalView {
        FinalView {
            text: of.text.clone(),
            name: of.name.clone().unwrap_or_else(|| camel(&of.text)),
            aliases: of.aliases.clone(),
            doc: of.doc.clone(),
            success: of.success,
            ends_any: of.ends_any,
            forms: FormRef::all(spec, |form| form.finals.iter().any(|end| is_named(&of.text, of.name.as_deref(), end))),
            errata: of.errata.clone(),
            source: SourceView::new(&of.source),
        }
    }
}

impl ReasonView {
    /// Resolves a reason.
    pub fn new(spec: &Spec, of: &Reason) -> ReasonView {
        ReasonView {
            text: of.text.clone(),
            name: of.name.clone().unwrap_or_else(|| camel(&of.text)),
            aliases: of.aliases.clone(),
            about: match of.about {
                About::Request => "request",
                About::State => "state",
                About::Attempt => "attempt",
                About::Peer => "peer",
            },
            doc: of.doc.clone(),
            forms: FormRef::all(spec, |form| form.reasons.iter().any(|by| is_named(&of.text, of.name.as_deref(), by))),
            errata: of.errata.clone(),
            source: SourceView::new(&of.source),
        }
    }
}

/// `ALREADY CONNECTED` becomes `AlreadyConnected`.
fn camel(text: &str) -> String {
    let words = text.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
        })
        .collect()
}

/// The alphabet, without results and reasons.
#[derive(Clone, Debug, Serialize)]
pub struct LexicalView {
    /// Remarks.
    pub notes: Vec<NoteView>,
    /// The end of a line.
    pub line_ending: FactView<String>,
    /// The characters that a backslash escapes.
    pub escape_set: FactView<String>,
    /// Bytes that no line contains.
    pub forbidden_bytes: FactView<Vec<u8>>,
    /// What `{scope}` in a prefix stands for.
    pub scopes: ScopesView,
    /// The prompt for data.
    pub prompt: FactView<String>,
    /// The sequence that ends transparent mode.
    pub escape_sequence: FactView<String>,
    /// The silence before and after the sequence, in milliseconds.
    pub escape_sequence_guard_ms: FactView<u32>,
    /// The timeout in milliseconds.
    pub timeout_ms: FactView<u32>,
    /// The longest line in bytes.
    pub max_line_length: FactView<u16>,
    /// Commands that exist without documentation.
    pub undocumented: FactView<Vec<String>>,
    /// Commands of other modules that this one lacks.
    pub unsupported: FactView<Vec<String>>,
    /// The firmware branches.
    pub branches: FactView<Versions>,
}

/// The suffix of each scope.
#[derive(Clone, Debug, Serialize)]
pub struct ScopesView {
    /// Until the next restart.
    pub current: &'static str,
    /// Kept in flash.
    pub default: &'static str,
    /// The name without a suffix.
    pub unsuffixed: &'static str,
}

impl ScopesView {
    fn new() -> ScopesView {
        ScopesView {
            current: Scope::Current.suffix(),
            default: Scope::Default.suffix(),
            unsuffixed: Scope::Unsuffixed.suffix(),
        }
    }
}

/// A value with its source.
#[derive(Clone, Debug, Serialize)]
pub struct FactView<T> {
    /// The fact.
    pub value: T,
    /// One or two sentences about it.
    pub doc: String,
    /// The ids of the errata that concern it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
    /// Where it is documented.
    pub source: SourceView,
}

impl<T> FactView<T> {
    fn new<F>(fact: &Fact<F>, value: T) -> FactView<T> {
        FactView { value, doc: fact.doc.clone(), errata: fact.errata.clone(), source: SourceView::new(&fact.source) }
    }
}

impl LexicalView {
    /// Resolves the alphabet.
    pub fn new(of: &Lexical) -> LexicalView {
        LexicalView {
            notes: of.notes.iter().map(|note| NoteView::new(note, unsourced(&note.source))).collect(),
            line_ending: FactView::new(&of.line_ending, of.line_ending.value.clone()),
            escape_set: FactView::new(&of.escape_set, of.escape_set.value.clone()),
            forbidden_bytes: FactView::new(&of.forbidden_bytes, of.forbidden_bytes.value.clone()),
            scopes: ScopesView::new(),
            prompt: FactView::new(&of.prompt, of.prompt.value.clone()),
            escape_sequence: FactView::new(&of.escape_sequence, of.escape_sequence.value.0.clone()),
            escape_sequence_guard_ms: FactView::new(&of.escape_sequence, of.escape_sequence.value.1),
            timeout_ms: FactView::new(&of.timeout_ms, of.timeout_ms.value),
            max_line_length: FactView::new(&of.max_line_length, of.max_line_length.value),
            undocumented: FactView::new(&of.undocumented, of.undocumented.value.clone()),
            unsupported: FactView::new(&of.unsupported, of.unsupported.value.clone()),
            branches: FactView::new(&of.branches, of.branches.value.clone()),
        }
    }
}
