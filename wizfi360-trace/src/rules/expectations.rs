//! Expectations: `# expects: final-missing at 15: the guide leaves it out` says what a log is known to get wrong.

use super::{Finding, Rule, Severity};
use crate::event::{Event, EventKind, Position, Sender};

/// The largest number of expectations of a log: a log may be of any length.
const MAX_EXPECTATIONS: usize = 1000;

/// The expectations of a log that were not met yet.
#[derive(Clone, Debug, Default)]
pub struct Expectations {
    unmet: Vec<(Position, String, u64)>,
}

impl Expectations {
    /// Reads a comment of the log. If it begins as an expectation and is none, that is found.
    pub fn event(&mut self, event: &Event) -> Option<Finding> {
        if event.kind != EventKind::Comment {
            return None;
        }
        let text = String::from_utf8_lossy(&event.text.0);
        let expectation = text.strip_prefix("expects:")?;
        let read = expectation.trim().split_once(" at ").and_then(|(rule, rest)| {
            let line = rest.split(|char: char| !char.is_ascii_digit()).next()?.parse().ok()?;
            Some((rule.trim().to_string(), line))
        });
        match read {
            Some((rule, line)) if self.unmet.len() < MAX_EXPECTATIONS => {
                self.unmet.push((event.position.clone(), rule, line));
                None
            }
            _ => Some(finding(&event.position, &text, "write `# expects: RULE at LINE: why`")),
        }
    }

    /// Makes an error that is expected [`Severity::Expected`].
    pub fn weigh(&mut self, finding: Finding) -> Finding {
        let is_met = |(_, rule, line): &(Position, String, u64)| {
            *rule == finding.rule.id() && finding.position.line == Some(*line)
        };
        let expectation = self.unmet.iter().position(is_met).filter(|_| finding.severity >= Severity::Warning);
        match expectation {
            Some(at) => {
                self.unmet.remove(at);
                finding.only(Severity::Expected)
            }
            None => finding,
        }
    }

    /// Reports what was expected and did not come.
    pub fn finish(self) -> impl Iterator<Item = Finding> {
        self.unmet.into_iter().map(|(position, rule, line)| {
            let help = format!("there is no {rule} at line {line}; remove the comment, or correct its line");
            finding(&position, &format!("expects: {rule} at {line}"), &help)
        })
    }
}

fn finding(position: &Position, comment: &str, expected: &str) -> Finding {
    Finding::new(Rule::Expects, Sender::Recorder, format!("`# {comment}`"), expected).at(position)
}
