//! A judge of drivers: it watches both directions of the line between a driver and a module, and tells what the driver does wrong.
//!
//! It does no I/O and has no clock: bytes go in with the time at which they pass, findings come out. The module that it watches may be virtual or real.
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
use std::collections::VecDeque;
use wizfi360_proto::{device, host as from_module};
use wizfi360_spec::model::Firmware;

/// The longest line of the host that is read.
const LINE: usize = 2200;

/// The longest line of the module that is read in one piece.
const ANSWER: usize = 4096;

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

    // The driver's side.
    device: Box<device::Decoder<LINE>>,
    began: Option<Began>,
    /// The last line has ended by CR, and its LF may follow.
    behind_cr: Option<Vec<u8>>,
    /// The rest of a line of which the beginning was lost.
    skips: bool,
    /// A command was sent in the middle of data, and is taken for data.
    spoiled: bool,
    guard: Guard,

    // The module's side.
    module: Box<from_module::Decoder<ANSWER>>,
    under_way: Option<Sent>,
    /// What was sent while another request was under way.
    queue: VecDeque<Sent>,
    busy: Option<Busy>,
    /// A request with data has been refused, and no other request has succeeded since.
    refused_data: bool,
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
        let state = State::unknown(known.spec, firmware);
        Judge {
            known,
            findings: Vec::new(),
            done: Vec::new(),
            requests: 0,
            now: 0,
            state,
            power: Power::On,
            device: Box::new(device::Decoder::new()),
            began: None,
            behind_cr: None,
            skips: false,
            spoiled: false,
            guard: Guard::default(),
            module: Box::new(from_module::Decoder::new()),
            under_way: None,
            queue: VecDeque::new(),
            busy: None,
            refused_data: false,
            torn: false,
        }
    }

    /// Watches a module from the moment in which it is switched on, as it comes from the factory.
    pub fn at_power_up(firmware: Option<Firmware>) -> Judge {
        let judge = Judge::new(firmware);
        Judge { state: State::at_power_up(judge.known.spec, firmware), power: Power::Starts, ..judge }
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
        self.under_way.is_none() && !self.device.in_data()
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
