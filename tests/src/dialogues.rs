//! Dialogues byte for byte: the examples of the spec, and recordings of real modules.

use crate::edges::{section_of, slug};
use wizfi360_spec::{
    Spec,
    model::{Example, Says, Source},
};

/// The recordings of real modules: both sides, in the format of `docs/log-format.md`.
const RECORDED: [(&str, &str); 5] = [
    ("mqtt-publish", include_str!("../fixtures/real/mqtt-publish.txt")),
    ("query-version", include_str!("../fixtures/real/query-version.txt")),
    ("scan-join-update", include_str!("../fixtures/real/scan-join-update.txt")),
    ("tcp-client-guide", include_str!("../fixtures/real/tcp-client-guide.txt")),
    ("tcp-send-receive", include_str!("../fixtures/real/tcp-send-receive.txt")),
];

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
    let commands = spec.commands().map(|(_, command)| (section_of(&command.names[0]).to_string(), &command.examples));
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

/// The recordings.
pub fn recorded() -> Vec<Dialogue> {
    let dialogue = |(name, log): &(&str, &str)| Dialogue {
        id: format!("recorded/{name}"),
        source: Source::Capture((*name).into()),
        said: log.lines().filter_map(recorded_line).collect(),
    };
    RECORDED.iter().map(dialogue).collect()
}

fn said(example: &Example) -> Vec<Said> {
    let said = |says: &Says| match says {
        Says::H(text) => Said::Host(ended(text)),
        Says::Data(text) => Said::Host(text.clone().into_bytes()),
        // Behind a prompt and a whole packet stands no line end.
        Says::D(text) if text == ">" || text.starts_with("+IPD,") => Said::Module(text.clone().into_bytes()),
        Says::D(text) => Said::Module(ended(text)),
    };
    example.talk.iter().map(said).collect()
}

/// A line of a recording.
fn recorded_line(line: &str) -> Option<Said> {
    let (arrow, text) = line.split_at_checked(2)?;
    let text = text.strip_prefix(' ').unwrap_or(text);
    let text = match text.strip_prefix('(').and_then(|stamped| stamped.split_once(')')) {
        Some((stamp, text)) if stamp.starts_with(|digit: char| digit.is_ascii_digit()) => text.trim_start(),
        _ => text,
    };
    let literal = text.strip_prefix('b').unwrap_or(text).strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    let bytes = match literal {
        Some(inside) => inside.replace("\\r", "\r").replace("\\n", "\n").into_bytes(),
        // A prompt has no line end, and data has none but its own.
        None if text == ">" || (arrow == ">>" && !text.starts_with("AT")) => text.into(),
        None => ended(text),
    };
    match arrow {
        ">>" => Some(Said::Host(bytes)),
        "<<" => Some(Said::Module(bytes)),
        _ => None,
    }
}

fn ended(text: &str) -> Vec<u8> {
    format!("{text}\r\n").into_bytes()
}
