//! Empty lines of the module, which make no event.

use wizfi360_proto::host::Signal;

/// Counts the empty lines before a line.
#[derive(Debug, Default)]
pub(super) struct Gap {
    after_cr: bool,
    in_line: bool,
    ends: u32,
}

impl Gap {
    /// Bytes that were consumed, and whether something came of them. The number of empty lines before that.
    pub(super) fn see(&mut self, bytes: &[u8], signal: Option<Signal>) -> u32 {
        for &byte in bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')) {
            let ends = !(self.in_line || (byte == b'\n' && self.after_cr));
            self.ends = self.ends.saturating_add(u32::from(ends));
            self.after_cr = byte == b'\r';
        }
        self.in_line |= bytes.iter().any(|byte| !matches!(byte, b'\r' | b'\n'));
        let ends = self.ends;
        if signal.is_some() {
            *self = Gap { after_cr: bytes.last() == Some(&b'\r'), in_line: false, ends: 0 };
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
            let mut gap = Gap { after_cr: bytes.starts_with('\n'), ..Gap::default() };
            assert_eq!(gap.see(bytes.as_bytes(), Some(Signal::Unknown)), expected, "{bytes:?}");
        }
        let mut gap = Gap::default();
        assert_eq!(gap.see(b"OK\n", Some(Signal::Unknown)), 0);
        assert_eq!(gap.see(b"\nOK\n", Some(Signal::Unknown)), 1);
    }

    #[test]
    fn they_are_counted_however_the_input_is_cut() {
        let mut gap = Gap::default();
        for part in ["\r", "\n", "O", "K"] {
            gap.see(part.as_bytes(), None);
        }
        assert_eq!(gap.see(b"\r", Some(Signal::Unknown)), 1);
    }
}
