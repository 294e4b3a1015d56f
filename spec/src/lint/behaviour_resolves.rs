//! What behaviour names exists: variables, instances, values, parameters, reasons.

use super::{Finding, Place, walk::lines};
use crate::{
    Spec,
    model::*,
    near::{near, one_of},
    state::UNSET,
};

/// The rule's name.
pub const RULE: &str = "behaviour_resolves";

/// Variables, their instances and values, parameters, answer lines and reasons that requirements, effects, conditions,
/// risks and rules name are there.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut lint = Lint { spec, findings: Vec::new() };
    lint.variables();
    lint.forms();
    lint.lines();
    lint.findings
}

struct Lint<'s> {
    spec: &'s Spec,
    findings: Vec<Finding>,
}

/// What a behaviour may refer to: the parameters at hand and the reasons that the form may print.
struct Context<'s> {
    place: Place,
    params: Vec<(&'s str, Option<&'s Type>)>,
    reasons: Option<&'s [String]>,
}

impl<'s> Lint<'s> {
    fn variables(&mut self) {
        let spec = self.spec;
        let file = Place::file("state");
        for variable in &spec.state.variables {
            let place = file.item("variable", &variable.name);
            let domains: Vec<_> = spec.all_domains().map(|(_, domain)| domain.name.as_str()).collect();
            if let Values::Domain(name) = &variable.values {
                self.one(&place, "the domains", name, &domains);
                if spec.domain(name).is_some_and(|domain| domain.names().is_empty()) {
                    self.report(
                        &place,
                        format!("a variable's domain must name its values; `{name}` does not"),
                        "use `Text`",
                    );
                }
            }
            if let Some(name) = &variable.each {
                self.one(&place, "the domains", name, &domains);
            }
            if let AtReset::Is(value) = &variable.at_reset {
                self.values(&place, variable, std::slice::from_ref(value));
            }
            if let Some((name, value)) = &variable.single_while
                && let Some(other) = self.variable(&place, name)
            {
                self.values(&place, other, std::slice::from_ref(value));
            }
        }
        let context = Context { place: file, params: Vec::new(), reasons: None };
        self.requirements(&context, &spec.state.every_form.requires);
        let names: Vec<_> =
            spec.commands().filter_map(|(_, command)| Some(command.names.first()?.name.as_str())).collect();
        for name in &spec.state.every_form.except {
            self.one(&context.place, "the commands' first names", name, &names);
        }
    }

    fn forms(&mut self) {
        for (path, command) in self.spec.commands() {
            for form in &command.forms {
                let place = Place::command(path, command).form(form.kind);
                let context = Context { place, params: params(&form.params), reasons: Some(&form.reasons) };
                // What the command requires of forms without that parameter is required of its first instance.
                let own: Vec<_> = command
                    .requires
                    .iter()
                    .filter(|requirement| !names_omitted(requirement, &context))
                    .cloned()
                    .collect();
                self.requirements(&context, &own);
                self.requirements(&context, &form.requires);
                self.effects(&context, &form.sets);
                for entry in form.risks.iter().flatten() {
                    self.conditions(&context, entry.parts().1);
                }
                for unspecified in &form.unspecified {
                    self.conditions(&context, &unspecified.when);
                }
                self.rules(&context, &form.rules);
                if let Some(ReadsBack::By(name)) = &form.reads_back {
                    let names: Vec<_> = self
                        .spec
                        .commands()
                        .flat_map(|(_, command)| &command.names)
                        .map(|name| name.name.as_str())
                        .collect();
                    self.one(&context.place, "the commands", name, &names);
                }
                let has_query = command.forms.iter().any(|form| form.kind == FormKind::Query);
                if form.reads_back == Some(ReadsBack::SameName) && !has_query {
                    self.report(
                        &context.place,
                        "`reads_back: SameName` needs a query; the command has none".into(),
                        "name the command by `By`",
                    );
                }
            }
        }
    }

    fn lines(&mut self) {
        for (place, line, command) in lines(self.spec) {
            let context = Context { place, params: params(&line.params), reasons: None };
            self.effects(&context, &line.reports);
            for test in &line.present_if {
                if let Some(variable) = self.variable(&context.place, &test.state) {
                    self.at(&context, variable, &test.at);
                    self.values(&context.place, variable, &test.is);
                }
            }
            if line.restarts && command.is_some() {
                self.report(
                    &context.place,
                    "only a message can announce a restart; this is an answer line".into(),
                    "state `restarts` at the form",
                );
            }
        }
    }

    fn requirements(&mut self, context: &Context<'s>, requires: &[Requirement]) {
        for requirement in requires {
            let Some(variable) = self.variable(&context.place, &requirement.state) else { continue };
            self.at(context, variable, &requirement.at);
            self.values(&context.place, variable, &requirement.is);
            self.values(&context.place, variable, &requirement.is_not);
            self.conditions(context, &requirement.when);
            if requirement.is.is_empty() == requirement.is_not.is_empty() {
                let message =
                    format!("a requirement must have either `is` or `is_not`; that on `{}` has not", variable.name);
                self.report(&context.place, message, "list the values that are allowed, or those that are not");
            }
            if let (Some(reason), Some(known)) = (&requirement.reason, context.reasons) {
                let known: Vec<_> = known.iter().map(String::as_str).collect();
                self.one(&context.place, "the form's `reasons`", reason, &known);
            }
        }
    }

    fn effects(&mut self, context: &Context<'s>, effects: &[Effect]) {
        for effect in effects {
            let Some(variable) = self.variable(&context.place, &effect.state) else { continue };
            self.at(context, variable, &effect.at);
            self.conditions(context, &effect.when);
            self.values(&context.place, variable, &effect.only_from);
            match &effect.to {
                To::Is(value) => self.values(&context.place, variable, std::slice::from_ref(value)),
                To::OneOf(values) => self.values(&context.place, variable, values),
                To::Param(name) => self.param(context, name),
                To::AsSent if variable.values != Values::Text => {
                    let message = format!("`AsSent` needs a variable of `Text`; `{}` is none", variable.name);
                    self.report(&context.place, message, "use `Param`");
                }
                To::AsSent | To::Unknown => {}
            }
        }
    }

    fn conditions(&mut self, context: &Context<'s>, conditions: &[Condition]) {
        for condition in conditions {
            match condition {
                Condition::Is(name, values) | Condition::IsNot(name, values) => {
                    self.param(context, name);
                    self.param_values(context, name, values);
                }
                Condition::Given(name) | Condition::Omitted(name) => self.param(context, name),
                Condition::Changes(name) => {
                    self.variable(&context.place, name);
                }
            }
        }
    }

    fn rules(&mut self, context: &Context<'s>, rules: &[ParamRule]) {
        for ParamRule { rule, .. } in rules {
            for name in rule.params() {
                self.param(context, name);
            }
            match rule {
                RuleKind::RequiredIf(_, name, values)
                | RuleKind::OnlyIf(_, name, values)
                | RuleKind::EmptyIf(_, name, values)
                | RuleKind::FilledIf(_, name, values) => self.param_values(context, name, values),
                RuleKind::SameNetwork(_, Network::State(name)) => {
                    self.variable(&context.place, name);
                }
                _ => {}
            }
        }
    }

    fn at(&mut self, context: &Context<'s>, variable: &Variable, at: &At) {
        if let At::Param(name) = at {
            self.param(context, name);
        }
        let known = self.spec.instances(variable);
        match at {
            At::First => {}
            At::Only(number) if !known.contains(number) => {
                let message = format!("`{}` must have the instance; it has no {number}", variable.name);
                self.report(&context.place, message, "correct the number");
            }
            _ if variable.each.is_none() => {
                let message = format!("`at` needs a variable with `each`; `{}` has one instance", variable.name);
                self.report(&context.place, message, "leave `at` out");
            }
            _ => {}
        }
    }

    fn variable(&mut self, place: &Place, name: &str) -> Option<&'s Variable> {
        let known: Vec<_> = self.spec.state.variables.iter().map(|variable| variable.name.as_str()).collect();
        self.one(place, "the variables of state.ron", name, &known);
        self.spec.state.variable(name)
    }

    fn values(&mut self, place: &Place, variable: &Variable, values: &[StateValue]) {
        let known = self.spec.values_of(variable).unwrap_or_else(|| vec![UNSET.into()]);
        let known: Vec<_> = known.iter().map(|value| value.0.as_str()).collect();
        for value in values {
            self.one(place, &format!("the values of `{}`", variable.name), &value.0, &known);
        }
    }

    fn param(&mut self, context: &Context<'s>, name: &str) {
        let known: Vec<_> = context.params.iter().map(|(name, _)| *name).collect();
        self.one(&context.place, "the parameters", name, &known);
    }

    /// The values of an enum or of words are named; those of a number are numbers.
    fn param_values(&mut self, context: &Context<'s>, name: &str, values: &[StateValue]) {
        let ty = context.params.iter().find(|(known, _)| *known == name).and_then(|(_, ty)| *ty);
        let Some(Type::Domain(domain)) = ty else { return };
        let Some(domain) = self.spec.domain(domain) else { return };
        let numbers = domain.numbers().into_iter().map(|number| number.to_string());
        let known: Vec<String> = match domain.names().as_slice() {
            [] => numbers.collect(),
            names => names.iter().map(ToString::to_string).collect(),
        };
        let known: Vec<_> = known.iter().map(String::as_str).collect();
        for value in values {
            self.one(&context.place, &format!("the values of `{name}`"), &value.0, &known);
        }
    }

    fn one(&mut self, place: &Place, home: &str, name: &str, known: &[&str]) {
        if !known.contains(&name) {
            let help = match near(name, known.iter().copied()).as_slice() {
                [] => "add it there, or correct the name".to_string(),
                near => format!("did you mean {}?", one_of(near, |name| format!("`{name}`"))),
            };
            self.report(place, format!("a reference must exist; `{name}` is not among {home}"), &help);
        }
    }

    fn report(&mut self, place: &Place, message: String, help: &str) {
        let finding = Finding { rule: RULE, place: place.clone(), message, help: help.into() };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// All parameters by name, with the words that tell alternatives apart.
fn params(shape: &Shape) -> Vec<(&str, Option<&Type>)> {
    let mut all: Vec<_> = shape.params().into_iter().map(|param| (param.name.as_str(), Some(&param.ty))).collect();
    all.extend(shape.choice.iter().map(|choice| (choice.tag.as_str(), None)));
    all
}

/// True if a requirement of the command is about a parameter that this form does not have.
fn names_omitted(requirement: &Requirement, context: &Context<'_>) -> bool {
    matches!(&requirement.at, At::Param(name) if context.params.iter().all(|(known, _)| known != name))
}
