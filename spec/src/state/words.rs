//! Requirements, effects and risks in words.

use crate::{
    Spec,
    model::{At, Certainty, Command, Condition, Effect, Form, On, Requirement, Risk, StateValue, To, Values},
    near::one_of,
};

impl Spec {
    /// A requirement as a sentence, with the request that makes it hold: ``mux is Single (`AT+CIPMUX=0`).``
    pub fn requirement_in_words(&self, requirement: &Requirement) -> String {
        let mut text = self.condition_in_words(requirement);
        if let Some(line) = self.line_that_sets(requirement) {
            text += &format!(" (`{line}`)");
        }
        let when: Vec<_> = requirement.when.iter().map(in_words).collect();
        if !when.is_empty() {
            text += &format!(", if {}", when.join(" and "));
        }
        if requirement.certainty == Certainty::Advised {
            text += "; recommended";
        }
        text + "."
    }

    fn condition_in_words(&self, requirement: &Requirement) -> String {
        let subject = subject(&requirement.state, &requirement.at);
        match self.kind_of_state(&requirement.state) {
            Some(Values::Flag) if requirement.allows(&"true".into()) => format!("{subject} is on"),
            Some(Values::Flag) => format!("{subject} is off"),
            Some(Values::Text) if !requirement.is_not.is_empty() => format!("{subject} is set"),
            _ if requirement.is.is_empty() => format!("{subject} is not {}", joined(&requirement.is_not)),
            _ => format!("{subject} is {}", joined(&requirement.is)),
        }
    }

    /// An effect as a sentence: ``mux becomes `<mode>`.``
    pub fn effect_in_words(&self, effect: &Effect) -> String {
        let is_flag = self.kind_of_state(&effect.state) == Some(&Values::Flag);
        let value = match &effect.to {
            To::Is(value) if is_flag => if value.0 == "true" { "on" } else { "off" }.into(),
            To::Is(value) => value.to_string(),
            To::OneOf(values) => joined(values),
            To::Param(param) => format!("`<{param}>`"),
            To::AsSent => "what was sent".into(),
            To::Unknown => "unknown".into(),
        };
        let mut text = subject(&effect.state, &effect.at);
        if !effect.only_from.is_empty() {
            text += &format!(" that was {}", joined(&effect.only_from));
        }
        text += &format!(" becomes {value}");
        let when: Vec<_> = effect.when.iter().map(in_words).collect();
        if !when.is_empty() {
            text += &format!(", if {}", when.join(" and "));
        }
        text += match effect.on {
            On::Success => "",
            On::Failure => ", after a failure",
            On::Always => ", whatever the final result",
        };
        text + "."
    }

    /// The risks of a form as sentences, those of single names last: `flash: overwrites settings in flash.`
    pub fn risks_in_words(&self, command: &Command, form: &Form) -> Vec<String> {
        let Some(entries) = &form.risks else { return vec![risk_in_words(Risk::Unknown, "")] };
        let stated = entries.iter().map(|entry| {
            let (risk, when) = entry.parts();
            let when: Vec<_> = when.iter().map(in_words).collect();
            risk_in_words(risk, &if when.is_empty() { String::new() } else { format!(", if {}", when.join(" and ")) })
        });
        let mut all: Vec<_> = stated.collect();
        if !entries.iter().any(|entry| entry.parts() == (Risk::Flash, &[])) {
            let names = command.names.iter().filter(|name| form.applies_to(name));
            let writing: Vec<_> = names.filter(|name| self.form_risks(name, form).contains(&Risk::Flash)).collect();
            if !writing.is_empty() {
                let names: Vec<_> = writing.iter().map(|name| name.name.as_str()).collect();
                all.push(risk_in_words(Risk::Flash, &format!(", as {}", names.join(" or "))));
            }
        }
        all
    }

    fn kind_of_state(&self, variable: &str) -> Option<&Values> {
        self.state.variable(variable).map(|variable| &variable.values)
    }

    /// The first command that sets a variable to a value of its own: `AT+MQTTSET` for `mqtt`.
    pub fn command_that_sets(&self, variable: &str) -> Option<&str> {
        self.commands().find_map(|(_, command)| {
            let mut effects = command.forms.iter().flat_map(|form| &form.sets);
            let sets = effects.any(|effect| effect.state == variable && effect.to != To::Unknown);
            sets.then(|| command.names.first().map(|name| name.name.as_str()))?
        })
    }

    /// The commands that can set a variable to this value, by their first names.
    pub fn commands_that_set(&self, variable: &str, value: &StateValue) -> Vec<&str> {
        let sets = |to: &To| match to {
            To::Is(set) => set == value,
            To::OneOf(set) => set.contains(value),
            To::Param(_) | To::AsSent | To::Unknown => false,
        };
        let commands = self.commands().filter(|(_, command)| {
            let mut effects = command.forms.iter().flat_map(|form| &form.sets);
            effects.any(|effect| effect.state == variable && sets(&effect.to))
        });
        commands.filter_map(|(_, command)| Some(command.names.first()?.name.as_str())).collect()
    }
}

fn subject(variable: &str, at: &At) -> String {
    match at {
        At::First => variable.into(),
        At::Param(param) => format!("{variable} `<{param}>`"),
        At::Only(number) => format!("{variable} {number}"),
        At::Every => format!("every {variable}"),
        At::Any => format!("any {variable}"),
    }
}

fn risk_in_words(risk: Risk, condition: &str) -> String {
    format!("{risk}: {}{condition}.", risk.description())
}

fn in_words(condition: &Condition) -> String {
    match condition {
        Condition::Is(param, values) => format!("`<{param}>` is {}", joined(values)),
        Condition::Given(param) => format!("`<{param}>` is given"),
        Condition::Omitted(param) => format!("`<{param}>` is omitted"),
        Condition::IsNot(param, values) => format!("`<{param}>` is not {}", joined(values)),
        Condition::Changes(variable) => format!("it changes {variable}"),
    }
}

fn joined(values: &[StateValue]) -> String {
    one_of(values, StateValue::to_string)
}
