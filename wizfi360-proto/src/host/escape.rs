//! `+++`: the way out of transparent transmission.

/// The escape sequence with its guard times, as a machine of its own: time is given from outside.
///
/// The plus signs have to reach the module in a row and by themselves, so nothing is sent for a while before them; AT commands are
/// answered a second after them at the earliest (manual §2.4). Times are milliseconds of any clock that does not go back.
///
/// ```
/// use wizfi360_proto::host::{Escape, Step};
///
/// let mut escape = Escape::new(20);
/// assert_eq!(escape.poll(5_000), Step::Wait(5_020));
/// assert_eq!(escape.poll(5_020), Step::Write(b"+++"));
/// escape.written(5_021);
/// assert_eq!(escape.poll(5_500), Step::Wait(6_021));
/// assert_eq!(escape.poll(6_021), Step::Done);
/// ```
#[derive(Clone, Debug)]
pub struct Escape {
    guard: u64,
    phase: Phase,
}

#[derive(Clone, Debug)]
enum Phase {
    Before { since: Option<u64> },
    Writing,
    After { since: u64 },
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Step {
    /// Write nothing until this time, then ask again.
    Wait(u64),
    /// Write these bytes in one piece, then call [`Escape::written`].
    Write(&'static [u8]),
    /// The module is in normal transmission: call [`Decoder::leave_transparent`](super::Decoder::leave_transparent) and go on with AT commands.
    Done,
}

/// How long the module needs after the plus signs, in milliseconds (manual §2.4).
const AFTER: u64 = 1000;

impl Escape {
    /// `guard` is how long the line is kept quiet before the plus signs, in milliseconds. The module sends what it has every 20 ms
    /// (manual §2.4), so 20 at least keeps them in a packet of their own.
    pub const fn new(guard: u64) -> Self {
        Escape { guard, phase: Phase::Before { since: None } }
    }

    /// What to do at this time. Call again at the time it says.
    pub fn poll(&mut self, now: u64) -> Step {
        match &mut self.phase {
            Phase::Before { since } => {
                let until = since.get_or_insert(now).saturating_add(self.guard);
                if now < until {
                    return Step::Wait(until);
                }
                self.phase = Phase::Writing;
                Step::Write(b"+++")
            }
            Phase::Writing => Step::Write(b"+++"),
            Phase::After { since } => {
                let until = since.saturating_add(AFTER);
                if now < until { Step::Wait(until) } else { Step::Done }
            }
        }
    }

    /// Tells that the plus signs have left.
    pub fn written(&mut self, now: u64) {
        if let Phase::Writing = self.phase {
            self.phase = Phase::After { since: now };
        }
    }

    /// Tells that something else was written: the quiet before the plus signs begins anew.
    pub fn disturbed(&mut self, now: u64) {
        self.phase = Phase::Before { since: Some(now) };
    }
}
