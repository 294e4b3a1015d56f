//! The table of mutants, and the page with it.

use super::{Outcome, tree::File};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use wizfi360_spec::Spec;

/// By kind of fact: how many facts there are, how many mutants of them, how many survive, and who notices the others.
pub(super) fn table(outcomes: &[Outcome]) -> String {
    let mut kinds: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        kinds.entry(outcome.mutant.kind).or_default().push(outcome);
    }
    let mut table = String::from("| fact | facts | mutants | survive | noticed by |\n|---|---|---|---|---|\n");
    for (kind, of) in kinds {
        table += &row(kind, &of);
    }
    table += &row("all", &outcomes.iter().collect::<Vec<_>>());
    table
}

fn row(kind: &str, of: &[&Outcome]) -> String {
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for name in of.iter().filter_map(|outcome| outcome.noticed_by) {
        *by.entry(name).or_default() += 1;
    }
    let mut by: Vec<_> = by.into_iter().collect();
    by.sort_by_key(|(name, count)| (usize::MAX - count, *name));
    let by: Vec<_> = by.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let facts: BTreeSet<&str> = of.iter().map(|outcome| outcome.mutant.place.as_str()).collect();
    let survive = of.iter().filter(|outcome| outcome.noticed_by.is_none()).count();
    format!("| {kind} | {} | {} | {survive} | {} |\n", facts.len(), of.len(), by.join(", "))
}

/// The page `docs/spec-mutants.md`.
pub(super) fn page(spec: &Spec, files: &[File], outcomes: &[Outcome], reasons: &[(String, usize)]) -> String {
    let mut page = String::from(HEAD);
    page += "\n## Facts and their sources\n\n| fact | own source | source of what encloses it |\n|---|---|---|\n";
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for file in files {
        count_sources(&file.tree, &mut Vec::new(), &mut counts);
    }
    let all = counts.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    for (kind, (own, inherited)) in counts.into_iter().chain([("all", all)]) {
        page += &format!("| {kind} | {own} | {inherited} |\n");
    }
    page += "\n## Mutants\n\n";
    page += &table(outcomes);
    page += "\n## Survivors\n\n";
    for (why, count) in reasons {
        page += &format!("- {count}: {why}\n");
    }
    page += "\n## What the model cannot say\n\nStated in words, each with its reason:\n\n";
    for (name, text, why) in undecidable(spec) {
        page += &format!("- {name}: {text} ({why})\n");
    }
    page += "\nUndecided by any source:\n\n";
    for (name, why) in unspecified(spec) {
        page += &format!("- {name}: {why}\n");
    }
    page
}

const HEAD: &str = "\
# Mutants of the spec

Written by `cargo xtask spec-mutants --write`; `cargo xtask test --all` compares the survivors with
`xtask/src/spec_mutants/survivors.ron`.

A mutant changes one fact of the files of the commands, of types, messages, words and state: a number by one, a text to
another one of its kind, a flag to the other value, a key or an item left out, neighbours exchanged. An oracle that has a
finding notices it. The oracles are the lints, and the interpreter on the vectors and on the dialogues of the spec.

| oracle | the second entry | independent of the files |
|---|---|---|
| `transcription_agrees` | `spec/manual/`: the manual's tables | yes: entered from the manual, without the files |
| `behaviour_agrees` | `spec/manual/behaviour_*.ron`: requirements, effects, risks, timeouts in sentences | in part: listed from the files, then read against the manual and the timeouts of drivers |
| `wire_agrees` | `spec/manual/wire.ron`: data phases, spellings, secrets, lists of words | in part: listed from the files, then read against the manual and the observations of real modules |
| `sources_counted` | `spec/manual/sources.ron`: how many facts have which source | no: a ledger, counted from the files; it shows that a source was changed or left out |
| vectors | `vectors/`: generated from the files, checked in | no: it shows a change |
| all others | none: what must hold of any spec | yes |

What is noticed by a ledger alone is a change that cannot happen unseen; it is no proof that the fact is right.
";

/// Counts what has a source of its own and what has that of its enclosing fact, by kind.
fn count_sources<'t>(value: &'t Value, keys: &mut Vec<&'t str>, counts: &mut BTreeMap<&'static str, (usize, usize)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| count_sources(item, keys, counts)),
        Value::Object(fields) => {
            if let Some(source) = fields.get("source") {
                let (own, inherited) = counts.entry(holder(keys)).or_default();
                *(if source.is_null() { inherited } else { own }) += 1;
            }
            for (key, value) in fields {
                keys.push(key);
                count_sources(value, keys, counts);
                keys.pop();
            }
        }
        _ => {}
    }
}

/// What has a source at this path.
fn holder(keys: &[&str]) -> &'static str {
    match keys.last().copied().unwrap_or_default() {
        "names" => "name of a command",
        "forms" => "form",
        "lines" | "messages" | "head" => "answer line or message",
        "list" | "optional_first" => "parameter",
        "factory" => "factory default",
        "requires" => "requirement",
        "sets" | "reports" => "effect",
        "rules" => "rule across parameters",
        "undecidable" => "requirement in words",
        "unspecified" => "what is undecided",
        "timeout" => "timeout",
        "notes" | "effects" => "note",
        "examples" => "dialogue",
        "domains" => "value type",
        "Enum" | "values" | "Mask" => "value",
        "variables" => "state variable",
        _ => "words and limits of the alphabet",
    }
}

fn undecidable(spec: &Spec) -> Vec<(&str, &str, &str)> {
    let commands = spec.commands().filter_map(|(_, command)| Some((command.names.first()?.name.as_str(), command)));
    let all = commands.flat_map(|(name, command)| {
        let stated = command.undecidable.iter().chain(command.forms.iter().flat_map(|form| &form.undecidable));
        stated.map(move |stated| (name, stated.text.as_str(), stated.why.as_str()))
    });
    all.collect()
}

fn unspecified(spec: &Spec) -> Vec<(&str, &str)> {
    let commands = spec.commands().filter_map(|(_, command)| Some((command.names.first()?.name.as_str(), command)));
    let all = commands.flat_map(|(name, command)| {
        command.forms.iter().flat_map(|form| &form.unspecified).map(move |case| (name, case.why.as_str()))
    });
    all.collect()
}
