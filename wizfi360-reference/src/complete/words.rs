//! Lines of words: `cwjap_cur ssid="my home" pwd='a"b'`.

use std::ops::Range;

/// A word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its text, without quotes.
    pub text: String,
    /// Its place in the line, quotes included.
    pub span: Range<usize>,
    /// The quote in it that is not closed.
    pub open: Option<char>,
}

/// Splits a line at blanks. In `'…'` every character is literal; in `"…"` blanks are, and `\"` and `\\` are a quote and a
/// backslash. Elsewhere a backslash is literal.
pub fn words(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let mut chars = line.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let open = word.as_ref().and_then(|word| word.open);
        if char.is_whitespace() && open.is_none() {
            words.extend(word.take());
            continue;
        }
        let word = word.get_or_insert_with(|| Word { text: String::new(), span: at..at, open: None });
        word.span.end = at + char.len_utf8();
        match (open, char) {
            (None, '"' | '\'') => word.open = Some(char),
            (Some(quote), _) if quote == char => word.open = None,
            (Some('"'), '\\') => match chars.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((at, escaped)) => {
                    word.text.push(escaped);
                    word.span.end = at + 1;
                }
                None => word.text.push('\\'),
            },
            _ => word.text.push(char),
        }
    }
    words.extend(word);
    words
}

/// Writes a text as one word, in quotes if it needs them.
pub fn quoted(text: &str) -> String {
    let is_plain = !text.is_empty() && !text.contains(|char: char| char.is_whitespace() || matches!(char, '"' | '\''));
    match is_plain {
        true => text.to_string(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        words(line).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn blanks_part_words_but_not_in_quotes() {
        assert_eq!(texts("  cwjap ssid=home\tpwd=x "), ["cwjap", "ssid=home", "pwd=x"]);
        assert_eq!(texts(r#"ssid="my home" pwd='a "b" \'"#), ["ssid=my home", r#"pwd=a "b" \"#]);
        assert_eq!(texts(r#"pwd="a\"b\\c\d""#), [r#"pwd=a"b\c\d"#]);
        assert_eq!(texts(r"pwd=a\,b"), [r"pwd=a\,b"]);
        assert_eq!(texts("ssid=\"\""), ["ssid="]);
        assert_eq!(texts(""), [""; 0]);
    }

    #[test]
    fn words_tell_where_they_stand_and_what_is_open() {
        let all = words("a \"b c");
        assert_eq!(all[1], Word { text: "b c".into(), span: 2..6, open: Some('"') });
    }

    #[test]
    fn what_is_quoted_reads_the_same() {
        for text in ["plain", "two words", "a\"b\\", "it's", "", "한글"] {
            assert_eq!(texts(&quoted(text)), [text]);
        }
    }
}
