//! Lines from the module: bytes, and the fields that they hold.

use super::{
    fields::{self, Read},
    json::Bytes,
    source,
};
use crate::edges::{self, Expect, Of, section_of, slug};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Reading},
    model::{Command, Form, Name, Param, Scope, Source},
};

/// A line that is taken.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    id: String,
    source: String,
    /// `answer`, `message` or `packet`.
    kind: &'static str,
    #[serde(flatten)]
    answers: Option<Answers>,
    /// Its name in the spec.
    name: String,
    fields: Vec<Read>,
    bytes: Bytes,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical: Option<Bytes>,
}

/// What is answered.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Answers {
    pub(super) command: String,
    pub(super) form: &'static str,
}

/// All of them: the edges that are taken, and names that a stranger has chosen.
pub(super) fn all(spec: &Spec) -> Vec<Line> {
    let interpreter = Interpreter::new(spec);
    let line = |case: edges::Case<'_>| {
        let Expect::Taken(again) = &case.expect else { return None };
        let of = case.of.line()?;
        let reading = match case.of {
            Of::Answer { command, form, .. } => interpreter.read_answer(command, form, &case.text),
            _ => interpreter.read_event(&case.text),
        };
        let reading = reading?.ok().filter(|reading| std::ptr::eq(reading.line, of))?;
        Some(Line {
            source: source(said_by(case.of)?),
            kind: kind(spec, case.of),
            answers: answers(case.of, reading.scope),
            name: of.name.clone(),
            fields: fields::read(spec, &case.text, &reading.fields),
            canonical: (*again != case.text).then(|| again.as_slice().into()),
            id: case.id,
            bytes: Bytes(case.text),
        })
    };
    let mut lines: Vec<_> = edges::all(spec).into_iter().filter_map(line).collect();
    lines.extend(strangers(spec));
    lines
}

/// `answer`, `message` or `packet`.
pub(super) fn kind(spec: &Spec, of: Of<'_>) -> &'static str {
    match of {
        Of::Request { .. } => "request",
        Of::Answer { .. } => "answer",
        Of::Event(line) if spec.events.packets.iter().any(|packet| std::ptr::eq(&packet.head, line)) => "packet",
        Of::Event(_) => "message",
    }
}

/// The request that is answered: by the name that stands in the line.
pub(super) fn answers(of: Of<'_>, scope: Option<Scope>) -> Option<Answers> {
    let Of::Answer { command, form: of, .. } = of else { return None };
    let name = name(command, of, scope)?;
    Some(Answers { command: name.name.clone(), form: of.kind.word() })
}

fn name<'s>(command: &'s Command, form: &Form, scope: Option<Scope>) -> Option<&'s Name> {
    command.names.iter().find(|name| form.applies_to(name) && (scope.is_none() || name.scope == scope))
}

/// Who says what a line looks like.
pub(super) fn said_by(of: Of<'_>) -> Option<&Source> {
    match of {
        Of::Request { name, form, .. } => Some(form.source.as_ref().unwrap_or(&name.source)),
        Of::Answer { command, form, line } => {
            let own = line.source.as_ref().or(form.source.as_ref());
            own.or_else(|| command.names.first().map(|name| &name.source))
        }
        Of::Event(line) => line.source.as_ref(),
    }
}

/// Names that are broadcast to break parsers: what they are, how they are called.
const STRANGERS: [(&str, &[u8]); 9] = [
    ("a-quote", b"a\"b"),
    ("a-comma", b"a,b"),
    ("quote-and-comma", b"a\",\"b"),
    ("fields-of-its-own", b"x\",-1,\"00:00:00:00:00:00\",1,1"),
    ("a-parenthesis", b"a)b"),
    ("a-backslash-at-its-end", b"a\\"),
    ("a-backslash-and-a-quote", b"a\\\"b\"c"),
    ("only-quotes", b"\"\"\""),
    ("no-utf-8", b"\xff\xfe\x80"),
];

/// Lines that hold them without escapes, as the module sends them. What they mean is known, so no reader is asked.
fn strangers(spec: &Spec) -> Vec<Line> {
    let interpreter = Interpreter::new(spec);
    let mut lines = Vec::new();
    for case in edges::all(spec).into_iter().filter(|case| case.id.ends_with("/shortest")) {
        let Of::Answer { command, form, line } = case.of else { continue };
        let Some(place) = line.params.list.iter().position(|param: &Param| param.unescaped) else { continue };
        let Some(Ok(plain)) = interpreter.read_answer(command, form, &case.text) else { continue };
        let Some(span) = plain.fields.get(place).map(|field| field.span.clone()) else { continue };
        let section = command.names.first().map_or("", |name| section_of(name));
        for (what, called) in STRANGERS {
            let (before, behind) = (&case.text[..span.start], &case.text[span.end..]);
            let bytes = [before, b"\"", called, b"\"", behind].concat();
            let Some(Ok(reading)) = interpreter.read_answer(command, form, &bytes) else { continue };
            let reading: Reading<'_> = reading;
            let again = interpreter.write_line(&reading);
            let scope = reading.scope.map_or("", |scope| scope.suffix()).to_lowercase().replace('_', "-");
            lines.push(Line {
                id: format!("{section}/{}{scope}/{}/stranger/{what}", form.kind.word(), slug(&line.name)),
                source: said_by(case.of).map(source).unwrap_or_default(),
                kind: "answer",
                answers: answers(case.of, reading.scope),
                name: line.name.clone(),
                fields: fields::read(spec, &bytes, &reading.fields),
                canonical: (again != bytes).then_some(Bytes(again)),
                bytes: Bytes(bytes),
            });
        }
    }
    lines
}
