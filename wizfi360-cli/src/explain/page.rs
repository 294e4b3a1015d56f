//! The pages of what is no command, and what all pages share.

use super::{brief, command};
use crate::paint::{ASIDE, HEADING, HOST, In, MODULE, NAME, VALUE, WIDTH, pad, paragraph, wrap};
use wizfi360_reference::{
    Page,
    text::readable,
    view::{
        ErratumView, ExampleView, FactoryView, FormRef, LineView, ParamView, ShapeItem, ShapeView, SourceView, TypeView,
    },
};

/// Writes the page on one screen. All pages but those of commands are short as they are.
pub(super) fn brief(page: &Page) -> String {
    match page {
        Page::Command(page) => brief::text(page),
        _ => text(page),
    }
}

/// Returns the function that writes pages, in brief or whole.
pub(super) fn writer(is_brief: bool) -> fn(&Page) -> String {
    if is_brief { brief } else { text }
}

/// Writes the whole page.
pub(super) fn text(page: &Page) -> String {
    match page {
        Page::Command(page) => command::text(page),
        Page::Message(page) => {
            let head = title(&page.line.syntax.join(", "), "message", &page.line.source);
            head + &line_body(&page.line, &mut Shown::default())
                + &forms("Comes because of", &page.forms)
                + &ids(&page.line.errata)
                + &examples(&page.line.examples)
        }
        Page::Packet(page) => {
            let head = title(&page.head.syntax.join(", "), "packet", &page.head.source);
            let bytes = format!(
                "Then <{}> bytes, with no line end behind them; at most {} are believed ({}).",
                page.length, page.max, page.max_source.text
            );
            head + &line_body(&page.head, &mut Shown::default())
                + &paragraph(2, &bytes)
                + &ids(&page.head.errata)
                + &examples(&page.head.examples)
        }
        Page::Final(page) => {
            let kind = if page.success { "final result: success" } else { "final result: failure" };
            let mut text = title(&page.text, kind, &page.source) + &paragraph(2, &page.doc) + &also(&page.aliases);
            match page.ends_any {
                true => text += &paragraph(2, "It can end any command."),
                false if page.forms.len() > 20 => {
                    text += &paragraph(2, &format!("{} forms end with it.", page.forms.len()))
                }
                false => text += &forms("Ends", &page.forms),
            }
            text + &ids(&page.errata)
        }
        Page::Reason(page) => {
            let head = title(&page.text, "reason, before a bad final result", &page.source);
            head + &paragraph(2, &page.doc)
                + &also(&page.aliases)
                + &forms("May answer", &page.forms)
                + &ids(&page.errata)
        }
        Page::Domain(page) => {
            let kind = if page.secret { "value type, secret" } else { "value type" };
            let head = title(&page.name, kind, &page.source);
            head + &paragraph(2, &page.doc)
                + &paragraph(2, &format!("{}.", page.kind.rule))
                + &values(&page.kind, 4)
                + &ids(&page.errata)
        }
        Page::Erratum(page) => erratum(page, true),
    }
}

/// A page's first line: what it is, and where it stands.
pub(crate) fn title(name: &str, kind: &str, source: &SourceView) -> String {
    let name = readable(name.as_bytes());
    let margin = format!("{kind}, {}", source.text);
    let room = WIDTH.saturating_sub(crate::layout::columns(&name) + margin.chars().count());
    if room < 2 {
        return format!("{}\n{}", In(HEADING, name), paragraph(2, &margin));
    }
    format!("{}{}{}\n", In(HEADING, name), " ".repeat(room), In(ASIDE, margin))
}

/// A heading inside a page.
pub(crate) fn heading(text: &str) -> String {
    format!("\n{}\n", In(HEADING, text))
}

fn also(also: &[String]) -> String {
    match also {
        [] => String::new(),
        also => paragraph(2, &format!("Also read: {}.", quoted(also))),
    }
}

fn quoted(texts: &[String]) -> String {
    texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}

pub(crate) fn forms(what: &str, forms: &[FormRef]) -> String {
    if forms.is_empty() {
        return String::new();
    }
    let all: Vec<String> = forms.iter().map(|form| format!("{} ({})", form.command, form.form)).collect();
    paragraph(2, &format!("{what}: {}.", all.join(", ")))
}

fn ids(errata: &[String]) -> String {
    match errata {
        [] => String::new(),
        ids => paragraph(2, &format!("Errata: {}. `wizfi360 explain <id>` shows one.", ids.join(", "))),
    }
}

/// What a line tells and holds.
pub(crate) fn line_body<'p>(line: &'p LineView, shown: &mut Shown<'p>) -> String {
    let mut text = paragraph(2, &line.doc);
    if let Some(when) = &line.when {
        text += &paragraph(2, &format!("When: {when}"));
    }
    if let Some(source) = &line.blank_line_before {
        text += &paragraph(2, &format!("An empty line stands before it ({}).", source.text));
    }
    text += &also(&line.shown_aliases);
    text += &paragraph(2, line.firmware.sentence().trim_start());
    text + &params(&line.params, 2, shown)
}

/// Dialogues under a heading, with an empty line between them.
pub(crate) fn examples(examples: &[ExampleView]) -> String {
    if examples.is_empty() {
        return String::new();
    }
    let mut out = heading("Examples");
    for (at, example) in examples.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if let Some(doc) = &example.doc {
            out += &paragraph(2, doc);
        }
        for says in example.dialogue.iter().filter(|says| !says.text.is_empty()) {
            let (arrow, style) = if says.from == "host" { ("→", HOST) } else { ("←", MODULE) };
            let text = readable(says.text.as_bytes());
            out += &format!("  {} {}\n", In(style, arrow), In(style, text));
        }
        out += &format!("    {}\n", In(ASIDE, &example.source.text));
    }
    out
}

/// The value types that a page has shown: their values and their source are not said twice.
#[derive(Default)]
pub(crate) struct Shown<'p>(Vec<&'p str>);

impl<'p> Shown<'p> {
    /// True if the type was shown before; from now on it is.
    fn again(&mut self, ty: &'p TypeView) -> bool {
        let Some(domain) = &ty.domain else { return false };
        let again = self.0.contains(&domain.as_str());
        self.0.push(domain);
        again
    }
}

/// The parameters of a list, each with what it is and what it may be.
pub(crate) fn params<'p>(shape: &'p ShapeView, indent: usize, shown: &mut Shown<'p>) -> String {
    let mut width = 0;
    shape.walk(&mut |step| {
        width = width.max(match step {
            ShapeItem::Param(param) => param.name.chars().count() + 2,
            ShapeItem::Choice(choice) => choice.tag.chars().count() + 2,
            ShapeItem::Variant(..) | ShapeItem::Tail(_) | ShapeItem::End => 0,
        });
    });
    let mut out = String::new();
    let mut depth = indent;
    shape.walk(&mut |step| match step {
        ShapeItem::Param(param) => out += &param_lines(param, depth, width, shown),
        ShapeItem::Choice(choice) => {
            let tags: Vec<String> = choice.variants.iter().map(|variant| format!("\"{}\"", variant.tag)).collect();
            let text = format!("{} One of {}.", choice.doc, tags.join(", "));
            out += &columns_of(&format!("<{}>", choice.tag), &text, depth, width);
        }
        ShapeItem::Variant(choice, variant) => {
            let since = variant.firmware.sentence();
            let text = format!("with <{}> \"{}\": {}{since}", choice.tag, variant.tag, variant.doc);
            depth += 2;
            out += &format!("{}{}\n", " ".repeat(depth), In(ASIDE, text));
        }
        ShapeItem::Tail(tail) if tail.doc.is_empty() => {}
        ShapeItem::Tail(tail) => out += &paragraph(depth, &format!("optional: {}", tail.doc)),
        ShapeItem::End => depth -= 2,
    });
    out
}

fn param_lines<'p>(param: &'p ParamView, indent: usize, width: usize, shown: &mut Shown<'p>) -> String {
    let mut text = param.doc.clone();
    let ty = &param.ty;
    // What a type without limits is, its text says; what its storage holds is no limit of the protocol.
    if ty.domain.is_some() && ty.values.is_empty() {
        text += &format!(" {}.", capital(&ty.rule));
    }
    if let Some(when) = &param.mask_bit {
        let mask = when.set_by.as_ref().unwrap_or(&when.mask);
        text += &format!(" There if {mask} has the bit {}.", when.bit);
    } else if let Some(mux) = param.mux {
        text += &format!(" There exactly while AT+CIPMUX={mux}.");
    } else if param.optional {
        text += " Optional.";
    }
    if let Some(default) = &param.default {
        text += &format!(" Default: {default}.");
    }
    text += &FactoryView::sentence(&param.factory);
    text += &param.firmware.sentence();
    if param.secret {
        text += " Never shown.";
    }
    let again = shown.again(ty);
    if again && !ty.values.is_empty() {
        text += " Values as above.";
    }
    // Facts of the manual need no mark: its section stands at the head of the page.
    let limits = ty.source.as_ref().filter(|_| !again);
    for source in limits.into_iter().chain([&param.source]).filter(|source| source.kind != "manual") {
        text += &format!(" ({})", source.text);
    }
    let head = columns_of(&format!("<{}>", param.name), &text, indent, width);
    if again { head } else { head + &values(ty, indent + width + 2) }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The listed values of a type, one a line.
pub(crate) fn values(ty: &TypeView, indent: usize) -> String {
    let name_of = |value: &wizfi360_reference::view::ValueView| match (&value.text, value.value) {
        (Some(text), _) => format!("\"{text}\""),
        (None, Some(number)) => number.to_string(),
        (None, None) => String::new(),
    };
    let first = ty.values.iter().map(|value| name_of(value).chars().count()).max().unwrap_or(0);
    let second = ty.values.iter().map(|value| value.name.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for value in &ty.values {
        let number = name_of(value);
        let number = if ty.kind == "words" { pad(&number, first) } else { format!("{number:>first$}") };
        let mut doc = value.doc.clone();
        doc += &value.firmware.sentence();
        let name = pad(&value.name, second);
        let text = format!("{} {}", In(VALUE, &number), In(NAME, &name));
        let used = indent + crate::layout::columns(&number) + crate::layout::columns(&name) + 3;
        out += &beside(&format!("{}{text}  ", " ".repeat(indent)), used, &doc);
    }
    out
}

/// A name and a text beside it.
pub(crate) fn columns_of(name: &str, text: &str, indent: usize, width: usize) -> String {
    let head = format!("{}{}  ", " ".repeat(indent), In(NAME, pad(name, width)));
    beside(&head, indent + width.max(crate::layout::columns(name)) + 2, text)
}

/// A text whose first line stands behind `head`, which takes `used` columns; the others stand below it.
pub(crate) fn beside(head: &str, used: usize, text: &str) -> String {
    let lines = wrap(text, WIDTH.saturating_sub(used).max(20));
    if lines.is_empty() {
        return format!("{}\n", head.trim_end());
    }
    lines.iter().enumerate().fold(String::new(), |out, (at, line)| match at {
        0 => format!("{out}{head}{line}\n"),
        _ => format!("{out}{}{line}\n", " ".repeat(used)),
    })
}

/// An erratum.
pub(crate) fn erratum(page: &ErratumView, alone: bool) -> String {
    let mut text = match alone {
        true => title(&page.id, "erratum", &page.manual_source),
        false => format!("  {} {}\n", In(VALUE, &page.id), In(ASIDE, format!("({})", page.manual_source.text))),
    };
    let indent = if alone { 2 } else { 4 };
    text += &columns_of("manual", &page.manual_says, indent, 6);
    text += &columns_of("module", &page.module_does, indent, 6);
    text += &columns_of("we", &format!("{}: {}", page.decision_text(), page.consequence), indent, 6);
    let evidence: Vec<&str> = page.evidence.iter().map(|source| source.text.as_str()).collect();
    if !evidence.is_empty() {
        text += &columns_of("by", &evidence.join("; "), indent, 6);
    }
    text
}
