//! `wizfi360 coverage`: how much of the manual is in the spec.

use crate::{
    args::{Color, Coverage},
    book::Book,
    end::{Outcome, Verdict},
    explain::print_json,
    paint::{self, ASIDE, BAD, GOOD, HEADING, In, PLAIN},
};
use serde::Serialize;
use std::collections::HashMap;
use wizfi360_conformance::edges;
use wizfi360_reference::view::{CommandView, PacketView, SCHEMA};
use wizfi360_spec::{
    Spec,
    lint::{self, SectionCoverage, coverage},
    model::{Command, Firmware},
};

#[derive(Debug, Serialize)]
struct Report {
    schema: u32,
    manual: String,
    edition: String,
    totals: Totals,
    sections: Vec<Row>,
    missing: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    firmware: Option<Having>,
}

/// How much of the spec a firmware has.
#[derive(Debug, Serialize)]
struct Having {
    firmware: String,
    commands: Part,
    forms: Part,
    parameters: Part,
    messages: Part,
    /// The commands that it does not have, by their first names.
    absent: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Part {
    there: usize,
    of: usize,
}

#[derive(Debug, Serialize)]
struct Totals {
    sections: usize,
    covered: usize,
    percent: f64,
    #[serde(flatten)]
    counts: Counts,
    commands: usize,
    parameters: usize,
    examples: usize,
    errata: usize,
    /// Edge cases of all parameters, in sections and out of them.
    edges: usize,
}

/// A section of the manual.
#[derive(Debug, Serialize)]
struct Row {
    number: String,
    command: String,
    page: u16,
    covered: bool,
    #[serde(flatten)]
    counts: Counts,
    /// Parameters of requests and answers.
    parameters: usize,
    /// Dialogues that stand in it.
    examples: usize,
    /// Errata about it.
    errata: usize,
    /// Edge cases of its parameters.
    edges: usize,
}

/// What the manual prints, and what of it the spec has.
#[derive(Debug, Default, Serialize)]
struct Counts {
    forms_printed: usize,
    forms_found: usize,
    exchanges_printed: usize,
    exchanges_found: usize,
    limits_printed: usize,
    limits_found: usize,
}

pub(crate) fn run(args: &Coverage, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let mut report = Report::new(book.spec);
    report.firmware = args.firmware.map(|firmware| Having::new(book.spec, firmware));
    if args.json {
        print_json(color, &report)?;
    } else {
        paint::print(color, &text(&report))?;
    }
    Ok(Verdict::found(report.totals.percent < f64::from(args.min)))
}

impl Report {
    fn new(spec: &Spec) -> Report {
        let mut edges = HashMap::<_, usize>::new();
        for case in edges::all(spec) {
            let (section, _) = case.id.split_once('/').unwrap_or_default();
            *edges.entry(section.to_string()).or_default() += 1;
        }
        let coverage = coverage(spec);
        let rows = coverage.iter().map(|section| Row::new(spec, section, edges.get(&section.number).copied()));
        let sections: Vec<Row> = rows.collect();
        let covered = sections.iter().filter(|row| row.covered).count();
        let all = sections.len();
        // To a tenth of a percent, and never up to 100.
        let percent = (covered * 1000).checked_div(all).unwrap_or(0) as f64 / 10.0;
        let commands: Vec<CommandView> =
            spec.commands().map(|(path, command)| CommandView::new(spec, path, command)).collect();
        let totals = Totals {
            sections: all,
            covered,
            percent,
            counts: sections.iter().fold(Counts::default(), |all, row| all.plus(&row.counts)),
            commands: commands.len(),
            parameters: commands.iter().map(parameters).sum(),
            examples: commands.iter().map(|command| command.examples.len()).sum(),
            errata: spec.errata.errata.len(),
            edges: edges.values().sum(),
        };
        let missing = coverage.iter().zip(&sections).filter(|(_, row)| !row.covered);
        Report {
            schema: SCHEMA,
            manual: spec.manual.title.clone(),
            edition: spec.manual.edition.clone(),
            totals,
            missing: missing.map(|(section, row)| row.missing(section)).collect(),
            sections,
            firmware: None,
        }
    }
}

impl Having {
    fn new(spec: &Spec, firmware: Firmware) -> Having {
        let then = spec.as_of(firmware);
        let part = |count: fn(&Spec) -> usize| Part { there: count(&then), of: count(spec) };
        let first = |command: &Command| command.names.first().map(|name| name.name.clone());
        let there: Vec<String> = then.commands().filter_map(|(_, command)| first(command)).collect();
        let all = spec.commands().filter_map(|(_, command)| first(command));
        Having {
            firmware: firmware.to_string(),
            commands: part(|spec| spec.commands().count()),
            forms: part(|spec| spec.commands().map(|(_, command)| command.forms.len()).sum()),
            parameters: part(|spec| {
                spec.commands().map(|(path, command)| parameters(&CommandView::new(spec, path, command))).sum()
            }),
            messages: part(|spec| spec.events.messages.len()),
            absent: all.filter(|name| !there.contains(name)).collect(),
        }
    }

    fn text(&self) -> String {
        let share = |part: &Part, what: &str| format!("{} of {} {what}", part.there, part.of);
        let parts = [
            share(&self.commands, "commands"),
            share(&self.forms, "forms"),
            share(&self.parameters, "parameters"),
            share(&self.messages, "messages"),
        ];
        let absent = match self.absent.as_slice() {
            [] => String::new(),
            names => format!("Not in it: {}.\n", names.join(", ")),
        };
        format!("Firmware {} has {}.\n{absent}", self.firmware, parts.join(", "))
    }
}

impl Row {
    fn new(spec: &Spec, section: &SectionCoverage, edges: Option<usize>) -> Row {
        let page = spec.command(&section.command).map(|(path, command, _)| CommandView::new(spec, path, command));
        let in_section = |found: Option<&str>| found == Some(section.number.as_str());
        let examples = spec.commands().flat_map(|(_, command)| &command.examples);
        let heads = spec.events.packets.iter().filter(|packet| packet.head.prefix.starts_with(&section.command));
        let of_packet = heads.clone().next().map(|packet| PacketView::new(spec, packet).head.params.count());
        let examples = examples.chain(heads.flat_map(|packet| &packet.head.examples));
        let parameters = page.as_ref().map(parameters).or(of_packet).unwrap_or(0);
        Row {
            number: section.number.clone(),
            command: section.command.clone(),
            page: section.page,
            covered: section.is_complete() && (parameters == 0 || edges.is_some()),
            counts: Counts::new(section),
            parameters,
            examples: examples.filter(|example| in_section(example.source.section())).count(),
            errata: spec.errata.errata.iter().filter(|erratum| in_section(erratum.manual_source.section())).count(),
            edges: edges.unwrap_or(0),
        }
    }

    /// What a section lacks, in words.
    fn missing(&self, section: &SectionCoverage) -> String {
        let lacks = |share: lint::Coverage, what: &str| {
            (!share.is_complete()).then(|| format!("{} of {} {what}", share.found, share.printed))
        };
        let mut parts = Vec::new();
        parts.extend((!section.is_known).then(|| "no such command".to_string()));
        parts.extend(lacks(section.forms, "forms"));
        parts.extend(lacks(section.exchanges, "exchanges"));
        parts.extend(lacks(section.limits, "limits"));
        if self.parameters > 0 && self.edges == 0 {
            parts.push("no edge cases".into());
        }
        format!("{} {} ({})", self.number, self.command, parts.join(", "))
    }
}

impl Counts {
    fn new(section: &SectionCoverage) -> Counts {
        Counts {
            forms_printed: section.forms.printed,
            forms_found: section.forms.found,
            exchanges_printed: section.exchanges.printed,
            exchanges_found: section.exchanges.found,
            limits_printed: section.limits.printed,
            limits_found: section.limits.found,
        }
    }

    fn plus(self, other: &Counts) -> Counts {
        Counts {
            forms_printed: self.forms_printed + other.forms_printed,
            forms_found: self.forms_found + other.forms_found,
            exchanges_printed: self.exchanges_printed + other.exchanges_printed,
            exchanges_found: self.exchanges_found + other.exchanges_found,
            limits_printed: self.limits_printed + other.limits_printed,
            limits_found: self.limits_found + other.limits_found,
        }
    }
}

/// The parameters of a command's requests and answers.
fn parameters(page: &CommandView) -> usize {
    let requests: usize = page.forms.iter().map(|form| form.params.count()).sum();
    let answers: usize = page.lines.iter().map(|line| line.params.count()).sum();
    requests + answers
}

fn text(report: &Report) -> String {
    let line = |cells: [&str; 9]| {
        let [number, command, page, forms, exchanges, limits, parameters, errata, edges] = cells;
        format!(
            "{number:<8} {command:<20} {page:>5} {forms:>6} {exchanges:>10} {limits:>7} {parameters:>7} {errata:>7} {edges:>6}"
        )
    };
    let heads = ["section", "command", "page", "forms", "exchanges", "limits", "params", "errata", "edges"];
    let mut out = format!("{}\n", In(HEADING, line(heads)));
    for row in &report.sections {
        let style = if row.covered { PLAIN } else { BAD };
        let counts = &row.counts;
        let cells = line([
            &row.number,
            &row.command,
            &row.page.to_string(),
            &format!("{}/{}", counts.forms_found, counts.forms_printed),
            &format!("{}/{}", counts.exchanges_found, counts.exchanges_printed),
            &format!("{}/{}", counts.limits_found, counts.limits_printed),
            &row.parameters.to_string(),
            &row.errata.to_string(),
            &row.edges.to_string(),
        ]);
        let end = if row.covered { "" } else { "  missing" };
        out += &format!("{}\n", In(style, cells + end));
    }
    let totals = &report.totals;
    let style = if totals.covered == totals.sections { GOOD } else { BAD };
    let share = format!("{} of {} sections", totals.covered, totals.sections);
    let counts = &totals.counts;
    out += &format!("\n{} are in the spec ({} %): ", In(style, share), totals.percent);
    out += &format!("{} of {} forms, ", counts.forms_found, counts.forms_printed);
    out += &format!("{} exchanges where {} are printed, ", counts.exchanges_found, counts.exchanges_printed);
    out += &format!("{} of {} limits.\n", counts.limits_found, counts.limits_printed);
    out += &format!(
        "{} commands, {} parameters, {} examples, {} errata; {} edge cases.\n",
        totals.commands, totals.parameters, totals.examples, totals.errata, totals.edges
    );
    if !report.missing.is_empty() {
        out += &format!("Missing: {}.\n", report.missing.join(", "));
    }
    out += &report.firmware.as_ref().map(Having::text).unwrap_or_default();
    out + &format!("{}\n", In(ASIDE, format!("{}, edition {}", report.manual, report.edition)))
}
