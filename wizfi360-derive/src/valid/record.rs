//! What a run of parameters has to be, so that its text alone tells which of them are there.

use super::{generics, unique, word};
use crate::{
    ast::{Field, Follows, Record, Role},
    errors::Errors,
    prop::{argument, is_option, last_segment},
};
use syn::Type;

pub(crate) fn record(record: &Record<'_>, errors: &mut Errors) {
    match record {
        Record::Struct(record) => {
            generics(record.head, errors);
            run(&record.fields, errors);
        }
        Record::Tagged(tagged) => {
            generics(tagged.head, errors);
            for variant in &tagged.variants {
                word(&variant.tag, errors);
                if let Follows::Fields(fields) = &variant.follows {
                    run(fields, errors);
                }
            }
            unique(tagged.variants.iter().map(|variant| &variant.tag), errors);
        }
    }
}

/// The fields of one struct or variant.
pub(super) fn run(fields: &[Field<'_>], errors: &mut Errors) {
    let mut rest = fields;
    let mut before: &[Field<'_>] = &[];
    while let [field, behind @ ..] = rest {
        if field.sound {
            one(field, before, behind, errors);
        }
        rest = behind;
        before = fields.get(..before.len().saturating_add(1)).unwrap_or(fields);
    }
}

fn one(field: &Field<'_>, before: &[Field<'_>], behind: &[Field<'_>], errors: &mut Errors) {
    if field.is_scope() && !before.is_empty() {
        errors.push(field.ident, "a scope stands first; it is a part of the command's name");
    }
    if let Some(key) = needs_option(field)
        && !field.is_option()
    {
        errors.push(field.ty, format!("`{key}` needs an `Option`: the parameter is not always there"));
        return;
    }
    match &field.role {
        Role::Plain if field.is_option() && behind.iter().any(|next| !next.is_option()) => errors.push(
            field.ty,
            "after an optional parameter all are optional; put those that are given together into one struct, as `Option<Group>`",
        ),
        Role::Plain if field.is_option() => {
            if let Some(next) = behind.first()
                && (field.is_public || behind.iter().any(|next| next.is_public))
            {
                let message = format!(
                    "`{}` could be given without `{}` before it; make both private, with setters that take what precedes; in a variant, put them into a struct of their own",
                    next.ident, field.ident
                );
                errors.push(field.ty, message);
            }
        }
        Role::Lead(key, _) if !before.iter().all(Field::is_scope) => {
            errors.push(key, "a lead stands first; only there the text alone can tell whether it is there");
        }
        _ => {}
    }
    if let Some(message) = not_on_the_wire(field.ty) {
        errors.push(field.ty, message);
    }
    let leaves_gap =
        |field: &&Field<'_>| field.is_option() && matches!(field.role, Role::MayBeOmitted | Role::Bit { .. });
    let gap = before.iter().rev().find(leaves_gap);
    if let Some(gap) = gap
        && !field.is_option()
    {
        let message = format!("behind `{}`, which may be missing, all may be; make it an `Option`", gap.ident);
        errors.push(field.ty, message);
    }
}

/// Returns the message for a type of the standard library that is no parameter, so that it is one error
/// in place of one for each missing trait.
fn not_on_the_wire(ty: &Type) -> Option<String> {
    let (name, instead) = match ty {
        Type::Reference(_) => ("a reference".into(), TEXTS),
        _ => {
            let segment = last_segment(ty)?;
            if let Some(inner) = argument(segment).filter(|_| is_option(ty)) {
                return not_on_the_wire(inner);
            }
            let name = segment.ident.to_string();
            let instead = match name.as_str() {
                "String" | "str" | "Vec" => TEXTS,
                "bool" => "an enum with `#[derive(Value)]`, `Off = 0` and `On = 1`",
                "char" => "an enum with `#[derive(Value)]` and a word on each variant, or `AtStr<'a>`",
                "u64" | "u128" | "usize" | "i64" | "i128" | "isize" | "i32" | "f32" | "f64" => {
                    "`u8`, `u16`, `u32`, `i8` or `i16`, or a range of one with `#[derive(Value)]`"
                }
                "IpAddr" | "Ipv6Addr" => "`Ipv4Addr`",
                _ => return None,
            };
            (format!("`{name}`"), instead)
        }
    };
    Some(format!("{name} cannot be a parameter; use {instead}"))
}

const TEXTS: &str = "`AtStr<'a>`, a type with limits (`#[derive(Value)]`, `len`), or `Rest<'a>` for the rest of a line";

/// The key that needs a field that can be missing.
fn needs_option(field: &Field<'_>) -> Option<&'static str> {
    match field.role {
        Role::Plain => None,
        Role::Lead(..) => Some("optional_first"),
        Role::MayBeOmitted => Some("may_be_omitted"),
        Role::Bit { .. } => Some("bit"),
    }
}
