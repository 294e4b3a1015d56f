//! One module for each command: its forms and the lines that answer them.

use super::{
    example, names,
    out::Out,
    prose, records,
    types::{Lowering, Side, Type, with_lifetime},
};
use crate::Failure;
use wizfi360_spec::{Spec, model::*};

/// The module of a command.
pub(crate) fn emit(spec: &Spec, command: &Command, out: &mut Out) -> Result<(), Failure> {
    out.blank();
    out.docs(&module_docs(spec, command)?);
    // The search of rustdoc takes no `+`.
    let typed = command.names.iter().filter_map(|name| name.name.strip_prefix("AT+")).map(str::to_lowercase);
    let aliases = typed.chain(command.search_terms.iter().cloned());
    for alias in aliases.filter(|alias| *alias != names::module(command)) {
        out.line(format!("#[doc(alias = {alias:?})]"));
    }
    out.block(format!("pub mod {}", names::module(command)), |out| {
        out.line("use super::*;");
        let source = command.names.first().map(|name| &name.source);
        let scope = scope_type(command);
        let mut lines = Vec::new();
        for form in &command.forms {
            emit_form(spec, command, form, out)?;
        }
        for line in &command.lines {
            lines.push((line.name.clone(), records::line(spec, line, scope, source, out)?));
        }
        for form in &command.forms {
            one_of_answers(form, &lines, out);
        }
        Ok(())
    })
}

/// The type of the scope field of a command's lines, if it has several names.
pub(crate) fn scope_type(command: &Command) -> Option<&'static str> {
    scope_of(&command.names.iter().filter_map(|name| name.scope).collect::<Vec<_>>())
}

/// The type of the scope field of a form, if it has several names.
pub(crate) fn form_scope(command: &Command, form: &Form) -> Option<&'static str> {
    if form.scopes.is_empty() { scope_type(command) } else { scope_of(&form.scopes) }
}

fn scope_of(scopes: &[Scope]) -> Option<&'static str> {
    match scopes {
        [] | [_] => None,
        scopes if scopes.contains(&Scope::Unsuffixed) => Some("Scope"),
        _ => Some("SuffixedScope"),
    }
}

fn module_docs(spec: &Spec, command: &Command) -> Result<Vec<String>, Failure> {
    let mut docs = vec![format!("{}: {}", prose::command_names(command), command.title), String::new()];
    docs.extend(command.names.iter().map(|name| format!("- {}", prose::name(name))));
    prose::bullets("Requires", prose::requires(spec, &command.requires, &command.undecidable), &mut docs);
    prose::bullets("Notes", command.notes.iter().map(prose::note), &mut docs);
    docs.extend(example::docs(spec, command)?);
    prose::errata(spec, &command.errata, &mut docs);
    Ok(docs)
}

fn emit_form(spec: &Spec, command: &Command, form: &Form, out: &mut Out) -> Result<(), Failure> {
    let mut lowering = Lowering { spec, side: Side::Request, within: "", rules: &form.rules, types: Vec::new() };
    let (mut fields, rules) = lowering.own(&form.params);
    if let Some(scope) = form_scope(command, form) {
        fields.insert(0, records::scope_field(scope, "The scope: which of the command's names is sent."));
    }
    let parts = lowering.types;
    let name = format!("{:?}", form.kind);
    let docs = form_docs(spec, command, form);
    let own = Type::Struct { name: name.clone(), docs, fields, side: Side::Request, rules };
    out.blank();
    records::emit(spec, &own, "Record", &[], out)?;
    for part in &parts {
        out.blank();
        records::emit(spec, part, "Record", &[], out)?;
    }
    out.blank();
    request(spec, command, form, &name, own.borrows(), out);
    Ok(())
}

fn form_docs(spec: &Spec, command: &Command, form: &Form) -> Vec<String> {
    let what = if form.doc.is_empty() { &command.title } else { &form.doc };
    let mut docs = prose::head(what, &prose::form_syntax(command, form));
    prose::paragraph(form.span().sentence(), &mut docs);
    if let Some(source) = &form.no_line_ending {
        prose::paragraph(format!("No blank line precedes the final result ({source})."), &mut docs);
    }
    if let Some(source) = &form.source {
        prose::paragraph(format!("Source: {source}."), &mut docs);
    }
    prose::bullets("Requires", prose::requires(spec, &form.requires, &form.undecidable), &mut docs);
    prose::bullets("Rules", form.rules.iter().map(prose::rule), &mut docs);
    let sets = form.sets.iter().map(|effect| spec.effect_in_words(effect));
    prose::bullets("Effects", form.effects.iter().map(prose::note).chain(sets), &mut docs);
    prose::bullets("Risks", spec.risks_in_words(command, form).into_iter(), &mut docs);
    if !form.reasons.is_empty() {
        let reasons: Vec<_> = form.reasons.iter().map(|reason| format!("`{reason}`")).collect();
        prose::section("Reasons", &mut docs);
        docs.push(format!("A failure may be explained by {}.", reasons.join(", ")));
    }
    docs
}

fn request(spec: &Spec, command: &Command, form: &Form, name: &str, borrows: bool, out: &mut Out) {
    let for_type = if borrows { format!("{name}<'_>") } else { name.to_string() };
    out.block(format!("impl Request for {for_type}"), |out| {
        let answer = answer_type(form);
        out.line("const COMMAND: &'static Command = &");
        facts(spec, command, form, out);
        out.line(";");
        more_facts(command, form, out);
        let line = match &answer {
            None => "NoLine".to_string(),
            Some(answer) => with_lifetime(answer, answer_borrows(spec, command, form)).replace("'a", "'r"),
        };
        out.line(format!("type Line<'r> = {line};"));
        let suffix = match names::suffixes(command, form).as_slice() {
            [""] => None,
            [only] => Some(format!("{only:?}")),
            _ => Some("self.scope.suffix()".into()),
        };
        if let Some(suffix) = suffix {
            out.blank();
            out.block("fn suffix(&self) -> &'static str", |out| out.line(suffix));
        }
        if let Some(data) = &form.data {
            out.blank();
            out.block("fn data_phase(&self) -> DataPhase", |out| match data {
                Data::Counted { length, .. } => {
                    out.line(format!("DataPhase::Counted(self.{}.get().into())", names::field(length)));
                }
                Data::Pem { when: (param, value), .. } => {
                    let param = names::field(param);
                    out.line(format!(
                        "if self.{param}.number() == {value} {{ DataPhase::Pem }} else {{ DataPhase::None }}"
                    ));
                }
                Data::Transparent => out.line("DataPhase::Transparent"),
            });
        }
    });
}

fn facts(spec: &Spec, command: &Command, form: &Form, out: &mut Out) {
    let name = command.base();
    let suffixes = names::suffixes(command, form);
    let timeout = form.timeout.as_ref().map_or(spec.lexical.timeout_ms.value, |timeout| timeout.ms);
    let ends: Vec<_> =
        form.finals.iter().map(|end| format!("Final::{}", super::lexical::final_name(spec, end))).collect();
    out.line(format!("Command::new({name:?}, Form::{:?})", form.kind));
    let mut with = |name: &str, value: String| out.line(format!(".with_{name}({value})"));
    if suffixes != [""] {
        with("suffixes", format!("&{suffixes:?}"));
    }
    if form.no_equals {
        with("no_equals", String::new());
    }
    if let Some(answer) = answer_type(form) {
        with("answers", format!("|line| {answer}::is(line)"));
    }
    if any_line_answers(command, form) {
        with("any_line_answers", String::new());
    }
    if form.no_line_ending.is_some() {
        with("no_line_ending", String::new());
    }
    if let Some(data) = &form.data {
        with("data", data_kind(data));
    }
    with("finals", format!("&[{}]", ends.join(", ")));
    with("timeout", duration(timeout));
}

/// Facts that no engine reads.
fn more_facts(command: &Command, form: &Form, out: &mut Out) {
    let section =
        command.names.iter().filter(|name| form.applies_to(name)).find_map(|name| name.source.section()).unwrap_or("");
    out.line(format!("const FIRMWARE: &'static FirmwareSpan = &{};", span(&form_span(command, form))));
    out.line(format!("const SECTION: &'static str = {section:?};"));
}

fn duration(ms: u32) -> String {
    match ms % 1000 {
        0 => format!("Duration::from_secs({})", ms / 1000),
        _ => format!("Duration::from_millis({ms})"),
    }
}

/// For which firmware the form is there. Its command's names are all of the same (a lint).
pub(crate) fn form_span(command: &Command, form: &Form) -> Span {
    let around = command.names.first().map(Versioned::span).unwrap_or_default();
    form.span().or(&around)
}

/// A span as the firmware that its versions stand for.
fn span(span: &Span) -> String {
    let list = |firmware: Vec<Firmware>| {
        let each: Vec<_> = firmware.iter().map(|firmware| format!("Firmware({:?})", firmware.0)).collect();
        format!("&[{}]", each.join(", ")).replace(&u16::MAX.to_string(), "u16::MAX")
    };
    let since = list(span.since.0.iter().map(|version| version.first()).collect());
    let until = list(span.until.0.iter().map(|version| version.last()).collect());
    format!("FirmwareSpan {{ since: {since}, until: {until} }}")
}

/// Returns true if a line of the form's answers has no text of its own: any line is one.
fn any_line_answers(command: &Command, form: &Form) -> bool {
    let mut lines = command.lines.iter().filter(|line| form.answers.contains(&line.name));
    lines.any(|line| {
        let rest =
            |param: &Param| matches!(param.ty, wizfi360_spec::model::Type::Rest | wizfi360_spec::model::Type::BareText);
        line.prefix.is_empty() && line.ending.is_empty() && line.keyword.is_none() && line.params.list.iter().any(rest)
    })
}

fn data_kind(data: &Data) -> String {
    match data {
        Data::Counted { ok_before_prompt, until_nul, until_escape, .. } => format!(
            "DataKind::Counted {{ ok_before_prompt: {ok_before_prompt}, until_nul: {until_nul}, \
             until_escape: {until_escape} }}"
        ),
        Data::Pem { begin, end, .. } => format!("DataKind::Pem {{ begin: {begin:?}, end: {end:?} }}"),
        Data::Transparent => "DataKind::Transparent".into(),
    }
}

/// The type of a form's answers without lifetime; `None` if nothing answers it.
pub(crate) fn answer_type(form: &Form) -> Option<String> {
    match form.answers.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        _ => Some(format!("{:?}Line", form.kind)),
    }
}

/// True if the type of a form's answers borrows from the line.
pub(crate) fn answer_borrows(spec: &Spec, command: &Command, form: &Form) -> bool {
    form.answers.iter().filter_map(|name| command.lines.iter().find(|line| line.name == *name)).any(|line| {
        let mut lowering = Lowering { spec, side: Side::Line, within: &line.name, rules: &[], types: Vec::new() };
        let fields = lowering.shape(&line.params);
        fields.iter().any(|field| field.ty.contains("'a")) || lowering.types.iter().any(Type::borrows)
    })
}

/// The enum of a form's lines, where it has several.
fn one_of_answers(form: &Form, lines: &[(String, String)], out: &mut Out) {
    let Some(name) = answer_type(form).filter(|_| form.answers.len() > 1) else { return };
    let types: Vec<_> =
        form.answers.iter().filter_map(|answer| lines.iter().find(|(name, _)| name == answer)).collect();
    let borrows = types.iter().any(|(_, ty)| ty.contains("'a"));
    out.blank();
    out.docs(&[format!("An answer line of [`{:?}`].", form.kind)]);
    super::domains::derives("Clone, Copy, Debug, PartialEq, Eq, Hash, Line", true, out);
    out.line("#[non_exhaustive]");
    out.block(format!("pub enum {}", with_lifetime(&name, borrows)), |out| {
        for (variant, ty) in types {
            out.docs(&[format!("See [`{variant}`].")]);
            out.line(format!("{variant}({ty}),"));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_spec::model::Versions;

    /// No `until` of today's spec names a branch.
    #[test]
    fn a_branch_begins_with_its_first_release_and_ends_with_its_last() {
        let versions = |texts: &[&str]| Versions(texts.iter().map(|text| text.parse().expect("a version")).collect());
        let cases: [(&[&str], &[&str], &str); 4] = [
            (&[], &[], "since: &[], until: &[]"),
            (
                &["1.0.x.x"],
                &["1.0.x.x"],
                "since: &[Firmware([1, 0, 0, 0])], until: &[Firmware([1, 0, u16::MAX, u16::MAX])]",
            ),
            (&["1.0.7.2"], &["1.0.7.2"], "since: &[Firmware([1, 0, 7, 2])], until: &[Firmware([1, 0, 7, 2])]"),
            (
                &[],
                &["1.0.7.2", "1.1.x.x"],
                "since: &[], until: &[Firmware([1, 0, 7, 2]), Firmware([1, 1, u16::MAX, u16::MAX])]",
            ),
        ];
        for (since, until, expected) in cases {
            let written = span(&Span { since: versions(since), until: versions(until) });
            assert_eq!(written, format!("FirmwareSpan {{ {expected} }}"));
        }
    }
}
