//! Dialogues byte for byte: the examples of the spec, and recordings of real modules.

use crate::edges::{section_of, slug};
use wizfi360_spec::{
    Spec,
    model::{Example, Source, Turn},
};

// `RECORDED`: the recordings of real modules, name and text, in the format of `docs/log-format.md`.
include!(concat!(env!("OUT_DIR"), "/recorded.rs"));

/// What two sides said, in order.
#[derive(Clone, Debug)]
pub struct Dialogue {
    /// Where it is from: `3.2.3/example-1`, `recorded/mqtt-publish`.
    pub id: String,
    /// Where that stands.
    pub source: Source,
    /// What was said.
    pub said: Vec<Said>,
}

/// A part of a dialogue, line ends in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The host sends it.
    Host(Vec<u8>),
    /// The module sends it.
    Module(Vec<u8>),
}

/// The examples of all commands, then those of messages and packets.
pub fn examples(spec: &Spec) -> Vec<Dialogue> {
    let commands = spec.commands().map(|(_, command)| (section_of(&command.names[0]).to_string(), &*command.examples));
    let heads = spec.events.packets.iter().map(|packet| &packet.head);
    let unasked = spec.events.messages.iter().chain(heads).map(|line| {
        let section = line.source.as_ref().and_then(|source| source.section()).unwrap_or("event");
        (format!("{section}/{}", slug(&line.name)), &line.examples)
    });
    let all = commands.chain(unasked).flat_map(|(id, examples)| {
        let ids = (1..).map(move |count| format!("{id}/example-{count}"));
        examples.iter().zip(ids)
    });
    all.map(|(example, id)| Dialogue { id, source: example.source.clone(), said: said(example) }).collect()
}

/// The recordings: each file in `fixtures/real`. `fixtures/README.md` tells how one is added.
pub fn recorded() -> Vec<Dialogue> {
    let dialogue = |(name, log): &(&str, &str)| Dialogue {
        id: format!("recorded/{name}"),
        source: Source::Capture((*name).into()),
        said: log.lines().filter_map(recorded_line).collect(),
    };
    RECORDED.iter().map(dialogue).collect()
}

/// True if there is a recording of this name.
pub(crate) fn is_recorded(name: &str) -> bool {
    RECORDED.iter().any(|(recorded, _)| *recorded == name)
}

/// What a comment of a recording's head says: `# firmware: 1.1.1.7`.
///
/// `id` is that of the dialogue: `recorded/mqtt-publish`.
pub fn told(id: &str, key: &str) -> Option<&'static str> {
    let (_, log) = RECORDED.iter().find(|(name, _)| id.strip_prefix("recorded/") == Some(name))?;
    log.lines().find_map(|line| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(": "))
}

fn said(example: &Example) -> Vec<Said> {
    let said = |says: &Turn| match says {
        Turn::Host(text) => Said::Host(ended(text)),
        Turn::Data(text) => Said::Host(text.clone().into_bytes()),
        // Behind a prompt and a whole packet stands no line end.
        Turn::Module(text) if text == ">" || text.starts_with("+IPD,") => Said::Module(text.clone().into_bytes()),
        Turn::Module(text) => Said::Module(ended(text)),
    };
    example.dialogue.iter().map(said).collect()
}

/// Reads a line of a recording: `>> (10:09:21.898) AT`, `<< b'\xfc\r\n'`, `<< 'OK\r\n'`. A prompt has no line ending, and
/// data has none but its own.
///
/// Recordings are written in the strict form of the format, so that this crate stands on the spec alone.
fn recorded_line(line: &str) -> Option<Said> {
    let (mark, text) = line.split_once(' ').unwrap_or((line, ""));
    let text = match text.strip_prefix('(').and_then(|text| text.split_once(')')) {
        Some((_, text)) => text.strip_prefix(' ').unwrap_or(text),
        None => text,
    };
    let is_host = mark == ">>";
    let literal = text.strip_prefix('b').unwrap_or(text).strip_prefix('\'');
    let literal = literal.and_then(|text| text.strip_suffix('\'')).map(unescaped);
    let is_bare = text == ">" || (is_host && !text.starts_with("AT"));
    let bytes = literal.unwrap_or_else(|| if is_bare { text.as_bytes().to_vec() } else { ended(text) });
    match mark {
        ">>" => Some(Said::Host(bytes)),
        "<<" => Some(Said::Module(bytes)),
        _ => None,
    }
}

/// The bytes of a literal: `\xfc`, `\r`, `\n`; another byte after a backslash stands for itself.
fn unescaped(text: &str) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, after @ ..] = rest {
        let hex = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        let (byte, used) = match (first, after) {
            (b'\\', [b'x', high, low, ..]) => (hex(&[*high, *low]).unwrap_or(b'?'), 4),
            (b'\\', [b'r', ..]) => (b'\r', 2),
            (b'\\', [b'n', ..]) => (b'\n', 2),
            (b'\\', [other, ..]) => (*other, 2),
            (other, _) => (*other, 1),
        };
        out.push(byte);
        rest = &rest[used..];
    }
    out
}

fn ended(text: &str) -> Vec<u8> {
    format!("{text}\r\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_recording_tells_where_it_is_from_and_that_it_may_be_here() {
        for dialogue in recorded() {
            for key in ["source", "firmware", "permission"] {
                let told = told(&dialogue.id, key).unwrap_or_default();
                assert!(
                    !told.is_empty(),
                    "{}: its head lacks `# {key}: ...`; fixtures/README.md has them all",
                    dialogue.id
                );
            }
        }
    }

    #[test]
    fn each_recording_is_a_dialogue() {
        let recorded = recorded();
        assert!(recorded.len() >= 5, "{}", recorded.len());
        for Dialogue { id, said, .. } in recorded {
            let host = said.iter().filter(|said| matches!(said, Said::Host(_))).count();
            assert!(host > 0 && host < said.len(), "{id}: lines begin with `>>` and `<<`");
        }
    }

    #[test]
    fn a_line_of_a_recording_is_what_went_over_the_wire() {
        let said = recorded_line;
        assert_eq!(said(">> (10:09:21.898) AT"), Some(Said::Host(b"AT\r\n".to_vec())));
        assert_eq!(said(">> 1234567890"), Some(Said::Host(b"1234567890".to_vec())));
        assert_eq!(said("<< >"), Some(Said::Module(b">".to_vec())));
        assert_eq!(said("<< b'\\xfc\\r\\nready\\r\\n'"), Some(Said::Module(b"\xfc\r\nready\r\n".to_vec())));
        assert_eq!(said("<< 'AT\\r\\n'"), Some(Said::Module(b"AT\r\n".to_vec())));
        assert_eq!(said("# firmware: 1.1.1.7"), None);
        assert_eq!(said(""), None);
    }
}
