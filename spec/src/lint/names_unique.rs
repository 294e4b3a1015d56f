//! Names are unique, also as Rust identifiers.

use super::{
    Finding, Place,
    walk::{Owner, lists},
};
use crate::{
    Spec,
    model::{Choice, Command, DomainKind, Line, Scope, Shape, ShapePart},
};
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::collections::HashMap;

/// The rule's name.
pub const RULE: &str = "names_unique";

/// Commands, domains, lines, parameters, values, finals and errata have names that differ, also once they are Rust
/// identifiers, and that can be identifiers.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut names = Names { findings: Vec::new() };
    names.commands(spec);
    names.domains(spec);
    names.lexical(spec);
    names.events(spec);
    names.lists(spec);
    let errata = spec.errata.errata.iter();
    let ids = errata.map(|erratum| (Place::file(&erratum.file).item("erratum", &erratum.id), erratum.id.clone()));
    names.distinct("errata", "id", ids);
    let sections = spec.manual.sections.iter();
    let numbers = sections.map(|section| (Place::section(section), section.number.clone()));
    names.distinct("sections", "number", numbers);
    names.findings
}

struct Names {
    findings: Vec<Finding>,
}

impl Names {
    fn commands(&mut self, spec: &Spec) {
        let all = spec.commands().flat_map(|(path, command)| {
            let place = Place::command(path, command);
            command.names.iter().map(move |name| (place.item("name", &name.name), name.name.to_uppercase()))
        });
        let lists = [("undocumented", &spec.lexical.undocumented), ("absent", &spec.lexical.unsupported)];
        let listed = lists.into_iter().flat_map(|(list, fact)| {
            fact.value.iter().map(move |name| (Place::file("lexical").item("fact", list), name.to_uppercase()))
        });
        self.distinct("commands", "name", all.chain(listed));
        let modules = spec.commands().map(|(path, command)| (Place::command(path, command), module(command)));
        self.distinct("commands", "Rust module", modules);
        for (path, command) in spec.commands() {
            let place = Place::command(path, command);
            self.scopes(&place, command);
            self.forms(&place, command);
            let forms = command.forms.iter().map(|form| (place.form(form.kind), format!("{:?}", form.kind)));
            self.distinct("forms of a command", "kind", forms);
            self.types(&place, command);
        }
    }

    /// A form has all names of its command, those with a suffix, or a single one.
    fn forms(&mut self, place: &Place, command: &Command) {
        for form in command.forms.iter().filter(|form| !form.scopes.is_empty()) {
            let known = |scope: &Scope| command.names.iter().any(|name| name.scope == Some(*scope));
            let message = if !form.scopes.iter().all(known) {
                "the scopes of a form are among those of its command; these are not"
            } else if form.scopes.len() != 1 && form.scopes != [Scope::Current, Scope::Default] {
                "a form has all scopes, a single one, or `[Current, Default]`; this one has others"
            } else {
                continue;
            };
            self.report(place.form(form.kind), message.into(), "correct `scopes`, or leave it out for all");
        }
    }

    /// Names and scopes go together.
    fn scopes(&mut self, place: &Place, command: &Command) {
        if command.names.is_empty() {
            self.report(place.clone(), "a command has a name; this one has none".into(), "give it `names`");
        }
        let mut seen: Vec<Scope> = Vec::new();
        let mut stems: Vec<&str> = Vec::new();
        for name in &command.names {
            let place = place.item("name", &name.name);
            match name.scope {
                None if command.names.len() > 1 => {
                    let message = format!("of several names each has a scope; {} has none", name.name);
                    self.report(place, message, "add `scope: Current`, `Default` or `Unsuffixed`");
                }
                None => {}
                Some(scope) if seen.contains(&scope) => {
                    let message = format!("each scope has one name; {scope:?} has two");
                    self.report(place, message, "give one of them another scope");
                }
                Some(scope) => match name.name.strip_suffix(scope.suffix()) {
                    None => {
                        let message = format!(
                            "a name with the scope {scope:?} ends in {}; {} does not",
                            scope.suffix(),
                            name.name
                        );
                        self.report(place, message, "correct the scope or the name");
                    }
                    Some(stem) => {
                        seen.push(scope);
                        stems.push(stem);
                    }
                },
            }
        }
        if stems.windows(2).any(|pair| pair[0] != pair[1]) {
            let message =
                format!("the names of one command differ in their suffix only; these are {}", stems.join(", "));
            self.report(place.clone(), message, "make two commands of them");
        }
        if !seen.is_sorted() {
            let message = "names stand in the order `_CUR`, `_DEF`, no suffix; these do not".to_string();
            self.report(place.clone(), message, "put them into this order");
        }
    }

    /// The Rust types of a command's module.
    fn types(&mut self, place: &Place, command: &Command) {
        let mut types: Vec<(Place, String)> = Vec::new();
        for form in &command.forms {
            let place = place.form(form.kind);
            types.push((place.clone(), format!("{:?}", form.kind)));
            if form.answers.len() > 1 {
                types.push((place.clone(), format!("{:?}Line", form.kind)));
            }
            types.extend(groups(&form.params).map(|name| (place.param(&name), name.to_upper_camel_case())));
        }
        for line in &command.lines {
            let place = place.item("line", &line.name);
            types.push((place.clone(), line.name.to_upper_camel_case()));
            types.extend(groups(&line.params).map(|name| (place.param(&name), within(line, &name))));
        }
        self.distinct("forms, lines and groups of a command", "Rust type", types.into_iter());
        for line in &command.lines {
            self.camel(place.item("line", &line.name), "line", &line.name);
        }
    }

    fn domains(&mut self, spec: &Spec) {
        let place = |path: &str, name: &str| Place::file(path).item("domain", name);
        let all = spec.all_domains();
        let all = all.map(|(path, domain)| (place(path, &domain.name), domain.name.to_upper_camel_case()));
        self.distinct("domains", "name", all);
        for (path, domain) in spec.all_domains() {
            let place = place(path, &domain.name);
            self.camel(place.clone(), "domain", &domain.name);
            let at = |name: &str| place.param(name);
            match &domain.kind {
                DomainKind::Enum(values) => {
                    self.distinct(
                        "values of an enum",
                        "number",
                        values.iter().map(|value| (at(&value.name), value.value.to_string())),
                    );
                    self.identifiers(
                        "values of an enum",
                        values.iter().map(|value| (at(&value.name), value.name.as_str())),
                    );
                }
                DomainKind::Words { values, .. } => {
                    self.distinct("words", "text", values.iter().map(|word| (at(word.name()), word.text.clone())));
                    self.identifiers("words", values.iter().map(|word| (at(word.name()), word.name())));
                }
                DomainKind::Mask(bits) => {
                    self.distinct(
                        "bits of a mask",
                        "number",
                        bits.iter().map(|bit| (at(&bit.name), bit.bit.to_string())),
                    );
                    let names = bits.iter().map(|bit| (at(&bit.name), bit.name.to_shouty_snake_case()));
                    self.distinct("bits of a mask", "Rust name", names);
                }
                DomainKind::Int { .. } | DomainKind::Str { .. } | DomainKind::UnicastMac => {}
            }
        }
    }

    fn lexical(&mut self, spec: &Spec) {
        let file = Place::file("lexical");
        let name =
            |name: &Option<String>, text: &str| name.clone().unwrap_or_else(|| text.to_string()).to_upper_camel_case();
        let finals = spec.lexical.finals.iter();
        self.distinct(
            "finals",
            "Rust name",
            finals.map(|known| (file.item("final", &known.text), name(&known.name, &known.text))),
        );
        let reasons = spec.lexical.reasons.iter();
        self.distinct(
            "reasons",
            "Rust name",
            reasons.map(|known| (file.item("reason", &known.text), name(&known.name, &known.text))),
        );
    }

    fn events(&mut self, spec: &Spec) {
        let file = Place::file("events");
        let heads = spec.events.packets.iter().map(|packet| &packet.head);
        let lines: Vec<_> = spec.events.messages.iter().chain(heads).collect();
        // The enum of all messages has this name.
        let mut types: Vec<(Place, String)> = vec![(file.clone(), "Message".to_string())];
        for domain in &spec.events.domains {
            types.push((file.item("domain", &domain.name), domain.name.to_upper_camel_case()));
        }
        for line in &lines {
            let place = file.item("message", &line.name);
            types.push((place.clone(), line.name.to_upper_camel_case()));
            types.extend(groups(&line.params).map(|name| (place.param(&name), within(line, &name))));
            self.camel(place, "message", &line.name);
        }
        self.distinct("messages, packets, their groups and their domains", "Rust type", types.into_iter());
    }

    fn lists(&mut self, spec: &Spec) {
        for (place, shape, owner) in lists(spec) {
            let scoped = match owner {
                Owner::Form(command, _) => command.names.iter().any(|name| name.scope.is_some()),
                Owner::Line(line) => line.prefix.contains("{scope}"),
            };
            self.fields(&place, shape, if scoped { vec!["scope".to_string()] } else { Vec::new() });
        }
    }

    /// The Rust fields of a parameter list, and of the lists inside it.
    fn fields(&mut self, place: &Place, shape: &Shape, before: Vec<String>) {
        let mut fields: Vec<(Place, String)> = before.into_iter().map(|field| (place.clone(), field)).collect();
        let mut choices: Vec<&Choice> = shape.choice.as_deref().into_iter().collect();
        let mut push = |name: &str| fields.push((place.param(name), name.to_snake_case()));
        shape.optional_first.iter().chain(&shape.list).for_each(|param| push(&param.name));
        if let Some(choice) = &shape.choice {
            push(&choice.name);
        }
        // What may follow is beside what precedes it; several that are given together are a list of their own.
        let mut groups = Vec::new();
        let mut next = &shape.tail;
        while let Some(tail) = next {
            match (tail.params.list.as_slice(), &tail.params.choice) {
                ([only], None) if tail.params.optional_first.is_none() => push(&only.name),
                ([], Some(choice)) if tail.params.optional_first.is_none() => {
                    push(&choice.name);
                    choices.push(choice);
                }
                _ => {
                    push(&tail.name);
                    groups.push(Shape { tail: None, ..tail.params.clone() });
                }
            }
            next = &tail.params.tail;
        }
        for (place, field) in &fields {
            self.identifier(place.clone(), "parameter", field, field);
        }
        self.distinct("parameters of a list", "Rust field", fields.into_iter());
        for choice in choices {
            let tags = choice.variants.iter().map(|variant| (place.param(&choice.tag), variant.tag.as_str()));
            self.identifiers("alternatives of a choice", tags);
            for variant in &choice.variants {
                self.fields(place, &variant.params, Vec::new());
            }
        }
        for group in &groups {
            self.fields(place, group, Vec::new());
        }
    }

    /// Names that become variants: distinct in upper camel case, and identifiers.
    fn identifiers<'n>(&mut self, what: &str, names: impl Iterator<Item = (Place, &'n str)>) {
        let names: Vec<_> = names.map(|(place, name)| (place, name, name.to_upper_camel_case())).collect();
        for (place, name, camel) in &names {
            self.identifier(place.clone(), "value", name, camel);
        }
        self.distinct(what, "Rust name", names.into_iter().map(|(place, _, camel)| (place, camel)));
    }

    fn identifier(&mut self, place: Place, what: &str, name: &str, identifier: &str) {
        let starts = identifier.starts_with(|first: char| first.is_ascii_alphabetic());
        let goes_on = identifier.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
        // All other keywords can be written raw: `r#type`.
        let never = ["self", "Self", "super", "crate"].contains(&identifier);
        if !starts || !goes_on || never {
            let message =
                format!("a {what}'s name becomes a Rust identifier; `{name}` becomes `{identifier}`, which is none");
            self.report(place, message, "begin it with a letter and use letters, digits and blanks");
        }
    }

    fn camel(&mut self, place: Place, what: &str, name: &str) {
        if name.to_upper_camel_case() != *name || !name.starts_with(|first: char| first.is_ascii_uppercase()) {
            let message = format!("a {what}'s name is a Rust type in upper camel case; `{name}` is not");
            self.report(place, message, &format!("write `{}`", name.to_upper_camel_case()));
        }
    }

    fn distinct(&mut self, what: &str, property: &str, all: impl Iterator<Item = (Place, String)>) {
        let mut seen: HashMap<String, Place> = HashMap::new();
        for (place, name) in all {
            match seen.get(&name) {
                None => _ = seen.insert(name, place),
                Some(first) => {
                    let message = format!("{what} differ in their {property}; {name} stands twice, first at {first}");
                    self.report(place, message, "rename one of them");
                }
            }
        }
    }

    fn report(&mut self, place: Place, message: String, help: &str) {
        self.findings.push(Finding { rule: RULE, place, message, help: help.into() });
    }
}

/// The names of choices and tails that become types.
fn groups(shape: &Shape) -> impl Iterator<Item = String> {
    shape.items().into_iter().filter_map(|item| match item.part {
        ShapePart::Choice(choice) => Some(choice.name.clone()),
        ShapePart::Variant(choice, variant) => {
            let is_record = variant.params.optional_first.is_some() || variant.params.tail.is_some();
            is_record.then(|| format!("{} {}", choice.name, variant.tag))
        }
        ShapePart::Tail(tail) => {
            let takes = &tail.params;
            let parts =
                takes.list.len() + usize::from(takes.optional_first.is_some()) + usize::from(takes.choice.is_some());
            (parts > 1).then(|| tail.name.clone())
        }
        ShapePart::Param(_) => None,
    })
}

/// The Rust type of a group of a line.
fn within(line: &Line, group: &str) -> String {
    format!("{}{}", line.name, group.to_upper_camel_case())
}

/// The Rust module of a command: its name without `AT+` and without its scope.
fn module(command: &Command) -> String {
    let name = command.base();
    name.strip_prefix("AT+").unwrap_or(name).to_lowercase()
}
