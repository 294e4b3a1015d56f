//! What the spec says of each form as data: which firmware has it, what it requires, which reasons it may give.

use std::{collections::HashMap, sync::OnceLock};
use wizfi360_proto::{Command, Firmware, Form, Reason};
use wizfi360_spec::{
    Spec,
    model::{Dated, Kind, Requirement, Span},
};

/// What the spec says of one form under one of the command's names.
#[derive(Debug)]
pub(crate) struct Facts {
    firmware: Span,
    /// What must hold before it.
    pub(crate) requires: Vec<Requirement>,
    /// What it may say before a bad final result.
    pub(crate) reasons: Vec<Reason>,
}

/// A name as typed, and the form.
type Key = (String, Form);

impl Facts {
    /// The facts of a form under the name that a line has.
    pub(crate) fn of(command: &Command, line: &[u8]) -> Option<&'static Facts> {
        let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
        let name = if command.glued { command.name } else { std::str::from_utf8(line.get(..end)?).ok()? };
        table().get(&(name.to_string(), command.form))
    }

    /// Reads the spec now, so that no command has to wait for it.
    pub(crate) fn read() {
        table();
    }

    /// True if this firmware has the form.
    pub(crate) fn known_to(&self, firmware: Firmware) -> bool {
        self.firmware.has(wizfi360_spec::model::Firmware(firmware.0))
    }
}

fn table() -> &'static HashMap<Key, Facts> {
    static TABLE: OnceLock<HashMap<Key, Facts>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let spec = Spec::embedded();
        let mut table = HashMap::new();
        for (_, command) in spec.commands() {
            for name in &command.names {
                for form in command.forms.iter().filter(|form| form.is_of(name)) {
                    let facts = Facts {
                        firmware: form.span().within(&name.span()),
                        requires: command.requires.iter().chain(&form.requires).cloned().collect(),
                        reasons: form.reasons.iter().filter_map(|text| Reason::parse(text.as_bytes())).collect(),
                    };
                    table.insert((name.name.clone(), kind(form.form)), facts);
                }
            }
        }
        table
    })
}

pub(crate) fn firmware(of: wizfi360_spec::model::Firmware) -> Firmware {
    Firmware(of.0)
}

fn kind(kind: Kind) -> Form {
    match kind {
        Kind::Test => Form::Test,
        Kind::Query => Form::Query,
        Kind::Set => Form::Set,
        Kind::Execute => Form::Execute,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wizfi360_proto::{AnyRequest, Request, commands::cwjap};

    #[test]
    fn each_name_has_its_own_facts() {
        let facts = Facts::of(cwjap::Query::COMMAND, b"AT+CWJAP?").unwrap();
        assert!(facts.known_to(Firmware([1, 0, 1, 0])));
        let line = b"AT+MQTTQOS=1";
        let facts = Facts::of(AnyRequest::parse(line).unwrap().command(), line).unwrap();
        assert!(!facts.known_to(Firmware([1, 1, 1, 7])) && facts.known_to(Firmware([1, 1, 1, 8])));
        let line = b"ATE0";
        assert!(Facts::of(AnyRequest::parse(line).unwrap().command(), line).is_some());
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
