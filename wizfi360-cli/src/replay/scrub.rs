//! `--scrub`: a copy of a log that may be published. What `decode` hides, MAC addresses and public IP addresses are replaced by stand-ins of the same length,
//! the same by the same, so that lengths and the order of things stay true.

mod stand_in;

use crate::{
    args::{Folder, Input},
    book::Book,
    decode::{Broken, Event, FieldPage, Form, Opened, Session, play},
    end::{Failure, Mistake},
    redact::HIDDEN,
};
use stand_in::StandIns;
use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// A log has to be in memory for this.
const LARGEST: u64 = 256 << 20;

/// How many stand-ins a log may need.
const MOST: usize = 10_000;

/// Writes the copy. What was replaced, in a sentence.
pub(super) fn scrub(from: &Path, to: &Path, input: Input, folder: &Folder) -> Result<String, Failure> {
    let failed = |error| Failure::file(from, &error);
    if fs::metadata(from).map_err(failed)?.len() > LARGEST {
        let what = format!("`{}` is larger than {} MiB", from.display(), LARGEST >> 20);
        return Err(Failure::wrong(what, "Cut it into smaller logs."));
    }
    // Where something is hidden, by the number of the event, and how much of its text stands before that.
    let mut hidden = HashMap::new();
    events(from, input, folder, false, &mut |number, event| {
        if event.redacted {
            let before = event.text.0.windows(HIDDEN.len()).position(|part| part == HIDDEN);
            hidden.insert(number, before.unwrap_or(0));
        }
    })?;
    let mut stand_ins = StandIns::default();
    events(from, input, folder, true, &mut |number, event| {
        learn(&event, hidden.get(&number).copied(), &mut stand_ins);
    })?;
    if stand_ins.len() > MOST {
        let what = format!("`{}` holds more than {MOST} secrets and addresses", from.display());
        return Err(Failure::wrong(what, "Cut it into smaller logs."));
    }
    let text = stand_ins.replace(&fs::read(from).map_err(failed)?);
    let written = File::create_new(to).and_then(|mut file| file.write_all(&text));
    written.map_err(|error| {
        let way_out = match error.kind() {
            io::ErrorKind::AlreadyExists => "Nothing is written over: name a file that is not there.",
            _ => "",
        };
        Failure::Wrong(vec![Mistake::new(format!("`{}` cannot be written: {error}", to.display()), way_out)])
    })?;
    Ok(stand_ins.sentence())
}

/// All events of a log, with their numbers.
fn events(
    path: &Path,
    input: Input,
    folder: &Folder,
    show: bool,
    each: &mut dyn FnMut(u64, Event),
) -> Result<(), Failure> {
    let opened = Opened::open(path, input)?;
    super::refuse_other_style(&opened, path)?;
    let both = opened.form == Form::Log;
    let mut session = Session::new(Book::open(folder)?, show, both, !both);
    let mut number = 0;
    let mut sink = |event: Event| -> io::Result<()> {
        each(number, event);
        number += 1;
        Ok(())
    };
    match play(opened, false, &mut session, &mut sink) {
        Ok(()) => Ok(()),
        Err(Broken::Input(failure)) => Err(failure),
        Err(Broken::Output(error)) => Err(Failure::Output(error)),
    }
}

/// Finds what is to be replaced in an event that shows everything.
fn learn(event: &Event, hidden: Option<usize>, stand_ins: &mut StandIns) {
    let text = &event.text.0;
    let token = |field: &FieldPage| text.get(field.span.clone()).map(unquoted).unwrap_or_default().to_vec();
    for field in event.fields.iter().filter(|field| field.secret) {
        stand_ins.secret(&token(field));
    }
    for value in event.fields.iter().filter_map(FieldPage::text) {
        stand_ins.address(&value);
    }
    // What cannot be read is hidden from some place on.
    if let Some(before) = hidden.filter(|_| event.fields.is_empty()) {
        stand_ins.unread(text.get(before..).unwrap_or_default());
    }
}

fn unquoted(token: &[u8]) -> &[u8] {
    token.strip_prefix(b"\"").and_then(|token| token.strip_suffix(b"\"")).unwrap_or(token)
}
