//! Ctrl-C ends a run, and not the program: what was found until then is told.

use crate::{
    end::{Failure, Verdict},
    interrupt,
};
use std::{
    io,
    process::exit,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Whether the run is to end.
#[derive(Clone, Debug)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// The first Ctrl-C from now on ends the run, a second one the program.
    pub(super) fn at_interrupt() -> Result<Stop, Failure> {
        let stop = Stop(Arc::default());
        let heard = stop.clone();
        interrupt::forward(move || {
            if heard.0.swap(true, Ordering::Relaxed) {
                exit(Verdict::Interrupted.code().into());
            }
            true
        })?;
        Ok(stop)
    }

    pub(super) fn is_due(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// An error if the run is to end.
    pub(super) fn check(&self) -> io::Result<()> {
        if self.is_due() { Err(io::Error::new(io::ErrorKind::Interrupted, "interrupted")) } else { Ok(()) }
    }
}
