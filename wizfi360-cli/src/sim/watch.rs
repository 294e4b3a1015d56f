//! What is done with a module's dialogue besides carrying it: recording, explaining, keeping the flash.

use crate::{
    args::{Color, Folder, Sim},
    book::Book,
    decode::Shower,
    end::Failure,
    input::report,
    paint,
    record::Record,
};
use std::{
    io::{self, Write},
    path::PathBuf,
};
use wizfi360_sim::{
    Flash,
    run::{Watch, save_flash},
};
use wizfi360_trace::{Event, Mode, Options, Session};

pub(super) struct Watcher {
    record: Option<Record>,
    flash: Option<PathBuf>,
    trace: Option<Trace>,
}

/// A dialogue that is explained.
pub(crate) struct Trace {
    session: Session,
    shower: Shower,
    color: Color,
}

impl Trace {
    pub(crate) fn new(show_secrets: bool, color: Color) -> Result<Trace, Failure> {
        let book = Book::open(&Folder { folder: None })?;
        let shower = Shower::new(&book, false);
        let options = Options { show_secrets, ..Options::default() };
        Ok(Trace { session: Session::new(book.spec, Mode::Live, &options), shower, color })
    }

    /// What cannot be written is not missed: the dialogue goes on.
    pub(crate) fn saw(&mut self, arrow: &str, bytes: &[u8]) {
        let Trace { session, shower, color } = self;
        let mut err = paint::stderr(*color);
        let mut each = |event: Event| err.write_all(shower.event(&event).as_bytes());
        let _ = report(&mut each, |sink| {
            match arrow {
                ">>" => session.host(bytes, sink)?,
                _ => session.module(bytes, sink)?,
            }
            session.flush(sink)
        });
    }
}

impl Watcher {
    pub(super) fn new(
        args: &Sim,
        record: Option<Record>,
        flash: Option<PathBuf>,
        color: Color,
    ) -> Result<Watcher, Failure> {
        let trace = if args.trace { Some(Trace::new(args.show_secrets, color)?) } else { None };
        Ok(Watcher { record, flash, trace })
    }

    /// What cannot be written is not missed: the dialogue goes on.
    fn saw(&mut self, arrow: &str, now: u64, bytes: &[u8]) {
        if let Some(record) = &mut self.record {
            let _ = record.write(arrow, now, bytes);
        }
        if let Some(trace) = &mut self.trace {
            trace.saw(arrow, bytes);
        }
    }
}

impl Watch for Watcher {
    fn host(&mut self, now: u64, bytes: &[u8]) {
        self.saw(">>", now, bytes);
    }

    fn module(&mut self, now: u64, bytes: &[u8]) {
        self.saw("<<", now, bytes);
    }

    fn flash(&mut self, flash: &Flash) -> io::Result<()> {
        match &self.flash {
            Some(path) => save_flash(path, flash),
            None => Ok(()),
        }
    }
}
