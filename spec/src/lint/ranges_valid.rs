//! Limits leave values, and defaults are among them.

use super::{
    Finding, Place,
    walk::{Owner, lists},
};
use crate::{
    Spec,
    interpret::{Interpreter, Sender},
    model::{Domain, DomainKind, Known},
};

/// The rule's name.
pub const RULE: &str = "ranges_valid";

/// Every domain has values that fit its Rust type, defaults are values, limits leave room.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut ranges = Ranges { findings: Vec::new() };
    for (path, domain) in spec.all_domains() {
        ranges.domain(Place::file(path).item("domain", &domain.name), domain);
    }
    ranges.params(spec);
    ranges.limits(spec);
    ranges.findings
}

struct Ranges {
    findings: Vec<Finding>,
}

impl Ranges {
    fn domain(&mut self, place: Place, domain: &Domain) {
        match &domain.kind {
            DomainKind::Int { min, max, .. } => {
                if min > max {
                    self.report(
                        &place,
                        format!("`min` is at most `max`; here {min} is larger than {max}"),
                        "swap them",
                    );
                }
                let fits = *min >= 0 && *max <= u32::MAX.into() || *min >= i32::MIN.into() && *max <= i32::MAX.into();
                if !fits {
                    let message = format!("a number fits 32 bits; {min} to {max} does not");
                    self.report(&place, message, "narrow the range");
                }
            }
            DomainKind::Enum(values) => {
                if values.is_empty() {
                    self.report(&place, "an enum has values; this one has none".into(), "list them");
                }
                for value in values.iter().filter(|value| u32::try_from(value.value).is_err()) {
                    let message = format!("the number of a value is 0 to 4294967295; {} is not", value.value);
                    self.report(&place.param(&value.name), message, "correct it");
                }
            }
            DomainKind::Words { quoted, values } => {
                if values.is_empty() {
                    self.report(&place, "a words domain has words; this one has none".into(), "list them");
                }
                for word in values {
                    let spoils =
                        |byte: u8| matches!(byte, b'"' | b'\\' | b'\r' | b'\n' | 0) || (byte == b',' && !quoted);
                    if word.text.is_empty() || word.text.bytes().any(spoils) {
                        let message = format!(
                            "a word has bytes, and no quote, backslash, line end{} in it; {:?} breaks that",
                            if *quoted { "" } else { " or comma" },
                            word.text
                        );
                        self.report(&place.param(word.name()), message, "correct the text");
                    }
                }
            }
            DomainKind::Mask(bits) => {
                if bits.is_empty() {
                    self.report(&place, "a mask has bits; this one has none".into(), "list them");
                }
                for bit in bits.iter().filter(|bit| bit.bit >= 32) {
                    let message = format!("bits are numbered 0 to 31; {} is not", bit.bit);
                    self.report(&place.param(&bit.name), message, "correct it");
                }
            }
            DomainKind::Str { min, max, or_empty, .. } => {
                if *max == 0 {
                    self.report(&place, "a text can have a byte; `max` is 0".into(), "correct `max`");
                } else if min > max {
                    self.report(
                        &place,
                        format!("`min` is at most `max`; here {min} is larger than {max}"),
                        "swap them",
                    );
                }
                if *or_empty && *min == 0 {
                    let message =
                        "`or_empty` allows an empty text besides a `min`; without `min` it is allowed anyway".into();
                    self.report(&place, message, "remove `or_empty`");
                }
            }
            DomainKind::UnicastMac => {}
        }
        if let Some(known) = &domain.known {
            self.known(&place, domain, known);
        }
    }

    /// What is known is a part of what the type accepts, and less than it.
    fn known(&mut self, place: &Place, domain: &Domain, known: &Known) {
        let (least, most) = match domain.kind {
            DomainKind::Int { min, max, .. } => (min, max),
            DomainKind::Str { min, max, .. } => (i64::from(min), i64::from(max)),
            _ => {
                let message = "`known` narrows numbers and texts; this type is neither".into();
                return self.report(place, message, "remove `known`");
            }
        };
        let (min, max) = (known.min.unwrap_or(least), known.max.unwrap_or(most));
        if min < least || max > most || min > max || (min, max) == (least, most) {
            let message = format!("`known` is a part of `kind`; {min} to {max} is none of {least} to {most}");
            self.report(place, message, "correct the limits");
        }
    }

    /// Defaults are written as on the wire, and read as values of their type.
    fn params(&mut self, spec: &Spec) {
        let interpreter = Interpreter::new(spec);
        for (place, shape, owner) in lists(spec) {
            let side = match owner {
                Owner::Form(..) => Sender::Host,
                Owner::Line(_) => Sender::Module,
            };
            for param in shape.params() {
                let place = place.param(&param.name);
                for default in param.default.iter().chain(param.factory.iter().map(|factory| &factory.value)) {
                    let Err(refusal) = interpreter.read_alone(param, default.as_bytes(), side) else { continue };
                    let message =
                        format!("a default is a value as written on the wire; {default:?} is not ({refusal})");
                    self.report(&place, message, "write it as it would stand in the line, quotes included");
                }
            }
        }
    }

    fn limits(&mut self, spec: &Spec) {
        for (path, command) in spec.commands() {
            for form in &command.forms {
                if form.timeout.as_ref().is_some_and(|timeout| timeout.ms == 0) {
                    let place = Place::command(path, command).form(form.kind);
                    self.report(&place, "a timeout leaves time; this one is 0 ms".into(), "correct it");
                }
            }
        }
        for packet in &spec.events.packets {
            if packet.max == 0 {
                let place = Place::file("events").item("packet", &packet.head.name);
                self.report(&place, "a packet can have a byte; `max` is 0".into(), "correct `max`");
            }
        }
    }

    fn report(&mut self, place: &Place, message: String, help: &str) {
        self.findings.push(Finding { rule: RULE, place: place.clone(), message, help: help.into() });
    }
}
