//! What the dialogue shows of the module's state, with the history that some rules need.

use std::collections::BTreeSet;
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Request, Value},
    model::{AtReset, Firmware, On, Requirement},
    state::{Ending, ModuleState, PossibleValues},
};

/// How many connections a module has.
const LINKS: u8 = 5;

/// The state of a module now, and before a reset that nobody asked for.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) now: Followed,
    /// When the module was reset without being told to, and the state before that.
    pub(super) lost: Option<(u64, Followed)>,
}

/// A state, and its history since the last reset.
#[derive(Clone, Debug)]
pub(super) struct Followed {
    pub(super) module: ModuleState<'static>,
    links: [Link; LINKS as usize],
    /// The variables that a request has set since the reset; `None` if the reset was not seen.
    set: Option<BTreeSet<&'static str>>,
}

/// How a connection ended. [`ModuleState`] knows that it is closed, and neither since when nor what it was.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Link {
    /// When it was closed; `None` if it is not, or never was open.
    pub(super) closed_at: Option<u64>,
    /// It was a UDP connection.
    pub(super) was_udp: bool,
    /// SEND FAIL has ended its last data.
    pub(super) send_failed: bool,
}

impl State {
    /// Creates the state of a module that was running before.
    pub(super) fn new(module: ModuleState<'static>) -> State {
        State { now: Followed { module, links: Default::default(), set: None }, lost: None }
    }

    /// Creates the state of a module that is switched on as it comes from the factory.
    pub(super) fn at_power_up(spec: &'static Spec, firmware: Option<Firmware>) -> State {
        let mut module = ModuleState::unknown(spec, firmware);
        // The only factory setting that a requirement is about.
        if let Ok(request) = Interpreter::new(spec).read_request(b"AT+CWMODE_DEF=2") {
            module.on_result(&request, Ending::Success);
        }
        module.on_reset();
        let mut state = State::new(module.clone());
        state.now.reset(&module);
        state
    }

    /// The module was reset; it was told to, or not.
    pub(super) fn on_reset(&mut self, now: u64, module: &ModuleState<'static>, asked: bool) {
        let before = self.now.clone();
        self.now.reset(module);
        self.lost = (!asked).then_some((now, before));
    }

    /// A request has succeeded, which sets variables or all of them.
    pub(super) fn succeeded(&mut self, request: &Request<'static>) {
        if request.form.restarts {
            let module = self.now.module.clone();
            self.now.reset(&module);
        } else if let Some(set) = &mut self.now.set {
            let effects = request.form.sets.iter().filter(|effect| effect.on != On::Failure);
            set.extend(effects.map(|effect| effect.state.as_str()));
        }
    }

    /// Takes what is known of the module now, and notes which connections have been closed since.
    pub(super) fn follow(&mut self, now: u64, module: &ModuleState<'static>, by_message: bool) {
        let before = std::mem::replace(&mut self.now.module, module.clone());
        for number in 0..LINKS {
            let before = before.get("link", Some(number));
            let is_closed = is_exactly(module.get("link", Some(number)), "closed");
            let link = &mut self.now.links[usize::from(number)];
            match (is_exactly(before, "closed"), is_closed) {
                // A result may show that a connection was closed all the time.
                (false, true) if by_message || before != Some(&PossibleValues::Any) => {
                    link.closed_at = Some(now);
                    link.was_udp = is_exactly(before, "UDP");
                }
                (true, false) => *link = Link::default(),
                _ => {}
            }
        }
    }

    /// SEND FAIL has ended the data of this request.
    pub(super) fn on_send_fail(&mut self, request: &Request<'_>) {
        self.now.links[usize::from(link_of(request))].send_failed = true;
    }
}

impl Followed {
    /// Returns the history of the link that a request names.
    pub(super) fn history(&self, request: &Request<'_>) -> Link {
        self.links[usize::from(link_of(request))]
    }

    /// True if no request has set what a requirement is about since the reset, which leaves it unknown.
    pub(super) fn was_never_set(&self, requirement: &Requirement) -> bool {
        let variable = self.module.spec().state.variable(&requirement.state);
        let is_unknown = variable.is_some_and(|variable| variable.at_reset == AtReset::Unknown);
        is_unknown && self.set.as_ref().is_some_and(|set| !set.contains(requirement.state.as_str()))
    }

    fn reset(&mut self, module: &ModuleState<'static>) {
        (self.module, self.links, self.set) = (module.clone(), Default::default(), Some(BTreeSet::new()));
    }
}

fn is_exactly(values: Option<&PossibleValues>, word: &str) -> bool {
    values.and_then(PossibleValues::value).is_some_and(|value| value.0 == word)
}

/// Returns the link that a request names, or the only one.
fn link_of(request: &Request<'_>) -> u8 {
    let id = request.fields.iter().find(|field| field.name() == "link ID");
    match id.map(|field| &field.value) {
        Some(Value::Number(id)) => u8::try_from(*id).unwrap_or(0).min(LINKS - 1),
        _ => 0,
    }
}
