//! Answers whose parameters a mask chooses: `AT+CWLAPOPT` says what a line of `AT+CWLAP` shows.

use std::collections::HashMap;
use wizfi360_spec::{
    Spec,
    interpret::{Request, Value},
    model::{Command, DomainKind, Form, Line},
};

/// A mask that a request holds: its domain, and its bits.
pub(super) type Mask = (&'static str, i64);

/// The masks that hold now.
#[derive(Clone, Default)]
pub(super) struct Masks {
    set: HashMap<&'static str, i64>,
    /// Lines with the parameters of a mask alone, each made once.
    made: HashMap<(String, String, i64), &'static Line>,
}

impl Masks {
    /// The mask that a request sets.
    pub(super) fn of(request: &Request<'static>) -> Option<Mask> {
        request.fields.iter().find_map(|field| match (field.domain, &field.value) {
            (Some(domain), Value::Number(bits)) if matches!(domain.kind, DomainKind::Mask(_)) => {
                Some((domain.name.as_str(), *bits))
            }
            _ => None,
        })
    }

    /// From now on this one holds.
    pub(super) fn set(&mut self, (domain, bits): Mask) {
        self.set.insert(domain, bits);
    }

    /// The module was reset: nothing is chosen any more.
    pub(super) fn clear(&mut self) {
        self.set.clear();
    }

    /// The answers of a form for which a mask holds, with the parameters that it chooses.
    pub(super) fn answers(
        &mut self,
        spec: &Spec,
        command: &'static Command,
        form: &Form,
    ) -> Vec<(&'static Line, Mask)> {
        let answers = command.lines.iter().filter(|line| form.answers.contains(&line.name));
        let masked = answers.filter_map(|line| {
            let when = line.params.list.iter().find_map(|param| param.mask_bit.as_ref())?;
            let (domain, bits) = self.set.get_key_value(when.mask.as_str())?;
            Some((line, (*domain, *bits)))
        });
        let masked: Vec<_> = masked.collect();
        let name = command.names.first().map_or("", |name| name.name.as_str());
        let mut cut = |line: &'static Line, (domain, bits): Mask| -> &'static Line {
            let key = (name.to_string(), line.name.clone(), bits);
            // It lives as long as the program: there are no more of them than masks.
            self.made.entry(key).or_insert_with(|| Box::leak(Box::new(without(spec, line, domain, bits))))
        };
        masked.into_iter().map(|(line, mask)| (cut(line, mask), mask)).collect()
    }
}

/// The line without the parameters whose bit is not set.
fn without(spec: &Spec, line: &Line, domain: &str, bits: i64) -> Line {
    let known = match spec.domain(domain).map(|domain| &domain.kind) {
        Some(DomainKind::Mask(known)) => known.as_slice(),
        _ => &[],
    };
    let is_set = |name: &str| known.iter().any(|bit| bit.name == name && bits >> bit.bit & 1 == 1);
    let mut line = line.clone();
    line.params
        .list
        .retain(|param| param.mask_bit.as_ref().is_none_or(|when| when.mask != domain || is_set(&when.bit)));
    line
}
