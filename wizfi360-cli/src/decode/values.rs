//! Values of parameters as text.

use wizfi360_reference::text::readable;
use wizfi360_trace::{FieldValue, FieldView};

/// Returns a field's value as it is shown.
pub(super) fn value(field: &FieldView) -> String {
    match (&field.value, field.unit.as_deref()) {
        (FieldValue::Number(number), None) => number.to_string(),
        (FieldValue::Number(1), Some("byte")) => "1 byte".into(),
        (FieldValue::Number(number), Some("byte")) => format!("{number} bytes"),
        (FieldValue::Number(number), Some(unit)) => format!("{number} {unit}"),
        (FieldValue::Text(text), _) => format!("\"{}\"", readable(&text.0)),
        (FieldValue::Word(word), _) => word.clone(),
    }
}

/// Returns what follows the value: the name of a listed one, or the bits that are set.
pub(super) fn label(field: &FieldView) -> String {
    match (&field.label, field.bits.as_slice()) {
        (Some(label), _) if *label != value(field) => format!(" {label}"),
        (None, [_, ..]) => format!(" {}", field.bits.join("+")),
        _ => String::new(),
    }
}

/// Returns what a value means, in a sentence.
pub(super) fn meaning(field: &FieldView) -> String {
    match (&field.label, &field.meaning) {
        (Some(label), Some(meaning)) => format!("{label}: {meaning}"),
        _ if !field.bits.is_empty() => format!("{}.", field.bits.join("+")),
        _ => String::new(),
    }
}
