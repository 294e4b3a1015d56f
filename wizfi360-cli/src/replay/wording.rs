//! Words of a report.

use crate::{decode::Event, layout::cut};
use wizfi360_reference::text::readable;

/// How many columns of a line are quoted.
const QUOTED: usize = 120;

/// What was said, in quotes.
pub(super) fn quoted(event: &Event) -> String {
    format!("`{}`", cut(&readable(&event.text.0), QUOTED))
}

/// `OK, ERROR or FAIL`
pub(super) fn either(words: &[String]) -> String {
    match words {
        [] => "nothing".into(),
        [word] => word.clone(),
        [words @ .., last] => format!("{} or {last}", words.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_listed() {
        let words = |words: &[&str]| either(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(words(&["OK"]), "OK");
        assert_eq!(words(&["OK", "ERROR", "FAIL"]), "OK, ERROR or FAIL");
    }
}
