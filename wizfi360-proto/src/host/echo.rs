//! The echo of a command, which an event may cut in two.
//!
//! With echo on, the module repeats each byte as it comes. A message that it prints meanwhile stands in the middle:
//! `AT+CIPWIFI GOT IP`, `SEND=5`. What is echo is told from the command's name; parameters are not known here.

use super::decoder::State;
use crate::{Command, Message};

/// The echo is complete, or none is due.
pub(super) const ECHOED: u8 = u8::MAX;
/// The name has been echoed; parameters stood behind it, perhaps not all.
const NAMED: u8 = u8::MAX - 1;
/// An event stood behind that: the next line that is nothing else is the rest of the echo.
const CUT: u8 = u8::MAX - 2;

impl State {
    /// True if the line is the echo or a part of it; notes how much has come.
    pub(super) fn is_echo(&mut self, command: &Command, line: &[u8]) -> bool {
        let Some(name) = self.name_left(command) else { return false };
        let same = common(name, line);
        if same == name.len() {
            let whole = match line.get(same) {
                None | Some(b'=' | b'?' | b'_') => true,
                Some(_) => command.glued,
            };
            if whole {
                self.echoed = NAMED;
            }
            return whole;
        }
        // All of the line is a part of the name.
        let part = same > 0 && same == line.len();
        if part {
            self.advance(same);
        }
        part
    }

    /// Where an event begins in a line that begins with a part of the echo.
    pub(super) fn cut_echo(&mut self, line: &[u8]) -> Option<usize> {
        let command = self.pending?;
        let name = self.name_left(command)?;
        let same = common(name, line);
        if same == 0 {
            return None;
        }
        if same < name.len() {
            let tail = line.get(same..).filter(|tail| is_event(tail))?;
            self.advance(line.len().saturating_sub(tail.len()));
            return Some(same);
        }
        let cut = (same..line.len()).find(|&at| line.get(at..).is_some_and(is_event))?;
        self.echoed = CUT;
        Some(cut)
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

    /// What of the name has not been echoed yet; `None` if no echo is due.
    fn name_left(&self, command: &Command) -> Option<&'static [u8]> {
        if self.echoed >= CUT { None } else { command.name.as_bytes().get(usize::from(self.echoed)..) }
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

/// True if it is an event whose text no parameter could make by chance.
fn is_event(text: &[u8]) -> bool {
    use Message::{Closed, Connect, ConnectFail, Ready, WifiConnected, WifiDisconnect, WifiGotIp};
    matches!(text.first(), Some(b'W' | b'r' | b'C' | b'0'..=b'9'))
        && matches!(
            <Message<'_> as crate::Line<'_>>::parse(text),
            Some(Ok(Ready(_)
                | WifiConnected(_)
                | WifiGotIp(_)
                | WifiDisconnect(_)
                | Connect(_)
                | Closed(_)
                | ConnectFail(_)))
        )
}
