//! What is told to people.

use super::serve::Played;
use crate::paint::{ASIDE, BAD, GOOD, HEADING, HOST, In, NAME, UNKNOWN, paragraph};
use anstyle::Style;
use std::fmt::Write;
use wizfi360_reference::text::readable;
use wizfi360_sim::{
    judge::{Finding, Severity},
    scenario::Scenario,
};

/// The scenarios with their goals.
pub(super) fn list(scenarios: &[Scenario]) -> String {
    scenarios
        .iter()
        .map(|scenario| format!("{}\n{}", In(NAME, &scenario.name), paragraph(4, &scenario.goal_with_values())))
        .collect()
}

/// What the driver is to reach.
pub(super) fn goal(scenario: &Scenario, index: usize, of: usize) -> String {
    let head = format!("{}", In(HEADING, &scenario.name));
    format!(
        "\n{head} {}\n{}",
        In(ASIDE, format!("({} of {of})", index + 1)),
        paragraph(2, &scenario.goal_with_values())
    )
}

/// How it went.
pub(super) fn played(played: &Played) -> String {
    let mut out = String::new();
    for finding in &played.verdict.findings {
        out += &told(finding);
    }
    for aim in played.verdict.aims.iter().filter(|aim| !aim.reached) {
        out += &line(BAD, "not reached", &aim.aim);
    }
    for trouble in &played.troubles {
        out += &line(BAD, "trouble", trouble);
    }
    if played.is_fine() {
        let all = format!(
            "{} requests in {}.{:01} s",
            played.verdict.requests,
            played.verdict.took_ms / 1000,
            played.verdict.took_ms % 1000 / 100
        );
        out += &line(GOOD, "reached", &all);
    }
    out
}

/// All of it in two lines.
pub(super) fn summary(played: &[Played], of: usize) -> String {
    let fine = played.iter().filter(|played| played.is_fine()).count();
    let count = |severity| played.iter().map(|played| played.verdict.count(severity)).sum::<usize>();
    let mut out = format!("\n{fine} of {of} scenarios fine");
    let _ = write!(out, "; {}", counted(count(Severity::Fault), "fault"));
    let _ = write!(out, ", {} doubtful, {}", count(Severity::Doubtful), counted(count(Severity::Hint), "hint"));
    let others: Vec<&str> =
        played.iter().filter(|played| !played.is_fine()).map(|played| played.verdict.scenario.as_str()).collect();
    match others.as_slice() {
        [] => out += "\n",
        others => _ = writeln!(out, "\nnot fine: {}", others.join(", ")),
    }
    out
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A finding, with the place marked.
fn told(finding: &Finding) -> String {
    let (style, severity) = match finding.severity {
        Severity::Fault => (BAD, "fault"),
        Severity::Doubtful => (UNKNOWN, "doubtful"),
        Severity::Hint => (ASIDE, "hint"),
    };
    let times = if finding.count > 1 { format!(", {} times", finding.count) } else { String::new() };
    let at = format!("{}.{:03} s{times}", finding.at_ms / 1000, finding.at_ms % 1000);
    let mut out = format!("  {} {} {}\n", In(style, severity), In(NAME, finding.rule.id()), In(ASIDE, at));
    let _ = writeln!(out, "    {}", In(HOST, readable(&finding.line)));
    if let Some(mark) = &finding.mark {
        // What is shown of bytes may be longer than they are.
        let width = |bytes: &[u8]| readable(bytes).chars().count();
        let before = width(finding.line.get(..mark.start).unwrap_or(&[]));
        let marked = width(finding.line.get(mark.clone()).unwrap_or(&[])).max(1);
        let _ = writeln!(out, "    {}{}", " ".repeat(before), In(style, "^".repeat(marked)));
    }
    out += &paragraph(4, &format!("{}.", finding.what));
    let source = finding.source.as_ref().map_or(String::new(), |source| format!(" ({source})"));
    out += &paragraph(4, &format!("The spec: {}{source}.", finding.says.trim_end_matches('.')));
    // The right bytes are not wrapped: they are to be copied.
    let _ = writeln!(out, "    Way out: {}", readable(finding.way_out.as_bytes()));
    out
}

fn line(style: Style, head: &str, text: &str) -> String {
    format!("  {} {}\n", In(style, head), readable(text.as_bytes()))
}
