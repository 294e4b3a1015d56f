//! The parameters of a line: names, values, and how each stands on the wire.

use super::json::Bytes;
use serde::{Serialize, Serializer};
use wizfi360_spec::{
    Spec,
    interpret::{Field, FieldSpec, Value},
    model::{DomainKind, Style, Type},
};

/// A parameter that was read.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Read {
    name: String,
    value: Plain,
    /// How it is written: `bare`, `quoted` (escapes undone), `verbatim` (in quotes, backslashes are text), `rest` (the rest of the line).
    #[serde(rename = "as")]
    written: &'static str,
    /// Where its token stands: from, to.
    at: [usize; 2],
}

/// A value: a number, or bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    Number(i64),
    Bytes(Bytes),
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Plain::Number(number) => serializer.serialize_i64(*number),
            Plain::Bytes(bytes) => bytes.serialize(serializer),
        }
    }
}

/// The fields of a line.
pub(super) fn read(spec: &Spec, line: &[u8], fields: &[Field<'_>]) -> Vec<Read> {
    let read = |field: &Field<'_>| {
        let token = line.get(field.span.clone()).unwrap_or_default();
        Read {
            name: field.name().into(),
            value: plain(&field.value),
            written: written(spec, field, token),
            at: [field.span.start, field.span.end],
        }
    };
    fields.iter().map(read).collect()
}

fn plain(value: &Value) -> Plain {
    match value {
        Value::Number(number) => Plain::Number(*number),
        Value::Text(text) => Plain::Bytes(Bytes(text.clone())),
        Value::Word(_) | Value::Ip(_) | Value::Mac(_) => Plain::Bytes(Bytes(value.to_string().into_bytes())),
    }
}

fn written(spec: &Spec, field: &Field<'_>, token: &[u8]) -> &'static str {
    let inside = token.strip_prefix(b"\"").and_then(|token| token.strip_suffix(b"\""));
    let takes_the_rest = matches!(field.param, FieldSpec::Param(param) if takes_the_rest(spec, &param.ty));
    match inside {
        // Quotes and backslashes that mean themselves.
        Some(inside) if field.value == Value::Text(inside.to_vec()) => {
            let escapes = !takes_the_rest && !inside.iter().any(|byte| matches!(byte, b'"' | b'\\'));
            if escapes { "quoted" } else { "verbatim" }
        }
        Some(_) if !takes_the_rest => "quoted",
        _ if takes_the_rest => "rest",
        _ => "bare",
    }
}

fn takes_the_rest(spec: &Spec, ty: &Type) -> bool {
    match ty {
        Type::BareText | Type::Rest => true,
        Type::Domain(name) => {
            matches!(spec.domain(name).map(|domain| &domain.kind), Some(DomainKind::Str { style: Style::Verbatim, .. }))
        }
        _ => false,
    }
}

/// A parameter that a writer is given: its name and value.
#[derive(Clone, Debug, Serialize)]
pub(super) struct GivenValue {
    name: String,
    value: Plain,
}

/// What a writer is given: digits are a number where they are short enough for every reader of JSON.
pub(super) fn values(values: &[(String, Vec<u8>)], is_number: impl Fn(&str) -> bool) -> Vec<GivenValue> {
    let given = |(name, text): &(String, Vec<u8>)| {
        let number = std::str::from_utf8(text).ok().and_then(|text| text.parse::<i64>().ok());
        let number = number.filter(|number| is_number(name) && number.unsigned_abs() < 1 << 53);
        let value = number.map_or_else(|| Plain::Bytes(text.as_slice().into()), Plain::Number);
        GivenValue { name: name.clone(), value }
    };
    values.iter().map(given).collect()
}
