//! What this firmware does not have is refused: names, forms, parameters, values.

use super::{Case, Subject};
use crate::{
    check::{CaseKind, Expect, Of, Step, forms},
    edges,
};
use wizfi360_spec::{
    interpret::{ErrorKind, Interpreter},
    model::Source,
};

pub(super) fn add<'s>(subject: &'s Subject, cases: &mut Vec<Case<'s>>) {
    let interpreter = Interpreter::new(&subject.has);
    for edge in edges::all(&subject.whole) {
        let edges::Of::Request { command, name, form } = edge.of else { continue };
        if !matches!(edge.expect, edges::Expect::Taken(_)) {
            continue;
        }
        let error = match subject.has.command(&name.name) {
            // What is not known is not read: looking for what is meant takes long.
            None => ErrorKind::UnknownCommand,
            Some(_) => match interpreter.read_request(&edge.text) {
                Err(refusal) => refusal.error,
                Ok(_) => continue,
            },
        };
        // Of a name or a form that is not there, one line is enough.
        let whole = matches!(error, ErrorKind::UnknownCommand | ErrorKind::UnknownForm);
        if whole && !edge.id.ends_with("shortest") {
            continue;
        }
        let of = Of { command, name, form };
        let what = edge.id.split('/').skip(2).collect::<Vec<_>>().join(", ").replace('-', " ");
        cases.push(Case {
            id: format!("{}/not-in-this-firmware", edge.id),
            section: edges::section_of(name).into(),
            of: None,
            command: name.name.clone(),
            kind: CaseKind::Firmware,
            title: format!(
                "{} ({}): firmware {} does not have it and refuses it: {what}.",
                name.name,
                of.kind(),
                subject.firmware
            ),
            positive: false,
            source: Source::Inference(format!(
                "{} names the firmware that has it; ERROR is for what is not supported (2.2)",
                of.source()
            )),
            errata: command.errata.clone(),
            risks: Vec::new(),
            needs: if whole { Default::default() } else { forms::needs(of, &edge.text) },
            steps: vec![Step::Ask { line: edge.text, of: None, expect: Expect::Malformed }],
        });
    }
}
