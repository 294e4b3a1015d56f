//! Lengths that are announced, and lengths that come: data of the host, `Recv`, payloads.

use super::{
    finding::{Finding, Rule, Weight},
    open::Open,
};
use crate::decode::{Event, FieldPage, Hint, Kind, Side, is_elided};
use wizfi360_reference::text::plural_of;
use wizfi360_spec::model::Data;

/// What is known of the data under way, and of the last payload.
#[derive(Default)]
pub(super) struct Lengths {
    /// The host's side is in the input.
    both: bool,
    /// How many bytes the request has announced.
    announced: Option<u64>,
    /// The data may end before that.
    may_end_early: bool,
    /// How many of them the log holds.
    sent: u64,
    /// How many `Recv` has counted.
    received: Option<u64>,
    /// The line of the log in which the last payload ended.
    payload: Option<u64>,
    /// The last text of data or payload ended with `...`.
    left_out: bool,
}

impl Lengths {
    pub(super) fn new(both: bool) -> Lengths {
        Lengths { both, ..Lengths::default() }
    }

    /// The next event; `open` is the request under way.
    pub(super) fn event(&mut self, event: &Event, open: Option<&Open>) -> Option<Finding> {
        if event.kind != Kind::Unknown && event.kind != Kind::Packet {
            self.payload = None;
        }
        match event.kind {
            Kind::Request | Kind::Echo => {
                self.begin(event, open?);
                None
            }
            Kind::Data => {
                self.sent += event.text.0.len() as u64;
                self.left_out = is_elided(&event.text.0);
                None
            }
            Kind::Message if event.name.as_deref() == Some("Recv") => self.recv(event),
            Kind::Packet if event.error.is_none() => self.packet(event),
            _ => None,
        }
    }

    /// A command has ended: whether its data was whole.
    pub(super) fn end(&mut self, event: &Event, open: &Open) -> Option<Finding> {
        let announced = self.announced.take().filter(|_| self.both && event.success == Some(true))?;
        let short = announced.checked_sub(self.sent).filter(|short| *short > 0 && !self.may_end_early)?;
        let whole = self.sent == 0 || self.left_out || self.received == Some(announced);
        let weight = if whole { Weight::Note } else { Weight::Finding };
        let says = match self.sent {
            0 => format!("the data of {} is not in the log", open.text),
            sent => format!("{} of data, {short} fewer than {} says", plural_of(sent, "byte"), open.text),
        };
        let expects = format!("{} behind the prompt", plural_of(announced, "byte"));
        Some(
            Finding::new(weight, Rule::DataLength, &event.place, Side::Host, says, expects)
                .sourced(open.source.clone()),
        )
    }

    /// True if an unknown line stands right behind a payload, in the same line of the log.
    pub(super) fn is_behind_payload(&self, event: &Event) -> bool {
        self.payload.is_some() && self.payload == event.place.line
    }

    fn begin(&mut self, event: &Event, open: &Open) {
        // The echo of a request that was seen begins nothing.
        if open.place.line != event.place.line || open.place.offset != event.place.offset {
            return;
        }
        *self = Lengths::new(self.both);
        if let Some(Data::Counted { length, until_nul, until_escape: until_plus, .. }) =
            open.form.and_then(|form| form.data.as_ref())
        {
            self.announced = number(&event.fields, length);
            self.may_end_early = *until_nul || *until_plus;
        }
    }

    fn recv(&mut self, event: &Event) -> Option<Finding> {
        let received = number(&event.fields, "length")?;
        self.received = Some(received);
        let announced = self.announced.filter(|announced| *announced != received)?;
        let weight = if self.may_end_early { return None } else { Weight::Finding };
        let expects = format!("`Recv` counts {}, as the request does", plural_of(announced, "byte"));
        Some(Finding::of(event, weight, Rule::DataLength, expects))
    }

    fn packet(&mut self, event: &Event) -> Option<Finding> {
        let left = event.piece.and_then(|piece| piece.left).unwrap_or(0);
        if event.hints.contains(&Hint::PayloadCut) {
            let weight = if self.left_out { Weight::Note } else { Weight::Finding };
            let at = event.piece.map_or(0, |piece| piece.at);
            let says = format!("{} of payload, and then something else", plural_of(at, "byte"));
            let expects = format!("a payload is as long as its head says: {} more", plural_of(left.into(), "byte"));
            let finding = Finding::new(weight, Rule::PacketLength, &event.place, Side::Module, says, expects);
            return Some(finding.sourced(event.source.clone()));
        }
        self.left_out = is_elided(&event.text.0);
        self.payload = event.place.line.filter(|_| left == 0);
        None
    }
}

/// The number that a parameter has.
fn number(fields: &[FieldPage], name: &str) -> Option<u64> {
    fields.iter().find(|field| field.name == name)?.number()
}
