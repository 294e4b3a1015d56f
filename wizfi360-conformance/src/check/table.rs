//! Which cases each form has: a table in which no form may be without a positive and a negative one.

use super::{Case, Of, Subject};
use crate::edges::section_of;
use std::ptr;

/// A form under one of its command's names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number of its section, or the name where the manual has none.
    pub section: String,
    /// The name.
    pub command: String,
    /// The form: `set`.
    pub form: &'static str,
    /// How many cases have the module do something.
    pub positive: usize,
    /// How many have it refuse something.
    pub negative: usize,
}

/// A row for each form of each name that the firmware has, in the order of the spec.
pub fn table(subject: &Subject, cases: &[Case<'_>]) -> Vec<Row> {
    let forms = subject.has.commands().flat_map(|(_, command)| {
        let of = move |name| {
            command.forms.iter().filter(move |form| form.applies_to(name)).map(move |form| Of { command, name, form })
        };
        command.names.iter().flat_map(of)
    });
    let row = |of: Of<'_>| {
        let is_of = |case: &&Case<'_>| {
            case.of.is_some_and(|other| ptr::eq(other.name, of.name) && ptr::eq(other.form, of.form))
        };
        let positive = cases.iter().filter(is_of).filter(|case| case.positive).count();
        Row {
            section: section_of(of.name).into(),
            command: of.name.name.clone(),
            form: of.form.kind.word(),
            positive,
            negative: cases.iter().filter(is_of).count() - positive,
        }
    };
    forms.map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Bench, CaseKind, all};
    use super::*;
    use crate::edges::slug;
    use wizfi360_spec::Spec;

    const FIRMWARES: [&str; 5] = ["1.0.1.0", "1.0.5.1", "1.0.7.5", "1.1.1.7", "1.1.1.9"];

    #[test]
    fn every_form_of_every_section_has_a_positive_and_a_negative_case() {
        for firmware in FIRMWARES {
            let subject = Subject::new(Spec::embedded().clone(), firmware.parse().unwrap());
            let rows = table(&subject, &all(&subject, &Bench::default()));
            let holes: Vec<_> = rows.iter().filter(|row| row.positive == 0 || row.negative == 0).collect();
            assert!(holes.is_empty(), "{firmware}: {holes:#?}");
            let without: Vec<_> = subject
                .has
                .manual
                .sections
                .iter()
                .filter(|section| {
                    subject.has.command(&section.command).is_some()
                        && rows.iter().all(|row| row.section != section.number)
                })
                .collect();
            assert!(without.is_empty(), "{firmware}: {without:?}");
        }
    }

    #[test]
    fn every_message_and_every_packet_has_a_case() {
        for firmware in FIRMWARES {
            let subject = Subject::new(Spec::embedded().clone(), firmware.parse().unwrap());
            let cases = all(&subject, &Bench::default());
            let events = &subject.has.events;
            for line in events.messages.iter().chain(events.packets.iter().map(|packet| &packet.head)) {
                let part = format!("/{}/", slug(&line.name));
                let has = cases.iter().any(|case| case.kind == CaseKind::Message && case.id.contains(&part));
                assert!(has, "{firmware}: {}", line.name);
            }
        }
    }
}
