//! `wizfi360 decode`: what a module, or a host, said.

mod commands;
mod echo;
mod elided;
mod event;
mod gap;
mod hints;
mod host;
mod input;
mod lines;
mod masks;
mod module;
mod noise;
mod pieces;
mod session;
mod shared;
mod show;
mod table;
mod typed;

pub(crate) use elided::is_elided;
pub(crate) use event::{Event, FieldPage, Kept, Kind, Place, Side};
pub(crate) use hints::Hint;
pub(crate) use host::Phase;
pub(crate) use input::{Broken, Form, Opened, play, play_log};
pub(crate) use session::Session;
pub(crate) use show::{Shower, explaining};

use crate::{
    args::{Color, Decode, From},
    book::Book,
    end::{Failure, Outcome, Verdict},
    paint::{self, In, UNKNOWN},
};
use std::{
    io::{self, Write},
    path::Path,
};
use wizfi360_reference::FirmwareView;

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
    let built_in = book.built_in;
    let file = args.file.as_deref().unwrap_or(Path::new("-"));
    let opened = Opened::open(file, args.input)?;
    let mut out = paint::stdout(color);
    let mut shower = Shower::new(&book, args.shown.long);
    let mut tally = Tally::default();
    let (form, is_other_style) = (opened.form, opened.is_other_style);
    let both = form == Form::Log;
    let as_of = args.firmware.map(|firmware| FirmwareView::new(book.spec, firmware));
    let mut session = Session::new(book, args.shown.show_secrets, both, !both);
    session.shared.as_of = as_of;
    if !built_in && !args.shown.json {
        writeln!(
            out,
            "{}",
            In(paint::ASIDE, "The spec is that of --folder: lines are typed by the interpreter alone.")
        )?;
    }
    let wanted = args.from;
    let mut sink = |event: Event| -> io::Result<()> {
        if both && !is_wanted(&event, wanted) {
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
    match play(opened, args.from == Some(From::Host), &mut session, &mut sink) {
        Ok(()) => {}
        Err(Broken::Input(failure)) => return Err(failure),
        Err(Broken::Output(error)) => return Err(Failure::Output(error)),
    }
    out.flush()?;
    tally.tell(color, form, is_other_style);
    Ok(Verdict::found(tally.unknown + tally.refused + tally.disagreements > 0))
}

fn is_wanted(event: &Event, wanted: Option<From>) -> bool {
    match (wanted, event.from) {
        (None, _) => true,
        (Some(From::Host), side) => side == Side::Host,
        (Some(From::Module), side) => side == Side::Module,
    }
}

impl Tally {
    fn count(&mut self, event: &Event) {
        self.events += 1;
        self.unknown += u64::from(event.kind == Kind::Unknown);
        self.refused += u64::from(event.error.is_some());
        self.disagreements += u64::from(event.disagreement.is_some());
        if event.is_trouble() && self.first.is_none() {
            self.first = match (event.place.line, event.place.offset) {
                (Some(line), _) => Some(format!("line {line}")),
                (None, Some(offset)) => Some(format!("byte {offset}")),
                (None, None) => None,
            };
        }
    }

    /// Says on the standard error what the exit code says.
    fn tell(&self, color: Color, form: Form, is_other_style: bool) {
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
        if self.unknown > 0 && is_other_style {
            let text = "It looks like a log in another style: docs/log-format.md says which are read. `--input log` reads what has arrows.";
            let _ = writeln!(err, "{} {text}", In(UNKNOWN, "hint:"));
        } else if self.unknown > 2 && self.unknown * 2 > self.events {
            let text = match form {
                Form::Raw => {
                    "If it is a log of both sides: docs/log-format.md says how one is written. If it is the host's: `--from host`."
                }
                Form::Log => "docs/log-format.md says how a log is written. If it is none: `--input raw`.",
            };
            let _ = writeln!(err, "Most of it is unknown. {text}");
        }
    }
}
