//! Every example is read, and written back as it stands.

use super::{
    Finding, Place,
    walk::{examples, lines},
};
use crate::{
    Spec,
    interpret::{Interpreter, Reading, Refusal},
    model::{Command, Data, Form, Line, Turn},
};

/// The rule's name.
pub const RULE: &str = "examples_parse";

/// Each request of a dialogue is one of the spec; each line from the module is a final result or a reason of the
/// form under way, an echo, a prompt, an answer, an event or data. Both are written back byte for byte: what a source prints otherwise
/// stands in `printed`.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut findings = examples_of_answers(spec);
    for (place, example) in examples(spec) {
        let mut talk = Talk::new(spec, place);
        for says in &example.dialogue {
            talk.says(says);
        }
        findings.append(&mut talk.findings);
    }
    findings
}

/// A line that answers a form needs the request before it.
fn examples_of_answers(spec: &Spec) -> Vec<Finding> {
    let answers = lines(spec).into_iter().filter(|(_, line, command)| command.is_some() && !line.examples.is_empty());
    let finding = |(place, line, _): (Place, &Line, _)| Finding {
        rule: RULE,
        place,
        message: format!("a dialogue of an answer begins with its request; {} has `examples` of its own", line.name),
        help: "move them to the command's `examples`".into(),
    };
    answers.map(finding).collect()
}

/// A dialogue as far as it has gone.
struct Talk<'s> {
    spec: &'s Spec,
    interpreter: Interpreter<'s>,
    place: Place,
    /// The form under way.
    under_way: Option<(&'s Command, &'s Form)>,
    /// What the host has said since, for the echo.
    said: Vec<&'s str>,
    /// Bytes of a packet's payload that are still to come.
    payload: usize,
    /// Lines from the module are not looked at until the host speaks again: transparent transmission has begun,
    /// or the request was refused.
    deaf: bool,
    findings: Vec<Finding>,
}

impl<'s> Talk<'s> {
    fn new(spec: &'s Spec, place: Place) -> Self {
        let interpreter = Interpreter::new(spec);
        Talk {
            spec,
            interpreter,
            place,
            under_way: None,
            said: Vec::new(),
            payload: 0,
            deaf: false,
            findings: Vec::new(),
        }
    }

    fn says(&mut self, says: &'s Turn) {
        match says {
            Turn::Host(line) => {
                self.deaf = false;
                if line.starts_with("AT") {
                    self.request(line);
                }
                self.said.push(line);
            }
            Turn::Data(data) => self.said.push(data),
            Turn::Module(line) if line.is_empty() || self.deaf => {}
            Turn::Module(line) => self.line(line),
        }
    }

    fn request(&mut self, line: &'s str) {
        self.said.clear();
        self.under_way = None;
        match self.interpreter.read_request(line.as_bytes()) {
            Ok(request) => {
                let written = self.interpreter.write_request(&request);
                self.written_back(line, written.strip_suffix(b"\r\n").unwrap_or(&written));
                self.under_way = Some((request.command, request.form));
            }
            Err(refusal) => {
                self.deaf = true;
                self.refused("a request of an example is read", line, &refusal);
            }
        }
    }

    fn line(&mut self, line: &'s str) {
        if self.payload > 0 {
            // The line end that the talk leaves out is payload too.
            self.payload = self.payload.saturating_sub(line.len() + 2);
        } else if !(self.is_prompt(line)
            || self.said.contains(&line)
            || self.packet(line)
            || self.result(line)
            || self.reason(line))
        {
            self.answer_or_event(line);
        }
    }

    fn is_prompt(&mut self, line: &str) -> bool {
        let is_prompt = line.trim_end() == self.spec.lexical.prompt.value;
        let data = self.under_way.and_then(|(_, form)| form.data.as_ref());
        if is_prompt && matches!(data, Some(Data::Transparent)) {
            self.deaf = true;
        }
        is_prompt
    }

    fn result(&mut self, line: &str) -> bool {
        let known = self
            .spec
            .lexical
            .finals
            .iter()
            .find(|known| known.text == line || known.aliases.iter().any(|also| also == line));
        let Some(known) = known else { return false };
        let Some((_, form)) = self.under_way else { return false };
        // `OK` may stand before the data, and is not the end then.
        let accepted = known.success && form.data.is_some();
        if !form.finals.contains(&known.text) && !known.ends_any && !accepted {
            // What ends another command may be an event here: `CLOSED`.
            if self.interpreter.read_event(line.as_bytes()).is_some() {
                return false;
            }
            let message = format!("an example ends with a final result of its form; {line:?} is not in its `finals`");
            self.report(message, "add it to the form's `finals`, or correct the example");
        }
        self.written_back(line, known.text.as_bytes());
        true
    }

    fn reason(&mut self, line: &str) -> bool {
        let known = self
            .spec
            .lexical
            .reasons
            .iter()
            .find(|known| known.text == line || known.aliases.iter().any(|also| also == line));
        let (Some(known), Some((_, form))) = (known, self.under_way) else { return false };
        if !form.reasons.contains(&known.text) {
            let message = format!("a reason in an example is one of its form; {line:?} is not in its `reasons`");
            self.report(message, "add it to the form's `reasons`, or correct the example");
        }
        self.written_back(line, known.text.as_bytes());
        true
    }

    fn answer_or_event(&mut self, line: &str) {
        let text = line.as_bytes();
        let answer = self.under_way.and_then(|(command, form)| self.interpreter.read_answer(command, form, text));
        match answer.or_else(|| self.interpreter.read_event(text)) {
            Some(Ok(reading)) => self.written_back(line, &self.interpreter.write_line(&reading)),
            Some(Err(refusal)) => self.refused("a line of an example is read", line, &refusal),
            None => {
                let message = format!(
                    "a line of an example is a result, a reason, an echo, a prompt, an event or an answer of its form; {line:?} is none"
                );
                self.report(message, "add it to the form's `answers` or to events.ron, or correct the example");
            }
        }
    }

    /// A head with its payload behind it, as far as the line goes.
    fn packet(&mut self, line: &str) -> bool {
        for packet in &self.spec.events.packets {
            let suffix = packet.head.ending.as_str();
            for (at, _) in line.match_indices(suffix).filter(|_| !suffix.is_empty()) {
                let (head, payload) = line.split_at(at + suffix.len());
                let Some(Ok(reading)) = self.interpreter.read_line(&packet.head, head.as_bytes()) else { continue };
                self.written_back(head, &self.interpreter.write_line(&reading));
                let announced = announced(&reading, &packet.length);
                if payload.len() > announced {
                    let message =
                        format!("as many bytes follow a head as it says; behind {head:?} are {}", payload.len());
                    self.report(message, "correct the length, or the data");
                }
                if payload.len() < announced {
                    self.payload = announced.saturating_sub(payload.len() + 2);
                }
                return true;
            }
        }
        false
    }

    fn written_back(&mut self, line: &str, written: &[u8]) {
        if written != line.as_bytes() {
            let message = format!(
                "a line of an example is written back as it stands; {line:?} becomes \"{}\"",
                written.escape_ascii()
            );
            self.report(message, "put this into the talk, and what is printed into `printed`");
        }
    }

    fn refused(&mut self, rule: &str, line: &str, refusal: &Refusal) {
        self.report(format!("{rule}; {line:?} is refused ({refusal})"), "correct the example or the command");
    }

    fn report(&mut self, message: String, help: &str) {
        self.findings.push(Finding { rule: RULE, place: self.place.clone(), message, help: help.into() });
    }
}

/// How many bytes of payload a head announces.
fn announced(reading: &Reading<'_>, length: &str) -> usize {
    let field = reading.fields.iter().find(|field| field.name() == length);
    match field.map(|field| &field.value) {
        Some(crate::interpret::Value::Number(number)) => usize::try_from(*number).unwrap_or(0),
        _ => 0,
    }
}
