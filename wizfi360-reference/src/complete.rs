//! Completion: what can come at the end of a line that is being typed, from the spec.

mod by_name;
mod by_position;
mod names;
mod slots;
#[cfg(test)]
mod tests;
mod words;

pub use by_name::{parameters, values_of_words};
pub use names::{command_names, commands};
pub use words::{Word, quoted, words};

use crate::{search, syntax::form_lines, view::TypeView};
use slots::ParamSlot;
use wizfi360_spec::{
    Spec,
    model::{Form, FormKind, Name},
};

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where the text that it replaces begins; that text ends at the end of the line.
    pub start: usize,
    /// The text.
    pub text: String,
    /// A phrase about it.
    pub doc: String,
    /// True if a blank can follow.
    pub takes_blank: bool,
}

impl Candidate {
    fn new(start: usize, text: String, doc: impl Into<String>) -> Candidate {
        Candidate { start, text, doc: doc.into(), takes_blank: false }
    }

    fn with_blank(self, takes_blank: bool) -> Candidate {
        Candidate { takes_blank, ..self }
    }
}

/// Returns all ways to go on after `line`, which ends at the cursor: names of commands, their forms, listed values by
/// position (`AT+CWMODE_CUR=`), and parameters and values by name (`cwmode_cur mode=`).
///
/// ```
/// use wizfi360_reference::complete;
/// use wizfi360_spec::Spec;
///
/// let spec = Spec::embedded();
/// let found = complete::candidates(spec, "cwmode_cur mode=");
/// assert_eq!((found[0].start, found[0].text.as_str()), (16, "Station"));
/// assert_eq!(complete::hint(spec, "AT+CWJAP_CUR=\"home\","), "<pwd> a text, at most 64 bytes");
/// ```
pub fn candidates(spec: &Spec, line: &str) -> Vec<Candidate> {
    let start = line.len() - line.trim_start().len();
    let typed = &line[start..];
    let found = match split_name(typed) {
        None => names::requests(spec, typed),
        Some((name, rest)) => match rest.strip_prefix('=') {
            Some(params) => by_position::values(spec, name, params),
            None if rest.starts_with('?') => Vec::new(),
            None => by_name::candidates(spec, typed),
        },
    };
    found.into_iter().map(|found| Candidate { start: start + found.start, ..found }).collect()
}

/// Returns what can follow a line, in short; empty if there is nothing to say.
pub fn hint(spec: &Spec, line: &str) -> String {
    let Some((name, rest)) = split_name(line) else { return String::new() };
    let Some((name, form)) = set_form(spec, name) else { return String::new() };
    match rest.strip_prefix('=') {
        Some("") => {
            let syntax = form_lines(name, form).into_iter().next().unwrap_or_default();
            syntax.strip_prefix(&format!("{}=", name.name)).unwrap_or_default().to_string()
        }
        Some(params) => by_position::hint(spec, form, params),
        None if rest.ends_with(char::is_whitespace) => by_name::hint(form, line),
        None => String::new(),
    }
}

/// The name of a command, and what follows it, if anything does.
fn split_name(line: &str) -> Option<(&str, &str)> {
    let end = line.find(|char: char| char.is_whitespace() || matches!(char, '=' | '?'))?;
    Some(line.split_at(end))
}

/// The form of a name that takes parameters.
fn set_form<'s>(spec: &'s Spec, name: &str) -> Option<(&'s Name, &'s Form)> {
    let (_, command, name) = search::command(spec, name)?;
    let form = command.forms.iter().find(|form| form.kind == FormKind::Set && form.applies_to(name))?;
    Some((name, form))
}

/// What a parameter may be, in words.
fn rule(spec: &Spec, slot: ParamSlot<'_>) -> String {
    match slot {
        ParamSlot::Param(param) => TypeView::new(spec, &param.ty).rule,
        ParamSlot::Tag(_) => slot.values(spec).into_iter().map(|value| value.wire).collect::<Vec<_>>().join(", "),
    }
}

/// The meaning of a listed value, after the other way to write it.
fn labelled(label: &str, doc: &str, is_same: bool) -> String {
    if is_same { doc.to_string() } else { format!("{label}: {doc}") }
}
