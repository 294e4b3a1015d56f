//! Every form has an example in which it succeeds, or the reason why it has none.

use super::{Finding, Place, walk::examples};
use crate::{
    Spec,
    interpret::Interpreter,
    model::{Form, Turn},
};
use std::ptr;

/// The rule's name.
pub const RULE: &str = "examples_complete";

/// Each form succeeds in a dialogue, of its command or of another, or has `no_example`; never both.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let Examples { succeeding, unreadable } = Examples::new(spec);
    let mut findings = Vec::new();
    for (path, command) in spec.commands() {
        // `examples_parse` has the finding; which form the request should be is not known.
        if unreadable.contains(&Place::command(path, command)) {
            continue;
        }
        for form in &command.forms {
            let has_example = succeeding.iter().any(|known| ptr::eq(*known, form));
            let rule = "a form must have an example in which it succeeds, or the reason why it has none";
            let (fact, help) = match (has_example, form.no_example.as_deref().map(str::trim)) {
                (false, None) => {
                    ("it has neither", "add a dialogue to the command's `examples`, or `no_example` to the form")
                }
                (true, Some(_)) => ("it has both", "remove `no_example`"),
                (false, Some("")) => ("its `no_example` is empty", "name the reason, or add a dialogue"),
                (true, None) | (false, Some(_)) => continue,
            };
            findings.push(Finding {
                rule: RULE,
                place: Place::command(path, command).form(form.kind),
                message: format!("{rule}; {fact}"),
                help: help.into(),
            });
        }
    }
    findings
}

/// The examples by their requests.
struct Examples<'s> {
    /// Forms that succeed in one.
    succeeding: Vec<&'s Form>,
    /// Commands with a request that is refused in theirs.
    unreadable: Vec<Place>,
}

impl<'s> Examples<'s> {
    fn new(spec: &'s Spec) -> Self {
        let interpreter = Interpreter::new(spec);
        let mut all = Examples { succeeding: Vec::new(), unreadable: Vec::new() };
        for (place, example) in examples(spec) {
            for (at, says) in example.dialogue.iter().enumerate() {
                let Turn::Host(line) = says else { continue };
                match interpreter.read_request(line.as_bytes()) {
                    Ok(request) if succeeds(spec, &example.dialogue[at + 1..]) => all.succeeding.push(request.form),
                    // Not a request, but `+++` or text after a prompt.
                    Err(_) if !line.starts_with("AT") => {}
                    Err(_) => all.unreadable.push(place.clone()),
                    Ok(_) => {}
                }
            }
        }
        all
    }
}

/// Returns true if the first final result or prompt is a prompt or a success.
fn succeeds(spec: &Spec, response: &[Turn]) -> bool {
    let result = |says: &Turn| match says {
        Turn::Module(line) if line.trim_end() == spec.lexical.prompt.value => Some(true),
        Turn::Module(line) => spec.lexical.finals.iter().find(|known| known.text == *line).map(|known| known.success),
        Turn::Host(_) | Turn::Data(_) => None,
    };
    response.iter().find_map(result).unwrap_or(false)
}
