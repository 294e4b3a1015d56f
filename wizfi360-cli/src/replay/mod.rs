//! `wizfi360 replay`: recorded dialogues, compared with the spec.

mod places;
mod report;
mod scrub;

use crate::{
    args::{Color, Replay},
    book::Book,
    end::{Failure, Outcome, Verdict},
    input,
    paint::{self, ASIDE, In},
};
use report::Report;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};
use wizfi360_trace::{
    Event, Options, Reader, Sender,
    rules::{Checker, Expectations},
};

pub(crate) fn run(args: &Replay, color: Color) -> Outcome {
    let mut report = Report::new(args, color);
    let mut files = places::all(&args.files)?;
    if let Some(copy) = &args.scrub {
        files = vec![scrubbed(copy, &files, args, color)?];
    }
    for path in files {
        replay(&path, args, &mut report)?;
    }
    report.finish()?;
    if report.is_bug {
        return Err(Failure::Bug("generated code and interpreter read something differently".into()));
    }
    Ok(Verdict::found(report.has_findings()))
}

/// Writes the copy of a log that can be published.
fn scrubbed(copy: &Path, files: &[PathBuf], args: &Replay, color: Color) -> Result<PathBuf, Failure> {
    let [file] = files else {
        return Err(Failure::wrong("`--scrub` takes one log", "Name one file; each log has a copy of its own."));
    };
    let replaced = scrub::scrub(file, copy, args.input, &args.spec)?;
    let text = format!(
        "{replaced} have a placeholder in `{}`. Names of networks and hosts, topics and payloads are as they were: look at them.",
        copy.display()
    );
    writeln!(paint::stderr(color), "{} {text}", In(ASIDE, "scrubbed:"))?;
    Ok(copy.to_owned())
}

/// Refuses a log whose lines would be read as something else: it is neither judged nor called free of secrets.
fn refuse_other_style(reader: &Reader, path: &Path) -> Result<(), Failure> {
    if !reader.looks_like_other_log() {
        return Ok(());
    }
    let what = format!("`{}` looks like a log in a style that is not read", path.display());
    Err(Failure::wrong(what, "docs/log-format.md says how to write it; `--input log` reads what has arrows."))
}

/// Reads one log, and reports what is found in it.
fn replay(path: &Path, args: &Replay, report: &mut Report) -> Result<(), Failure> {
    let spec = Book::open(&args.spec)?.spec;
    let options = Options {
        show_secrets: args.show_secrets,
        firmware: args.firmware,
        follow_firmware: true,
        refuse_other_logs: true,
    };
    let mut reader = Reader::new(spec, args.input.format(), Sender::Module, options);
    let (mut checker, mut expectations) = (Checker::new(spec), Expectations::default());
    report.begin(path);
    let mut each = |event: Event| -> io::Result<()> {
        report.count(&event);
        let misread = expectations.event(&event);
        let findings = checker.event(&event).into_iter().chain(misread);
        findings.map(|finding| expectations.weigh(finding)).try_for_each(|finding| report.finding(&finding))
    };
    input::read(path, &mut reader, &mut each)?;
    refuse_other_style(&reader, path)?;
    let is_pending = reader.session().is_some_and(|session| session.pending().is_some());
    for finding in checker.finish(is_pending) {
        report.finding(&expectations.weigh(finding))?;
    }
    expectations.finish().try_for_each(|finding| report.finding(&finding))?;
    if report.is_empty() {
        let what = format!("`{}` holds nothing that the spec knows", path.display());
        return Err(Failure::wrong(what, "docs/log-format.md says how a log is written."));
    }
    Ok(report.end(reader.session().and_then(|session| session.firmware()))?)
}
