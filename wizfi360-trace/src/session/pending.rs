//! The request that is pending: what the module's output belongs to.

use super::masks::Mask;
use std::sync::Arc;
use wizfi360_proto::{Command, DataKind, DataPhase};
use wizfi360_spec::{
    interpret::{FieldSpec, Request, Value},
    model,
};

/// A request that was sent and has no final result yet.
#[derive(Clone)]
pub struct Pending {
    pub(super) command: &'static model::Command,
    pub(super) name: &'static model::Name,
    pub(super) form: &'static model::Form,
    /// The same for the decoders.
    pub(super) generated: &'static Command,
    /// The request as it was read; `None` if it was refused.
    pub(super) request: Option<Arc<Request<'static>>>,
    /// The data that follows the line and is not complete.
    pub(super) phase: DataPhase,
    pub(super) prompt: PromptState,
    /// The mask that it sets, if it succeeds.
    pub(super) mask: Option<Mask>,
    /// Nothing more is expected: it has no good final result.
    pub(super) is_over: bool,
}

/// How far a request that takes data has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PromptState {
    /// Neither `OK` nor prompt were seen.
    Expected,
    /// It was accepted and its prompt was not seen: perhaps the log leaves it out.
    Accepted,
    /// The prompt was seen, or what follows it.
    Seen,
}

impl Pending {
    /// Returns the name as it was sent: `AT+CWMODE_CUR`.
    pub fn name(&self) -> &'static str {
        &self.name.name
    }

    /// Returns the word of its form: `set`.
    pub fn form(&self) -> &'static str {
        self.form.kind.word()
    }

    /// Returns the facts about its command, among them the advised timeout.
    pub fn command(&self) -> &'static Command {
        self.generated
    }

    /// Returns the data that follows the line and is not complete, before its prompt too.
    pub fn data_phase(&self) -> DataPhase {
        self.phase
    }

    /// True if data is to follow whose prompt has not come.
    pub fn expects_prompt(&self) -> bool {
        self.phase != DataPhase::None && self.prompt != PromptState::Seen
    }

    /// True for PEM text that is a private key.
    pub(super) fn takes_key(&self) -> bool {
        self.phase == DataPhase::Pem && matches!(self.generated.data, DataKind::Pem { end, .. } if end.contains("KEY"))
    }

    /// True if any line can be an answer of the command, as those of a certificate.
    pub(super) fn answers_with_anything(&self) -> bool {
        self.answers().any(|line| {
            let only_rest = matches!(line.params.list.as_slice(), [param] if param.ty == model::Type::Rest);
            only_rest && line.prefix.is_empty() && line.ending.is_empty() && line.keyword.is_none()
        })
    }

    pub(super) fn answers(&self) -> impl Iterator<Item = &'static model::Line> + use<> {
        let form = self.form;
        self.command.lines.iter().filter(move |line| form.answers.contains(&line.name))
    }
}

/// Returns the data that is sent after a request.
pub(super) fn data_phase(request: &Request<'static>) -> DataPhase {
    let number = |wanted: &str| {
        request.fields.iter().find_map(|field| match (&field.param, &field.value) {
            (FieldSpec::Param(param), Value::Number(number)) if param.name == wanted => Some(*number),
            _ => None,
        })
    };
    match &request.form.data {
        Some(model::Data::Counted { length, .. }) => {
            number(length).and_then(|len| u32::try_from(len).ok()).map_or(DataPhase::None, DataPhase::Counted)
        }
        Some(model::Data::Pem { when: (param, value), .. }) if number(param) == Some(*value) => DataPhase::Pem,
        Some(model::Data::Transparent) => DataPhase::Transparent,
        _ => DataPhase::None,
    }
}
