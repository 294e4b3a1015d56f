//! Behaviour: what a form requires of the module's state, what it changes, reports and risks.

use super::{Certainty, Mux, Source, Versions};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::{fmt, str::FromStr};

/// A value of a state variable: the name of an enum value, a word, a number, `true` or `false`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StateValue(pub String);

/// A condition on the module's state that has to hold before a request is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The variable, by its name in `state.ron`.
    pub state: String,
    /// Which instance, if the variable has several.
    #[serde(default)]
    pub at: At,
    /// The values that are allowed.
    #[serde(default)]
    pub is: Vec<StateValue>,
    /// The values that are not allowed; all others are.
    #[serde(default)]
    pub is_not: Vec<StateValue>,
    /// Applies only if all of these hold for the request's parameters.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// The reason that the module prints before `ERROR`, by its text in `lexical.ron`.
    #[serde(default)]
    pub reason: Option<String>,
    /// `Stated`: the module refuses the request. `Advised`: the source recommends it.
    #[serde(default)]
    pub certainty: Certainty,
    /// The first firmware that requires it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that requires it.
    #[serde(default)]
    pub until: Versions,
    /// Its own source.
    pub source: Source,
}

impl Requirement {
    /// True if this value meets the requirement.
    pub fn allows(&self, value: &StateValue) -> bool {
        if self.is.is_empty() { !self.is_not.contains(value) } else { self.is.contains(value) }
    }
}

impl Requirement {
    /// How `AT+CIPMUX` has to be set, if the requirement is about that.
    pub fn mux(&self) -> Option<Mux> {
        let is_so = |mux: &Mux| self.is == [StateValue::from(mux.value_name())];
        if self.state == "mux" { [Mux::Single, Mux::Multiple].into_iter().find(is_so) } else { None }
    }
}

/// A precondition that no dialogue can decide, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undecidable {
    /// The precondition, in a sentence.
    pub text: String,
    /// Why no dialogue decides it.
    pub why: String,
    /// Its own source.
    pub source: Source,
}

/// Which instance of a variable: which link, which pin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum At {
    /// The variable has one instance, or the first is meant.
    #[default]
    First,
    /// The instance that this parameter names; without it, the first.
    Param(String),
    /// The instance with this number.
    Only(u8),
    /// All instances.
    Every,
    /// At least one instance.
    Any,
}

/// A condition on the parameters of a request or a line. A list of conditions means all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// The parameter has one of these values.
    Is(String, Vec<StateValue>),
    /// The parameter is given.
    Given(String),
    /// The parameter is omitted.
    Omitted(String),
    /// The parameter has none of these values.
    IsNot(String, Vec<StateValue>),
    /// The request changes this variable to another value.
    Changes(String),
}

/// A change of the module's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// The variable, by its name in `state.ron`.
    pub state: String,
    /// Which instance, if the variable has several.
    #[serde(default)]
    pub at: At,
    /// The value after it.
    pub to: To,
    /// Only instances that have one of these values change.
    #[serde(default)]
    pub only_from: Vec<StateValue>,
    /// Applies only if all of these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// For forms: the final result that it takes.
    #[serde(default)]
    pub on: On,
    /// Its own source, if not that of the form or line.
    #[serde(default)]
    pub source: Option<Source>,
}

/// The value of a variable after an effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum To {
    /// This value.
    Is(StateValue),
    /// One of these values.
    OneOf(Vec<StateValue>),
    /// The value of this parameter; if it is omitted, its default.
    Param(String),
    /// The parameters of the request as they were sent.
    AsSent,
    /// Any value: no source decides it.
    Unknown,
}

/// The final result after which an effect applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum On {
    /// A good final result.
    #[default]
    Success,
    /// A bad final result other than `ERROR`, which changes nothing.
    Failure,
    /// Any final result.
    Always,
}

/// Which values of one variable there are when a line of the response is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateTest {
    /// The variable, by its name in `state.ron`.
    pub state: String,
    /// Which instance, if the variable has several.
    #[serde(default)]
    pub at: At,
    /// The values.
    pub is: Vec<StateValue>,
}

/// The final result of a well-formed request whose requirements hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It succeeds.
    #[default]
    Succeeds,
    /// Success depends on others, such as a peer or an access point.
    Tried,
}

/// Requests of a form whose outcome no source decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unspecified {
    /// Which requests: those for which all of these hold.
    pub when: Vec<Condition>,
    /// Why it is not decided.
    pub why: String,
    /// The first firmware for which it is not decided.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware for which it is not decided.
    #[serde(default)]
    pub until: Versions,
}

/// What a request may do to a real module or its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// No source states the risks. The highest: no profile contains it.
    Unknown,
}

impl Risk {
    /// The risks that a spec can state.
    pub const STATED: [Risk; 7] =
        [Risk::Flash, Risk::Erase, Risk::Update, Risk::Serial, Risk::Network, Risk::Sleep, Risk::Pins];

    /// All risks, the highest last.
    pub const ALL: [Risk; 8] =
        [Risk::Flash, Risk::Erase, Risk::Update, Risk::Serial, Risk::Network, Risk::Sleep, Risk::Pins, Risk::Unknown];

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
            Risk::Unknown => "unknown",
        }
    }

    /// What the request does, as the predicate of a sentence: `overwrites settings in flash`.
    pub fn description(self) -> &'static str {
        match self {
            Risk::Flash => "overwrites settings in flash",
            Risk::Erase => "gives all settings their factory values",
            Risk::Update => "replaces the firmware",
            Risk::Serial => "changes rate or frame of the serial line",
            Risk::Network => "leaves the network, joins another one, or changes how the module is reached",
            Risk::Sleep => "lets the module sleep, for up to 66 seconds",
            Risk::Pins => "drives pins or changes what they are for",
            Risk::Unknown => "may do anything: the spec states no risks",
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
            .ok_or_else(|| format!("unknown risk `{text}`; the risks are {}", names()))
    }
}

/// An entry of a form's `risks`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RiskEntry {
    /// [`Risk::Flash`]. Names that store their setting in flash have it anyway.
    Flash,
    /// [`Risk::Erase`]
    Erase,
    /// [`Risk::Update`]
    Update,
    /// [`Risk::Serial`]
    Serial,
    /// [`Risk::Network`]
    Network,
    /// [`Risk::Sleep`]
    Sleep,
    /// [`Risk::Pins`]
    Pins,
    /// The risk of requests for which all of these hold.
    When(Vec<Condition>, Risk),
}

impl RiskEntry {
    /// The risk, and the conditions under which the request has it.
    pub fn parts(&self) -> (Risk, &[Condition]) {
        let risk = match self {
            RiskEntry::Flash => Risk::Flash,
            RiskEntry::Erase => Risk::Erase,
            RiskEntry::Update => Risk::Update,
            RiskEntry::Serial => Risk::Serial,
            RiskEntry::Network => Risk::Network,
            RiskEntry::Sleep => Risk::Sleep,
            RiskEntry::Pins => Risk::Pins,
            RiskEntry::When(when, risk) => return (*risk, when),
        };
        (risk, &[])
    }
}

/// The query that reads a setting back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadsBack {
    /// The query of the same name.
    SameName,
    /// This command, with the parameters that it shares.
    By(String),
}

/// Which of a form's answer lines come when it succeeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lines {
    /// All of them, in their order.
    #[default]
    All,
    /// Exactly one of them.
    OneOf,
    /// None: they report a failure.
    OnFailure,
}

impl fmt::Display for StateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for StateValue {
    fn from(text: &str) -> StateValue {
        StateValue(text.into())
    }
}

impl<'de> Deserialize<'de> for StateValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = StateValue;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word in quotes, a number, true or false")
            }
            fn visit_str<E>(self, text: &str) -> Result<StateValue, E> {
                Ok(StateValue(text.into()))
            }
            fn visit_bool<E>(self, value: bool) -> Result<StateValue, E> {
                Ok(StateValue(value.to_string()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<StateValue, E> {
                Ok(StateValue(value.to_string()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<StateValue, E> {
                Ok(StateValue(value.to_string()))
            }
        }
        if from.is_human_readable() { from.deserialize_any(Visitor) } else { String::deserialize(from).map(StateValue) }
    }
}
