//! Parameters with their values.

use serde::Serialize;
use std::ops::Range;
use wizfi360_reference::text::Bytes;
use wizfi360_spec::{
    interpret::{Field, FieldSpec, Value},
    model::{DomainKind, Type},
};

/// A parameter with its value.
#[derive(Clone, Debug, Serialize)]
pub struct FieldView {
    /// The manual's word.
    pub name: String,
    /// Its value; `***` for a secret that is hidden.
    pub value: FieldValue,
    /// The name of a listed value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What a listed value means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// The names of the bits that are set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bits: Vec<String>,
    /// The unit of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What it is.
    pub doc: String,
    /// Its value is a password or a key.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    /// It was read although it is no value that the spec has.
    #[serde(skip)]
    pub kept: Option<Kept>,
    /// The bytes of its token in the line as it was read, quotes included.
    #[serde(skip)]
    pub span: Range<usize>,
}

/// Why a value is none that the spec has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A number or word that is not listed.
    Unlisted,
    /// A text in the place of a MAC address.
    NoMac,
}

/// A value.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// A number.
    Number(i64),
    /// A text.
    Text(Bytes),
    /// A listed word, an address, or what stands for a secret.
    Word(String),
}

impl FieldView {
    /// Returns its text, if it is none of a number.
    pub fn text(&self) -> Option<String> {
        match &self.value {
            FieldValue::Number(_) => None,
            FieldValue::Text(text) => Some(String::from_utf8_lossy(&text.0).into_owned()),
            FieldValue::Word(word) => Some(word.clone()),
        }
    }

    /// Returns its number, if it is one that is not negative.
    pub fn number(&self) -> Option<u64> {
        if let FieldValue::Number(number) = self.value { u64::try_from(number).ok() } else { None }
    }

    /// Returns the view of a field that the interpreter has read.
    pub fn new(field: &Field<'_>, show_secrets: bool) -> FieldView {
        let value = match &field.value {
            _ if field.secret && !show_secrets => FieldValue::Word("***".into()),
            Value::Number(number) => FieldValue::Number(*number),
            Value::Text(text) => FieldValue::Text(Bytes(text.clone())),
            other => FieldValue::Word(other.to_string()),
        };
        let unit = match field.domain.map(|domain| &domain.kind) {
            Some(DomainKind::Int { unit, .. }) => unit.clone(),
            _ => None,
        };
        FieldView {
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
