//! What is wrong with a RON file, in words that help.

use crate::{
    near::{near, one_of},
    renamed::new_name,
};
use ron::error::{Error, SpannedError};
use std::fmt;

/// How deep brackets may nest. The deepest file of the spec has some 25 levels; a stack holds many more than this.
pub(crate) const DEEPEST: usize = 128;

/// A file that could not be read as what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The file, as it was named.
    pub file: String,
    /// Line and column, both from 1, if the text is at fault.
    pub position: Option<(usize, usize)>,
    /// What is wrong, what was expected, and the way out.
    pub message: String,
}

/// `spec/wifi/join.ron:15:31: ...`
impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => write!(f, "{}:{line}:{column}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for LoadError {}

impl LoadError {
    /// An error of a whole file.
    pub(crate) fn of_file(file: String, message: impl Into<String>) -> LoadError {
        LoadError { file, position: None, message: message.into() }
    }

    /// What ron found in a file's text.
    pub(crate) fn of_text(file: String, text: &str, error: &SpannedError) -> LoadError {
        // What was read last begins at the start; what was met instead of what was expected stands at the end.
        let met = if expected(&error.code).is_some() { error.span.end } else { error.span.start };
        let start = (met.line, met.col);
        let (place, found) = settle(text, start);
        let mut message = message(&error.code, found);
        if is_about_brackets(&error.code)
            && let Some(unclosed) = unclosed(text)
        {
            message.push_str(&unclosed);
        }
        let place = if matches!(error.code, Error::MissingStructField { .. }) { start } else { place };
        LoadError { file, position: Some(place), message }
    }
}

fn message(error: &Error, found: &str) -> String {
    if let Some(text) = renamed(error) {
        return text;
    }
    match error {
        Error::NoSuchStructField { expected, found, outer } => {
            let of = outer.as_ref().map_or(String::new(), |outer| format!(" of `{outer}`"));
            unknown(&format!("`{found}` is no key{of}"), "its keys are", found, expected)
        }
        Error::NoSuchEnumVariant { expected, found, outer } => {
            let of = outer.as_ref().map_or(String::new(), |outer| format!(" of `{outer}`"));
            unknown(&format!("`{found}` is no value{of}"), "its values are", found, expected)
        }
        Error::MissingStructField { field, outer } => {
            let of = outer.as_ref().map_or(String::new(), |outer| format!(" of the `{outer}` that ends here"));
            format!("the key `{field}`{of} is missing; add it")
        }
        Error::DuplicateStructField { field, .. } => {
            format!("the key `{field}` stands here for the second time; remove one")
        }
        Error::IntegerOutOfBounds => format!("the number {found} does not fit this key; correct it"),
        Error::InvalidValueForType { expected, found } => format!("expected {expected}, found {found}"),
        Error::ExpectedDifferentLength { expected, found } => format!("expected {expected}, found {found}"),
        Error::ExceededRecursionLimit => format!("brackets nest too deep; {DEEPEST} levels are the most"),
        Error::Eof => "the text ends too early".into(),
        Error::TrailingCharacters => format!("the text goes on with `{found}` behind its last bracket; remove that"),
        Error::UnclosedBlockComment => "a comment that begins with `/*` has no end; add `*/`".into(),
        Error::InvalidEscape(_) => "a text has an escape that RON does not know; write a backslash as `\\\\`".into(),
        Error::Message(text) => text.clone(),
        Error::ExpectedStringEnd => {
            "a text has no closing quote; a quote inside a text stands behind a backslash".into()
        }
        Error::ExpectedNamedStructLike(name) if !name.is_empty() => {
            format!("expected `(` of a `{name}`, {}", but(found))
        }
        other => match expected(other) {
            Some(expected) => format!("expected {expected}, {}", but(found)),
            None => other.to_string(),
        },
    }
}

/// The message for an old name of a key or value.
fn renamed(error: &Error) -> Option<String> {
    let (Error::NoSuchStructField { found, outer, .. } | Error::NoSuchEnumVariant { found, outer, .. }) = error else {
        return None;
    };
    let new = new_name(outer.as_deref()?, found)?;
    Some(format!("`{found}` is now `{new}`; rename it"))
}

/// What was expected, for errors that only say so.
fn expected(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::ExpectedArray => "`[`",
        Error::ExpectedArrayEnd => "`]`",
        Error::ExpectedBoolean => "`true` or `false`",
        Error::ExpectedComma => "a comma or a closing bracket",
        Error::ExpectedInteger => "a number",
        Error::ExpectedMapColon => "`:`",
        Error::ExpectedString => "a text in quotes",
        Error::ExpectedIdentifier => "a key or a name",
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "`(`",
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => "`)`",
        _ => return None,
    })
}

fn but(found: &str) -> String {
    if found.is_empty() { "but the text ends here".into() } else { format!("found `{found}`") }
}

fn unknown(fact: &str, rule: &str, found: &str, expected: &[&str]) -> String {
    let near = near(found, expected.iter().copied());
    let quote = |name: &&str| format!("`{name}`");
    let list: Vec<_> = expected.iter().map(quote).collect();
    let help = if near.is_empty() { String::new() } else { format!("; did you mean {}?", one_of(&near, quote)) };
    format!("{fact}; {rule} {}{help}", list.join(", "))
}

/// The first place from here on that is no blank, and what stands there.
fn settle(text: &str, (line, column): (usize, usize)) -> ((usize, usize), &str) {
    let line_start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let rest = text.get(line_start..).unwrap_or_default();
    let at = line_start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    let from = text.get(at..).unwrap_or_default();
    let found = from.trim_start();
    let ends =
        |character: char| character.is_whitespace() || matches!(character, ',' | '(' | ')' | '[' | ']' | '{' | '}');
    let mut characters = found.char_indices().skip(1);
    let end = match found.chars().next() {
        Some('"') => characters.find(|(_, character)| matches!(character, '"' | '\n')).map(|(at, _)| at + 1),
        Some(first) if ends(first) => Some(first.len_utf8()),
        _ => characters.find(|(_, character)| ends(*character)).map(|(at, _)| at),
    };
    let found_at = text.len() - found.len();
    let end = end.unwrap_or(found.len()).min(40);
    let end = found.char_indices().map(|(at, _)| at).chain([found.len()]).take_while(|at| *at <= end).last();
    (position(text, found_at), found.get(..end.unwrap_or(0)).unwrap_or_default().trim_end())
}

/// Line and column of a byte.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count());
    (before.matches('\n').count() + 1, column + 1)
}

/// True if a bracket that is not closed, or closed by another, may be the cause.
fn is_about_brackets(error: &Error) -> bool {
    matches!(
        error,
        Error::Eof
            | Error::ExpectedArray
            | Error::ExpectedArrayEnd
            | Error::ExpectedComma
            | Error::ExpectedIdentifier
            | Error::ExpectedMapColon
            | Error::ExpectedStructLike
            | Error::ExpectedNamedStructLike(_)
            | Error::ExpectedStructLikeEnd
            | Error::TrailingCharacters
    )
}

/// Where the brackets do not fit, if they do not.
fn unclosed(text: &str) -> Option<String> {
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, bracket) in brackets(text) {
        let opening = match bracket {
            ')' => '(',
            ']' => '[',
            '}' => '{',
            opening => {
                open.push((opening, at));
                continue;
            }
        };
        let (line, column) = position(text, at);
        match open.pop() {
            Some((last, _)) if last == opening => {}
            Some((last, start)) => {
                let (from_line, from_column) = position(text, start);
                return Some(format!(
                    "; the `{last}` of line {from_line}, column {from_column} is not closed before the `{bracket}` of line {line}, column {column}"
                ));
            }
            None => return Some(format!("; the `{bracket}` of line {line}, column {column} closes nothing")),
        }
    }
    let (last, start) = open.pop()?;
    let (line, column) = position(text, start);
    Some(format!("; the `{last}` of line {line}, column {column} is not closed"))
}

/// The brackets of a text that stand in no string and in no comment.
fn brackets(text: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(first) = rest.chars().next()
    {
        at += if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first == 'r' {
            raw_string(rest).unwrap_or(1)
        } else if first == '"' {
            string(rest)
        } else {
            if matches!(first, '(' | ')' | '[' | ']' | '{' | '}') {
                found.push((at, first));
            }
            first.len_utf8()
        };
    }
    found
}

/// The length of a string, quotes included.
fn string(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return at + 1,
            b'\\' => _ = bytes.next(),
            _ => {}
        }
    }
    text.len()
}

/// The length of a raw string, quotes included, if one begins the text.
fn raw_string(text: &str) -> Option<usize> {
    let raw = text.strip_prefix('r')?;
    let inside = raw.trim_start_matches('#');
    let hashes = raw.len() - inside.len();
    let inside = inside.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(inside.find(&end).map_or(text.len(), |at| 1 + hashes + 1 + at + end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_texts_and_comments_do_not_count() {
        let text = r####"( "(\"(" r"(" r##"(")(#"## // (
            /* ( */ [ { } ] )"####;
        let found: String = brackets(text).into_iter().map(|(_, bracket)| bracket).collect();
        assert_eq!(found, "([{}])");
        assert_eq!(unclosed(text), None);
    }

    #[test]
    fn brackets_that_do_not_fit_are_found() {
        let table = [
            ("(\n [\n )", Some("; the `[` of line 2, column 2 is not closed before the `)` of line 3, column 2")),
            ("(\n [", Some("; the `[` of line 2, column 2 is not closed")),
            ("())", Some("; the `)` of line 1, column 3 closes nothing")),
            ("()", None),
            ("\"", None),
        ];
        for (text, expected) in table {
            assert_eq!(unclosed(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_place_settles_on_what_stands_there() {
        let text = "a:  5,\n b: \"x y\" )";
        let table = [
            ((1, 3), ((1, 5), "5")),
            ((2, 4), ((2, 5), "\"x y\"")),
            ((2, 10), ((2, 11), ")")),
            ((9, 9), ((2, 12), "")),
        ];
        for (from, expected) in table {
            assert_eq!(settle(text, from), expected, "{from:?}");
        }
    }
}
