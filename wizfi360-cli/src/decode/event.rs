//! What comes out of decoding: one event for each line, packet or piece of data. Its JSON is in `docs/json.md`.

use super::hints::Hint;

use serde::Serialize;
use std::ops::Range;
use wizfi360_reference::{
    text::{Bytes, plural},
    view::{SCHEMA, SourceView},
};
use wizfi360_spec::{
    interpret::{Field, FieldSpec, Refusal, Value},
    model::{DomainKind, Type},
};

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    Host,
    Module,
    /// Whoever recorded the log.
    Recorder,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// The host sends a command.
    Request,
    /// The host sends data after a prompt.
    Data,
    /// The host ends transparent transmission with `+++`.
    Escape,
    /// The module repeats what the host sent.
    Echo,
    /// A line that answers a command.
    Answer,
    /// A line that comes unasked.
    Message,
    /// A packet with its payload, or a piece of it.
    Packet,
    /// Bytes from the peer in transparent transmission.
    Transparent,
    /// `OK` before a prompt.
    Accepted,
    /// `>`
    Prompt,
    /// The end of a command.
    Final,
    /// Why a command fails.
    Reason,
    /// An empty line, in a log.
    Blank,
    /// A comment of a log.
    Comment,
    /// A note of whoever recorded the log.
    Note,
    /// What a module sends before `ready`, at another speed.
    Noise,
    /// Nothing that the spec knows.
    Unknown,
}

/// Where it stands in the input.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Place {
    /// The line of the log, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u64>,
    /// The byte of raw input, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) offset: Option<u64>,
    /// The time stamp of the log's line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) time: Option<String>,
    /// The input holds the bytes of the wire, line ends too.
    #[serde(skip)]
    pub(crate) exact: bool,
    /// How many empty lines stand right before it; for lines of the module.
    #[serde(skip)]
    pub(crate) empty_lines: u32,
}

/// One event.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Event {
    pub(crate) schema: u32,
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) from: Side,
    pub(crate) kind: Kind,
    /// Its bytes, without the line end; secrets are `***`.
    pub(crate) text: Bytes,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) redacted: bool,
    /// The name of the line, message, result or reason in the spec.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The command that is sent, or that is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) command: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) form: Option<&'static str>,
    /// What it tells.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) doc: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) success: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<SourceView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fields: Vec<FieldPage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) piece: Option<Piece>,
    /// The Rust value, as `Debug` shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rust: Option<String>,
    /// `generated` (and the interpreter agrees) or `interpreter`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) typed_by: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errata: Vec<String>,
    /// It is not written as this program would write it: errata about other spellings concern it.
    #[serde(skip)]
    pub(crate) is_odd: bool,
    /// It is refused, and holds a stand-in for what was said.
    #[serde(skip)]
    pub(crate) is_elided: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) hints: Vec<Hint>,
    /// Why it is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<ErrorPage>,
    /// Generated code and interpreter read it differently: a bug of this program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) disagreement: Option<String>,
}

impl Event {
    pub(crate) fn new(place: Place, from: Side, kind: Kind, text: Vec<u8>) -> Event {
        Event {
            schema: SCHEMA,
            place,
            from,
            kind,
            text: Bytes(text),
            redacted: false,
            name: None,
            command: None,
            form: None,
            doc: String::new(),
            success: None,
            source: None,
            fields: Vec::new(),
            piece: None,
            rust: None,
            typed_by: None,
            errata: Vec::new(),
            is_odd: false,
            is_elided: false,
            hints: Vec::new(),
            error: None,
            disagreement: None,
        }
    }

    /// True if it makes the run end with exit code 1.
    pub(crate) fn is_trouble(&self) -> bool {
        self.kind == Kind::Unknown || self.error.is_some() || self.disagreement.is_some()
    }
}

/// Which part of a payload or of data it is.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Piece {
    /// How many bytes of it came before.
    pub(crate) at: u64,
    /// How many are still to come; absent where nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) left: Option<u32>,
}

/// A parameter with its value.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FieldPage {
    pub(crate) name: String,
    pub(crate) value: ValuePage,
    /// The name of a listed value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) label: Option<String>,
    /// What a listed value means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) meaning: Option<String>,
    /// The names of the bits that are set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) bits: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<String>,
    pub(crate) doc: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) secret: bool,
    /// It was read although it is no value that the spec has.
    #[serde(skip)]
    pub(crate) kept: Option<Kept>,
    /// The bytes of its token in the line as it was read, quotes included.
    #[serde(skip)]
    pub(crate) span: Range<usize>,
}

/// Why a value is none that the spec has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// A number or word that is not listed.
    Unlisted,
    /// A text in the place of a MAC address.
    NoMac,
}

/// A value.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum ValuePage {
    Number(i64),
    Text(Bytes),
    /// A listed word, an address, or what stands for a secret.
    Word(String),
}

impl FieldPage {
    /// Its text, if it is none of a number.
    pub(crate) fn text(&self) -> Option<String> {
        match &self.value {
            ValuePage::Number(_) => None,
            ValuePage::Text(text) => Some(String::from_utf8_lossy(&text.0).into_owned()),
            ValuePage::Word(word) => Some(word.clone()),
        }
    }

    /// Its number, if it is one that is not negative.
    pub(crate) fn number(&self) -> Option<u64> {
        if let ValuePage::Number(number) = self.value { u64::try_from(number).ok() } else { None }
    }

    pub(crate) fn new(field: &Field<'_>, show_secrets: bool) -> FieldPage {
        let value = match &field.value {
            _ if field.secret && !show_secrets => ValuePage::Word("***".into()),
            Value::Number(number) => ValuePage::Number(*number),
            Value::Text(text) => ValuePage::Text(Bytes(text.clone())),
            other => ValuePage::Word(other.to_string()),
        };
        let unit = match field.domain.map(|domain| &domain.kind) {
            Some(DomainKind::Int { unit, .. }) => unit.clone(),
            _ => None,
        };
        FieldPage {
            name: field.name().to_string(),
            value,
            label: field.label.map(str::to_string),
            meaning: field.meaning.map(str::to_string),
            bits: field.bits().iter().map(|bit| bit.name.clone()).collect(),
            unit,
            doc: field.doc().to_string(),
            secret: field.secret,
            kept: kept(field),
            span: field.span.clone(),
        }
    }
}

fn kept(field: &Field<'_>) -> Option<Kept> {
    match (field.domain.map(|domain| &domain.kind), &field.value, &field.param) {
        (Some(DomainKind::Enum(_) | DomainKind::Words { .. }), _, _) => field.label.is_none().then_some(Kept::Unlisted),
        (_, Value::Text(_), FieldSpec::Param(param)) => {
            matches!(param.ty, Type::Mac | Type::BareMac).then_some(Kept::NoMac)
        }
        _ => None,
    }
}

/// Why something is refused.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ErrorPage {
    /// `missing`, `invalid`, `out_of_range`, `too_short`, `too_long`, `unterminated`, `control_byte`,
    /// `trailing_data`, `unknown_command` or `unknown_form`.
    pub(crate) error: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) param: Option<String>,
    pub(crate) rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) help: Option<String>,
    /// All of it in a sentence.
    pub(crate) text: String,
}

impl ErrorPage {
    pub(crate) fn new(refusal: &Refusal) -> ErrorPage {
        let refusal = Refusal { rule: plural(&refusal.rule), ..refusal.clone() };
        ErrorPage {
            error: snake(&format!("{:?}", refusal.error)),
            param: refusal.param.clone(),
            rule: refusal.rule.clone(),
            help: refusal.help.clone(),
            text: refusal.to_string(),
        }
    }
}

/// `OutOfRange` becomes `out_of_range`.
fn snake(camel: &str) -> String {
    let mut out = String::new();
    for char in camel.chars() {
        if char.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(char.to_ascii_lowercase());
    }
    out
}
