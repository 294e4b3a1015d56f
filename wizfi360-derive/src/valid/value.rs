//! What a value has to be.

use super::{generics, unique, word};
use crate::{
    ast::{Repr, Text, Value, ValueKind},
    attr::{Number, Range},
    errors::Errors,
    prop,
};

pub(crate) fn value(value: &Value<'_>, errors: &mut Errors) {
    generics(value.head, errors);
    match &value.form {
        ValueKind::Range(repr, range) => {
            ascending(range, errors);
            fits(repr, &range.min, errors);
            fits(repr, &range.max, errors);
        }
        ValueKind::Mask(repr, bits) => {
            fits(repr, bits, errors);
            if bits.value == 0 {
                errors.push(bits, "a mask has at least one bit");
            }
        }
        ValueKind::Text(text) => {
            borrows(value, text, errors);
            lengths(text, errors);
        }
        // Two equal numbers are refused by the language.
        ValueKind::Numbers(_) => {}
        ValueKind::Words { variants, .. } => {
            variants.iter().for_each(|(_, text)| word(text, errors));
            unique(variants.iter().map(|(_, word)| word), errors);
        }
    }
}

fn ascending(range: &Range, errors: &mut Errors) {
    if range.min.value > range.max.value {
        errors.push(&range.max, "the range is empty; the smaller bound stands first");
    }
}

fn fits(repr: &Repr<'_>, number: &Number, errors: &mut Errors) {
    let (Repr { ident, min, max }, value) = (repr, number.value);
    if !(*min..=*max).contains(&value) {
        errors.push(number, format!("{value} does not fit `{ident}`, which holds {min} to {max}"));
    }
}

fn borrows(value: &Value<'_>, text: &Text<'_>, errors: &mut Errors) {
    if prop::lifetime(value.head.generics).is_none() {
        errors.push(text.ty, "a text borrows from its line: `struct Ssid<'a>(AtStr<'a>);`");
    }
}

fn lengths(text: &Text<'_>, errors: &mut Errors) {
    let Text { len, or_empty, .. } = text;
    ascending(len, errors);
    for bound in [&len.min, &len.max] {
        if !(0..=i64::from(u16::MAX)).contains(&bound.value) {
            errors.push(bound, "a length is 0 to 65535 bytes");
        }
    }
    if let Some(key) = or_empty
        && len.min.value == 0
    {
        errors.push(key, "`or_empty` says nothing where 0 is in the range; leave it out");
    }
}
