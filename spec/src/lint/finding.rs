//! What a lint reports.

use super::Place;
use serde::Serialize;
use std::fmt;

/// A broken rule: where, what, and the way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's name: `"names_unique"`.
    pub rule: &'static str,
    /// Where it is broken.
    pub place: Place,
    /// The rule and the fact that breaks it.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl Finding {
    /// Line and column of the place in the text of its file, both from 1.
    ///
    /// It is a search for the names on the way to the place, so it is near rather than exact where a file is laid
    /// out in an unusual way. `None` if none of the names stands in the text.
    pub fn locate(&self, text: &str) -> Option<(usize, usize)> {
        let at = self.place.find(text)?;
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        Some((line, column))
    }
}

/// `spec/wifi/join.ron: AT+CWJAP_CUR, set, pwd: the rule and the fact; the way out (rule)`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {} ({})", self.place, self.message, self.help, self.rule)
    }
}
