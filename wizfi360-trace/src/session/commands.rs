//! The decoder's facts about commands, found for those of the spec.

use std::{collections::HashMap, time::Duration};
use wizfi360_proto::{AnyRequest, Command, DataKind, Final, Form};
use wizfi360_spec::{Spec, model};

/// Finds `&'static Command`s. For a spec of its own it makes them, each once.
#[derive(Clone, Default)]
pub(super) struct Commands {
    made: HashMap<(String, Form), &'static Command>,
}

impl Commands {
    pub(super) fn of(
        &mut self,
        is_embedded: bool,
        spec: &'static Spec,
        command: &'static model::Command,
        name: &'static model::Name,
        form: &'static model::Form,
    ) -> &'static Command {
        let kind = kind(form.kind);
        if is_embedded && let Some(found) = generated(&name.name, kind) {
            return found;
        }
        let key = (command.names.first().map_or_else(String::new, |name| name.name.clone()), kind);
        self.made.entry(key).or_insert_with(|| make(spec, command, form))
    }
}

fn kind(form: model::FormKind) -> Form {
    match form {
        model::FormKind::Test => Form::Test,
        model::FormKind::Query => Form::Query,
        model::FormKind::Set => Form::Set,
        model::FormKind::Execute => Form::Execute,
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
fn make(spec: &Spec, command: &'static model::Command, form: &'static model::Form) -> &'static Command {
    let names = || command.names.iter().filter(|name| form.applies_to(name)).map(|name| name.name.as_str());
    let shortest = command.names.iter().map(|name| name.name.as_str()).min_by_key(|name| name.len()).unwrap_or("AT");
    let base = shortest.strip_suffix("_CUR").or(shortest.strip_suffix("_DEF")).unwrap_or(shortest);
    let suffixes: Vec<&'static str> = names().filter_map(|name| name.strip_prefix(base)).collect();
    let final_of = |end: &String| {
        let known = spec.lexical.finals.iter().find(|known| known.text == *end || known.name.as_ref() == Some(end))?;
        Final::parse(known.text.as_bytes())
    };
    let finals: Vec<Final> = form.finals.iter().filter_map(final_of).collect();
    let data = match &form.data {
        None => DataKind::None,
        Some(model::Data::Counted { ok_before_prompt, until_nul, until_escape, .. }) => DataKind::Counted {
            ok_before_prompt: *ok_before_prompt,
            until_nul: *until_nul,
            until_escape: *until_escape,
        },
        Some(model::Data::Pem { begin, end, .. }) => DataKind::Pem { begin, end },
        Some(model::Data::Transparent) => DataKind::Transparent,
    };
    let mut made = Command::new(base, kind(form.kind))
        .with_suffixes(Box::leak(suffixes.into_boxed_slice()))
        .with_data(data)
        .with_finals(Box::leak(finals.into_boxed_slice()));
    if let Some(timeout) = &form.timeout {
        made = made.with_timeout(Duration::from_millis(timeout.ms.into()));
    }
    if form.no_equals {
        made = made.with_no_equals();
    }
    if form.no_line_ending.is_some() {
        made = made.with_no_line_ending();
    }
    Box::leak(Box::new(made))
}
