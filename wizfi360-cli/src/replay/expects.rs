//! `# expects: final-missing at 15: the guide leaves it out`: what a log is known to show otherwise than the spec has it.

use super::finding::{Finding, Rule, Weight};
use crate::decode::{Event, Place, Side};

/// How many expectations a log may have: more are not known of any, and a log may be of any length.
const MOST: usize = 1000;

/// The expectations of a log that were not met yet.
#[derive(Default)]
pub(super) struct Expects {
    open: Vec<(Place, String, u64)>,
}

impl Expects {
    /// A comment of the log. If it begins as an expectation and is none, that is found.
    pub(super) fn comment(&mut self, event: &Event) -> Option<Finding> {
        let text = String::from_utf8_lossy(&event.text.0);
        let expected = text.strip_prefix("expects:")?;
        let read = expected.trim().split_once(" at ").and_then(|(rule, rest)| {
            let line = rest.split(|char: char| !char.is_ascii_digit()).next()?.parse().ok()?;
            Some((rule.trim().to_string(), line))
        });
        match read {
            Some((rule, line)) if self.open.len() < MOST => {
                self.open.push((event.place.clone(), rule, line));
                None
            }
            _ => Some(finding(&event.place, &text, "write `# expects: RULE at LINE: why`".into())),
        }
    }

    /// A finding that is expected is no more than that.
    pub(super) fn weigh(&mut self, finding: &mut Finding) {
        if finding.weight != Weight::Finding {
            return;
        }
        let name = finding.rule.name();
        let met = |(_, rule, line): &(Place, String, u64)| *rule == name && finding.place.line == Some(*line);
        if let Some(at) = self.open.iter().position(met) {
            self.open.remove(at);
            finding.weight = Weight::Expected;
        }
    }

    /// What was expected and is not there.
    pub(super) fn finish(self) -> impl Iterator<Item = Finding> {
        self.open.into_iter().map(|(place, rule, line)| {
            let way_out = format!("there is no {rule} at line {line}; take the comment out, or correct its line");
            finding(&place, &format!("expects: {rule} at {line}"), way_out)
        })
    }
}

fn finding(place: &Place, says: &str, expects: String) -> Finding {
    Finding::new(Weight::Finding, Rule::Expects, place, Side::Recorder, format!("`# {says}`"), expects)
}
