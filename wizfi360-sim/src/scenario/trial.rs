//! A scenario in virtual time, for drivers that a test holds.

use super::{Referee, Scenario, Verdict};
use crate::{Testbed, testbed::Passed};

/// A driver's test without process, port or clock: the scenario's module, in virtual time, and a referee who watches.
///
/// ```
/// use wizfi360_sim::scenario::{Scenario, Trial};
///
/// let scenario = Scenario::built_in().iter().find(|scenario| scenario.name == "join").unwrap();
/// let mut trial = Trial::new(scenario);
/// trial.pass(1000);
/// for line in ["ATE0", "AT+CWMODE_CUR=1", "AT+CWJAP_CUR=\"wizfi360\",\"password\""] {
///     trial.write(format!("{line}\r\n").as_bytes());
///     trial.pass(5000);
/// }
/// assert!(trial.read().ends_with(b"WIFI GOT IP\r\n\r\nOK\r\n"));
/// let verdict = trial.finish();
/// assert!(verdict.is_fine(), "{verdict:?}");
/// ```
#[derive(Clone, Debug)]
pub struct Trial {
    desk: Testbed,
    referee: Referee,
}

impl Trial {
    /// Switches the module on.
    pub fn new(scenario: &Scenario) -> Trial {
        let mut desk = Testbed::with_module(scenario.module());
        desk.passed();
        Trial { desk, referee: Referee::new(scenario) }
    }

    /// Milliseconds since the module was switched on.
    pub fn now(&self) -> u64 {
        self.desk.now()
    }

    /// The driver writes bytes.
    pub fn write(&mut self, bytes: &[u8]) {
        self.desk.write(bytes);
        self.watch();
    }

    /// What the module has said since it was read last.
    pub fn read(&mut self) -> Vec<u8> {
        self.desk.read()
    }

    /// Lets so many milliseconds pass.
    pub fn pass(&mut self, milliseconds: u64) {
        self.desk.pass(milliseconds);
        self.watch();
    }

    /// The referee.
    pub fn referee(&self) -> &Referee {
        &self.referee
    }

    /// The driver has come to its end.
    pub fn finish(mut self) -> Verdict {
        self.watch();
        self.referee.finish(self.desk.now())
    }

    fn watch(&mut self) {
        for (now, passed) in self.desk.passed() {
            match passed {
                Passed::Host(bytes) => self.referee.host(now, &bytes),
                Passed::Module(bytes) => self.referee.module(now, &bytes),
                Passed::Action(action) => self.referee.action(now, &action),
            }
        }
    }
}
