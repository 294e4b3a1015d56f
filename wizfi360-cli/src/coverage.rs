//! `wizfi360 coverage`: how much of the manual is in the spec.

use crate::{
    args::{Color, Coverage},
    book::Book,
    end::{Outcome, Verdict},
    explain::print_json,
    pages::{CommandPage, SCHEMA},
    paint::{self, BAD, FAINT, HEADING, In, MODULE, PLAIN},
};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    lint::{SectionCoverage, coverage},
};

#[derive(Debug, Serialize)]
struct Report {
    schema: u32,
    manual: String,
    edition: String,
    totals: Totals,
    sections: Vec<Row>,
    missing: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Totals {
    sections: usize,
    covered: usize,
    percent: f64,
    forms_printed: usize,
    forms_found: usize,
    commands: usize,
    parameters: usize,
    examples: usize,
    errata: usize,
}

/// A section of the manual.
#[derive(Debug, Serialize)]
struct Row {
    number: String,
    command: String,
    page: u16,
    covered: bool,
    forms_printed: usize,
    forms_found: usize,
    /// Parameters of requests and answers.
    parameters: usize,
    /// Examples that stand in it.
    examples: usize,
    /// Errata about it.
    errata: usize,
}

pub(crate) fn run(args: &Coverage, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let report = Report::new(book.spec);
    if args.json {
        print_json(color, &report)?;
    } else {
        paint::print(color, &text(&report))?;
    }
    let below = args.min.is_some_and(|min| report.totals.percent < f64::from(min));
    Ok(Verdict::found(below))
}

impl Report {
    fn new(spec: &Spec) -> Report {
        let sections: Vec<Row> = coverage(spec).iter().map(|section| Row::new(spec, section)).collect();
        let covered = sections.iter().filter(|row| row.covered).count();
        let all = sections.len();
        // To a tenth of a percent, and never up to 100.
        let percent = (covered * 1000).checked_div(all).unwrap_or(0) as f64 / 10.0;
        let commands: Vec<CommandPage> =
            spec.commands().map(|(path, command)| CommandPage::new(spec, path, command)).collect();
        let totals = Totals {
            sections: all,
            covered,
            percent,
            forms_printed: sections.iter().map(|row| row.forms_printed).sum(),
            forms_found: sections.iter().map(|row| row.forms_found).sum(),
            commands: commands.len(),
            parameters: commands.iter().map(parameters).sum(),
            examples: commands.iter().map(|command| command.examples.len()).sum(),
            errata: spec.errata.errata.len(),
        };
        let missing = sections.iter().filter(|row| !row.covered).map(|row| format!("{} {}", row.number, row.command));
        Report {
            schema: SCHEMA,
            manual: spec.manual.title.clone(),
            edition: spec.manual.edition.clone(),
            totals,
            missing: missing.collect(),
            sections,
        }
    }
}

impl Row {
    fn new(spec: &Spec, section: &SectionCoverage) -> Row {
        let page = spec.command(&section.command).map(|(path, command, _)| CommandPage::new(spec, path, command));
        let in_section = |found: Option<&str>| found == Some(section.number.as_str());
        let examples = spec.commands().flat_map(|(_, command)| &command.examples);
        let packet = spec.events.packets.iter().find(|packet| packet.head.prefix.starts_with(&section.command));
        let of_packet = packet.map(|packet| crate::pages::PacketPage::new(spec, packet).head.takes.count());
        Row {
            number: section.number.clone(),
            command: section.command.clone(),
            page: section.page,
            covered: section.is_complete(),
            forms_printed: section.printed,
            forms_found: section.found.unwrap_or(0),
            parameters: page.as_ref().map(parameters).or(of_packet).unwrap_or(0),
            examples: examples.filter(|example| in_section(example.source.section())).count(),
            errata: spec.errata.errata.iter().filter(|erratum| in_section(erratum.manual.section())).count(),
        }
    }
}

/// The parameters of a command's requests and answers.
fn parameters(page: &CommandPage) -> usize {
    let requests: usize = page.forms.iter().map(|form| form.takes.count()).sum();
    let answers: usize = page.lines.iter().map(|line| line.takes.count()).sum();
    requests + answers
}

fn text(report: &Report) -> String {
    let heads = format!(
        "{:<8} {:<20} {:>5}  {:>7} {:>7} {:>9} {:>7}",
        "section", "command", "page", "forms", "params", "examples", "errata"
    );
    let mut out = format!("{}\n", In(HEADING, heads));
    for row in &report.sections {
        let style = if row.covered { PLAIN } else { BAD };
        let forms = format!("{}/{}", row.forms_found, row.forms_printed);
        let line = format!(
            "{:<8} {:<20} {:>5}  {forms:>7} {:>7} {:>9} {:>7}",
            row.number, row.command, row.page, row.parameters, row.examples, row.errata
        );
        let end = if row.covered { String::new() } else { "  missing".to_string() };
        out += &format!("{}\n", In(style, line + &end));
    }
    let totals = &report.totals;
    let style = if totals.covered == totals.sections { MODULE } else { BAD };
    let share = format!("{} of {} sections", totals.covered, totals.sections);
    out += &format!("\n{} are in the spec ({} %), ", In(style, share), totals.percent);
    out += &format!("with {} of {} printed forms.\n", totals.forms_found, totals.forms_printed);
    out += &format!(
        "{} commands, {} parameters, {} examples, {} errata.\n",
        totals.commands, totals.parameters, totals.examples, totals.errata
    );
    if !report.missing.is_empty() {
        out += &format!("Missing: {}.\n", report.missing.join(", "));
    }
    out + &format!("{}\n", In(FAINT, format!("{}, edition {}", report.manual, report.edition)))
}
