//! `cargo xtask spec-mutants`: whether a wrong fact of the spec is noticed.
//!
//! One fact is changed at a time, in one process and without a build: a file of the spec is a tree of values
//! ([`tree`]), a change makes another tree ([`changes`]), and what reads back as a spec goes before the oracles
//! ([`oracles`]) in turn. A mutant that no oracle notices has survived: nothing but the file itself knows that fact.
//! `survivors.ron` lists those that may survive, each with its reason; the gate fails if the list is wrong.

mod changes;
mod kinds;
mod oracles;
mod report;
mod tree;
mod vectors;
mod walk;

use crate::{Failure, load_spec, root, survivors::List};
use changes::Mutant;
use oracles::Oracle;
use std::{
    env, fs,
    num::NonZero,
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};
use tree::File;
use wizfi360_spec::Spec;

/// The page with the table.
const PAGE: &str = "docs/spec-mutants.md";

const SURVIVORS: &str = "xtask/src/spec_mutants/survivors.ron";

/// The largest share of survivors, in percent.
const MOST: usize = 2;

/// A mutant, and the first oracle that noticed it.
struct Outcome {
    mutant: Mutant,
    /// The oracle's name; `None` if the mutant survived.
    noticed_by: Option<&'static str>,
}

/// Runs all mutants, prints the table, and compares the survivors with the list. A build without optimisation would
/// take ten times as long: it runs one with.
pub(crate) fn run(write: bool) -> Result<(), Failure> {
    if cfg!(debug_assertions) {
        return optimised(write);
    }
    let spec = load_spec()?;
    let list = List::read(SURVIVORS)?;
    let oracles = oracles::all(&spec)?;
    let files = tree::files(&spec);
    let outcomes = outcomes(&spec, &files, walk::mutants(&spec, &files), &oracles);
    println!("{}", report::table(&outcomes));
    if write {
        fs::write(root().join(PAGE), report::page(&spec, &files, &outcomes, &list.reasons()))?;
        println!("{PAGE} is written");
    }
    let survivors: Vec<_> =
        outcomes.iter().filter(|outcome| outcome.noticed_by.is_none()).map(|outcome| outcome.mutant.name()).collect();
    let help = "Enter what nothing notices a second time in spec/manual/; if there is no second source, list it with its \
                reason.";
    list.compare(survivors.iter().map(String::as_str), help)?;
    few_survive(survivors.len(), outcomes.len())
}

/// Fails if too many survive, even with reasons.
fn few_survive(survivors: usize, mutants: usize) -> Result<(), Failure> {
    if survivors * 100 < mutants.max(1) * MOST {
        return Ok(());
    }
    Err(Failure::new(format!("{survivors} of {mutants} mutants survive; the limit is {MOST} %")))
}

fn optimised(write: bool) -> Result<(), Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root()).args(["run", "--quiet", "--release", "--package", "xtask", "--", "spec-mutants"]);
    command.args(write.then_some("--write"));
    match command.status()?.success() {
        true => Ok(()),
        false => Err(Failure::new("the mutants of the spec are not as listed; see above")),
    }
}

/// Puts mutants of a spec before the oracles, on all cores.
///
/// Changes that do not read back as a spec, or that read back as the same one, are no mutants.
fn outcomes(spec: &Spec, files: &[File], all: Vec<Mutant>, oracles: &[Oracle]) -> Vec<Outcome> {
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        let mut spec = spec.clone();
        while let Some(mutant) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(file) = files.get(mutant.file) else { continue };
            let Some(original) = file.exchange(&mut spec, &mutant.applied(&file.tree)) else { continue };
            let noticed_by = oracles.iter().find(|oracle| (oracle.objects)(&spec)).map(|oracle| oracle.name);
            file.restore(&mut spec, original);
            if let Ok(mut outcomes) = outcomes.lock() {
                outcomes.push(Outcome { mutant: mutant.clone(), noticed_by });
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(work);
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.sort_by_cached_key(|outcome| outcome.mutant.name());
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_may_survive_even_with_reasons() {
        assert!(few_survive(1, 100).is_ok());
        assert!(few_survive(2, 100).is_err_and(|error| error.to_string().contains("2 of 100")));
    }

    /// Facts that only one file had once: each mutant of theirs must be noticed.
    const NOTICED: &[(&str, &str)] = &[
        ("wifi/provisioning.ron: domains[TryCount] known max", "60 -> 59"),
        ("system/power.ron: domains[SleepMode] kind Enum[Disabled]", "name exchanged with the next one"),
        ("tcpip/open.ron: commands[AT+CIPSTART] forms[Set] timeout ms", "100000 -> 100001"),
        ("lexical.ron: timeout_ms value", "5000 -> 4999"),
        ("system/power.ron: domains[SleepTime] kind Int unit", "left out"),
        ("wifi/scan.ron: commands[AT+CWLAP] requires[mode] source Manual 1", "22 -> 21"),
        ("cloud/broker.ron: commands[AT+MQTTCON] requires[topics] until 0", "left out"),
        ("wifi/join.ron: commands[AT+CWQAP] forms[Execute] risks 0", "left out"),
        ("system/basics.ron: commands[AT+RST] forms[Execute] restarts", "true -> false"),
        ("wifi/join.ron: commands[AT+CWJAP_CUR] forms[Set] params", "the optional parameters made mandatory"),
    ];

    #[test]
    fn facts_that_one_file_had_are_noticed() {
        let spec = load_spec().expect("the spec");
        let oracles = oracles::all(&spec).expect("the oracles");
        let files = tree::files(&spec);
        let all = walk::mutants(&spec, &files);
        for (place, change) in NOTICED {
            let of: Vec<_> = all.iter().filter(|mutant| mutant.place == *place && mutant.change == *change).collect();
            assert!(!of.is_empty(), "{place}: {change} is no mutant");
            let of = of.into_iter().cloned().collect();
            let survives = outcomes(&spec, &files, of, &oracles).iter().any(|outcome| outcome.noticed_by.is_none());
            assert!(!survives, "{place}: {change} survives");
        }
    }
}
