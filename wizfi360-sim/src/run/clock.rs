//! The module's time beside real time.

use std::time::Duration;
use tokio::time::Instant;

/// How long ago a module was switched on, in its own time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    switched_on: Instant,
    /// So many milliseconds of the module pass in one.
    speed: u32,
}

impl Clock {
    /// Switched on now.
    pub(super) fn new(speed: u32) -> Clock {
        Clock { switched_on: Instant::now(), speed: speed.max(1) }
    }

    /// Milliseconds of the module since it was switched on.
    pub(super) fn now(&self) -> u64 {
        let micros = self.switched_on.elapsed().as_micros().saturating_mul(self.speed.into());
        u64::try_from(micros / 1000).unwrap_or(u64::MAX)
    }

    /// When so many milliseconds of the module have passed since then.
    pub(super) fn when(&self, milliseconds: u64) -> Instant {
        let micros = milliseconds.saturating_mul(1000).div_ceil(self.speed.into());
        self.switched_on + Duration::from_micros(micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_module_has_more_time_and_what_is_due_is_due_sooner() {
        let clock = Clock::new(1000);
        assert_eq!(clock.when(5000) - clock.switched_on, Duration::from_millis(5));
        let slow = Clock::new(3);
        // Never before it is due.
        assert!(slow.when(1) - slow.switched_on >= Duration::from_micros(333));
        std::thread::sleep(Duration::from_millis(20));
        assert!(clock.now() >= 20_000);
    }
}
