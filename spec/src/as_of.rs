//! The spec as of a firmware: what is there in it, and what is not.

use crate::{
    Spec,
    lint::{Place, versioned},
    model::*,
};

/// Something that a firmware does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unavailable {
    /// Where it stands.
    pub place: Place,
    /// For which firmware it is there.
    pub span: Span,
}

impl Unavailable {
    /// What it is, within its command, message or domain: `set: topic4`, `line Try`; empty for the whole of a name or message.
    pub fn part(&self) -> String {
        let Place { form, item, param, .. } = &self.place;
        let form = form.map(|form| form.word().to_string());
        let item = item.as_ref().map(|(what, name)| format!("{what} {name}"));
        let param = param.as_ref().map(|param| format!("<{param}>"));
        [form, item, param].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl Spec {
    /// All that this firmware does not have, each with the firmware that has it. Parts of what is absent are listed too, if they have
    /// bounds of their own. A condition on requests is no part: without it, more is accepted.
    pub fn unavailable(&self, firmware: Firmware) -> Vec<Unavailable> {
        let all = versioned::versioned(self).into_iter().filter(|(_, span, _)| !span.contains(firmware));
        all.map(|(place, span, _)| Unavailable { place, span }).collect()
    }

    /// What of a command this firmware does not have, values of its parameters included.
    pub fn unavailable_in(&self, command: &Command, firmware: Firmware) -> Vec<Unavailable> {
        let first = command.names.first().map(|name| &name.name);
        let lists = command.forms.iter().map(|form| &form.params).chain(command.lines.iter().map(|line| &line.params));
        let domains: Vec<&str> = lists
            .flat_map(Shape::params)
            .filter_map(|param| match &param.ty {
                Type::Domain(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let concerns = |place: &Place| match &place.item {
            Some(("domain", name)) => domains.contains(&name.as_str()),
            _ => place.command.is_some() && place.command.as_ref() == first,
        };
        self.unavailable(firmware).into_iter().filter(|absent| concerns(&absent.place)).collect()
    }

    /// The spec without what this firmware does not have. Errata and examples stay.
    pub fn as_of(&self, firmware: Firmware) -> Spec {
        let mut spec = self.clone();
        keep(&mut spec.events.messages, firmware);
        spec.events.messages.iter_mut().for_each(|line| shape(&mut line.params, firmware));
        let shared = spec.domains.domains.iter_mut().chain(&mut spec.events.domains);
        let own = spec.families.iter_mut().flat_map(|file| &mut file.family.domains);
        shared.chain(own).for_each(|domain| values(domain, firmware));
        let messages: Vec<&str> = spec.events.messages.iter().map(|line| line.name.as_str()).collect();
        for file in &mut spec.families {
            for command in &mut file.family.commands {
                keep(&mut command.names, firmware);
                keep(&mut command.notes, firmware);
                keep(&mut command.requires, firmware);
                keep(&mut command.lines, firmware);
                keep(&mut command.forms, firmware);
                command.lines.iter_mut().for_each(|line| shape(&mut line.params, firmware));
                for form in &mut command.forms {
                    keep(&mut form.effects, firmware);
                    keep(&mut form.requires, firmware);
                    keep(&mut form.unspecified, firmware);
                    keep(&mut form.rules, firmware);
                    // In the spec of one firmware, what it has is always so.
                    for rule in &mut form.rules {
                        (rule.since, rule.until) = Default::default();
                    }
                    shape(&mut form.params, firmware);
                    form.answers.retain(|answer| command.lines.iter().any(|line| line.name == *answer));
                    form.messages.retain(|message| messages.contains(&message.as_str()));
                }
            }
            file.family.commands.retain(|command| !command.names.is_empty());
        }
        keep(&mut spec.state.every_form.requires, firmware);
        keep(&mut spec.lexical.notes, firmware);
        spec
    }
}

fn keep<T: Versioned>(parts: &mut Vec<T>, firmware: Firmware) {
    parts.retain(|part| part.span().contains(firmware));
}

fn shape(of: &mut Shape, firmware: Firmware) {
    of.optional_first = of.optional_first.take().filter(|lead| lead.span().contains(firmware));
    keep(&mut of.list, firmware);
    of.optional_first.iter_mut().chain(&mut of.list).for_each(|param| keep(&mut param.factory, firmware));
    if let Some(choice) = &mut of.choice {
        keep(&mut choice.variants, firmware);
        choice.variants.iter_mut().for_each(|variant| shape(&mut variant.params, firmware));
    }
    if let Some(tail) = &mut of.tail {
        shape(&mut tail.params, firmware);
    }
    of.tail = of.tail.take().filter(|tail| !tail.params.is_empty());
}

fn values(domain: &mut Domain, firmware: Firmware) {
    match &mut domain.kind {
        DomainKind::Enum(values) => keep(values, firmware),
        DomainKind::Words { values, .. } => keep(values, firmware),
        DomainKind::Mask(bits) => keep(bits, firmware),
        DomainKind::Int { .. } | DomainKind::Str { .. } | DomainKind::UnicastMac => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set<'s>(spec: &'s Spec, name: &str) -> Option<&'s Form> {
        let (_, command, _) = spec.command(name)?;
        command.forms.iter().find(|form| form.kind == FormKind::Set)
    }

    #[test]
    fn a_spec_as_of_a_firmware_lacks_what_came_later() {
        let spec = Spec::embedded();
        let names = |firmware: &str| {
            let of = spec.as_of(firmware.parse().unwrap());
            let topics = set(&of, "AT+MQTTTOPIC").map(|form| form.params.params().len());
            let smart = set(&of, "AT+CWSTARTSMART").map(|form| form.params.optional_first.is_some());
            (topics, smart, of.command("AT+MQTTQOS").is_some())
        };
        assert_eq!(names("1.0.1.0"), (None, None, false));
        assert_eq!(names("1.0.2.4"), (Some(2), None, false));
        assert_eq!(names("1.0.7.2"), (Some(4), Some(true), false));
        assert_eq!(names("1.1.0.6"), (Some(4), Some(false), false));
        assert_eq!(names("1.1.1.8"), (Some(6), Some(false), true));
    }

    #[test]
    fn what_is_absent_is_named_with_its_firmware() {
        let spec = Spec::embedded();
        let absent = |name: &str, firmware: &str| -> Vec<String> {
            let (_, command, _) = spec.command(name).unwrap();
            let all = spec.unavailable_in(command, firmware.parse().unwrap());
            all.iter().map(|absent| format!("{}: {}", absent.part(), absent.span)).collect()
        };
        assert_eq!(absent("AT+MQTTQOS", "1.1.1.7"), ["name AT+MQTTQOS: since firmware 1.1.1.8"]);
        assert_eq!(absent("AT+MQTTQOS", "1.1.1.8"), [""; 0]);
        let smart = absent("AT+CWSTARTSMART", "1.1.1.7");
        assert_eq!(smart, ["set, <type>: since firmware 1.0.7.2, until 1.0.x.x"]);
        let topics = absent("AT+MQTTTOPIC", "1.0.7.2");
        assert_eq!(topics.len(), 4, "two of the form, two of its answer: {topics:?}");
        assert!(topics[0].contains("<subscribe topic4>: since firmware 1.1.0.8"), "{topics:?}");
    }
}
