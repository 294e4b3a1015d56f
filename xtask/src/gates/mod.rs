//! The gates: all checks that must pass before a change lands, in one table.

pub(crate) mod bench;
pub(crate) mod contributing;
pub(crate) mod deny;
pub(crate) mod minimum_rust;
pub(crate) mod packages;
pub(crate) mod portable;
pub(crate) mod public_api;
pub(crate) mod rust;
pub(crate) mod start;
pub(crate) mod step;
pub(crate) mod windows;

use crate::{
    Failure, codegen, engine_mutants, firmware, fuzz, root, spec_mutants,
    tools::{self, Tier, Tool},
};
use std::time::{Duration, Instant};
use wizfi360_spec::{Spec, lint};

/// A check that must pass before a change lands.
struct Gate {
    /// Also its name on the command line.
    name: &'static str,
    tier: Tier,
    needs: &'static [Tool],
    run: Run,
}

#[derive(Clone, Copy)]
enum Run {
    /// Counts as one test.
    Check(fn() -> Result<(), Failure>),
    /// Returns how many tests passed.
    Tests(fn() -> Result<u64, Failure>),
}

use Run::{Check, Tests};
use Tier::{All, Test};

/// All gates. In each tier, those that find cheap mistakes come first.
const GATES: &[Gate] = &[
    gate(Test, "format", &[tools::RUSTFMT], Check(rust::format)),
    gate(Test, "spec-lints", &[], Check(lint)),
    gate(Test, "generated-code", &[tools::RUSTFMT], Check(|| codegen::run(true))),
    gate(Test, "dependencies", &[], Check(step::proto_dependencies)),
    gate(Test, "clippy", rust::CLIPPY_NEEDS, Check(rust::clippy)),
    gate(Test, "docs", &[tools::CXX], Check(rust::docs)),
    gate(Test, "tests", rust::TEST_NEEDS, Tests(step::tests)),
    gate(All, "spec-mutants", &[], Check(|| spec_mutants::run(false))),
    gate(All, "survivors", engine_mutants::NEEDS, Check(engine_mutants::check)),
    gate(All, "features", &[], Check(rust::features)),
    gate(All, "compact-reader", rust::TEST_NEEDS, Check(rust::compact_reader)),
    gate(All, "bare-metal", rust::BARE_METAL_NEEDS, Check(rust::bare_metal)),
    gate(All, "firmware", firmware::NEEDS, Check(|| firmware::run(false))),
    gate(All, "bench", bench::NEEDS, Check(bench::run)),
    gate(All, "start", start::NEEDS, Check(start::run)),
    gate(All, "minimum-rust", &[tools::OLDEST_RUST], Check(minimum_rust::run)),
    gate(All, "windows", windows::NEEDS, Check(windows::run)),
    gate(All, "portable", portable::NEEDS, Check(portable::run)),
    gate(All, "deny", &[tools::CARGO_DENY], Check(deny::run)),
    gate(All, "packages", &[], Check(packages::run)),
    gate(All, "public-api", &[tools::NIGHTLY_RUST], Check(|| public_api::run(true))),
    gate(All, "contributing", contributing::NEEDS, Check(contributing::run)),
    gate(All, "fuzz-smoke", fuzz::NEEDS, Check(fuzz::smoke)),
    gate(All, "fuzz-cluster", fuzz::cluster::NEEDS, Check(fuzz::cluster::run)),
];

const fn gate(tier: Tier, name: &'static str, needs: &'static [Tool], run: Run) -> Gate {
    Gate { name, tier, needs, run }
}

/// Runs gates until one fails: the first tier, with `--all` both, or those that are named. Before
/// any of them, `ready` checks the tools of all.
pub(crate) fn test(args: &[&str], ready: impl Fn(&[Tool]) -> Result<(), Failure>) -> Result<(), Failure> {
    let gates = match args {
        [] => select(|gate| gate.tier == Test),
        ["--all"] => select(|_| true),
        ["--list"] => return list(),
        names => {
            names.iter().try_for_each(|name| known(name))?;
            select(|gate| names.contains(&gate.name))
        }
    };
    let needs: Vec<_> = gates.iter().flat_map(|gate| gate.needs).copied().collect();
    ready(&needs)?;
    let (mut times, mut passed) = (Vec::new(), 0);
    let result: Result<(), Failure> = gates.iter().try_for_each(|gate| {
        println!("\n== {}", gate.name);
        let start = Instant::now();
        let result = match gate.run {
            Check(run) => run().map(|()| 1),
            Tests(run) => run(),
        };
        times.push((gate.name, start.elapsed()));
        passed += result.map_err(|failure| Failure::new(format!("gate `{}`: {failure}", gate.name)))?;
        Ok(())
    });
    summary(&times);
    result?;
    println!("{passed} passed, 0 failed");
    Ok(())
}

fn select(wanted: impl Fn(&Gate) -> bool) -> Vec<&'static Gate> {
    GATES.iter().filter(|gate| wanted(gate)).collect()
}

/// True if a gate has this name.
pub(crate) fn is_gate(name: &str) -> bool {
    GATES.iter().any(|gate| gate.name == name)
}

fn known(name: &str) -> Result<(), Failure> {
    match name {
        name if is_gate(name) => Ok(()),
        "--all" | "--list" => Err(Failure::new(format!("`{name}` takes no names of gates; leave them out, or it"))),
        name if name.starts_with('-') => {
            Err(Failure::new(format!("unknown option `{name}`; the options are --all, --list and --install")))
        }
        name => Err(Failure::new(format!("`{name}` is not a gate; `cargo xtask test --list` lists them"))),
    }
}

/// Prints all gates by tier, with the tools they need.
fn list() -> Result<(), Failure> {
    for (tier, command) in [(Test, "cargo xtask test"), (All, "cargo xtask test --all, in addition")] {
        println!("{command}");
        for gate in select(|gate| gate.tier == tier) {
            let needs: Vec<_> = gate.needs.iter().map(Tool::to_string).collect();
            println!("{}", format!("  {:<16}{}", gate.name, needs.join(", ")).trim_end());
        }
    }
    Ok(())
}

/// Prints the time of each gate.
fn summary(times: &[(&str, Duration)]) {
    println!("\n{:<16}{:>9}", "gate", "seconds");
    let total = ("all", times.iter().map(|(_, time)| *time).sum());
    for (name, time) in times.iter().chain([&total]) {
        println!("{name:<16}{:>9.1}", time.as_secs_f64());
    }
}

/// The spec's rules, on the files as they stand in the working tree.
pub(crate) fn lint() -> Result<(), Failure> {
    lint_spec(&crate::load_spec()?)?;
    println!("the spec has no findings");
    Ok(())
}

/// Fails with the findings of all lints, each with its place in the working tree.
pub(crate) fn lint_spec(spec: &Spec) -> Result<(), Failure> {
    let findings = lint::run(spec);
    if findings.is_empty() {
        return Ok(());
    }
    let mut list = String::new();
    for finding in &findings {
        let file = format!("spec/{}", finding.place.file);
        let text = std::fs::read_to_string(root().join(&file)).unwrap_or_default();
        let at = finding.locate(&text).map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
        let shown = finding.to_string();
        list.push_str(&format!("\n{file}{at}{}", shown.strip_prefix(&file).unwrap_or(&shown)));
    }
    let count = if findings.len() == 1 { "a finding".to_string() } else { format!("{} findings", findings.len()) };
    Err(Failure::new(format!("the spec has {count}{list}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_the_first_tier_comes_first() {
        let mut names: Vec<_> = GATES.iter().map(|gate| gate.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), GATES.len());
        assert!(GATES.is_sorted_by_key(|gate| gate.tier));
    }

    /// The table of tools knows what to install before this crate is built.
    #[test]
    fn tools_are_needed_by_the_tier_that_their_table_says() {
        for tool in tools::TOOLS {
            let gates = GATES.iter().filter(|gate| gate.needs.contains(tool));
            let tier = gates.map(|gate| gate.tier).min().unwrap_or(Tier::Task);
            assert_eq!(tool.tier(), tier, "{tool}: mend its row in xtask/tools/src/table.rs");
        }
    }

    #[test]
    fn an_unknown_gate_is_refused_before_any_runs() {
        let error = test(&["format", "fromat"], |_| unreachable!("it is not asked for tools"));
        let error = error.expect_err("there is no such gate").to_string();
        assert!(error.contains("`fromat` is not a gate"), "{error}");
    }
}
