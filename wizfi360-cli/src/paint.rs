//! Wrapping, and the streams that text goes to. The styles are those of the palette.

use crate::{args::Color, layout::columns};
use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use std::{
    fmt,
    io::{self, Write},
};
use textwrap::{Options, WordSplitter};

pub(crate) use crate::palette::{ASIDE, BAD, GOOD, HEADING, HOST, MODULE, NAME, PLAIN, UNKNOWN, VALUE};

/// How wide text is laid out.
pub(crate) const WIDTH: usize = 100;

/// A text in a style.
pub(crate) struct In<T>(pub(crate) Style, pub(crate) T);

impl<T: fmt::Display> fmt::Display for In<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let In(style, text) = self;
        let text = text.to_string();
        if text.is_empty() { Ok(()) } else { write!(f, "{style}{text}{style:#}") }
    }
}

/// The standard output; colours are taken out where none are wanted.
pub(crate) fn stdout(color: Color) -> AutoStream<io::Stdout> {
    AutoStream::new(io::stdout(), choice(color))
}

/// The standard error, the same way.
pub(crate) fn stderr(color: Color) -> AutoStream<io::Stderr> {
    AutoStream::new(io::stderr(), choice(color))
}

/// True if the standard output shows colours.
pub(crate) fn is_coloured(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        Color::Never => false,
    }
}

fn choice(color: Color) -> ColorChoice {
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}

/// Writes a text and sees to it that it is out.
pub(crate) fn print(color: Color, text: &str) -> io::Result<()> {
    let mut out = stdout(color);
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Tells of a mistake on the standard error.
pub(crate) fn complain(color: Color, text: &str) {
    // Where errors cannot be written, none can be told.
    let _ = writeln!(stderr(color), "{} {text}", In(BAD, "error:"));
}

/// Tells something on the standard error that is no mistake.
pub(crate) fn note(color: Color, text: &str) {
    let _ = writeln!(stderr(color), "{} {text}", In(ASIDE, "note:"));
}

/// Breaks a text at blanks into lines of at most `width` columns. A page stays with its number: `p. 19`.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    const NO_BREAK: &str = "p.\u{a0}";
    let options = Options::new(width).break_words(false).word_splitter(WordSplitter::NoHyphenation);
    let text = text.trim().replace("p. ", NO_BREAK);
    let lines = textwrap::wrap(&text, options).into_iter().map(|line| line.replace(NO_BREAK, "p. "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The text in lines that all begin at `indent`.
pub(crate) fn paragraph(indent: usize, text: &str) -> String {
    let margin = " ".repeat(indent);
    wrap(text, WIDTH.saturating_sub(indent)).iter().map(|line| format!("{margin}{line}\n")).collect()
}

/// Fills a text with blanks up to a width.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_wrapped_at_blanks() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable x", 4), ["unbreakable", "x"]);
        assert_eq!(wrap("", 4), [""; 0]);
        assert_eq!(wrap("manual, p. 19", 9), ["manual,", "p. 19"]);
    }
}
