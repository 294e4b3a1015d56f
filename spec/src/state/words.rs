//! Requirements in words.

use crate::{
    Spec,
    model::{At, Certainty, Condition, Requirement, StateValue, To, Values},
};

impl Spec {
    /// A requirement as a sentence, with the request that makes it hold: `mux is Single: AT+CIPMUX=0.`
    pub fn requirement_in_words(&self, requirement: &Requirement) -> String {
        let mut text = self.condition_in_words(requirement);
        if let Some(line) = self.line_that_sets(requirement) {
            text += &format!(": {line}");
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
        let name = &requirement.state;
        let variable = self.state.variable(name);
        let subject = match &requirement.at {
            At::First => name.clone(),
            At::Param(param) => format!("{name} <{param}>"),
            At::Only(number) => format!("{name} {number}"),
            At::Every => format!("every {name}"),
            At::Any => format!("any {name}"),
        };
        match variable.map(|variable| &variable.values) {
            Some(Values::Flag) if requirement.allows(&"true".into()) => format!("{subject} is on"),
            Some(Values::Flag) => format!("{subject} is off"),
            Some(Values::Text) if !requirement.is_not.is_empty() => format!("{subject} is set"),
            _ if requirement.is.is_empty() => format!("{subject} is not {}", joined(&requirement.is_not)),
            _ => format!("{subject} is {}", joined(&requirement.is)),
        }
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

fn in_words(condition: &Condition) -> String {
    match condition {
        Condition::Is(param, values) => format!("<{param}> is {}", joined(values)),
        Condition::Given(param) => format!("<{param}> is given"),
        Condition::Omitted(param) => format!("<{param}> is omitted"),
        Condition::IsNot(param, values) => format!("<{param}> is not {}", joined(values)),
        Condition::Changes(variable) => format!("it changes {variable}"),
    }
}

fn joined(values: &[StateValue]) -> String {
    values.iter().map(|value| value.0.as_str()).collect::<Vec<_>>().join(" or ")
}
