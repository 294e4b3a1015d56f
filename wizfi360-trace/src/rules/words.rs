//! Words of findings.

use crate::event::Event;
use wizfi360_reference::text::readable;

/// The largest number of characters of a line that is quoted.
const MAX_QUOTED: usize = 120;

/// Returns the text of an event in quotes.
pub(super) fn quoted(event: &Event) -> String {
    let text = readable(&event.text.0);
    match text.char_indices().nth(MAX_QUOTED) {
        Some(_) => {
            let text: String = text.chars().take(MAX_QUOTED - 1).collect();
            format!("`{text}…`")
        }
        None => format!("`{text}`"),
    }
}

/// Joins words: `OK, ERROR or FAIL`.
pub(super) fn either(words: &[String]) -> String {
    match words {
        [] => "nothing".into(),
        [word] => word.clone(),
        [words @ .., last] => format!("{} or {last}", words.join(", ")),
    }
}
