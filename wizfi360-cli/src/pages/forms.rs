//! Forms of commands.

use super::{
    NotePage, ShapePage, SourcePage,
    behaviour::BehaviourPage,
    form_lines,
    params::{Around, Sender},
    source::{SpanPage, requires, scope_word},
};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    model::{Command, Data, Form, FormKind, Name},
};

/// One form of a command.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FormPage {
    /// `test`, `query`, `set` or `execute`.
    pub(crate) kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) doc: String,
    /// How it looks, once for each alternative.
    pub(crate) syntax: Vec<String>,
    /// True if its parameters stand right behind the name: `ATE0`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) no_equals: bool,
    /// Which names of the command have it, by their scope; empty if all have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) scopes: Vec<&'static str>,
    #[serde(flatten)]
    pub(crate) firmware: SpanPage,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) requires: Vec<String>,
    pub(crate) params: ShapePage,
    /// Names of the command's `lines` that may come before the final result.
    pub(crate) answers: Vec<String>,
    /// No empty line stands before the final result: who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) no_line_ending: Option<SourcePage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<DataPage>,
    /// Texts of the final results that may end it, besides those that can end any command.
    pub(crate) finals: Vec<String>,
    /// Texts of the words that may stand before a bad final result.
    pub(crate) reasons: Vec<String>,
    pub(crate) timeout_ms: u32,
    pub(crate) timeout_source: SourcePage,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) effects: Vec<NotePage>,
    /// Names of messages that come because of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) messages: Vec<String>,
    /// As how many forms the manual prints it, if not one for each alternative, with and without the optional first parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) printed_forms: Option<u8>,
    /// The reason why no example shows it succeed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) no_example: Option<String>,
    /// What it requires, changes and risks.
    pub(crate) behaviour: BehaviourPage,
    pub(crate) source: SourcePage,
}

/// What is sent after the line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataPage {
    /// `counted`, `pem` or `transparent`.
    pub(crate) kind: &'static str,
    /// In words.
    pub(crate) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) length: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ok_before_prompt: Option<bool>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) until_nul: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) until_escape: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) receipt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) begin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<WhenPage>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct WhenPage {
    pub(crate) param: String,
    pub(crate) value: i64,
}

impl FormPage {
    pub(crate) fn new(spec: &Spec, command: &Command, name: &Name, form: &Form) -> FormPage {
        let source = form.source.as_ref().unwrap_or(&name.source);
        let timeout = match &form.timeout {
            Some(timeout) => (timeout.ms, &timeout.source),
            None => (spec.lexical.timeout_ms.value, &spec.lexical.timeout_ms.source),
        };
        FormPage {
            kind: form_word(form.kind),
            doc: form.doc.clone(),
            syntax: form_lines(name, form),
            no_equals: form.no_equals,
            scopes: form.scopes.iter().copied().map(scope_word).collect(),
            firmware: SpanPage::new(form),
            requires: requires(spec, &form.requires, &form.undecidable),
            params: ShapePage::new(&form.params, Around { spec, source, sender: Sender::Host }),
            answers: form.answers.clone(),
            no_line_ending: form.no_line_ending.as_ref().map(SourcePage::new),
            data: form.data.as_ref().map(DataPage::new),
            finals: texts(&form.finals, |name| final_text(spec, name)),
            reasons: texts(&form.reasons, |name| reason_text(spec, name)),
            timeout_ms: timeout.0,
            timeout_source: SourcePage::new(timeout.1),
            effects: form.effects.iter().map(|note| NotePage::new(note, source)).collect(),
            messages: form.messages.clone(),
            printed_forms: form.printed_forms,
            no_example: form.no_example.clone(),
            behaviour: BehaviourPage::new(spec, command, form),
            source: SourcePage::new(source),
        }
    }

    /// The form's title: `Set`.
    pub(crate) fn heading(&self) -> &'static str {
        match self.kind {
            "test" => "Test",
            "query" => "Query",
            "set" => "Set",
            _ => "Execute",
        }
    }
}

pub(crate) fn form_word(kind: FormKind) -> &'static str {
    match kind {
        FormKind::Test => "test",
        FormKind::Query => "query",
        FormKind::Set => "set",
        FormKind::Execute => "execute",
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

impl DataPage {
    fn new(data: &Data) -> DataPage {
        let none = DataPage {
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
                DataPage {
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
            Data::Pem { begin, end, when: (param, value) } => DataPage {
                kind: "pem",
                text: format!(
                    "With <{param}> {value}: the prompt `>`; then PEM text is sent, from `{begin}` to `{end}`."
                ),
                begin: Some(begin.clone()),
                end: Some(end.clone()),
                when: Some(WhenPage { param: param.clone(), value: *value }),
                ..none
            },
            Data::Transparent => {
                DataPage { text: "The prompt `>`; then everything is sent on, until `+++`.".into(), ..none }
            }
        }
    }
}
