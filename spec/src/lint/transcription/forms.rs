//! Which forms there are, for which connections, with which syntax; since when; whether the setting is saved.

use super::{
    Topic,
    subject::{Subject, kind_name, printed_kind},
    syntax::{self, Syntax},
};
use crate::model::{Mux, Persist, PrintedKind};

/// A form's kind, connections and word.
type Key = (PrintedKind, Option<Mux>, Option<String>);

pub(super) fn compare(topic: &mut Topic, subject: &Subject) {
    let section = subject.section;
    let needs = || section.rules.iter().filter_map(|rule| rule.needs.clone());
    let mut found: Vec<(Key, String)> = in_spec(subject);
    for form in &section.forms {
        let key = (form.kind, form.connections, form.word.clone());
        // A packet's payload is no part of its header.
        let header = form.syntax.split_once(':').filter(|_| form.kind == PrintedKind::Unsolicited);
        let mut printed = Syntax::parse(header.map_or(&form.syntax, |(header, _)| header));
        printed.join(needs());
        let printed = printed.text();
        let same = found.iter().position(|(known, text)| *known == key && *text == printed);
        let spec = match same.or_else(|| found.iter().position(|(known, _)| *known == key)) {
            Some(at) => found.remove(at).1,
            None => String::new(),
        };
        topic.same("form", &shown(&key), &printed, &spec);
    }
    for (key, spec) in found {
        topic.same("form", &shown(&key), "", &spec);
    }
    if let Some((_, name)) = subject.command {
        topic.same("since", &section.command, &section.since.to_string(), &name.since.to_string());
        topic.same("persistence", &section.command, persist(section.persist), persist(name.persist));
        topic.same("until", &section.command, "", &name.until.to_string());
    }
}

fn in_spec(subject: &Subject) -> Vec<(Key, String)> {
    let mut all = Vec::new();
    if let Some((command, _)) = subject.command {
        for form in subject.forms() {
            let requires = command.requires.iter().chain(&form.requires);
            let stated = requires.filter(|requirement| requirement.when.is_empty());
            let stated = stated.filter_map(|requirement| requirement.mux()).next();
            let by_lead = form.params.optional_first.as_ref().and_then(|lead| lead.mux);
            for (with_lead, word, syntax) in syntax::of_form(subject, form) {
                let by_lead = by_lead.map(|mux| if with_lead { mux } else { mux.other() });
                let key = (printed_kind(form.kind), stated.or(by_lead), word.map(str::to_string));
                all.push((key, syntax.text()));
            }
        }
    }
    if let Some(head) = subject.head {
        let mux = head.params.optional_first.as_ref().and_then(|lead| lead.mux);
        for (with_lead, word, syntax) in syntax::of_shape(&head.prefix, &head.params) {
            let mux = mux.map(|mux| if with_lead { mux } else { mux.other() });
            all.push(((PrintedKind::Unsolicited, mux, word.map(str::to_string)), syntax.text()));
        }
    }
    all
}

/// `set, Multiple, UDP`
fn shown((kind, mux, word): &Key) -> String {
    let mux = mux.map(|mux| format!(", {}", mux.value_name()));
    let word = word.as_ref().map(|word| format!(", {word}"));
    format!("{}{}{}", kind_name(Some(*kind)), mux.unwrap_or_default(), word.unwrap_or_default())
}

fn persist(persist: Persist) -> &'static str {
    match persist {
        Persist::Unstated => "",
        Persist::Volatile => "volatile",
        Persist::Flash => "flash",
    }
}
