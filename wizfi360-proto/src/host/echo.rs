//! The echo of a command, which an event may cut in two.
//!
//! With echo on, the module repeats each byte as it comes. A message that it prints meanwhile stands in the middle:
//! `AT+CIPWIFI GOT IP`, `START=5`. What is echo is told from the command's name; parameters are not known here.

use super::decoder::State;
use crate::{MessageKind, known::Known};

/// The echo is complete, or none is due.
pub(super) const ECHOED: u8 = u8::MAX;
/// The name has been echoed; parameters stood behind it, perhaps not all.
const NAMED: u8 = u8::MAX - 1;
/// An event stood behind that: the next line that is nothing else is the rest of the echo.
const CUT: u8 = u8::MAX - 2;

/// How much of a line is echo.
pub(super) enum Echo {
    /// Nothing.
    None,
    /// All of it.
    Whole,
    /// So many bytes; an event stands behind them.
    Part(usize),
}

impl State {
    /// How much of a line is echo; notes how much has come.
    pub(super) fn echo(&mut self, line: &[u8]) -> Echo {
        let Some((name, glued)) = self.name_left() else { return Echo::None };
        let same = common(name, line);
        let named = same == name.len();
        if !named && same == 0 {
            return Echo::None;
        }
        if same == line.len() {
            self.advance(same);
            if named {
                self.echoed = NAMED;
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
                self.echoed = CUT;
                Echo::Part(at)
            }
            _ if named && (glued || matches!(line.get(same), Some(b'=' | b'?' | b'_'))) => {
                self.echoed = NAMED;
                Echo::Whole
            }
            _ => Echo::None,
        }
    }

    /// True if a line that is nothing else is the rest of an echo that an event has cut.
    pub(super) fn continues_echo(&mut self) -> bool {
        let continues = self.echoed == CUT;
        if continues {
            self.echoed = ECHOED;
        }
        continues
    }

    /// Notes an event that stands behind an echo.
    pub(super) fn cut_by_event(&mut self) {
        if self.echoed == NAMED {
            self.echoed = CUT;
        }
    }

    /// What of the name has not been echoed yet, and whether parameters stand right behind it; `None` if no echo is due.
    fn name_left(&self) -> Option<(&'static [u8], bool)> {
        if self.echoed >= CUT {
            return None;
        }
        let command = self.pending?;
        Some((command.name.as_bytes().get(usize::from(self.echoed)..)?, command.glued))
    }

    fn advance(&mut self, bytes: usize) {
        let echoed = usize::from(self.echoed).saturating_add(bytes);
        self.echoed = u8::try_from(echoed).unwrap_or(ECHOED).min(CUT.wrapping_sub(1));
    }
}

/// How many bytes two texts have in common at their beginning.
fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// Where an event begins that stands at the line's end, and whose text no parameter could make by chance.
fn event(line: &[u8]) -> Option<usize> {
    // Most echoes end in a quote or a digit.
    if !line.last()?.is_ascii_alphabetic() {
        return None;
    }
    (0..line.len()).find(|&at| match line.get(at..) {
        Some([b'0'..=b'4', b',', word @ ..]) => matches!(
            Known::of(word).message,
            Some(MessageKind::Connect | MessageKind::ConnectFail | MessageKind::Closed)
        ),
        Some(text) => Known::of(text).message.is_some(),
        None => false,
    })
}
