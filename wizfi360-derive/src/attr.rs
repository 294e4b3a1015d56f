//! `#[at(...)]`: which keys there are, where they stand, and how their values are read.

use crate::errors::Errors;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Ident, LitInt, LitStr, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

/// Where an attribute stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    ValueStruct,
    ValueEnum,
    ValueVariant,
    ValueField,
    RecordStruct,
    RecordEnum,
    RecordVariant,
    RecordField,
    LineStruct,
    LineField,
    LineEnum,
    LineVariant,
}

use Position::*;

/// Every place, the more usual first: the first that takes a key is the one that a message names.
const PLACES: [Position; 12] = [
    LineStruct,
    LineField,
    RecordField,
    RecordEnum,
    RecordVariant,
    ValueStruct,
    ValueEnum,
    ValueVariant,
    ValueField,
    RecordStruct,
    LineEnum,
    LineVariant,
];

impl Position {
    fn keys(self) -> &'static [&'static str] {
        match self {
            ValueStruct => &["range", "bits", "len", "or_empty"],
            ValueEnum => &["quoted"],
            RecordStruct => &["check"],
            RecordEnum => &["name"],
            RecordVariant => &["tag"],
            RecordField => &["name", "optional_first", "may_be_omitted", "bare"],
            LineStruct => &["prefix", "ending", "keyword", "separator", "alias", "mask"],
            LineField => &["name", "optional_first", "may_be_omitted", "bit", "optional", "bare", "unescaped"],
            ValueVariant | ValueField | LineEnum | LineVariant => &[],
        }
    }

    fn name(self) -> &'static str {
        match self {
            ValueStruct => "a struct that derives `Value`",
            ValueEnum => "an enum that derives `Value`",
            ValueVariant => "a variant of a value",
            ValueField => "the field of a value",
            RecordStruct => "a struct that derives `Record`",
            RecordEnum => "an enum that derives `Record`",
            RecordVariant => "a variant of an enum that derives `Record`",
            RecordField => "a field of a record",
            LineStruct => "a struct that derives `Line`",
            LineField => "a field of a line",
            LineEnum => "an enum that derives `Line`",
            LineVariant => "a variant of an enum that derives `Line`",
        }
    }

    /// Why the key cannot stand here.
    fn refuses(self, key: &str) -> String {
        let keys = self.keys();
        let here = match keys {
            [] => format!("{} takes no keys", self.name()),
            [key] => format!("`{key}` is the key here"),
            [first @ .., last] => format!("`{}` and `{last}` are the keys here", first.join("`, `")),
        };
        match PLACES.iter().find(|place| place.keys().contains(&key)) {
            Some(place) => format!("`{key}` stands on {}; {here}", place.name()),
            None => format!("unknown key; {here}"),
        }
    }
}

/// How a key is written, for messages.
fn example(key: &str) -> &'static str {
    match key {
        "range" => "range = 0..=4",
        "bits" => "bits = 0x1f",
        "len" => "len = 1..=32",
        "name" => "name = \"link ID\"",
        "optional_first" => "optional_first = even`, `optional_first = odd` or `optional_first = first_is_bare",
        "bit" => "bit = SSID",
        "tag" => "tag = \"TCP\"",
        "prefix" => "prefix = \"+CWLAP:(\"",
        "ending" => "ending = \")\"",
        "keyword" => "keyword = \"CONNECT\"",
        "separator" => "separator = \" -> \"",
        "alias" => "alias = \"+CWJAP:\"",
        "mask" => "mask = ScanMask",
        "check" => "check = Self::check",
        "or_empty" => "or_empty",
        "quoted" => "quoted",
        "may_be_omitted" => "may_be_omitted",
        "unescaped" => "unescaped",
        "optional" => "optional",
        _ => "bare",
    }
}

/// Hands each key to `read`, which reads what stands behind it. True if all of them are right.
pub(crate) fn keys(
    attrs: &[Attribute],
    place: Position,
    errors: &mut Errors,
    mut read: impl FnMut(&Ident, ParseStream) -> syn::Result<()>,
) -> bool {
    let (mut seen, mut right) = (Vec::new(), true);
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("at")) {
        if attr.meta.require_list().is_err() {
            errors.push(attr, "keys stand in parentheses: `#[at(name = \"link ID\")]`");
            right = false;
            continue;
        }
        let result = attr.parse_args_with(|input: ParseStream| {
            while !input.is_empty() {
                right &= entry(input, place, &mut seen, errors, &mut read)?;
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        });
        if let Err(error) = result {
            errors.add(error);
            right = false;
        }
    }
    right
}

/// Reads one key with what belongs to it. False if something is wrong with it.
fn entry(
    input: ParseStream,
    place: Position,
    seen: &mut Vec<String>,
    errors: &mut Errors,
    read: &mut impl FnMut(&Ident, ParseStream) -> syn::Result<()>,
) -> syn::Result<bool> {
    if input.peek(LitStr) {
        let word: LitStr = input.parse()?;
        errors.push(&word, "a text without a key is the word of a variant of a value; here every text has a key");
        return Ok(false);
    }
    let key = input.call(Ident::parse_any)?;
    let text = key.to_string();
    let mistake = if !place.keys().contains(&text.as_str()) {
        Some(place.refuses(&text))
    } else if seen.contains(&text) && text != "alias" {
        Some(format!("`{key}` stands twice; once is enough"))
    } else if read(&key, input).is_err() || !(input.is_empty() || input.peek(Token![,])) {
        Some(format!("`{key}` is written so: `{}`", example(&text)))
    } else {
        None
    };
    seen.push(text);
    let Some(mistake) = mistake else { return Ok(true) };
    errors.push(key, mistake);
    while !(input.is_empty() || input.peek(Token![,])) {
        input.parse::<TokenTree>()?;
    }
    Ok(false)
}

/// Refuses every key.
pub(crate) fn none(attrs: &[Attribute], place: Position, errors: &mut Errors) -> bool {
    keys(attrs, place, errors, |_, _| Ok(()))
}

/// The word of a variant: `#[at("TCP")]`.
pub(crate) fn word(attrs: &[Attribute], errors: &mut Errors) -> Option<LitStr> {
    let mut word = None;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("at")) {
        match attr.parse_args::<LitStr>() {
            Ok(_) if word.is_some() => errors.push(attr, "a variant has one word"),
            Ok(text) => word = Some(text),
            Err(error) => errors
                .add(syn::Error::new(error.span(), "a variant of a value takes a word, and no key: `#[at(\"TCP\")]`")),
        }
    }
    word
}

/// Reads `= value`.
pub(crate) fn value<T: Parse>(input: ParseStream) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// Reads `= value` of a text, an identifier or a path into its place.
pub(crate) fn set<T: Parse>(place: &mut Option<T>, input: ParseStream) -> syn::Result<()> {
    *place = Some(value(input)?);
    Ok(())
}

/// A number as it is written.
#[derive(Clone)]
pub(crate) struct Number {
    pub(crate) value: i64,
    minus: Option<Token![-]>,
    literal: LitInt,
}

impl Parse for Number {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let minus: Option<Token![-]> = input.parse()?;
        let literal: LitInt = input.parse()?;
        let value: i64 = literal.base10_parse()?;
        Ok(Number { value: if minus.is_some() { -value } else { value }, minus, literal })
    }
}

impl ToTokens for Number {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.minus.to_tokens(tokens);
        self.literal.to_tokens(tokens);
    }
}

/// Bounds of which both belong to the range.
#[derive(Clone)]
pub(crate) struct Range {
    pub(crate) min: Number,
    pub(crate) max: Number,
}

impl Parse for Range {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let min = input.parse()?;
        input.parse::<Token![..=]>()?;
        Ok(Range { min, max: input.parse()? })
    }
}

/// How an optional first parameter is told from what stands behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    Even,
    Odd,
    FirstIsBare,
}

impl Parse for Lead {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let word: Ident = input.parse()?;
        match word.to_string().as_str() {
            "even" => Ok(Lead::Even),
            "odd" => Ok(Lead::Odd),
            "first_is_bare" => Ok(Lead::FirstIsBare),
            _ => Err(syn::Error::new(word.span(), "unknown lead")),
        }
    }
}
