//! Events: one for each line, packet or piece of data. The JSON of each is documented in `docs/json.md` of the
//! repository.

use crate::{field::FieldView, hint::Hint};
use serde::Serialize;
use wizfi360_reference::{
    text::{Bytes, plural},
    view::{SCHEMA, SourceView},
};
use wizfi360_spec::interpret::{ErrorKind, Refusal};

/// The sender of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// The host, a driver.
    Host,
    /// The module.
    Module,
    /// Whoever recorded the log.
    Recorder,
}

/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventKind {
    /// The host sends a command.
    Request,
    /// The host sends data after a prompt.
    Data,
    /// The host ends transparent transmission with `+++`.
    Escape,
    /// The module repeats what the host sent.
    Echo,
    /// A line that answers a command.
    Answer,
    /// A line that comes unasked.
    Message,
    /// A packet with its payload, or a piece of it.
    Packet,
    /// Bytes from the peer in transparent transmission.
    Transparent,
    /// `OK` before a prompt.
    Accepted,
    /// `>`
    Prompt,
    /// The end of a command.
    Final,
    /// Why a command fails.
    Reason,
    /// An empty line, in a log.
    Blank,
    /// A comment of a log.
    Comment,
    /// A note of whoever recorded the log.
    Note,
    /// What a module sends before `ready`, at another speed.
    Noise,
    /// Nothing that the spec knows.
    Unknown,
}

/// The place of an event in the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The line of the log, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The byte of raw input, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// The time stamp of the log's line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The input holds the bytes of the wire, line endings too.
    #[serde(skip)]
    pub is_exact: bool,
    /// The number of empty lines right before it; for lines of the module.
    #[serde(skip)]
    pub empty_lines: u32,
}

/// One event.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// The version of the JSON.
    pub schema: u32,
    /// Where it is in the input.
    #[serde(flatten)]
    pub position: Position,
    /// The side that sends it.
    pub from: Sender,
    /// What it is.
    pub kind: EventKind,
    /// Its bytes, without the line ending; secrets are `***`.
    pub text: Bytes,
    /// A part of `text` is `***`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub redacted: bool,
    /// The name of the line, message, result or reason in the spec.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The command that is sent, or that is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The word of its form: `set`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'static str>,
    /// What it means, in a sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub doc: String,
    /// Of a final result: whether it is a good one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The source of what is known about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// Its parameters, in the order of the wire.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldView>,
    /// Which part of a payload or of data it is, if there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chunk: Option<Chunk>,
    /// The Rust value, as `Debug` shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rust: Option<String>,
    /// `generated` (and the interpreter agrees) or `interpreter`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub typed_by: Option<&'static str>,
    /// Ids of the errata that concern it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
    /// It is not written as this program would write it: errata about other spellings concern it.
    #[serde(skip)]
    pub is_nonstandard: bool,
    /// It is refused, and holds a placeholder, such as `<ssid>`.
    #[serde(skip)]
    pub holds_placeholder: bool,
    /// What may help.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Hint>,
    /// Why it is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorView>,
    /// Generated code and interpreter read it differently: a bug of this program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disagreement: Option<String>,
}

impl Event {
    pub(crate) fn new(position: Position, from: Sender, kind: EventKind, text: Vec<u8>) -> Event {
        Event {
            schema: SCHEMA,
            position,
            from,
            kind,
            text: Bytes(text),
            redacted: false,
            name: None,
            command: None,
            form: None,
            doc: String::new(),
            success: None,
            source: None,
            fields: Vec::new(),
            chunk: None,
            rust: None,
            typed_by: None,
            errata: Vec::new(),
            is_nonstandard: false,
            holds_placeholder: false,
            hints: Vec::new(),
            error: None,
            disagreement: None,
        }
    }

    /// True if it makes the run end with exit code 1.
    pub fn is_problem(&self) -> bool {
        self.kind == EventKind::Unknown || self.error.is_some() || self.disagreement.is_some()
    }
}

/// A part of a payload or of data.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Chunk {
    /// The number of bytes of it in events before.
    pub offset: u64,
    /// The number of bytes that are still to come; `None` if it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<u32>,
}

/// A refusal: which rule a line breaks.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorView {
    /// What is wrong.
    pub kind: ErrorKind,
    /// The parameter, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub param: Option<String>,
    /// The rule that is broken.
    pub rule: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// All of it in a sentence.
    pub text: String,
}

impl ErrorView {
    /// Returns the view of a refusal.
    pub fn new(refusal: &Refusal) -> ErrorView {
        let refusal = Refusal { rule: plural(&refusal.rule), ..refusal.clone() };
        let text = refusal.to_string();
        ErrorView { kind: refusal.error, param: refusal.param, rule: refusal.rule, help: refusal.help, text }
    }
}
