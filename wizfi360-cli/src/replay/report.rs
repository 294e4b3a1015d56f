//! What was found, for people and as JSON.

use crate::{
    args::{Color, Replay},
    layout::columns,
    paint::{self, ASIDE, BAD, In, NAME, PLAIN, UNKNOWN, WIDTH, wrap},
};
use anstyle::Style;
use serde::Serialize;
use std::{
    collections::HashMap,
    io::{self, Write},
    path::Path,
};
use wizfi360_reference::{text::plural_of, view::SCHEMA};
use wizfi360_spec::model::Firmware;
use wizfi360_trace::{
    Event, EventKind, Sender,
    rules::{Finding, Rule, Severity},
};

/// How many findings of one rule are shown of a file where not all are asked for, and how many of what is none.
const FINDINGS: u64 = 10;
const OTHERS: u64 = 3;

pub(super) struct Report {
    out: anstream::AutoStream<io::Stdout>,
    json: bool,
    all: bool,
    file: String,
    counts: Counts,
    total: Counts,
    files: u64,
    /// How many were found of each kind in this file.
    seen: HashMap<(Severity, Rule), u64>,
    has_host: bool,
    pub(super) is_bug: bool,
}

/// How many of what a log holds.
#[derive(Clone, Copy, Default, Serialize)]
struct Counts {
    requests: u64,
    results: u64,
    answers: u64,
    messages: u64,
    packets: u64,
    unknown: u64,
    findings: u64,
    expected: u64,
    explained: u64,
    notes: u64,
}

#[derive(Serialize)]
struct Line<'f, T> {
    schema: u32,
    kind: &'static str,
    file: &'f str,
    #[serde(flatten)]
    of: T,
}

#[derive(Serialize)]
struct File {
    #[serde(skip_serializing_if = "Option::is_none")]
    firmware: Option<Firmware>,
    #[serde(flatten)]
    counts: Counts,
}

impl Report {
    pub(super) fn new(args: &Replay, color: Color) -> Report {
        Report {
            out: paint::stdout(color),
            json: args.json,
            all: args.all,
            file: String::new(),
            counts: Counts::default(),
            total: Counts::default(),
            files: 0,
            seen: HashMap::new(),
            has_host: false,
            is_bug: false,
        }
    }

    pub(super) fn has_findings(&self) -> bool {
        self.total.findings > 0
    }

    /// A file begins.
    pub(super) fn begin(&mut self, path: &Path) {
        self.file = path.display().to_string();
        self.counts = Counts::default();
        self.seen.clear();
        self.has_host = false;
    }

    /// True if nothing in this file is known: then it was not judged.
    pub(super) fn is_empty(&self) -> bool {
        self.counts.known() == 0
    }

    /// Counts an event of this file. Until the host's side is in it, the echo shows what the host sends.
    pub(super) fn count(&mut self, event: &Event) {
        self.has_host |= event.from == Sender::Host;
        let counts = &mut self.counts;
        let count = match event.kind {
            EventKind::Request => &mut counts.requests,
            EventKind::Echo if !self.has_host && event.command.is_some() => &mut counts.requests,
            EventKind::Final => &mut counts.results,
            EventKind::Answer => &mut counts.answers,
            EventKind::Message => &mut counts.messages,
            EventKind::Packet if event.chunk.is_none_or(|chunk| chunk.offset == 0) => &mut counts.packets,
            EventKind::Unknown if event.from != Sender::Recorder => &mut counts.unknown,
            _ => return self.is_bug |= event.disagreement.is_some(),
        };
        *count += 1;
        self.is_bug |= event.disagreement.is_some();
    }

    pub(super) fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let counts = &mut self.counts;
        *match finding.severity {
            Severity::Error | Severity::Warning => &mut counts.findings,
            Severity::Expected => &mut counts.expected,
            Severity::Explained => &mut counts.explained,
            Severity::Note => &mut counts.notes,
        } += 1;
        if self.json {
            return self.line("finding", finding);
        }
        let seen = self.seen.entry((finding.severity, finding.rule)).or_default();
        *seen += 1;
        if self.all || *seen <= most(finding.severity) { self.show(finding) } else { Ok(()) }
    }

    /// The file is at its end.
    pub(super) fn end(&mut self, firmware: Option<Firmware>) -> io::Result<()> {
        let counts = self.counts;
        self.total.add(&counts);
        self.files += 1;
        if self.json {
            return self.line("file", &File { firmware, counts });
        }
        let hidden: u64 = match self.all {
            true => 0,
            false => self.seen.iter().map(|((severity, _), seen)| seen.saturating_sub(most(*severity))).sum(),
        };
        if hidden > 0 {
            writeln!(self.out, "{}", In(ASIDE, format!("{hidden} more of the same kinds; `--all` shows them.")))?;
        }
        if counts.unknown > 2 && counts.unknown > counts.known() {
            writeln!(self.out, "Most of it is unknown, and not judged: docs/log-format.md says how a log is written.")?;
        }
        let firmware = firmware.map(|firmware| format!(", firmware {firmware}")).unwrap_or_default();
        writeln!(self.out, "{}{firmware}: {}", In(NAME, &self.file), counts.sentence())
    }

    /// All files are at their end.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        if !self.json && self.files > 1 {
            writeln!(self.out, "{}: {}", In(NAME, plural_of(self.files, "file")), self.total.sentence())?;
        }
        self.out.flush()
    }

    fn line(&mut self, kind: &'static str, of: impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &Line { schema: SCHEMA, kind, file: &self.file, of })?;
        self.out.write_all(b"\n")
    }

    fn show(&mut self, finding: &Finding) -> io::Result<()> {
        let position = match (finding.position.line, finding.position.offset) {
            (Some(line), _) => format!("{}:{line}", self.file),
            (None, Some(offset)) => format!("{}, byte {offset}", self.file),
            (None, None) => self.file.clone(),
        };
        let (word, style) = (finding.severity.id(), style(finding.severity));
        let side = match finding.from {
            Sender::Host => "host",
            Sender::Module => "module",
            Sender::Recorder => "log",
        };
        writeln!(self.out, "{position}: {} {} ({side})", In(style, word), In(NAME, finding.rule.id()))?;
        self.part("log says", &finding.actual)?;
        let source = finding.source.as_ref().map(|source| format!(" ({})", source.text)).unwrap_or_default();
        self.part("expected", &format!("{}{source}", finding.expected))?;
        if !finding.errata.is_empty() {
            self.part("errata", &finding.errata.join(", "))?;
        }
        Ok(())
    }

    fn part(&mut self, name: &str, text: &str) -> io::Result<()> {
        const MARGIN: usize = 2 + 10;
        for (at, line) in wrap(text, WIDTH.saturating_sub(MARGIN)).iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            let blanks = " ".repeat(10_usize.saturating_sub(columns(name)));
            writeln!(self.out, "  {}{blanks}{}", In(ASIDE, name), In(PLAIN, line))?;
        }
        Ok(())
    }
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.requests += other.requests;
        self.results += other.results;
        self.answers += other.answers;
        self.messages += other.messages;
        self.packets += other.packets;
        self.unknown += other.unknown;
        self.findings += other.findings;
        self.expected += other.expected;
        self.explained += other.explained;
        self.notes += other.notes;
    }

    /// How much of what was said is known.
    fn known(&self) -> u64 {
        self.requests + self.results + self.answers + self.messages + self.packets
    }

    /// `9 requests, 8 results, 4 answers: 1 finding, 2 notes`
    fn sentence(&self) -> String {
        let held = [
            (self.requests, "request"),
            (self.results, "result"),
            (self.answers, "answer"),
            (self.messages, "message"),
            (self.packets, "packet"),
        ];
        let held: Vec<String> = held.iter().map(|(count, what)| plural_of(*count, what)).collect();
        let mut found = vec![plural_of(self.findings, "finding")];
        found.extend((self.expected > 0).then(|| format!("{} expected", self.expected)));
        found.extend((self.explained > 0).then(|| format!("{} explained by errata", self.explained)));
        found.extend((self.notes > 0).then(|| plural_of(self.notes, "note")));
        format!("{}: {}", held.join(", "), found.join(", "))
    }
}

fn most(severity: Severity) -> u64 {
    if severity >= Severity::Warning { FINDINGS } else { OTHERS }
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => BAD,
        Severity::Warning | Severity::Note => UNKNOWN,
        Severity::Expected | Severity::Explained => ASIDE,
    }
}
