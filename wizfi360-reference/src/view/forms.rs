//! Forms of commands.

use super::{
    NoteView, ShapeView, SourceView,
    behaviour::BehaviourView,
    params::{Inherited, Sender},
    source::{SpanView, requires, scope_word},
};
use crate::syntax::form_lines;
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Command, Data, Form, Name},
};

/// One form of a command.
#[derive(Clone, Debug, Serialize)]
pub struct FormView {
    /// `test`, `query`, `set` or `execute`.
    pub kind: &'static str,
    /// One or two sentences about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub doc: String,
    /// How it looks, once for each alternative.
    pub syntax: Vec<String>,
    /// The text between the name and the parameters: `=`, `?`, `=?` or nothing.
    pub sign: &'static str,
    /// True if its parameters stand right behind the name: `ATE0`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_equals: bool,
    /// Which names of the command have it, by their scope; empty if all have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<&'static str>,
    /// The firmware that has it.
    #[serde(flatten)]
    pub firmware: SpanView,
    /// What must hold, as sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// The parameters.
    pub params: ShapeView,
    /// Names of the command's `lines` that may come before the final result.
    pub answers: Vec<String>,
    /// No empty line stands before the final result: who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_line_ending: Option<SourceView>,
    /// The data that follows the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<DataView>,
    /// Texts of the final results that may end it, besides those that can end any command.
    pub finals: Vec<String>,
    /// Texts of the words that may stand before a bad final result.
    pub reasons: Vec<String>,
    /// The timeout in milliseconds.
    pub timeout_ms: u32,
    /// Where the timeout is documented.
    pub timeout_source: SourceView,
    /// What it does besides, as sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<NoteView>,
    /// Names of messages that come because of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<String>,
    /// As how many forms the manual prints it, if not one for each alternative, with and without the optional first parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed_forms: Option<u8>,
    /// The reason why no example shows it succeed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_example: Option<String>,
    /// What it requires, changes and risks.
    pub behaviour: BehaviourView,
    /// Where it is documented.
    pub source: SourceView,
}

/// What is sent after the line.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// `counted`, `pem` or `transparent`.
    pub kind: &'static str,
    /// In words.
    pub text: String,
    /// The parameter that counts the bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<String>,
    /// True if `OK` precedes the prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ok_before_prompt: Option<bool>,
    /// True if `\0` can end the data early.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub until_nul: bool,
    /// True if `+++` can end the data early.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub until_escape: bool,
    /// The line that confirms how many bytes were received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The first line of the PEM text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begin: Option<String>,
    /// The last line of the PEM text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// The parameter value on which the data follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<WhenView>,
}

/// A value of a parameter.
#[derive(Clone, Debug, Serialize)]
pub struct WhenView {
    /// The name of the parameter.
    pub param: String,
    /// The value.
    pub value: i64,
}

impl FormView {
    /// Resolves a form of a command.
    pub fn new(spec: &Spec, command: &Command, name: &Name, form: &Form) -> FormView {
        let source = form.source.as_ref().unwrap_or(&name.source);
        let timeout = match &form.timeout {
            Some(timeout) => (timeout.ms, &timeout.source),
            None => (spec.lexical.timeout_ms.value, &spec.lexical.timeout_ms.source),
        };
        FormView {
            kind: form.kind.word(),
            doc: form.doc.clone(),
            syntax: form_lines(name, form),
            sign: form.sign(name),
            no_equals: form.no_equals,
            scopes: form.scopes.iter().copied().map(scope_word).collect(),
            firmware: SpanView::new(form),
            requires: requires(spec, &form.requires, &form.undecidable),
            params: ShapeView::new(&form.params, Inherited { spec, source, sender: Sender::Host }),
            answers: form.answers.clone(),
            no_line_ending: form.no_line_ending.as_ref().map(SourceView::new),
            data: form.data.as_ref().map(DataView::new),
            finals: texts(&form.finals, |name| final_text(spec, name)),
            reasons: texts(&form.reasons, |name| reason_text(spec, name)),
            timeout_ms: timeout.0,
            timeout_source: SourceView::new(timeout.1),
            effects: form.effects.iter().map(|note| NoteView::new(note, source)).collect(),
            messages: form.messages.clone(),
            printed_forms: form.printed_forms,
            no_example: form.no_example.clone(),
            behaviour: BehaviourView::new(spec, command, form),
            source: SourceView::new(source),
        }
    }

    /// The form's title: `Set`.
    pub fn heading(&self) -> &'static str {
        match self.kind {
            "test" => "Test",
            "query" => "Query",
            "set" => "Set",
            _ => "Execute",
        }
    }
}

fn texts(names: &[String], text: impl Fn(&str) -> Option<String>) -> Vec<String> {
    names.iter().map(|name| text(name).unwrap_or_else(|| name.clone())).collect()
}

/// The text of a final result by its name, or by its text.
fn final_text(spec: &Spec, name: &str) -> Option<String> {
    let found = spec.lexical.finals.iter().find(|known| known.text == name || known.name.as_deref() == Some(name))?;
    Some(found.text.clone())
}

fn reason_text(spec: &Spec, name: &str) -> Option<String> {
    let found = spec.lexical.reasons.iter().find(|known| known.text == name || known.name.as_deref() == Some(name))?;
    Some(found.text.clone())
}

impl DataView {
    fn new(data: &Data) -> DataView {
        let none = DataView {
            kind: "transparent",
            text: String::new(),
            length: None,
            ok_before_prompt: None,
            until_nul: false,
            until_escape: false,
            receipt: None,
            begin: None,
            end: None,
            when: None,
        };
        match data {
            Data::Counted { length, ok_before_prompt, until_nul, until_escape, receipt } => {
                let ok = if *ok_before_prompt { "`OK`, then the prompt `>`" } else { "The prompt `>`" };
                let mut text = format!("{ok}; then <{length}> bytes are sent.");
                if *until_nul {
                    text.push_str(" `\\0` ends them early.");
                }
                if *until_escape {
                    text.push_str(" `+++` ends them early and drops what was sent.");
                }
                DataView {
                    kind: "counted",
                    text,
                    length: Some(length.clone()),
                    ok_before_prompt: Some(*ok_before_prompt),
                    until_nul: *until_nul,
                    until_escape: *until_escape,
                    receipt: receipt.clone(),
                    ..none
                }
            }
            Data::Pem { begin, end, when: (param, value) } => DataView {
                kind: "pem",
                text: format!(
                    "With <{param}> {value}: the prompt `>`; then PEM text is sent, from `{begin}` to `{end}`."
                ),
                begin: Some(begin.clone()),
                end: Some(end.clone()),
                when: Some(WhenView { param: param.clone(), value: *value }),
                ..none
            },
            Data::Transparent => {
                DataView { text: "The prompt `>`; then everything is sent on, until `+++`.".into(), ..none }
            }
        }
    }
}
