//! Where a fact stands.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a fact stands. Written `Manual("3.2.3", 19)`, `Capture("scan-join-update")`, ...
///
/// The order is the rank: where sources disagree, an erratum says what is done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Source {
    /// The vendor's AT instruction set: section, and page of the edition that `manual.ron` names.
    Manual(String, u16),
    /// A recording of a real module: the fixture's name, or where it was published.
    Capture(String),
    /// The vendor's firmware, release notes or guides. It proves a text, not when it is sent.
    Vendor(String),
    /// A published driver that works with real modules: repository and, where it helps, file.
    Driver(String),
    /// Concluded from something else; the text says from what.
    Inference(String),
}

impl Source {
    /// How much a source is worth: 0 the manual, then capture, vendor, driver, inference.
    pub fn rank(&self) -> u8 {
        match self {
            Source::Manual(..) => 0,
            Source::Capture(_) => 1,
            Source::Vendor(_) => 2,
            Source::Driver(_) => 3,
            Source::Inference(_) => 4,
        }
    }

    /// The manual's section, if that is the source.
    pub fn section(&self) -> Option<&str> {
        match self {
            Source::Manual(section, _) => Some(section),
            _ => None,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Manual(section, page) => write!(f, "manual §{section}, p. {page}"),
            Source::Capture(what) => write!(f, "capture {what}"),
            Source::Vendor(what) => write!(f, "vendor: {what}"),
            Source::Driver(what) => write!(f, "driver {what}"),
            Source::Inference(what) => write!(f, "inferred: {what}"),
        }
    }
}

/// How sure a limit or a requirement is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Certainty {
    /// A source states it: what breaks it is refused.
    #[default]
    Stated,
    /// The longest or largest that was seen: what exceeds it draws a warning.
    Observed,
    /// Our own choice, such as the size of a buffer: what exceeds it draws a warning.
    Chosen,
    /// A source recommends it: what breaks it draws a hint.
    Advised,
}
