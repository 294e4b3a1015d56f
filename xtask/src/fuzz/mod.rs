//! Fuzzing: `cargo xtask fuzz-smoke`, `fuzz-proof`, `fuzz` and `fuzz-minimise`.
//!
//! Nothing here is needed to fuzz: `cargo fuzz run` of a nightly toolchain does as well (`fuzz/README.md`). These run all targets, with seeds and
//! dictionaries, and tell what came of it.

pub(crate) mod cluster;
mod nightly;
pub(crate) mod proof;
mod run;
mod table;
mod target;

use crate::{
    Failure, root,
    tools::{self, NIGHTLY, Tool},
};
use run::Limit;
use run::{Children, Finding, Outcome};
use std::{
    ffi::OsStr,
    fs,
    path::Path,
    process::Stdio,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};
use table::Live;
use target::Target;

pub(crate) const NEEDS: &[Tool] = &[tools::NIGHTLY_RUST, tools::CXX, tools::CARGO_FUZZ];

/// How often each target runs in the smoke test: some ten seconds of most.
const SMOKE: u64 = 30_000;

/// Targets that are slower by far, and how often they run.
const SLOW: [(&str, u64); 2] = [("spec_text", 1_000), ("trace_cuts", 1_500)];

/// How long an input of a minimised corpus may be, in bytes: they are checked in.
const LONGEST: u64 = 1024;

/// Runs each target some thousand times, from its seeds and checked-in corpora and with the same choices each time: enough to
/// find what is plainly broken, and no reason to fail for what has not changed.
pub(crate) fn smoke() -> Result<(), Failure> {
    smoke_of(&target::build(&[])?, "target/fuzz/smoke")?;
    println!("\nwith the compact reader of lines");
    smoke_of(&target::build_compact(&READERS)?, "target/fuzz/smoke-compact")
}

/// The targets that read lines into types.
const READERS: [&str; 3] = ["agreement", "line_bytes", "line_value"];

fn smoke_of(targets: &[Target], scratch: &str) -> Result<(), Failure> {
    let scratch = root().join(scratch);
    if scratch.exists() {
        fs::remove_dir_all(&scratch)?;
    }
    let (next, children, done) = (AtomicUsize::new(0), Children::default(), Mutex::new(Vec::new()));
    let workers = thread::available_parallelism().map_or(1, |cores| cores.get()).min(targets.len());
    let work = || -> Result<(), Failure> {
        while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
            let executions =
                SLOW.iter().find(|(slow, _)| *slow == target.name).map_or(SMOKE, |(_, executions)| *executions);
            let limit = Limit::Executions(executions);
            let outcome = run::run(target, &scratch.join(&target.name), limit, &children, |_| {})?;
            println!("{}", table::row(&target.name, &outcome.figures, outcome.finding.is_some()));
            if outcome.finding.is_some() {
                // One finding is enough: nothing else is begun, and what runs is ended.
                next.store(targets.len(), Ordering::Relaxed);
                children.end();
            }
            done.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((target.clone(), outcome));
        }
        Ok(())
    };
    println!("{}", table::HEAD);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| Err(Failure::new("a worker has panicked"))))
    })?;
    let done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(idle) = done.iter().find(|(_, outcome)| outcome.finding.is_none() && outcome.figures.executions == 0)
        && done.iter().all(|(_, outcome)| outcome.finding.is_none())
    {
        return Err(Failure::new(format!("`{}` ran nothing; the harness is broken", idle.0.name)));
    }
    told(&done)
}

/// Runs the targets in turn, so many minutes each, on corpora that grow from run to run.
pub(crate) fn campaign(minutes: u64, names: &[&str]) -> Result<(), Failure> {
    let targets = target::build(names)?;
    let (children, mut done) = (Children::default(), Vec::new());
    println!("\n{}", table::HEAD);
    for target in targets {
        let mut live = Live::new(&target.name);
        let limit = Limit::Seconds(minutes * 60);
        let outcome = run::run(&target, &target.folder("corpus"), limit, &children, |figures| live.show(figures))?;
        live.end(&outcome);
        done.push((target, outcome));
    }
    println!("\n{}", table::summary(done.iter().map(|(target, outcome)| (target.name.as_str(), outcome))));
    told(&done)
}

/// Makes the checked-in corpora anew: of all inputs that are at hand, as few as reach what the seeds do not and any of them does.
pub(crate) fn minimise(names: &[&str]) -> Result<(), Failure> {
    for target in target::build(names)? {
        let merged = root().join("target/fuzz/merged").join(&target.name);
        if merged.exists() {
            fs::remove_dir_all(&merged)?;
        }
        fs::create_dir_all(&merged)?;
        // What the first folder reaches is not looked for in the others: seeds are made when they are needed, and stay out.
        copy(&target.seeds(), &merged, |_| true)?;
        let corpus = target.folder("corpus");
        // Edges alone, not how often each is taken: a few hundred inputs instead of thousands.
        let status = std::process::Command::new(&target.binary)
            .args(["-merge=1", "-set_cover_merge=1", "-use_counters=0"])
            .arg(format!("-max_len={LONGEST}"))
            .arg(&merged)
            .args(target.starts())
            .args(corpus.is_dir().then_some(corpus))
            .env("ASAN_OPTIONS", "detect_odr_violation=0")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if !status.success() {
            return Err(Failure::new(format!("`{}` cannot be merged; does it hold for its corpora?", target.name)));
        }
        let kept = target.folder("minimised");
        if kept.exists() {
            fs::remove_dir_all(&kept)?;
        }
        fs::create_dir_all(&kept)?;
        let (count, bytes) = copy(&merged, &kept, |name| !target.seeds().join(name).exists())?;
        println!("{:<16} {count} inputs, {bytes} bytes", target.name);
    }
    Ok(())
}

/// Copies files of one folder into another: how many, and how many bytes they have.
fn copy(from: &Path, to: &Path, wanted: impl Fn(&OsStr) -> bool) -> Result<(usize, u64), Failure> {
    let (mut count, mut bytes) = (0, 0);
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if wanted(&entry.file_name()) {
            bytes += fs::copy(entry.path(), to.join(entry.file_name()))?;
            count += 1;
        }
    }
    Ok((count, bytes))
}

/// All findings, each with the commands that run it again.
fn told(done: &[(Target, Outcome)]) -> Result<(), Failure> {
    let findings: Vec<_> =
        done.iter().filter_map(|(target, outcome)| Some((target, outcome.finding.as_ref()?))).collect();
    if findings.is_empty() {
        return Ok(());
    }
    let list: String = findings.iter().map(|(target, finding)| one(target, finding)).collect();
    let count = if findings.len() == 1 { "a target has".into() } else { format!("{} targets have", findings.len()) };
    Err(Failure::new(format!("{count} found something\n{list}")))
}

fn one(target: &Target, finding: &Finding) -> String {
    let name = &target.name;
    let said = finding.said.trim_end().replace('\n', "\n    ");
    let Some(file) = &finding.file else { return format!("\n{name}:\n    {said}\n") };
    let file = file.strip_prefix(root()).unwrap_or(file).display();
    format!(
        "\n{name}: {file}\n    {said}\n  again:    cargo +{NIGHTLY} fuzz run --features libfuzzer {name} {file}\n  \
         as a test: mkdir -p fuzz/regressions/{name} && cp {file} fuzz/regressions/{name}/WHAT-WAS-WRONG && \
         cargo test -p wizfi360-tests --test laws -- {name}\n"
    )
}
