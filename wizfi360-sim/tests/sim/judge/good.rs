//! A good driver in every scenario.

use super::driver::{Driver, Serial};
use wizfi360_sim::scenario::{Scenario, Trial, Verdict};

impl Serial for Trial {
    fn now(&self) -> u64 {
        Trial::now(self)
    }

    fn write(&mut self, bytes: &[u8]) {
        Trial::write(self, bytes);
    }

    fn read(&mut self, milliseconds: u64) -> Option<Vec<u8>> {
        let until = Trial::now(self) + milliseconds;
        loop {
            let said = Trial::read(self);
            if !said.is_empty() || Trial::now(self) >= until {
                return Some(said);
            }
            self.pass(1);
        }
    }
}

/// Plays a scenario with a driver that tries everything so often.
fn play(scenario: &Scenario, tries: u32) -> Verdict {
    let mut driver = Driver::new(Trial::new(scenario), tries);
    let value = |name: &str| scenario.all_values().find(|(known, _)| *known == name).unwrap().1.to_vec();
    if let Err(trouble) = driver.play(&scenario.name, &value) {
        println!("{}: {trouble:?}", scenario.name);
    }
    driver.serial.finish()
}

#[test]
fn a_good_driver_reaches_every_goal_and_is_accused_of_nothing() {
    for scenario in Scenario::built_in() {
        let verdict = play(scenario, 8);
        assert!(verdict.is_fine() && verdict.findings.is_empty(), "{verdict:#?}");
        assert!(verdict.requests >= 3, "{verdict:#?}");
    }
}

#[test]
fn no_goal_is_reached_by_doing_nothing() {
    for scenario in Scenario::built_in() {
        let mut trial = Trial::new(scenario);
        trial.pass(60_000);
        let verdict = trial.finish();
        assert!(verdict.aims.iter().all(|aim| !aim.reached) && !verdict.is_fine(), "{verdict:#?}");
        assert_eq!(verdict.findings, []);
    }
}

#[test]
fn a_driver_that_tries_everything_once_fails_where_things_go_wrong() {
    let fails = |scenario: &&Scenario| !play(scenario, 1).is_fine();
    let failed: Vec<&str> = Scenario::built_in().iter().filter(fails).map(|scenario| scenario.name.as_str()).collect();
    assert_eq!(failed, ["busy", "closed-at-prompt", "closed-while-sending", "reset-in-command"]);
}
