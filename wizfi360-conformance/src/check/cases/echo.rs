//! Every request that asks is echoed while echo is on.

use super::{Case, Subject, build, shortest};
use crate::{
    check::{
        CaseKind, Expect, Needs, Of,
        forms::{self, Fate},
    },
    edges,
};
use wizfi360_spec::model::{FormKind, Source};

pub(super) fn add<'s>(subject: &'s Subject, requests: &[(Of<'s>, edges::Case<'s>)], cases: &mut Vec<Case<'s>>) {
    let manual = || Source::Manual("3.1.5".into(), 12);
    for (of, id, line) in shortest(requests) {
        let asks = matches!(of.form.kind, FormKind::Query | FormKind::Test)
            && forms::fate(&subject.has, line) == Fate::Succeeds;
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
}
