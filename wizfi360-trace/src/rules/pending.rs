//! The request that a dialogue has not ended yet.

use super::{Finding, Rule, words::quoted};
use crate::event::{Event, Position, Sender};
use wizfi360_reference::view::SourceView;
use wizfi360_spec::{Spec, model};

/// A request, and what has come in response.
#[derive(Clone)]
pub(super) struct PendingRequest {
    pub(super) position: Position,
    /// As it was sent, in quotes; secrets are `***`.
    pub(super) text: String,
    /// The name as it was sent: `AT+CWMODE_CUR`.
    pub(super) name: String,
    /// The command, if the spec has it.
    pub(super) command: Option<String>,
    of: Option<&'static model::Command>,
    pub(super) form: Option<&'static model::Form>,
    pub(super) source: Option<SourceView>,
    /// Why it is refused, if it is.
    pub(super) refused: Option<String>,
    /// It holds a placeholder for something.
    pub(super) holds_placeholder: bool,
    /// The firmware has it, and the spec does not say what it takes.
    pub(super) is_undocumented: bool,
    /// The log leaves something out since then.
    pub(super) is_incomplete: bool,
    /// A final result came that it cannot have.
    pub(super) ended_otherwise: bool,
    /// Lines came that are none of its answers.
    pub(super) answered_otherwise: bool,
    /// The names of the lines that have answered it, each once.
    answered: Vec<String>,
}

impl PendingRequest {
    pub(super) fn new(spec: &'static Spec, event: &Event) -> PendingRequest {
        let text = &event.text.0;
        let end = text.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(text.len());
        let name = String::from_utf8_lossy(&text[..end]).into_owned();
        let of = event.command.as_deref().and_then(|name| spec.command(name)).map(|(_, command, _)| command);
        let is_this = |form: &&model::Form| event.form == Some(form.kind.word());
        PendingRequest {
            position: event.position.clone(),
            text: quoted(event),
            is_undocumented: spec.lexical.undocumented.value.iter().any(|known| known.eq_ignore_ascii_case(&name)),
            name,
            command: event.command.clone(),
            of,
            form: of.and_then(|command| command.forms.iter().find(is_this)),
            source: event.source.clone(),
            refused: event.error.as_ref().map(|error| error.text.clone()),
            holds_placeholder: event.holds_placeholder,
            is_incomplete: false,
            ended_otherwise: false,
            answered_otherwise: false,
            answered: Vec::new(),
        }
    }

    /// Creates a finding about the request as a whole.
    pub(super) fn finding(&self, rule: Rule, from: Sender, actual: String, expected: String) -> Finding {
        let finding = Finding::new(rule, from, actual, expected).at(&self.position);
        finding.with_source(self.source.clone()).about(self.command.clone())
    }

    /// Returns the final results that it may have.
    pub(super) fn finals(&self) -> Vec<String> {
        self.form.map_or_else(|| vec!["OK".into(), "ERROR".into()], |form| form.finals.clone())
    }

    /// True if it can succeed: otherwise nothing ends it.
    pub(super) fn has_good_final(&self, spec: &Spec) -> bool {
        let is_good = |end: &String| {
            let known = spec.lexical.finals.iter().find(|known| known.text == *end || known.name.as_ref() == Some(end));
            known.is_none_or(|known| known.success)
        };
        self.finals().iter().any(is_good)
    }

    /// Notes that a line of this name answers it. True if one has done so before, and it comes once.
    pub(super) fn repeats(&mut self, name: &str) -> bool {
        let is_new = !self.answered.iter().any(|known| known == name);
        if is_new {
            self.answered.push(name.to_string());
        }
        !is_new && self.answers().any(|line| line.name == name && !line.repeats)
    }

    /// True if a line should have answered it, and none has.
    pub(super) fn lacks_answer(&self) -> bool {
        let is_query = self.form.is_some_and(|form| form.kind == model::FormKind::Query);
        is_query
            && self.answered.is_empty()
            && !self.answered_otherwise
            && self.answers().any(|line| !line.repeats && line.when.is_none())
    }

    /// True if a line has answered it.
    pub(super) fn is_answered(&self) -> bool {
        !self.answered.is_empty()
    }

    /// True if the module restarts because of it.
    pub(super) fn restarts(&self) -> bool {
        self.form.is_some_and(|form| form.messages.iter().any(|name| name == "Ready"))
    }

    /// True if it may fail for this reason.
    pub(super) fn gives(&self, spec: &Spec, reason: &str) -> bool {
        let known = spec.lexical.reasons.iter().find(|known| known.text == reason);
        let name = known.and_then(|known| known.name.as_deref());
        let is_listed = |given: &String| given == reason || name == Some(given);
        self.form.is_some_and(|form| form.reasons.iter().any(is_listed))
    }

    fn answers(&self) -> impl Iterator<Item = &'static model::Line> + use<> {
        let form = self.form;
        let lines = self.of.into_iter().flat_map(|command| &command.lines);
        lines.filter(move |line| form.is_some_and(|form| form.answers.contains(&line.name)))
    }
}
