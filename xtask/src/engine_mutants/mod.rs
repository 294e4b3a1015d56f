//! `cargo xtask engine-mutants`: whether a test notices a fault of the engines, the wire layer or the line table.
//!
//! Every comparison is changed both ways, each half of `&&` and `||` left out, each end of a range moved, each arm, assignment
//! and call left out ([`walk`]). All mutants are in one build ([`build`]): an environment variable turns one on, so that a
//! mutant takes a run of tests ([`tests`]) and no build. `survivors.ron` lists those that no test can notice, each with its
//! reason; the task fails if the list is wrong, and the gate `survivors` if it has become stale.

mod build;
mod edits;
mod patterns;
mod tests;
mod walk;

use crate::{
    Failure,
    survivors::List,
    tools::{self, Tool},
};
use build::Switched;
use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};
use tests::{Measured, STAGES};
use walk::Mutant;

/// The copy has the files that git lists.
pub(crate) const NEEDS: &[Tool] = &[tools::GIT];

const SURVIVORS: &str = "xtask/src/engine_mutants/survivors.ron";

/// Which stage has noticed a mutant; `None` if it survived.
type Outcome<'m> = (&'m Mutant, Option<&'static str>);

/// Runs all mutants, or those whose name contains `only`, prints the table, and compares the survivors with the list.
pub(crate) fn run(only: Option<&str>) -> Result<(), Failure> {
    let list = List::read(SURVIVORS)?;
    let start = Instant::now();
    let switched = build::switched()?;
    let programs = switched.programs()?;
    println!("{} mutants, built in {} s", switched.mutants.len(), start.elapsed().as_secs());
    let start = Instant::now();
    let stages =
        STAGES.iter().map(|stage| Measured::new(stage, &programs, &switched)).collect::<Result<Vec<_>, _>>()?;
    for stage in &stages {
        println!("{:<24} {:>5.1} s, reaches {}", stage.stage.name, stage.time.as_secs_f64(), stage.reached.len());
    }
    let outcomes = outcomes(&switched, &stages, only)?;
    println!("\n{}", table(&outcomes));
    println!("{} more in functions that run at compile time, which cannot be switched", switched.constant);
    println!("the tests ran for {} s", start.elapsed().as_secs());
    if only.is_some() {
        return Ok(());
    }
    let survivors = outcomes.iter().filter(|(_, by)| by.is_none()).map(|(mutant, _)| mutant.name.as_str());
    list.compare(
        survivors,
        "Write a test that fails with what nothing notices; if it changes nothing, list it with the reason.",
    )
}

/// Fails if the library does not compile with its switches, or if the list names a mutant that is gone: what `run` would
/// find first, in a fraction of its time.
pub(crate) fn check() -> Result<(), Failure> {
    let list = List::read(SURVIVORS)?;
    let switched = build::switched()?;
    list.names_only(switched.mutants.iter().map(|mutant| mutant.name.as_str()))?;
    switched.check()?;
    println!("{} mutants, in one build; each of {SURVIVORS} is one of them", switched.mutants.len());
    Ok(())
}

/// Puts the mutants before the stages, on all cores.
fn outcomes<'b>(switched: &'b Switched, stages: &[Measured], only: Option<&str>) -> Result<Vec<Outcome<'b>>, Failure> {
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || -> Result<(), Failure> {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = switched.mutants.get(at) else { return Ok(()) };
            if only.is_some_and(|only| !mutant.name.contains(only)) {
                continue;
            }
            let mut noticed = None;
            for stage in tests::of(stages, &mutant.file) {
                if stage.notices(at + 1)? {
                    noticed = Some(stage.stage.name);
                    break;
                }
            }
            if noticed.is_none() {
                println!("nothing notices  {}:{}  {}", mutant.file, mutant.line, mutant.name);
            }
            if let Ok(mut outcomes) = outcomes.lock() {
                outcomes.push((mutant, noticed));
                if outcomes.len().is_multiple_of(100) {
                    println!("{} have run", outcomes.len());
                }
            }
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| Err(Failure::new("a worker panicked"))))
    })?;
    let mut outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.sort_by(|(a, _), (b, _)| (&a.file, a.line, &a.name).cmp(&(&b.file, b.line, &b.name)));
    Ok(outcomes)
}

/// By file: how many mutants there are, how many survive, and what notices the others.
fn table(outcomes: &[Outcome<'_>]) -> String {
    let mut files: BTreeMap<&str, Vec<&Outcome<'_>>> = BTreeMap::new();
    for outcome in outcomes {
        files.entry(&outcome.0.file).or_default().push(outcome);
    }
    let mut table = String::from("| file | mutants | survive | noticed by |\n|---|---|---|---|\n");
    for (file, of) in files {
        table += &row(file, &of);
    }
    table + &row("all", &outcomes.iter().collect::<Vec<_>>())
}

fn row(name: &str, of: &[&Outcome<'_>]) -> String {
    let by = STAGES.iter().filter_map(|stage| {
        let count = of.iter().filter(|(_, by)| *by == Some(stage.name)).count();
        (count > 0).then(|| format!("{} {count}", stage.name))
    });
    let by: Vec<_> = by.collect();
    let survive = of.iter().filter(|(_, by)| by.is_none()).count();
    format!("| {name} | {} | {survive} | {} |\n", of.len(), by.join("; "))
}
