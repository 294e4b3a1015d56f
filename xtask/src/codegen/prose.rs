//! The words around the facts: what the docs of generated items print besides the spec's own texts.

use super::names;
use wizfi360_spec::{Spec, model::*};

/// The beginning of a type's docs: what it is in a sentence, how it is written, then what else its doc says.
pub(crate) fn head(doc: &str, syntax: &str) -> Vec<String> {
    let (first, rest) = sentences(doc);
    let mut docs = vec![first.into(), String::new(), format!("`{syntax}`")];
    paragraph(rest, &mut docs);
    docs
}

/// The first sentence of a doc, and the rest.
pub(crate) fn sentences(doc: &str) -> (&str, &str) {
    let mut is_code = false;
    let end = doc.char_indices().find(|(at, character)| {
        is_code ^= *character == '`';
        !is_code && doc[*at..].starts_with(". ")
    });
    end.map_or((doc, ""), |(at, _)| (&doc[..=at], &doc[at + 2..]))
}

/// Adds a paragraph, if there is something to say.
pub(crate) fn paragraph(text: impl Into<String>, docs: &mut Vec<String>) {
    let text = text.into();
    if !text.is_empty() {
        docs.extend([String::new(), text]);
    }
}

/// Adds a section with one bullet for each text, if there are any.
pub(crate) fn bullets(heading: &str, texts: impl Iterator<Item = String>, docs: &mut Vec<String>) {
    let texts: Vec<_> = texts.map(|text| format!("- {}", text.replace('\n', " "))).collect();
    if !texts.is_empty() {
        section(heading, docs);
        docs.extend(texts);
    }
}

/// Adds the heading of a section.
pub(crate) fn section(heading: &str, docs: &mut Vec<String>) {
    docs.extend([String::new(), format!("# {heading}"), String::new()]);
}

/// Adds the errata of an item: what the manual says, what was observed, what is done about it.
pub(crate) fn errata(spec: &Spec, ids: &[String], docs: &mut Vec<String>) {
    if ids.is_empty() {
        return;
    }
    section("Errata", docs);
    for erratum in ids.iter().filter_map(|id| spec.errata.errata.iter().find(|known| known.id == *id)) {
        let evidence: Vec<_> = erratum.evidence.iter().map(Source::to_string).collect();
        docs.push(format!("- `{}`", erratum.id));
        docs.push(format!("  - Manual: {} ({})", one_line(&erratum.manual_says), erratum.manual_source));
        docs.push(format!("  - Observed: {}", one_line(&erratum.module_does)));
        docs.push(format!("  - Decision: {}. {}", decision(erratum.decision), one_line(&erratum.consequence)));
        docs.push(format!("  - Evidence: {}.", evidence.join("; ")));
    }
}

fn decision(policy: Decision) -> &'static str {
    match policy {
        Decision::AcceptBoth => "accept both",
        Decision::FollowManual => "follow the manual",
        Decision::FollowModule => "follow the module",
        Decision::Undecided => "open",
    }
}

/// A text of the spec on one line, with `<` and its like as Markdown shows them outside of code.
fn one_line(text: &str) -> String {
    let mut shown = String::new();
    let mut is_code = false;
    for character in text.replace('\n', " ").chars() {
        is_code ^= character == '`';
        if !is_code && matches!(character, '<' | '*' | '[') {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

/// The names of a command: `` `AT+CWJAP_CUR`, `AT+CWJAP_DEF`, `AT+CWJAP` ``.
pub(crate) fn command_names(command: &Command) -> String {
    let each: Vec<_> = command.names.iter().map(|name| format!("`{}`", name.name)).collect();
    each.join(", ")
}

/// A name of a command: whether its setting survives a restart, since when it is known, and who says so.
pub(crate) fn name(name: &Name) -> String {
    let persistence = match name.persist {
        Persist::Unstated => "",
        Persist::Volatile => "volatile; ",
        Persist::Flash => "stored in flash; ",
    };
    format!("`{}`: {persistence}{}; {}.", name.name, name.span(), name.source)
}

pub(crate) fn note(note: &Note) -> String {
    let firmware = note.span().sentence();
    let source = note.source.as_ref().map_or(String::new(), |source| format!(" ({source})"));
    format!("{}{source} {firmware}", note.text).trim_end().to_string()
}

/// What must hold, as sentences.
pub(crate) fn requires<'s>(
    spec: &'s Spec,
    requires: &'s [Requirement],
    undecidable: &'s [Undecidable],
) -> impl Iterator<Item = String> + 's {
    let decided = requires.iter().map(|requirement| spec.requirement_in_words(requirement));
    decided.chain(undecidable.iter().map(|precondition| precondition.text.clone()))
}

/// A rule across parameters: these as code.
pub(crate) fn rule(rule: &ParamRule) -> String {
    rule.to_string().replace('<', "`<").replace('>', ">`")
}

/// How a form is typed, in the manual's notation.
pub(crate) fn form_syntax(command: &Command, form: &Form) -> String {
    let name = command.base();
    let name = match names::suffixes(command, form).as_slice() {
        [only] => format!("{name}{only}"),
        _ => format!("{name}_<scope>"),
    };
    let params = shape_syntax(&form.params);
    let sign = if form.no_equals || name == "AT" { "" } else { form.kind.sign() };
    format!("{name}{sign}{params}")
}

/// How a line looks, in the manual's notation.
pub(crate) fn line_syntax(line: &Line) -> String {
    let mut params = shape_syntax(&line.params);
    if line.separator != "," {
        params = params.replace(',', &line.separator);
    }
    let word = line.keyword.as_deref().unwrap_or("");
    let comma = if params.is_empty() || params.ends_with(",]") || word.is_empty() { "" } else { "," };
    let scope = line.prefix.replace("{scope}", "_<scope>");
    format!("{scope}{params}{comma}{word}{}", line.ending)
}

/// A parameter list in the manual's notation.
fn shape_syntax(shape: &Shape) -> String {
    let mut text = String::new();
    let comma = |text: &mut String, more: &str| {
        if !text.is_empty() && !text.ends_with(",]") {
            text.push(',');
        }
        text.push_str(more);
    };
    if let Some(lead) = &shape.optional_first {
        text = format!("[<{}>,]", lead.name);
    }
    for param in &shape.list {
        if param.may_be_omitted {
            text.push_str(&format!("[,<{}>]", param.name));
        } else {
            comma(&mut text, &format!("<{}>", param.name));
        }
    }
    if let Some(choice) = &shape.choice {
        comma(&mut text, &format!("<{}>,...", choice.tag));
    }
    if let Some(tail) = &shape.tail {
        let inner = shape_syntax(&tail.params);
        let sign = if text.is_empty() { "" } else { "," };
        text.push_str(&format!("[{sign}{inner}]"));
    }
    text
}
