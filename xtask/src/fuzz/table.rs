//! Figures of a campaign, as lines of a table.

use super::run::{Figures, Outcome};
use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

/// What stands above the rows.
pub(crate) const HEAD: &str = "target              executions   coverage    corpus     exec/s";

/// One target.
pub(crate) fn row(name: &str, figures: &Figures, found: bool) -> String {
    let Figures { executions, coverage, corpus, per_second } = figures;
    let found = if found { "  FOUND SOMETHING" } else { "" };
    format!("{name:<18} {executions:>11} {coverage:>10} {corpus:>9} {per_second:>10}{found}")
}

/// All targets, and how many executions there were.
pub(crate) fn summary<'o>(done: impl Iterator<Item = (&'o str, &'o Outcome)>) -> String {
    let (mut text, mut total, mut findings) = (format!("{HEAD}\n"), 0, 0);
    for (name, outcome) in done {
        total += outcome.figures.executions;
        findings += u32::from(outcome.finding.is_some());
        text.push_str(&row(name, &outcome.figures, outcome.finding.is_some()));
        text.push('\n');
    }
    text.push_str(&format!("{total} executions, {findings} findings"));
    text
}

/// A line that changes while its target runs: in place on a terminal, once a minute elsewhere.
pub(crate) struct Live<'n> {
    name: &'n str,
    shown: Option<Instant>,
}

impl<'n> Live<'n> {
    pub(crate) fn new(name: &'n str) -> Self {
        Live { name, shown: None }
    }

    pub(crate) fn show(&mut self, figures: &Figures) {
        let terminal = io::stdout().is_terminal();
        let pause = if terminal { Duration::from_millis(200) } else { Duration::from_secs(60) };
        if self.shown.is_some_and(|shown| shown.elapsed() < pause) {
            return;
        }
        self.shown = Some(Instant::now());
        let row = row(self.name, figures, false);
        if terminal {
            print!("\r{row}")
        } else {
            println!("{row}")
        }
        // A terminal that is gone is no reason to end a campaign.
        let _ = io::stdout().flush();
    }

    pub(crate) fn end(self, outcome: &Outcome) {
        let begin = if io::stdout().is_terminal() { "\r" } else { "" };
        println!("{begin}{}", row(self.name, &outcome.figures, outcome.finding.is_some()));
    }
}
