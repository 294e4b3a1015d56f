//! What changes: by a final result, an answer line, a message.

use super::{Ending, ModuleState, PossibleValues, Truth, parameters::Parameters};
use crate::{
    interpret::{Reading, Request},
    model::{At, AtReset, Certainty, Condition, Effect, On, Persist, Scope, StateValue, To, Values, Variable},
};
use std::collections::BTreeSet;

/// Which of a setting's two values an effect changes: the current one, the one in flash.
#[derive(Clone, Copy)]
struct Target {
    stored: bool,
}

impl<'s> ModuleState<'s> {
    /// A request has ended.
    ///
    /// After success, what it requires is known to have held. `ERROR` changes nothing but what was to be undone, if
    /// nothing else explains the refusal: it is undone already. Without a final result, what it would have set is
    /// unknown.
    pub fn on_result(&mut self, request: &Request<'s>, ending: Ending) {
        let params = Parameters::of_request(self.interpreter(), request);
        let requirements = self.requirements(request, &params);
        let before = self.clone();
        if ending == Ending::Success {
            let stated = requirements.iter().filter(|requirement| requirement.certainty == Certainty::Stated);
            for requirement in stated.filter(|requirement| requirement.at != At::Any) {
                for slot in self.places(&requirement.state, &requirement.at, &params) {
                    self.now[slot].narrow(&requirement.is, |value| requirement.allows(value));
                }
            }
        }
        let target =
            Target { stored: request.name.persist == Persist::Flash || request.name.scope == Some(Scope::Unsuffixed) };
        for effect in &request.form.sets {
            let explained = effect.on == On::Always && ending == Ending::Error && {
                let others = requirements.iter().filter(|requirement| requirement.state != effect.state);
                let mut stated = others.filter(|requirement| requirement.certainty == Certainty::Stated);
                stated.any(|requirement| before.truth(requirement, &params) != Truth::Yes)
            };
            if !explained {
                self.apply(&before, effect, &request.form.sets, &params, ending, target);
            }
        }
        if request.form.restarts && ending == Ending::Success {
            self.on_reset();
        }
        self.follow();
    }

    /// An answer line came for a pending request.
    pub fn on_line(&mut self, line: &Reading<'s>) {
        self.on_message(line);
    }

    /// An unsolicited message or the header of a packet came.
    pub fn on_message(&mut self, message: &Reading<'s>) {
        let params = Parameters::of_line(message);
        let before = self.clone();
        for effect in &message.line.reports {
            self.apply(&before, effect, &message.line.reports, &params, Ending::Success, Target { stored: false });
        }
        if message.line.restarts {
            self.on_reset();
        }
        self.follow();
    }

    fn apply(
        &mut self,
        before: &ModuleState<'s>,
        effect: &Effect,
        all: &[Effect],
        params: &Parameters<'s>,
        ending: Ending,
        target: Target,
    ) {
        let holds = |condition: &Condition| before.meets(condition, all, params) != Some(false);
        let Some(index) = self.index(&effect.state).filter(|_| effect.when.iter().all(holds)) else { return };
        let to = match (effect.on, ending) {
            (_, Ending::Missing) => &To::Unknown,
            (On::Success, Ending::Success) | (On::Failure, Ending::Failure) | (On::Always, _) => &effect.to,
            _ => return,
        };
        let variable = &self.spec.state.variables[index];
        let new = self.value(variable, to, params);
        for slot in self.places(&effect.state, &effect.at, params) {
            if let Some(changed) = self.changed(variable, slot, &new, &effect.only_from) {
                self.now[slot] = changed;
            }
        }
        if target.stored && variable.at_reset == AtReset::FromFlash {
            self.stored[index] = new;
        }
    }

    /// What one instance is after a change; `None` if it stays.
    fn changed(
        &self,
        variable: &Variable,
        slot: usize,
        new: &PossibleValues,
        only_from: &[StateValue],
    ) -> Option<PossibleValues> {
        let old = &self.now[slot];
        if !only_from.is_empty() {
            // What is not known may be any value: those that do not change stay possible.
            let possible: BTreeSet<StateValue> = match old {
                PossibleValues::OneOf(values) => values.clone(),
                PossibleValues::Any => self.spec.values_of(variable).into_iter().flatten().collect(),
            };
            if !possible.is_empty() {
                let (changing, staying): (BTreeSet<_>, BTreeSet<_>) =
                    possible.into_iter().partition(|value| only_from.contains(value));
                return match new {
                    _ if changing.is_empty() => None,
                    PossibleValues::Any => Some(PossibleValues::Any),
                    PossibleValues::OneOf(values) => {
                        Some(PossibleValues::OneOf(staying.union(values).cloned().collect()))
                    }
                };
            }
        }
        // A message that says less than is known changes nothing: CONNECT after AT+CIPSTART has succeeded.
        match (new, old) {
            (PossibleValues::OneOf(new), PossibleValues::OneOf(old)) if new.len() > 1 && old.is_subset(new) => None,
            _ => Some(new.clone()),
        }
    }

    fn value(&self, variable: &Variable, to: &To, params: &Parameters<'s>) -> PossibleValues {
        match to {
            To::Is(value) => PossibleValues::exactly(value.clone()),
            To::OneOf(values) => PossibleValues::OneOf(values.iter().cloned().collect()),
            To::Param(name) => params.value(name).map_or(PossibleValues::Any, |value| {
                PossibleValues::exactly(match (&variable.values, value.0.as_str()) {
                    (Values::Flag, "0" | "false") => "false".into(),
                    (Values::Flag, _) => "true".into(),
                    _ => value.clone(),
                })
            }),
            To::AsSent => PossibleValues::exactly(StateValue(params.as_sent.clone())),
            To::Unknown => PossibleValues::Any,
        }
    }

    /// Whether a condition holds, by the state before the request. `None` if that is not known.
    fn meets(&self, condition: &Condition, all: &[Effect], params: &Parameters<'s>) -> Option<bool> {
        let changes = |name: &str| {
            let variable = &self.spec.state.variables[self.index(name)?];
            let effect = all.iter().find(|effect| effect.state == *name)?;
            let new = self.value(variable, &effect.to, params);
            Some(self.get(name, None)?.value()? != new.value()?)
        };
        match condition {
            Condition::Changes(name) => changes(name),
            condition => params.meet(condition),
        }
    }
}

impl PossibleValues {
    /// Keeps the values for which a test holds; of an unknown variable, it has one of `listed` then.
    fn narrow(&mut self, listed: &[StateValue], holds: impl Fn(&StateValue) -> bool) {
        match self {
            PossibleValues::Any if !listed.is_empty() => {
                *self = PossibleValues::OneOf(listed.iter().cloned().collect());
            }
            PossibleValues::OneOf(values) if values.iter().any(&holds) => values.retain(&holds),
            _ => {}
        }
    }
}
