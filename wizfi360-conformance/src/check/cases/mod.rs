//! The cases, a file for each kind: a function `add` that adds the cases of its kind. [`all`] calls them all.

mod echo;
mod edges;
mod examples;
mod firmware;
mod forbidden;
mod kept;
mod scripted;
mod spelling;
mod wrong_form;

use super::{Bench, Case, CaseKind, Expect, Needs, Of, Step, plan, risks};
use crate::edges as edge;
use wizfi360_spec::{
    Spec,
    interpret::Interpreter,
    model::{Firmware, Source},
};

/// What is checked: a firmware, and what the spec says of it.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The firmware.
    pub firmware: Firmware,
    /// All that the spec has.
    pub whole: Spec,
    /// What of it this firmware has.
    pub has: Spec,
}

impl Subject {
    /// A module with this firmware.
    pub fn new(spec: Spec, firmware: Firmware) -> Subject {
        Subject { firmware, has: spec.as_of(firmware), whole: spec }
    }
}

/// All cases, in the order of the sections. No two have the same id.
pub fn all<'s>(subject: &'s Subject, bench: &Bench) -> Vec<Case<'s>> {
    let requests = requests(&subject.has);
    let mut cases = Vec::new();
    edges::add(subject, &requests, &mut cases);
    wrong_form::add(subject, &mut cases);
    spelling::add(&requests, &mut cases);
    forbidden::add(&subject.has, &requests, bench, &mut cases);
    scripted::add(subject, bench, &mut cases);
    kept::add(subject, &mut cases);
    echo::add(subject, &requests, &mut cases);
    examples::add(subject, bench, &mut cases);
    firmware::add(subject, &mut cases);
    // What a case needs may take commands that this firmware does not have.
    cases.retain(|case| plan::can(&subject.has, &case.needs));
    cases.iter_mut().for_each(|case| case.risks = risks::of_case(&subject.whole, case));
    cases.sort_by_cached_key(|case| super::sections::place(&subject.whole, &case.section));
    cases
}

/// The edges of all requests.
fn requests(spec: &Spec) -> Vec<(Of<'_>, edge::Case<'_>)> {
    edge::all(spec).into_iter().filter_map(request).collect()
}

fn request(case: edge::Case<'_>) -> Option<(Of<'_>, edge::Case<'_>)> {
    match case.of {
        edge::Of::Request { command, name, form } => Some((Of { command, name, form }, case)),
        _ => None,
    }
}

/// The shortest line of each form, under each name, once for each of its branches: with the first part of its id, `3.3.7/set/with-link-id`.
fn shortest<'s, 'r>(requests: &'r [(Of<'s>, edge::Case<'s>)]) -> impl Iterator<Item = (Of<'s>, &'r str, &'r [u8])> {
    let whole = requests.iter().filter(|(_, case)| case.param.is_none());
    whole.filter_map(|(of, case)| Some((*of, case.id.strip_suffix("/shortest")?, case.text.as_slice())))
}

/// A value as a part of an id.
fn slug(value: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | ':' | '-');
    let slug: String =
        value.chars().map(|letter| if plain(letter) { letter.to_ascii_lowercase() } else { ' ' }).collect();
    slug.split_whitespace().collect::<Vec<_>>().join("-")
}

/// A case from lines as they are typed. `None` if this firmware does not have the first of them.
#[allow(clippy::too_many_arguments, reason = "they are what a case is")]
fn build<'s>(
    subject: &'s Subject,
    id: &str,
    kind: CaseKind,
    positive: bool,
    title: &str,
    source: Source,
    needs: Needs,
    lines: &[(String, Expect)],
) -> Option<Case<'s>> {
    let interpreter = Interpreter::new(&subject.has);
    let of = |line: &str| {
        let request = interpreter.read_request(line.as_bytes()).ok()?;
        Some(Of { command: request.command, name: request.name, form: request.form })
    };
    let first = of(&lines.first()?.0)?;
    Some(Case {
        id: format!("{}/{}/{id}", edge::section_of(first.name), first.kind()),
        section: edge::section_of(first.name).into(),
        of: Some(first),
        command: first.name.name.clone(),
        kind,
        title: title.into(),
        positive,
        source,
        errata: first.command.errata.clone(),
        risks: Vec::new(),
        needs,
        steps: lines
            .iter()
            .map(|(line, expect)| Step::Ask { line: line.clone().into(), of: of(line), expect: expect.clone() })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_cases_have_the_same_id() {
        for firmware in ["1.0.1.0", "1.0.7.5", "1.1.1.9"] {
            let subject = Subject::new(Spec::embedded().clone(), firmware.parse().unwrap());
            let mut count: BTreeMap<String, usize> = BTreeMap::new();
            all(&subject, &Bench::default()).into_iter().for_each(|case| *count.entry(case.id).or_default() += 1);
            let twice: Vec<_> = count.into_iter().filter(|(_, count)| *count > 1).collect();
            assert!(twice.is_empty(), "{firmware}: {twice:?}");
        }
    }
}
