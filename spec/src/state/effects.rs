//! What changes: by a final result, an answer line, a message.

use super::{Ending, ModuleState, PossibleValues, Truth, parameters::Parameters};
use crate::{
    interpret::{Reading, Request},
    model::{AtReset, Certainty, Condition, Effect, On, Persist, Scope, StateValue, To, Values, Variable},
};
use std::{collections::BTreeSet, ops::Range, sync::Arc};

/// A change of one variable by a request or a line whose parameters are known.
#[derive(Clone, Debug)]
pub struct Change<'s> {
    /// The variable.
    pub variable: &'s Variable,
    /// The instances that change, by their positions.
    pub instances: Range<usize>,
    /// The values that it may have then.
    pub to: PossibleValues,
    /// Only instances that have one of these values change; all, if it is empty.
    pub only_from: &'s [StateValue],
    /// Applies only if these variables get other values than they have.
    pub if_changed: Vec<(&'s Variable, PossibleValues)>,
    /// The final result that it takes.
    pub on: On,
    index: usize,
}

impl<'s> ModuleState<'s> {
    /// A request has ended.
    ///
    /// After success, what it requires is known to have held. `ERROR` changes nothing but what was to be undone, if
    /// nothing else explains the refusal: it is undone already. Without a final result, what it would have set is
    /// unknown.
    pub fn on_result(&mut self, request: &Request<'s>, ending: Ending) {
        let params = Parameters::of_request(self.interpreter(), request);
        let requirements = self.requirements_with(request, &params);
        let stated = || requirements.iter().filter(|requirement| requirement.certainty == Certainty::Stated);
        // All that is asked of the state before the request is asked before anything changes.
        let mut changes = self.changes_by(&request.form.sets, &params);
        changes.retain(|change| self.takes_place(change));
        if ending == Ending::Error {
            changes.retain(|change| {
                let mut others = stated().filter(|requirement| requirement.state != change.variable.name);
                change.on == On::Always && others.all(|requirement| self.truth(requirement, &params) == Truth::Yes)
            });
        }
        if ending == Ending::Success {
            for requirement in stated().filter(|requirement| requirement.at != crate::model::At::Any) {
                for slot in self.places(&requirement.state, &requirement.at, &params) {
                    self.now[slot].narrow(&requirement.is, |value| requirement.allows(value));
                }
            }
        }
        let stored = request.name.persist == Persist::Flash || request.name.scope == Some(Scope::Unsuffixed);
        changes.into_iter().for_each(|change| self.apply(change, ending, stored));
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
        if !message.line.reports.is_empty() {
            let params = Parameters::of_line(message);
            let mut changes = self.changes_by(&message.line.reports, &params);
            changes.retain(|change| self.takes_place(change));
            changes.into_iter().for_each(|change| self.apply(change, Ending::Success, false));
        }
        if message.line.restarts {
            self.on_reset();
        }
        self.follow();
    }

    /// Returns what a request changes, each with the final result that it takes.
    ///
    /// Conditions on the request's parameters are decided already.
    pub fn changes(&self, request: &Request<'s>) -> Vec<Change<'s>> {
        self.changes_by(&request.form.sets, &Parameters::of_request(self.interpreter(), request))
    }

    /// Returns what a line reports.
    pub fn reported(&self, line: &Reading<'s>) -> Vec<Change<'s>> {
        self.changes_by(&line.line.reports, &Parameters::of_line(line))
    }

    fn changes_by(&self, effects: &'s [Effect], params: &Parameters<'s>) -> Vec<Change<'s>> {
        let holds = |condition: &Condition| params.meet(condition) != Some(false);
        let applying = effects.iter().filter(|effect| effect.when.iter().all(holds));
        applying.filter_map(|effect| self.change(effect, effects, params)).collect()
    }

    fn change(&self, effect: &'s Effect, all: &'s [Effect], params: &Parameters<'s>) -> Option<Change<'s>> {
        let index = self.index(&effect.state)?;
        let variable = &self.spec.state.variables[index];
        let if_changed = effect.when.iter().filter_map(|condition| match condition {
            Condition::Changes(name) => {
                let other = self.spec.state.variable(name)?;
                let effect = all.iter().find(|effect| effect.state == *name)?;
                Some((other, value(other, &effect.to, params)))
            }
            _ => None,
        });
        let (places, first) = (self.places(&effect.state, &effect.at, params), self.layout.slots[index].start);
        Some(Change {
            variable,
            instances: places.start.saturating_sub(first)..places.end.saturating_sub(first),
            to: value(variable, &effect.to, params),
            only_from: &effect.only_from,
            if_changed: if_changed.collect(),
            on: effect.on,
            index,
        })
    }

    /// False if what has to change for it is known to stay.
    fn takes_place(&self, change: &Change<'s>) -> bool {
        change.if_changed.iter().all(|(variable, to)| {
            let now = self.get(&variable.name, None).and_then(PossibleValues::value);
            !matches!((now, to.value()), (Some(now), Some(to)) if now == to)
        })
    }

    fn apply(&mut self, change: Change<'s>, ending: Ending, stored: bool) {
        let new = match (change.on, ending) {
            (_, Ending::Missing) => PossibleValues::Any,
            (On::Success, Ending::Success) | (On::Failure, Ending::Failure) | (On::Always, _) => change.to,
            _ => return,
        };
        let new = Arc::new(new);
        let first = self.layout.slots[change.index].start;
        for slot in first + change.instances.start..first + change.instances.end {
            if let Some(changed) = self.changed(change.variable, slot, &new, change.only_from) {
                self.now[slot] = changed;
            }
        }
        if stored && change.variable.at_reset == AtReset::FromFlash {
            self.stored[change.index] = new;
        }
    }

    /// What one instance is after a change; `None` if it stays.
    fn changed(
        &self,
        variable: &Variable,
        slot: usize,
        new: &Arc<PossibleValues>,
        only_from: &[StateValue],
    ) -> Option<Arc<PossibleValues>> {
        let old = &*self.now[slot];
        if !only_from.is_empty() {
            // What is not known may be any value: those that do not change stay possible.
            let possible: BTreeSet<StateValue> = match old {
                PossibleValues::OneOf(values) => values.clone(),
                PossibleValues::Any => self.spec.values_of(variable).into_iter().flatten().collect(),
            };
            if !possible.is_empty() {
                let (changing, staying): (BTreeSet<_>, BTreeSet<_>) =
                    possible.into_iter().partition(|value| only_from.contains(value));
                return match &**new {
                    _ if changing.is_empty() => None,
                    PossibleValues::Any => Some(new.clone()),
                    PossibleValues::OneOf(values) => {
                        Some(Arc::new(PossibleValues::OneOf(staying.union(values).cloned().collect())))
                    }
                };
            }
        }
        // A message that says less than is known changes nothing: CONNECT after AT+CIPSTART has succeeded.
        match (&**new, old) {
            (PossibleValues::OneOf(new), PossibleValues::OneOf(old)) if new.len() > 1 && old.is_subset(new) => None,
            _ => Some(new.clone()),
        }
    }
}

fn value(variable: &Variable, to: &To, params: &Parameters<'_>) -> PossibleValues {
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

impl PossibleValues {
    /// Keeps the values for which a test holds; of an unknown variable, it has one of `listed` then.
    fn narrow(self: &mut Arc<Self>, listed: &[StateValue], holds: impl Fn(&StateValue) -> bool) {
        match &**self {
            PossibleValues::Any if !listed.is_empty() => {
                *self = Arc::new(PossibleValues::OneOf(listed.iter().cloned().collect()));
            }
            PossibleValues::OneOf(values) if values.iter().any(&holds) && !values.iter().all(&holds) => {
                let left = values.iter().filter(|value| holds(value)).cloned().collect();
                *self = Arc::new(PossibleValues::OneOf(left));
            }
            _ => {}
        }
    }
}
