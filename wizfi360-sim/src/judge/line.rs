//! What is wrong with a line by itself.

use super::{
    Finding, Known, Rule, escapes,
    finding::{finding, marked},
};
use wizfi360_spec::{
    interpret::{ErrorKind, Field, Interpreter, Refusal, Request},
    model::{Fact, Scope},
};

/// A line that was read.
pub(super) struct Read {
    /// What it asks for, if it can be read.
    pub(super) request: Option<Request<'static>>,
    /// True if it cannot be read because its quotes do not match.
    pub(super) torn: bool,
    pub(super) findings: Vec<Finding>,
}

pub(super) fn read(known: &Known, line: &[u8]) -> Read {
    match Interpreter::new(known.spec).read_request(line) {
        Ok(request) => {
            let all =
                [lacking(known, &request, line), escapes::of_readable(known, &request, line), legacy(&request, line)];
            let mut findings: Vec<_> = all.into_iter().flatten().collect();
            findings.extend(beyond_known(&request, line));
            Read { findings, request: Some(request), torn: false }
        }
        Err(refusal) => {
            let torn = refusal.error == ErrorKind::Unterminated;
            let finding = listed(known, line).or_else(|| escapes::of_unreadable(known, line, torn));
            let finding = finding.unwrap_or_else(|| refused(known, line, refusal));
            Read { request: None, torn, findings: vec![finding] }
        }
    }
}

/// A request that the module's firmware does not have.
fn lacking(known: &Known, request: &Request<'_>, line: &[u8]) -> Option<Finding> {
    let (firmware, then) = known.firmware?;
    if Interpreter::new(then).read_request(line).is_ok() {
        return None;
    }
    let absent = known.spec.unavailable_in(request.command, firmware);
    let parts: Vec<String> = absent.iter().map(|absent| format!("{}: {}", absent.part(), absent.span)).collect();
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_start_matches(": ")).collect();
    let actual = format!("firmware {firmware} does not have it");
    let finding = finding(Rule::NotInFirmware, line, actual, parts.join("; "), Some(&request.name.source));
    Some(finding.with_help("ask AT+GMR for the firmware, and do without, or have the module updated"))
}

/// Values that the type takes, and of which no source says that a module does.
fn beyond_known(request: &Request<'_>, line: &[u8]) -> Vec<Finding> {
    let beyond = |field: &Field<'_>| {
        let known = field.beyond_known()?;
        let source = field.domain.map(|domain| &domain.source);
        let actual = format!("<{}> is beyond what is known to be accepted", field.name());
        let finding = finding(Rule::BeyondKnown, line, actual, known.beyond.clone(), source);
        Some(marked(finding, Some(field.span.clone())).with_help("stay within it, or try it with the module"))
    };
    request.fields.iter().filter_map(beyond).collect()
}

fn legacy(request: &Request<'_>, line: &[u8]) -> Option<Finding> {
    if request.name.scope != Some(Scope::Unsuffixed) {
        return None;
    }
    let others = request.command.names.iter().filter(|name| name.scope != Some(Scope::Unsuffixed));
    let others: Vec<&str> = others.map(|name| name.name.as_str()).collect();
    let what = format!("{} is the older name", request.name.name);
    let says = "modules take it; the manual does not have it";
    let finding = finding(Rule::LegacyName, line, what, says, Some(&request.name.source));
    Some(finding.with_help(format!("send {}", others.join(", or, to store it in flash, "))))
}

/// Names that the spec lists without describing them.
fn listed(known: &Known, line: &[u8]) -> Option<Finding> {
    let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
    let name = std::str::from_utf8(&line[..end]).ok()?;
    let lexical = &known.spec.lexical;
    let in_list = |rule, fact: &Fact<Vec<String>>| {
        let actual = format!("{name} is no command of the manual");
        let is_listed = fact.value.iter().any(|listed| listed == name);
        is_listed.then(|| finding(rule, line, actual, fact.doc.clone(), Some(&fact.source)).with_help("do without it"))
    };
    in_list(Rule::UnsupportedCommand, &lexical.unsupported)
        .or_else(|| in_list(Rule::UndocumentedCommand, &lexical.undocumented))
}

/// A refusal of the interpreter.
fn refused(known: &Known, line: &[u8], refusal: Refusal) -> Finding {
    let rule = Rule::of_error(refusal.error);
    let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
    let name = std::str::from_utf8(&line[..end]).ok().and_then(|name| known.spec.command(name));
    let source = name.map_or(&known.spec.lexical.line_ending.source, |(_, _, name)| &name.source);
    let subject = match (&refusal.param, &refusal.found) {
        (Some(param), Some(found)) => format!("<{param}>: {found}"),
        (Some(param), None) => format!("<{param}>"),
        (None, Some(found)) => found.to_string(),
        (None, None) => "the line".into(),
    };
    let what = match refusal.error {
        ErrorKind::Missing => format!("{subject} is missing"),
        ErrorKind::Invalid => format!("{subject} is not written so"),
        ErrorKind::Ambiguous => format!("where {subject} ends cannot be told"),
        ErrorKind::OutOfRange => format!("{subject} is out of range"),
        ErrorKind::TooShort => format!("{subject} is too short"),
        ErrorKind::TooLong => format!("{subject} is too long"),
        ErrorKind::Unterminated => format!("the quotes of {subject} do not match"),
        ErrorKind::ControlByte => format!("a control byte stands in {subject}"),
        ErrorKind::TrailingData => format!("{subject} is left over"),
        ErrorKind::UnknownCommand => format!("{subject} is no command"),
        ErrorKind::UnknownForm => format!("{subject} is no form that the command has"),
        ErrorKind::RuleViolation => "the parameters contradict each other".into(),
    };
    let page = || {
        name.map_or("`wizfi360 explain` lists the commands".into(), |(_, _, name)| {
            format!("`wizfi360 explain {}` shows how it is written", name.name)
        })
    };
    let way_out = refusal.help.unwrap_or_else(page);
    let mark = refusal.span.filter(|span| !span.is_empty() && span.len() < line.len());
    marked(finding(rule, line, what, refusal.rule, Some(source)), mark).with_help(way_out)
}

/// Creates a finding about a line that ends by one byte alone.
pub(super) fn line_ending(known: &Known, line: &[u8], byte: &str) -> Finding {
    let fact = &known.spec.lexical.line_ending;
    let actual = format!("it ends by {byte} alone");
    let finding = finding(Rule::LineEnding, line, actual, "a line ends by CR LF", Some(&fact.source));
    finding.with_help("send CR LF after each command")
}
