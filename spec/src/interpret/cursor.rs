//! Tokens: what stands between the commas of a parameter text.

use std::ops::Range;

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// Whether it begins with a quote.
    pub(super) quoted: bool,
    /// The token without its quotes; escapes stand as they came.
    pub(super) text: &'t [u8],
    /// The token's bytes in the line, quotes included.
    pub(super) span: Range<usize>,
}

/// A quoted token that does not end, or has something behind its end. The span reaches to the end of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnterminatedToken(pub(super) Range<usize>);

/// The tokens of a parameter text that are still to be read.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'t> {
    /// The whole line, so that spans count from its start.
    line: &'t [u8],
    /// Where the next token begins.
    at: usize,
    /// Where the parameter text ends.
    end: usize,
    /// Whether a token is left. An empty token behind a comma is one.
    left: bool,
}

impl<'t> Cursor<'t> {
    /// Reads this part of a line. The empty text has no token.
    pub(super) fn new(line: &'t [u8], part: Range<usize>) -> Self {
        let end = part.end.min(line.len());
        let at = part.start.min(end);
        Cursor { line, at, end, left: at < end }
    }

    /// True if no token is left.
    pub(super) fn is_empty(&self) -> bool {
        !self.left
    }

    /// What is left, as a span.
    pub(super) fn span(&self) -> Range<usize> {
        self.at..self.end
    }

    /// These bytes of the line.
    pub(super) fn bytes(&self, span: &Range<usize>) -> &'t [u8] {
        self.line.get(span.clone()).unwrap_or_default()
    }

    /// Takes the next token, if one is left. A broken one is not taken.
    pub(super) fn token(&mut self) -> Result<Option<Token<'t>>, UnterminatedToken> {
        if !self.left {
            return Ok(None);
        }
        let text = self.bytes(&self.span());
        let quoted = text.first() == Some(&b'"');
        let length = if quoted {
            closing_quote(text).map(|at| at + 1).ok_or(UnterminatedToken(self.span()))?
        } else {
            text.iter().position(|&byte| byte == b',').unwrap_or(text.len())
        };
        let span = self.at..self.at + length;
        match text.get(length) {
            None => (self.at, self.left) = (self.end, false),
            Some(b',') => self.at += length + 1,
            Some(_) => return Err(UnterminatedToken(self.span())),
        }
        let inside = if quoted { span.start + 1..span.end - 1 } else { span.clone() };
        Ok(Some(Token { quoted, text: self.bytes(&inside), span }))
    }

    /// All the ways in which a quoted text that begins here may end: the token, and what is left behind it.
    ///
    /// Each quote with a comma or the end behind it may be the closing one.
    pub(super) fn endings(&self) -> Vec<(Token<'t>, Cursor<'t>)> {
        let text = self.bytes(&self.span());
        if !self.left || text.first() != Some(&b'"') {
            return Vec::new();
        }
        let quotes = text.iter().enumerate().skip(1).filter(|(_, byte)| **byte == b'"');
        quotes
            .filter_map(|(at, _)| {
                let mut behind = self.clone();
                match text.get(at + 1) {
                    None => (behind.at, behind.left) = (self.end, false),
                    Some(b',') => behind.at += at + 2,
                    Some(_) => return None,
                }
                let span = self.at..self.at + at + 1;
                let inside = span.start + 1..span.end - 1;
                Some((Token { quoted: true, text: self.bytes(&inside), span }, behind))
            })
            .collect()
    }

    /// Goes on where another cursor over the same line stands.
    pub(super) fn resume(&mut self, other: &Cursor<'_>) {
        (self.at, self.left) = (other.at, other.left);
    }

    /// Takes all that is left as one token.
    pub(super) fn rest(&mut self) -> Token<'t> {
        let span = self.span();
        (self.at, self.left) = (self.end, false);
        Token { quoted: false, text: self.bytes(&span), span }
    }

    /// How many tokens are left. A broken one counts, and ends the count.
    pub(super) fn count(&self) -> usize {
        let (mut ahead, mut count) = (self.clone(), 0);
        while !ahead.is_empty() {
            count += 1;
            if ahead.token().is_err() {
                break;
            }
        }
        count
    }

    /// True if a token is left and it does not begin with a quote.
    pub(super) fn first_is_bare(&self) -> bool {
        self.left && self.bytes(&self.span()).first() != Some(&b'"')
    }

    /// Takes the next token if it is empty. Also true if none is left.
    pub(super) fn skip(&mut self) -> bool {
        let mut ahead = self.clone();
        match ahead.token() {
            Ok(None) => true,
            Ok(Some(token)) if token.text.is_empty() => {
                *self = ahead;
                true
            }
            Ok(Some(_)) | Err(_) => false,
        }
    }
}

/// Undoes escapes: a backslash gives way to the byte behind it.
pub(super) fn unescape(text: &[u8]) -> Vec<u8> {
    let mut bytes = text.iter();
    let mut plain = Vec::with_capacity(text.len());
    while let Some(&byte) = bytes.next() {
        match byte {
            b'\\' => plain.extend(bytes.next()),
            byte => plain.push(byte),
        }
    }
    plain
}

/// What a text means that may have been sent without escapes: where a quote or a comma stands bare, or a backslash last,
/// nothing was escaped.
pub(super) fn unescape_if_escaped(text: &[u8]) -> Vec<u8> {
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        let bare = matches!(byte, b'"' | b',') || (*byte == b'\\' && bytes.next().is_none());
        if bare {
            return text.to_vec();
        }
    }
    unescape(text)
}

/// Where the quote stands that ends a text that begins with one.
fn closing_quote(text: &[u8]) -> Option<usize> {
    let mut bytes = text.iter().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(at),
            b'\\' => _ = bytes.next(),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens as they stand, with `!` before a broken one.
    fn tokens(text: &str) -> Vec<String> {
        let mut cursor = Cursor::new(text.as_bytes(), 0..text.len());
        let mut all = Vec::new();
        loop {
            match cursor.token() {
                Ok(None) => return all,
                Ok(Some(token)) => all.push(text[token.span].to_string()),
                Err(UnterminatedToken(span)) => {
                    all.push(format!("!{}", &text[span]));
                    return all;
                }
            }
        }
    }

    #[test]
    fn texts_are_cut_at_separating_commas() {
        let table: [(&str, &[&str]); 13] = [
            ("", &[]),
            ("1", &["1"]),
            (",", &["", ""]),
            ("1,", &["1", ""]),
            ("1,,2", &["1", "", "2"]),
            (r#""a,b",2"#, &[r#""a,b""#, "2"]),
            (r#""a\"b","c""#, &[r#""a\"b""#, r#""c""#]),
            (r#""a\\","c""#, &[r#""a\\""#, r#""c""#]),
            (r#"a"b,c"#, &[r#"a"b"#, "c"]),
            (r#""a"#, &[r#"!"a"#]),
            (r#""a\""#, &[r#"!"a\""#]),
            (r#"1,"a"b,2"#, &["1", r#"!"a"b,2"#]),
            ("\"", &["!\""]),
        ];
        for (text, expected) in table {
            assert_eq!(tokens(text), expected, "{text}");
            let cursor = Cursor::new(text.as_bytes(), 0..text.len());
            assert_eq!(cursor.count(), expected.len(), "{text}");
        }
    }

    #[test]
    fn escapes_are_undone_before_any_byte() {
        for (text, expected) in [("a", "a"), (r"a\\\,b", r"a\,b"), (r"\x\y", "xy"), (r"a\", "a")] {
            assert_eq!(unescape(text.as_bytes()), expected.as_bytes(), "{text}");
        }
    }

    #[test]
    fn a_part_outside_the_line_is_empty() {
        assert!(Cursor::new(b"abc", 5..9).is_empty());
    }
}
