//! Coverage: how much of the manual the spec has, and how much of the spec a firmware has.

use crate::view::{CommandView, PacketView, SCHEMA};
use serde::Serialize;
use std::collections::HashMap;
use wizfi360_spec::{
    Spec,
    lint::{self, SectionCoverage, coverage},
    model::{Command, Firmware},
};

/// How much of the manual is in the spec.
#[derive(Clone, Debug, Serialize)]
pub struct ManualCoverage {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The title of the manual.
    pub manual: String,
    /// Its edition.
    pub edition: String,
    /// The sums.
    pub totals: Totals,
    /// The sections.
    pub sections: Vec<SectionRow>,
    /// The sections that are not whole, each with what is missing.
    pub missing: Vec<String>,
    /// The share of one firmware.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firmware: Option<FirmwareCoverage>,
}

/// How much of the spec a firmware has.
#[derive(Clone, Debug, Serialize)]
pub struct FirmwareCoverage {
    /// The firmware.
    pub firmware: String,
    /// The commands.
    pub commands: Share,
    /// The forms.
    pub forms: Share,
    /// The parameters.
    pub parameters: Share,
    /// The unsolicited messages.
    pub messages: Share,
    /// The commands that it does not have, by their first names.
    pub unavailable: Vec<String>,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Share {
    /// The part.
    pub available: usize,
    /// The whole.
    pub of: usize,
}

/// The sums over all sections.
#[derive(Clone, Debug, Serialize)]
pub struct Totals {
    /// The sections of the manual.
    pub sections: usize,
    /// How many of them are whole.
    pub covered: usize,
    /// The same in percent, rounded down to a tenth.
    pub percent: f64,
    /// What is printed and found.
    #[serde(flatten)]
    pub counts: Counts,
    /// The commands.
    pub commands: usize,
    /// The parameters.
    pub parameters: usize,
    /// The dialogues.
    pub examples: usize,
    /// The errata.
    pub errata: usize,
    /// Edge cases of all parameters, in sections and out of them.
    pub edges: usize,
}

/// A section of the manual.
#[derive(Clone, Debug, Serialize)]
pub struct SectionRow {
    /// Its number.
    pub number: String,
    /// The command that it describes.
    pub command: String,
    /// Its page.
    pub page: u16,
    /// True if all of it is in the spec, and its parameters have edge cases.
    pub covered: bool,
    /// What is printed and found.
    #[serde(flatten)]
    pub counts: Counts,
    /// Parameters of requests and answers.
    pub parameters: usize,
    /// Dialogues that stand in it.
    pub examples: usize,
    /// Errata about it.
    pub errata: usize,
    /// Edge cases of its parameters.
    pub edges: usize,
}

/// What the manual prints, and what of it the spec has.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Counts {
    /// Forms in the manual.
    pub forms_printed: usize,
    /// Forms of those in the spec.
    pub forms_found: usize,
    /// Exchanges in the manual.
    pub exchanges_printed: usize,
    /// Exchanges of those in the spec.
    pub exchanges_found: usize,
    /// Limits in the manual.
    pub limits_printed: usize,
    /// Limits of those in the spec.
    pub limits_found: usize,
}

impl ManualCoverage {
    /// Counts. `edges` has the number of edge cases of each section, by its number; a firmware is measured if one is
    /// given.
    pub fn new(spec: &Spec, edges: &HashMap<String, usize>, firmware: Option<Firmware>) -> ManualCoverage {
        let coverage = coverage(spec);
        let rows = coverage.iter().map(|section| SectionRow::new(spec, section, edges.get(&section.number).copied()));
        let sections: Vec<SectionRow> = rows.collect();
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
        ManualCoverage {
            schema: SCHEMA,
            manual: spec.manual.title.clone(),
            edition: spec.manual.edition.clone(),
            totals,
            missing: missing.map(|(section, row)| row.missing(section)).collect(),
            sections,
            firmware: firmware.map(|firmware| FirmwareCoverage::new(spec, firmware)),
        }
    }
}

impl FirmwareCoverage {
    /// Counts what the firmware has.
    pub fn new(spec: &Spec, firmware: Firmware) -> FirmwareCoverage {
        let then = spec.as_of(firmware);
        let part = |count: fn(&Spec) -> usize| Share { available: count(&then), of: count(spec) };
        let first = |command: &Command| command.names.first().map(|name| name.name.clone());
        let there: Vec<String> = then.commands().filter_map(|(_, command)| first(command)).collect();
        let all = spec.commands().filter_map(|(_, command)| first(command));
        FirmwareCoverage {
            firmware: firmware.to_string(),
            commands: part(|spec| spec.commands().count()),
            forms: part(|spec| spec.commands().map(|(_, command)| command.forms.len()).sum()),
            parameters: part(|spec| {
                spec.commands().map(|(path, command)| parameters(&CommandView::new(spec, path, command))).sum()
            }),
            messages: part(|spec| spec.events.messages.len()),
            unavailable: all.filter(|name| !there.contains(name)).collect(),
        }
    }
}

impl SectionRow {
    fn new(spec: &Spec, section: &SectionCoverage, edges: Option<usize>) -> SectionRow {
        let page = spec.command(&section.command).map(|(path, command, _)| CommandView::new(spec, path, command));
        let in_section = |found: Option<&str>| found == Some(section.number.as_str());
        let examples = spec.commands().flat_map(|(_, command)| &command.examples);
        let heads = spec.events.packets.iter().filter(|packet| packet.head.prefix.starts_with(&section.command));
        let of_packet = heads.clone().next().map(|packet| PacketView::new(spec, packet).head.params.count());
        let examples = examples.chain(heads.flat_map(|packet| &packet.head.examples));
        let parameters = page.as_ref().map(parameters).or(of_packet).unwrap_or(0);
        SectionRow {
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
