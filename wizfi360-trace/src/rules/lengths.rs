//! Lengths that are announced, and lengths that come: data of the host, `Recv`, payloads.

use super::{Finding, Rule, Severity, pending::PendingRequest};
use crate::{
    event::{Event, EventKind, Sender},
    field::FieldView,
    hint::Hint,
    placeholders::holds_placeholder,
};
use wizfi360_reference::text::plural_of;
use wizfi360_spec::model::Data;

/// Follows the data of the pending request, and the last payload.
#[derive(Clone, Default)]
pub(super) struct Lengths {
    /// The number of bytes that the request has announced.
    announced: Option<u64>,
    /// The data may end before that.
    may_end_early: bool,
    /// The number of bytes of data that were sent.
    sent: u64,
    /// The number that `Recv` counts.
    received: Option<u64>,
    /// The line of the log in which the last payload ended.
    payload_line: Option<u64>,
    /// The last text of data or payload holds a placeholder.
    is_incomplete: bool,
}

impl Lengths {
    /// Checks the next event.
    pub(super) fn event(&mut self, event: &Event, pending: Option<&PendingRequest>) -> Option<Finding> {
        if event.kind != EventKind::Unknown && event.kind != EventKind::Packet {
            self.payload_line = None;
        }
        match event.kind {
            EventKind::Request | EventKind::Echo => {
                self.begin(event, pending?);
                None
            }
            EventKind::Data => {
                self.sent += event.text.0.len() as u64;
                self.is_incomplete = holds_placeholder(&event.text.0);
                None
            }
            EventKind::Message if event.name.as_deref() == Some("Recv") => self.recv(event),
            EventKind::Packet if event.error.is_none() => self.packet(event),
            _ => None,
        }
    }

    /// Checks that the data was complete when its request ends.
    pub(super) fn end(&mut self, event: &Event, pending: &PendingRequest, has_host: bool) -> Option<Finding> {
        let announced = self.announced.take().filter(|_| has_host && event.success == Some(true))?;
        let missing = announced.checked_sub(self.sent).filter(|missing| *missing > 0 && !self.may_end_early)?;
        let may_be_omitted = self.sent == 0 || self.is_incomplete || self.received == Some(announced);
        let severity = if may_be_omitted { Severity::Note } else { Severity::Error };
        let actual = match self.sent {
            0 => format!("the data of {} is not in the log", pending.text),
            sent => format!("{} of data, {missing} fewer than {} announces", plural_of(sent, "byte"), pending.text),
        };
        let expected = format!("{} after the prompt", plural_of(announced, "byte"));
        let finding = Finding::new(Rule::DataTooShort, Sender::Host, actual, expected).only(severity);
        Some(finding.at(&event.position).with_source(pending.source.clone()))
    }

    /// True if an unknown line comes right after a payload, in the same line of the log.
    pub(super) fn is_after_payload(&self, event: &Event) -> bool {
        self.payload_line.is_some() && self.payload_line == event.position.line
    }

    fn begin(&mut self, event: &Event, pending: &PendingRequest) {
        // The echo of a request that was seen begins nothing.
        if pending.position.line != event.position.line || pending.position.offset != event.position.offset {
            return;
        }
        *self = Lengths::default();
        if let Some(Data::Counted { length, until_nul, until_escape, .. }) =
            pending.form.and_then(|form| form.data.as_ref())
        {
            self.announced = number(&event.fields, length);
            self.may_end_early = *until_nul || *until_escape;
        }
    }

    fn recv(&mut self, event: &Event) -> Option<Finding> {
        let received = number(&event.fields, "length")?;
        self.received = Some(received);
        let announced = self.announced.filter(|announced| *announced != received && !self.may_end_early)?;
        let expected = format!("`Recv` counts {}, as the request does", plural_of(announced, "byte"));
        Some(Finding::of(event, Rule::DataLength, expected))
    }

    fn packet(&mut self, event: &Event) -> Option<Finding> {
        let remaining = event.chunk.and_then(|chunk| chunk.remaining).unwrap_or(0);
        if event.hints.contains(&Hint::PayloadOmitted) {
            let severity = if self.is_incomplete { Severity::Note } else { Severity::Error };
            let offset = event.chunk.map_or(0, |chunk| chunk.offset);
            let actual = format!("{} of payload, and then something else", plural_of(offset, "byte"));
            let expected =
                format!("a payload as long as its header says: {} more", plural_of(remaining.into(), "byte"));
            let finding = Finding::new(Rule::PacketLength, Sender::Module, actual, expected).only(severity);
            return Some(finding.at(&event.position).with_source(event.source.clone()));
        }
        self.is_incomplete = holds_placeholder(&event.text.0);
        self.payload_line = event.position.line.filter(|_| remaining == 0);
        None
    }
}

/// Returns the number that a parameter has.
fn number(fields: &[FieldView], name: &str) -> Option<u64> {
    fields.iter().find(|field| field.name == name)?.number()
}
