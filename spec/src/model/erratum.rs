//! Where manual and manual, or manual and module, disagree.

use super::Source;
use serde::{Deserialize, Serialize};

/// The whole of an `errata.ron`: the general one, or that of a folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Errata {
    /// What stands here.
    pub doc: String,
    /// The errata.
    pub errata: Vec<Erratum>,
}

/// One disagreement, and what is done about it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erratum {
    /// The file that it stands in, without `.ron`; the loader fills it in.
    #[serde(skip)]
    pub file: String,
    /// Its id in kebab case: `"join-error-prefix"`.
    pub id: String,
    /// What the manual says, in our words, with the text where the text is the point.
    pub manual_says: String,
    /// What is right, or what a module does.
    pub module_does: String,
    /// What the product does about it.
    pub decision: Decision,
    /// How that looks: what is sent, what is read.
    pub consequence: String,
    /// Where the manual says it.
    pub manual_source: Source,
    /// What speaks for the other reading.
    pub evidence: Vec<Source>,
}

/// What is done where sources disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// Both forms are read; the safer is sent.
    AcceptBoth,
    /// The manual holds.
    FollowManual,
    /// The module holds.
    FollowModule,
    /// Not known; the docs say so.
    Undecided,
}
