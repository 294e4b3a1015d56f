//! The result for programs: JSON, and JUnit XML.

use super::serve::Played;
use crate::{
    args::{Color, DriveCheck},
    end::Failure,
    explain::print_json,
};
use serde::Serialize;
use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};
use wizfi360_conformance::check::report::{CaseResult, Report, Section, Verdict, junit_of_driver};
use wizfi360_reference::{
    text::readable,
    view::{SCHEMA, SourceView},
};
use wizfi360_sim::{
    judge::{Finding, Severity},
    scenario::Reached,
};
use wizfi360_spec::model::Source;

/// The files that the result goes to. They are made at the start: one that cannot be written is found before anything is played.
pub(super) struct Files {
    json: Option<Option<(PathBuf, File)>>,
    junit: Option<(PathBuf, File)>,
    driver: String,
    began: u64,
}

impl Files {
    pub(super) fn create(args: &DriveCheck) -> Result<Files, Failure> {
        let create = |path: &PathBuf| -> Result<(PathBuf, File), Failure> {
            let file = File::create(path).map_err(|error| unwritable(path, &error))?;
            Ok((path.clone(), file))
        };
        let json = match &args.json {
            Some(path) if path == Path::new("-") => Some(None),
            Some(path) => Some(Some(create(path)?)),
            None => None,
        };
        let driver = if args.command.is_empty() { "driver".into() } else { args.command.join(" ") };
        let began = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Ok(Files { json, junit: args.junit.as_ref().map(create).transpose()?, driver, began })
    }

    pub(super) fn write(self, played: &[Played], color: Color) -> Result<(), Failure> {
        let document = || Document::new(&self.driver, played);
        match self.json {
            Some(None) => print_json(color, &document())?,
            Some(Some((path, mut file))) => {
                let text = serde_json::to_string_pretty(&document()).map_err(std::io::Error::from)?;
                writeln!(file, "{text}").map_err(|error| unwritable(&path, &error))?;
            }
            None => {}
        }
        if let Some((path, mut file)) = self.junit {
            let text = junit_of_driver(&report(&self.driver, self.began, played));
            file.write_all(text.as_bytes()).map_err(|error| unwritable(&path, &error))?;
        }
        Ok(())
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::wrong(format!("`{}` cannot be written: {error}", path.display()), "Name a file in a folder that is there.")
}

/// The JSON document: docs/json.md.
#[derive(Serialize)]
struct Document<'p> {
    schema: u32,
    driver: &'p str,
    passed: bool,
    scenarios: Vec<ScenarioPage<'p>>,
}

#[derive(Serialize)]
struct ScenarioPage<'p> {
    scenario: &'p str,
    task: &'p str,
    passed: bool,
    took_ms: u64,
    requests: u64,
    goals: Vec<GoalPage<'p>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    findings: &'p [Finding],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    problems: &'p [String],
}

#[derive(Serialize)]
struct GoalPage<'p> {
    goal: &'p str,
    reached: bool,
}

impl<'p> Document<'p> {
    fn new(driver: &'p str, played: &'p [Played]) -> Document<'p> {
        let scenarios = played.iter().map(|played| ScenarioPage {
            scenario: &played.verdict.scenario,
            task: &played.goal,
            passed: played.is_fine(),
            took_ms: played.verdict.took_ms,
            requests: played.verdict.requests,
            goals: played
                .verdict
                .aims
                .iter()
                .map(|Reached { aim, reached }| GoalPage { goal: aim, reached: *reached })
                .collect(),
            findings: &played.verdict.findings,
            problems: &played.troubles,
        });
        Document { schema: SCHEMA, driver, passed: played.iter().all(Played::is_fine), scenarios: scenarios.collect() }
    }
}

/// The same as a report: a section for each scenario, a case for each aim, each error and each trouble.
fn report(driver: &str, began: u64, played: &[Played]) -> Report {
    let sections = played.iter().map(|played| Section {
        number: played.verdict.scenario.clone(),
        title: played.verdict.scenario.clone(),
        cases: 0,
    });
    Report {
        version: SCHEMA,
        tool: concat!("wizfi360 ", env!("CARGO_PKG_VERSION")).into(),
        module: driver.into(),
        firmware: played.first().map_or(String::new(), |played| played.firmware.clone()),
        profile: "driver".into(),
        started_at: began,
        took_ms: played.iter().map(|played| played.verdict.took_ms).sum(),
        sections: sections.collect(),
        results: played.iter().flat_map(cases).collect(),
        ..Report::default()
    }
}

fn cases(played: &Played) -> Vec<CaseResult> {
    let scenario = &played.verdict.scenario;
    let case = |id: String, title: &str, source: Option<&SourceView>, verdict| CaseResult {
        id: format!("{scenario}/{id}"),
        section: scenario.clone(),
        command: String::new(),
        kind: "driver".into(),
        title: title.into(),
        positive: true,
        source: source.map_or_else(|| Source::Inference("the scenario".into()), SourceView::to_source),
        errata: Vec::new(),
        verdict,
        dialogue: Vec::new(),
    };
    let aims = played.verdict.aims.iter().zip(1..).map(|(aim, number)| {
        let verdict = match aim.reached {
            true => Verdict::AsExpected,
            false => Verdict::Deviates { actual: "nothing of the kind".into(), expected: aim.aim.clone() },
        };
        case(format!("goal-{number}"), &aim.aim, None, verdict)
    });
    let errors = played.verdict.findings.iter().filter(|finding| finding.severity == Severity::Error).zip(1..);
    let errors = errors.map(|(finding, number)| {
        let actual = format!("{} ({})", readable(&finding.line.0), finding.actual);
        let expected = format!("{}; {}", finding.expected, finding.help);
        let id = format!("{}-{number}", finding.rule.id());
        case(id, finding.rule.description(), finding.source.as_ref(), Verdict::Deviates { actual, expected })
    });
    let troubles = played.troubles.iter().zip(1..).map(|(trouble, number)| {
        let verdict =
            Verdict::Deviates { actual: trouble.clone(), expected: "the driver comes, and comes to its end".into() };
        case(format!("trouble-{number}"), "The driver comes, and comes to its end.", None, verdict)
    });
    let none = (played.verdict.count(Severity::Error) == 0)
        .then(|| case("no-errors".into(), "The driver makes no error.", None, Verdict::AsExpected));
    aims.chain(errors).chain(troubles).chain(none).collect()
}
