//! Pages of the repository about what a report names.

use super::CaseResult;
use std::collections::BTreeMap;
use wizfi360_spec::{Spec, model::Source};

/// The repository's files, as they are read in a browser.
const FILES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main");

/// Returns the page of each section, erratum and recording that the results name.
pub(in super::super) fn links(spec: &Spec, results: &[CaseResult]) -> BTreeMap<String, String> {
    let mut links = BTreeMap::new();
    for result in results {
        if let Some(page) = of_source(spec, &result.source) {
            links.insert(key(&result.source), page);
        }
        let known = result.errata.iter().filter(|id| spec.errata.errata.iter().any(|erratum| erratum.id == **id));
        links.extend(known.map(|id| (id.clone(), format!("{FILES}/docs/errata.md#{id}"))));
    }
    links
}

/// The key of a source in the links: a section's number, a recording's name.
fn key(source: &Source) -> String {
    match source {
        Source::Manual(section, _) => section.clone(),
        Source::Capture(name) | Source::Vendor(name) | Source::Driver(name) | Source::Inference(name) => name.clone(),
    }
}

fn of_source(spec: &Spec, source: &Source) -> Option<String> {
    match source {
        Source::Manual(section, _) => {
            let has = |name: &wizfi360_spec::model::Name| name.source.section() == Some(section);
            let file = spec.families.iter().find(|file| file.family.commands.iter().any(|it| it.names.iter().any(has)));
            // GitHub makes the anchor of a heading without its slashes.
            file.map(|file| format!("{FILES}/docs/commands.md#{}", file.path.replace('/', "")))
        }
        Source::Capture(name) if crate::dialogues::is_recorded(name) => {
            Some(format!("{FILES}/wizfi360-conformance/fixtures/real/{name}.txt"))
        }
        _ => None,
    }
}
