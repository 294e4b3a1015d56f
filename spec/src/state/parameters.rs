//! The parameters of a request or a line, as conditions and effects see them.

use crate::{
    interpret::{Field, Interpreter, Reading, Request, Value},
    model::{Condition, Form, StateValue},
};

/// Parameters by name.
#[derive(Clone, Default)]
pub(crate) struct Parameters<'s> {
    given: Vec<(&'s str, StateValue, Option<i64>)>,
    /// Defaults of parameters that are omitted.
    defaults: Vec<(&'s str, StateValue)>,
    /// All of them as the request is written; empty for lines.
    pub(crate) as_sent: String,
}

impl<'s> Parameters<'s> {
    pub(crate) fn of_request(interpreter: Interpreter<'s>, request: &Request<'s>) -> Parameters<'s> {
        let given: Vec<_> = request.fields.iter().map(given).collect();
        let line = interpreter.write_request(request);
        let line = String::from_utf8_lossy(&line);
        let as_sent = line.split_once('=').map_or("", |(_, params)| params).trim_end().to_string();
        let defaults = defaults(interpreter, request.form, &given);
        Parameters { given, defaults, as_sent }
    }

    pub(crate) fn of_line(reading: &Reading<'s>) -> Parameters<'s> {
        Parameters { given: reading.fields.iter().map(given).collect(), ..Parameters::default() }
    }

    /// The value of a parameter, or its default if it is omitted.
    pub(crate) fn value(&self, name: &str) -> Option<&StateValue> {
        let given = self.given.iter().find(|(known, ..)| *known == name).map(|(_, value, _)| value);
        given.or_else(|| self.defaults.iter().find(|(known, _)| *known == name).map(|(_, value)| value))
    }

    /// The number that a parameter has.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.given.iter().find(|(known, ..)| *known == name).and_then(|(.., number)| *number)
    }

    pub(crate) fn is_given(&self, name: &str) -> bool {
        self.given.iter().any(|(known, ..)| *known == name)
    }

    /// Whether a condition holds. `None` if the module's state decides it.
    pub(crate) fn meet(&self, condition: &Condition) -> Option<bool> {
        Some(match condition {
            Condition::Is(name, values) => self.value(name).is_some_and(|value| values.contains(value)),
            Condition::Given(name) => self.is_given(name),
            Condition::Omitted(name) => !self.is_given(name),
            Condition::IsNot(name, values) => self.value(name).is_none_or(|value| !values.contains(value)),
            Condition::Changes(_) => return None,
        })
    }
}

fn given<'s>(field: &Field<'s>) -> (&'s str, StateValue, Option<i64>) {
    let number = match field.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    (field.name(), state_value(field), number)
}

/// The value of a field as behaviour names it: by its name in the domain, or as text.
pub(crate) fn state_value(field: &Field<'_>) -> StateValue {
    StateValue(match (field.label, &field.value) {
        (Some(label), _) => label.to_string(),
        (None, Value::Text(text)) => String::from_utf8_lossy(text).into_owned(),
        (None, value) => value.to_string(),
    })
}

/// The defaults of what is omitted: for an enum, the name of the value.
fn defaults<'s>(
    interpreter: Interpreter<'s>,
    form: &'s Form,
    given: &[(&'s str, StateValue, Option<i64>)],
) -> Vec<(&'s str, StateValue)> {
    let omitted = form.params.params().into_iter().filter(|param| given.iter().all(|(name, ..)| *name != param.name));
    omitted
        .filter_map(|param| {
            let written = param.default.as_deref()?;
            Some((param.name.as_str(), interpreter.spec().value_name(&param.ty, written)))
        })
        .collect()
}
