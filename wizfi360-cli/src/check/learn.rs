//! `--learn`: what a module was seen to do, as errata that somebody may take over into the spec.

use crate::end::Failure;
use ron::ser::PrettyConfig;
use std::{
    collections::HashSet,
    time::{Duration, UNIX_EPOCH},
};
use wizfi360_conformance::check::report::{CaseResult, Report, Verdict};
use wizfi360_spec::{
    Spec,
    lint::texts_ascii,
    model::{Decision, Errata, Erratum, Source},
};

/// An `errata.ron` with an erratum for each deviation. Where several cases say and expect the same of a command, they share one.
pub(super) fn errata(report: &Report, spec: &Spec) -> Result<String, Failure> {
    let mut ids: HashSet<String> = spec.errata.errata.iter().map(|erratum| erratum.id.clone()).collect();
    let errata = groups(report).into_iter().map(|group| {
        let mut erratum = erratum(report, &group);
        let first = erratum.id.clone();
        let mut number = 1;
        while !ids.insert(erratum.id.clone()) {
            number += 1;
            erratum.id = format!("{first}-{number}");
        }
        erratum
    });
    let errata = Errata {
        doc: latin(&format!(
            "Proposed: seen of {}, firmware {}, on {}.",
            report.module,
            report.firmware,
            date(report.started_at)
        )),
        errata: errata.collect(),
    };
    // An erratum over several lines, a source on one, as the spec's own files have it.
    let style = PrettyConfig::new().depth_limit(3).new_line("\n");
    let text = ron::ser::to_string_pretty(&errata, style)
        .map_err(|error| Failure::Bug(format!("the errata cannot be written: {error}")))?;
    Ok(format!("{HEAD}{text}\n"))
}

const HEAD: &str = "\
// Proposed by `wizfi360 check --learn`. Each is what one module did in one run: look at it before it is taken over.
// Then give it an id that names its subject, decide (`decision`, `consequence`), and move it to the `errata.ron` of its chapter.
";

/// Results that say and expect the same of one command.
struct Group<'r> {
    actual: &'r str,
    expected: &'r str,
    results: Vec<&'r CaseResult>,
}

fn groups(report: &Report) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for result in &report.results {
        let Verdict::Deviates { actual, expected } = &result.verdict else { continue };
        let is_same = |group: &&mut Group| {
            let first = group.results.first();
            group.actual == actual
                && group.expected == expected
                && first.is_some_and(|first| {
                    (&first.command, &first.section, &first.source)
                        == (&result.command, &result.section, &result.source)
                })
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.results.push(result),
            None => groups.push(Group { actual, expected, results: vec![result] }),
        }
    }
    groups
}

fn erratum(report: &Report, group: &Group) -> Erratum {
    /// So many cases are named.
    const NAMED: usize = 5;
    let first = group.results[0];
    let ids: Vec<&str> = group.results.iter().take(NAMED).map(|result| result.id.as_str()).collect();
    let more = match group.results.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let about = if first.command.is_empty() { &first.section } else { &first.command };
    let seen = format!(
        "{}, firmware {}, {}: {}{more}",
        report.module,
        report.firmware,
        date(report.started_at),
        ids.join(", ")
    );
    Erratum {
        file: String::new(),
        id: format!("observed-{}", kebab(&first.id)),
        manual_says: latin(&format!("{about}: {} Expected: {}", sentence(&first.title), sentence(group.expected))),
        module_does: latin(&sentence(group.actual)),
        decision: Decision::Undecided,
        consequence: "Not decided: the module was seen to do so in one run.".into(),
        manual_source: first.source.clone(),
        evidence: vec![Source::Capture(latin(&seen))],
    }
}

/// With a full stop.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.into() } else { format!("{text}.") }
}

/// Letters, digits and single hyphens.
fn kebab(id: &str) -> String {
    let words = id.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// The text in what a spec's text may hold.
fn latin(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, char| {
        match texts_ascii::is_foreign(char) {
            true => out.extend(char.escape_default()),
            false => out.push(char),
        }
        out
    })
}

/// `2026-11-26` of seconds since 1970, in UTC.
fn date(seconds: u64) -> String {
    let time = UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
    let text = time.map(|time| humantime::format_rfc3339_seconds(time).to_string()).unwrap_or_default();
    text.split('T').next().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_conformance::check::report::SCHEMA;

    fn deviation(id: &str, says: &str) -> CaseResult {
        CaseResult {
            id: id.into(),
            section: "3.2.3".into(),
            command: "AT+CWJAP_CUR".into(),
            kind: "valid-edge".into(),
            title: "An SSID of 32 bytes is taken".into(),
            positive: true,
            source: Source::Manual("3.2.3".into(), 19),
            errata: Vec::new(),
            verdict: Verdict::Deviates { actual: says.into(), expected: "`OK`".into() },
            dialogue: Vec::new(),
        }
    }

    fn report(results: Vec<CaseResult>) -> Report {
        Report {
            version: SCHEMA,
            module: "/dev/ttyUSB0".into(),
            firmware: "1.1.1.9".into(),
            profile: "safe".into(),
            started_at: 1_795_651_200,
            took_ms: 1,
            results,
            ..Report::default()
        }
    }

    /// The files of the spec, and these errata beside them.
    fn with(text: &str) -> Spec {
        let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec"));
        let mut files: Vec<(String, String)> = Vec::new();
        for below in ["", "manual", "system", "wifi", "tcpip", "cloud"] {
            for entry in std::fs::read_dir(root.join(below)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "ron") {
                    let name = path.strip_prefix(root).unwrap().display().to_string();
                    files.push((name, std::fs::read_to_string(path).unwrap()));
                }
            }
        }
        files.push(("learnt/errata.ron".into(), text.into()));
        Spec::from_files(files).unwrap_or_else(|errors| panic!("{}", errors[0]))
    }

    #[test]
    fn what_is_learnt_stands_among_the_errata_without_a_finding() {
        let odd = "`+CWJAP_CUR:\u{fffd}\"\\\u{1b}`";
        let results = ["3.2.3/set/ssid/32-bytes", "3.2.3/set/ssid 32 bytes", "3.2.3/SET/ssid/32-bytes"];
        let mut results: Vec<_> = results.iter().enumerate().map(|(n, id)| deviation(id, &n.to_string())).collect();
        results.push(deviation("3.2.3/set/pwd", odd));
        let spec = Spec::embedded();
        let text = errata(&report(results), spec).unwrap();
        let spec = with(&text);
        assert_eq!(wizfi360_spec::lint::run(&spec), [], "{text}");
        let learnt: Vec<_> = spec.errata.errata.iter().filter(|erratum| erratum.file == "learnt/errata").collect();
        let ids: Vec<&str> = learnt.iter().map(|erratum| erratum.id.as_str()).collect();
        let first = "observed-3-2-3-set-ssid-32-bytes";
        assert_eq!(ids, [first, &format!("{first}-2"), &format!("{first}-3"), "observed-3-2-3-set-pwd"]);
        assert_eq!(learnt[3].module_does, "`+CWJAP_CUR:\\u{fffd}\"\\\\u{1b}`.");
        assert_eq!(learnt[0].manual_source, Source::Manual("3.2.3".into(), 19));
        let seen = "/dev/ttyUSB0, firmware 1.1.1.9, 2026-11-26: 3.2.3/set/ssid/32-bytes";
        assert_eq!(learnt[0].evidence, [Source::Capture(seen.into())]);
    }

    #[test]
    fn cases_that_say_the_same_share_an_erratum() {
        let results = (0..9).map(|n| deviation(&format!("case/{n}"), "`ERROR`")).collect();
        let text = errata(&report(results), Spec::embedded()).unwrap();
        assert_eq!(text.matches("id: ").count(), 1, "{text}");
        assert!(text.contains("case/0, case/1, case/2, case/3, case/4 and 4 more"), "{text}");
        assert!(text.contains("            manual_source: Manual(\"3.2.3\", 19),\n"), "{text}");
    }

    #[test]
    fn nothing_is_learnt_of_a_module_that_does_as_expected() {
        assert!(errata(&report(Vec::new()), Spec::embedded()).unwrap().contains("errata: [],"));
    }
}
