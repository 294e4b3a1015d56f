//! The decoder's facts about commands, found for those of the spec.

use crate::book::Book;
use std::collections::HashMap;
use wizfi360_proto::{AnyRequest, Command, Data, Final, Form, Request as _};
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

/// What the decoder does not look at is taken from here.
const TEMPLATE: &Command = wizfi360_proto::commands::at::Test::COMMAND;

/// A command by the spec alone. Its answers are left to the interpreter. It lives as long as the program: there are no
/// more of them than forms in the spec.
fn make(command: &'static model::Command, form: &'static model::Form) -> &'static Command {
    let names = || command.names.iter().filter(|name| form.is_of(name)).map(|name| name.name.as_str());
    let shortest = command.names.iter().map(|name| name.name.as_str()).min_by_key(|name| name.len()).unwrap_or("AT");
    let base = shortest.strip_suffix("_CUR").or(shortest.strip_suffix("_DEF")).unwrap_or(shortest);
    let suffixes: Vec<&'static str> = names().filter_map(|name| name.strip_prefix(base)).collect();
    let ends: Vec<Final> = form.ends.iter().filter_map(|end| Final::parse(end.as_bytes()).or(by_name(end))).collect();
    Box::leak(Box::new(Command {
        name: base,
        suffixes: Box::leak(suffixes.into_boxed_slice()),
        form: kind(form.form),
        glued: form.glued,
        is_answer: |_| false,
        unended: form.unended.is_some(),
        data: match &form.data {
            None => Data::None,
            Some(model::Data::Counted { accepted, until_nul, until_plus, .. }) => {
                Data::Counted { accepted: *accepted, until_nul: *until_nul, until_plus: *until_plus }
            }
            Some(model::Data::Pem { begin, end, .. }) => Data::Pem { begin, end },
            Some(model::Data::Transparent) => Data::Transparent,
        },
        ends: Box::leak(ends.into_boxed_slice()),
        ..*TEMPLATE
    }))
}

/// A final result by its name in the spec: `Ok`.
fn by_name(name: &str) -> Option<Final> {
    Final::ALL.iter().copied().find(|known| format!("{known:?}") == name)
}
