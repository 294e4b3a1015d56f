//! The echo of a command, which an event may interrupt.
//!
//! With echo on, the module repeats each byte as it comes. A message printed meanwhile appears in the
//! middle: `AT+CIPWIFI GOT IP`, `START=5`. The event is reported, the echo before it is not. An echo is
//! recognised by the command's name; its parameters are unknown here.

use super::state::State;
use crate::line_table;

/// The echo is complete, or none is due.
pub(super) const ECHO_DONE: u8 = u8::MAX;
/// The name has been echoed, and parameters after it, perhaps not all of them.
const ECHO_IN_PARAMS: u8 = u8::MAX - 1;
/// An event came after that: the next line that is nothing else is the rest of the echo.
pub(super) const ECHO_INTERRUPTED: u8 = u8::MAX - 2;

/// How much of a line is echo.
pub(super) enum Echo {
    None,
    Whole,
    /// This many bytes; an event follows.
    Part(usize),
}

impl State {
    /// Returns how much of a line is echo, and records it.
    pub(super) fn echo(&mut self, line: &[u8]) -> Echo {
        let Some((name, no_equals)) = self.name_left() else { return Echo::None };
        let same = common(name, line);
        let named = same == name.len();
        if !named && same == 0 {
            return Echo::None;
        }
        if same == line.len() {
            self.advance(same);
            if named {
                self.echoed = ECHO_IN_PARAMS;
            }
            return Echo::Whole;
        }
        match event(line) {
            Some(0) => Echo::None,
            Some(at) if at <= same => {
                self.advance(at);
                Echo::Part(at)
            }
            Some(at) if named => {
                self.echoed = ECHO_INTERRUPTED;
                Echo::Part(at)
            }
            _ if named && (no_equals || matches!(line.get(same), Some(b'=' | b'?' | b'_'))) => {
                self.echoed = ECHO_IN_PARAMS;
                Echo::Whole
            }
            _ => Echo::None,
        }
    }

    /// Returns true once for a line that is nothing else after an event has interrupted the echo.
    pub(super) fn continues_echo(&mut self) -> bool {
        let continues = self.echoed == ECHO_INTERRUPTED;
        if continues {
            self.echoed = ECHO_DONE;
        }
        continues
    }

    /// Records an event after a part of the echo.
    pub(super) fn interrupt_echo(&mut self) {
        if self.echoed == ECHO_IN_PARAMS {
            self.echoed = ECHO_INTERRUPTED;
        }
    }

    /// Returns the part of the name that is not echoed yet, and whether parameters follow it without `=`.
    /// `None` if no echo is due.
    fn name_left(&self) -> Option<(&'static [u8], bool)> {
        if self.echoed >= ECHO_INTERRUPTED {
            return None;
        }
        let command = self.pending?;
        Some((command.name.as_bytes().get(usize::from(self.echoed)..)?, command.no_equals))
    }

    fn advance(&mut self, bytes: usize) {
        let echoed = usize::from(self.echoed).saturating_add(bytes);
        self.echoed = u8::try_from(echoed).unwrap_or(ECHO_DONE).min(ECHO_INTERRUPTED.wrapping_sub(1));
    }
}

/// Returns the length of the common prefix.
fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// Returns where an event begins that ends the line, and whose text no parameter would be by chance.
fn event(line: &[u8]) -> Option<usize> {
    // Most echoes end in a quote or a digit.
    if !line.last()?.is_ascii_alphabetic() {
        return None;
    }
    (0..line.len()).find(|&at| line.get(at..).is_some_and(line_table::is_event))
}
