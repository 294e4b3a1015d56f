//! Value types: bounded numbers, enums, bit masks, strings.

use super::{Certainty, Source, Versions};
use serde::{Deserialize, Serialize};

/// The whole of `domains.ron`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domains {
    /// What these types are, in a sentence or two.
    pub doc: String,
    /// The types.
    pub domains: Vec<Domain>,
}

/// A value type with a name of its own. It becomes one Rust type.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// The type's name in upper camel case: `LinkId`. Unique in the whole spec.
    pub name: String,
    /// What it is: one sentence first, then what else there is to say.
    pub doc: String,
    /// Which values it has.
    pub kind: DomainKind,
    /// What is known to be accepted, where `kind` allows more: what is beyond it is sent with a warning.
    #[serde(default)]
    pub known: Option<Known>,
    /// True for passwords and keys: never printed.
    #[serde(default)]
    pub secret: bool,
    /// Ids of errata that concern it.
    #[serde(default)]
    pub errata: Vec<String>,
    /// Where its values stand.
    pub source: Source,
}

/// The part of a domain's limits that is known to be accepted. What a source states refuses, by `kind`; what was only
/// the longest that was seen, or fits our own buffers, warns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The smallest value, or the shortest length in bytes; that of `kind` if it is not given.
    #[serde(default)]
    pub min: Option<i64>,
    /// The largest value, or the longest length in bytes; that of `kind` if it is not given.
    #[serde(default)]
    pub max: Option<i64>,
    /// How sure it is.
    pub certainty: Certainty,
    /// What is known of values beyond it, in a sentence.
    pub beyond: String,
}

impl Known {
    /// True if a value, or a length in bytes, is beyond it.
    pub fn is_exceeded_by(&self, number: i64) -> bool {
        self.min.is_some_and(|min| number < min) || self.max.is_some_and(|max| number > max)
    }
}

impl Domain {
    /// `kind` without what is not known to be accepted: the values that tests of real modules take.
    pub fn known_values(&self) -> DomainKind {
        let mut kind = self.kind.clone();
        let Some(known) = &self.known else { return kind };
        match &mut kind {
            DomainKind::Int { min, max, .. } => {
                *min = known.min.unwrap_or(*min);
                *max = known.max.unwrap_or(*max);
            }
            DomainKind::Str { min, max, .. } => {
                let length = |known: Option<i64>| known.and_then(|known| u16::try_from(known).ok());
                *min = length(known.min).unwrap_or(*min);
                *max = length(known.max).unwrap_or(*max);
            }
            DomainKind::Enum(_) | DomainKind::Words { .. } | DomainKind::Mask(_) | DomainKind::UnicastMac => {}
        }
        kind
    }

    /// The numbers of an enum or of a range of at most 256 values; none of other types.
    pub fn numbers(&self) -> Vec<i64> {
        match &self.kind {
            DomainKind::Enum(values) => values.iter().map(|value| value.value).collect(),
            DomainKind::Int { min, max, .. } if max.saturating_sub(*min) < 256 => (*min..=*max).collect(),
            _ => Vec::new(),
        }
    }

    /// The names of the values of an enum or of words; none of other types.
    pub fn names(&self) -> Vec<&str> {
        match &self.kind {
            DomainKind::Enum(values) => values.iter().map(|value| value.name.as_str()).collect(),
            DomainKind::Words { values, .. } => values.iter().map(Word::name).collect(),
            _ => Vec::new(),
        }
    }

    /// The name of a value of an enum or of words, from its text on the wire without quotes.
    pub fn name_of(&self, text: &str) -> Option<&str> {
        match &self.kind {
            DomainKind::Enum(values) => {
                let number: i64 = text.parse().ok()?;
                values.iter().find(|value| value.value == number).map(|value| value.name.as_str())
            }
            DomainKind::Words { values, .. } => values.iter().find(|word| word.text == text).map(Word::name),
            _ => None,
        }
    }

    /// How the value of this name is written on the wire.
    pub fn written(&self, name: &str) -> Option<String> {
        match &self.kind {
            DomainKind::Enum(values) => {
                values.iter().find(|value| value.name == name).map(|value| value.value.to_string())
            }
            DomainKind::Words { quoted, values } => {
                let word = values.iter().find(|word| word.name() == name)?;
                Some(if *quoted { format!("\"{}\"", word.text) } else { word.text.clone() })
            }
            _ => None,
        }
    }
}

/// Which values a domain has, and how they are written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DomainKind {
    /// A decimal number from `min` to `max`, both included.
    Int {
        /// The smallest value.
        min: i64,
        /// The largest value.
        max: i64,
        /// What it counts: `"ms"`, `"s"`, `"byte"`.
        #[serde(default)]
        unit: Option<String>,
    },
    /// One of some numbers, each with a meaning. In answers other numbers are kept as they came.
    Enum(Vec<EnumValue>),
    /// One of some words. In answers other words are kept as they came.
    Words {
        /// True for `"TCP"`, false for `TRUE`.
        quoted: bool,
        /// The words.
        values: Vec<Word>,
    },
    /// A decimal number in which each bit has a meaning.
    Mask(Vec<Bit>),
    /// A text. Lengths count bytes before escaping.
    Str {
        /// The shortest length in bytes.
        #[serde(default)]
        min: u16,
        /// The longest length in bytes.
        max: u16,
        /// True if an empty text is allowed as well, though `min` is larger.
        #[serde(default)]
        or_empty: bool,
        /// How it is written.
        #[serde(default)]
        style: Style,
    },
    /// A MAC address in quotes that is not a group address: bit 0 of its first byte is 0.
    UnicastMac,
}

impl DomainKind {
    /// The largest number that an open parameter of an enum can hold.
    pub const ENUM_MAX: i64 = 0xffff_ffff;
}

/// How a text stands in a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    /// In quotes; what `lexical.ron` lists is escaped.
    #[default]
    Quoted,
    /// In quotes, but nothing is escaped: it reaches to the last quote of the line, so it stands last.
    Verbatim,
}

/// One number of an enum.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnumValue {
    /// The number on the wire.
    pub value: i64,
    /// Its name: the manual's word, in any case (`"WPA2_PSK"`, `"Station"`).
    pub name: String,
    /// What it means.
    pub doc: String,
    /// The first firmware that knows it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that knows it.
    #[serde(default)]
    pub until: Versions,
    /// Its own source, if not the domain's.
    #[serde(default)]
    pub source: Option<Source>,
}

/// One word of a `Words` domain.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The text on the wire, without quotes.
    pub text: String,
    /// Its name, if it is not the text itself.
    #[serde(default)]
    pub name: Option<String>,
    /// What it means.
    pub doc: String,
    /// The first firmware that knows it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that knows it.
    #[serde(default)]
    pub until: Versions,
    /// Its own source, if not the domain's.
    #[serde(default)]
    pub source: Option<Source>,
}

impl Word {
    /// The name: the stated one, or the text.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.text)
    }
}

/// One bit of a mask.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bit {
    /// Its number, 0 for the lowest.
    pub bit: u8,
    /// Its name: the manual's word.
    pub name: String,
    /// What it switches on.
    pub doc: String,
    /// The first firmware that knows it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that knows it.
    #[serde(default)]
    pub until: Versions,
    /// Its own source, if not the domain's.
    #[serde(default)]
    pub source: Option<Source>,
}
