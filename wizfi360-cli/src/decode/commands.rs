//! The decoder's facts about commands, found for those of the spec.

use crate::book::Book;
use std::{collections::HashMap, time::Duration};
use wizfi360_proto::{AnyRequest, Command, DataKind, Final, Form};
use wizfi360_spec::model;

/// Finds `&'static Command`s. With a spec from a folder it makes them, each once.
#[derive(Default)]
pub(crate) struct Commands {
    made: HashMap<(String, Form), &'static Command>,
}

impl Commands {
    pub(crate) fn of(
        &mut self,
        book: &Book,
        command: &'static model::Command,
        name: &'static model::Name,
        form: &'static model::Form,
    ) -> &'static Command {
        let kind = kind(form.form);
        if book.built_in
            && let Some(found) = generated(&name.name, kind)
        {
            return found;
        }
        let key = (command.names.first().map_or_else(String::new, |name| name.name.clone()), kind);
        self.made.entry(key).or_insert_with(|| make(command, form))
    }
}

fn kind(form: model::Kind) -> Form {
    match form {
        model::Kind::Test => Form::Test,
        model::Kind::Query => Form::Query,
        model::Kind::Set => Form::Set,
        model::Kind::Execute => Form::Execute,
    }
}

/// The command of generated code that has this name and form.
fn generated(name: &str, form: Form) -> Option<&'static Command> {
    AnyRequest::COMMANDS.iter().copied().find(|command| {
        let suffix = name.strip_prefix(command.name);
        command.form == form && suffix.is_some_and(|suffix| command.suffixes.contains(&suffix))
    })
}

/// A command by the spec alone. Its answers are left to the interpreter. It lives as long as the program: there are no
/// more of them than forms in the spec.
fn make(command: &'static model::Command, form: &'static model::Form) -> &'static Command {
    let names = || command.names.iter().filter(|name| form.is_of(name)).map(|name| name.name.as_str());
    let shortest = command.names.iter().map(|name| name.name.as_str()).min_by_key(|name| name.len()).unwrap_or("AT");
    let base = shortest.strip_suffix("_CUR").or(shortest.strip_suffix("_DEF")).unwrap_or(shortest);
    let suffixes: Vec<&'static str> = names().filter_map(|name| name.strip_prefix(base)).collect();
    let ends: Vec<Final> = form.ends.iter().filter_map(|end| Final::parse(end.as_bytes()).or(by_name(end))).collect();
    let data = match &form.data {
        None => DataKind::None,
        Some(model::Data::Counted { accepted, until_nul, until_plus, .. }) => {
            DataKind::Counted { ok_before_prompt: *accepted, until_nul: *until_nul, until_escape: *until_plus }
        }
        Some(model::Data::Pem { begin, end, .. }) => DataKind::Pem { begin, end },
        Some(model::Data::Transparent) => DataKind::Transparent,
    };
    let mut made = Command::new(base, kind(form.form))
        .with_suffixes(Box::leak(suffixes.into_boxed_slice()))
        .with_data(data)
        .with_finals(Box::leak(ends.into_boxed_slice()));
    if let Some(timeout) = &form.timeout {
        made = made.with_timeout(Duration::from_millis(timeout.ms.into()));
    }
    if form.glued {
        made = made.with_no_equals();
    }
    if form.unended.is_some() {
        made = made.with_no_line_ending();
    }
    Box::leak(Box::new(made))
}

/// A final result by its name in the spec: `Ok`.
fn by_name(name: &str) -> Option<Final> {
    Final::ALL.iter().copied().find(|known| format!("{known:?}") == name)
}
