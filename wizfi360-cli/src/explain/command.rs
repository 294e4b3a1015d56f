//! The page of a command.

use super::page::{Shown, columns_of, erratum, examples, heading, line_body, params, title};
use crate::{
    layout::cut,
    paint::{ASIDE, HOST, In, MODULE, VALUE, WIDTH, pad, paragraph},
};
use wizfi360_reference::{
    text::readable,
    view::{CommandView, FormView, LineView, NameView, NoteView},
};

pub(crate) fn text(page: &CommandView) -> String {
    let mut out = match page.names.first() {
        Some(name) => title(page.name(), "command", &name.source),
        None => heading(page.name()),
    };
    out += &paragraph(2, &page.title);
    out += &names(&page.names);
    if !page.search_terms.is_empty() {
        out += &paragraph(2, &format!("Also found as: {}.", page.search_terms.join(", ")));
    }
    if !page.requires.is_empty() {
        out += &heading("Requires");
        out += &page.requires.iter().map(|text| paragraph(2, text)).collect::<String>();
    }
    let (mut described, mut shown) = (Vec::new(), Shown::default());
    for form in &page.forms {
        out += &self::form(page, form, &mut described, &mut shown);
    }
    out += &section("Notes", page.notes.iter().map(note));
    out += &examples(&page.examples);
    out += &section("Errata", page.errata.iter().map(|page| erratum(page, false)));
    out
}

fn section(name: &str, parts: impl ExactSizeIterator<Item = String>) -> String {
    if parts.len() == 0 { String::new() } else { heading(name) + &parts.collect::<String>() }
}

pub(super) fn names(names: &[NameView]) -> String {
    let width = names.iter().map(|name| name.name.len()).max().unwrap_or(0);
    let mut out = String::from("\n");
    for name in names {
        let kept = match name.persist {
            "volatile" => "until the next restart",
            "flash" => "kept in flash",
            _ => "",
        };
        let since = name.firmware.span().to_string().replace("firmware ", "");
        let scope = match name.scope {
            Some("unsuffixed") => "older name",
            Some(scope) => scope,
            None => "",
        };
        let parts: Vec<&str> =
            [scope, kept, &since, &name.source.text].into_iter().filter(|part| !part.is_empty()).collect();
        let room = WIDTH.saturating_sub(width + 4);
        let parts = cut(&parts.join(" · "), room);
        out += &format!("  {}  {}\n", In(VALUE, pad(&name.name, width)), In(ASIDE, parts));
    }
    out
}

/// `described`: names of lines that a form before it has shown.
fn form<'p>(page: &'p CommandView, form: &'p FormView, described: &mut Vec<&'p str>, shown: &mut Shown<'p>) -> String {
    let mut out = heading(form.heading());
    for line in &form.syntax {
        out += &format!("  {}\n", In(HOST, line));
    }
    out += &paragraph(2, &form.doc);
    let mut rows: Vec<(&str, String)> = Vec::new();
    if !form.firmware.span().is_unbounded() {
        rows.push(("firmware", form.firmware.span().to_string().replace("firmware ", "")));
    }
    rows.extend(form.requires.iter().map(|text| ("requires", text.clone())));
    rows.extend(form.behaviour.rules.iter().map(|rule| ("rule", rule.to_string())));
    if let Some(data) = &form.data {
        let receipt = data.receipt.as_ref().map(|name| format!(" {name} tells how many arrived.")).unwrap_or_default();
        rows.push(("data", data.text.clone() + &receipt));
    }
    let seconds = f64::from(form.timeout_ms) / 1000.0;
    let ends = format!("{}, within {seconds} s ({})", form.finals.join(" or "), form.timeout_source.text);
    rows.push(("ends with", ends));
    if let Some(source) = &form.no_line_ending {
        rows.push(("framing", format!("no empty line before the final result ({})", source.text)));
    }
    if !form.reasons.is_empty() {
        rows.push(("reasons", form.reasons.iter().map(|reason| reason.trim()).collect::<Vec<_>>().join(", ")));
    }
    if !form.messages.is_empty() {
        rows.push(("messages", form.messages.join(", ")));
    }
    rows.extend(form.effects.iter().map(|effect| ("effect", effect.text.clone())));
    rows.extend(form.behaviour.sets_in_words.iter().map(|text| ("sets", text.clone())));
    rows.extend(form.behaviour.risks_in_words.iter().map(|text| ("risk", text.clone())));
    if form.source.section != page.names.first().and_then(|name| name.source.section.clone()) {
        rows.push(("source", form.source.text.clone()));
    }
    if !form.params.is_empty() {
        out += &params(&form.params, 2, shown);
    }
    for name in &form.answers {
        match page.lines.iter().find(|line| line.name == *name) {
            Some(line) => {
                out += &answer(line, described.contains(&name.as_str()), shown);
                described.push(name);
            }
            None => out += &paragraph(2, &format!("answers {name}, which the spec does not describe")),
        }
    }
    for (name, text) in rows {
        out += &columns_of(name, &text, 2, 9);
    }
    out
}

fn answer<'p>(line: &'p LineView, again: bool, shown: &mut Shown<'p>) -> String {
    let repeats = match (line.repeats, again) {
        (_, true) => "  as above",
        (true, false) => "  may repeat",
        (false, false) => "",
    };
    let mut out = String::new();
    for syntax in &line.syntax {
        out += &format!("  {} {}{}\n", In(MODULE, "←"), In(MODULE, readable(syntax.as_bytes())), In(ASIDE, repeats));
    }
    if again {
        return out;
    }
    // Two columns deeper than the form.
    out + &line_body(line, shown).lines().map(|line| format!("  {line}\n")).collect::<String>()
}

fn note(note: &NoteView) -> String {
    let firmware = note.firmware.sentence();
    paragraph(2, &format!("{}{firmware} ({})", note.text, note.source.text))
}
