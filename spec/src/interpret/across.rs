//! Rules across the parameters of one request: what a form demands of values that are right each for itself.

use super::{ErrorKind, Field, Interpreter, Refusal, Value};
use crate::{
    model::{Form, Network, ParamRule, RuleKind, StateValue},
    state::state_value,
};
use std::ops::Range;

impl Interpreter<'_> {
    /// The rules that the parameters of a request break, in the order of the data. `place` is where a parameter's
    /// token is in the line, or where a missing one would be; `None` if there is no line yet.
    pub(super) fn broken_rules(
        &self,
        form: &Form,
        fields: &[Field<'_>],
        place: impl Fn(Option<&Field<'_>>) -> Option<Range<usize>>,
    ) -> Vec<Refusal> {
        let broken = form.rules_of_all_firmware().filter(|rule| is_broken(&rule.rule, fields));
        let refusal = |rule: &ParamRule| {
            let param = rule.rule.params().first().map(ToString::to_string);
            let field = param.as_deref().and_then(|name| find(fields, name));
            let help = match &rule.rule {
                RuleKind::RequiredIf(param, ..) => Some(format!("add <{param}>")),
                RuleKind::OnlyIf(param, ..) => Some(format!("leave <{param}> out")),
                _ => None,
            };
            let (error, span) = (ErrorKind::RuleViolation, place(field));
            // The rule names parameters, so that nothing is shown of values, among which secrets are.
            Refusal { error, param, span, found: None, rule: rule.to_string(), help }
        };
        broken.map(refusal).collect()
    }
}

/// True if a rule is broken. What the module's state decides is none of a request's mistakes.
fn is_broken(rule: &RuleKind, fields: &[Field<'_>]) -> bool {
    let value = |name: &String| find(fields, name).map(|field| &field.value);
    let has = |name: &String, values: &[StateValue]| {
        find(fields, name).is_some_and(|field| values.contains(&state_value(field)))
    };
    let is_empty = |name: &String| match value(name) {
        Some(Value::Text(text)) => Some(text.is_empty()),
        _ => None,
    };
    match rule {
        RuleKind::Distinct(params) => {
            let given: Vec<_> = params.iter().filter_map(value).collect();
            given.iter().enumerate().any(|(at, one)| given[..at].contains(one))
        }
        RuleKind::RequiredIf(param, by, values) => value(param).is_none() && has(by, values),
        RuleKind::OnlyIf(param, by, values) => value(param).is_some() && !has(by, values),
        RuleKind::EmptyIf(param, by, values) => is_empty(param) == Some(false) && has(by, values),
        RuleKind::FilledIf(param, by, values) => is_empty(param) == Some(true) && has(by, values),
        RuleKind::Ordered(param, other) => match (value(param), value(other)) {
            (Some(Value::Number(one)), Some(Value::Number(other))) => one > other,
            (Some(Value::Ip(one)), Some(Value::Ip(other))) => one > other,
            _ => false,
        },
        RuleKind::SameNetwork(params, Network::Params(address, netmask)) => match (value(address), value(netmask)) {
            (Some(Value::Ip(address)), Some(Value::Ip(netmask))) => {
                let network = |ip: &std::net::Ipv4Addr| ip.to_bits() & netmask.to_bits();
                let is_outside = |of: &Value| matches!(of, Value::Ip(ip) if network(ip) != network(address));
                params.iter().filter_map(value).any(is_outside)
            }
            _ => false,
        },
        RuleKind::SameNetwork(_, Network::State(_)) => false,
    }
}

fn find<'f, 's>(fields: &'f [Field<'s>], name: &str) -> Option<&'f Field<'s>> {
    fields.iter().find(|field| field.name() == name)
}
