//! Pages: each source in the manual is on a page of its section, in a row of its kind.

use super::{Finding, Place, RULE, Topic, subject::Subject};
use crate::{
    Spec,
    lint::walk::{Subject as About, sources},
    model::{Rows, Source},
};

pub(super) fn run(spec: &Spec) -> Vec<Finding> {
    if spec.manual.general.pages.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (place, source, about) in sources(spec) {
        let Source::Manual(section, page) = source else { continue };
        if let Some(pages) = pages(spec, section, about)
            && !pages.contains(page)
        {
            findings.push(finding(place, section, *page, &pages, about));
        }
    }
    findings
}

/// Compares the page of a source with that of what is printed, if both are of this section.
pub(super) fn same(topic: &mut Topic, subject: &Subject, of: &str, source: &Source, page: u16) {
    if let Source::Manual(section, found) = source
        && *section == subject.section.number
    {
        topic.same("page", of, &page.to_string(), &found.to_string());
    }
}

/// The pages on which a section has facts of this kind; `None` if the section is unknown, which is another rule's.
fn pages(spec: &Spec, section: &str, about: About) -> Option<Vec<u16>> {
    if let Some((_, first, last)) = spec.manual.general.pages.iter().find(|(number, ..)| number == section) {
        return Some((*first..=*last).collect());
    }
    let section = spec.manual.sections.iter().find(|known| known.number == section)?;
    let Rows { commands, responses, params, notes, examples } = &section.rows;
    let kinds: &[&Vec<u16>] = match about {
        About::Name => &[commands],
        About::Form => &[commands, responses],
        About::Line => &[responses, commands],
        About::Param => &[params],
        About::Behaviour => &[notes, params, commands],
        About::Example => &[examples],
        About::Other => &[commands, responses, params, notes, examples],
    };
    let pages: Vec<u16> = kinds.iter().flat_map(|pages| pages.iter().copied()).collect();
    // A section that has no such row states it somewhere else.
    let anywhere = [commands, responses, params, notes, examples];
    Some(if pages.is_empty() { anywhere.into_iter().flatten().copied().collect() } else { pages })
}

fn finding(place: Place, section: &str, page: u16, pages: &[u16], about: About) -> Finding {
    let mut pages = pages.to_vec();
    pages.sort_unstable();
    pages.dedup();
    let listed: Vec<_> = pages.iter().map(u16::to_string).collect();
    let what = match about {
        About::Name => "the heading",
        About::Form => "forms",
        About::Line => "responses",
        About::Param => "parameters",
        About::Behaviour => "notes",
        About::Example => "examples",
        About::Other => "anything",
    };
    Finding {
        rule: RULE,
        place,
        message: format!(
            "a source must name the page of its row; section {section} has {what} on page {}, not {page}",
            listed.join(", ")
        ),
        help: "correct the page, or the rows of the section in manual/".into(),
    }
}
