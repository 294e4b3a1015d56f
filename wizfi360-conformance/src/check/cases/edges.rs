//! Every parameter at its edges, and every list as short and as long as can be, and shorter or longer.

use super::{Case, Subject};
use crate::{
    check::{
        CaseKind, Expect, Of, Step,
        case::Awaited,
        forms::{self, Fate},
    },
    edges,
};
use wizfi360_spec::{
    interpret::ErrorKind,
    model::{Condition, Data, Form, Source, Type},
};

pub(super) fn add<'s>(subject: &'s Subject, requests: &[(Of<'s>, edges::Case<'s>)], cases: &mut Vec<Case<'s>>) {
    cases.extend(requests.iter().filter_map(|(of, edge)| case(*of, edge, subject)));
}

fn case<'s>(of: Of<'s>, edge: &edges::Case<'s>, subject: &'s Subject) -> Option<Case<'s>> {
    let fate = forms::fate(&subject.has, &edge.text);
    let what = edge.id.split('/').skip(2).map(words).collect::<Vec<_>>().join(", ");
    let (positive, expect) = match (&edge.expect, fate) {
        (edges::Expect::Taken(_), Fate::Unsaid) => return None,
        (edges::Expect::Refused(Some(ErrorKind::Missing)), _) if may_be_omitted(of.form, edge) => return None,
        (edges::Expect::Taken(_), Fate::Succeeds) => (true, Expect::Succeeds),
        (edges::Expect::Taken(_), Fate::Tried) => (true, Expect::Understood),
        (edges::Expect::Taken(_), Fate::Prompts) => (true, Expect::Prompts),
        (edges::Expect::Refused(Some(ErrorKind::ControlByte)), _) => (false, Expect::RefusedInParts),
        (edges::Expect::Refused(_), _) => (false, Expect::Malformed),
    };
    let mut steps = vec![Step::Ask { line: edge.text.clone(), of: Some(of), expect: expect.clone() }];
    if expect == Expect::Prompts {
        steps.extend(behind_prompt(of, &edge.text));
    }
    let verb = match (positive, &expect) {
        (true, Expect::Understood) => "is understood",
        (true, _) => "is taken",
        (false, _) => "is refused",
    };
    Some(Case {
        section: edges::section_of(of.name).into(),
        of: Some(of),
        command: of.name.name.clone(),
        kind: if positive { CaseKind::ValidEdge } else { CaseKind::InvalidEdge },
        title: format!("{} ({}): {what} {verb}.", of.name.name, of.kind()),
        positive,
        source: source(of, edge, subject),
        errata: errata(of, edge, subject),
        risks: Vec::new(),
        needs: forms::needs(of, &edge.text),
        steps,
        id: edge.id.clone(),
    })
}

/// True if no source decides what becomes of a request without the parameter that is missing.
fn may_be_omitted(form: &Form, edge: &edges::Case<'_>) -> bool {
    let omits = |condition: &Condition| matches!(condition, Condition::Omitted(name) if edge.param == Some(name));
    form.unspecified.iter().any(|entry| entry.when.iter().all(omits))
}

/// A part of an id, to be read: `time-out` as `time out`, and a number with its sign.
fn words(part: &str) -> String {
    match part.strip_prefix('-') {
        Some(number) => format!("-{number}"),
        None => part.replace('-', " "),
    }
}

/// The data that the prompt asks for, and what comes of it.
pub(super) fn behind_prompt<'s>(of: Of<'s>, line: &[u8]) -> Vec<Step<'s>> {
    let send = |bytes: Vec<u8>, expect| Step::Send { bytes, of: Some(of), expect };
    match (&of.form.data, forms::data(of, line)) {
        (Some(Data::Transparent), _) => {
            vec![Step::Pause(1100), send(b"+++".to_vec(), Expect::Nothing), Step::Pause(1100)]
        }
        // No result follows the data of AT+CIPSENDBUF; its segment is confirmed.
        (Some(Data::Counted { until_escape: true, .. }), Some(bytes)) => vec![
            send(bytes, Expect::Nothing),
            Step::Await { these: vec![Awaited::Message("SegmentSent".into())], within: 10_000 },
        ],
        (Some(Data::Counted { .. }), Some(bytes)) => vec![send(bytes, Expect::Succeeds)],
        (Some(Data::Pem { .. }), Some(bytes)) => vec![send(bytes, Expect::Ends(vec!["OK".into()]))],
        _ => Vec::new(),
    }
}

/// Where the limit stands: the domain's source for a value, that of the form for a list that is too short. That the module refuses what the
/// manual does not show, and what follows from our reading of the rules, are inferences.
fn source(of: Of<'_>, edge: &edges::Case<'_>, subject: &Subject) -> Source {
    let name = edge.id.rsplit('/').next().unwrap_or("");
    match &edge.expect {
        edges::Expect::Taken(again) if *again != edge.text => Source::Inference(
            "wizfi360-proto/docs/codec.md: read liberally; the manual shows the canonical form alone".into(),
        ),
        edges::Expect::Refused(Some(ErrorKind::ControlByte)) => subject.has.lexical.forbidden_bytes.source.clone(),
        _ if name.ends_with("escaped") => subject.has.lexical.escape_set.source.clone(),
        edges::Expect::Refused(Some(ErrorKind::Missing)) => of.source().clone(),
        edges::Expect::Refused(Some(ErrorKind::RuleViolation)) => {
            let rule = of.form.rules.iter().find(|rule| rule.rule.params().first().copied() == edge.param);
            rule.map_or_else(|| of.source().clone(), |rule| rule.source.clone())
        }
        edges::Expect::Refused(Some(ErrorKind::TrailingData | ErrorKind::Invalid | ErrorKind::Unterminated)) => {
            Source::Inference(format!(
                "{} lists what is given; that the module refuses anything else is a conclusion",
                of.source()
            ))
        }
        _ => domain(of.form, edge, subject).map_or_else(|| of.source().clone(), |domain| domain.source.clone()),
    }
}

fn errata(of: Of<'_>, edge: &edges::Case<'_>, subject: &Subject) -> Vec<String> {
    let of_domain = domain(of.form, edge, subject).map(|domain| domain.errata.clone()).unwrap_or_default();
    let mut all: Vec<String> = of_domain.into_iter().chain(of.command.errata.iter().cloned()).collect();
    all.sort();
    all.dedup();
    all
}

/// The value type of the parameter that an edge is about.
fn domain<'s>(
    form: &'s Form,
    edge: &edges::Case<'_>,
    subject: &'s Subject,
) -> Option<&'s wizfi360_spec::model::Domain> {
    let name = edge.param?;
    let param = form.params.params().into_iter().find(|param| param.name == name)?;
    match &param.ty {
        Type::Domain(domain) => subject.has.domain(domain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_an_id_is_read_as_words_and_a_number_keeps_its_sign() {
        assert_eq!([words("time-out"), words("-1"), words("4")], ["time out", "-1", "4"]);
    }
}
