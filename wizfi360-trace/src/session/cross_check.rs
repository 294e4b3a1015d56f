//! Lines, read by generated code and by the interpreter, and whether both agree.

use super::masks::Mask;
use wizfi360_proto::{AnyLine, AnyRequest, DecodeError, Line as _, Message, commands::cwlap::Ap, domains::ScanMask};
use wizfi360_spec::{
    Spec,
    interpret::{ErrorKind, Interpreter, Reading, Refusal, Request},
    model,
};

/// A line that was read twice.
pub(super) struct CrossChecked<R> {
    pub(super) reading: Result<R, Refusal>,
    /// The Rust value, as `Debug` shows it; nothing with a spec from a folder.
    pub(super) rust: Option<String>,
    /// How generated code and interpreter differ.
    pub(super) disagreement: Option<String>,
}

/// Reads lines twice, by generated code and by the interpreter; with a spec from a folder by the latter alone.
#[derive(Clone, Copy)]
pub(super) struct CrossChecker {
    interpreter: Interpreter<'static>,
    generated: bool,
}

/// What generated code makes of a line: its `Debug`, and what it writes again.
struct Generated {
    rust: String,
    written: Option<Vec<u8>>,
}

impl CrossChecker {
    /// `generated`: the spec is the one that generated code was made of.
    pub(super) fn new(spec: &'static Spec, generated: bool) -> CrossChecker {
        CrossChecker { interpreter: Interpreter::new(spec), generated }
    }

    /// How it types: `generated` or `interpreter`.
    pub(super) fn by(self) -> &'static str {
        if self.generated { "generated" } else { "interpreter" }
    }

    pub(super) fn request(self, line: &[u8]) -> CrossChecked<Request<'static>> {
        let reading = self.interpreter.read_request(line);
        let generated = || {
            AnyRequest::parse(line).map(|request| Generated {
                rust: format!("{request:?}"),
                written: in_buffer(request.max_len(), |buf| request.write(buf).ok().map(<[u8]>::to_vec)),
            })
        };
        self.compare(reading, |request| self.interpreter.write_request(request), generated)
    }

    /// Reads a line as an answer of a form. `None` if neither takes it for one.
    pub(super) fn answer(
        self,
        command: &'static model::Command,
        form: &'static model::Form,
        generated: Option<&'static wizfi360_proto::Command>,
        line: &[u8],
    ) -> Option<CrossChecked<Reading<'static>>> {
        let reading = self.interpreter.read_answer(command, form, line);
        let parsed = generated.filter(|_| self.generated).and_then(|command| AnyLine::parse(command, line));
        let parsed = parsed.map(|parsed| {
            parsed.map(|value| Generated {
                rust: format!("{value:?}"),
                written: in_buffer(line.len(), |buf| value.write(buf).ok().map(<[u8]>::to_vec)),
            })
        });
        self.line(reading, parsed)
    }

    /// Reads a line of which a mask has chosen the parameters: `of` has no others.
    pub(super) fn masked(
        self,
        of: &'static model::Line,
        (domain, bits): Mask,
        line: &[u8],
    ) -> Option<CrossChecked<Reading<'static>>> {
        let reading = self.interpreter.read_line(of, line);
        let mask = u16::try_from(bits).ok().and_then(|bits| ScanMask::new(bits).ok());
        let Some(mask) = mask.filter(|_| self.generated && domain == "ScanMask") else {
            return reading.map(|reading| CrossChecked { reading, rust: None, disagreement: None });
        };
        let parsed = Ap::parse_masked(line, mask).map(|parsed| {
            parsed.map(|value| Generated {
                rust: format!("{value:?}"),
                written: in_buffer(line.len(), |buf| value.write(buf).ok().map(<[u8]>::to_vec)),
            })
        });
        self.line(reading, parsed)
    }

    pub(super) fn message(self, line: &[u8]) -> Option<CrossChecked<Reading<'static>>> {
        let messages = &self.interpreter.spec().events.messages;
        let reading = messages.iter().find_map(|message| self.interpreter.read_line(message, line));
        let parsed = Message::parse(line).filter(|_| self.generated).map(|parsed| {
            parsed.map(|value| Generated {
                rust: format!("{value:?}"),
                written: in_buffer(line.len(), |buf| value.write(buf).ok().map(<[u8]>::to_vec)),
            })
        });
        self.line(reading, parsed)
    }

    /// Reads the header of a packet, which generated code has read already.
    pub(super) fn packet(self, header: &[u8], rust: String) -> CrossChecked<Reading<'static>> {
        let packets = &self.interpreter.spec().events.packets;
        let reading = packets.iter().find_map(|packet| self.interpreter.read_line(&packet.head, header));
        let missing = || Err(refused("the spec has no packet with this header"));
        let generated = || Ok(Generated { rust, written: Some(header.to_vec()) });
        self.compare(reading.unwrap_or_else(missing), |reading| self.interpreter.write_line(reading), generated)
    }

    fn line(
        self,
        reading: Option<Result<Reading<'static>, Refusal>>,
        parsed: Option<Result<Generated, DecodeError>>,
    ) -> Option<CrossChecked<Reading<'static>>> {
        let write = |reading: &Reading<'static>| self.interpreter.write_line(reading);
        match (reading, parsed) {
            (None, None) => None,
            (Some(reading), Some(parsed)) => Some(self.compare(reading, write, || parsed)),
            (Some(reading), None) if !self.generated => Some(CrossChecked { reading, rust: None, disagreement: None }),
            (Some(reading), None) => {
                let disagreement = Some("generated code does not take it for this line, the interpreter does".into());
                Some(CrossChecked { reading, rust: None, disagreement })
            }
            // The caller takes it for another line, or for none; it is told which.
            (None, Some(Ok(parsed))) => Some(CrossChecked {
                reading: Err(refused("the interpreter does not know this line")),
                disagreement: Some(format!("generated code reads {}, the interpreter nothing", parsed.rust)),
                rust: Some(parsed.rust),
            }),
            (None, Some(Err(error))) => Some(CrossChecked {
                reading: Err(refused("the interpreter does not know this line")),
                rust: None,
                disagreement: Some(format!("generated code refuses it ({error}), the interpreter does not know it")),
            }),
        }
    }

    fn compare<R>(
        self,
        reading: Result<R, Refusal>,
        write: impl FnOnce(&R) -> Vec<u8>,
        generated: impl FnOnce() -> Result<Generated, DecodeError>,
    ) -> CrossChecked<R> {
        if !self.generated {
            return CrossChecked { reading, rust: None, disagreement: None };
        }
        let (rust, disagreement) = match (&reading, generated()) {
            (Ok(value), Ok(generated)) => {
                let differ = generated.written.is_some_and(|written| written != write(value));
                let text = "generated code and interpreter write it differently";
                (Some(generated.rust), differ.then(|| text.to_string()))
            }
            (Ok(_), Err(error)) => {
                (None, Some(format!("generated code refuses it ({error}), the interpreter reads it")))
            }
            (Err(refusal), Ok(generated)) => {
                let text = format!("the interpreter refuses it ({refusal}), generated code reads it");
                (Some(generated.rust), Some(text))
            }
            (Err(refusal), Err(error)) => (None, differ(refusal, error)),
        };
        CrossChecked { reading, rust, disagreement }
    }
}

/// Returns how two refusals of the same line differ, if they do.
fn differ(refusal: &Refusal, error: DecodeError) -> Option<String> {
    let is_kind = kind(error) == Some(refusal.error);
    let same = is_kind && error.param().is_none_or(|param| refusal.param.as_deref() == Some(param));
    (!same).then(|| format!("generated code refuses it because {error}, the interpreter because {refusal}"))
}

/// Returns the interpreter's word for an error.
fn kind(error: DecodeError) -> Option<ErrorKind> {
    Some(match error {
        DecodeError::Missing(_) => ErrorKind::Missing,
        DecodeError::Invalid(_) => ErrorKind::Invalid,
        DecodeError::OutOfRange(_) => ErrorKind::OutOfRange,
        DecodeError::TooShort(_) => ErrorKind::TooShort,
        DecodeError::TooLong(_) => ErrorKind::TooLong,
        DecodeError::Unterminated(_) => ErrorKind::Unterminated,
        DecodeError::ControlByte => ErrorKind::ControlByte,
        DecodeError::TrailingData => ErrorKind::TrailingData,
        DecodeError::UnknownCommand => ErrorKind::UnknownCommand,
        DecodeError::UnknownForm => ErrorKind::UnknownForm,
        DecodeError::Ambiguous(_) => ErrorKind::Ambiguous,
        DecodeError::RuleViolation(_) => ErrorKind::RuleViolation,
        _ => return None,
    })
}

fn refused(rule: &str) -> Refusal {
    Refusal { error: ErrorKind::Invalid, param: None, span: None, found: None, rule: rule.into(), help: None }
}

/// Calls with a buffer that has room for `len` bytes, and more for what is written longer than it was read.
fn in_buffer(len: usize, call: impl FnOnce(&mut [u8]) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut buf = vec![0; len.min(1 << 20) * 2 + 256];
    call(&mut buf)
}
