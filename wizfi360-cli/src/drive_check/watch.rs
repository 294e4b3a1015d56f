//! What passes between driver and module goes to the referee, and is explained if that is asked for.

use crate::{args::Color, end::Failure, sim::Trace};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use wizfi360_sim::{net::Action, run::Watch, scenario::Referee};

/// What the line and whoever waits for its end share.
pub(super) struct Watched {
    pub(super) referee: Referee,
    /// When the module was switched on.
    began: Instant,
    /// When something has passed last.
    at: Instant,
    trace: Option<Trace>,
}

impl Watched {
    /// The module is switched on.
    pub(super) fn begins(&mut self) {
        (self.began, self.at) = (Instant::now(), Instant::now());
    }

    /// Milliseconds since the module was switched on.
    pub(super) fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// For how long nothing has passed.
    pub(super) fn quiet(&self) -> Duration {
        self.at.elapsed()
    }
}

/// The line's end of it.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<Watched>>);

impl Shared {
    pub(super) fn new(referee: Referee, traces: bool, color: Color) -> Result<Shared, Failure> {
        let trace = if traces { Some(Trace::new(false, color)?) } else { None };
        Ok(Shared(Arc::new(Mutex::new(Watched { referee, began: Instant::now(), at: Instant::now(), trace }))))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch for Shared {
    fn host(&mut self, now: u64, bytes: &[u8]) {
        let mut watched = self.lock();
        watched.at = Instant::now();
        watched.referee.host(now, bytes);
        if let Some(trace) = &mut watched.trace {
            trace.saw(">>", bytes);
        }
    }

    fn module(&mut self, now: u64, bytes: &[u8]) {
        let mut watched = self.lock();
        watched.at = Instant::now();
        watched.referee.module(now, bytes);
        if let Some(trace) = &mut watched.trace {
            trace.saw("<<", bytes);
        }
    }

    fn action(&mut self, now: u64, action: &Action) {
        self.lock().referee.action(now, action);
    }
}
