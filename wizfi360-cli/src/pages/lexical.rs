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
    pub(crate) also: Vec<String>,
    pub(crate) doc: String,
    pub(crate) success: bool,
    /// True if it can end any command.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) any: bool,
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
    pub(crate) also: Vec<String>,
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
                all.push(FormRef { command: name, form: form_word(form.form) });
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
            also: of.also.clone(),
            doc: of.doc.clone(),
            success: of.success,
            any: of.any,
            forms: FormRef::all(spec, |form| form.ends.iter().any(|end| is_named(&of.text, of.name.as_deref(), end))),
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
            also: of.also.clone(),
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
    pub(crate) line_end: FactPage<String>,
    pub(crate) escaped: FactPage<String>,
    pub(crate) forbidden: FactPage<Vec<u8>>,
    pub(crate) prompt: FactPage<String>,
    pub(crate) escape_sequence: FactPage<String>,
    pub(crate) escape_sequence_guard_ms: FactPage<u32>,
    pub(crate) timeout_ms: FactPage<u32>,
    pub(crate) longest_line: FactPage<u16>,
    pub(crate) undocumented: FactPage<Vec<String>>,
    pub(crate) absent: FactPage<Vec<String>>,
    pub(crate) branches: FactPage<Versions>,
}

/// A value with its source.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactPage<T> {
    pub(crate) is: T,
    pub(crate) doc: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errata: Vec<String>,
    pub(crate) source: SourcePage,
}

impl<T> FactPage<T> {
    fn new<F>(fact: &Fact<F>, is: T) -> FactPage<T> {
        FactPage { is, doc: fact.doc.clone(), errata: fact.errata.clone(), source: SourcePage::new(&fact.source) }
    }
}

impl LexicalPage {
    pub(crate) fn new(of: &Lexical) -> LexicalPage {
        LexicalPage {
            notes: of.notes.iter().map(|note| NotePage::new(note, unsourced(&note.source))).collect(),
            line_end: FactPage::new(&of.line_end, of.line_end.is.clone()),
            escaped: FactPage::new(&of.escaped, of.escaped.is.clone()),
            forbidden: FactPage::new(&of.forbidden, of.forbidden.is.clone()),
            prompt: FactPage::new(&of.prompt, of.prompt.is.clone()),
            escape_sequence: FactPage::new(&of.escape_sequence, of.escape_sequence.is.0.clone()),
            escape_sequence_guard_ms: FactPage::new(&of.escape_sequence, of.escape_sequence.is.1),
            timeout_ms: FactPage::new(&of.timeout_ms, of.timeout_ms.is),
            longest_line: FactPage::new(&of.longest_line, of.longest_line.is),
            undocumented: FactPage::new(&of.undocumented, of.undocumented.is.clone()),
            absent: FactPage::new(&of.absent, of.absent.is.clone()),
            branches: FactPage::new(&of.branches, of.branches.is.clone()),
        }
    }
}
