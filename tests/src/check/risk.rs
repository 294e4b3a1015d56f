//! What a case may do to a real module.

use std::{fmt, str::FromStr};

/// What a case may do to a real module. None is taken unless it is allowed by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// Settings in flash are overwritten.
    Flash,
    /// All settings in flash get their factory values.
    Erase,
    /// The firmware is replaced.
    Update,
    /// Rate or frame of the serial line change.
    Serial,
    /// The module leaves its network, joins another one, or changes how it is reached.
    Network,
    /// The module sleeps, for up to 66 seconds.
    Sleep,
    /// Pins are driven or change what they are for.
    Pins,
}

impl Risk {
    /// All of them.
    pub const ALL: [Risk; 7] =
        [Risk::Flash, Risk::Erase, Risk::Update, Risk::Serial, Risk::Network, Risk::Sleep, Risk::Pins];

    /// The name by which it is allowed: `flash`.
    pub fn name(self) -> &'static str {
        match self {
            Risk::Flash => "flash",
            Risk::Erase => "erase",
            Risk::Update => "update",
            Risk::Serial => "serial",
            Risk::Network => "network",
            Risk::Sleep => "sleep",
            Risk::Pins => "pins",
        }
    }

    /// What is done, as the end of a sentence: `it overwrites settings in flash`.
    pub fn does(self) -> &'static str {
        match self {
            Risk::Flash => "overwrites settings in flash",
            Risk::Erase => "gives all settings their factory values",
            Risk::Update => "replaces the firmware",
            Risk::Serial => "changes the serial line",
            Risk::Network => "leaves the network or changes how the module is reached",
            Risk::Sleep => "makes the module sleep",
            Risk::Pins => "drives pins",
        }
    }
}

impl fmt::Display for Risk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Risk {
    type Err = String;
    fn from_str(text: &str) -> Result<Risk, String> {
        let names = || Risk::ALL.map(Risk::name).join(", ");
        Risk::ALL
            .into_iter()
            .find(|risk| risk.name() == text)
            .ok_or_else(|| format!("`{text}` is no risk; they are {}", names()))
    }
}
