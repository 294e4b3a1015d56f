//! Requests and lines that are refused, each with its reason.

use super::{
    fields::{self, GivenValue},
    json::Bytes,
    lines::{self, Answers},
    source,
};
use crate::edges::{self, Case, Expect, Of, section_of};
use serde::Serialize;
use wizfi360_spec::{
    Spec,
    interpret::{ErrorKind, Interpreter, Refusal},
    model::{DomainKind, FormKind, Shape, Source, Type},
};

/// A line that is refused.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Reject {
    id: String,
    source: String,
    /// `request`, `answer`, `message` or `packet`.
    kind: &'static str,
    #[serde(flatten)]
    of: Option<Answers>,
    /// The line's name in the spec.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    error: &'static str,
    /// The parameter that is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    param: Option<String>,
    /// What a writer of requests has to refuse.
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Vec<GivenValue>>,
    bytes: Bytes,
}

/// All of them: the edges that are refused, quotes that do not end, forms that a name does not have, and names that nobody has.
pub(super) fn all(spec: &Spec) -> Vec<Reject> {
    let mut rejects: Vec<_> = edges::all(spec).into_iter().filter_map(|case| edge(spec, case)).collect();
    rejects.extend(quotes(spec));
    rejects.extend(forms(spec));
    rejects.extend(names(spec));
    rejects
}

/// An edge that is refused. What is another line, because nothing but its parameters tells it, is `not_this_line`.
fn edge(spec: &Spec, case: Case<'_>) -> Option<Reject> {
    if matches!(case.expect, Expect::Taken(_)) {
        return None;
    }
    let interpreter = Interpreter::new(spec);
    let source = said_by(&case).map(source).unwrap_or_default();
    let (read, bytes) = match case.of {
        Of::Request { .. } => {
            let bytes = [case.text.as_slice(), b"\r\n"].concat();
            (Some(interpreter.read_request(&bytes).map(|_| None)), bytes)
        }
        Of::Answer { command, form, .. } => {
            (interpreter.read_answer(command, form, &case.text).map(|read| read.map(|read| Some(read.line))), case.text)
        }
        Of::Event(_) => (interpreter.read_event(&case.text).map(|read| read.map(|read| Some(read.line))), case.text),
    };
    let (error, param) = match read {
        Some(Err(Refusal { error, param, .. })) => (error.name(), param),
        None => ("not_this_line", None),
        // The same text is a line of another name.
        Some(Ok(_)) => return None,
    };
    let of = match case.of {
        Of::Request { name, form: of, .. } => Some(Answers { command: name.name.clone(), form: of.kind.word() }),
        Of::Answer { command, .. } => {
            let scope = command.names.iter().filter_map(|name| name.scope).find(|scope| {
                let prefix = case.of.line().map_or("", |line| &line.prefix);
                prefix.contains("{scope}") && bytes.starts_with(prefix.replace("{scope}", scope.suffix()).as_bytes())
            });
            lines::answers(case.of, scope)
        }
        Of::Event(_) => None,
    };
    let values = match (case.of, &case.values) {
        (Of::Request { form, .. }, Some(values)) => {
            Some(fields::values(values, |name| is_number(spec, &form.params, name)))
        }
        _ => None,
    };
    Some(Reject {
        id: case.id,
        source,
        kind: lines::kind(spec, case.of),
        of,
        name: case.of.line().map(|line| line.name.clone()),
        error,
        param,
        values,
        bytes: Bytes(bytes),
    })
}

/// Who says it: of a rule across parameters, the rule's own source.
fn said_by<'s>(case: &Case<'s>) -> Option<&'s Source> {
    let rule = match case.of {
        Of::Request { form, .. } if case.expect == Expect::Refused(Some(ErrorKind::RuleViolation)) => {
            form.rules.iter().find(|rule| rule.rule.params().first().copied() == case.param)
        }
        _ => None,
    };
    rule.map(|rule| &rule.source).or_else(|| lines::said_by(case.of))
}

/// What is wrong about the quotes of the last parameter, and how the line ends then.
const QUOTES: [(&str, &str); 3] = [("no-end", ""), ("something-behind", "\"x"), ("escaped-end", "\\\"")];

/// Requests and answers whose last parameter stands in quotes that do not end as they should.
fn quotes(spec: &Spec) -> Vec<Reject> {
    let mut rejects = Vec::new();
    let shortest = |case: &Case<'_>| {
        let is_param = case.of.line().is_none_or(|line| line.ending.is_empty());
        case.id.ends_with("/shortest") && case.text.ends_with(b"\"") && is_param
    };
    for case in edges::all(spec).into_iter().filter(shortest) {
        for (what, end) in QUOTES {
            let mut broken = case.clone();
            broken.id = case.id.replace("/shortest", &format!("/quotes/{what}"));
            broken.text.pop();
            broken.text.extend(end.as_bytes());
            broken.expect = Expect::Refused(Some(ErrorKind::Unterminated));
            rejects.extend(edge(spec, broken));
        }
    }
    rejects
}

/// The forms that a name does not have: `AT+CWLAP?`.
fn forms(spec: &Spec) -> Vec<Reject> {
    let mut rejects = Vec::new();
    let names = spec.commands().flat_map(|(_, command)| command.names.iter().map(move |name| (command, name)));
    for (command, name) in names {
        let has = |kind| command.forms.iter().any(|form| form.kind == kind && form.applies_to(name));
        for kind in FormKind::ALL.into_iter().filter(|kind| !has(*kind)) {
            let params = if kind == FormKind::Set { "1" } else { "" };
            let bytes = format!("{}{}{params}\r\n", name.name, name.sign(kind)).into_bytes();
            let Err(refusal) = Interpreter::new(spec).read_request(&bytes) else { continue };
            if refusal.error == ErrorKind::UnknownForm {
                let id = format!("{}/{}/no-such-form", section_of(name), kind.word());
                let of = Some(Answers { command: name.name.clone(), form: kind.word() });
                rejects.push(request(id, source(&name.source), of, refusal, bytes));
            }
        }
    }
    rejects
}

/// What no command is called.
const NO_NAMES: [(&str, &[u8]); 8] = [
    ("unknown", b"AT+NOSUCH=1"),
    ("lower-case", b"at+gmr"),
    ("lower-case-behind-at", b"AT+gmr"),
    ("blank-before", b" AT+GMR"),
    ("blank-behind", b"AT+GMR "),
    ("without-at", b"+GMR"),
    ("a-part-of-a-name", b"AT+GM"),
    ("nothing", b""),
];

fn names(spec: &Spec) -> Vec<Reject> {
    let all = NO_NAMES.iter().filter_map(|(what, line)| {
        let bytes = [line, b"\r\n".as_slice()].concat();
        let refusal = Interpreter::new(spec).read_request(&bytes).err()?;
        Some(request(format!("2.1/no-such-name/{what}"), "manual 2.1".into(), None, refusal, bytes))
    });
    all.collect()
}

fn request(id: String, source: String, of: Option<Answers>, refusal: Refusal, bytes: Vec<u8>) -> Reject {
    let (error, param) = (refusal.error.name(), refusal.param);
    Reject { id, source, kind: "request", of, name: None, error, param, values: None, bytes: Bytes(bytes) }
}

/// True if a parameter of this name is a number.
fn is_number(spec: &Spec, shape: &Shape, name: &str) -> bool {
    let numeric = |ty: &Type| match ty {
        Type::U8 | Type::U16 | Type::U32 | Type::I16 => true,
        Type::Domain(domain) => {
            let is = spec.domain(domain).map(|domain| &domain.kind);
            matches!(is, Some(DomainKind::Int { .. } | DomainKind::Enum(_) | DomainKind::Mask(_)))
        }
        _ => false,
    };
    shape.params().iter().any(|param| param.name == name && numeric(&param.ty))
}
