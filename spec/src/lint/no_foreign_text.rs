//! Texts are English, in Latin letters.

use super::{Finding, walk::texts};
use crate::Spec;

/// The rule's name.
pub const RULE: &str = "no_foreign_text";

/// What may stand in a text besides printable ASCII.
const SIGNS: &str = "§°±×µ–—‘’“”…→≤≥";

/// Docs, notes, titles and sources are printable ASCII and a few typographic signs.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let is_foreign = |character: &char| !matches!(character, ' '..='~' | '\n') && !SIGNS.contains(*character);
    let foreign = texts(spec).into_iter().filter_map(|(place, text)| {
        let found = text.chars().find(is_foreign)?;
        Some(Finding {
            rule: RULE,
            place,
            message: format!("texts are English, in ASCII and a few signs ({SIGNS}); {found:?} is neither"),
            help: "translate it, or write the sign in another way".into(),
        })
    });
    foreign.collect()
}
