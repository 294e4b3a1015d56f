//! `wizfi360 decode`: the events of a log, or of raw bytes.

mod show;
mod table;
mod values;

pub(crate) use show::Shower;

use crate::{
    args::{Color, Decode, From},
    book::Book,
    end::{Failure, Outcome, Verdict},
    input,
    paint::{self, In, UNKNOWN},
};
use std::{
    io::{self, Write},
    path::Path,
};
use wizfi360_trace::{Event, EventKind, InputFormat, Options, Reader, Sender};

/// How many of the events were what.
#[derive(Default)]
struct Tally {
    events: u64,
    unknown: u64,
    refused: u64,
    disagreements: u64,
    first: Option<String>,
}

pub(crate) fn run(args: &Decode, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let file = args.file.as_deref().unwrap_or(Path::new("-"));
    let wanted = args.from.map(|from| match from {
        From::Host => Sender::Host,
        From::Module => Sender::Module,
    });
    let options = Options { show_secrets: args.shown.show_secrets, firmware: args.firmware, ..Options::default() };
    let mut reader = Reader::new(book.spec, args.input.format(), wanted.unwrap_or(Sender::Module), options);
    let mut out = paint::stdout(color);
    let mut shower = Shower::new(&book, args.shown.long);
    let mut tally = Tally::default();
    if !book.built_in && !args.shown.json {
        let text = "The spec is that of --folder: lines are typed by the interpreter alone.";
        writeln!(out, "{}", In(paint::ASIDE, text))?;
    }
    let mut each = |event: Event| -> io::Result<()> {
        if wanted.is_some_and(|wanted| event.from != wanted) {
            return Ok(());
        }
        tally.count(&event);
        if args.shown.json {
            let mut line = serde_json::to_vec(&event)?;
            line.push(b'\n');
            out.write_all(&line)
        } else {
            out.write_all(shower.event(&event).as_bytes())
        }
    };
    input::read(file, &mut reader, &mut each)?;
    out.flush().map_err(Failure::Output)?;
    tally.report(color, &reader);
    Ok(Verdict::found(tally.unknown + tally.refused + tally.disagreements > 0))
}

impl Tally {
    fn count(&mut self, event: &Event) {
        self.events += 1;
        self.unknown += u64::from(event.kind == EventKind::Unknown);
        self.refused += u64::from(event.error.is_some());
        self.disagreements += u64::from(event.disagreement.is_some());
        if event.is_problem() && self.first.is_none() {
            self.first = match (event.position.line, event.position.offset) {
                (Some(line), _) => Some(format!("line {line}")),
                (None, Some(offset)) => Some(format!("byte {offset}")),
                (None, None) => None,
            };
        }
    }

    /// Reports on the standard error what the exit code reports.
    fn report(&self, color: Color, reader: &Reader) {
        let first = self.first.as_ref().map(|first| format!("; the first at {first}")).unwrap_or_default();
        let mut err = paint::stderr(color);
        if self.disagreements > 0 {
            let text = "generated code and interpreter read something differently: that is a bug of this program; please report it";
            let _ = writeln!(err, "{} {text}", In(paint::BAD, "bug:"));
        }
        if self.unknown + self.refused > 0 {
            let counts = format!("{} unknown, {} refused of {} events", self.unknown, self.refused, self.events);
            let _ = writeln!(err, "{} {counts}{first}", In(UNKNOWN, "found:"));
        }
        if self.unknown > 0 && reader.looks_like_other_log() {
            let text = "It looks like a log in another style: docs/log-format.md says which are read. `--input log` reads what has arrows.";
            let _ = writeln!(err, "{} {text}", In(UNKNOWN, "hint:"));
        } else if self.unknown > 2 && self.unknown * 2 > self.events {
            let text = match reader.format() {
                Some(InputFormat::Log) => "docs/log-format.md says how a log is written. If it is none: `--input raw`.",
                _ => {
                    "If it is a log of both sides: docs/log-format.md says how one is written. If it is the host's: `--from host`."
                }
            };
            let _ = writeln!(err, "Most of it is unknown. {text}");
        }
    }
}
