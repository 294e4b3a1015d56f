//! Rules across the parameters of one request.

use super::{Form, Source, StateValue, Versioned, Versions};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A rule across the parameters of one request. A request that breaks it cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParamRule {
    /// What it demands.
    pub rule: RuleKind,
    /// The first firmware that has it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that has it.
    #[serde(default)]
    pub until: Versions,
    /// Its own source.
    pub source: Source,
}

impl Form {
    /// The rules that hold whatever the firmware is. Those of some firmware alone hold in
    /// [`Spec::as_of`](crate::Spec::as_of) that firmware.
    pub fn rules_of_all_firmware(&self) -> impl Iterator<Item = &ParamRule> {
        self.rules.iter().filter(|rule| rule.span().is_unbounded())
    }
}

/// What a rule across parameters demands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleKind {
    /// Those of these parameters that are given differ from each other.
    Distinct(Vec<String>),
    /// The first parameter is given if the second has one of these values.
    RequiredIf(String, String, Vec<StateValue>),
    /// The first parameter is given only if the second has one of these values.
    OnlyIf(String, String, Vec<StateValue>),
    /// The first parameter, a text, is empty if the second has one of these values.
    EmptyIf(String, String, Vec<StateValue>),
    /// The first parameter, a text, is not empty if the second has one of these values.
    FilledIf(String, String, Vec<StateValue>),
    /// The first parameter is not greater than the second.
    Ordered(String, String),
    /// These addresses are in the network of an address with its netmask.
    SameNetwork(Vec<String>, Network),
}

/// The network that addresses have to be in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Network {
    /// That of these two parameters: address and netmask.
    Params(String, String),
    /// That of a state variable, which holds address, gateway and netmask as they were sent. No request alone decides it.
    State(String),
}

impl RuleKind {
    /// The parameters that it names.
    pub fn params(&self) -> Vec<&str> {
        match self {
            RuleKind::Distinct(params) => params.iter().map(String::as_str).collect(),
            RuleKind::RequiredIf(one, other, _)
            | RuleKind::OnlyIf(one, other, _)
            | RuleKind::EmptyIf(one, other, _)
            | RuleKind::FilledIf(one, other, _)
            | RuleKind::Ordered(one, other) => vec![one, other],
            RuleKind::SameNetwork(params, network) => {
                let mut all: Vec<_> = params.iter().map(String::as_str).collect();
                if let Network::Params(address, netmask) = network {
                    all.extend([address.as_str(), netmask.as_str()]);
                }
                all
            }
        }
    }
}

impl RuleKind {
    /// The kind's name, as the data has it.
    pub fn name(&self) -> &'static str {
        match self {
            RuleKind::Distinct(_) => "Distinct",
            RuleKind::RequiredIf(..) => "RequiredIf",
            RuleKind::OnlyIf(..) => "OnlyIf",
            RuleKind::EmptyIf(..) => "EmptyIf",
            RuleKind::FilledIf(..) => "FilledIf",
            RuleKind::Ordered(..) => "Ordered",
            RuleKind::SameNetwork(..) => "SameNetwork",
        }
    }

    /// True if the module's state decides it, and no request alone.
    pub fn needs_state(&self) -> bool {
        matches!(self, RuleKind::SameNetwork(_, Network::State(_)))
    }
}

/// `<timezone> is given if <enable> is Enable`
impl fmt::Display for RuleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |names: &[String], word: &str| {
            let each: Vec<_> = names.iter().map(|name| format!("<{name}>")).collect();
            each.join(word)
        };
        let values =
            |values: &[StateValue]| values.iter().map(|value| value.0.as_str()).collect::<Vec<_>>().join(" or ");
        match self {
            RuleKind::Distinct(params) => write!(f, "{} differ", names(params, " and ")),
            RuleKind::RequiredIf(param, by, of) => write!(f, "<{param}> is given if <{by}> is {}", values(of)),
            RuleKind::OnlyIf(param, by, of) => write!(f, "<{param}> is given only if <{by}> is {}", values(of)),
            RuleKind::EmptyIf(param, by, of) => write!(f, "<{param}> is empty if <{by}> is {}", values(of)),
            RuleKind::FilledIf(param, by, of) => write!(f, "<{param}> is not empty if <{by}> is {}", values(of)),
            RuleKind::Ordered(param, other) => write!(f, "<{param}> is not greater than <{other}>"),
            RuleKind::SameNetwork(params, network) => {
                let verb = if params.len() == 1 { "is" } else { "are" };
                write!(f, "{} {verb} in the network of ", names(params, " and "))?;
                match network {
                    Network::Params(address, netmask) => write!(f, "<{address}> with <{netmask}>"),
                    Network::State(variable) => f.write_str(variable),
                }
            }
        }
    }
}

/// `<timezone> is given if <enable> is Enable (manual §3.3.25, p. 58)`
impl fmt::Display for ParamRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.rule, self.source)
    }
}
