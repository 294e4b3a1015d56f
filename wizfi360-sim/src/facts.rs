//! What the spec says of a firmware as data: which forms, parameters and messages it has, what they require, which reasons they may give.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, PoisonError},
};
use wizfi360_proto::{Command, Form, Message, Reason};
use wizfi360_spec::{
    Spec,
    interpret::Interpreter,
    model::{Firmware, FormKind, Requirement},
};

/// All that the spec says of a firmware. There is one for each that was asked for, for as long as the program runs.
#[derive(Debug)]
pub(crate) struct Known {
    /// Without what this firmware does not have.
    spec: Spec,
    facts: HashMap<Key, Facts>,
    messages: HashSet<String>,
}

/// What the spec says of one form under one of the command's names.
#[derive(Debug)]
pub(crate) struct Facts {
    /// What must hold before it.
    pub(crate) requires: Vec<Requirement>,
    /// What it may say before a bad final result.
    pub(crate) reasons: Vec<Reason>,
    /// True if this firmware has all of it that any has.
    whole: bool,
}

/// A name as typed, and the form.
type Key = (String, Form);

impl Known {
    /// What is known of this firmware; without one, what any has.
    pub(crate) fn of(firmware: Option<Firmware>) -> &'static Known {
        static ALL: Mutex<Vec<(Option<Firmware>, &'static Known)>> = Mutex::new(Vec::new());
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = all.iter().find(|(listed, _)| *listed == firmware) {
            return known;
        }
        let known: &'static Known = Box::leak(Box::new(Known::read(firmware)));
        all.push((firmware, known));
        known
    }

    fn read(firmware: Option<Firmware>) -> Known {
        let whole = Spec::embedded();
        let spec = firmware.map_or_else(|| whole.clone(), |firmware| whole.as_of(firmware));
        let mut facts = HashMap::new();
        for (_, command) in spec.commands() {
            let original = command.names.first().and_then(|name| whole.command(&name.name));
            let absent =
                |(_, original, _)| firmware.map_or_else(Vec::new, |firmware| whole.unavailable_in(original, firmware));
            let absent = original.map(absent);
            for name in &command.names {
                for form in command.forms.iter().filter(|form| form.applies_to(name)) {
                    let of_form = Facts {
                        requires: command.requires.iter().chain(&form.requires).cloned().collect(),
                        reasons: form.reasons.iter().filter_map(|text| Reason::parse(text.as_bytes())).collect(),
                        whole: absent.as_ref().is_some_and(Vec::is_empty),
                    };
                    facts.insert((name.name.clone(), kind(form.kind)), of_form);
                }
            }
        }
        let messages = spec.events.messages.iter().map(|message| message.name.clone()).collect();
        Known { spec, facts, messages }
    }

    /// The spec without what this firmware does not have.
    pub(crate) fn spec(&self) -> &Spec {
        &self.spec
    }

    /// The facts of the form that a line is of. `None` if this firmware does not take the line: it lacks the name, the form, or a parameter.
    pub(crate) fn facts(&self, command: &Command, line: &[u8]) -> Option<&Facts> {
        let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
        let name = if command.no_equals { command.name } else { std::str::from_utf8(line.get(..end)?).ok()? };
        let facts = self.facts.get(&(name.to_string(), command.form))?;
        let takes = facts.whole || Interpreter::new(&self.spec).read_request(line).is_ok();
        takes.then_some(facts)
    }

    /// Returns what a number is that a request leaves out.
    pub(crate) fn default(&self, command: &str, param: &str) -> Option<u16> {
        let (_, command, _) = self.spec.command(command)?;
        let params = command.forms.iter().flat_map(|form| form.params.params());
        params.filter(|it| it.name == param).find_map(|it| it.default.as_ref()?.parse().ok())
    }

    /// True if this firmware has this message.
    pub(crate) fn says(&self, message: &Message<'_>) -> bool {
        self.messages.contains(message.kind().name())
    }
}

fn kind(kind: FormKind) -> Form {
    match kind {
        FormKind::Test => Form::Test,
        FormKind::Query => Form::Query,
        FormKind::Set => Form::Set,
        FormKind::Execute => Form::Execute,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_proto::{
        AnyRequest,
        events::{Ready, SmartConfigTry},
    };

    fn takes(firmware: [u16; 4], line: &str) -> bool {
        let command = AnyRequest::parse(line.as_bytes()).unwrap().command();
        Known::of(Some(Firmware(firmware))).facts(command, line.as_bytes()).is_some()
    }

    #[test]
    fn a_firmware_takes_the_names_forms_and_parameters_that_it_has() {
        assert!(takes([1, 0, 1, 0], "AT+CWJAP?") && takes([1, 0, 1, 0], "ATE0"));
        assert!(takes([1, 1, 1, 8], "AT+MQTTQOS=1") && !takes([1, 1, 1, 7], "AT+MQTTQOS=1"));
        let five = r#"AT+MQTTTOPIC="p","1","2","3","4","5""#;
        assert!(takes([1, 1, 0, 8], five) && !takes([1, 1, 0, 7], five));
        assert!(takes([1, 0, 7, 2], "AT+CWSTARTSMART=1,5") && !takes([1, 1, 1, 9], "AT+CWSTARTSMART=1,5"));
    }

    #[test]
    fn a_firmware_says_the_messages_that_it_has() {
        let progress = Message::SmartConfigTry(SmartConfigTry { r#try: 1, try_count: 2 });
        assert!(Known::of(Some(Firmware([1, 1, 1, 9]))).says(&progress));
        assert!(!Known::of(Some(Firmware([1, 0, 1, 0]))).says(&progress));
        assert!(Known::of(Some(Firmware([1, 0, 1, 0]))).says(&Message::Ready(Ready)));
    }

    #[test]
    fn every_reason_of_the_spec_is_one_of_the_protocol() {
        for (_, command) in Spec::embedded().commands() {
            for form in &command.forms {
                for reason in &form.reasons {
                    assert!(Reason::parse(reason.as_bytes()).is_some(), "{}: {reason}", command.names[0].name);
                }
            }
        }
    }
}
