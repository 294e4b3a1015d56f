//! What is known of a module's state from a dialogue.
//!
//! [`ModuleState`] follows requests, results, answer lines and messages by the behaviour that the spec states, and
//! answers whether what a request requires holds. Knowledge is a set of possible values for each variable of
//! `state.ron`, so an answer is yes, no or unknown.
//!
//! ```
//! use wizfi360_spec::{Spec, interpret::Interpreter, state::{Ending, ModuleState, Truth}};
//!
//! let spec = Spec::embedded();
//! let interpreter = Interpreter::new(spec);
//! let mut state = ModuleState::after_reset(spec, None);
//! let open = interpreter.read_request(br#"AT+CIPSTART=0,"TCP","10.0.0.1",80"#)?;
//! let unmet = state.check(&open);
//! let mux = unmet.iter().find(|unmet| unmet.requirement.state == "mux").unwrap();
//! assert_eq!(mux.truth, Truth::No);
//! assert_eq!(mux.help.as_deref(), Some("AT+CIPMUX=1"));
//!
//! state.on_result(&interpreter.read_request(b"AT+CIPMUX=1")?, Ending::Success);
//! assert!(state.check(&open).iter().all(|unmet| unmet.requirement.state != "mux"));
//! # Ok::<(), wizfi360_spec::interpret::Refusal>(())
//! ```

mod effects;
mod help;
mod parameters;
mod requirements;
mod risks;
mod rules;
mod values;
mod words;

pub use effects::Change;
pub(crate) use parameters::state_value;
pub use requirements::Unmet;
pub(crate) use values::UNSET;
pub use values::{PossibleValues, Truth};

use crate::{
    Spec,
    interpret::Interpreter,
    model::{AtReset, Firmware, StateValue, Type, Values, Variable},
};
use std::{ops::Range, sync::Arc};

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// A good final result: `OK`, `SEND OK`, the prompt of transparent mode.
    Success,
    /// `ERROR`: nothing has changed.
    Error,
    /// Another bad final result, such as `FAIL`: it was tried.
    Failure,
    /// No final result, or one that was not seen.
    Missing,
}

/// What is known of a module's state.
///
/// Feed it what was said, in order: [`on_result`](Self::on_result) when a request has ended,
/// [`on_line`](Self::on_line) for each answer line, [`on_message`](Self::on_message) for each unsolicited message and
/// packet header. It holds no bytes of the dialogue but the parameters of settings, and prints none of those.
#[derive(Clone)]
pub struct ModuleState<'s> {
    spec: &'s Spec,
    firmware: Option<Firmware>,
    layout: Arc<Layout>,
    /// Shared, so that a copy of the state costs little.
    now: Vec<Arc<PossibleValues>>,
    /// The twins in flash, one for each variable.
    stored: Vec<Arc<PossibleValues>>,
}

/// Where each variable's instances are, and their numbers.
struct Layout {
    slots: Vec<Range<usize>>,
    numbers: Vec<Vec<u8>>,
}

impl<'s> ModuleState<'s> {
    /// The state of a module of which nothing is known, as where a log begins in the middle.
    ///
    /// Without a firmware, what only some firmware requires is unknown.
    pub fn unknown(spec: &'s Spec, firmware: Option<Firmware>) -> ModuleState<'s> {
        let (mut slots, mut numbers, mut next) = (Vec::new(), Vec::new(), 0);
        for variable in &spec.state.variables {
            let instances = spec.instances(variable);
            slots.push(next..next + instances.len());
            next += instances.len();
            numbers.push(instances);
        }
        let any = Arc::new(PossibleValues::Any);
        let stored = vec![any.clone(); slots.len()];
        let layout = Arc::new(Layout { slots, numbers });
        ModuleState { spec, firmware, layout, now: vec![any; next], stored }
    }

    /// The state right after a reset, whatever is in flash.
    pub fn after_reset(spec: &'s Spec, firmware: Option<Firmware>) -> ModuleState<'s> {
        let mut state = ModuleState::unknown(spec, firmware);
        state.on_reset();
        state
    }

    /// Returns the spec whose behaviour it follows.
    pub fn spec(&self) -> &'s Spec {
        self.spec
    }

    /// What is known of a variable; of its first instance, if `number` is `None`. `None` if there is no such variable
    /// or instance.
    pub fn get(&self, variable: &str, number: Option<u8>) -> Option<&PossibleValues> {
        let at = self.index(variable)?;
        let numbers = self.layout.numbers.get(at)?;
        let position = match number {
            Some(number) => numbers.iter().position(|known| *known == number)?,
            None => 0,
        };
        self.now.get(self.layout.slots.get(at)?.start + position).map(|values| &**values)
    }

    /// Notes that a variable has this value: for what is known from elsewhere.
    pub fn set(&mut self, variable: &str, number: Option<u8>, values: PossibleValues) {
        let Some(at) = self.index(variable) else { return };
        let position =
            number.map_or(Some(0), |number| self.layout.numbers[at].iter().position(|known| *known == number));
        if let Some(position) = position {
            self.now[self.layout.slots[at].start + position] = Arc::new(values);
            self.follow();
        }
    }

    /// The module was reset.
    pub fn on_reset(&mut self) {
        for (at, variable) in self.spec.state.variables.iter().enumerate() {
            let values = match &variable.at_reset {
                AtReset::Is(value) => Arc::new(PossibleValues::exactly(value.clone())),
                AtReset::FromFlash => self.stored[at].clone(),
                AtReset::InFlash => continue,
                AtReset::Unknown => Arc::new(PossibleValues::Any),
            };
            self.now[self.layout.slots[at].clone()].fill(values);
        }
        self.follow();
    }

    /// What follows from the rest: while there is a single connection, the other links are closed.
    fn follow(&mut self) {
        for (at, variable) in self.spec.state.variables.iter().enumerate() {
            let (Some((other, value)), AtReset::Is(initial)) = (&variable.single_while, &variable.at_reset) else {
                continue;
            };
            if self.get(other, None).and_then(PossibleValues::value) == Some(value) {
                let slots = self.layout.slots[at].clone();
                self.now[slots.start + 1..slots.end].fill(Arc::new(PossibleValues::exactly(initial.clone())));
            }
        }
    }

    fn index(&self, variable: &str) -> Option<usize> {
        self.spec.state.variables.iter().position(|known| known.name == variable)
    }

    fn interpreter(&self) -> Interpreter<'s> {
        Interpreter::new(self.spec)
    }
}

impl Spec {
    /// The numbers of a variable's instances; one, 0, for a variable without instances.
    pub(crate) fn instances(&self, variable: &Variable) -> Vec<u8> {
        let domain = variable.each.as_deref().and_then(|name| self.domain(name));
        let numbers: Vec<i64> = domain.map_or_else(Vec::new, |domain| domain.numbers());
        let numbers: Vec<u8> = numbers.into_iter().filter_map(|number| u8::try_from(number).ok()).collect();
        if numbers.is_empty() { vec![0] } else { numbers }
    }

    /// What the state calls a value of this type: the name of an enum's value or of a word, else the value itself.
    pub(crate) fn value_name(&self, ty: &Type, written: &str) -> StateValue {
        let domain = match ty {
            Type::Domain(name) => self.domain(name),
            _ => None,
        };
        let plain = written.trim_matches('"');
        domain.and_then(|domain| domain.name_of(plain)).map_or_else(|| StateValue(plain.into()), StateValue::from)
    }

    /// The values that a variable can have; `None` for texts.
    pub fn values_of(&self, variable: &Variable) -> Option<Vec<StateValue>> {
        match &variable.values {
            Values::Flag => Some(vec!["false".into(), "true".into()]),
            Values::Words(words) => Some(words.iter().map(|word| StateValue::from(word.as_str())).collect()),
            Values::Domain(name) => {
                self.domain(name).map(|domain| domain.names().into_iter().map(StateValue::from).collect())
            }
            Values::Text => None,
        }
    }
}

/// The variables whose value is known; no texts, some of which are passwords.
impl std::fmt::Debug for ModuleState<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_map();
        for (at, variable) in self.spec.state.variables.iter().enumerate() {
            for (number, slot) in self.layout.numbers[at].iter().zip(self.layout.slots[at].clone()) {
                let values = &self.now[slot];
                if **values != PossibleValues::Any {
                    let name = match &variable.each {
                        Some(_) => format!("{} {number}", variable.name),
                        None => variable.name.clone(),
                    };
                    shown.entry(&name, &values.shown(&variable.values));
                }
            }
        }
        shown.finish()
    }
}
