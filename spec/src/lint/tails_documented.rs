//! A tail that becomes a type has words of its own.

use super::{Finding, walk::lists};
use crate::{
    Spec,
    model::{ShapePart, Tail},
};

/// The rule's name.
pub const RULE: &str = "tails_documented";

/// A tail of several parameters must have a doc: it is that of its type and of its field.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, shape, _) in lists(spec) {
        let tails = shape.items().into_iter().filter_map(|item| match item.part {
            ShapePart::Tail(tail) => Some(tail),
            _ => None,
        });
        for tail in tails.filter(|tail| is_group(tail) && tail.doc.trim().is_empty()) {
            findings.push(Finding {
                rule: RULE,
                place: place.param(&tail.name),
                message: format!("a tail of several parameters must have a doc; {:?} has none", tail.name),
                help: "add `doc`: what its parameters are for".into(),
            });
        }
    }
    findings
}

/// True if the tail becomes a struct, not the `Option` of its only parameter or choice. What may follow it is beside it.
fn is_group(tail: &Tail) -> bool {
    let takes = &tail.params;
    takes.list.len() + usize::from(takes.optional_first.is_some()) + usize::from(takes.choice.is_some()) > 1
}
