//! `#[derive(Value)]`: one parameter.

use super::Head;
use crate::{
    attr::{self, Number, Position, Range},
    errors::Errors,
    prop,
};
use syn::{Data, DataEnum, DataStruct, DeriveInput, Expr, ExprLit, Fields, Ident, Lit, LitStr, Type};

/// A value and what it is.
pub(crate) struct Value<'a> {
    pub(crate) head: Head<'a>,
    pub(crate) form: ValueKind<'a>,
}

/// The five kinds of values.
pub(crate) enum ValueKind<'a> {
    /// `#[at(range = 0..=4)] struct LinkId(u8);`
    Range(Repr<'a>, Range),
    /// `#[at(bits = 0x1f)] struct ScanMask(u16);`
    Mask(Repr<'a>, Number),
    /// `#[at(len = 1..=32)] struct Ssid<'a>(AtStr<'a>);`
    Text(Text<'a>),
    /// `enum WifiMode { Station = 1 }`
    Numbers(Vec<(&'a Ident, u32)>),
    /// `enum Kind { #[at("TCP")] Tcp }`
    Words { quoted: bool, variants: Vec<(&'a Ident, LitStr)> },
}

/// The integer inside: one of `u8` to `u32`, `i8` to `i32`.
pub(crate) struct Repr<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) min: i64,
    pub(crate) max: i64,
}

/// A text with bounds on its length.
pub(crate) struct Text<'a> {
    /// `AtStr<'a>` or `Verbatim<'a>`, without `Secret`.
    pub(crate) ty: &'a Type,
    pub(crate) secret: bool,
    /// True for `AtStr`: a byte may take two on the wire.
    pub(crate) escaped: bool,
    pub(crate) len: Range,
    pub(crate) or_empty: Option<Ident>,
}

impl<'a> Value<'a> {
    pub(crate) fn parse(input: &'a DeriveInput, errors: &mut Errors) -> Option<Self> {
        let form = match &input.data {
            Data::Struct(data) => structure(input, data, errors),
            Data::Enum(data) => enumeration(input, data, errors),
            Data::Union(data) => {
                errors.push(data.union_token, "a value is a struct or an enum");
                None
            }
        };
        Some(Value { head: Head::of(input), form: form? })
    }
}

#[derive(Default)]
struct Keys {
    range: Option<Range>,
    bits: Option<Number>,
    len: Option<Range>,
    or_empty: Option<Ident>,
}

fn structure<'a>(input: &'a DeriveInput, data: &'a DataStruct, errors: &mut Errors) -> Option<ValueKind<'a>> {
    let mut keys = Keys::default();
    let mut right = attr::keys(&input.attrs, Position::ValueStruct, errors, |key, input| match key {
        key if key == "range" => attr::set(&mut keys.range, input),
        key if key == "bits" => attr::set(&mut keys.bits, input),
        key if key == "len" => attr::set(&mut keys.len, input),
        _ => {
            keys.or_empty = Some(key.clone());
            Ok(())
        }
    });
    for field in &data.fields {
        right &= attr::none(&field.attrs, Position::ValueField, errors);
    }
    let ty = inner(input, data, errors)?;
    match keys {
        Keys { range: Some(range), bits: None, len: None, or_empty: None } => {
            Some(ValueKind::Range(repr(ty, "range", errors)?, range))
        }
        Keys { range: None, bits: Some(bits), len: None, or_empty: None } => {
            Some(ValueKind::Mask(repr(ty, "bits", errors)?, bits))
        }
        Keys { range: None, bits: None, len: Some(len), or_empty } => {
            text(ty, len, or_empty, errors).map(ValueKind::Text)
        }
        Keys { range: None, bits: None, len: None, or_empty: Some(key) } => {
            errors.push(key, "`or_empty` belongs to `len`: `#[at(len = 8..=64, or_empty)]`");
            None
        }
        Keys { range: None, bits: None, len: None, or_empty: None } => {
            if right {
                let message = "a struct needs `range`, `bits` or `len` to be a value: `#[at(range = 0..=4)]`";
                errors.push(&input.ident, message);
            }
            None
        }
        _ => {
            errors.push(&input.ident, "`range`, `bits` and `len` exclude each other; one says what the value is");
            None
        }
    }
}

/// The type of the only field.
fn inner<'a>(input: &'a DeriveInput, data: &'a DataStruct, errors: &mut Errors) -> Option<&'a Type> {
    if let Fields::Unnamed(fields) = &data.fields
        && fields.unnamed.len() == 1
    {
        return fields.unnamed.first().map(|field| &field.ty);
    }
    let message =
        "a value is a tuple struct of one field: `struct LinkId(u8);`; for several parameters derive `Record`";
    errors.push(&input.ident, message);
    None
}

fn repr<'a>(ty: &'a Type, key: &str, errors: &mut Errors) -> Option<Repr<'a>> {
    let ident = prop::last_segment(ty).map(|segment| &segment.ident);
    let bounds = ident.and_then(|ident| match ident.to_string().as_str() {
        "u8" => Some((0, u8::MAX.into())),
        "u16" => Some((0, u16::MAX.into())),
        "u32" => Some((0, u32::MAX.into())),
        "i8" if key == "range" => Some((i8::MIN.into(), i8::MAX.into())),
        "i16" if key == "range" => Some((i16::MIN.into(), i16::MAX.into())),
        "i32" if key == "range" => Some((i32::MIN.into(), i32::MAX.into())),
        _ => None,
    });
    if let (Some(ident), Some((min, max))) = (ident, bounds) {
        return Some(Repr { ident, min, max });
    }
    errors.push(
        ty,
        match key {
            "range" => "a range is one of `u8`, `u16`, `u32`, `i8`, `i16` and `i32`",
            _ => "a mask is one of `u8`, `u16` and `u32`",
        },
    );
    None
}

fn text<'a>(ty: &'a Type, len: Range, or_empty: Option<Ident>, errors: &mut Errors) -> Option<Text<'a>> {
    let outer = prop::last_segment(ty);
    let secret = outer.is_some_and(|segment| segment.ident == "Secret");
    let inner = if secret { outer.and_then(prop::argument) } else { Some(ty) };
    let segment = inner.and_then(prop::last_segment);
    if let (Some(ty), Some(segment)) = (inner, segment)
        && (segment.ident == "AtStr" || segment.ident == "Verbatim")
    {
        return Some(Text { ty, secret, escaped: segment.ident == "AtStr", len, or_empty });
    }
    errors.push(ty, "a text is `AtStr<'a>` or `Verbatim<'a>`, or one of them in `Secret<..>`");
    None
}

fn enumeration<'a>(input: &'a DeriveInput, data: &'a DataEnum, errors: &mut Errors) -> Option<ValueKind<'a>> {
    let mut quoted = None;
    attr::keys(&input.attrs, Position::ValueEnum, errors, |key, _| {
        quoted = Some(key.clone());
        Ok(())
    });
    if data.variants.is_empty() {
        errors.push(&input.ident, "a value has at least one variant");
        return None;
    }
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            let message = "the variants of a value hold nothing; for a choice with parameters derive `Record`";
            errors.push(&variant.fields, message);
        }
    }
    let has_word = data.variants.iter().any(|variant| variant.attrs.iter().any(|attr| attr.path().is_ident("at")));
    if quoted.is_some() || has_word {
        let variants = words(data, errors);
        return Some(ValueKind::Words { quoted: quoted.is_some(), variants });
    }
    Some(ValueKind::Numbers(numbers(data, errors)))
}

fn words<'a>(data: &'a DataEnum, errors: &mut Errors) -> Vec<(&'a Ident, LitStr)> {
    let mut words = Vec::new();
    for variant in &data.variants {
        let marked = variant.attrs.iter().any(|attr| attr.path().is_ident("at"));
        if let Some((_, number)) = &variant.discriminant {
            errors.push(number, "the variants of a value have words or numbers, not both");
        } else if !marked {
            errors.push(&variant.ident, "the word of this variant is missing: `#[at(\"TCP\")]`");
        }
        words.extend(attr::word(&variant.attrs, errors).map(|word| (&variant.ident, word)));
    }
    words
}

fn numbers<'a>(data: &'a DataEnum, errors: &mut Errors) -> Vec<(&'a Ident, u32)> {
    let mut numbers = Vec::new();
    for variant in data.variants.iter().filter(|variant| matches!(variant.fields, Fields::Unit)) {
        match &variant.discriminant {
            None => errors.push(
                &variant.ident,
                format!("the number of this variant is missing: `{} = 1`; or give all variants words", variant.ident),
            ),
            Some((_, Expr::Lit(ExprLit { lit: Lit::Int(number), .. }))) => match number.base10_parse() {
                Ok(value) => numbers.push((&variant.ident, value)),
                Err(_) => errors.push(number, "a number is 0 to 4294967295"),
            },
            Some((_, number)) => errors.push(number, "a number is written out: 0 to 4294967295"),
        }
    }
    // As the trait promises: in the order of their numbers.
    numbers.sort_by_key(|(_, number)| *number);
    numbers
}
