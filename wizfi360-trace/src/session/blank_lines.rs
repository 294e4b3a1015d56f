//! Empty lines of the module, which complete no event.

use wizfi360_proto::host::Signal;

/// Counts the empty lines before a line.
#[derive(Clone, Debug, Default)]
pub(super) struct BlankLines {
    after_cr: bool,
    in_line: bool,
    ends: u32,
}

impl BlankLines {
    /// Takes bytes that were consumed, and the signal that they complete. Returns the number of empty lines before it.
    pub(super) fn see(&mut self, bytes: &[u8], signal: Option<Signal>) -> u32 {
        for &byte in bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')) {
            let ends = !(self.in_line || (byte == b'\n' && self.after_cr));
            self.ends = self.ends.saturating_add(u32::from(ends));
            self.after_cr = byte == b'\r';
        }
        self.in_line |= bytes.iter().any(|byte| !matches!(byte, b'\r' | b'\n'));
        let ends = self.ends;
        if signal.is_some() {
            *self = BlankLines { after_cr: bytes.last() == Some(&b'\r'), in_line: false, ends: 0 };
        }
        ends
    }

    /// Takes a line ending that the input does not hold. `completes`: a signal came of it.
    pub(super) fn end_line(&mut self, completes: bool) -> u32 {
        self.ends = self.ends.saturating_add(u32::from(!self.in_line));
        let ends = self.ends;
        self.after_cr = false;
        if completes {
            *self = BlankLines::default();
        }
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_are_counted_whatever_ends_them() {
        for (bytes, expected) in [("OK\r", 0), ("\r\nOK\r", 1), ("\n\r\nOK\r", 1), ("\nOK\r", 0), ("\r\r\nOK\r", 2)] {
            // The CR of the line before was seen, its LF was not.
            let mut gap = BlankLines { after_cr: bytes.starts_with('\n'), ..BlankLines::default() };
            assert_eq!(gap.see(bytes.as_bytes(), Some(Signal::Unknown)), expected, "{bytes:?}");
        }
        let mut gap = BlankLines::default();
        assert_eq!(gap.see(b"OK\n", Some(Signal::Unknown)), 0);
        assert_eq!(gap.see(b"\nOK\n", Some(Signal::Unknown)), 1);
    }

    #[test]
    fn they_are_counted_however_the_input_is_cut() {
        let mut gap = BlankLines::default();
        for part in ["\r", "\n", "O", "K"] {
            gap.see(part.as_bytes(), None);
        }
        assert_eq!(gap.see(b"\r", Some(Signal::Unknown)), 1);
    }
}
