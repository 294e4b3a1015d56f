//! Every section of the manual is in the spec, with every form that it prints.

use super::{Finding, Place};
use crate::{
    Spec,
    model::{Form, Name, Section, Shape, Source},
};

/// The rule's name.
pub const RULE: &str = "sections_covered";

/// Each section of the manual has its command, or packet, with as many forms as the manual prints.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let uncovered = spec.manual.sections.iter().filter_map(|section| {
        let found = forms_of(spec, section);
        let printed = section.forms.len();
        if found == Some(printed) {
            return None;
        }
        let command = &section.command;
        let found = found.map_or("the spec has none".to_string(), |found| format!("the spec has {found}"));
        Some(Finding {
            rule: RULE,
            place: Place::section(section),
            message: format!("a section has its command with all printed forms; {command} has {printed}, {found}"),
            help: "add what is missing, or say `printed_forms` where the manual counts otherwise".into(),
        })
    });
    uncovered.collect()
}

/// How many forms of a section's command, or packet, the spec has. `None` if it does not have the command.
///
/// A form counts once, twice if it has a lead, and once for each alternative of a choice; `printed_forms` says otherwise
/// where the manual does. Forms that stand in no section do not count. `+IPD` is a packet of `events.ron`.
pub fn forms_of(spec: &Spec, section: &Section) -> Option<usize> {
    let command = spec.commands().find_map(|(_, command)| {
        let name = command.names.iter().find(|name| name.name == section.command)?;
        Some((command, name))
    });
    if let Some((command, _)) = command {
        let forms = command.forms.iter().filter(|form| is_printed(form, section, &command.names));
        return Some(forms.map(printed_forms).sum());
    }
    let mut heads = spec.events.packets.iter().map(|packet| &packet.head);
    heads.find(|head| head.prefix.starts_with(&section.command)).map(|head| variants(&head.params))
}

/// True if the form stands in the section: without a source of its own, or with one in a section of the command.
pub(super) fn is_printed(form: &Form, section: &Section, names: &[Name]) -> bool {
    match &form.source {
        None => true,
        Some(Source::Manual(number, _)) => {
            *number == section.number || names.iter().any(|name| name.source.section() == Some(number))
        }
        Some(_) => form.printed_forms.is_some(),
    }
}

fn printed_forms(form: &Form) -> usize {
    form.printed_forms.map_or_else(|| variants(&form.params), usize::from)
}

fn variants(shape: &Shape) -> usize {
    let leads = if shape.optional_first.is_some() { 2 } else { 1 };
    let choices = shape.choice.as_ref().map_or(1, |choice| choice.variants.len());
    leads * choices
}
