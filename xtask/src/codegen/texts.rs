//! The table by which a line is known from its text: results, reasons and messages.

use super::{lexical::final_name, names, out::Out};
use std::collections::BTreeMap;
use wizfi360_spec::{Spec, model::Line};

/// `generated/texts.rs`.
pub(crate) fn emit(spec: &Spec, out: &mut Out) {
    out.line("use super::{events::MessageKind, lexical::{Final, Reason}};");
    out.line("use crate::known::{Meaning, Pattern, Texts};");
    texts(spec, out);
    patterns(spec, out);
}

/// Texts that are a whole line, by their lengths.
fn texts(spec: &Spec, out: &mut Out) {
    let mut by_length: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
    let mut add = |text: &str, meaning| by_length.entry(text.len()).or_default().push((text.to_string(), meaning));
    for entry in &spec.lexical.finals {
        let meaning = format!("Meaning::Final(Final::{})", final_name(spec, &entry.text));
        spellings(&entry.text, &entry.also).for_each(|text| add(text, meaning.clone()));
    }
    for entry in &spec.lexical.reasons {
        let name = names::camel(entry.name.as_deref().unwrap_or(&entry.text));
        spellings(&entry.text, &entry.also).for_each(|text| add(text, format!("Meaning::Reason(Reason::{name})")));
    }
    for message in spec.events.messages.iter().filter(|message| may_be_bare(message)) {
        let meaning = format!("Meaning::Message(MessageKind::{})", message.name);
        let ending = format!("{}{}", message.word.as_deref().unwrap_or(""), message.suffix);
        prefixes(message).for_each(|prefix| add(&format!("{prefix}{ending}"), meaning.clone()));
    }
    let longest = by_length.keys().next_back().copied().unwrap_or(0);
    let all = || by_length.values().flatten();
    out.blank();
    out.docs(&["Texts that are a whole line.".into()]);
    out.block_with("pub(crate) static TEXTS: Texts = Texts", "};", |out| {
        out.line("texts: concat!(");
        all().for_each(|(text, _)| out.line(format!("    {text:?},")));
        out.line(").as_bytes(),");
        out.line("meanings: &[");
        all().for_each(|(_, meaning)| out.line(format!("    {meaning},")));
        out.line("],");
        let (mut byte, mut place) = (0, 0);
        let mut starts = vec![];
        for length in 0..=longest + 1 {
            starts.push(format!("({byte}, {place})"));
            let count = by_length.get(&length).map_or(0, Vec::len);
            byte += count * length;
            place += count;
        }
        out.line(format!("starts: &[{}],", starts.join(", ")));
    });
}

/// What stands around the parameters of messages.
fn patterns(spec: &Spec, out: &mut Out) {
    let with_params = || spec.events.messages.iter().filter(|message| !message.takes.is_empty());
    out.blank();
    out.docs(&["What stands around the parameters of messages: the first that fits counts.".into()]);
    out.line("pub(crate) static PATTERNS: &[Pattern] = &[");
    for message in with_params() {
        let ending = message.word.as_ref().map_or(message.suffix.clone(), |word| format!(",{word}{}", message.suffix));
        let prefixes: Vec<_> = prefixes(message).collect();
        for prefix in &prefixes {
            // The longer of two prefixes adds nothing.
            let covered = prefixes.iter().any(|other| other != prefix && prefix.starts_with(other));
            let tells = !prefix.is_empty() || !ending.is_empty();
            if tells && !covered {
                let kind = format!("MessageKind::{}", message.name);
                out.line(format!("    Pattern {{ prefix: {prefix:?}, ending: {ending:?}, kind: {kind} }},"));
            }
        }
    }
    out.line("];");
    out.blank();
    out.docs(&["Messages that only what separates their parameters tells.".into()]);
    out.line("pub(crate) static SEPARATED: &[(&str, MessageKind)] = &[");
    for message in with_params().filter(|message| message.prefix.is_empty() && message.separator != ",") {
        out.line(format!("    ({:?}, MessageKind::{}),", message.separator, message.name));
    }
    out.line("];");
}

/// True if the line may be without parameters.
fn may_be_bare(message: &Line) -> bool {
    let takes = &message.takes;
    takes.params.is_empty() && takes.choice.is_none()
}

fn prefixes(message: &Line) -> impl Iterator<Item = &str> {
    spellings(&message.prefix, &message.also)
}

fn spellings<'s>(text: &'s str, also: &'s [String]) -> impl Iterator<Item = &'s str> {
    std::iter::once(text).chain(also.iter().map(String::as_str))
}
