//! The sections of the manual: places on the map of a report.

use super::{Case, report::Section};
use wizfi360_spec::Spec;

/// All sections in the manual's order, those without a case too, and behind them what only cases have.
pub(super) fn all(spec: &Spec, cases: &[Case<'_>]) -> Vec<Section> {
    let title =
        |command: &str| spec.command(command).map_or_else(|| command.to_string(), |(_, found, _)| found.title.clone());
    let mut all: Vec<Section> = spec
        .manual
        .sections
        .iter()
        .map(|section| Section {
            number: section.number.clone(),
            title: format!("{}: {}", section.command, title(&section.command)),
            cases: 0,
        })
        .collect();
    for case in cases {
        match all.iter_mut().find(|section| section.number == case.section) {
            Some(section) => section.cases += 1,
            None => {
                let title = if case.command.is_empty() { "Messages".into() } else { title(&case.section) };
                all.push(Section { number: case.section.clone(), title, cases: 1 });
            }
        }
    }
    let place_of = |section: &Section| place(spec, &section.number);
    all.sort_by_key(place_of);
    all
}

/// Where a section stands: by its number; names come behind.
pub(super) fn place(spec: &Spec, section: &str) -> (Vec<u32>, usize) {
    let numbers: Result<Vec<u32>, _> = section.split('.').map(str::parse).collect();
    match numbers {
        Ok(numbers) => (numbers, 0),
        Err(_) => {
            let names = spec.commands().flat_map(|(_, command)| &command.names);
            (vec![u32::MAX], names.into_iter().position(|name| name.name == section).unwrap_or(usize::MAX))
        }
    }
}
