//! Lines of a file whose length nobody vouches for.

use std::io::{self, BufRead, Read};

/// Reads a file line by line; a line longer than the limit comes in pieces.
pub struct Lines<R> {
    from: R,
    limit: usize,
    /// The next piece goes on with the line of the last.
    inside: bool,
}

/// A line, or a piece of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Without the line end.
    pub text: Vec<u8>,
    /// It does not begin its line.
    pub goes_on: bool,
    /// It ends its line.
    pub ends: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads from there; a line of more bytes than the limit comes in pieces.
    pub fn new(from: R, limit: usize) -> Self {
        Lines { from, limit, inside: false }
    }

    fn read(&mut self) -> io::Result<Option<Piece>> {
        let mut text = Vec::new();
        let limit = u64::try_from(self.limit).unwrap_or(u64::MAX);
        let read = self.from.by_ref().take(limit).read_until(b'\n', &mut text)?;
        if read == 0 {
            return Ok(None);
        }
        let ended = text.last() == Some(&b'\n');
        if ended {
            text.pop();
            if text.last() == Some(&b'\r') {
                text.pop();
            }
        }
        let ends = ended || self.from.fill_buf()?.is_empty();
        let goes_on = std::mem::replace(&mut self.inside, !ends);
        Ok(Some(Piece { text, goes_on, ends }))
    }
}

/// The next line or piece, up to the end of the file.
impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<io::Result<Piece>> {
        self.read().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_come_in_pieces() {
        let mut lines = Lines::new(&b"abcdef\r\n\ngh"[..], 4);
        let mut next = || lines.next().map(Result::unwrap).map(|piece| (piece.text, piece.goes_on, piece.ends));
        assert_eq!(next(), Some((b"abcd".to_vec(), false, false)));
        assert_eq!(next(), Some((b"ef".to_vec(), true, true)));
        assert_eq!(next(), Some((b"".to_vec(), false, true)));
        assert_eq!(next(), Some((b"gh".to_vec(), false, true)));
        assert_eq!(next(), None);
    }
}
