//! `--scrub`: a copy of a log that can be published.

use crate::{
    args::{Folder, Input},
    book::Book,
    end::{Failure, Mistake},
    input,
};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};
use wizfi360_trace::{Event, Options, Reader, Sender, scrub::Scrubber};

/// A log has to be in memory for this.
const MAX_LOG: u64 = 256 << 20;

/// Writes the copy. Returns what was replaced, in a sentence.
pub(super) fn scrub(from: &Path, to: &Path, format: Input, folder: &Folder) -> Result<String, Failure> {
    let failed = |error| Failure::file(from, &error);
    if fs::metadata(from).map_err(failed)?.len() > MAX_LOG {
        let what = format!("`{}` is larger than {} MiB", from.display(), MAX_LOG >> 20);
        return Err(Failure::wrong(what, "Cut it into smaller logs."));
    }
    let mut scrubber = Scrubber::default();
    read(from, format, folder, false, &mut |event| {
        scrubber.hidden(&event);
        Ok(())
    })?;
    read(from, format, folder, true, &mut |event| {
        scrubber.shown(&event).map_err(|too_many| {
            let text = format!("it holds more than {} secrets and addresses; cut it into smaller logs", too_many.limit);
            io::Error::other(text)
        })
    })?;
    let text = scrubber.replace(&fs::read(from).map_err(failed)?);
    let written = File::create_new(to).and_then(|mut file| file.write_all(&text));
    written.map_err(|error| {
        let way_out = match error.kind() {
            io::ErrorKind::AlreadyExists => "No file is overwritten: name one that does not exist.",
            _ => "",
        };
        Failure::Wrong(vec![Mistake::new(format!("`{}` cannot be written: {error}", to.display()), way_out)])
    })?;
    Ok(scrubber.summary())
}

/// Reads the log once. What `each` refuses is an error of the log.
fn read(
    path: &Path,
    format: Input,
    folder: &Folder,
    show_secrets: bool,
    each: &mut dyn FnMut(Event) -> io::Result<()>,
) -> Result<(), Failure> {
    let options = Options { show_secrets, refuse_other_logs: true, ..Options::default() };
    let mut reader = Reader::new(Book::open(folder)?.spec, format.format(), Sender::Module, options);
    input::read(path, &mut reader, each).map_err(|failure| match failure {
        Failure::Output(error) => Failure::file(path, &error),
        failure => failure,
    })?;
    super::refuse_other_style(&reader, path)
}
