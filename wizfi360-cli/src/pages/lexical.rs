//! Final results, reasons, and the alphabet.

use super::{NotePage, SourcePage, events::unsourced, forms::form_word};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Fact, Final, Form, Lexical, Reason, Versions},
};

/// A line that ends a command.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FinalPage {
    pub(crate) text: String,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
    pub(crate) doc: String,
    pub(crate) success: bool,
    /// True if it can end any command.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) ends_any: bool,
    /// The forms that list it.
    pub(crate) forms: Vec<FormRef>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errata: Vec<String>,
    pub(crate) source: SourcePage,
}

/// A line that tells why a command fails; the final result follows.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReasonPage {
    pub(crate) text: String,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
    pub(crate) doc: String,
    /// The forms that list it.
    pub(crate) forms: Vec<FormRef>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errata: Vec<String>,
    pub(crate) source: SourcePage,
}

/// A form of a command.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FormRef {
    pub(crate) command: String,
    pub(crate) form: &'static str,
}

impl FormRef {
    /// The forms for which something holds.
    pub(crate) fn all(spec: &Spec, holds: impl Fn(&Form) -> bool) -> Vec<FormRef> {
        let mut all = Vec::new();
        for (_, command) in spec.commands() {
            for form in command.forms.iter().filter(|form| holds(form)) {
                let name = command.names.first().map(|name| name.name.clone()).unwrap_or_default();
                all.push(FormRef { command: name, form: form_word(form.kind) });
            }
        }
        all
    }
}

fn is_named(text: &str, name: Option<&str>, by: &str) -> bool {
    text == by || name == Some(by)
}

impl FinalPage {
    pub(crate) fn new(spec: &Spec, of: &Final) -> FinalPage {
        FinalPage {
            text: of.text.clone(),
            name: of.name.clone().unwrap_or_else(|| camel(&of.text)),
            aliases: of.aliases.clone(),
            doc: of.doc.clone(),
            success: of.success,
            ends_any: of.ends_any,
            forms: FormRef::all(spec, |form| form.finals.iter().any(|end| is_named(&of.text, of.name.as_deref(), end))),
            errata: of.errata.clone(),
            source: SourcePage::new(&of.source),
        }
    }
}

impl ReasonPage {
    pub(crate) fn new(spec: &Spec, of: &Reason) -> ReasonPage {
        ReasonPage {
            text: of.text.clone(),
            name: of.name.clone().unwrap_or_else(|| camel(&of.text)),
            aliases: of.aliases.clone(),
            doc: of.doc.clone(),
            forms: FormRef::all(spec, |form| form.reasons.iter().any(|by| is_named(&of.text, of.name.as_deref(), by))),
            errata: of.errata.clone(),
            source: SourcePage::new(&of.source),
        }
    }
}

/// `ALREADY CONNECTED` becomes `AlreadyConnected`.
pub(crate) fn camel(text: &str) -> String {
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
pub(crate) struct LexicalPage {
    pub(crate) notes: Vec<NotePage>,
    pub(crate) line_ending: FactPage<String>,
    pub(crate) escape_set: FactPage<String>,
    pub(crate) forbidden_bytes: FactPage<Vec<u8>>,
    pub(crate) prompt: FactPage<String>,
    pub(crate) escape_sequence: FactPage<String>,
    pub(crate) escape_sequence_guard_ms: FactPage<u32>,
    pub(crate) timeout_ms: FactPage<u32>,
    pub(crate) max_line_length: FactPage<u16>,
    pub(crate) undocumented: FactPage<Vec<String>>,
    pub(crate) unsupported: FactPage<Vec<String>>,
    pub(crate) branches: FactPage<Versions>,
}

/// A value with its source.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactPage<T> {
    pub(crate) value: T,
    pub(crate) doc: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errata: Vec<String>,
    pub(crate) source: SourcePage,
}

impl<T> FactPage<T> {
    fn new<F>(fact: &Fact<F>, value: T) -> FactPage<T> {
        FactPage { value, doc: fact.doc.clone(), errata: fact.errata.clone(), source: SourcePage::new(&fact.source) }
    }
}

impl LexicalPage {
    pub(crate) fn new(of: &Lexical) -> LexicalPage {
        LexicalPage {
            notes: of.notes.iter().map(|note| NotePage::new(note, unsourced(&note.source))).collect(),
            line_ending: FactPage::new(&of.line_ending, of.line_ending.value.clone()),
            escape_set: FactPage::new(&of.escape_set, of.escape_set.value.clone()),
            forbidden_bytes: FactPage::new(&of.forbidden_bytes, of.forbidden_bytes.value.clone()),
            prompt: FactPage::new(&of.prompt, of.prompt.value.clone()),
            escape_sequence: FactPage::new(&of.escape_sequence, of.escape_sequence.value.0.clone()),
            escape_sequence_guard_ms: FactPage::new(&of.escape_sequence, of.escape_sequence.value.1),
            timeout_ms: FactPage::new(&of.timeout_ms, of.timeout_ms.value),
            max_line_length: FactPage::new(&of.max_line_length, of.max_line_length.value),
            undocumented: FactPage::new(&of.undocumented, of.undocumented.value.clone()),
            unsupported: FactPage::new(&of.unsupported, of.unsupported.value.clone()),
            branches: FactPage::new(&of.branches, of.branches.value.clone()),
        }
    }
}
