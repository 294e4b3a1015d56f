//! Commands are echoed after `ATE1`, and after each start; data is not.

use super::{Case, Subject, build, shortest};
use crate::{
    check::{
        CaseKind, Expect, Link, Needs, Of, Step,
        forms::{self, Fate},
    },
    edges,
};
use wizfi360_spec::model::{FormKind, Source};

pub(super) fn add<'s>(subject: &'s Subject, requests: &[(Of<'s>, edges::Case<'s>)], cases: &mut Vec<Case<'s>>) {
    let manual = || Source::Manual("3.1.5".into(), 12);
    let on = Needs { echo: true, ..Needs::default() };
    for (of, id, line) in shortest(requests) {
        let asks = matches!(of.form.kind, FormKind::Query | FormKind::Test) && forms::fate(of, line) == Fate::Succeeds;
        if asks {
            let needs = Needs { echo: true, ..forms::needs(of, line) };
            let title = format!("{} ({}) is echoed, then answered.", of.name.name, of.kind());
            let steps = [(String::from_utf8_lossy(line).into_owned(), Expect::Succeeds)];
            let mut case = build(subject, "echoed", CaseKind::Echo, true, "", manual(), needs, &steps);
            if let Some(case) = &mut case {
                (case.id, case.title) = (format!("{id}/echoed"), title);
            }
            cases.extend(case);
        }
    }
    let lines = |lines: &[&str]| lines.iter().map(|line| ((*line).to_string(), Expect::Succeeds)).collect::<Vec<_>>();
    cases.extend(build(
        subject,
        "echoed",
        CaseKind::Echo,
        true,
        "ATE0 is echoed itself while echo is on; behind it nothing is.",
        manual(),
        on.clone(),
        &lines(&["ATE0", "AT"]),
    ));
    cases.extend(build(
        subject,
        "echoes-from-then-on",
        CaseKind::Echo,
        true,
        "Behind ATE1 commands are echoed.",
        manual(),
        Needs::default(),
        &lines(&["ATE1", "AT", "AT+CIPMUX?"]),
    ));
    let start = Source::Capture("scan-join-update".into());
    cases.extend(build(
        subject,
        "lost",
        CaseKind::Volatile,
        true,
        "After a start commands are echoed, whatever ATE0 said.",
        start,
        Needs::default(),
        &lines(&["ATE0", "AT+RST", "AT"]),
    ));
    let refused = [("AT+CWMODE_CUR=0".to_string(), Expect::Refused)];
    cases.extend(build(
        subject,
        "echoed",
        CaseKind::Echo,
        false,
        "A line that is refused is echoed as well.",
        manual(),
        on.clone(),
        &refused,
    ));
    let needs = Needs {
        mode: Some(1),
        joined: Some(true),
        mux: Some(false),
        transparent: Some(false),
        link: Some(Link::Discard(0)),
        ..on
    };
    let sends = [("AT+CIPSEND=5".to_string(), Expect::Prompts)];
    let source = Source::Capture("tcp-send-receive".into());
    let mut case = build(
        subject,
        "data/not-echoed",
        CaseKind::Echo,
        true,
        "Data behind the prompt is not echoed.",
        source,
        needs,
        &sends,
    );
    if let Some(case) = &mut case {
        case.steps.push(Step::Send { bytes: b"hello".into(), of: case.of, expect: Expect::Succeeds });
    }
    cases.extend(case);
}
