//! Scenarios that a driver is put through: a world, what the driver is asked to reach in it, and what counts as reached.
//!
//! A scenario is a RON file; those of the folder `scenarios` beside this crate's sources are built in. [`Trial`] plays one in virtual time, for drivers in
//! Rust; `wizfi360 drive-check` plays them over TCP or a terminal, for any driver.

mod aim;
mod referee;
mod trial;

pub use aim::Aim;
pub use referee::{Reached, Referee, Verdict};
pub use trial::Trial;

use crate::{
    Flash, Module,
    world::{Octets, World},
};
use serde::{Deserialize, Deserializer, de::Error};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};
use wizfi360_proto::{Number, domains::Baud};
use wizfi360_spec::LoadError;

/// What a driver is put through.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name: `join-escapes`.
    pub name: String,
    /// What the driver is asked to reach, for people. `{SSID}` stands for the value of this name.
    pub goal: String,
    /// What the driver needs to know, by names in upper case: `SSID`, `HOST`, `PORT`, `SEND`.
    #[serde(default)]
    pub values: BTreeMap<String, Octets>,
    /// The same for passwords. They are no secrets; others are never shown.
    #[serde(default)]
    pub passwords: BTreeMap<String, Octets>,
    /// The rate of the serial line, which is then as slow as that. Without it, the line takes no time.
    #[serde(default, deserialize_with = "baud")]
    pub baud: Option<Baud>,
    /// The world around the module, which is switched on when the driver comes.
    #[serde(default)]
    pub world: World,
    /// What counts as reached: all of these.
    pub aims: Vec<Aim>,
}

macro_rules! built_in {
    ($($name:literal,)*) => {
        /// The files that are built in.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../scenarios/", $name, ".ron"))),)*];
    };
}

built_in! {
    "join",
    "join-escapes",
    "scan-hostile",
    "tcp-echo",
    "tcp-tricky-data",
    "tcp-large",
    "tcp-refused",
    "links",
    "server",
    "udp",
    "transparent",
    "mqtt",
    "busy",
    "slow-answers",
    "slow-line",
    "noise",
    "access-point-lost",
    "closed-at-prompt",
    "closed-while-sending",
    "reset-in-command",
    "reset-between",
}

impl Scenario {
    /// The scenarios that are built in, the plain ones first.
    pub fn built_in() -> &'static [Scenario] {
        static BUILT_IN: OnceLock<Vec<Scenario>> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            let read = |(name, text): &(&str, &str)| match Scenario::from_ron(&format!("{name}.ron"), text) {
                Ok(scenario) => scenario,
                Err(error) => panic!("a built-in scenario does not load: {error}"),
            };
            FILES.iter().map(read).collect()
        })
    }

    /// Reads a scenario from RON text. `file` is how the text is named in an error.
    ///
    /// # Errors
    ///
    /// The text is no scenario; the error has line, column and the way out.
    pub fn from_ron(file: &str, text: &str) -> Result<Scenario, LoadError> {
        wizfi360_spec::read_ron(file, text)
    }

    /// The text of a built-in scenario, to begin one's own with.
    pub fn text(name: &str) -> Option<&'static str> {
        FILES.iter().find(|(file, _)| *file == name).map(|(_, text)| *text)
    }

    /// The goal, with the values in their places.
    pub fn goal_with_values(&self) -> String {
        self.all_values().fold(self.goal.clone(), |goal, (name, value)| {
            let shown = String::from_utf8(value.to_vec()).unwrap_or_else(|_| value.escape_ascii().to_string());
            let shown: String = shown
                .chars()
                .map(|char| if char.is_control() { char.escape_default().to_string() } else { char.into() })
                .collect();
            goal.replace(&format!("{{{name}}}"), &format!("`{shown}`"))
        })
    }

    /// Values and passwords, by their names.
    pub fn all_values(&self) -> impl Iterator<Item = (&str, &Octets)> {
        self.values.iter().chain(&self.passwords).map(|(name, value)| (name.as_str(), value))
    }

    /// The module, as it comes from the factory, switched on now.
    pub fn module(&self) -> Module {
        let world = Arc::new(self.world.clone());
        let mut flash = Flash::factory(&world);
        if let Some(baud) = self.baud {
            flash.settings.serial.baud = baud;
        }
        Module::with_flash(world, flash)
    }
}

/// Reads a rate.
fn baud<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Baud>, D::Error> {
    let Some(rate) = Option::<u32>::deserialize(deserializer)? else { return Ok(None) };
    let known = || Baud::ALL.iter().map(|baud| baud.number().to_string()).collect::<Vec<_>>().join(", ");
    Baud::from_number(rate).map(Some).ok_or_else(|| D::Error::custom(format!("{rate} is not one of {}", known())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_scenario_has_the_name_of_its_file_and_values_for_its_goal() {
        for (scenario, (file, _)) in Scenario::built_in().iter().zip(FILES) {
            assert_eq!(scenario.name, *file);
            // Each name between braces has a value.
            for name in scenario.goal.split('{').skip(1).filter_map(|part| part.split('}').next()) {
                assert!(scenario.all_values().any(|(known, _)| known == name), "{file}: {name}");
            }
            assert!(!scenario.aims.is_empty(), "{file}");
        }
    }

    #[test]
    fn a_mistake_is_answered_with_its_place() {
        let error = Scenario::from_ron("my.ron", "(name: \"x\", goal: \"y\", aim: [])").unwrap_err().to_string();
        assert!(error.starts_with("my.ron:1:") && error.contains("aims"), "{error}");
    }
}
