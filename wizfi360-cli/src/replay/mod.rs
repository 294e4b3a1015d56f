//! `wizfi360 replay`: recorded dialogues, held against the spec.

mod empty_lines;
mod expects;
mod finding;
mod judge;
mod lengths;
mod open;
mod places;
mod report;
mod wording;

use crate::{
    args::{Color, Replay},
    book::Book,
    decode::{Broken, Event, Form, Kind, Opened, Session, play},
    end::{Failure, Outcome, Verdict},
    lacks::AsOf,
};
use expects::Expects;
use judge::Judge;
use report::Report;
use std::{io, path::Path};

pub(crate) fn run(args: &Replay, color: Color) -> Outcome {
    let mut report = Report::new(args, color);
    for path in places::all(&args.files)? {
        replay(&path, args, &mut report)?;
    }
    report.finish()?;
    if report.is_bug {
        return Err(Failure::Bug("generated code and interpreter read something differently".into()));
    }
    Ok(Verdict::found(report.has_findings()))
}

/// Plays one log, and tells what is found in it.
fn replay(path: &Path, args: &Replay, report: &mut Report) -> Result<(), Failure> {
    let book = Book::open(&args.spec)?;
    let spec = book.spec;
    let opened = Opened::open(path, args.input)?;
    if opened.is_other_style {
        let what = format!("`{}` looks like a log in a style that is not read", path.display());
        return Err(Failure::wrong(
            what,
            "docs/log-format.md says how to write it anew; `--input log` reads what has arrows.",
        ));
    }
    let both = opened.form == Form::Log;
    let mut session = Session::new(book, args.show_secrets, both, !both);
    session.shared.follows_firmware = args.firmware.is_none();
    session.shared.as_of = args.firmware.map(|firmware| AsOf::new(spec, firmware));
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
        let what = format!("`{}` holds nothing that a module or a host says", path.display());
        return Err(Failure::wrong(what, "docs/log-format.md says how a log is written."));
    }
    let firmware = session.shared.as_of.as_ref().map(AsOf::firmware);
    Ok(report.end(firmware)?)
}
