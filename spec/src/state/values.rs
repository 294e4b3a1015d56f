//! Sets of possible values, and three-valued answers about them.

use crate::model::{StateValue, Values};
use std::{collections::BTreeSet, fmt};

/// What is known of one variable: the values that it may have.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PossibleValues {
    /// Nothing is known.
    #[default]
    Any,
    /// It has one of these values.
    OneOf(BTreeSet<StateValue>),
}

impl PossibleValues {
    /// A variable that has exactly this value.
    pub fn exactly(value: StateValue) -> PossibleValues {
        PossibleValues::OneOf([value].into())
    }

    /// The value, if only one is possible.
    pub fn value(&self) -> Option<&StateValue> {
        match self {
            PossibleValues::OneOf(values) if values.len() == 1 => values.first(),
            _ => None,
        }
    }

    /// Whether the variable has a value for which the test holds.
    pub fn test(&self, holds: impl Fn(&StateValue) -> bool) -> Truth {
        let PossibleValues::OneOf(values) = self else { return Truth::Unknown };
        match values.iter().filter(|value| holds(value)).count() {
            0 => Truth::No,
            count if count == values.len() => Truth::Yes,
            _ => Truth::Unknown,
        }
    }

    /// The values as they may be shown: what a text is set to may hold a password.
    pub(crate) fn shown(&self, values: &Values) -> String {
        let PossibleValues::OneOf(possible) = self else { return "unknown".into() };
        let word = |value: &StateValue| match (values, value.0.as_str()) {
            (Values::Text, text) if text != UNSET => "set".to_string(),
            (Values::Flag, "true") => "on".to_string(),
            (Values::Flag, "false") => "off".to_string(),
            (_, text) => text.to_string(),
        };
        let words: BTreeSet<_> = possible.iter().map(word).collect();
        words.into_iter().collect::<Vec<_>>().join(" or ")
    }
}

/// The value of a text that was never set.
pub(crate) const UNSET: &str = "unset";

/// Shows no values: some of them are passwords.
impl fmt::Debug for PossibleValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PossibleValues::Any => f.write_str("Any"),
            PossibleValues::OneOf(values) => write!(f, "OneOf({} values)", values.len()),
        }
    }
}

/// Whether something holds, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not.
    No,
    /// It may or may not.
    Unknown,
    /// It does.
    Yes,
}

impl Truth {
    /// Whether all of these hold.
    pub(crate) fn all(truths: impl Iterator<Item = Truth>) -> Truth {
        truths.min().unwrap_or(Truth::Yes)
    }

    /// Whether at least one of these holds.
    pub(crate) fn any(truths: impl Iterator<Item = Truth>) -> Truth {
        truths.max().unwrap_or(Truth::No)
    }
}
