//! What must hold before a request.
//!
//! The manual names commands where the spec names variables: `AT+CWMODE` is 1 or 3. The effects of a command's forms, and
//! what its answers report, tell which variable that is, and which values.

use super::{
    Topic,
    subject::{Subject, is_manual, kind_name, printed_kind},
};
use crate::{
    Spec,
    model::{
        Command, Condition, Effect, Form, PrintedPresence, PrintedRequirement, Requirement, Shape, StateValue, To,
        Type, Values, Variable,
    },
};
use std::collections::BTreeMap;

/// The values of each variable.
type Meant = BTreeMap<String, Vec<StateValue>>;

pub(super) fn compare(topic: &mut Topic, subject: &Subject) {
    let Some((command, _)) = subject.command else {
        return in_words(topic, subject);
    };
    let mut named: Vec<(&Form, &Requirement)> = Vec::new();
    for printed in &subject.section.requires {
        let Some((what, other)) = setting(printed) else { continue };
        let meant = meant(subject.spec, printed, other);
        if meant.is_empty() {
            topic.same(&format!("requirement {what} {other}"), &kind_name(printed.form), &printed.words, "");
            continue;
        }
        for form in subject.forms_of(printed.form) {
            let of = kind_name(Some(printed_kind(form.kind)));
            let what = format!("requirement {what} {other}");
            let all = command.requires.iter().chain(&form.requires);
            let mut candidates: Vec<(&Requirement, String, String)> = all
                .filter_map(|requirement| {
                    let values = meant.get(&requirement.state)?;
                    let expected = expected(subject, form, printed, &requirement.state, values);
                    Some((requirement, expected, shown(subject.spec, requirement)))
                })
                .collect();
            // Of several requirements on a variable, the one that is the same, else the one for the same requests.
            let case = |text: &str| text.split_once(" when ").map(|(_, case)| case.to_string());
            candidates.sort_by_key(|(_, expected, found)| (expected != found, case(expected) != case(found)));
            match candidates.first() {
                Some((requirement, expected, found)) => {
                    named.push((form, requirement));
                    topic.same(&what, &of, expected, found);
                    super::pages::same(topic, subject, &what, &requirement.source, printed.page);
                }
                None => {
                    let (state, values) = meant.first_key_value().expect("it is not empty");
                    topic.same(&what, &of, &expected(subject, form, printed, state, values), &by_lead(form, state));
                }
            }
        }
    }
    // What the spec has from the manual, the manual says.
    for form in subject.forms() {
        let all = command.requires.iter().chain(&form.requires).filter(|requirement| is_manual(&requirement.source));
        for requirement in all {
            // The connections of the form say the same.
            if requirement.mux().is_some() && requirement.when.is_empty() {
                continue;
            }
            let is_named = named.iter().any(|(of, known)| std::ptr::eq(*of, form) && std::ptr::eq(*known, requirement));
            if !is_named {
                let of = kind_name(Some(printed_kind(form.kind)));
                topic.same("requirement", &of, "", &shown(subject.spec, requirement));
            }
        }
    }
    in_words(topic, subject);
}

/// The state in which an answer line comes.
pub(super) fn compare_presence(topic: &mut Topic, subject: &Subject, printed: &PrintedPresence) {
    let spec = subject.spec;
    let PrintedPresence { line, setting, is, .. } = printed;
    let requirement = PrintedRequirement {
        form: None,
        setting: Some(setting.clone()),
        after: None,
        before: None,
        of: None,
        is: is.clone(),
        with: Vec::new(),
        when: None,
        since: Default::default(),
        until: Default::default(),
        advised: false,
        words: String::new(),
        said: None,
        page: printed.page,
    };
    let mut meant = meant(spec, &requirement, setting);
    let lines = subject.forms().into_iter().flat_map(|form| subject.answers(form));
    let found = lines.into_iter().find(|known| super::answers::canonical(subject, known) == *line);
    let tests = found.map_or(&[][..], |line| &line.present_if);
    // A setting may change other variables as well.
    if meant.keys().any(|state| tests.iter().any(|test| test.state == *state)) {
        meant.retain(|state, _| tests.iter().any(|test| test.state == *state));
    }
    let shown = |state: &str, values: &[StateValue]| format!("{state}: {}", listed(&values.iter().collect::<Vec<_>>()));
    let expected = meant.iter().map(|(state, values)| shown(state, values)).collect::<Vec<_>>().join(", ");
    let found = tests.iter().map(|test| shown(&test.state, &test.is)).collect::<Vec<_>>().join(", ");
    topic.same("presence", line, &expected, &found);
}

/// What no command sets must be in a text about the command.
fn in_words(topic: &mut Topic, subject: &Subject) {
    for printed in &subject.section.requires {
        if subject.command.is_some() && setting(printed).is_some() {
            continue;
        }
        let said = printed.said.as_deref().filter(|said| subject.says(said));
        let found = if said.is_some() { printed.words.as_str() } else { "" };
        topic.same("requirement", &kind_name(printed.form), &printed.words, found);
    }
}

fn setting(printed: &PrintedRequirement) -> Option<(&'static str, &str)> {
    let setting = printed.setting.as_deref().map(|setting| ("by", setting));
    let after = printed.after.as_deref().map(|after| ("after", after));
    setting.or(after).or(printed.before.as_deref().map(|before| ("before", before)))
}

/// The requirement as the spec would have it.
fn expected(
    subject: &Subject,
    form: &Form,
    printed: &PrintedRequirement,
    state: &str,
    values: &[StateValue],
) -> String {
    let spec = subject.spec;
    let Some(variable) = spec.state.variable(state) else { return String::new() };
    let domain: Vec<StateValue> = all_values(spec, variable);
    let is_before = printed.before.is_some();
    let allowed: Vec<&StateValue> = domain.iter().filter(|value| values.contains(value) != is_before).collect();
    let when = printed.when.as_ref().map(|(name, value)| {
        let value = value_of(spec, &form.params, name, value).unwrap_or_else(|| StateValue(value.clone()));
        format!(" when {name} is {value}")
    });
    let span = span(&printed.since.to_string(), &printed.until.to_string());
    let advised = if printed.advised { " (advised)" } else { "" };
    format!("{state}: {}{}{span}{advised}", listed(&allowed), when.unwrap_or_default())
}

fn shown(spec: &Spec, requirement: &Requirement) -> String {
    let Some(variable) = spec.state.variable(&requirement.state) else { return String::new() };
    let domain = all_values(spec, variable);
    let allowed: Vec<&StateValue> = domain.iter().filter(|value| requirement.allows(value)).collect();
    let when: String = requirement.when.iter().map(shown_condition).collect();
    let span = span(&requirement.since.to_string(), &requirement.until.to_string());
    let advised = if requirement.certainty == crate::model::Certainty::Stated { "" } else { " (advised)" };
    format!("{}: {}{when}{span}{advised}", requirement.state, listed(&allowed))
}

fn shown_condition(condition: &Condition) -> String {
    match condition {
        Condition::Is(name, values) => format!(" when {name} is {}", listed(&values.iter().collect::<Vec<_>>())),
        other => format!(" when {other:?}"),
    }
}

fn span(since: &str, until: &str) -> String {
    let bound =
        |word: &str, version: &str| if version.is_empty() { String::new() } else { format!(" {word} {version}") };
    bound("since", since) + &bound("until", until)
}

fn listed(values: &[&StateValue]) -> String {
    let mut texts: Vec<_> = values.iter().map(|value| value.0.as_str()).collect();
    texts.sort();
    texts.join(" or ")
}

/// What an optional first parameter requires of `AT+CIPMUX`.
fn by_lead(form: &Form, state: &str) -> String {
    let mux = form.params.optional_first.as_ref().and_then(|lead| lead.mux);
    if state == "mux" && mux.is_some() { "by the first parameter".into() } else { String::new() }
}

/// All values of a variable; of a text, that it is set or not.
fn all_values(spec: &Spec, variable: &Variable) -> Vec<StateValue> {
    spec.values_of(variable).unwrap_or_else(|| vec!["set".into(), crate::state::UNSET.into()])
}

/// The variables that a printed requirement means, each with the values that it allows; with `before`, with those that it
/// does not.
fn meant(spec: &Spec, printed: &PrintedRequirement, other: &str) -> Meant {
    let mut meant = Meant::new();
    let of_command = |(_, command): (&str, &Command)| {
        let named = |name: &crate::model::Name| name.name == other || name.base() == other;
        command.names.iter().any(named)
    };
    for (_, command) in spec.commands().filter(|found| of_command(*found)) {
        let sets = command.forms.iter().flat_map(|form| form.sets.iter().map(move |effect| (&form.params, effect)));
        let reports =
            command.lines.iter().flat_map(|line| line.reports.iter().map(move |effect| (&line.params, effect)));
        for (takes, effect) in sets.chain(reports) {
            let Some(variable) = spec.state.variable(&effect.state) else { continue };
            for value in values_after(spec, printed, takes, effect, variable) {
                let values = meant.entry(effect.state.clone()).or_default();
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
    }
    meant
}

/// The values of a variable after an effect, under what the requirement says of parameters.
fn values_after(
    spec: &Spec,
    printed: &PrintedRequirement,
    takes: &Shape,
    effect: &Effect,
    variable: &Variable,
) -> Vec<StateValue> {
    let about: Option<&str> = printed.of.as_deref();
    let by_with = printed.with.iter().all(|(name, value)| {
        let value = value_of(spec, takes, name, value);
        effect.when.iter().all(|condition| match condition {
            Condition::Is(of, names) if of == name => value.as_ref().is_some_and(|value| names.contains(value)),
            _ => true,
        })
    });
    if !by_with {
        return Vec::new();
    }
    // The values of the parameter that `is` is about, by their names.
    let given = |name: &str| -> Vec<StateValue> {
        printed.is.iter().filter_map(|value| value_of(spec, takes, name, value)).collect()
    };
    let conditions: Vec<(&str, &[StateValue])> = effect
        .when
        .iter()
        .filter_map(|condition| match condition {
            Condition::Is(name, values) => Some((name.as_str(), values.as_slice())),
            _ => None,
        })
        .collect();
    match &effect.to {
        To::Param(name) if printed.is.is_empty() => params_values(spec, takes, name, variable),
        To::Param(name) if about.is_none_or(|about| about == name) => {
            given(name).into_iter().map(|value| as_flag(spec, takes, name, value, variable)).collect()
        }
        To::Is(value) if printed.is.is_empty() => vec![value.clone()],
        To::Is(value) => {
            let holds = |(name, values): &(&str, &[StateValue])| {
                let given = given(name);
                about.is_none_or(|about| about == *name)
                    && !given.is_empty()
                    && given.iter().all(|one| values.contains(one))
            };
            if conditions.iter().any(holds) { vec![value.clone()] } else { Vec::new() }
        }
        To::OneOf(values) if printed.is.is_empty() => values.clone(),
        To::AsSent if printed.is.is_empty() => vec!["set".into()],
        _ => Vec::new(),
    }
}

/// A value of a parameter as the state calls it; the value itself for texts and words of a choice.
fn value_of(spec: &Spec, takes: &Shape, name: &str, value: &str) -> Option<StateValue> {
    super::subject::occurrences(takes).into_iter().find_map(|(_, found)| match found {
        Ok(param) if param.name == name => Some(spec.value_name(&param.ty, value)),
        Err((tag, words)) if tag == name && words.contains(&value) => Some(StateValue(value.into())),
        _ => None,
    })
}

/// All values that a parameter gives a variable.
fn params_values(spec: &Spec, takes: &Shape, name: &str, variable: &Variable) -> Vec<StateValue> {
    if let Values::Text = variable.values {
        return vec!["set".into()];
    }
    super::subject::occurrences(takes)
        .into_iter()
        .flat_map(|(_, found)| match found {
            Ok(param) if param.name == name => match &param.ty {
                Type::Domain(domain) => spec
                    .domain(domain)
                    .map_or_else(Vec::new, |domain| domain.names().into_iter().map(Into::into).collect()),
                _ => Vec::new(),
            },
            Err((tag, words)) if tag == name => words.into_iter().map(StateValue::from).collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// The value of a flag that a parameter sets.
fn as_flag(spec: &Spec, takes: &Shape, name: &str, value: StateValue, variable: &Variable) -> StateValue {
    if variable.values != Values::Flag {
        return value;
    }
    let zero = value_of(spec, takes, name, "0");
    if zero == Some(value) { "false".into() } else { "true".into() }
}
