//! The table of lines that are known by their text: final results, reasons and messages.

use super::{lexical::final_name, names, out::Out, perfect_hash};
use crate::Failure;
use std::collections::BTreeMap;
use wizfi360_spec::{Spec, model::Line};

/// What a text means; `CLOSED` is both.
#[derive(Default)]
struct Meaning {
    result: Option<String>,
    reason: Option<String>,
    message: Option<String>,
}

/// `generated/line_table.rs`.
pub(crate) fn emit(spec: &Spec, out: &mut Out) -> Result<(), Failure> {
    out.line("use super::{events::MessageKind, lexical::{Final, Reason}};");
    out.line("use crate::line_table::{Hash, LineKind, Lines, MessagePattern, NumberedMessage};");
    lines(spec, out)?;
    patterns(spec, out);
    Ok(())
}

/// The texts that are a whole line, the shortest first.
fn lines(spec: &Spec, out: &mut Out) -> Result<(), Failure> {
    let mut meanings: BTreeMap<(usize, String), Meaning> = BTreeMap::new();
    let mut meaning = |text: &str, set: &dyn Fn(&mut Meaning)| {
        set(meanings.entry((text.len(), text.to_string())).or_default());
    };
    for entry in &spec.lexical.finals {
        let name = format!("Final::{}", final_name(spec, &entry.text));
        spellings(&entry.text, &entry.aliases).for_each(|text| meaning(text, &|m| m.result = Some(name.clone())));
    }
    for entry in &spec.lexical.reasons {
        let name = format!("Reason::{}", names::camel(entry.name.as_deref().unwrap_or(&entry.text)));
        spellings(&entry.text, &entry.aliases).for_each(|text| meaning(text, &|m| m.reason = Some(name.clone())));
    }
    for message in spec.events.messages.iter().filter(|message| may_be_bare(message)) {
        let name = format!("MessageKind::{}", message.name);
        let ending = format!("{}{}", message.keyword.as_deref().unwrap_or(""), message.ending);
        prefixes(message).for_each(|prefix| meaning(&format!("{prefix}{ending}"), &|m| m.message = Some(name.clone())));
    }
    if let Some(((_, text), _)) =
        meanings.iter().find(|(_, m)| m.reason.is_some() && (m.result.is_some() || m.message.is_some()))
    {
        return Err(Failure::new(format!("`{text}` is a reason and something else: the engines cannot tell which")));
    }
    let texts: Vec<&str> = meanings.keys().map(|(_, text)| text.as_str()).collect();
    let hash = perfect_hash::find(&texts)?;
    out.blank();
    out.docs(&["The bytes that tell all texts of one length apart.".into()]);
    let (from_end, weights) = (hash.from_end, hash.weights);
    out.line(format!("pub(crate) const HASH: Hash = Hash {{ from_end: {from_end:?}, weights: {weights:?} }};"));
    out.blank();
    out.docs(&["All texts that are a whole line.".into()]);
    out.block_with("pub(crate) static LINES: Lines = Lines", "};", |out| {
        out.line("texts: concat!(");
        texts.iter().for_each(|text| out.line(format!("    {text:?},")));
        out.line(").as_bytes(),");
        out.line(format!("starts: &{:?},", starts(&texts)));
        out.line("kinds: &[");
        meanings.values().for_each(|meaning| out.line(format!("    {},", kind(meaning))));
        out.line("],");
        out.line(format!("by_length: &{:?},", hash.by_length));
        out.line(format!("slots: &{:?},", hash.slots));
    });
    Ok(())
}

fn starts(texts: &[&str]) -> Vec<usize> {
    let ends = texts.iter().scan(0, |end, text| {
        *end += text.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

fn kind(meaning: &Meaning) -> String {
    match meaning {
        Meaning { result: Some(result), message: Some(message), .. } => {
            format!("LineKind::FinalOrMessage({result}, {message})")
        }
        Meaning { result: Some(result), .. } => format!("LineKind::Final({result})"),
        Meaning { message: Some(message), .. } => format!("LineKind::Message({message})"),
        Meaning { reason, .. } => format!("LineKind::Reason({})", reason.as_deref().unwrap_or_default()),
    }
}

/// The texts around the parameters of messages.
fn patterns(spec: &Spec, out: &mut Out) {
    let with_params = || spec.events.messages.iter().filter(|message| !message.params.is_empty());
    let (mut patterns, mut numbered) = (Vec::new(), Vec::new());
    for message in with_params() {
        let kind = format!("MessageKind::{}", message.name);
        if let (Some(keyword), "") = (&message.keyword, message.prefix.as_str()) {
            let keyword = format!("{keyword}{}", message.ending);
            numbered.push(format!("NumberedMessage {{ keyword: {keyword:?}, kind: {kind} }}"));
            continue;
        }
        let ending =
            message.keyword.as_ref().map_or(message.ending.clone(), |word| format!(",{word}{}", message.ending));
        let prefixes: Vec<_> = prefixes(message).filter(|prefix| !prefix.is_empty()).collect();
        for prefix in &prefixes {
            // The longer of two prefixes adds nothing.
            if !prefixes.iter().any(|other| other != prefix && prefix.starts_with(other)) {
                patterns.push(format!("MessagePattern {{ prefix: {prefix:?}, ending: {ending:?}, kind: {kind} }}"));
            }
        }
    }
    let separated = with_params()
        .filter(|message| message.prefix.is_empty() && message.separator != ",")
        .map(|message| format!("({:?}, MessageKind::{})", message.separator, message.name));
    list("The texts around the parameters of messages.", "PATTERNS", "MessagePattern", patterns, out);
    list("Messages of numbers and a keyword.", "NUMBERED", "NumberedMessage", numbered, out);
    let doc = "Messages that only the separator of their parameters marks.";
    list(doc, "SEPARATED", "(&str, MessageKind)", separated.collect(), out);
}

fn list(doc: &str, name: &str, ty: &str, entries: Vec<String>, out: &mut Out) {
    out.blank();
    out.docs(&[doc.into()]);
    out.line(format!("pub(crate) static {name}: &[{ty}] = &["));
    entries.iter().for_each(|entry| out.line(format!("    {entry},")));
    out.line("];");
}

fn may_be_bare(message: &Line) -> bool {
    let params = &message.params;
    params.list.is_empty() && params.choice.is_none()
}

fn prefixes(message: &Line) -> impl Iterator<Item = &str> {
    spellings(&message.prefix, &message.aliases)
}

fn spellings<'s>(text: &'s str, also: &'s [String]) -> impl Iterator<Item = &'s str> {
    std::iter::once(text).chain(also.iter().map(String::as_str))
}
