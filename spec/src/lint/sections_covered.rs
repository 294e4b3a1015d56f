//! Every section of the manual is in the spec, with every form that it prints.

use super::{Finding, Place};
use crate::{
    Spec,
    model::{Form, Name, Section, Shape, Source},
};
use serde::Serialize;

/// The rule's name.
pub const RULE: &str = "sections_covered";

/// Each section of `manual.ron` has its command, or packet, with as many forms as the manual prints.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let sections = coverage(spec);
    let uncovered = sections.into_iter().filter(|section| !section.is_complete()).map(|section| {
        let SectionCoverage { number, command, printed, found, .. } = section;
        let found = found.map_or("the spec has none".to_string(), |found| format!("the spec has {found}"));
        Finding {
            rule: RULE,
            place: Place::file("manual").item("section", &number),
            message: format!("a section has its command with all printed forms; {command} has {printed}, {found}"),
            help: "add what is missing, or say `printed_as` where the manual counts otherwise".into(),
        }
    });
    uncovered.collect()
}

/// A section of the manual, and what the spec has of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionCoverage {
    /// Its number: `"3.2.3"`.
    pub number: String,
    /// What it describes: `"AT+CWJAP_CUR"`.
    pub command: String,
    /// The page on which it begins.
    pub page: u16,
    /// How many forms the manual prints.
    pub printed: usize,
    /// How many of them the spec has. `None` if it does not have the command.
    pub found: Option<usize>,
}

impl SectionCoverage {
    /// True if the spec has as many forms as the manual prints.
    pub fn is_complete(&self) -> bool {
        self.found == Some(self.printed)
    }
}

/// All sections of `manual.ron`, in its order.
///
/// A form counts once, twice if it has a lead, and once for each alternative of a choice; `printed_as` says otherwise
/// where the manual does. Forms that stand in no section do not count. `+IPD` is a packet of `events.ron`.
pub fn coverage(spec: &Spec) -> Vec<SectionCoverage> {
    let cover = |section: &Section| SectionCoverage {
        number: section.number.clone(),
        command: section.command.clone(),
        page: section.page,
        printed: section.forms.into(),
        found: found(spec, section),
    };
    spec.manual.sections.iter().map(cover).collect()
}

fn found(spec: &Spec, section: &Section) -> Option<usize> {
    let command = spec.commands().find_map(|(_, command)| {
        let name = command.names.iter().find(|name| name.name == section.command)?;
        Some((command, name))
    });
    if let Some((command, _)) = command {
        let forms = command.forms.iter().filter(|form| is_printed(form, section, &command.names));
        return Some(forms.map(forms_of).sum());
    }
    let mut heads = spec.events.packets.iter().map(|packet| &packet.head);
    heads.find(|head| head.prefix.starts_with(&section.command)).map(|head| variants(&head.takes))
}

/// True if the form stands in the section: without a source of its own, or with one in a section of the command.
fn is_printed(form: &Form, section: &Section, names: &[Name]) -> bool {
    match &form.source {
        None => true,
        Some(Source::Manual(number, _)) => {
            *number == section.number || names.iter().any(|name| name.source.section() == Some(number))
        }
        Some(_) => form.printed_as.is_some(),
    }
}

fn forms_of(form: &Form) -> usize {
    form.printed_as.map_or_else(|| variants(&form.takes), usize::from)
}

fn variants(shape: &Shape) -> usize {
    let leads = if shape.lead.is_some() { 2 } else { 1 };
    let choices = shape.choice.as_ref().map_or(1, |choice| choice.of.len());
    leads * choices
}
