//! What is told to people.

use super::serve::Played;
use crate::paint::{ASIDE, BAD, GOOD, HEADING, HOST, In, NAME, UNKNOWN, paragraph};
use anstyle::Style;
use std::fmt::Write;
use wizfi360_reference::text::{plural_of, readable};
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
    let count = |severity| played.iter().map(|played| played.verdict.count(severity) as u64).sum::<u64>();
    let mut out = format!("\n{fine} of {of} scenarios fine");
    for (before, severity) in [(';', Severity::Error), (',', Severity::Warning), (',', Severity::Note)] {
        let count = count(severity);
        let _ = write!(out, "{before} {}", plural_of(count, severity.id()));
    }
    let others: Vec<&str> =
        played.iter().filter(|played| !played.is_fine()).map(|played| played.verdict.scenario.as_str()).collect();
    match others.as_slice() {
        [] => out += "\n",
        others => _ = writeln!(out, "\nnot fine: {}", others.join(", ")),
    }
    out
}

/// A finding, with the place marked.
fn told(finding: &Finding) -> String {
    let style = match finding.severity {
        Severity::Error => BAD,
        Severity::Warning => UNKNOWN,
        _ => ASIDE,
    };
    let times = if finding.count > 1 { format!(", {} times", finding.count) } else { String::new() };
    let at_ms = finding.at_ms.unwrap_or_default();
    let at = format!("{}.{:03} s{times}", at_ms / 1000, at_ms % 1000);
    let (severity, rule) = (finding.severity.id(), finding.rule.id());
    let mut out = format!("  {} {} {}\n", In(style, severity), In(NAME, rule), In(ASIDE, at));
    let _ = writeln!(out, "    {}", In(HOST, readable(&finding.line.0)));
    if let Some(mark) = &finding.mark {
        // What is shown of bytes may be longer than they are.
        let width = |bytes: &[u8]| readable(bytes).chars().count();
        let before = width(finding.line.0.get(..mark.start).unwrap_or(&[]));
        let marked = width(finding.line.0.get(mark.clone()).unwrap_or(&[])).max(1);
        let _ = writeln!(out, "    {}{}", " ".repeat(before), In(style, "^".repeat(marked)));
    }
    out += &paragraph(4, &format!("{}.", finding.actual));
    let source = finding.source.as_ref().map_or(String::new(), |source| format!(" ({})", source.text));
    out += &paragraph(4, &format!("Expected: {}{source}.", finding.expected.trim_end_matches('.')));
    // The right bytes are not wrapped: they are to be copied.
    let _ = writeln!(out, "    Help: {}", readable(finding.help.as_bytes()));
    out
}

fn line(style: Style, head: &str, text: &str) -> String {
    format!("  {} {}\n", In(style, head), readable(text.as_bytes()))
}
