//! What a line has to be, so that it can be told from others and written again.

use super::{generics, record::run};
use crate::{
    ast::{Line, LineStruct, OneOf, Role},
    errors::Errors,
    prop,
};
use quote::ToTokens;
use syn::LitStr;

pub(crate) fn line(line: &Line<'_>, errors: &mut Errors) {
    match line {
        Line::Struct(line) => {
            generics(line.head, errors);
            texts(line, errors);
            scope(line, errors);
            unscoped(line, errors);
            unescaped(line, errors);
            if let Some(separator) = &line.separator {
                separated(line, separator, errors);
            } else {
                run(&line.fields, errors);
            }
            // A mistake in the keys may have hidden the one that is missing.
            if line.sound {
                beginning(line, errors);
                mask(line, errors);
            }
        }
        Line::OneOf(lines) => {
            generics(lines.head, errors);
            one_of(lines, errors);
        }
    }
}

/// The texts around the parameters.
fn texts(line: &LineStruct<'_>, errors: &mut Errors) {
    let others = [&line.keyword, &line.ending, &line.separator];
    let others = others.into_iter().flatten();
    for text in others.clone().filter(|text| text.value().contains("{scope}")) {
        errors.push(text, "`{scope}` stands in a prefix; the scope is a part of the command's name");
    }
    for text in line.patterns().map(|pattern| &pattern.literal).chain(others) {
        if text.value().is_empty() {
            errors.push(text, "an empty text says nothing; leave the key out");
        } else if text.value().contains(['\r', '\n', '\0']) {
            errors.push(text, "no line holds CR, LF or NUL");
        }
    }
    let mut seen = Vec::new();
    for text in line.patterns().map(|pattern| &pattern.literal) {
        if seen.contains(&text.value()) {
            errors.push(text, "this prefix stands twice; once is enough");
        }
        seen.push(text.value());
    }
}

/// A text that may be sent without escapes ends where all behind it can be read: there is one such text.
fn unescaped(line: &LineStruct<'_>, errors: &mut Errors) {
    let mut keys = line.fields.iter().filter_map(|field| field.unescaped.as_ref());
    if let (Some(separator), Some(key)) = (&line.separator, keys.clone().next()) {
        errors.push(
            key,
            format!("between separators (`{}`) nothing is escaped anyway; leave `unescaped` out", separator.value()),
        );
    }
    for key in keys.by_ref().skip(1) {
        errors.push(key, "one text of a line may be sent without escapes; where two end cannot be told");
    }
}

/// `{scope}` and the field that it stands for.
fn scope(line: &LineStruct<'_>, errors: &mut Errors) {
    let patterns: Vec<_> = line.patterns().filter(|pattern| pattern.tail.is_some()).collect();
    for pattern in &patterns {
        if pattern.tail.as_ref().is_some_and(|tail| tail.contains("{scope}")) {
            errors.push(&pattern.literal, "`{scope}` stands once in a prefix");
        }
    }
    match line.scope() {
        None => {
            if let Some(pattern) = patterns.first() {
                errors.push(&pattern.literal, "`{scope}` needs the field that it stands for: `scope: Scope`");
            }
        }
        Some(field) if !patterns.is_empty() && !field.is_scope() => {
            errors.push(field.ty, "`{scope}` stands for a `Scope` or a `SuffixedScope`");
        }
        _ => {}
    }
    let written = line.prefix.as_ref().is_some_and(|prefix| prefix.tail.is_some());
    for field in line.fields.iter().filter(|field| field.is_scope() && line.sound) {
        if field.ident != "scope" {
            errors.push(field.ident, "a scope is named so: `scope`; the prefix calls it by that name");
        } else if !written {
            errors.push(field.ident, "the prefix does not say where the scope stands: `prefix = \"+CWJAP{scope}:\"`");
        }
    }
}

/// A prefix without a scope leaves it open only where the scope may be none.
fn unscoped(line: &LineStruct<'_>, errors: &mut Errors) {
    let suffixes = line.scope().map_or(&[] as &[_], |field| prop::suffixes(field.ty));
    if suffixes.is_empty() || suffixes.contains(&"") {
        return;
    }
    for pattern in line.aliases.iter().filter(|pattern| pattern.tail.is_none()) {
        let message = "a `SuffixedScope` has no value for a prefix without `{scope}`; make the field a `Scope`";
        errors.push(&pattern.literal, message);
    }
}

/// Between separators every parameter is there.
fn separated(line: &LineStruct<'_>, separator: &LitStr, errors: &mut Errors) {
    if separator.value() == "," {
        errors.push(separator, "a comma separates without being told; leave `separator` out");
    }
    if line.fields.iter().filter(|field| !field.is_scope()).count() < 2 {
        errors.push(separator, "a separator stands between parameters; there are fewer than two");
    }
    for field in line.fields.iter().filter(|field| field.sound) {
        if field.is_option() || !matches!(field.role, Role::Plain) {
            errors
                .push(field.ident, "between separators every parameter is there; a shorter form is a line of its own");
        }
    }
    for field in line.fields.iter().skip(1).filter(|field| field.is_scope()) {
        errors.push(field.ident, "a scope stands first; it is a part of the command's name");
    }
}

/// Something has to tell the line from others.
fn beginning(line: &LineStruct<'_>, errors: &mut Errors) {
    if line.has_no_marker() && line.has_no_params() {
        errors.push(line.head.ident, "a line without text is no line; give it a `prefix` or a `keyword`");
    }
}

/// A mask and its bits belong together.
fn mask(line: &LineStruct<'_>, errors: &mut Errors) {
    let mut bits = line.fields.iter().filter_map(|field| match &field.role {
        Role::Bit { bit, .. } => Some(bit),
        _ => None,
    });
    match &line.mask {
        Some(mask) if bits.next().is_none() && line.fields.iter().all(|field| field.sound) => {
            errors.push(mask, "a mask needs fields that it switches: `#[at(bit = SSID)]`");
        }
        Some(_) => {}
        None => {
            bits.for_each(|bit| errors.push(bit, "a bit needs its mask: `#[at(mask = ScanMask)]` on the struct"));
        }
    }
}

/// Several lines, each of its own type.
fn one_of(lines: &OneOf<'_>, errors: &mut Errors) {
    let mut seen = Vec::new();
    for (_, ty) in &lines.variants {
        let tokens = ty.to_token_stream().to_string();
        if seen.contains(&tokens) {
            errors.push(ty, "two variants hold this line; the second would never be read");
        }
        seen.push(tokens);
    }
}
