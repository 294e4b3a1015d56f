//! Lines of an input of unknown length.

use std::ops::ControlFlow;

/// Splits an input into lines; a line longer than the limit comes in pieces.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    limit: usize,
    line: Vec<u8>,
    /// The next piece continues the line of the last one.
    is_inside: bool,
}

/// A line, or a piece of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Without the line ending.
    pub(crate) text: Vec<u8>,
    /// It continues the line of the piece before.
    pub(crate) continues: bool,
    /// It ends its line.
    pub(crate) ends: bool,
}

impl Lines {
    /// `limit`: the largest number of bytes of a piece.
    pub(crate) fn new(limit: usize) -> Lines {
        Lines { limit, line: Vec::new(), is_inside: false }
    }

    /// Reads bytes; calls `each` with every piece that they complete.
    pub(crate) fn push(&mut self, mut bytes: &[u8], mut each: impl FnMut(Piece) -> ControlFlow<()>) -> ControlFlow<()> {
        while !bytes.is_empty() {
            let room = self.limit.saturating_sub(self.line.len()).min(bytes.len());
            let end = bytes[..room].iter().position(|&byte| byte == b'\n');
            self.line.extend(&bytes[..end.unwrap_or(room)]);
            bytes = &bytes[end.map_or(room, |end| end + 1)..];
            if end.is_some() {
                self.line.pop_if(|byte| *byte == b'\r');
                each(self.take(true))?;
            } else if self.line.len() == self.limit {
                each(self.take(false))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Returns the last line, if it has no ending.
    pub(crate) fn finish(&mut self) -> Option<Piece> {
        (!self.line.is_empty() || self.is_inside).then(|| self.take(true))
    }

    fn take(&mut self, ends: bool) -> Piece {
        let continues = std::mem::replace(&mut self.is_inside, !ends);
        Piece { text: std::mem::take(&mut self.line), continues, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(input: &[u8], size: usize) -> Vec<(Vec<u8>, bool, bool)> {
        let (mut lines, mut all) = (Lines::new(4), Vec::new());
        for bytes in input.chunks(size) {
            let _ = lines.push(bytes, |piece| {
                all.push(piece);
                ControlFlow::Continue(())
            });
        }
        all.extend(lines.finish());
        all.into_iter().map(|piece| (piece.text, piece.continues, piece.ends)).collect()
    }

    #[test]
    fn long_lines_come_in_pieces_however_the_input_is_cut() {
        let expected = [
            (b"abcd".to_vec(), false, false),
            (b"ef".to_vec(), true, true),
            (b"".to_vec(), false, true),
            (b"gh".to_vec(), false, true),
        ];
        for size in 1..12 {
            assert_eq!(pieces(b"abcdef\r\n\ngh", size), expected, "{size}");
        }
        assert_eq!(pieces(b"abcd", 4), [(b"abcd".to_vec(), false, false), (b"".to_vec(), true, true)]);
        assert_eq!(pieces(b"", 1), []);
    }
}
