//! What may help besides what a line says: where it stands, and what to do about it.

use super::{
    event::{Event, Kind},
    shared::{Shared, UnderWay},
};
use serde::{Serialize, Serializer};
use std::fmt;
use wizfi360_reference::{FirmwareView, UnavailableView, text::readable};
use wizfi360_spec::Spec;

/// A hint. It prints as a sentence or two, also in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// A request comes while this command has had no final result.
    Unfinished(String),
    /// The firmware in question does not have the request: why.
    NotInFirmware(String),
    /// The module was busy, and did not carry this command out.
    NotCarriedOut(String),
    /// The host says more than the data that this command has announced.
    BehindData(String),
    /// By its text an answer belongs to this command, which is not under way.
    NotUnderWay(String),
    /// A final result that this command, which is under way, does not have.
    NotItsEnd(String),
    /// A final result, and no command is under way.
    NoCommand,
    /// A packet that could not be read: its payload belongs to nothing.
    NoPacket,
    /// The log does not hold the rest of a payload.
    PayloadCut,
    /// The input ends before the line does.
    LineEnds,
    /// The input ends before the payload does.
    PayloadEnds,
    /// A part of a request that is too long.
    PartOfRequest,
    /// A part of a line of more bytes than this.
    PartOfLine(usize),
    /// A line of a log that is none of a log's lines.
    NoLogLine,
    /// Advice that says nothing about where the line stands.
    Advice(String),
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hint::Unfinished(name) => write!(f, "{name} before it has had no final result."),
            Hint::NotInFirmware(lacks) => write!(f, "The firmware does not have it. {lacks}"),
            Hint::NotCarriedOut(name) => write!(f, "{name} was not carried out: send it again later."),
            Hint::BehindData(name) => write!(f, "The data of {name} ends before this."),
            Hint::NotUnderWay(name) => write!(f, "By its text it answers {name}, which is not known to be under way."),
            Hint::NotItsEnd(name) => {
                write!(f, "{name} does not end so; perhaps it belongs to a command before it.")
            }
            Hint::NoCommand => f.write_str("No command is known to be under way."),
            Hint::NoPacket => f.write_str("Its payload is read by its length, and belongs to nothing."),
            Hint::PayloadCut => f.write_str("The log does not hold the rest of the payload."),
            Hint::LineEnds => f.write_str("The input ends before the line does."),
            Hint::PayloadEnds => f.write_str("The input ends before the payload does."),
            Hint::PartOfRequest => f.write_str("A part of a line that is too long for a request."),
            Hint::PartOfLine(bytes) => write!(f, "A part of a line of more than {bytes} bytes."),
            Hint::NoLogLine => f.write_str("A line of a log begins with `>>`, `<<`, `??` or `#` (docs/log-format.md)."),
            Hint::Advice(text) => f.write_str(text),
        }
    }
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What the spec says of a name that it does not describe, if a line has it.
fn undescribed(spec: &Spec, line: &[u8]) -> Option<String> {
    let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
    let lists = [&spec.lexical.undocumented, &spec.lexical.unsupported];
    let mut known = lists.into_iter().flat_map(|list| list.value.iter().map(|name| (name, &list.doc)));
    let (name, doc) = known.find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(&line[..end]))?;
    Some(format!("{name}: {doc}"))
}

/// What to do about a request that was refused.
pub(crate) fn of_request(event: &mut Event, spec: &Spec, line: &[u8], under_way: Option<UnderWay>) {
    if under_way.is_none() {
        event.hints.extend(undescribed(spec, line).map(Hint::Advice));
    }
    if event.error.is_some()
        && let Some(of) = under_way
    {
        let syntax = wizfi360_reference::syntax::form_lines(of.name, of.form);
        event.hints.push(Hint::Advice(format!("It is written {}", syntax.join(" or "))));
    }
}

/// That the firmware in question does not have a request.
pub(crate) fn of_firmware(
    event: &mut Event,
    as_of: Option<&FirmwareView<'static>>,
    line: &[u8],
    under_way: Option<UnderWay>,
) {
    if let (None, Some(as_of), Some(of)) = (&event.error, as_of, under_way)
        && let Some(lacks) = as_of.unavailable(of.command, line)
    {
        let sentences: Vec<_> = lacks.iter().map(UnavailableView::sentence).collect();
        event.hints.push(Hint::NotInFirmware(sentences.join(" ")));
    }
}

/// Why a command may have failed.
/// `error` is why the request itself was refused; `is_busy`: it was not even looked at.
pub(crate) fn of_final(
    spec: &Spec,
    event: &mut Event,
    under_way: Option<UnderWay>,
    error: Option<String>,
    is_busy: bool,
) {
    let (Some(false), Some(of)) = (event.success, under_way) else { return };
    if is_busy {
        event.hints.push(Hint::NotCarriedOut(of.name.name.clone()));
        return;
    }
    if let Some(error) = error {
        event.hints.push(broken(&error));
        return;
    }
    let requires = of.command.requires.iter().chain(&of.form.requires);
    let mut all: Vec<String> = requires.map(|requirement| spec.requirement_in_words(requirement)).collect();
    let undecidable = of.command.undecidable.iter().chain(&of.form.undecidable);
    all.extend(undecidable.map(|precondition| precondition.text.clone()));
    if let Some((lead, mux)) = of.form.params.optional_first.as_ref().and_then(|lead| Some((lead, lead.mux?))) {
        all.push(format!("<{}> stands there exactly while AT+CIPMUX={}.", lead.name, mux.number()));
    }
    if !all.is_empty() {
        event.hints.push(Hint::Advice(format!("{} requires: {}", of.name.name, all.join(" "))));
    }
}

/// That a command has failed because of how it was sent.
pub(crate) fn broken(error: &str) -> Hint {
    Hint::Advice(format!("The request breaks a rule: {error}"))
}

/// What an unknown line may be.
pub(crate) fn of_unknown(event: &mut Event, shared: &Shared, line: &[u8]) {
    if event.kind != Kind::Unknown {
        return;
    }
    let known = shared.book.spec.events.messages.iter().map(|message| message.prefix.as_str());
    let finals = shared.book.spec.lexical.finals.iter().map(|known| known.text.as_str());
    let ending = known.chain(finals).filter(|text| text.len() > 1).find_map(|text| {
        let noise = line.strip_suffix(text.as_bytes()).filter(|noise| !noise.is_empty())?;
        (!noise.iter().any(u8::is_ascii_alphanumeric)).then_some((text, noise))
    });
    if let Some((text, noise)) = ending {
        event.hints.push(Hint::Advice(format!("`{text}` with noise before it: {}", readable(noise))));
        return;
    }
    if let Some(of) = shared.under_way {
        event.hints.push(Hint::Advice(format!("It comes while {} is under way.", of.name.name)));
    }
}
