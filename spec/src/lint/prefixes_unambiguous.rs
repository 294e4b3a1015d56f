//! Each line can be told from the others.

use super::{Finding, Place};
use crate::{
    Spec,
    interpret::{spellings, wire::wire},
    model::Line,
};

/// The rule's name.
pub const RULE: &str = "prefixes_unambiguous";

/// Lines are tried in their order and the first that fits counts: no earlier one takes the texts of a later one.
/// Final results and reasons differ.
pub fn run(spec: &Spec) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, command) in spec.commands() {
        for form in &command.forms {
            let answers = form.answers.iter().filter_map(|name| command.lines.iter().find(|line| line.name == *name));
            let place = Place::command(path, command).form(form.kind);
            order(spec, &answers.collect::<Vec<_>>(), "line", &place, &mut findings);
        }
    }
    let heads = spec.events.packets.iter().map(|packet| &packet.head);
    let events: Vec<_> = spec.events.messages.iter().chain(heads).collect();
    order(spec, &events, "message", &Place::file("events"), &mut findings);
    results(spec, &mut findings);
    findings
}

fn order(spec: &Spec, lines: &[&Line], what: &'static str, place: &Place, findings: &mut Vec<Finding>) {
    for (index, later) in lines.iter().enumerate() {
        for earlier in &lines[..index] {
            let taken = beginnings(later).into_iter().find(|spelling| takes(spec, earlier, later, spelling));
            if let Some(spelling) = taken {
                let shown = if spelling.is_empty() { "without prefix".to_string() } else { format!("{spelling:?}") };
                findings.push(Finding {
                    rule: RULE,
                    place: place.item(what, &later.name),
                    message: format!(
                        "the first line that fits counts; {} {shown} is never read, {} stands before it and fits as well",
                        later.name, earlier.name
                    ),
                    help: format!("put {} first, or tell them apart by prefix, word or suffix", later.name),
                });
            }
        }
    }
}

fn beginnings(line: &Line) -> Vec<String> {
    let prefixes = std::iter::once(&line.prefix).chain(&line.aliases);
    prefixes.flat_map(|prefix| spellings(prefix)).map(|(spelling, _)| spelling).collect()
}

/// True if every line that begins with this spelling of `later` is taken for `earlier`.
fn takes(spec: &Spec, earlier: &Line, later: &Line, spelling: &str) -> bool {
    let begins = beginnings(earlier).into_iter().any(|prefix| {
        // Without parameters a line is exact, so it takes only its own text.
        if earlier.params.is_empty() { prefix == spelling } else { spelling.starts_with(&prefix) }
    });
    let ends = match (&earlier.keyword, &later.keyword) {
        (None, None) => later.ending.ends_with(&earlier.ending),
        (None, Some(word)) => format!("{word}{}", later.ending).ends_with(&earlier.ending),
        (Some(one), Some(other)) => one == other && earlier.ending == later.ending,
        (Some(_), None) => false,
    };
    if earlier.params.is_empty() {
        return begins && later.params.is_empty() && earlier.keyword == later.keyword && earlier.ending == later.ending;
    }
    let anonymous = earlier.prefix.is_empty() && earlier.ending.is_empty() && earlier.keyword.is_none();
    // A line of nothing but parameters leaves to others what it cannot read.
    begins && ends && (!anonymous || is_free(spec, earlier, later))
}

/// True if the parameters of `earlier` can be any text that `later` can be.
fn is_free(spec: &Spec, earlier: &Line, later: &Line) -> bool {
    let first = earlier.params.list.first();
    let takes_all =
        earlier.params.optional_first.is_none() && first.is_some_and(|first| wire(spec, &first.ty).is_rest_of_line());
    // The separator may stand in a text of the later line.
    let has_text = later.params.params().into_iter().any(|param| {
        let wire = wire(spec, &param.ty);
        wire.is_quoted() || wire.is_rest_of_line()
    });
    takes_all && (earlier.separator == "," || has_text)
}

fn results(spec: &Spec, findings: &mut Vec<Finding>) {
    let finals = spec.lexical.finals.iter().map(|known| ("final", &known.text, &known.aliases));
    let reasons = spec.lexical.reasons.iter().map(|known| ("reason", &known.text, &known.aliases));
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for (what, text, also) in finals.chain(reasons) {
        for spelling in std::iter::once(text).chain(also) {
            if let Some((_, first)) = seen.iter().find(|(known, _)| known == spelling) {
                findings.push(Finding {
                    rule: RULE,
                    place: Place::file("lexical").item(what, text),
                    message: format!("final results and reasons differ; {spelling:?} is also one of {first:?}"),
                    help: "remove one of them".into(),
                });
            }
            seen.push((spelling, text));
        }
    }
}
