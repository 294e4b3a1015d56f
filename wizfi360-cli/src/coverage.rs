//! `wizfi360 coverage`: how much of the manual is in the spec.

use crate::{
    args::{Color, Coverage},
    book::Book,
    end::{Outcome, Verdict},
    explain::print_json,
    paint::{self, ASIDE, BAD, GOOD, HEADING, In, PLAIN},
};
use std::collections::HashMap;
use wizfi360_conformance::edges;
use wizfi360_reference::coverage::{FirmwareCoverage, ManualCoverage, Share};

pub(crate) fn run(args: &Coverage, color: Color) -> Outcome {
    let book = Book::open(&args.spec)?;
    let mut edges = HashMap::<_, usize>::new();
    for case in edges::all(book.spec) {
        let (section, _) = case.id.split_once('/').unwrap_or_default();
        *edges.entry(section.to_string()).or_default() += 1;
    }
    let report = ManualCoverage::new(book.spec, &edges, args.firmware);
    if args.json {
        print_json(color, &report)?;
    } else {
        paint::print(color, &text(&report))?;
    }
    Ok(Verdict::found(report.totals.percent < f64::from(args.min)))
}

fn text(report: &ManualCoverage) -> String {
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
    out += &report.firmware.as_ref().map(firmware).unwrap_or_default();
    out + &format!("{}\n", In(ASIDE, format!("{}, edition {}", report.manual, report.edition)))
}

fn firmware(of: &FirmwareCoverage) -> String {
    let share = |part: &Share, what: &str| format!("{} of {} {what}", part.available, part.of);
    let parts = [
        share(&of.commands, "commands"),
        share(&of.forms, "forms"),
        share(&of.parameters, "parameters"),
        share(&of.messages, "messages"),
    ];
    let unavailable = match of.unavailable.as_slice() {
        [] => String::new(),
        names => format!("Not in it: {}.\n", names.join(", ")),
    };
    format!("Firmware {} has {}.\n{unavailable}", of.firmware, parts.join(", "))
}
