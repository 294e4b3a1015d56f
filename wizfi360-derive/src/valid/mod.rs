//! The rules, one function a rule; each message states it and tells the way out.

mod line;
mod record;
mod value;

pub(crate) use line::line;
pub(crate) use record::record;
pub(crate) use value::value;

use crate::{ast::Head, errors::Errors};
use syn::{GenericParam, LitStr};

/// Which parameters there are is fixed, and all of them borrow from one line.
fn generics(head: Head<'_>, errors: &mut Errors) {
    for parameter in &head.generics.params {
        if !matches!(parameter, GenericParam::Lifetime(_)) {
            errors.push(parameter, "a type on the wire has no parameters but one lifetime; write the type itself");
        }
    }
    for parameter in head.generics.lifetimes().skip(1) {
        errors.push(parameter, "all texts borrow from one line; one lifetime is enough");
    }
}

/// A word stands as it is: it needs no escapes.
fn word(word: &LitStr, errors: &mut Errors) {
    let text = word.value();
    if text.is_empty() {
        errors.push(word, "a word has at least one character");
    } else if text.contains(['"', '\\', ',', '\r', '\n', '\0']) {
        errors.push(word, "a word is written as it is; it holds no quote, backslash or comma, and no CR, LF or NUL");
    }
}

/// Each word is there once.
fn unique<'a>(words: impl Iterator<Item = &'a LitStr>, errors: &mut Errors) {
    let mut seen = Vec::new();
    for word in words {
        if seen.contains(&word.value()) {
            errors.push(word, format!("the word `{}` stands twice; the second would never be read", word.value()));
        }
        seen.push(word.value());
    }
}
