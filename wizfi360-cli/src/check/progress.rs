//! How far a run is: a bar on a terminal, otherwise a line now and then. It goes to the standard error.

use super::summary::counted;
use crate::{args::Color, paint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};
use wizfi360_conformance::check::report::{CaseResult, Verdict};

/// How often a line is written where there is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(15);

pub(super) struct Progress {
    all: usize,
    deviate: usize,
    shown: Shown,
    color: Color,
}

enum Shown {
    Bar(ProgressBar),
    Lines(Instant),
}

impl Progress {
    pub(super) fn new(color: Color) -> Progress {
        let shown = match io::stderr().is_terminal() {
            true => Shown::Bar(bar()),
            false => Shown::Lines(Instant::now()),
        };
        Progress { all: 0, deviate: 0, shown, color }
    }

    /// How many cases there are, as far as is known.
    pub(super) fn all(&self) -> usize {
        self.all
    }

    /// So many of all cases are done; this is what became of the last.
    pub(super) fn done(&mut self, done: usize, all: usize, result: &CaseResult) {
        self.all = all;
        self.deviate += usize::from(matches!(result.verdict, Verdict::Deviates { .. }));
        let deviations = match self.deviate {
            0 => String::new(),
            1 => ", 1 deviates".into(),
            many => format!(", {many} deviate"),
        };
        match &mut self.shown {
            Shown::Bar(bar) => {
                bar.set_length(all as u64);
                bar.set_position(done as u64);
                bar.set_message(format!("{}{deviations}", result.id));
            }
            Shown::Lines(last) if last.elapsed() >= BETWEEN_LINES => {
                *last = Instant::now();
                // Where nothing can be told, the run goes on.
                let _ = writeln!(paint::stderr(self.color), "{done} of {}{deviations}", counted(all, "case"));
            }
            Shown::Lines(_) => {}
        }
    }

    /// Takes the bar away, so that what is printed next stands alone.
    pub(super) fn end(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
    let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {eta:>4} {wide_msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("━╸ "));
    bar
}
