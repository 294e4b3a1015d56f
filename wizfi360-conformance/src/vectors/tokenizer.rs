//! A small, slow tokenizer of what a module sends. It sees all bytes of a step at once, so that how they are cut is no question, and it
//! knows the whole request that was sent. `wizfi360-proto/docs/engine.md` has the rules.

use super::{
    fields::{self, Read},
    json::Bytes,
};
use serde::Serialize;
use std::ops::Range;
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Reading, Refusal, Value},
    model::{Command, Data, Final, Form, FormKind, Name},
};

/// Something that the module said.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Event {
    pub(super) kind: &'static str,
    /// The name of the line in the spec.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The text, or the payload.
    text: Bytes,
    /// Where that stands in what is received.
    pub(super) at: [usize; 2],
    /// The header of a packet.
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<Bytes>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Read>,
    /// The mistake in its parameters.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    success: Option<bool>,
}

/// The tokenizer between two steps.
pub(super) struct Tokenizer<'s> {
    spec: &'s Spec,
    pub(super) pending: Option<(&'s Command, &'s Name, &'s Form)>,
    /// What has not been echoed yet.
    echo: Vec<u8>,
    prompt_due: bool,
    /// The module has taken the command on: its `OK` or its prompt has come.
    taken_on: bool,
    transparent: bool,
}

impl<'s> Tokenizer<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        Tokenizer { spec, pending: None, echo: Vec::new(), prompt_due: false, taken_on: false, transparent: false }
    }

    /// A request is sent. Its parameters need not be right: only the name and the form count.
    pub(super) fn begin(&mut self, line: &[u8]) {
        let text = line.strip_suffix(b"\r\n").unwrap_or(line);
        self.pending = named(self.spec, text);
        self.echo = if self.pending.is_some() { text.to_vec() } else { Vec::new() };
        self.prompt_due = self.pending.is_some_and(|(_, _, form)| form.data.is_some());
        self.taken_on = false;
    }

    /// All events of a step. What stands behind the last line end makes none.
    pub(super) fn events(&mut self, input: &[u8]) -> Vec<Event> {
        let (mut events, mut at) = (Vec::new(), 0);
        while let Some(&byte) = input.get(at) {
            if self.transparent {
                events.push(self.event("transparent", input, at..input.len()));
                break;
            }
            match byte {
                b'\r' | b'\n' => at += 1,
                b'>' if self.prompt_due => {
                    events.push(self.prompt(input, at));
                    at += 1;
                    // Some firmware prints a blank behind it.
                    at += usize::from(!self.transparent && input.get(at) == Some(&b' '));
                }
                _ => match self.packet(input, at) {
                    Some((event, end)) => {
                        events.push(event);
                        at = end;
                    }
                    None => {
                        let end = input[at..].iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                        let Some(end) = end.map(|length| at + length) else { break };
                        self.line(input, at..end, &mut events);
                        at = end;
                    }
                },
            }
        }
        events
    }

    fn event(&self, kind: &'static str, input: &[u8], at: Range<usize>) -> Event {
        let text = input.get(at.clone()).unwrap_or_default();
        Event {
            kind,
            name: None,
            text: text.into(),
            at: [at.start, at.end],
            header: None,
            fields: Vec::new(),
            error: None,
            success: None,
        }
    }

    fn prompt(&mut self, input: &[u8], at: usize) -> Event {
        (self.prompt_due, self.taken_on) = (false, true);
        if matches!(self.pending, Some((_, _, Form { data: Some(Data::Transparent), .. }))) {
            self.pending = None;
            self.transparent = true;
        }
        self.event("prompt", input, at..at + 1)
    }

    /// The packet that begins here, and where it ends.
    fn packet(&self, input: &[u8], at: usize) -> Option<(Event, usize)> {
        let rest = input.get(at..)?;
        let packet = self.spec.events.packets.iter().find(|packet| rest.starts_with(packet.head.prefix.as_bytes()))?;
        let head_len =
            rest.iter().position(|byte| matches!(byte, b':' | b'\r' | b'\n')).filter(|&len| rest[len] == b':')? + 1;
        let head = &rest[..head_len];
        let reading = Interpreter::new(self.spec).read_line(&packet.head, head)?;
        let length = match &reading {
            Ok(reading) => match reading.fields.iter().find(|field| field.name() == packet.length)?.value {
                Value::Number(length) => usize::try_from(length).ok()?,
                _ => return None,
            },
            // A head that is refused has its payload counted all the same.
            Err(_) => refused_length(head)?,
        };
        if length > usize::try_from(packet.max).ok()? {
            return None;
        }
        let (start, end) = (at + head_len, at + head_len + length);
        let mut event = self.event("packet", input, start..end);
        event.name = Some(packet.head.name.clone());
        event.header = Some(head.into());
        self.read(&mut event, head, &reading);
        Some((event, end))
    }

    /// A line: what it is, and before it perhaps a part of an echo that it has cut.
    fn line(&mut self, input: &[u8], at: Range<usize>, events: &mut Vec<Event>) {
        let line = &input[at.clone()];
        if self.echo.starts_with(line) {
            self.echo.drain(..line.len());
            return events.push(self.event("echo", input, at));
        }
        let cut = line.iter().zip(&self.echo).take_while(|(one, other)| one == other).count();
        if let Some(cut) = (1..=cut).find(|&cut| self.is_message(&line[cut..])) {
            self.echo.drain(..cut);
            events.push(self.event("echo", input, at.start..at.start + cut));
            return self.line(input, at.start + cut..at.end, events);
        }
        let event = self.classified(input, at);
        events.push(event);
    }

    fn is_message(&self, line: &[u8]) -> bool {
        matches!(self.message(line), Some((_, Ok(_))))
    }

    /// Which message a line is, and what it says.
    fn message(&self, line: &[u8]) -> Option<(&'s str, Result<Reading<'s>, Refusal>)> {
        let interpreter = Interpreter::new(self.spec);
        let mut known = self.spec.events.messages.iter();
        known.find_map(|known| Some((known.name.as_str(), interpreter.read_line(known, line)?)))
    }

    fn classified(&mut self, input: &[u8], at: Range<usize>) -> Event {
        let line = &input[at.clone()];
        let interpreter = Interpreter::new(self.spec);
        let result = self.spec.lexical.finals.iter().find(|end| is(line, &end.text, &end.aliases));
        if let Some((command, _, form)) = self.pending {
            if let Some(kind) = result.and_then(|result| self.result(form, result)) {
                if kind == "final" {
                    (self.pending, self.prompt_due) = (None, false);
                    self.echo.clear();
                }
                return self.told(kind, input, at, result);
            }
            if self.spec.lexical.reasons.iter().any(|reason| is(line, &reason.text, &reason.aliases)) {
                return self.event("reason", input, at);
            }
            let any = |name: &String| command.lines.iter().any(|line| line.name == *name && takes_any(line));
            let is_message = form.answers.iter().any(any) && self.message(line).is_some();
            if !is_message && let Some(reading) = interpreter.read_answer(command, form, line) {
                let mut event = self.event("answer", input, at);
                self.read(&mut event, line, &reading);
                return event;
            }
        }
        match (self.message(line), result) {
            (Some((name, reading)), _) if reading.is_ok() || result.is_none() => {
                if name == "Ready" {
                    (self.pending, self.prompt_due) = (None, false);
                    self.echo.clear();
                }
                let mut event = self.event("message", input, at);
                event.name = Some(name.into());
                self.read(&mut event, line, &reading);
                event
            }
            (_, Some(_)) => self.told("unexpected", input, at, result),
            _ if self.is_pem() => self.event("echo", input, at),
            _ => self.event("unknown", input, at),
        }
    }

    /// A final result: `accepted`, `final`, or none that the command can have now.
    fn result(&mut self, form: &Form, result: &Final) -> Option<&'static str> {
        let accepts = matches!(form.data, Some(Data::Counted { ok_before_prompt: true, .. } | Data::Transparent));
        match result.text.as_str() {
            "OK" if self.prompt_due && accepts => {
                self.taken_on = true;
                return Some("accepted");
            }
            // They tell of data that was sent before.
            "SEND OK" | "SEND FAIL" if self.prompt_due => return None,
            _ => {}
        }
        // What is taken on is not ended by `busy`: that is about what came behind it.
        let ends = form.finals.iter().any(|end| *end == result.text || Some(end) == result.name.as_ref());
        (ends || result.ends_any && !self.taken_on).then_some("final")
    }

    fn told(&self, kind: &'static str, input: &[u8], at: Range<usize>, result: Option<&Final>) -> Event {
        let success = if kind == "accepted" { None } else { result.map(|result| result.success) };
        Event { success, ..self.event(kind, input, at) }
    }

    /// True while the lines of a certificate are echoed.
    fn is_pem(&self) -> bool {
        !self.prompt_due && matches!(self.pending, Some((_, _, Form { data: Some(Data::Pem { .. }), .. })))
    }

    fn read(&self, event: &mut Event, line: &[u8], reading: &Result<Reading<'_>, Refusal>) {
        match reading {
            Ok(reading) => {
                event.name = Some(reading.line.name.clone());
                event.fields = fields::read(self.spec, line, &reading.fields);
            }
            Err(refusal) => event.error = Some(refusal.error.name()),
        }
    }
}

/// True if a line is this text, in one of its spellings.
fn is(line: &[u8], text: &str, also: &[String]) -> bool {
    line == text.as_bytes() || also.iter().any(|also| line == also.as_bytes())
}

/// True if any text is this line, as the lines of a certificate are.
fn takes_any(line: &wizfi360_spec::model::Line) -> bool {
    line.prefix.is_empty()
        && line.ending.is_empty()
        && line.keyword.is_none()
        && line.params.list.first().is_some_and(|param| {
            matches!(param.ty, wizfi360_spec::model::Type::Rest | wizfi360_spec::model::Type::BareText)
        })
}

/// The length in a head that is refused: of two or four numbers the second, of one or three the first.
fn refused_length(head: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(head).ok()?.strip_suffix(':')?;
    let tokens: Vec<_> = text.split(',').skip(1).collect();
    tokens.get(usize::from(tokens.len() % 2 == 0))?.parse().ok()
}

/// The command that a request line names, and its form.
fn named<'s>(spec: &'s Spec, text: &[u8]) -> Option<(&'s Command, &'s Name, &'s Form)> {
    if let Ok(request) = Interpreter::new(spec).read_request(text) {
        return Some((request.command, request.name, request.form));
    }
    let end = text.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(text.len());
    let kind = match &text[end..] {
        [] => FormKind::Execute,
        b"?" => FormKind::Query,
        _ => FormKind::Set,
    };
    let (_, command, name) = spec.command(std::str::from_utf8(&text[..end]).ok()?)?;
    let form = command.forms.iter().find(|form| form.kind == kind && form.applies_to(name))?;
    Some((command, name, form))
}
