//! A judge of drivers: it watches both directions of the line between a driver and a module, and tells what the driver does wrong.
//!
//! It does no I/O and has no clock: bytes go in with the time at which they pass, findings come out. The module that it watches may be virtual or real.
//! A [`Session`] understands the dialogue; the judge adds the time, and how lines are spelt.
//!
//! ```
//! use wizfi360_sim::judge::{Judge, Rule};
//!
//! let mut judge = Judge::at_power_up(None);
//! judge.module(300, b"\r\nready\r\n");
//! judge.host(400, b"AT+CWMODE_CUR=1\r\nAT+CWJAP_CUR=\"a,b\",\"password\"\r\n");
//! judge.module(401, b"AT+CWMODE_CUR=1\r\n\r\nOK\r\n");
//! judge.finish(500);
//! let rules: Vec<Rule> = judge.findings().iter().map(|finding| finding.rule).collect();
//! assert_eq!(rules, [Rule::BeforeResult, Rule::MissingEscape]);
//! ```

mod escapes;
mod finding;
mod forbidden;
mod guard;
mod host;
mod known;
mod line;
mod module;
mod order;
mod sent;
mod state;

pub use wizfi360_trace::rules::{Finding, Rule, Severity};

use guard::Guard;
use known::Known;
use sent::{Began, Busy, Sent};
use state::State;
use std::ops::ControlFlow;
use wizfi360_proto::DataPhase;
use wizfi360_spec::{model::Firmware, state::ModuleState};
use wizfi360_trace::{Event, Mode, Options, Sender, Session};

/// So many requests without a result are remembered.
const MOST_SENT: usize = 16;

/// Watches a driver and a module.
///
/// Give it what passes in the order in which it passes: to [`Judge::host`] what the driver has sent before the module acts on it, to [`Judge::module`] what
/// the module has sent when the driver can read it. Times are milliseconds and never go back. The findings do not depend on how the bytes are cut, but for
/// [`Rule::DataTooShort`], which looks at where a piece begins.
#[derive(Clone, Debug)]
pub struct Judge {
    known: Known,
    findings: Vec<Finding>,
    /// Requests that have succeeded since they were asked for.
    done: Vec<Vec<u8>>,
    requests: u64,
    now: u64,
    state: State,
    power: Power,

    session: Session,

    // The driver's side.
    began: Option<Began>,
    /// The last line has ended by CR, and its LF may follow.
    behind_cr: Option<Vec<u8>>,
    /// The rest of a line of which the beginning was lost.
    skips: bool,
    /// A command was sent in the middle of data, and is taken for data.
    spoiled: bool,
    guard: Guard,

    // The module's side.
    /// The requests that have no result yet, the pending one last.
    sent: Vec<Sent>,
    busy: Option<Busy>,
    /// A line was torn by a line end inside: what follows it unanswered are its pieces.
    torn: bool,
}

/// What the judge takes the module to be doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Power {
    On,
    /// It starts, because it was switched on or asked to.
    Starts,
}

impl Judge {
    /// Watches a module that was running before: what it was set to is not known, and what depends on that is not judged until it is.
    pub fn new(firmware: Option<Firmware>) -> Judge {
        let known = Known::new(firmware);
        let state = ModuleState::unknown(known.spec, firmware);
        Judge::with_state(known, State::new(state), Power::On)
    }

    /// Watches a module from the moment in which it is switched on, as it comes from the factory.
    pub fn at_power_up(firmware: Option<Firmware>) -> Judge {
        let known = Known::new(firmware);
        let state = State::at_power_up(known.spec, firmware);
        Judge::with_state(known, state, Power::Starts)
    }

    fn with_state(known: Known, state: State, power: Power) -> Judge {
        let options = Options { show_secrets: true, ..Options::default() };
        let session = Session::new(known.spec, Mode::Live, &options).with_state(state.now.module.clone());
        Judge {
            known,
            findings: Vec::new(),
            done: Vec::new(),
            requests: 0,
            now: 0,
            state,
            power,
            session,
            began: None,
            behind_cr: None,
            skips: false,
            spoiled: false,
            guard: Guard::default(),
            sent: Vec::new(),
            busy: None,
            torn: false,
        }
    }

    /// A text that the driver was told to send, such as an SSID: where it stands in a line as it is, its escapes are missing.
    #[must_use]
    pub fn knowing(mut self, text: impl Into<Vec<u8>>) -> Judge {
        self.known.own.push(text.into());
        self
    }

    /// The same for a password. It is no secret: findings show it, and no other.
    #[must_use]
    pub fn knowing_password(mut self, text: impl Into<Vec<u8>>) -> Judge {
        self.known.passwords.push(text.into());
        self
    }

    /// What was found so far. Call [`Judge::finish`] before, when the line is closed.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many requests were sent so far.
    pub fn requests(&self) -> u64 {
        self.requests
    }

    /// The request lines that have succeeded since this was called last, without their line ends. They hold passwords in clear.
    pub fn take_done(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.done)
    }

    /// True if no request is under way and no data is due.
    pub fn is_idle(&self) -> bool {
        self.sent.is_empty() && !self.in_data()
    }

    fn in_data(&self) -> bool {
        self.session.data_phase() != DataPhase::None
    }

    /// Gives bytes of one side to the session.
    fn read(&mut self, from: Sender, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        let mut sink = |event| {
            events.push(event);
            ControlFlow::Continue(())
        };
        // The sink takes all.
        let _ = match from {
            Sender::Host => self.session.host(bytes, &mut sink),
            _ => self.session.module(bytes, &mut sink),
        };
        events
    }

    /// The request gets a result, unless it is ignored.
    fn follow(&mut self, sent: Sent) {
        if self.sent.len() == MOST_SENT {
            self.sent.remove(0);
        }
        self.sent.push(sent);
    }

    fn report(&mut self, finding: Finding) {
        let mut finding = finding::hidden(finding, &self.known);
        finding.at_ms = Some(self.now);
        match self.findings.iter_mut().find(|seen| seen.repeats(&finding)) {
            Some(seen) => seen.count = seen.count.saturating_add(1),
            None => self.findings.push(finding),
        }
    }
}
