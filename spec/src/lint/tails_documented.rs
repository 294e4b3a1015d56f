//! A tail that becomes a type has words of its own.

use super::{Finding, walk::lists};
use crate::{
    Spec,
    model::{Shape, Tail},
};

/// The rule's name.
pub const RULE: &str = "tails_documented";

/// A tail of several parameters must have a doc: it is that of its type and of its field.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, shape, _) in lists(spec) {
        for tail in tails(shape).into_iter().filter(|tail| is_group(tail) && tail.doc.trim().is_empty()) {
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

/// All tails of a list, those of its alternatives and of tails included.
fn tails(shape: &Shape) -> Vec<&Tail> {
    let choice = shape.choice.iter().flat_map(|choice| &choice.variants).flat_map(|variant| tails(&variant.params));
    let own = shape.tail.iter().flat_map(|tail| std::iter::once(&**tail).chain(tails(&tail.params)));
    choice.chain(own).collect()
}
