//! Every form states its risks.

use super::{Finding, Place};
use crate::Spec;

/// The rule's name.
pub const RULE: &str = "risks_stated";

/// Every form has `risks`; `[]` says that there are none. Without them, a form has the risk `unknown`, which no
/// profile of the kit allows.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, command) in spec.commands() {
        for form in command.forms.iter().filter(|form| form.risks.is_none()) {
            findings.push(Finding {
                rule: RULE,
                place: Place::command(path, command).form(form.kind),
                message: "a form must state its risks; this one has no `risks`".into(),
                help: "list them, or write `risks: []` if a source shows that there are none".into(),
            });
        }
    }
    findings
}
