//! Which requirements of a request are not known to hold.

use super::{ModuleState, PossibleValues, Truth, parameters::Parameters};
use crate::{
    Spec,
    interpret::{Interpreter, Request},
    model::{At, Certainty, Line, Requirement, Unspecified, Variable, Versioned, Versions},
};
use std::ops::Range;

/// A requirement that is not known to hold.
#[derive(Clone, Debug)]
pub struct Unmet {
    /// The requirement.
    pub requirement: Requirement,
    /// `No` or `Unknown`.
    pub truth: Truth,
    /// What the module's state is instead: `link 0 is closed`.
    pub actual: String,
    /// The request that makes it hold, if one does: `AT+CIPMUX=1`.
    pub help: Option<String>,
}

impl<'s> ModuleState<'s> {
    /// Returns the requirements of a request that are not known to hold.
    ///
    /// A stated requirement with [`Truth::No`] means that the module refuses the request.
    pub fn check(&self, request: &Request<'s>) -> Vec<Unmet> {
        let params = Parameters::of_request(self.interpreter(), request);
        let unmet = self.requirements_with(request, &params).into_iter().filter_map(|requirement| {
            let truth = self.truth(&requirement, &params);
            (truth != Truth::Yes).then(|| Unmet {
                truth,
                actual: self.actual(&requirement, &params),
                help: self.spec.line_that_sets(&requirement),
                requirement,
            })
        });
        unmet.collect()
    }

    /// Returns the requirements that apply to a request: those of all forms, of its command, of its form, of its
    /// parameters; each with the positions of the instances that are meant.
    pub fn requirements(&self, request: &Request<'s>) -> Vec<(Requirement, Range<usize>)> {
        let params = Parameters::of_request(self.interpreter(), request);
        let all = self.requirements_with(request, &params).into_iter();
        all.map(|requirement| {
            let places = self.places(&requirement.state, &requirement.at, &params);
            let first = self.index(&requirement.state).map_or(0, |index| self.layout.slots[index].start);
            (requirement, places.start.saturating_sub(first)..places.end.saturating_sub(first))
        })
        .collect()
    }

    pub(super) fn requirements_with(&self, request: &Request<'s>, params: &Parameters<'s>) -> Vec<Requirement> {
        let first = request.command.names.first().map(|name| &name.name);
        let every = &self.spec.state.every_form;
        let excepted = first.is_some_and(|name| every.except.contains(name));
        let every = every.requires.iter().filter(|_| !excepted);
        let stated = every.chain(&request.command.requires).chain(&request.form.requires);
        let mut all: Vec<Requirement> = stated
            .filter(|requirement| requirement.when.iter().all(|condition| params.meet(condition) != Some(false)))
            .filter_map(|requirement| self.as_of_firmware(requirement))
            .collect();
        all.extend(by_optional_first(request, params));
        all
    }

    /// The requirement as this firmware has it. What only some firmware requires is advice while that is unknown.
    fn as_of_firmware(&self, requirement: &Requirement) -> Option<Requirement> {
        let span = requirement.span();
        match self.firmware {
            Some(firmware) => span.contains(firmware).then(|| requirement.clone()),
            None if span.is_unbounded() => Some(requirement.clone()),
            None => Some(Requirement { certainty: Certainty::Advised, ..requirement.clone() }),
        }
    }

    /// Whether a requirement holds.
    pub(super) fn truth(&self, requirement: &Requirement, params: &Parameters<'s>) -> Truth {
        let truths = self.places(&requirement.state, &requirement.at, params);
        let truths = truths.map(|slot| self.now[slot].test(|value| requirement.allows(value)));
        match requirement.at {
            At::Any => Truth::any(truths),
            _ => Truth::all(truths),
        }
    }

    /// Whether an answer line or a message can come in this state.
    pub fn allows(&self, line: &Line) -> Truth {
        let tests = line.present_if.iter().map(|test| {
            let truths = self.places(&test.state, &test.at, &Parameters::default());
            let truths = truths.map(|slot| self.now[slot].test(|value| test.is.contains(value)));
            if test.at == At::Any { Truth::any(truths) } else { Truth::all(truths) }
        });
        Truth::all(tests)
    }

    /// The slots of the instances that are meant.
    pub(super) fn places(&self, variable: &str, at: &At, params: &Parameters<'s>) -> Range<usize> {
        let Some(index) = self.index(variable) else { return 0..0 };
        let (all, numbers) = (self.layout.slots[index].clone(), &self.layout.numbers[index]);
        let one = |number: i64| match numbers.iter().position(|known| i64::from(*known) == number) {
            Some(position) => all.start + position..all.start + position + 1,
            None => 0..0,
        };
        match at {
            At::First => all.start..all.start + 1,
            At::Only(number) => one((*number).into()),
            At::Param(name) => params.number(name).map_or(all.start..all.start + 1, one),
            At::Every | At::Any => all,
        }
    }

    fn actual(&self, requirement: &Requirement, params: &Parameters<'s>) -> String {
        let Some(index) = self.index(&requirement.state) else { return String::new() };
        let (variable, slots) = (&self.spec.state.variables[index], &self.layout.slots[index]);
        let places = self.places(&requirement.state, &requirement.at, params);
        let breaking = places.filter(|slot| self.now[*slot].test(|value| requirement.allows(value)) != Truth::Yes);
        let shown = breaking.map(|slot| self.shown(variable, self.layout.numbers[index][slot - slots.start], slot));
        shown.collect::<Vec<_>>().join(", ")
    }

    fn shown(&self, variable: &Variable, number: u8, slot: usize) -> String {
        let values: &PossibleValues = &self.now[slot];
        let values = values.shown(&variable.values);
        match variable.each {
            Some(_) => format!("{} {number} is {values}", variable.name),
            None => format!("{} is {values}", variable.name),
        }
    }
}

impl Spec {
    /// Why no source decides what becomes of a request; `None` if one does.
    pub fn unspecified<'s>(&'s self, request: &Request<'s>) -> Option<&'s Unspecified> {
        let params = Parameters::of_request(Interpreter::new(self), request);
        let holds = |entry: &&Unspecified| entry.when.iter().all(|condition| params.meet(condition) == Some(true));
        request.form.unspecified.iter().find(holds)
    }

    /// The requirements that a request's command and form state and its parameters do not exclude.
    pub fn requirements_of<'s>(&'s self, request: &Request<'s>) -> Vec<&'s Requirement> {
        let params = Parameters::of_request(Interpreter::new(self), request);
        let stated = request.command.requires.iter().chain(&request.form.requires);
        stated.filter(|requirement| requirement.when.iter().all(|when| params.meet(when) != Some(false))).collect()
    }
}

/// What an optional first parameter requires by being there, or by being omitted: `AT+CIPMUX`.
fn by_optional_first(request: &Request<'_>, params: &Parameters<'_>) -> Option<Requirement> {
    let lead = request.form.params.optional_first.as_ref()?;
    let mux = lead.mux.map(|mux| if params.is_given(&lead.name) { mux } else { mux.other() })?;
    let source = lead.source.as_ref().or(request.form.source.as_ref()).unwrap_or(&request.name.source);
    Some(Requirement {
        state: "mux".into(),
        at: At::First,
        is: vec![mux.value_name().into()],
        is_not: Vec::new(),
        when: Vec::new(),
        reason: None,
        certainty: Certainty::Stated,
        since: Versions::default(),
        until: Versions::default(),
        source: source.clone(),
    })
}
