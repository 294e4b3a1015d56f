//! `wizfi360 replay`: recorded dialogues, held against the spec.

mod empty_lines;
mod expects;
mod finding;
mod judge;
mod lengths;
mod open;
mod places;
mod report;
mod scrub;
mod wording;

use crate::{
    args::{Color, Replay},
    book::Book,
    decode::{Broken, Event, Form, Kind, Opened, Session, play},
    end::{Failure, Outcome, Verdict},
    paint::{self, ASIDE, In},
};
use expects::Expects;
use judge::Judge;
use report::Report;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};
use wizfi360_reference::FirmwareView;

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

/// The copy of a log that can be published.
fn scrubbed(copy: &Path, files: &[PathBuf], args: &Replay, color: Color) -> Result<PathBuf, Failure> {
    let [file] = files else {
        return Err(Failure::wrong("`--scrub` takes one log", "Name one file; each log has a copy of its own."));
    };
    let replaced = scrub::scrub(file, copy, args.input, &args.spec)?;
    let text = format!(
        "{replaced} have a stand-in in `{}`. Names of networks and hosts, topics and payloads stand there as they were: look at them.",
        copy.display()
    );
    writeln!(paint::stderr(color), "{} {text}", In(ASIDE, "scrubbed:"))?;
    Ok(copy.to_owned())
}

/// A log whose lines would be read as something else is not judged, and not told to be free of secrets.
fn refuse_other_style(opened: &Opened, path: &Path) -> Result<(), Failure> {
    if !opened.is_other_style {
        return Ok(());
    }
    let what = format!("`{}` looks like a log in a style that is not read", path.display());
    Err(Failure::wrong(what, "docs/log-format.md says how to write it anew; `--input log` reads what has arrows."))
}

/// Plays one log, and tells what is found in it.
fn replay(path: &Path, args: &Replay, report: &mut Report) -> Result<(), Failure> {
    let book = Book::open(&args.spec)?;
    let spec = book.spec;
    let opened = Opened::open(path, args.input)?;
    refuse_other_style(&opened, path)?;
    let both = opened.form == Form::Log;
    let mut session = Session::new(book, args.show_secrets, both, !both);
    session.shared.follows_firmware = args.firmware.is_none();
    session.shared.as_of = args.firmware.map(|firmware| FirmwareView::new(spec, firmware));
    let (mut judge, mut expects) = (Judge::new(spec, both), Expects::default());
    report.begin(path);
    let mut sink = |event: Event| -> io::Result<()> {
        report.count(&event, both);
        let misread = if event.kind == Kind::Comment { expects.comment(&event) } else { None };
        judge.event(&event).into_iter().chain(misread).try_for_each(|mut finding| {
            expects.weigh(&mut finding);
            report.finding(&finding)
        })
    };
    match play(opened, false, &mut session, &mut sink) {
        Ok(()) => {}
        Err(Broken::Input(failure)) => return Err(failure),
        Err(Broken::Output(error)) => return Err(Failure::Output(error)),
    }
    for mut finding in judge.finish(session.under_way().is_some()) {
        expects.weigh(&mut finding);
        report.finding(&finding)?;
    }
    expects.finish().try_for_each(|finding| report.finding(&finding))?;
    if report.is_empty() {
        let what = format!("`{}` holds nothing that the spec knows", path.display());
        return Err(Failure::wrong(what, "docs/log-format.md says how a log is written."));
    }
    let firmware = session.shared.as_of.as_ref().map(FirmwareView::firmware);
    Ok(report.end(firmware)?)
}
