//! Sleeping.

use crate::{
    Module,
    task::{Handled, Next},
};
use wizfi360_proto::{
    Final, Open,
    commands::{gslp, sleep},
};

impl Module {
    /// The module hears and says nothing for a while, and then starts.
    pub(crate) fn sleep_deeply(&mut self, request: gslp::Set) -> Handled {
        self.result(Final::Ok);
        self.restart(u64::from(request.time.get()) + self.world.latencies.boot);
        Ok(Next::Wait)
    }

    pub(crate) fn show_sleep(&mut self) -> Handled {
        let sleep_mode = Open::Known(self.ram.sleep);
        self.line(&sleep::Sleep { sleep_mode });
        Ok(Next::Ok)
    }

    pub(crate) fn set_sleep(&mut self, request: sleep::Set) -> Handled {
        self.ram.sleep = request.sleep_mode;
        Ok(Next::Ok)
    }
}
