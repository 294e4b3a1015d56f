//! The request that makes a requirement hold.

use crate::{
    Spec,
    model::{Command, Condition, Effect, Form, FormKind, Name, On, Param, Requirement, StateValue, To, Type},
};

impl Spec {
    /// The request after which a requirement holds: `AT+CIPMUX=1`, `AT+CIPSTART=...`. `None` if no form sets the
    /// variable so.
    ///
    /// Parameters that the requirement does not decide make it `...`. Of several requests, the one with the fewest of
    /// those.
    pub fn line_that_sets(&self, requirement: &Requirement) -> Option<String> {
        let mut best: Option<(usize, String)> = None;
        for (_, command) in self.commands() {
            for form in &command.forms {
                let effects = form.sets.iter().filter(|effect| effect.state == requirement.state);
                for effect in effects.filter(|effect| effect.on != On::Failure) {
                    let Some((open, line)) = self.line(command, form, effect, requirement) else { continue };
                    if best.as_ref().is_none_or(|(least, _)| open < *least) {
                        best = Some((open, line));
                    }
                }
            }
        }
        best.map(|(_, line)| line)
    }

    /// The line by which a form has this effect with an allowed value, and how many parameters stay open.
    fn line(
        &self,
        command: &Command,
        form: &Form,
        effect: &Effect,
        requirement: &Requirement,
    ) -> Option<(usize, String)> {
        let name: &Name = command.names.iter().find(|name| form.applies_to(name))?;
        let mut decided: Vec<(&str, Vec<&StateValue>)> = Vec::new();
        match &effect.to {
            To::Is(value) if requirement.allows(value) => {}
            To::Param(param) => decided.push((param, requirement.is.iter().collect())),
            To::AsSent if requirement.is.is_empty() => {}
            _ => return None,
        }
        for condition in &effect.when {
            match condition {
                Condition::Is(param, values) => decided.push((param, values.iter().collect())),
                Condition::Changes(_) => {}
                _ => return None,
            }
        }
        if form.kind == FormKind::Execute && form.params.is_empty() {
            return decided.is_empty().then(|| (0, name.name.clone()));
        }
        let value = |param: &Param| {
            let (_, values) = decided.iter().find(|(name, _)| *name == param.name)?;
            values.iter().find_map(|value| self.written(&param.ty, value))
        };
        let values: Vec<Option<String>> = form.params.list.iter().map(value).collect();
        let open = values.iter().filter(|value| value.is_none()).count() + usize::from(form.params.choice.is_some());
        let text = match values.into_iter().collect::<Option<Vec<_>>>() {
            Some(values) if open == 0 => values.join(","),
            _ => "...".into(),
        };
        let separator = if form.no_equals { "" } else { "=" };
        Some((open, format!("{}{separator}{text}", name.name)))
    }

    /// How a value of an enum or a word is written.
    fn written(&self, ty: &Type, value: &StateValue) -> Option<String> {
        match ty {
            Type::Domain(name) => self.domain(name)?.written(&value.0),
            _ => None,
        }
    }
}
