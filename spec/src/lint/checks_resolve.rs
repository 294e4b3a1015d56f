//! Scripted test cases name what exists, and what they send can be sent.

use super::{Finding, Place};
use crate::{
    Spec,
    checks::{PLACEHOLDERS, Variant},
    interpret::Interpreter,
    model::*,
    near::{near, one_of},
    state::UNSET,
};
use std::collections::BTreeSet;

/// The rule's name.
pub const RULE: &str = "checks_resolve";

/// Setups, variables, values, messages, reasons, final results, names and placeholders of test cases exist; a request
/// that is not to be refused is one of the spec; no two test cases of a form have the same id.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut lint =
        Lint { spec, interpreter: Interpreter::new(spec), place: Place::file("setups"), findings: Vec::new() };
    for setup in &spec.setups.setups {
        lint.place = Place::file("setups").item("setup", &setup.name);
        lint.preconditions(&setup.requires);
    }
    let mut ids = BTreeSet::new();
    for (path, check) in spec.checks() {
        lint.place = Place::check(path, check);
        lint.check(check);
        for variant in check.variants() {
            lint.variant(check, variant, &mut ids);
        }
    }
    lint.findings
}

struct Lint<'s> {
    spec: &'s Spec,
    interpreter: Interpreter<'s>,
    place: Place,
    findings: Vec<Finding>,
}

impl Lint<'_> {
    fn check(&mut self, check: &Check) {
        let spec = self.spec;
        let setups: Vec<_> = spec.setups.setups.iter().map(|setup| setup.name.as_str()).collect();
        check.setup.iter().for_each(|name| self.one("the setups of setups.ron", name, &setups));
        let names = spec.commands().flat_map(|(_, command)| &command.names).map(|name| name.name.as_str());
        let names: Vec<_> = names.collect();
        check.names.iter().for_each(|name| self.one("the names of commands", name, &names));
        check.message.iter().for_each(|name| self.message(name));
        self.preconditions(&check.requires);
        for step in &check.steps {
            match step {
                Step::Host(_, expectation) | Step::Data(_, expectation) => self.expectation(expectation),
                Step::Await(all) => all.iter().for_each(|awaited| {
                    if let Awaited::Message(name) = awaited {
                        self.message(name);
                    }
                }),
                Step::Pause(_) | Step::Provision(..) | Step::WpsFails => {}
            }
        }
    }

    fn expectation(&mut self, expectation: &Expectation) {
        let spec = self.spec;
        let finals: Vec<_> = spec.lexical.finals.iter().map(|known| known.text.as_str()).collect();
        let finals_are = "the final results of lexical.ron";
        match expectation {
            Expectation::With(names) => names.iter().for_each(|name| self.message(name)),
            Expectation::RefusedFor(reason) => {
                let known: Vec<_> = spec.lexical.reasons.iter().map(|known| known.text.as_str()).collect();
                self.one("the reasons of lexical.ron", reason, &known);
            }
            Expectation::Fails(_, result) => self.one(finals_are, result, &finals),
            Expectation::Ends(results) => results.iter().for_each(|result| self.one(finals_are, result, &finals)),
            _ => {}
        }
    }

    fn message(&mut self, name: &str) {
        let events = &self.spec.events;
        let heads = events.packets.iter().map(|packet| &packet.head);
        let known: Vec<_> = events.messages.iter().chain(heads).map(|line| line.name.as_str()).collect();
        self.one("the messages and packets of events.ron", name, &known);
    }

    fn preconditions(&mut self, all: &[Precondition]) {
        let spec = self.spec;
        for precondition in all {
            let known: Vec<_> = spec.state.variables.iter().map(|variable| variable.name.as_str()).collect();
            self.one("the variables of state.ron", &precondition.state, &known);
            let Some(variable) = spec.state.variable(&precondition.state) else { continue };
            let values = spec.values_of(variable).unwrap_or_else(|| vec![UNSET.into()]);
            let values: Vec<_> = values.iter().map(|value| value.0.as_str()).collect();
            for value in precondition.is.iter().chain(&precondition.is_not) {
                self.one(&format!("the values of `{}`", variable.name), &value.0, &values);
            }
            if precondition.is.is_empty() == precondition.is_not.is_empty() {
                let rule = "a precondition must have either `is` or `is_not`";
                self.report(format!("{rule}; that on `{}` has not", variable.name), "list the values that are allowed");
            }
            match &precondition.at {
                At::First => {}
                At::Only(number) if spec.instances(variable).contains(number) => {}
                at => self.report(
                    format!(
                        "a precondition is about the first instance or one that `{}` has; it has no {at:?}",
                        variable.name
                    ),
                    "leave `at` out, or correct its number",
                ),
            }
            if precondition.peer.is_some() && variable.name != "link" {
                self.report(format!("only a `link` has a peer; `{}` is none", variable.name), "leave `peer` out");
            }
        }
    }

    fn variant<'c>(&mut self, check: &'c Check, variant: Variant<'c>, ids: &mut BTreeSet<String>) {
        let requests = check.about.iter().chain(&check.before).map(|line| (line, true));
        let steps = check.steps.iter().filter_map(|step| match step {
            Step::Host(line, Expectation::Refused | Expectation::RefusedFor(_)) => Some((line, false)),
            Step::Host(line, _) => Some((line, true)),
            _ => None,
        });
        for (line, is_good) in requests.chain(steps) {
            let Some(line) = self.filled(variant, line) else { continue };
            if let (true, Err(refusal)) = (is_good, self.interpreter.read_request(line.as_bytes())) {
                let message = format!(
                    "what a test case sends is a request, unless it is to be refused; {line:?} is refused ({refusal})"
                );
                self.report(message, "correct the request, or expect `Refused`");
            }
        }
        for text in texts(check) {
            self.filled(variant, text);
        }
        let request = check.request().and_then(|line| self.filled(variant, line));
        let Some(Ok(request)) = request.map(|line| self.interpreter.read_request(line.as_bytes())) else {
            return self.report(
                "a test case is about a form; this one sends no request of one".into(),
                "name a request by `about`",
            );
        };
        let about = check.message.clone().unwrap_or_else(|| format!("{} {:?}", request.name.name, request.form.kind));
        let id = format!("{about} {:?} {:?} {} {}", check.kind, variant.link.is_some(), check.id, check.span());
        if !ids.insert(id) {
            self.report(
                format!("the test cases of a form have different ids; {:?} is there twice", check.id),
                "rename one",
            );
        }
    }

    fn filled(&mut self, variant: Variant<'_>, text: &str) -> Option<String> {
        let value =
            |name: &str| PLACEHOLDERS.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string());
        match variant.fill(text, value) {
            Ok(text) => Some(text),
            Err(name) => {
                let own = ["command", "link,", ",link", "=link"];
                let known: Vec<_> = PLACEHOLDERS.iter().map(|(name, _)| *name).chain(own).collect();
                self.one("the placeholders; without `names`, `{command}` is none", &name, &known);
                None
            }
        }
    }

    fn one(&mut self, home: &str, name: &str, known: &[&str]) {
        if !known.contains(&name) || (home.contains("{command}") && name == "command") {
            let help = match near(name, known.iter().copied().filter(|known| *known != name)).as_slice() {
                [] => "add it there, or correct the name".to_string(),
                near => format!("did you mean {}?", one_of(near, |name| format!("`{name}`"))),
            };
            self.report(format!("a reference must exist; `{name}` is not among {home}"), &help);
        }
    }

    fn report(&mut self, message: String, help: &str) {
        let finding = Finding { rule: RULE, place: self.place.clone(), message, help: help.into() };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// All texts of a test case that may have placeholders, apart from its requests.
fn texts(check: &Check) -> Vec<&String> {
    let mut all: Vec<&String> = vec![&check.title];
    for step in &check.steps {
        match step {
            Step::Host(_, expectation) | Step::Data(_, expectation) => match expectation {
                Expectation::Answers(lines) | Expectation::Matches(lines) => all.extend(lines),
                Expectation::Each(line) | Expectation::PromptsAfter(line) | Expectation::Fails(line, _) => {
                    all.push(line)
                }
                _ => {}
            },
            Step::Await(these) => all.extend(these.iter().flat_map(|awaited| match awaited {
                Awaited::Packet(heads, _) => heads.iter().collect(),
                Awaited::Line(text) => vec![text],
                Awaited::Message(_) | Awaited::Payload(_) | Awaited::Bytes(_) => Vec::new(),
            })),
            Step::Provision(ssid, password) => all.extend([ssid, password]),
            Step::Pause(_) | Step::WpsFails => {}
        }
    }
    all
}
