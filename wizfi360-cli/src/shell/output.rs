//! Where the shell's words go: to a screen on which somebody may be typing, or to the standard output of a script.

use crate::{
    args::Color,
    book::Book,
    decode::Shower,
    end::{Failure, Mistake},
    layout::columns,
    paint::{self, ASIDE, BAD, In},
};
use anstream::{AutoStream, ColorChoice, adapter::strip_str};
use reedline::ExternalPrinter;
use std::{
    collections::VecDeque,
    io::{self, Write},
};
use terminal_size::{Width, terminal_size};
use wizfi360_trace::{Event, EventKind};

pub(super) struct Output {
    color: Color,
    json: bool,
    long: bool,
    shower: Shower,
    /// What prints above the line that is typed; `None` for a script.
    printer: Option<ExternalPrinter<String>>,
    typing: bool,
    /// Lines that wait for the printer.
    pending: VecDeque<String>,
}

impl Output {
    pub(super) fn new(
        book: &Book,
        color: Color,
        json: bool,
        long: bool,
        printer: Option<ExternalPrinter<String>>,
    ) -> Output {
        let shower = Shower::new(book, long);
        // Whoever wants to know more of a line asks for its page.
        let shower = if long { shower } else { shower.without_errata() };
        Output { color, json, long, shower, printer, typing: false, pending: VecDeque::new() }
    }

    /// What was said. An echo tells nothing new.
    pub(super) fn event(&mut self, event: &Event) -> io::Result<()> {
        if self.printer.is_some() {
            self.shower.set_width(width());
        }
        let text = match (self.json, event.kind) {
            (true, _) => serde_json::to_string(event)? + "\n",
            (false, EventKind::Echo) => return Ok(()),
            (false, _) if self.long => self.shower.event(event),
            (false, _) => {
                let doc = first_sentence(&event.doc).to_string();
                {
                    let mut event = event.clone();
                    event.doc = doc;
                    self.shower.event(&event)
                }
            }
        };
        self.text(&text)
    }

    /// A text that was asked for.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        if !self.typing {
            return paint::print(self.color, text);
        }
        let plain = match self.color {
            Color::Always => false,
            Color::Never => true,
            Color::Auto => AutoStream::choice(&io::stdout()) == ColorChoice::Never,
        };
        let text = if plain { strip_str(text).to_string() } else { text.to_string() };
        self.pending.extend(text.lines().flat_map(|line| fold(line, width())));
        self.retry();
        Ok(())
    }

    /// What the shell has to say. Of a script it goes to the standard error.
    pub(super) fn note(&mut self, text: &str) -> io::Result<()> {
        let room = if self.printer.is_some() { width().min(paint::WIDTH) } else { paint::WIDTH };
        let lines = paint::wrap(text, room.saturating_sub(6)).join("\n      ");
        self.aside(&format!("{} {lines}\n", In(ASIDE, "note:")))
    }

    pub(super) fn mistake(&mut self, mistake: &Mistake) -> io::Result<()> {
        self.aside(&format!("{} {mistake}\n", In(BAD, "error:")))
    }

    /// What is wrong with a line. What is wrong with the run is handed back.
    pub(super) fn wrong(&mut self, failure: Failure, place: &str) -> Result<(), Failure> {
        let Failure::Wrong(mistakes) = failure else { return Err(failure) };
        for mut mistake in mistakes {
            mistake.what.insert_str(0, place);
            self.mistake(&mistake)?;
        }
        Ok(())
    }

    fn aside(&mut self, text: &str) -> io::Result<()> {
        if self.printer.is_some() {
            return self.text(text);
        }
        paint::stderr(self.color).write_all(text.as_bytes())
    }

    /// True while somebody types.
    pub(super) fn is_typing(&self) -> bool {
        self.typing
    }

    /// Somebody types from now on: what is shown goes above the line.
    pub(super) fn begin_typing(&mut self) {
        self.typing = self.printer.is_some();
    }

    /// Nobody types any more. What was not shown yet is.
    pub(super) fn end_typing(&mut self) -> io::Result<()> {
        self.typing = false;
        let mut text = String::new();
        if let Some(printer) = &self.printer {
            while let Some(line) = printer.get_line() {
                text += &line;
                text.push('\n');
            }
        }
        for line in self.pending.drain(..) {
            text += &line;
            text.push('\n');
        }
        paint::print(self.color, &text)
    }

    /// True if something waits for room.
    pub(super) fn is_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Shows the next line that waits, if the one before has been shown. The printer takes one line for one row of the screen, and no more at a time:
    /// otherwise it loses the row on which the prompt stands.
    pub(super) fn retry(&mut self) {
        let Some(printer) = self.printer.as_ref().filter(|printer| self.typing && printer.receiver().is_empty()) else {
            return;
        };
        if let Some(line) = self.pending.pop_front()
            && let Err(back) = printer.sender().try_send(line)
        {
            self.pending.push_front(back.into_inner());
        }
    }
}

/// How many columns the screen has.
fn width() -> usize {
    terminal_size().map_or(paint::WIDTH, |(Width(width), _)| width.into())
}

/// The rest stands on the page.
fn first_sentence(doc: &str) -> &str {
    let end = doc.find(". ");
    end.map_or(doc, |end| &doc[..=end])
}

/// A line, perhaps with colours, in pieces of at most `width` columns.
fn fold(line: &str, width: usize) -> Vec<String> {
    let (mut pieces, mut piece, mut used, mut in_escape) = (Vec::new(), String::new(), 0, false);
    for char in line.chars() {
        let wide = if in_escape || char == '\x1b' { 0 } else { columns(char.encode_utf8(&mut [0; 4])) };
        in_escape = char == '\x1b' || (in_escape && !char.is_ascii_alphabetic());
        if used + wide > width.max(2) {
            pieces.push(std::mem::take(&mut piece));
            used = 0;
        }
        piece.push(char);
        used += wide;
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_never_takes_more_than_one_row() {
        assert_eq!(fold("", 4), [""]);
        assert_eq!(fold("abcd", 4), ["abcd"]);
        assert_eq!(fold("abcdef", 4), ["abcd", "ef"]);
        assert_eq!(fold("한글날", 4), ["한글", "날"]);
        assert_eq!(fold("\x1b[32mabcd\x1b[0m", 4), ["\x1b[32mabcd\x1b[0m"]);
        assert_eq!(fold("ab\x1b[1mcdef", 4), ["ab\x1b[1mcd", "ef"]);
    }
}
