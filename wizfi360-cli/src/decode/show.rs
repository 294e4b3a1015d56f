//! Events as text: what was said on the left, what it is on the right, its parameters below.

use super::{
    table::Table,
    values::{label, meaning, value},
};
use crate::{
    book::Book,
    layout::{columns, cut},
    paint::{ASIDE, BAD, HOST, In, MODULE, NAME, PLAIN, UNKNOWN, VALUE, WIDTH, pad, wrap},
};
use anstyle::Style;
use std::{collections::HashSet, sync::Arc};
use wizfi360_reference::text::readable;
use wizfi360_spec::Spec;
use wizfi360_trace::{
    Event, EventKind, Sender,
    rules::{errata_of, explains},
};

/// How many columns of a payload are shown where not all is asked for.
const PAYLOAD: usize = 240;

/// Fewer columns than this are not laid out for.
const NARROWEST: usize = 40;

/// How many errata are explained where not all is asked for: one of an event, and so many in all.
const ERRATA: usize = 6;

/// Shows events, one after the other.
pub(crate) struct Shower {
    spec: &'static Spec,
    long: bool,
    /// How many columns there are.
    width: usize,
    /// Errata are explained.
    errata: bool,
    /// Answers that repeat stand in a table.
    table: Option<Table>,
    /// The head of the table stands there already.
    in_table: bool,
    /// It was told that there are more errata.
    more_errata: bool,
    /// What was explained already.
    explained: HashSet<Arc<str>>,
    /// The kind and name of the last event: a line that repeats is not explained again.
    last: Option<(EventKind, Option<String>)>,
}

impl Shower {
    /// `long`: each parameter on a line of its own, with what it is.
    pub(crate) fn new(book: &Book, long: bool) -> Shower {
        Shower {
            spec: book.spec,
            long,
            width: WIDTH,
            errata: true,
            table: None,
            in_table: false,
            more_errata: false,
            explained: HashSet::new(),
            last: None,
        }
    }

    /// Lays events out for a screen of so many columns from now on; never for more than a page has.
    pub(crate) fn set_width(&mut self, columns: usize) {
        self.width = columns.clamp(NARROWEST, WIDTH);
    }

    /// The same without errata.
    pub(crate) fn without_errata(self) -> Shower {
        Shower { errata: false, ..self }
    }

    /// All of some events at once, without errata, and with answers that repeat in a table.
    pub(crate) fn all(self, events: &[Event]) -> String {
        let mut shower = Shower { table: Some(Table::new(events)), ..self.without_errata() };
        events.iter().map(|event| shower.event(event)).collect()
    }

    /// The lines of an event.
    pub(crate) fn event(&mut self, event: &Event) -> String {
        let this = (event.kind, event.name.clone());
        let repeats = event.name.is_some() && self.last.as_ref() == Some(&this);
        if event.kind != EventKind::Blank {
            self.last = Some(this);
        }
        match event.kind {
            EventKind::Blank => return String::new(),
            EventKind::Comment => return format!("{}\n", In(ASIDE, format!("# {}", readable(&event.text.0)))),
            EventKind::Note => return format!("{}\n", In(ASIDE, format!("? {}", readable(&event.text.0)))),
            _ => {}
        }
        let time = event.position.time.as_ref().map(|time| format!("{time} ")).unwrap_or_default();
        let indent = columns(&time) + 11;
        let (arrow, _) = arrow(event.from);
        let (kind, style) = kind(event);
        let head = format!("{}{} {} ", In(ASIDE, &time), In(style, arrow), In(style, pad(kind, 8)));
        if let (true, Some(table)) = (repeats, &self.table)
            && let (Some(names), Some(row)) = (table.head(event), table.row(event))
        {
            let names = match std::mem::replace(&mut self.in_table, true) {
                true => String::new(),
                false => format!("{}{names}\n", " ".repeat(indent)),
            };
            return format!("{names}{head}{row}\n");
        }
        self.in_table = false;
        let margin = match (&event.source, event.kind) {
            (_, EventKind::Echo) | (None, _) => String::new(),
            (Some(_), _) if repeats && !self.long => String::new(),
            (Some(source), _) => source.short(),
        };
        let doc = if event.kind == EventKind::Echo || (repeats && !self.long) { "" } else { event.doc.as_str() };
        let text = self.text(event);
        let mut out = self.first_lines(&head, indent, &text, text_style(event), doc, &margin);
        out += &self.fields(event, indent);
        out += &self.remarks(event, indent);
        out
    }

    fn text(&self, event: &Event) -> String {
        let bytes = &event.text.0;
        // Lines of PEM text are data, and lines all the same.
        let is_line = event.kind == EventKind::Data && !event.doc.is_empty();
        let is_payload = matches!(event.kind, EventKind::Packet | EventKind::Transparent | EventKind::Data);
        if !is_payload || is_line || event.error.is_some() {
            return readable(bytes);
        }
        let shown = readable(bytes);
        let shown = if self.long { shown } else { cut(&shown, PAYLOAD) };
        let before = match event.chunk {
            Some(piece) if piece.offset > 0 => format!(", after {}", piece.offset),
            _ => String::new(),
        };
        let behind = match event.chunk.and_then(|piece| piece.remaining) {
            Some(left) if left > 0 => format!(", {left} to come"),
            _ => String::new(),
        };
        let plural = if bytes.len() == 1 { "" } else { "s" };
        format!("{} byte{plural}{before}{behind}: {shown}", bytes.len())
    }

    fn fields(&self, event: &Event, indent: usize) -> String {
        if event.fields.is_empty() || event.kind == EventKind::Echo {
            return String::new();
        }
        let margin = " ".repeat(indent);
        if self.long {
            let width = event.fields.iter().map(|field| columns(&field.name)).max().unwrap_or(0);
            let values: Vec<String> = event.fields.iter().map(value).collect();
            let second = values.iter().map(|value| columns(value)).max().unwrap_or(0).min(32);
            return event
                .fields
                .iter()
                .zip(&values)
                .map(|(field, value)| {
                    let what = [meaning(field), field.doc.clone()].into_iter().filter(|text| !text.is_empty());
                    let what = what.collect::<Vec<_>>().join(" ");
                    let used = indent + width + second.max(columns(value)) + 4;
                    let lines = wrap(&what, self.width.saturating_sub(used).max(20));
                    let head =
                        format!("{margin}{}  {}", In(NAME, pad(&field.name, width)), In(VALUE, pad(value, second)));
                    behind(&head, used, &lines)
                })
                .collect();
        }
        let mut out = String::new();
        let mut used = self.width;
        for field in &event.fields {
            let (value, label) = (value(field), label(field));
            let width = columns(&field.name) + 1 + columns(&value) + columns(&label);
            if used + 3 + width > self.width {
                out += if out.is_empty() { "" } else { "\n" };
                out += &margin;
                used = indent;
            } else {
                out += &format!("{}", In(ASIDE, " · "));
                used += 3;
            }
            out += &format!("{} {}{label}", In(NAME, &field.name), In(VALUE, value));
            used += width;
        }
        out + "\n"
    }

    /// Errors, hints and errata.
    fn remarks(&mut self, event: &Event, indent: usize) -> String {
        let mut out = String::new();
        if let Some(error) = &event.error {
            out += &self.remark(indent, BAD, "refused", &error.text);
        }
        if let Some(disagreement) = &event.disagreement {
            out += &self.remark(indent, BAD, "BUG", &format!("{disagreement}. Please report this line."));
        }
        for hint in &event.hints {
            out += &self.remark(indent, UNKNOWN, "hint", &hint.to_string());
        }
        // A request has many errata, few of which concern what was sent.
        if self.errata && !matches!(event.kind, EventKind::Request | EventKind::Echo) {
            out += &self.errata(event, indent);
        }
        out
    }

    /// Errata that tell of how the line is written, each once in a run. `--long` shows all.
    fn errata(&mut self, event: &Event, indent: usize) -> String {
        let mut out = String::new();
        for known in errata_of(self.spec, event).filter(|known| self.long || explains(known, event)) {
            if self.explained.contains(known.id.as_str()) {
                continue;
            }
            if !self.long && self.explained.len() >= ERRATA {
                let first = !std::mem::replace(&mut self.more_errata, true);
                let text = "there are more in this input; `--long` shows all of them.";
                return if first { out + &self.remark(indent, ASIDE, "errata", text) } else { out };
            }
            self.explained.insert(known.id.as_str().into());
            let text = format!("the manual: {} The module: {} ({})", known.manual_says, known.module_does, known.id);
            out += &self.remark(indent, ASIDE, "erratum", &text);
            if !self.long {
                break;
            }
        }
        out
    }

    /// The text, and what it is: beside it where there is room, else below it.
    fn first_lines(&self, head: &str, indent: usize, text: &str, style: Style, doc: &str, margin: &str) -> String {
        const BESIDE: usize = 24;
        let room = self.width.saturating_sub(indent);
        let margin_width = columns(margin);
        let place = |used: usize| match margin {
            "" => String::new(),
            // On a narrow screen it would take a row of its own.
            _ if used + 2 + margin_width > self.width && self.width < WIDTH => String::new(),
            _ if used + 2 + margin_width > self.width => format!("  {}", In(ASIDE, margin)),
            _ => format!("{}{}", " ".repeat(self.width - used - margin_width), In(ASIDE, margin)),
        };
        let beside = columns(text).max(BESIDE) + 2;
        if !doc.is_empty() && columns(text) <= BESIDE + 8 && beside + columns(doc) + 2 + margin_width <= room {
            let text = format!("{head}{}  {doc}", In(style, pad(text, BESIDE)));
            return text.trim_end().to_string() + &place(indent + beside + columns(doc)) + "\n";
        }
        let mut out = format!("{head}{}{}\n", In(style, text), place(indent + columns(text)));
        for line in wrap(doc, room) {
            out += &format!("{}{line}\n", " ".repeat(indent));
        }
        out
    }

    fn remark(&self, indent: usize, style: Style, word: &str, text: &str) -> String {
        let used = indent + columns(word) + 2;
        let lines = wrap(text, self.width.saturating_sub(used).max(20));
        let text_style = if style == ASIDE { ASIDE } else { PLAIN };
        let mut out = String::new();
        for (at, line) in lines.iter().enumerate() {
            let head = match at {
                0 => format!("{}{}", " ".repeat(indent), In(style, format!("{word}:"))),
                _ => " ".repeat(used - 1),
            };
            out += &format!("{head} {}\n", In(text_style, line));
        }
        out
    }
}

fn behind(head: &str, used: usize, lines: &[String]) -> String {
    let mut out = head.to_string();
    for (at, line) in lines.iter().enumerate() {
        out += &if at == 0 { format!("  {line}\n") } else { format!("{}{line}\n", " ".repeat(used)) };
    }
    if lines.is_empty() { out + "\n" } else { out }
}

fn arrow(side: Sender) -> (&'static str, Style) {
    match side {
        Sender::Host => ("→", HOST),
        Sender::Module => ("←", MODULE),
        Sender::Recorder => ("·", ASIDE),
    }
}

fn kind(event: &Event) -> (&'static str, Style) {
    let (_, side) = arrow(event.from);
    if event.error.is_some() || event.disagreement.is_some() {
        return (word(event.kind), BAD);
    }
    let style = match event.kind {
        EventKind::Unknown => UNKNOWN,
        EventKind::Reason => BAD,
        EventKind::Final if event.success == Some(false) => BAD,
        EventKind::Echo | EventKind::Noise => ASIDE,
        _ => side,
    };
    (word(event.kind), style)
}

fn word(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Request => "request",
        EventKind::Data => "data",
        EventKind::Escape => "escape",
        EventKind::Echo => "echo",
        EventKind::Answer => "answer",
        EventKind::Message => "message",
        EventKind::Packet => "packet",
        EventKind::Transparent => "through",
        EventKind::Accepted => "accepted",
        EventKind::Prompt => "prompt",
        EventKind::Final => "final",
        EventKind::Reason => "reason",
        EventKind::Blank => "",
        EventKind::Comment => "comment",
        EventKind::Note => "note",
        EventKind::Noise => "noise",
        _ => "unknown",
    }
}

fn text_style(event: &Event) -> Style {
    match event.kind {
        EventKind::Echo | EventKind::Noise => ASIDE,
        EventKind::Final if event.success == Some(false) => BAD,
        EventKind::Unknown => UNKNOWN,
        EventKind::Request => HOST,
        _ => VALUE,
    }
}
