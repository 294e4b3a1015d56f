//! `wizfi360 check`: puts the cases of the spec to a module, and tells what it does otherwise.

mod files;
mod learn;
mod line;
mod list;
mod live;
mod progress;
mod reports;
mod stop;
mod summary;
mod wanted;

use crate::{
    args::{Check, Color},
    book::Book,
    end::{Failure, Outcome, Verdict},
    paint,
};
use line::Line;
use progress::Progress;
use reports::Reports;
use std::io::{self, Write};
use stop::Stop;
use wanted::Wanted;
use wizfi360_conformance::check::{
    self,
    report::{self, Report},
};

pub(crate) fn run(args: &Check, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let wanted = Wanted::new(args, &book)?;
    if args.list {
        return list::run(&wanted, &book, color);
    }
    let reports = Reports::new(args)?;
    let stop = Stop::at_interrupt()?;
    let mut line = Line::open(args, &wanted, &book, stop.clone())?;
    let mut progress = Progress::new(color);
    let mut done = |done, all, result: &_| progress.done(done, all, result);
    let ended = check::run(book.spec, &wanted.bench, &wanted.options, line.channel(), &mut done);
    progress.end();
    let (report, early) = match ended {
        Ok(report) => (report, None),
        Err(check::Failure { why, report }) => (*report, Some(why)),
    };
    let interrupted = early.is_some() && stop.is_due();
    // Where nothing is known of the module, a report would look like one without a fault.
    if let Some(why) = early.as_ref().filter(|_| report.results.is_empty() && !interrupted) {
        return Err(Failure::wrong(why, ""));
    }
    // Whoever interrupts wants what was found. A line that was lost has found less than the report that may stand there.
    let written = reports.write(&report, book.spec, early.is_none() || interrupted, color);
    tell(&report, early.is_none(), reports.json_is_printed, color)?;
    written?;
    let after = summary::of_all(summary::run(&report), progress.all().max(report.results.len()));
    match early {
        None if summary::run(&report) == 0 => {
            Err(Failure::wrong(format!("nothing was checked: {}", after), "Above stands why, and how to run them."))
        }
        None => Ok(Verdict::found(summary::deviate(&report) > 0)),
        Some(_) if interrupted => {
            paint::complain(color, &format!("interrupted: {after}"));
            Ok(Verdict::Interrupted)
        }
        Some(why) => Err(Failure::wrong(format!("{why}; {after}"), line.way_out())),
    }
}

/// Prints the summary; or the JSON, and the summary on the standard error.
fn tell(report: &Report, is_whole: bool, json_is_printed: bool, color: Color) -> Result<(), Failure> {
    let text = summary::summary(report, is_whole);
    let printed = match json_is_printed {
        true => {
            // Where nothing can be told, the JSON still counts.
            let _ = paint::stderr(color).write_all(text.as_bytes());
            paint::print(color, &format!("{}\n", report::json(report)))
        }
        false => paint::print(color, &text),
    };
    match printed {
        // Whoever read it has seen enough; the exit code tells the rest.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => Ok(printed?),
    }
}
