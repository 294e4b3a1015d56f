//! Firmware versions, and for which of them a fact holds.
//!
//! Firmware 1.0.x.x and 1.1.x.x are two branches that were developed side by side: 1.0.7.2 has what came to 1.1.x.x with
//! 1.1.0.6. So `since` and `until` list at most one version per branch, in ascending order, and are read so:
//!
//! - The version of the firmware's own branch decides, if it is listed.
//! - Otherwise a newer branch has what an older one had when it began, and an older branch lacks what only a newer one got:
//!   `since: "1.0.2.4"` holds for all of 1.1.x.x, `since: "1.1.1.2"` for nothing of 1.0.x.x.
//!   `until: "1.1.1.7"` holds for all of 1.0.x.x, `until: "1.0.7.2"` for nothing of 1.1.x.x.
//! - `"1.0.x.x"` is the whole branch: in `since` from its beginning, in `until` to its end.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, SeqAccess, Visitor},
};
use std::{fmt, str::FromStr};

/// A firmware version, four numbers: `1.1.1.7`. Written as a string in RON.
///
/// The order is that of the numbers; between two branches it says nothing about age or features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Firmware(pub [u16; 4]);

impl Firmware {
    /// The branch that it belongs to: its first two numbers.
    pub fn branch(self) -> [u16; 2] {
        let [major, minor, ..] = self.0;
        [major, minor]
    }
}

/// A version in `since` or `until`: `"1.1.1.7"`, or `"1.1.x.x"` for a whole branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Version {
    /// The branch.
    pub branch: [u16; 2],
    /// The other two numbers; `None` for the whole branch.
    pub release: Option<[u16; 2]>,
}

impl Version {
    /// The first firmware that is meant.
    pub fn first(self) -> Firmware {
        self.with([0, 0])
    }

    /// The last firmware that is meant.
    pub fn last(self) -> Firmware {
        self.with([u16::MAX, u16::MAX])
    }

    fn with(self, end: [u16; 2]) -> Firmware {
        let ([a, b], [c, d]) = (self.branch, self.release.unwrap_or(end));
        Firmware([a, b, c, d])
    }
}

/// Versions, at most one per branch, in ascending order. Written `"1.0.7.2"` or `["1.0.7.2", "1.1.0.6"]` in RON; none
/// where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Versions(pub Vec<Version>);

impl Versions {
    /// True if nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// For which firmware something is there: from `since` to `until`, both included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first versions; none: from the beginning.
    pub since: Versions,
    /// The last versions; none: to this day.
    pub until: Versions,
}

impl Span {
    /// Returns true if the span includes this firmware. No other code interprets `since` and `until`.
    pub fn contains(&self, firmware: Firmware) -> bool {
        let branch = firmware.branch();
        let (since, until) = (&self.since.0, &self.until.0);
        let begun = since.iter().rfind(|version| version.branch <= branch).map(|version| version.first() <= firmware);
        let open = until.iter().find(|version| version.branch >= branch).map(|version| firmware <= version.last());
        begun.unwrap_or(since.is_empty()) && open.unwrap_or(until.is_empty())
    }

    /// Returns true if neither end is stated: it includes all firmware.
    pub fn is_unbounded(&self) -> bool {
        self.since.is_empty() && self.until.is_empty()
    }

    /// Its text as a sentence: `Since firmware 1.0.7.2 and 1.1.0.6.`, or nothing.
    pub fn sentence(&self) -> String {
        let text = self.to_string();
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_ascii_uppercase(), letters.as_str()))
    }

    /// Returns this span, with each end that it leaves open taken from `around`.
    pub fn or(&self, around: &Span) -> Span {
        let first = |own: &Versions, around: &Versions| if own.is_empty() { around.clone() } else { own.clone() };
        Span { since: first(&self.since, &around.since), until: first(&self.until, &around.until) }
    }
}

/// `since firmware 1.0.7.2 and 1.1.0.6`, `until firmware 1.0.x.x`, both, or nothing.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.since.is_empty(), self.until.is_empty()) {
            (true, true) => Ok(()),
            (false, true) => write!(f, "since firmware {}", self.since),
            (true, false) => write!(f, "until firmware {}", self.until),
            (false, false) => write!(f, "since firmware {}, until {}", self.since, self.until),
        }
    }
}

/// What is there for some firmware only.
pub trait Versioned {
    /// For which firmware it is there.
    fn span(&self) -> Span;
}

macro_rules! versioned {
    ($($type:ident),*) => {
        $(impl Versioned for super::$type {
            fn span(&self) -> Span {
                Span { since: self.since.clone(), until: self.until.clone() }
            }
        })*
    };
}

versioned!(
    Check,
    Name,
    Note,
    Form,
    Line,
    Variant,
    Param,
    FactoryValue,
    EnumValue,
    Word,
    Bit,
    Requirement,
    Unspecified,
    ParamRule
);

impl FromStr for Firmware {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let rule = || format!("`{text}` is not a firmware version; write four numbers as in \"1.1.1.7\"");
        numbers(text).map(Firmware).ok_or_else(rule)
    }
}

impl TryFrom<String> for Firmware {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Firmware> for String {
    fn from(firmware: Firmware) -> String {
        firmware.to_string()
    }
}

impl FromStr for Version {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let whole = text.strip_suffix(".x.x");
        let parsed = match whole {
            Some(branch) => numbers(branch).map(|branch| Version { branch, release: None }),
            None => numbers(text).map(|[a, b, c, d]| Version { branch: [a, b], release: Some([c, d]) }),
        };
        parsed.ok_or_else(|| {
            format!(
                "`{text}` is not a firmware version; write four numbers as in \"1.1.1.7\", or \"1.1.x.x\" for a branch"
            )
        })
    }
}

/// Exactly `N` numbers with dots between them.
fn numbers<const N: usize>(text: &str) -> Option<[u16; N]> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let numbers: Option<Vec<u16>> = text.split('.').map(|part| part.parse().ok().filter(|_| digits(part))).collect();
    numbers?.try_into().ok()
}

impl<'de> Deserialize<'de> for Versions {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return from.deserialize_any(OneOrMany);
        }
        let versions = Vec::<PackedVersion>::deserialize(from)?;
        Ok(Versions(versions.into_iter().map(|(branch, release)| Version { branch, release }).collect()))
    }
}

/// A version where nobody reads it as text.
type PackedVersion = ([u16; 2], Option<[u16; 2]>);

struct OneOrMany;

impl<'de> Visitor<'de> for OneOrMany {
    type Value = Versions;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a firmware version in quotes, or a list with one for each branch")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Versions, E> {
        text.parse().map(|version| Versions(vec![version])).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Versions, A::Error> {
        let mut versions = Vec::new();
        while let Some(text) = list.next_element::<String>()? {
            versions.push(text.parse().map_err(A::Error::custom)?);
        }
        Ok(Versions(versions))
    }
}

impl Serialize for Versions {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return to.collect_seq(self.0.iter().map(Version::to_string));
        }
        to.collect_seq(self.0.iter().map(|version| -> PackedVersion { (version.branch, version.release) }))
    }
}

impl fmt::Display for Firmware {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.0;
        write!(f, "{a}.{b}.{c}.{d}")
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.branch;
        match self.release {
            Some([c, d]) => write!(f, "{a}.{b}.{c}.{d}"),
            None => write!(f, "{a}.{b}.x.x"),
        }
    }
}

/// `1.0.7.2 and 1.1.0.6`
impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<_> = self.0.iter().map(Version::to_string).collect();
        f.write_str(&texts.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(texts: &[&str]) -> Versions {
        Versions(texts.iter().map(|text| text.parse().unwrap()).collect())
    }

    /// Since, until; firmware within; firmware outside.
    type Case = (&'static [&'static str], &'static [&'static str], &'static [&'static str], &'static [&'static str]);

    const CASES: &[Case] = &[
        (&[], &[], &["1.0.1.0", "1.1.1.9", "2.0.0.0"], &[]),
        (&["1.0.2.4"], &[], &["1.0.2.4", "1.0.7.5", "1.1.0.0", "1.2.0.0"], &["1.0.1.0", "1.0.2.3"]),
        (&["1.1.1.2"], &[], &["1.1.1.2", "1.1.1.9"], &["1.0.7.5", "1.1.1.1"]),
        (&["1.0.7.2", "1.1.0.6"], &[], &["1.0.7.2", "1.0.7.5", "1.1.0.6"], &["1.0.7.1", "1.1.0.5", "0.9.9.9"]),
        (&["1.1.x.x"], &[], &["1.1.0.0", "1.2.0.0"], &["1.0.7.5"]),
        (&[], &["1.1.1.7"], &["1.0.1.0", "1.0.7.5", "1.1.1.7"], &["1.1.1.8", "1.2.0.0"]),
        (&[], &["1.0.7.2", "1.1.0.7"], &["1.0.7.2", "1.1.0.7"], &["1.0.7.3", "1.1.0.8", "2.0.0.0"]),
        (&["1.0.7.2"], &["1.0.x.x"], &["1.0.7.2", "1.0.99.1"], &["1.0.7.1", "1.1.0.0"]),
    ];

    #[test]
    fn each_branch_is_compared_with_its_own_version() {
        for (since, until, within, outside) in CASES {
            let span = Span { since: versions(since), until: versions(until) };
            for text in *within {
                assert!(span.contains(text.parse().unwrap()), "{span} has {text}");
            }
            for text in *outside {
                assert!(!span.contains(text.parse().unwrap()), "{span} has not {text}");
            }
        }
    }

    #[test]
    fn spans_are_told_in_words() {
        let span = |since: &[&str], until: &[&str]| Span { since: versions(since), until: versions(until) }.to_string();
        assert_eq!(span(&[], &[]), "");
        assert_eq!(Span::default().sentence(), "");
        assert_eq!(Span { since: versions(&["1.1.x.x"]), until: versions(&[]) }.sentence(), "Since firmware 1.1.x.x.");
        assert_eq!(span(&["1.0.7.2", "1.1.0.6"], &[]), "since firmware 1.0.7.2 and 1.1.0.6");
        assert_eq!(span(&["1.0.7.2"], &["1.0.x.x"]), "since firmware 1.0.7.2, until 1.0.x.x");
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in ["", "1.0", "1.0.1", "1.0.1.0.0", "1.x.x.x", "x.x", "1.0.+1.0", "1.0.1.65536", "1.0.x.1", "1..x.x"]
        {
            assert!(text.parse::<Version>().is_err(), "{text:?}");
        }
    }
}
