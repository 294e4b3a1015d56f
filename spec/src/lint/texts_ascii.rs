//! Texts are English, in Latin letters.

use super::{Finding, walk::texts};
use crate::Spec;

/// The rule's name.
pub const RULE: &str = "texts_ascii";

/// What may stand in a text besides printable ASCII.
const SIGNS: &str = "§°±×µ–—‘’“”…→≤≥";

/// Docs, notes, titles and sources are printable ASCII and a few typographic signs.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let foreign = texts(spec).into_iter().filter_map(|(place, text)| {
        let found = text.chars().find(|character| is_foreign(*character))?;
        Some(Finding {
            rule: RULE,
            place,
            message: format!("texts are English, in ASCII and a few signs ({SIGNS}); {found:?} is neither"),
            help: "translate it, or write the sign in another way".into(),
        })
    });
    foreign.collect()
}

/// True if the character may not stand in a text of the spec.
pub fn is_foreign(character: char) -> bool {
    !matches!(character, ' '..='~' | '\n') && !SIGNS.contains(character)
}
