//! `#[derive(Line)]`: parameters and the text around them, or a choice of lines.

use super::{Field, Head};
use crate::{
    attr::{self, Position},
    errors::Errors,
    prop,
};
use std::cmp::Reverse;
use syn::{Data, DataEnum, DataStruct, DeriveInput, Fields, Ident, LitStr, Path, Type};

/// One line, or one of several.
pub(crate) enum Line<'a> {
    Struct(LineStruct<'a>),
    OneOf(OneOf<'a>),
}

/// One line.
pub(crate) struct LineStruct<'a> {
    pub(crate) head: Head<'a>,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) prefix: Option<Pattern>,
    pub(crate) aliases: Vec<Pattern>,
    pub(crate) keyword: Option<LitStr>,
    pub(crate) ending: Option<LitStr>,
    pub(crate) separator: Option<LitStr>,
    pub(crate) mask: Option<Path>,
    /// False if an attribute is wrong.
    pub(crate) sound: bool,
}

/// The beginning of a line.
pub(crate) struct Pattern {
    pub(crate) literal: LitStr,
    /// What stands before `{scope}`, or all.
    pub(crate) head: String,
    /// What stands behind `{scope}`, if it is there.
    pub(crate) tail: Option<String>,
}

/// One of several lines.
pub(crate) struct OneOf<'a> {
    pub(crate) head: Head<'a>,
    pub(crate) variants: Vec<(&'a Ident, &'a Type)>,
}

impl<'a> Line<'a> {
    pub(crate) fn parse(input: &'a DeriveInput, errors: &mut Errors) -> Option<Self> {
        match &input.data {
            Data::Struct(data) => LineStruct::parse(input, data, errors).map(Line::Struct),
            Data::Enum(data) => Some(Line::OneOf(OneOf::parse(input, data, errors))),
            Data::Union(data) => {
                errors.push(data.union_token, "a line is a struct or an enum");
                None
            }
        }
    }
}

impl<'a> LineStruct<'a> {
    fn parse(input: &'a DeriveInput, data: &'a DataStruct, errors: &mut Errors) -> Option<Self> {
        let (mut prefix, mut aliases, mut keyword, mut ending) = (None, Vec::new(), None, None);
        let (mut separator, mut mask) = (None, None);
        let sound = attr::keys(&input.attrs, Position::LineStruct, errors, |key, input| {
            match key.to_string().as_str() {
                "prefix" => prefix = Some(Pattern::new(attr::value(input)?)),
                "alias" => aliases.push(Pattern::new(attr::value(input)?)),
                "keyword" => attr::set(&mut keyword, input)?,
                "ending" => attr::set(&mut ending, input)?,
                "separator" => attr::set(&mut separator, input)?,
                _ => attr::set(&mut mask, input)?,
            }
            Ok(())
        });
        let fields = Field::all(&data.fields, Position::LineField, errors)?;
        Some(LineStruct { head: Head::of(input), fields, prefix, aliases, keyword, ending, separator, mask, sound })
    }

    /// True if nothing but its parameters makes the line.
    pub(crate) fn has_no_marker(&self) -> bool {
        self.prefix.is_none() && self.keyword.is_none() && self.ending.is_none()
    }

    /// True if it has no parameter.
    pub(crate) fn has_no_params(&self) -> bool {
        self.fields.iter().all(Field::is_scope)
    }

    /// True if a scope stands in one of its beginnings.
    pub(crate) fn is_scoped(&self) -> bool {
        self.patterns().any(|pattern| pattern.tail.is_some())
    }

    /// All beginnings: the one that is written first.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.prefix.iter().chain(&self.aliases)
    }

    /// All texts that it can begin with, each with its scope; the longer first, because the longest that fits counts.
    pub(crate) fn spellings(&self) -> Vec<(String, &'static str)> {
        let scopes = self.scope().map_or(&[] as &[_], |field| prop::suffixes(field.ty));
        let mut spellings: Vec<_> = self.patterns().flat_map(|pattern| pattern.spellings(scopes)).collect();
        if self.prefix.is_none() {
            spellings.push((String::new(), ""));
        }
        spellings.sort_by_key(|(prefix, _)| Reverse(prefix.len()));
        spellings
    }

    /// What stands behind the parameters, if there are none.
    pub(crate) fn ending(&self) -> String {
        [&self.keyword, &self.ending].into_iter().flatten().map(LitStr::value).collect()
    }

    /// The field that `{scope}` stands for.
    pub(crate) fn scope(&self) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.ident == "scope")
    }
}

impl Pattern {
    fn new(literal: LitStr) -> Self {
        let text = literal.value();
        let (head, tail) = match text.split_once("{scope}") {
            Some((head, tail)) => (head.to_owned(), Some(tail.to_owned())),
            None => (text, None),
        };
        Pattern { literal, head, tail }
    }

    fn spellings(&self, scopes: &[&'static str]) -> Vec<(String, &'static str)> {
        match &self.tail {
            Some(tail) => scopes.iter().map(|scope| (format!("{}{scope}{tail}", self.head), *scope)).collect(),
            None => vec![(self.head.clone(), "")],
        }
    }
}

impl<'a> OneOf<'a> {
    fn parse(input: &'a DeriveInput, data: &'a DataEnum, errors: &mut Errors) -> Self {
        attr::none(&input.attrs, Position::LineEnum, errors);
        if data.variants.is_empty() {
            errors.push(&input.ident, "a choice has at least one line");
        }
        let mut variants = Vec::new();
        for variant in &data.variants {
            attr::none(&variant.attrs, Position::LineVariant, errors);
            match &variant.fields {
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                    for field in &fields.unnamed {
                        attr::none(&field.attrs, Position::LineVariant, errors);
                        variants.push((&variant.ident, &field.ty));
                    }
                }
                _ => {
                    let message = format!("a variant holds one line: `{}(Line)`", variant.ident);
                    errors.push(variant, message);
                }
            }
        }
        OneOf { head: Head::of(input), variants }
    }
}
