//! Fuzz dictionaries: the words that a fuzzer would not find by itself.

use crate::{Failure, root};
use std::{collections::BTreeSet, fs};
use wizfi360_spec::{
    Spec,
    model::{Data, DomainKind, Line, Shape},
};

/// The words of the protocol: of a fuzzer of this crate, or of a driver in any language.
pub(crate) fn protocol(spec: &Spec) -> String {
    let mut words = BTreeSet::new();
    for (_, command) in spec.commands() {
        words.extend(command.names.iter().map(|name| name.name.clone()));
        command.lines.iter().for_each(|line| self::line(line, &mut words));
        for form in &command.forms {
            shape(&form.params, &mut words);
            if let Some(Data::Pem { begin, end, .. }) = &form.data {
                words.extend([begin.clone(), end.clone()]);
            }
        }
    }
    spec.events.messages.iter().for_each(|message| line(message, &mut words));
    spec.events.packets.iter().for_each(|packet| line(&packet.head, &mut words));
    for (_, domain) in spec.all_domains() {
        match &domain.kind {
            DomainKind::Int { min, max, .. } => {
                words.extend([min - 1, *min, *max, max + 1].map(|number| number.to_string()))
            }
            DomainKind::Enum(values) => words.extend(values.iter().map(|value| value.value.to_string())),
            DomainKind::Words { quoted, values } => words.extend(values.iter().map(|word| quote(&word.text, *quoted))),
            DomainKind::Mask(bits) => words.extend(bits.iter().map(|bit| (1_u64 << bit.bit).to_string())),
            DomainKind::Str { .. } | DomainKind::UnicastMac => {}
        }
    }
    let lexical = &spec.lexical;
    for last in &lexical.finals {
        words.extend(last.aliases.iter().chain([&last.text]).map(|text| format!("\r\n{text}\r\n")));
    }
    for reason in &lexical.reasons {
        words.extend(reason.aliases.iter().chain([&reason.text]).cloned());
    }
    words.extend(lexical.escape_set.value.chars().map(|escaped| format!("\\{escaped}")));
    words.extend(
        [&lexical.line_ending.value, &lexical.prompt.value, &lexical.escape_sequence.value.0].map(String::clone),
    );
    // Line ends that real modules send besides, and places that are empty.
    words.extend(
        ["\r\r\n", "\r\n\r\n", "=?", "\",\"", ",\"\"", ",,", "\"1.2.3.4\"", "\"00:08:dc:11:12:13\""].map(String::from),
    );
    written("The words of the protocol.", words)
}

/// The words of the RON files: keys and variants.
pub(crate) fn spec_text(spec: &Spec) -> Result<String, Failure> {
    let mut words = BTreeSet::new();
    let shared = ["manual", "lexical", "domains", "events", "errata"].map(String::from);
    for path in spec.families.iter().map(|file| file.path.clone()).chain(shared) {
        keys(&fs::read_to_string(root().join("spec").join(format!("{path}.ron")))?, &mut words);
    }
    words.extend(
        ["true", "false", "None", "Some(", "\"{scope}\"", "\"<null>\"", "r#\"", "\"#", "/*", "*/", "//"]
            .map(String::from),
    );
    Ok(written("The words of the spec's RON files.", words))
}

fn line(line: &Line, words: &mut BTreeSet<String>) {
    let scoped = |prefix: &String| match prefix.contains("{scope}") {
        true => ["_CUR", "_DEF", ""].iter().map(|scope| prefix.replace("{scope}", scope)).collect(),
        false => vec![prefix.clone()],
    };
    words.extend(line.aliases.iter().chain([&line.prefix]).flat_map(scoped));
    words.extend([&line.ending, &line.separator].map(String::clone));
    words.extend(line.keyword.clone());
    shape(&line.params, words);
}

fn shape(shape: &Shape, words: &mut BTreeSet<String>) {
    if let Some(choice) = &shape.choice {
        for variant in &choice.variants {
            words.insert(quote(&variant.tag, true));
            self::shape(&variant.params, words);
        }
    }
    if let Some(tail) = &shape.tail {
        self::shape(&tail.params, words);
    }
}

fn quote(word: &str, quoted: bool) -> String {
    if quoted { format!("\"{word}\"") } else { word.into() }
}

/// Identifiers with what stands behind them, `:` or `(`; comments and texts are passed over.
fn keys(text: &str, words: &mut BTreeSet<String>) {
    for line in text.lines() {
        for part in line.split('"').step_by(2) {
            let part = part.split("//").next().unwrap_or("");
            for (at, sign) in part.match_indices([':', '(']) {
                let before = &part[..at];
                let begin = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |at| at + 1);
                // `dc:` in a MAC address is no key.
                let opens = before[..begin].chars().next_back().is_none_or(|c| matches!(c, ' ' | '(' | '['));
                if opens && begin < at {
                    words.insert(format!("{}{sign}", &before[begin..]));
                }
            }
        }
    }
}

/// In the format of libFuzzer and AFL: a word in quotes a line.
fn written(what: &str, words: BTreeSet<String>) -> String {
    let mut text = format!("# Generated by `cargo xtask codegen` from `spec/`; do not edit by hand.\n# {what}\n");
    for word in words.iter().filter(|word| !word.is_empty()) {
        text.push('"');
        for byte in word.bytes() {
            match byte {
                b'"' | b'\\' => text.extend(['\\', byte.into()]),
                b' '..=b'~' => text.push(byte.into()),
                _ => text.push_str(&format!("\\x{byte:02X}")),
            }
        }
        text.push_str("\"\n");
    }
    text
}
