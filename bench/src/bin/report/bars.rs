//! Limits of our own figures.

use crate::figures::{Figure, Target, Target::*};
use wizfi360_bench::feeds::{Feed, Feed::*, Source::*};

/// A limit, and what it is to become.
#[derive(Debug)]
pub(crate) struct Bar {
    pub(crate) target: Target,
    feed: Feed,
    what: What,
    /// The largest figure that passes.
    pub(crate) limit: f64,
    /// Where it is to get: the limit once it is reached.
    pub(crate) goal: f64,
}

/// What is limited.
#[derive(Clone, Copy, Debug)]
enum What {
    /// Instructions of a task; of `state` its bytes.
    Cost(&'static str),
    /// Bytes of stack.
    Stack(&'static str),
    /// Instructions of a task by those of another.
    Ratio(&'static str, &'static str),
}

use What::{Cost, Ratio, Stack};

const ESCAPED: Feed = Cwjap { escapes: true };

#[rustfmt::skip]
pub(crate) const BARS: &[Bar] = &[
    bar(Thumbv6m, Bytes(Text), Cost("push_byte"), 35.0, 35.0),
    bar(Thumbv6m, Bytes(Text), Cost("feed_byte"), 48.0, 48.0),
    bar(Thumbv6m, Bytes(Mixed), Cost("push_byte"), 28.0, 27.0),
    bar(Thumbv6m, Bytes(Mixed), Cost("feed_byte"), 37.0, 37.0),
    bar(Thumbv6m, Slices(Text, 1), Cost("push"), 67.0, 48.0),
    bar(Thumbv6m, Slices(Text, 1), Cost("feed"), 81.0, 81.0),
    bar(Thumbv6m, Slices(Mixed, 1), Cost("push"), 69.0, 69.0),
    bar(Thumbv6m, Slices(Mixed, 1), Cost("feed"), 78.0, 78.0),
    bar(Thumbv6m, Slices(Text, 1460), Cost("push"), 24.5, 22.0),
    bar(Thumbv6m, Bytes(Mixed), Stack("push_byte"), 450.0, 340.0),
    bar(Thumbv6m, Slices(Mixed, 1460), Stack("push"), 530.0, 340.0),
    bar(Thumbv6m, Cwlap(12), Cost("cwlap"), 1_600.0, 1_600.0),
    bar(Thumbv6m, Cwlap(12), Stack("cwlap"), 615.0, 490.0),
    bar(Thumbv6m, Nothing, Cost("state"), 64.0, 64.0),

    bar(Thumbv7em, Bytes(Text), Cost("push_byte"), 29.0, 29.0),
    bar(Thumbv7em, Bytes(Mixed), Cost("push_byte"), 24.0, 24.0),
    bar(Thumbv7em, Cwlap(12), Cost("cwlap"), 1_300.0, 1_300.0),
    bar(Thumbv7em, Cwlap(12), Stack("cwlap"), 560.0, 430.0),

    bar(X86, Bytes(Text), Cost("push_byte"), 25.0, 25.0),
    bar(X86, Bytes(Text), Cost("feed_byte"), 30.0, 30.0),
    bar(X86, Bytes(Mixed), Cost("push_byte"), 27.0, 27.0),
    bar(X86, Bytes(Mixed), Cost("feed_byte"), 30.0, 30.0),
    bar(X86, Slices(Text, 1), Cost("push"), 49.0, 32.0),
    bar(X86, Slices(Text, 1), Cost("feed"), 60.0, 60.0),
    bar(X86, Slices(Mixed, 1), Cost("push"), 49.0, 32.0),
    bar(X86, Slices(Mixed, 1), Cost("feed"), 99.0, 99.0),
    bar(X86, Slices(Text, 1460), Cost("push"), 14.0, 12.0),
    bar(X86, Cwlap(12), Cost("cwlap"), 660.0, 626.0),
    bar(X86, ESCAPED, Ratio("cwjap", "cwjap_hand"), 1.06, 0.9),
    bar(X86, Nothing, Cost("state"), 64.0, 64.0),
];

const fn bar(target: Target, feed: Feed, what: What, limit: f64, goal: f64) -> Bar {
    Bar { target, feed, what, limit, goal }
}

impl Bar {
    /// `text/1 push`, `cwlap-12 cwlap, stack`.
    pub(crate) fn name(&self) -> String {
        let feed = self.feed.name();
        match self.what {
            Cost(task) => format!("{feed} {task}"),
            Stack(task) => format!("{feed} {task}, stack"),
            Ratio(task, of) => format!("{feed} {task} / {of}"),
        }
    }

    /// Returns the limited figure if it was measured.
    pub(crate) fn figure(&self, figures: &[Figure]) -> Option<f64> {
        let find = |task| figures.iter().find(|of| (of.target, of.feed, of.task) == (self.target, self.feed, task));
        match self.what {
            Cost(task) => Some(find(task)?.instructions),
            Stack(task) => Some(find(task)?.stack? as f64),
            Ratio(task, of) => Some(find(task)?.instructions / find(of)?.instructions),
        }
    }
}

/// Returns one line for each bar that is exceeded, and for each task of ours that found something else than there is.
/// With `all`, a bar without a figure is one as well.
pub(crate) fn missed(bars: &[Bar], figures: &[Figure], all: bool) -> Vec<String> {
    let mut missed = Vec::new();
    for bar in bars {
        let name = format!("{} {}", bar.target, bar.name());
        match bar.figure(figures) {
            Some(figure) if figure > bar.limit => {
                missed.push(format!("{name}: {figure:.2}, the limit is {}", bar.limit));
            }
            None if all => missed.push(format!("{name}: not measured")),
            _ => {}
        }
    }
    let wrong = figures.iter().filter(|figure| !figure.is_peer()).filter_map(|figure| {
        let remark = figure.remark.as_ref()?;
        Some(format!("{} {} {}: {remark}", figure.target, figure.feed.name(), figure.task))
    });
    missed.extend(wrong);
    missed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(instructions: f64) -> Figure {
        let (feed, task) = (Slices(Text, 1), "push");
        Figure { target: X86, feed, task, instructions, stack: None, remark: None, profile: Vec::new() }
    }

    #[test]
    fn a_bar_that_is_exceeded_fails() {
        let bars = [bar(X86, Slices(Text, 1), Cost("push"), 32.0, 30.0)];
        assert_eq!(missed(&bars, &[figure(32.0)], true), [""; 0]);
        assert_eq!(missed(&bars, &[figure(32.5)], true), ["x86-64 text/1 push: 32.50, the limit is 32"]);
    }

    #[test]
    fn a_bar_without_a_figure_fails_if_all_is_measured() {
        let bars = [bar(Thumbv6m, Slices(Text, 1), Cost("push"), 32.0, 30.0)];
        assert_eq!(missed(&bars, &[figure(1.0)], true), ["thumbv6m text/1 push: not measured"]);
        assert_eq!(missed(&bars, &[figure(1.0)], false), [""; 0]);
    }

    #[test]
    fn an_engine_that_misses_something_fails() {
        let wrong = Figure { remark: Some("1/2 lines".into()), ..figure(1.0) };
        assert_eq!(missed(&[], &[wrong], true), ["x86-64 text/1 push: 1/2 lines"]);
    }

    #[test]
    fn goals_are_not_above_limits_and_name_tasks() {
        for bar in BARS {
            assert!(bar.goal <= bar.limit, "{}", bar.name());
            let (Cost(task) | Stack(task) | Ratio(task, _)) = bar.what;
            assert!(bar.feed.tasks().contains(&task), "{}", bar.name());
        }
    }
}
