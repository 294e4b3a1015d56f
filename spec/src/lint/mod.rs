//! Lints: what a spec must hold besides being readable. One rule a file.
//!
//! All findings of all rules are collected, so that one run shows all that is to be done. A finding states the rule
//! and the fact, tells the way out, and can find its line in the RON text.
//!
//! | rule | holds that |
//! |---|---|
//! | [`names_unique`] | names are unique, also as Rust identifiers |
//! | [`references_resolve`] | what is named elsewhere exists |
//! | [`behaviour_resolves`] | variables, values and parameters that behaviour names exist |
//! | [`checks_resolve`] | what scripted test cases name exists, and what they send can be sent |
//! | [`risks_stated`] | every form states its risks |
//! | [`ranges_valid`] | limits leave values, and defaults are among them |
//! | [`versions_valid`] | `since` and `until` can be read, and agree with what surrounds them |
//! | [`shapes_decidable`] | a text can be taken apart in one way only |
//! | [`tails_documented`] | a tail of several parameters has a doc |
//! | [`prefixes_unambiguous`] | each line can be told from the others |
//! | [`sources_present`] | every fact has a source |
//! | [`examples_parse`] | every example is read, and written back as it stands |
//! | [`examples_complete`] | every form has an example, or the reason why not |
//! | [`examples_counted`] | every exchange that the manual prints is there |
//! | [`lengths_fit`] | the longest request fits into a line |
//! | [`texts_ascii`] | texts are English, in Latin letters |
//! | [`sections_covered`] | every section of the manual is there, with every form that it prints |
//! | [`transcription_agrees`](transcription) | the second transcription of the manual says the same |
//! | [`behaviour_agrees`] | the second entry of behaviour says the same |
//! | [`wire_agrees`] | the second entry of data phases, spellings and lists of words says the same |
//! | [`sources_counted`] | the ledger of sources counts the same |
//! | [`manual_names_listed`] | every name in the manual's lists is accounted for, and every command is in them |

pub mod behaviour_agrees;
pub mod behaviour_resolves;
pub mod checks_resolve;
mod coverage;
pub mod examples_complete;
pub mod examples_counted;
pub mod examples_parse;
mod finding;
pub mod lengths_fit;
pub mod manual_names_listed;
pub mod names_unique;
mod place;
pub mod prefixes_unambiguous;
pub mod ranges_valid;
pub mod references_resolve;
pub mod risks_stated;
pub mod sections_covered;
pub mod shapes_decidable;
pub mod sources_counted;
pub mod sources_present;
pub mod tails_documented;
pub mod texts_ascii;
pub mod transcription;
pub(crate) mod versioned;
pub mod versions_valid;
mod walk;
pub mod wire_agrees;

pub use coverage::{Coverage, SectionCoverage, coverage};
pub use finding::Finding;
pub use place::Place;

use crate::Spec;

/// A rule: its name, and what finds where it is broken.
pub type Rule = (&'static str, fn(&Spec) -> Vec<Finding>);

/// All rules, in the order in which they run.
pub const RULES: &[Rule] = &[
    (names_unique::RULE, names_unique::run),
    (references_resolve::RULE, references_resolve::run),
    (behaviour_resolves::RULE, behaviour_resolves::run),
    (checks_resolve::RULE, checks_resolve::run),
    (risks_stated::RULE, risks_stated::run),
    (ranges_valid::RULE, ranges_valid::run),
    (versions_valid::RULE, versions_valid::run),
    (shapes_decidable::RULE, shapes_decidable::run),
    (tails_documented::RULE, tails_documented::run),
    (prefixes_unambiguous::RULE, prefixes_unambiguous::run),
    (sources_present::RULE, sources_present::run),
    (examples_parse::RULE, examples_parse::run),
    (examples_complete::RULE, examples_complete::run),
    (examples_counted::RULE, examples_counted::run),
    (lengths_fit::RULE, lengths_fit::run),
    (texts_ascii::RULE, texts_ascii::run),
    (sections_covered::RULE, sections_covered::run),
    (manual_names_listed::RULE, manual_names_listed::run),
    (transcription::RULE, transcription::run),
    (behaviour_agrees::RULE, behaviour_agrees::run),
    (wire_agrees::RULE, wire_agrees::run),
    (sources_counted::RULE, sources_counted::run),
];

/// The findings of all rules.
pub fn run(spec: &Spec) -> Vec<Finding> {
    RULES.iter().flat_map(|(_, run)| run(spec)).collect()
}
