//! What was found, for people and as JSON.

use super::finding::{Finding, Rule, Weight};
use crate::{
    args::{Color, Replay},
    decode::{Event, Kind, Side},
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
    seen: HashMap<(Weight, Rule), u64>,
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
    }

    /// True if nothing in this file is known: then it was not judged.
    pub(super) fn is_empty(&self) -> bool {
        self.counts.known() == 0
    }

    /// An event of this file. `both`: the host's side is in it; otherwise the echo tells what it said.
    pub(super) fn count(&mut self, event: &Event, both: bool) {
        let counts = &mut self.counts;
        let count = match event.kind {
            Kind::Request => &mut counts.requests,
            Kind::Echo if !both && event.command.is_some() => &mut counts.requests,
            Kind::Final => &mut counts.results,
            Kind::Answer => &mut counts.answers,
            Kind::Message => &mut counts.messages,
            Kind::Packet if event.piece.is_none_or(|piece| piece.at == 0) => &mut counts.packets,
            Kind::Unknown if event.from != Side::Recorder => &mut counts.unknown,
            _ => return self.is_bug |= event.disagreement.is_some(),
        };
        *count += 1;
        self.is_bug |= event.disagreement.is_some();
    }

    pub(super) fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let counts = &mut self.counts;
        *match finding.weight {
            Weight::Finding => &mut counts.findings,
            Weight::Expected => &mut counts.expected,
            Weight::Explained => &mut counts.explained,
            Weight::Note => &mut counts.notes,
        } += 1;
        if self.json {
            return self.line("finding", finding);
        }
        let seen = self.seen.entry((finding.weight, finding.rule)).or_default();
        *seen += 1;
        if self.all || *seen <= most(finding.weight) { self.show(finding) } else { Ok(()) }
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
            false => self.seen.iter().map(|((weight, _), seen)| seen.saturating_sub(most(*weight))).sum(),
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
        let place = match (finding.place.line, finding.place.offset) {
            (Some(line), _) => format!("{}:{line}", self.file),
            (None, Some(offset)) => format!("{}, byte {offset}", self.file),
            (None, None) => self.file.clone(),
        };
        let (word, style) = word(finding.weight);
        let side = match finding.from {
            Side::Host => "host",
            Side::Module => "module",
            Side::Recorder => "log",
        };
        writeln!(self.out, "{place}: {} {} ({side})", In(style, word), In(NAME, finding.rule.name()))?;
        self.part("log says", &finding.says)?;
        let source = finding.source.as_ref().map(|source| format!(" ({})", source.text)).unwrap_or_default();
        self.part("expected", &format!("{}{source}", finding.expects))?;
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

fn most(weight: Weight) -> u64 {
    if weight == Weight::Finding { FINDINGS } else { OTHERS }
}

fn word(weight: Weight) -> (&'static str, Style) {
    match weight {
        Weight::Finding => ("finding", BAD),
        Weight::Expected => ("expected", ASIDE),
        Weight::Explained => ("explained", ASIDE),
        Weight::Note => ("note", UNKNOWN),
    }
}
