//! Texts that are pasted into a line as they are: what they should look like.

use super::{
    Finding, Known, Rule, Severity,
    finding::{finding, marked, shown},
};
use std::ops::Range;
use wizfi360_spec::{
    interpret::{Field, Interpreter, Request, Value},
    model::{DomainKind, Style, Type},
};

/// So many ways to split a line into texts are looked at.
const MOST_WAYS: usize = 256;

/// A text between quotes, as it stands in a line.
struct Pasted {
    /// Where it stands, quotes included.
    span: Range<usize>,
    text: Vec<u8>,
}

/// What is wrong with the escapes of a line that can be read.
pub(super) fn of_readable(known: &Known, request: &Request<'_>, line: &[u8]) -> Option<Finding> {
    if let Some(finding) = pasted(known, line) {
        return Some(finding);
    }
    for field in &request.fields {
        let Value::Text(text) = &field.value else { continue };
        if !is_escaped(known, field.param) {
            continue;
        }
        let token = &line[field.span.clone()];
        let inside = token.strip_prefix(b"\"").and_then(|token| token.strip_suffix(b"\""));
        let Some(inside) = inside.filter(|inside| **inside != *known.escape(text)) else { continue };
        if known.is_half_escaped(inside) {
            // Only commas can stand there as they are: a quote would have ended the text.
            let right = [&line[..field.span.start + 1], &known.escape(text), &line[field.span.end - 1..]].concat();
            let actual = format!("<{}>: a comma in it is not escaped", field.name());
            return Some(unescaped(known, Rule::MissingEscape, line, actual, Some(field.span.clone()), &right));
        }
        let literal = [&line[..field.span.start + 1], &known.escape(inside), &line[field.span.end - 1..]].concat();
        let what =
            format!("<{}>: a backslash stands before what needs none, and the module takes it away", field.name());
        let finding = unescaped(known, Rule::MissingEscape, line, what, Some(field.span.clone()), &literal);
        return Some(finding.only(Severity::Warning));
    }
    None
}

/// A line that cannot be read, but could if its texts were escaped. `torn` is true if its quotes do not match.
pub(super) fn of_unreadable(known: &Known, line: &[u8], torn: bool) -> Option<Finding> {
    if let Some(finding) = pasted(known, line) {
        return Some(finding);
    }
    if !torn {
        return None;
    }
    let mut readable = ways(line).into_iter().filter_map(|way| {
        let right = written(known, line, &way);
        Interpreter::new(known.spec).read_request(&right).is_ok().then_some((way, right))
    });
    let (way, right) = readable.next()?;
    let span = way.iter().find(|pasted| known.needs_escape(&pasted.text)).map(|pasted| pasted.span.clone());
    let (rule, actual) = named(&way, known);
    Some(unescaped(known, rule, line, actual, span, &right))
}

/// A line in which a text of the scenario stands as it is.
fn pasted(known: &Known, line: &[u8]) -> Option<Finding> {
    let own = |pasted: &Pasted| known.needs_escape(&pasted.text) && known.texts().any(|text| *text == pasted.text);
    let (way, right) = ways(line).into_iter().find_map(|way| {
        let right = way.iter().any(own).then(|| written(known, line, &way))?;
        let request = Interpreter::new(known.spec).read_request(&right).ok()?;
        // A text that reaches to the line's end as it is needs no escapes, and would be another one with them.
        let means =
            |field: &Field<'_>| matches!(&field.value, Value::Text(text) if known.texts().any(|own| own == text));
        request.fields.iter().any(means).then_some((way, right))
    })?;
    let span = way.iter().find(|pasted| own(pasted)).map(|pasted| pasted.span.clone());
    let (rule, actual) = named(&way, known);
    Some(unescaped(known, rule, line, actual, span, &right))
}

/// Returns which rule texts without escapes break, and how.
fn named(way: &[Pasted], known: &Known) -> (Rule, &'static str) {
    let quoted = way.iter().any(|pasted| known.needs_escape(&pasted.text) && pasted.text.contains(&b'"'));
    match quoted {
        true => (Rule::UnescapedQuote, "a quote inside a text is not escaped"),
        false => (Rule::MissingEscape, "a text is sent without escapes"),
    }
}

/// Creates a finding about a line that lacks escapes; `right` is the line with them.
fn unescaped(
    known: &Known,
    rule: Rule,
    line: &[u8],
    actual: impl Into<String>,
    mark: Option<Range<usize>>,
    right: &[u8],
) -> Finding {
    let fact = &known.spec.lexical.escape_set;
    let (shown, _) = shown(right.to_vec(), None, known);
    let shown = shown.escape_ascii().to_string().replace("\\\"", "\"").replace("\\\\", "\\");
    let expected = format!("in a quoted text, a backslash precedes each of {}", each(&fact.value));
    let finding = finding(rule, line, actual, expected, Some(&fact.source));
    marked(finding, mark).with_help(format!("send {shown}"))
}

/// `"`, `,` and `\`
fn each(set: &str) -> String {
    let all: Vec<String> = set.chars().map(|char| format!("`{char}`")).collect();
    match all.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        _ => all.concat(),
    }
}

/// The ways in which a line can be split into texts, if nothing in them is escaped: each quote with a comma or the end behind it may end one.
fn ways(line: &[u8]) -> Vec<Vec<Pasted>> {
    let mut found = Vec::new();
    if let Some(at) = line.iter().position(|byte| *byte == b'=') {
        split(line, at + 1, &mut Vec::new(), &mut found);
    }
    found
}

fn split(line: &[u8], from: usize, before: &mut Vec<Range<usize>>, found: &mut Vec<Vec<Pasted>>) {
    if found.len() >= MOST_WAYS {
        return;
    }
    if from > line.len() {
        let text =
            |span: &Range<usize>| Pasted { span: span.clone(), text: line[span.start + 1..span.end - 1].to_vec() };
        return found.push(before.iter().map(text).collect());
    }
    if line.get(from) != Some(&b'"') {
        let end = line[from..].iter().position(|byte| *byte == b',').map_or(line.len(), |at| from + at);
        return split(line, end + 1, before, found);
    }
    for end in from + 1..line.len() {
        if line[end] == b'"' && matches!(line.get(end + 1), None | Some(b',')) {
            before.push(from..end + 1);
            split(line, end + 2, before, found);
            before.pop();
        }
    }
}

/// The line with these texts escaped.
fn written(known: &Known, line: &[u8], way: &[Pasted]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::new(), 0);
    for Pasted { span, text } in way {
        out.extend(&line[at..span.start + 1]);
        out.extend(known.escape(text));
        at = span.end - 1;
    }
    out.extend(&line[at..]);
    out
}

/// Whether texts of this parameter are escaped; some reach as they are to the line's end.
fn is_escaped(known: &Known, param: wizfi360_spec::interpret::FieldSpec<'_>) -> bool {
    let wizfi360_spec::interpret::FieldSpec::Param(param) = param else { return false };
    match &param.ty {
        Type::Domain(name) => {
            let is = known.spec.domain(name).map(|domain| &domain.kind);
            !matches!(is, Some(DomainKind::Str { style: Style::Verbatim, .. }))
        }
        Type::Rest => false,
        _ => true,
    }
}
