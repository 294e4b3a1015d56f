//! Forms that a command does not have.

use super::{Case, Subject};
use crate::{
    check::{CaseKind, Expect, Needs, Step},
    edges::section_of,
};
use wizfi360_spec::model::{FormKind, Source};

pub(super) fn add<'s>(subject: &'s Subject, cases: &mut Vec<Case<'s>>) {
    for (_, command) in subject.has.commands() {
        for name in &command.names {
            let has = |kind: FormKind| command.forms.iter().any(|form| form.kind == kind && form.applies_to(name));
            let glued = command.forms.iter().any(|form| form.no_equals);
            let at = name.name == "AT";
            for kind in FormKind::ALL {
                let word = kind.word();
                let params = if kind == FormKind::Set { "1" } else { "" };
                // `AT` alone is the test form; a bare `ATE` is erratum echo-bare. A set form may take `=?` for a text.
                let taken = has(kind) || (at && kind == FormKind::Execute) || (glued && kind == FormKind::Execute);
                if taken {
                    continue;
                }
                let line = format!("{}{}{params}", name.name, name.sign(kind)).into_bytes();
                cases.push(Case {
                    id: format!("{}/{word}/no-such-form", section_of(name)),
                    section: section_of(name).into(),
                    of: None,
                    command: name.name.clone(),
                    kind: CaseKind::WrongForm,
                    title: format!(
                        "{} has no {word} form: `{}` is refused.",
                        name.name,
                        String::from_utf8_lossy(&line)
                    ),
                    positive: false,
                    source: Source::Manual("2.2".into(), 5),
                    errata: Vec::new(),
                    risks: Vec::new(),
                    needs: Needs { mode: Some(1), ..Needs::default() },
                    steps: vec![Step::Ask { line, of: None, expect: Expect::Malformed }],
                });
            }
        }
    }
}
