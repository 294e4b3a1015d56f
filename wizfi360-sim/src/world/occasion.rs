//! What happens at a command of the host.

use super::Happening;
use serde::Deserialize;

/// Something that happens when the host sends a command for the first time, or for the nth.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasion {
    /// How the command's line begins: `"AT+CIPSEND="`. Lines that are turned away because another command runs do not count.
    pub at: String,
    /// At which of these lines, from 1.
    #[serde(default = "first")]
    pub nth: u32,
    /// What happens.
    pub does: Effect,
}

/// What happens at a command.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Effect {
    /// The command is turned away with `busy p...`.
    Busy,
    /// The module restarts in the command's place.
    Restart,
    /// What the module says waits for so many milliseconds, from behind the echo on.
    Delay(u64),
    /// So many milliseconds later this happens; with 0, right behind the answer: behind the prompt, if there is one.
    Then(u64, Happening),
    /// This happens when all data of the command has come and none of it has arrived yet.
    BehindData(Happening),
}

fn first() -> u32 {
    1
}
