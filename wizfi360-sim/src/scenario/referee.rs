//! A judge who also knows what is to be reached.

use super::{Aim, Scenario, aim::Seen};
use crate::{
    judge::{Finding, Judge, Severity},
    net::Action,
};

/// Watches a driver in a scenario: bytes in both directions, and what the module wants of its network. Feed it as [`Judge`] is fed.
#[derive(Clone, Debug)]
pub struct Referee {
    judge: Judge,
    scenario: String,
    aims: Vec<(Aim, bool)>,
    seen: Seen,
    latency: u64,
    now: u64,
}

/// How a driver has done in a scenario.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The scenario's name.
    pub scenario: String,
    /// How long it took, in milliseconds of the module's time.
    pub took_ms: u64,
    /// How many requests the driver has sent.
    pub requests: u64,
    /// What was to be reached.
    pub aims: Vec<Reached>,
    /// What was found, in its order.
    pub findings: Vec<Finding>,
}

/// An aim, and whether it was reached.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The aim in words.
    pub aim: String,
    /// Whether it was reached.
    pub reached: bool,
}

impl Referee {
    /// For a module that is switched on at time 0.
    pub fn new(scenario: &Scenario) -> Referee {
        let judge = Judge::at_power_up(Some(scenario.world.firmware));
        let judge = scenario.values.values().fold(judge, |judge, value| judge.knowing(value.to_vec()));
        let judge = scenario.passwords.values().fold(judge, |judge, value| judge.knowing_password(value.to_vec()));
        Referee {
            judge,
            scenario: scenario.name.clone(),
            aims: scenario.aims.iter().map(|aim| (aim.clone(), false)).collect(),
            seen: Seen::default(),
            latency: scenario.world.latencies.network,
            now: 0,
        }
    }

    /// Bytes that the driver has sent, before the module acts on them.
    pub fn host(&mut self, now: u64, bytes: &[u8]) {
        self.now = now;
        self.judge.host(now, bytes);
        self.look();
    }

    /// Bytes that the module has sent, when the driver can read them.
    pub fn module(&mut self, now: u64, bytes: &[u8]) {
        self.now = now;
        self.judge.module(now, bytes);
        self.look();
    }

    /// What the module wants of its network.
    pub fn action(&mut self, now: u64, action: &Action) {
        self.seen.action(now, action, self.latency);
    }

    /// The judge.
    pub fn judge(&self) -> &Judge {
        &self.judge
    }

    /// True if all that was to be reached is, and no request is under way: nothing more is asked of the driver.
    pub fn is_satisfied(&self) -> bool {
        self.judge.is_idle() && self.aims.iter().all(|(_, reached)| *reached)
    }

    /// The line is closed.
    pub fn finish(mut self, now: u64) -> Verdict {
        self.judge.finish(now);
        self.now = now;
        self.look();
        Verdict {
            scenario: self.scenario,
            took_ms: now,
            requests: self.judge.requests(),
            aims: self.aims.iter().map(|(aim, reached)| Reached { aim: aim.to_string(), reached: *reached }).collect(),
            findings: self.judge.findings().to_vec(),
        }
    }

    fn look(&mut self) {
        let done = self.judge.take_done();
        // An aim that is reached stays so, but bytes that are on their way may be lost.
        for (aim, reached) in &mut self.aims {
            let settles = !matches!(aim, Aim::Reaches(_) | Aim::ReachesTimes(..));
            *reached = *reached && settles || self.seen.reaches(aim, &done);
        }
    }
}

impl Verdict {
    /// True if all was reached and no finding is an error.
    pub fn is_fine(&self) -> bool {
        self.aims.iter().all(|aim| aim.reached) && self.count(Severity::Error) == 0
    }

    /// How many findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
