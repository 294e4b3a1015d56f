//! The escape sequence `+++`, which ends transparent mode.

use core::time::Duration;

/// The escape sequence with its guard times. It has no clock: the caller passes the time.
///
/// The module recognises `+++` only if the plus signs arrive together and alone, so nothing may be
/// sent for a while before them. It answers AT commands a second after them at the earliest
/// (manual §2.4). Times are durations since any fixed moment.
///
/// ```
/// use core::time::Duration;
/// use wizfi360_proto::host::{Escape, EscapeAction};
///
/// let ms = Duration::from_millis;
/// let mut escape = Escape::new(ms(20));
/// assert_eq!(escape.poll(ms(5_000)), EscapeAction::Wait(ms(5_020)));
/// assert_eq!(escape.poll(ms(5_020)), EscapeAction::Write(b"+++"));
/// escape.written(ms(5_021));
/// assert_eq!(escape.poll(ms(5_500)), EscapeAction::Wait(ms(6_021)));
/// assert_eq!(escape.poll(ms(6_021)), EscapeAction::Done);
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Escape {
    guard: Duration,
    phase: Phase,
}

#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
enum Phase {
    Before { since: Option<Duration> },
    Writing,
    After { since: Duration },
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum EscapeAction {
    /// Write nothing until this time, then call [`Escape::poll`] again.
    Wait(Duration),
    /// Write these bytes in one piece, then call [`Escape::written`].
    Write(&'static [u8]),
    /// Transparent mode has ended: call
    /// [`Decoder::leave_transparent`](super::Decoder::leave_transparent) and go on with AT commands.
    Done,
}

/// How long the module needs after the plus signs (manual §2.4).
const GUARD_AFTER: Duration = Duration::from_secs(1);

impl Escape {
    /// Creates an escape sequence that keeps the line quiet for `guard` before it. The module sends
    /// what it has every 20 ms (manual §2.4): use at least that, to keep the plus signs in a packet of
    /// their own.
    pub const fn new(guard: Duration) -> Self {
        Escape { guard, phase: Phase::Before { since: None } }
    }

    /// Returns what to do at this time. Call again at the time that it returns.
    pub fn poll(&mut self, now: Duration) -> EscapeAction {
        match &mut self.phase {
            Phase::Before { since } => {
                let until = since.get_or_insert(now).saturating_add(self.guard);
                if now < until {
                    return EscapeAction::Wait(until);
                }
                self.phase = Phase::Writing;
                EscapeAction::Write(b"+++")
            }
            Phase::Writing => EscapeAction::Write(b"+++"),
            Phase::After { since } => {
                let until = since.saturating_add(GUARD_AFTER);
                if now < until { EscapeAction::Wait(until) } else { EscapeAction::Done }
            }
        }
    }

    /// Records that the plus signs were sent.
    pub fn written(&mut self, now: Duration) {
        if let Phase::Writing = self.phase {
            self.phase = Phase::After { since: now };
        }
    }

    /// Records that something else was sent: the quiet time before the plus signs starts again.
    pub fn restart_guard(&mut self, now: Duration) {
        self.phase = Phase::Before { since: Some(now) };
    }
}
