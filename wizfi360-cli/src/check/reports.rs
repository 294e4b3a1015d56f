//! The files that a run writes.

use super::{files::Goal, learn};
use crate::{
    args::{Check, Color},
    end::{Failure, Mistake},
    paint,
};
use std::path::Path;
use wizfi360_conformance::check::report::{self, Report};
use wizfi360_spec::Spec;

/// What is written, and where to. Each file was found writable before the run.
pub(super) struct Reports {
    goals: Vec<(Kind, Goal)>,
    /// `--json -`: the standard output has the JSON, and the summary stands on the standard error.
    pub(super) json_is_printed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Junit,
    Json,
    Html,
    Learn,
}

impl Reports {
    pub(super) fn new(args: &Check) -> Result<Reports, Failure> {
        let json_is_printed = args.json.as_deref() == Some(Path::new("-"));
        let asked = [
            (Kind::Junit, &args.junit),
            (Kind::Json, &args.json),
            (Kind::Html, &args.html),
            (Kind::Learn, &args.learn),
        ];
        let (mut goals, mut mistakes) = (Vec::<(Kind, Goal)>::new(), Vec::new());
        for (kind, path) in asked {
            let Some(path) = path else { continue };
            if path == Path::new("-") {
                if kind != Kind::Json {
                    mistakes.push(Mistake::new("only --json writes to `-`, the standard output", "Name a file."));
                }
                continue;
            }
            match Goal::new(path) {
                Ok(goal) if goals.iter().any(|(_, other)| other.is_same(&goal)) => {
                    let what = format!("`{}` is to be written twice", path.display());
                    mistakes.push(Mistake::new(what, "Give each report a file of its own."));
                }
                Ok(goal) => goals.push((kind, goal)),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        if mistakes.is_empty() { Ok(Reports { goals, json_is_printed }) } else { Err(Failure::Wrong(mistakes)) }
    }

    /// Writes all of them, and tells which. Where not all may be replaced, what stood there before the run stays.
    pub(super) fn write(&self, report: &Report, spec: &Spec, may_replace: bool, color: Color) -> Result<(), Failure> {
        let mut mistakes = Vec::new();
        for (kind, goal) in &self.goals {
            let path = goal.path().display();
            if !may_replace && goal.replaces() {
                paint::note(color, &format!("{path} stays as it was: the run has not come to its end."));
                continue;
            }
            match goal.write(&text(*kind, report, spec)?) {
                Ok(()) => paint::note(color, &format!("{path} is written.")),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        if mistakes.is_empty() { Ok(()) } else { Err(Failure::Wrong(mistakes)) }
    }
}

fn text(kind: Kind, report: &Report, spec: &Spec) -> Result<String, Failure> {
    Ok(match kind {
        Kind::Junit => report::junit(report),
        Kind::Json => format!("{}\n", report::json(report)),
        Kind::Html => report::html(report),
        Kind::Learn => learn::errata(report, spec)?,
    })
}
