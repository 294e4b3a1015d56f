//! The page of a command on one screen: what a driver needs while it is written.

use super::{
    command::names,
    page::{columns_of, heading, title},
};
use crate::{
    layout::{columns, cut},
    paint::{ASIDE, HOST, In, MODULE, NAME, WIDTH, pad, paragraph},
};
use wizfi360_reference::{
    text::readable,
    view::{CommandView, ErratumView, FormView, LineView, ParamView, ShapeItem, ShapeView, TypeView, ValueView},
};

/// The width of the first column of a form's rows.
const ROW: usize = 8;

pub(super) fn text(page: &CommandView) -> String {
    let mut out = match page.names.first() {
        Some(name) => title(page.name(), "command", &name.source),
        None => heading(page.name()),
    };
    out += &paragraph(2, &page.title);
    out += names(&page.names).trim_start_matches('\n');
    out += &page.requires.iter().map(|text| columns_of("requires", text, 2, ROW)).collect::<String>();
    let mut described = Vec::new();
    for form in &page.forms {
        out += "\n";
        out += &self::form(page, form, &mut described);
    }
    out + &errata(&page.errata)
}

/// A form; `described` are the lines that a form before it has shown.
fn form<'p>(page: &'p CommandView, form: &'p FormView, described: &mut Vec<&'p str>) -> String {
    let mut out: String = form.syntax.iter().map(|line| format!("  {}\n", In(HOST, line))).collect();
    out += &params(&form.params, 4);
    for line in page.lines.iter().filter(|line| form.answers.contains(&line.name)) {
        let again = described.contains(&line.name.as_str());
        described.push(&line.name);
        out += &answer(line, again);
    }
    if let Some(data) = &form.data {
        out += &columns_of("data", &data.text, 4, ROW);
    }
    out += &form.requires.iter().map(|text| columns_of("requires", text, 4, ROW)).collect::<String>();
    let rules = form.behaviour.rules.iter().map(|rule| columns_of("rule", &rule.to_string(), 4, ROW));
    out += &rules.collect::<String>();
    let finals = format!("{}; timeout {} s", form.finals.join(" or "), f64::from(form.timeout_ms) / 1000.0);
    out += &columns_of("final", &finals, 4, ROW);
    if !form.reasons.is_empty() {
        let reasons: Vec<&str> = form.reasons.iter().map(|reason| reason.trim()).collect();
        out += &columns_of("errors", &reasons.join(", "), 4, ROW);
    }
    if !form.messages.is_empty() {
        out += &columns_of("URCs", &form.messages.join(", "), 4, ROW);
    }
    out
}

fn answer(line: &LineView, again: bool) -> String {
    let mut out = String::new();
    for syntax in &line.syntax {
        let repeats = if line.repeats { "  may repeat" } else { "" };
        let syntax = readable(syntax.as_bytes());
        out += &format!("    {} {}{}\n", In(MODULE, "←"), In(MODULE, syntax), In(ASIDE, repeats));
    }
    if again { out } else { out + &params(&line.params, 6) }
}

/// A line for each parameter that has a limit, listed values or another rule; of all others the syntax says enough.
fn params(shape: &ShapeView, indent: usize) -> String {
    let mut rows: Vec<(String, String)> = Vec::new();
    shape.walk(&mut |step| match step {
        ShapeItem::Param(param) => {
            let row = (format!("<{}>", param.name), facts(param));
            if !row.1.is_empty() && !rows.contains(&row) {
                rows.push(row);
            }
        }
        ShapeItem::Choice(_) | ShapeItem::Variant(..) | ShapeItem::Tail(_) | ShapeItem::End => {}
    });
    let width = rows.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
    rows.iter().map(|(name, text)| columns_of(name, text, indent, width)).collect()
}

/// The rule of a parameter, in one phrase.
fn facts(param: &ParamView) -> String {
    let ty = &param.ty;
    let mut facts = Vec::new();
    if !ty.values.is_empty() {
        facts.push(listed(ty));
    } else if ty.domain.is_some() {
        facts.push(ty.rule.clone());
    }
    if let Some(mux) = param.mux {
        facts.push(format!("only with AT+CIPMUX={mux}"));
    }
    facts.extend(param.default.as_ref().map(|default| format!("default {default}")));
    let factory = |known: &wizfi360_reference::view::FactoryView| format!("factory default {}", known.value);
    facts.extend(param.factory.iter().map(factory));
    if !param.firmware.span().is_unbounded() {
        facts.push(param.firmware.span().to_string());
    }
    facts.join("; ")
}

/// `0 Open, 1 WEP`; of a long list its ends.
fn listed(ty: &TypeView) -> String {
    const MANY: usize = 10;
    let one = |value: &ValueView| match (&value.text, value.value) {
        (Some(text), _) => format!("\"{text}\""),
        (None, Some(number)) => format!("{number} {}", value.name),
        (None, None) => value.name.clone(),
    };
    let joined = |values: &[ValueView]| values.iter().map(one).collect::<Vec<_>>().join(", ");
    match ty.values.as_slice() {
        [first, .., last] if ty.values.len() > MANY => {
            format!("{} … {} ({} values)", one(first), one(last), ty.values.len())
        }
        all => joined(all),
    }
}

/// A line for each erratum.
fn errata(errata: &[ErratumView]) -> String {
    if errata.is_empty() {
        return String::new();
    }
    let width = errata.iter().map(|page| page.id.len()).max().unwrap_or(0);
    let room = WIDTH.saturating_sub(width + 4);
    let mut out = heading("Errata");
    for page in errata {
        out += &format!("  {}  {}\n", In(NAME, pad(&page.id, width)), cut(&page.manual_says, room));
    }
    let example = errata.first().map_or("", |page| page.id.as_str());
    out + &format!("  {}\n", In(ASIDE, format!("`wizfi360 explain {example}` shows one")))
}
