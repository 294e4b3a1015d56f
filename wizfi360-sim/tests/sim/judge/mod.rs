//! The judge of drivers: every rule catches a driver that breaks it, and a driver that breaks none is not accused.

mod bad;
mod driver;
mod good;
mod pasted;
mod peace;
mod random;
mod state;

use wizfi360_sim::{
    judge::Finding,
    scenario::{Scenario, Trial},
};

/// A scenario with two networks and some hosts, in which this happens.
pub(crate) fn scenario(world: &str) -> Scenario {
    let text = format!(
        r#"(
            name: "test", goal: "", aims: [],
            values: {{"SSID": "he said \"hi\", \\o/"}}, passwords: {{"PASSWORD": "a,b\"c\\d-12"}},
            world: (
                access_points: [
                    (ssid: "home", password: "12345678", bssid: "64:e5:99:00:00:01"),
                    (ssid: "he said \"hi\", \\o/", password: "a,b\"c\\d-12", bssid: "64:e5:99:00:00:02"),
                ],
                peers: [(port: 9, does: Discard), (port: 5000, does: Echo), (port: 1883, does: Broker([]))],
                {world}
            ),
        )"#
    );
    Scenario::from_ron("test.ron", &text).unwrap()
}

/// What a driver does next.
pub(crate) enum Does {
    /// It sends a line and waits for its end.
    Line(&'static str),
    /// It sends bytes, and waits for nothing.
    Bytes(&'static [u8]),
    /// It waits for so many milliseconds.
    Waits(u64),
}

pub(crate) use Does::{Bytes, Line, Waits};

/// What is found of a driver that begins when the module has started.
pub(crate) fn findings(world: &str, driver: &[Does]) -> Vec<Finding> {
    let mut trial = Trial::new(&scenario(world));
    trial.pass(1000);
    for does in driver {
        play(&mut trial, does);
    }
    trial.finish().findings
}

pub(crate) fn play(trial: &mut Trial, does: &Does) {
    match does {
        Line(line) => {
            trial.write(format!("{line}\r\n").as_bytes());
            let until = trial.now() + 120_000;
            while !trial.referee().judge().is_idle() && trial.now() < until {
                trial.pass(5);
            }
            // No driver is so fast that it answers within a millisecond.
            trial.pass(5);
        }
        Bytes(bytes) => trial.write(bytes),
        Waits(ms) => trial.pass(*ms),
    }
}
