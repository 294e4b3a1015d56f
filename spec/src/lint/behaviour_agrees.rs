//! The second entry of behaviour agrees with the files of the commands.

use super::{Finding, Place};
use crate::{
    Spec,
    model::{
        At, AtReset, Breaks, Certainty, Command, Condition, Effect, Form, FormBehaviour, Line, On, Outcome, ReadsBack,
        Requirement, RiskEntry, StateValue, To, Values, Variable, Versions,
    },
};
use std::collections::BTreeMap;

/// The rule's name.
pub const RULE: &str = "behaviour_agrees";

/// The file with lines and resets.
const STATE: &str = "manual/behaviour_state";

/// What each form requires, risks, changes and brings, what lines report, and what a reset leaves, must be what
/// `manual/behaviour_*.ron` says.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let second = &spec.manual.behaviour;
    if second.forms.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut same = |place: Place, what: &str, second: &[String], found: &[String]| {
        if second != found {
            findings.push(finding(RULE, place, what, second, found));
        }
    };
    let stated = of_spec(spec);
    for form in stated.forms.iter().filter(|form| !second.forms.contains(form)) {
        let known = second.forms.iter().find(|known| (&known.command, known.form) == (&form.command, form.form));
        let file = spec.command(&form.command).map_or(STATE, |(path, ..)| path);
        let place = Place { command: Some(form.command.clone()), ..Place::file(file) }.form(form.form);
        let empty = FormBehaviour::of_nothing(form);
        let known = known.unwrap_or(&empty);
        for (what, second, found) in
            known.facts().into_iter().zip(form.facts()).map(|(one, other)| (one.0, one.1, other.1))
        {
            same(place.clone(), what, &second, &found);
        }
    }
    for form in &second.forms {
        if !stated.forms.iter().any(|known| (&known.command, known.form) == (&form.command, form.form)) {
            let place = Place { command: Some(form.command.clone()), ..Place::file(STATE) }.form(form.form);
            same(place, "what a form does", &[format!("{form:?}")], &[]);
        }
    }
    let reports = compare_lists(RULE, STATE, "what a line reports", &second.lines, &stated.lines);
    let one = |pairs: &[(String, String)]| -> Vec<(String, Vec<String>)> {
        pairs.iter().map(|(name, value)| (name.clone(), vec![value.clone()])).collect()
    };
    let reset = compare_lists(RULE, STATE, "what a reset leaves", &one(&second.reset), &one(&stated.reset));
    findings.extend(reports.into_iter().chain(reset));
    findings
}

/// Compares two lists of names with sentences: a finding for each name whose sentences differ.
pub(super) fn compare_lists(
    rule: &'static str,
    file: &str,
    what: &str,
    second: &[(String, Vec<String>)],
    stated: &[(String, Vec<String>)],
) -> Vec<Finding> {
    let map = |list: &[(String, Vec<String>)]| -> BTreeMap<String, Vec<String>> {
        let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, texts) in list {
            map.entry(name.clone()).or_default().extend(texts.iter().cloned());
        }
        map
    };
    let (second, stated) = (map(second), map(stated));
    let mut names: Vec<&String> = second.keys().chain(stated.keys()).collect();
    names.sort();
    names.dedup();
    let mut findings = Vec::new();
    for name in names {
        let (one, other) = (second.get(name), stated.get(name));
        if one != other {
            let place = Place::file(file).item("of", name);
            findings.push(finding(rule, place, what, one.map_or(&[], Vec::as_slice), other.map_or(&[], Vec::as_slice)));
        }
    }
    findings
}

fn finding(rule: &'static str, place: Place, what: &str, second: &[String], found: &[String]) -> Finding {
    let only = |these: &[String], those: &[String]| {
        let texts: Vec<_> = these.iter().filter(|text| !those.contains(text)).cloned().collect();
        if texts.is_empty() { "nothing else".to_string() } else { texts.join("; ") }
    };
    let message = format!(
        "{what} must be what the second entry says, {}; the files of the commands have {}",
        only(second, found),
        only(found, second)
    );
    Finding { rule, place, message, help: "correct the side that is wrong".into() }
}

impl FormBehaviour {
    fn of_nothing(form: &FormBehaviour) -> FormBehaviour {
        FormBehaviour {
            command: form.command.clone(),
            form: form.form,
            requires: Vec::new(),
            risks: Vec::new(),
            sets: Vec::new(),
            timeout_ms: None,
            tried: false,
            reads_back: None,
            reasons: Vec::new(),
            messages: Vec::new(),
        }
    }

    fn facts(&self) -> Vec<(&'static str, Vec<String>)> {
        vec![
            ("what a form requires", self.requires.clone()),
            ("what a form risks", self.risks.clone()),
            ("what a form changes", self.sets.clone()),
            ("the time-out of a form", self.timeout_ms.iter().map(|ms| format!("{ms} ms")).collect()),
            ("the outcome of a form", self.tried.then(|| "tried".to_string()).into_iter().collect()),
            ("what reads a form back", self.reads_back.iter().cloned().collect()),
            ("the reasons of a form", self.reasons.clone()),
            ("the messages of a form", self.messages.clone()),
        ]
    }
}

/// The same of the files of the commands.
pub fn of_spec(spec: &Spec) -> crate::model::Behaviour {
    let mut second = crate::model::Behaviour::default();
    for (_, command) in spec.commands() {
        let Some(first) = command.names.first() else { continue };
        for form in &command.forms {
            let stated = of_form(command, form, first.name.clone());
            if stated != FormBehaviour::of_nothing(&stated) {
                second.forms.push(stated);
            }
        }
        second.lines.extend(command.lines.iter().filter_map(|line| of_line(line, &format!("{} ", first.name))));
    }
    let events = spec.events.messages.iter().chain(spec.events.packets.iter().map(|packet| &packet.head));
    second.lines.extend(events.filter_map(|line| of_line(line, "")));
    second.reset = spec.state.variables.iter().map(|variable| (variable.name.clone(), of_variable(variable))).collect();
    let every = &spec.state.every_form;
    let except = format!("every form but {}", every.except.join(", "));
    second.reset.extend(every.requires.iter().map(|requirement| (except.clone(), requires(requirement))));
    second
}

fn of_form(command: &Command, form: &Form, first: String) -> FormBehaviour {
    let requirements = command.requires.iter().chain(&form.requires);
    let mut stated = FormBehaviour {
        command: first,
        form: form.kind,
        requires: requirements.map(requires).collect(),
        risks: form.risks.iter().flatten().map(risk).collect(),
        sets: form.sets.iter().map(effect).collect(),
        timeout_ms: form.timeout.as_ref().map(|timeout| timeout.ms),
        tried: form.outcome == Outcome::Tried,
        reads_back: form.reads_back.as_ref().map(|by| match by {
            ReadsBack::SameName => "the query of the same name".into(),
            ReadsBack::By(command) => command.clone(),
        }),
        reasons: form.reasons.clone(),
        messages: form.messages.clone(),
    };
    for list in [&mut stated.requires, &mut stated.risks, &mut stated.reasons, &mut stated.messages] {
        list.sort();
    }
    stated
}

fn of_line(line: &Line, command: &str) -> Option<(String, Vec<String>)> {
    let mut reports: Vec<String> = line.reports.iter().map(effect).collect();
    if line.restarts {
        reports.push("the module has restarted".into());
    }
    (!reports.is_empty()).then(|| (format!("{command}{}", line.name), reports))
}

/// `mux is Single, else MUX=1`
fn requires(requirement: &Requirement) -> String {
    let Requirement { state, at, is, is_not, when, reason, certainty, since, until, .. } = requirement;
    let values = if is.is_empty() { format!("not {}", listed(is_not)) } else { listed(is) };
    let reason = reason.as_ref().map(|reason| format!(", else {reason}")).unwrap_or_default();
    let advised = if *certainty == Certainty::Stated { "" } else { ", advised" };
    let span = span(since, until);
    format!("{state}{} is {values}{}{reason}{advised}{span}", place(at), conditions(when))
}

/// `, since 1.0.5.0, until 1.1.1.7`
pub(super) fn span(since: &Versions, until: &Versions) -> String {
    let bound = |word: &str, versions: &Versions| {
        if versions.is_empty() { String::new() } else { format!(", {word} {versions}") }
    };
    bound("since", since) + &bound("until", until)
}

/// `erase if <type> is All`
fn risk(entry: &RiskEntry) -> String {
    let (risk, when) = entry.parts();
    format!("{}{}", risk.name(), conditions(when))
}

/// `link of <link ID> is closed, always`
fn effect(effect: &Effect) -> String {
    let Effect { state, at, to, only_from, when, on, .. } = effect;
    let to = match to {
        To::Is(value) => value.to_string(),
        To::OneOf(values) => listed(values),
        To::Param(name) => format!("<{name}>"),
        To::AsSent => "what was sent".into(),
        To::Unknown => "unknown".into(),
    };
    let on = match on {
        On::Success => "",
        On::Failure => ", on failure",
        On::Always => ", always",
    };
    let from = if only_from.is_empty() { String::new() } else { format!(", from {}", listed(only_from)) };
    format!("{state}{} is {to}{}{on}{from}", place(at), conditions(when))
}

pub(super) fn place(at: &At) -> String {
    match at {
        At::First => String::new(),
        At::Param(name) => format!(" of <{name}>"),
        At::Only(number) => format!(" {number}"),
        At::Every => " of all".into(),
        At::Any => " of any".into(),
    }
}

pub(super) fn conditions(when: &[Condition]) -> String {
    fn one(condition: &Condition) -> String {
        match condition {
            Condition::Is(name, values) => format!("<{name}> is {}", listed(values)),
            Condition::Given(name) => format!("<{name}> is given"),
            Condition::Omitted(name) => format!("<{name}> is omitted"),
            Condition::IsNot(name, values) => format!("<{name}> is not {}", listed(values)),
            Condition::Changes(variable) => format!("{variable} changes"),
        }
    }
    if when.is_empty() {
        return String::new();
    }
    format!(" if {}", when.iter().map(one).collect::<Vec<_>>().join(" and "))
}

pub(super) fn listed(values: &[StateValue]) -> String {
    let mut texts: Vec<&str> = values.iter().map(|value| value.0.as_str()).collect();
    texts.sort_unstable();
    texts.join(" or ")
}

fn of_variable(variable: &Variable) -> String {
    let Variable { each, values, at_reset, single_while, breaks, .. } = variable;
    let each = each.as_ref().map(|each| format!(", one for each {each}")).unwrap_or_default();
    let values = match values {
        Values::Flag => "true or false".to_string(),
        Values::Domain(domain) => domain.clone(),
        Values::Words(words) => words.join(" or "),
        Values::Text => "what was sent".into(),
    };
    let at_reset = match at_reset {
        AtReset::Is(value) => value.to_string(),
        AtReset::FromFlash => "what is in flash".into(),
        AtReset::InFlash => "what it was".into(),
        AtReset::Unknown => "unknown".into(),
    };
    let single =
        single_while.as_ref().map(|(other, value)| format!(", one while {other} is {value}")).unwrap_or_default();
    let breaks = if *breaks == Breaks::default() { String::new() } else { format!(", breaks {}", breaks.word()) };
    format!("{at_reset} of {values}{each}{single}{breaks}")
}
