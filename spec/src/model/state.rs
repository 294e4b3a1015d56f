//! The module's state as a host can observe it: `state.ron`.

use super::{Requirement, Source, StateValue};
use serde::{Deserialize, Serialize};

/// The whole of `state.ron`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// What the file holds.
    pub doc: String,
    /// The variables.
    pub variables: Vec<Variable>,
    /// What every form requires.
    #[serde(default)]
    pub every_form: EveryForm,
}

/// What every form requires, apart from some commands.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EveryForm {
    /// The requirements.
    #[serde(default)]
    pub requires: Vec<Requirement>,
    /// The commands that do not have them, by their first names.
    #[serde(default)]
    pub except: Vec<String>,
}

/// A part of the module's state that a host can observe or set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Its name in lower case words: `"station dhcp"`. Unique.
    pub name: String,
    /// What it is, in a sentence.
    pub doc: String,
    /// The domain whose values number its instances: `"LinkId"`. Without it, there is one.
    #[serde(default)]
    pub each: Option<String>,
    /// Its values.
    pub values: Values,
    /// Its value right after a reset.
    pub at_reset: AtReset,
    /// While that variable has that value, all instances but the first have the value after a reset.
    #[serde(default)]
    pub single_while: Option<(String, StateValue)>,
    /// The kind of mistake that a host makes whose request requires another value.
    #[serde(default)]
    pub breaks: Breaks,
    /// Where it is described.
    pub source: Source,
}

/// The kind of mistake of a host whose request requires another value of a variable than it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Breaks {
    /// The request does not fit the Wi-Fi mode.
    Mode,
    /// It does not fit the station, which is not joined. The module may know better than the host.
    Join,
    /// It does not fit AT+CIPMUX.
    Mux,
    /// It does not fit AT+CIPMODE.
    Transmission,
    /// It does not fit a connection, which is closed or open.
    Link,
    /// It comes before or after another request which has to come first.
    #[default]
    Order,
}

impl Breaks {
    /// Returns its word: `mode`.
    pub const fn word(self) -> &'static str {
        match self {
            Breaks::Mode => "mode",
            Breaks::Join => "join",
            Breaks::Mux => "mux",
            Breaks::Transmission => "transmission",
            Breaks::Link => "link",
            Breaks::Order => "order",
        }
    }
}

/// The values of a variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Values {
    /// `true` or `false`.
    Flag,
    /// The names of an enum domain's values, or its words.
    Domain(String),
    /// These words.
    Words(Vec<String>),
    /// The parameters of a request as they were sent, or `unset`.
    Text,
}

/// The value of a variable right after a reset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AtReset {
    /// This one.
    Is(StateValue),
    /// The one that is stored in flash: the variable has a stored twin.
    FromFlash,
    /// The one before: the variable itself is in flash.
    InFlash,
    /// No source decides it.
    Unknown,
}

impl State {
    /// The variable of this name.
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }
}
