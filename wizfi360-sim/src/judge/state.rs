//! What the dialogue shows of the module's state, with the history that some rules need.

use std::collections::BTreeSet;
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Reading, Request, Value},
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
    pub(super) fn unknown(spec: &'static Spec, firmware: Option<Firmware>) -> State {
        let module = ModuleState::unknown(spec, firmware);
        State { now: Followed { module, links: Default::default(), set: None }, lost: None }
    }

    /// Creates the state of a module that is switched on as it comes from the factory.
    pub(super) fn at_power_up(spec: &'static Spec, firmware: Option<Firmware>) -> State {
        let mut state = State::unknown(spec, firmware);
        // The only factory setting that a requirement is about.
        if let Ok(request) = Interpreter::new(spec).read_request(b"AT+CWMODE_DEF=2") {
            state.now.module.on_result(&request, Ending::Success);
        }
        state.now.reset();
        state
    }

    /// The module was reset; it was told to, or not.
    pub(super) fn on_reset(&mut self, now: u64, asked: bool) {
        let before = self.now.clone();
        self.now.reset();
        self.lost = (!asked).then_some((now, before));
    }

    /// A request has ended.
    pub(super) fn on_result(&mut self, now: u64, request: &Request<'static>, ending: Ending) {
        if request.form.restarts && ending == Ending::Success {
            self.now.module.on_result(request, ending);
            return self.now.reset();
        }
        self.now.change(now, false, |module| module.on_result(request, ending));
        if ending == Ending::Success
            && let Some(set) = &mut self.now.set
        {
            let effects = request.form.sets.iter().filter(|effect| effect.on != On::Failure);
            set.extend(effects.map(|effect| effect.state.as_str()));
        }
    }

    /// A line came that answers the pending request.
    pub(super) fn on_line(&mut self, now: u64, line: &Reading<'static>) {
        self.now.change(now, false, |module| module.on_line(line));
    }

    /// An unsolicited message or the header of a packet came.
    pub(super) fn on_message(&mut self, now: u64, message: &Reading<'static>) {
        self.now.change(now, true, |module| module.on_message(message));
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

    fn reset(&mut self) {
        self.module.on_reset();
        (self.links, self.set) = (Default::default(), Some(BTreeSet::new()));
    }

    /// Changes the state, and notes which connections that closes.
    fn change(&mut self, now: u64, by_message: bool, event: impl FnOnce(&mut ModuleState<'static>)) {
        let before: Vec<Option<PossibleValues>> = (0..LINKS).map(|number| self.values(number).cloned()).collect();
        event(&mut self.module);
        for (number, before) in (0..LINKS).zip(before) {
            let is_closed = is_exactly(self.values(number), "closed");
            let link = &mut self.links[usize::from(number)];
            match (is_exactly(before.as_ref(), "closed"), is_closed) {
                // A result may show that a connection was closed all the time.
                (false, true) if by_message || before != Some(PossibleValues::Any) => {
                    link.closed_at = Some(now);
                    link.was_udp = is_exactly(before.as_ref(), "UDP");
                }
                (true, false) => *link = Link::default(),
                _ => {}
            }
        }
    }

    fn values(&self, link: u8) -> Option<&PossibleValues> {
        self.module.get("link", Some(link))
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
