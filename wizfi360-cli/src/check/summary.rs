//! What a run has found, for people.

use crate::{
    layout::cut,
    paint::{ASIDE, BAD, GOOD, HEADING, In, NAME, UNKNOWN, VALUE, WIDTH, pad, paragraph, wrap},
};
use wizfi360_conformance::check::report::{CaseResult, Report, Verdict};

/// So many deviations of a section are shown, and so many in all: where everything is wrong, a few show it.
const OF_A_SECTION: usize = 5;
const IN_ALL: usize = 40;

/// What was run, how often which result came, each deviation, and what was not run and why. `is_whole`: nothing ended the run early.
pub(super) fn summary(report: &Report, is_whole: bool) -> String {
    let expected = report.results.iter().filter(|result| result.verdict == Verdict::AsExpected).count();
    let deviate = deviate(report);
    let not_run = report.results.len() - expected - deviate;
    let not_chosen = report.not_chosen;
    let mut out = format!("{}\n", In(HEADING, heading(report, expected + deviate)));
    let row =
        |number: usize, style, word| format!("{:>7}  {}\n", number, In(if number == 0 { ASIDE } else { style }, word));
    out += &row(expected, GOOD, "as expected");
    out += &row(deviate, BAD, if deviate == 1 { "deviates" } else { "deviate" });
    out += &row(not_run, UNKNOWN, "not run");
    if not_chosen > 0 {
        out += &row(not_chosen, ASIDE, "not chosen by --only");
    }
    out += &deviations(report, deviate);
    out += &left_out(report);
    if is_whole && deviate == 0 && expected > 0 {
        out += &format!("\n{}\n", In(GOOD, "All that was run is as expected."));
    }
    out
}

/// `3401 cases on /dev/ttyUSB0, firmware 1.1.1.9, profile safe, in 12.3 s`
fn heading(report: &Report, run: usize) -> String {
    let Report { module, firmware, profile, took_ms, .. } = report;
    let cases = counted(run, "case");
    format!("{cases} run on {module}, firmware {firmware}, profile {profile}, in {}", time(*took_ms))
}

/// The deviations, section by section.
fn deviations(report: &Report, all: usize) -> String {
    let mut out = String::new();
    let mut left = IN_ALL;
    for section in &report.sections {
        let of_section = report.results.iter().filter(|result| result.section == section.number);
        let found: Vec<(&CaseResult, &str, &str)> = of_section
            .filter_map(|result| match &result.verdict {
                Verdict::Deviates { actual, expected } => Some((result, actual.as_str(), expected.as_str())),
                _ => None,
            })
            .collect();
        let shown = found.len().min(OF_A_SECTION).min(left);
        if shown == 0 {
            continue;
        }
        left -= shown;
        let title = if section.title == section.number { "" } else { section.title.as_str() };
        let heading = format!("{} {title}", section.number);
        out += &format!("\n{}\n", In(VALUE, heading.trim_end()));
        out += &found[..shown]
            .iter()
            .map(|(result, actual, expected)| deviation(result, actual, expected))
            .collect::<String>();
        if found.len() > shown {
            out += &format!("  {}\n", In(ASIDE, format!("and {} more of this section", found.len() - shown)));
        }
    }
    let shown = IN_ALL - left;
    if shown < all {
        let told = format!(
            "{shown} of {all} deviations are shown. --html FILE, --json FILE and --junit FILE have all of them."
        );
        out += &format!("\n{}", paragraph(0, &told));
    }
    out
}

fn deviation(result: &CaseResult, actual: &str, expected: &str) -> String {
    let source = match result.errata.as_slice() {
        [] => result.source.to_string(),
        errata => format!("{}; errata: {}", result.source, errata.join(", ")),
    };
    let mut out = format!("  {}\n{}", In(NAME, &result.id), paragraph(6, &result.title));
    for (label, text) in [("module says", actual), ("spec expects", expected), ("source", &source)] {
        /// Longer texts are in the reports.
        const LINES: usize = 4;
        let wide = WIDTH - 22;
        let mut lines: Vec<String> = wrap(text, wide).iter().map(|line| cut(line, wide)).collect();
        if lines.len() > LINES {
            lines.truncate(LINES);
            lines[LINES - 1].push_str(" …");
        }
        for (index, line) in lines.iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            out += &format!("      {}{line}\n", In(ASIDE, pad(label, 14)));
        }
    }
    out
}

/// What was not run, by the reason.
fn left_out(report: &Report) -> String {
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for result in &report.results {
        let Verdict::NotRun { reason } = &result.verdict else { continue };
        match reasons.iter_mut().find(|(known, _)| known == reason) {
            Some((_, count)) => *count += 1,
            None => reasons.push((reason, 1)),
        }
    }
    if reasons.is_empty() {
        return String::new();
    }
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut out = format!("\n{}\n", In(VALUE, "Not run"));
    for (why, count) in reasons {
        for (index, line) in wrap(why, WIDTH - 9).iter().enumerate() {
            let count = if index == 0 { count.to_string() } else { String::new() };
            out += &format!("{count:>7}  {line}\n");
        }
    }
    if report.profile != "full" {
        out += &format!(
            "{}\n",
            In(
                ASIDE,
                "What may be done is allowed by its name, as in --allow flash; --profile full allows everything."
            )
        );
    }
    out
}

/// How many cases deviate.
pub(super) fn deviate(report: &Report) -> usize {
    report.results.iter().filter(|result| matches!(result.verdict, Verdict::Deviates { .. })).count()
}

/// How many cases were run.
pub(super) fn run(report: &Report) -> usize {
    report.results.iter().filter(|result| !matches!(result.verdict, Verdict::NotRun { .. })).count()
}

/// `none of 3 cases was run`, `2 of 3 cases were run`
pub(super) fn of_all(run: usize, all: usize) -> String {
    match run {
        0 => format!("none of {} was run", counted(all, "case")),
        1 => format!("1 of {} was run", counted(all, "case")),
        _ => format!("{run} of {} were run", counted(all, "case")),
    }
}

/// `1 case`, `2 cases`
pub(super) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// `870 ms`, `12.3 s`, `3 min 5 s`
pub(super) fn time(milliseconds: u64) -> String {
    match milliseconds {
        0..1000 => format!("{milliseconds} ms"),
        1000..60_000 => format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100),
        _ => format!("{} min {} s", milliseconds / 60_000, milliseconds % 60_000 / 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_conformance::check::report::{SCHEMA, Section};
    use wizfi360_spec::model::Source;

    fn result(section: &str, number: usize, verdict: Verdict) -> CaseResult {
        CaseResult {
            id: format!("{section}/set/{number}"),
            section: section.into(),
            command: "AT+CWMODE_CUR".into(),
            kind: "valid-edge".into(),
            title: "Mode 1 is taken.".into(),
            positive: true,
            source: Source::Manual(section.into(), 18),
            errata: vec!["mode-def-query".into()],
            verdict,
            dialogue: Vec::new(),
        }
    }

    fn report(results: Vec<CaseResult>) -> Report {
        let section = |number: &str| Section { number: number.into(), title: format!("AT+{number}"), cases: 0 };
        Report {
            version: SCHEMA,
            module: "virtual".into(),
            firmware: "1.1.1.9".into(),
            profile: "full".into(),
            started_at: 0,
            took_ms: 12_345,
            sections: (1..=20).map(|n| section(&format!("3.2.{n}"))).collect(),
            results,
            ..Report::default()
        }
    }

    fn plain(report: &Report) -> String {
        anstream::adapter::strip_str(&summary(report, true)).to_string()
    }

    fn deviates(says: &str) -> Verdict {
        Verdict::Deviates { actual: says.into(), expected: "OK".into() }
    }

    #[test]
    fn a_deviation_is_told_from_both_sides_and_by_its_source() {
        let text = plain(&report(vec![
            result("3.2.1", 1, Verdict::AsExpected),
            result("3.2.1", 2, deviates("ERROR")),
            result("3.2.2", 3, Verdict::NotRun { reason: "It sleeps: --allow sleep.".into() }),
            result("3.2.2", 4, Verdict::NotRun { reason: "It sleeps: --allow sleep.".into() }),
        ]));
        let expected = "\
2 cases run on virtual, firmware 1.1.1.9, profile full, in 12.3 s
      1  as expected
      1  deviates
      2  not run

3.2.1 AT+3.2.1
  3.2.1/set/2
      Mode 1 is taken.
      module says   ERROR
      spec expects  OK
      source        manual §3.2.1, p. 18; errata: mode-def-query

Not run
      2  It sleeps: --allow sleep.
";
        assert_eq!(text, expected);
    }

    #[test]
    fn where_all_is_wrong_a_few_show_it_and_the_rest_is_counted() {
        let long = "word ".repeat(10_000) + &"x".repeat(10_000);
        let results = (0..1000).map(|n| result(&format!("3.2.{}", n % 20 + 1), n, deviates(&long)));
        let text = plain(&report(results.collect()));
        assert_eq!(text.matches("module says").count(), IN_ALL);
        assert_eq!(text.matches("and 45 more of this section").count(), IN_ALL / OF_A_SECTION);
        assert!(text.contains("40 of 1000 deviations are shown. --html FILE"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert!(text.lines().count() < 500);
    }

    #[test]
    fn times_are_told_in_the_unit_that_fits() {
        assert_eq!([0, 999, 1000, 59_999, 60_000].map(time), ["0 ms", "999 ms", "1.0 s", "59.9 s", "1 min 0 s"]);
    }
}
