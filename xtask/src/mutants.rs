//! `cargo xtask mutants`: whether a test fails when the code is wrong.
//!
//! cargo-mutants changes an operator, a guard, an arm or a whole function at a time, and runs tests. What no test can notice, because it
//! changes nothing but speed or nothing at all, stands in `.cargo/mutants.toml` with the reason.

use crate::{
    Failure, root,
    tools::{self, Tool},
};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

pub(crate) const NEEDS: &[Tool] = &[tools::CARGO_MUTANTS, tools::GIT];

/// A part of the workspace, and the tests that hold it.
struct Area {
    name: &'static str,
    package: &'static str,
    files: &'static str,
    /// Options of cargo-mutants, the fast tests first: what they have caught is not tried again.
    stages: &'static [&'static [&'static str]],
}

/// The tests of proto and the laws.
const WHOLE: &[&str] = &["--test-package=wizfi360-proto,wizfi360-derive,wizfi360-conformance,wizfi360-tests"];

const AREAS: [Area; 3] = [
    Area { name: "proto", package: "wizfi360-proto", files: "wizfi360-proto/src/**", stages: &[&[], WHOLE] },
    Area {
        name: "derive",
        package: "wizfi360-derive",
        files: "wizfi360-derive/src/**",
        stages: &[&[], &["--test-package=wizfi360-proto"]],
    },
    Area {
        name: "interpret",
        package: "wizfi360-spec",
        files: "spec/src/interpret/**",
        stages: &[&[], &["--test-package=wizfi360-spec,wizfi360-conformance,wizfi360-tests"]],
    },
];

/// How it went in an area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// A test has failed.
    caught: u64,
    /// A test did not end.
    timeout: u64,
    /// What it makes does not compile: of a derive, what it expands to.
    expansion: u64,
    /// It does not compile itself: no mutant.
    unviable: u64,
    /// No test has failed.
    missed: u64,
}

/// Runs the areas with these names, or all; with a revision, only mutants in lines that have changed since. Fails if one survives.
pub(crate) fn run(names: &[&str], since: Option<&str>) -> Result<(), Failure> {
    if let Some(name) = names.iter().find(|name| !AREAS.iter().any(|area| area.name == **name)) {
        let known: Vec<_> = AREAS.iter().map(|area| area.name).collect();
        return Err(Failure::new(format!("`{name}` is no area; there are {}", known.join(", "))));
    }
    let diff = since.map(diff).transpose()?;
    let (mut rows, mut survivors) = (String::new(), Vec::new());
    for area in AREAS.iter().filter(|area| names.is_empty() || names.contains(&area.name)) {
        let (counts, missed) = area.run(diff.as_deref())?;
        rows.push_str(&counts.row(area.name));
        survivors.extend(missed);
    }
    println!("\narea          caught  timeout  expansion  unviable  missed   killed\n{rows}");
    if survivors.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} mutants survive; say in a test what they break, or in .cargo/mutants.toml why nothing can tell\n  {}",
        survivors.len(),
        survivors.join("\n  ")
    )))
}

impl Area {
    /// Runs its stages: the counts, and the names of those that survive the last.
    fn run(&self, diff: Option<&Path>) -> Result<(Counts, Vec<String>), Failure> {
        let folder = root().join("target/mutants").join(self.name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let (mut counts, mut survivors) = (Counts::default(), Vec::new());
        for stage in self.stages {
            let mut command = Command::new("cargo");
            command
                .args(["mutants", "--iterate", "-p", self.package, "-f", self.files, "-o"])
                .arg(&folder)
                .args(*stage);
            if let Some(diff) = diff {
                command.arg("--in-diff").arg(diff);
            }
            println!("$ cargo mutants --iterate -p {} -f '{}' {}", self.package, self.files, stage.join(" "));
            let status = command.current_dir(root()).status()?;
            // 2: some survive; 3: some did not end. Anything else is no result.
            if !matches!(status.code(), Some(0 | 2 | 3)) {
                return Err(Failure::new("cargo-mutants has failed; see above"));
            }
            let Ok(outcomes) = fs::read_to_string(folder.join("mutants.out/outcomes.json")) else {
                // Nothing to change.
                break;
            };
            let found =
                counts.add(&outcomes, self.package, |log| fs::read_to_string(folder.join("mutants.out").join(log)));
            survivors = found
                .ok_or_else(|| Failure::new("outcomes.json is not as cargo-mutants writes it; this task knows 27"))?;
            if survivors.is_empty() {
                break;
            }
        }
        counts.missed = survivors.len() as u64;
        Ok((counts, survivors))
    }
}

impl Counts {
    /// Adds what one run has decided; gives the names of those that survive it.
    fn add(
        &mut self,
        outcomes: &str,
        package: &str,
        log: impl Fn(&str) -> std::io::Result<String>,
    ) -> Option<Vec<String>> {
        let outcomes: Value = serde_json::from_str(outcomes).ok()?;
        let mut survivors = Vec::new();
        for outcome in outcomes.get("outcomes")?.as_array()? {
            let Some(mutant) = outcome.pointer("/scenario/Mutant") else { continue };
            match outcome.get("summary")?.as_str()? {
                "CaughtMutant" => self.caught += 1,
                "Timeout" => self.timeout += 1,
                "MissedMutant" => survivors.push(mutant.get("name")?.as_str()?.to_string()),
                // A derive that compiles and whose expansion does not is noticed: by the compiler.
                _ => match log(outcome.get("log_path")?.as_str()?).ok()? {
                    text if text.contains(&format!("could not compile `{package}` (lib")) => self.unviable += 1,
                    _ => self.expansion += 1,
                },
            }
        }
        Some(survivors)
    }

    fn row(&self, name: &str) -> String {
        let Counts { caught, timeout, expansion, unviable, missed } = *self;
        let killed = caught + timeout + expansion;
        let percent = 100.0 * killed as f64 / (killed + missed).max(1) as f64;
        format!("{name:<12} {caught:>7} {timeout:>8} {expansion:>10} {unviable:>9} {missed:>7}  {percent:>5.1} %\n")
    }
}

/// Writes what has changed since a revision to a file.
fn diff(since: &str) -> Result<PathBuf, Failure> {
    let output = Command::new("git").args(["diff", since]).current_dir(root()).output()?;
    if !output.status.success() {
        return Err(Failure::new(String::from_utf8_lossy(&output.stderr).trim_end().to_string()));
    }
    let path = root().join("target/mutants/since.diff");
    fs::create_dir_all(root().join("target/mutants"))?;
    fs::write(&path, output.stdout)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_counted_and_survivors_named() {
        let one = |summary: &str, name: &str| {
            format!(
                r#"{{"scenario": {{"Mutant": {{"name": "{name}"}}}}, "summary": "{summary}", "log_path": "{name}"}}"#
            )
        };
        let json = format!(
            r#"{{"outcomes": [{{"scenario": "Baseline", "summary": "Success"}}, {}]}}"#,
            [
                one("CaughtMutant", "a"),
                one("Timeout", "b"),
                one("MissedMutant", "c"),
                one("Unviable", "itself"),
                one("Unviable", "expansion"),
            ]
            .join(", ")
        );
        let log = |name: &str| {
            let of = if name == "itself" { "wizfi360-derive" } else { "wizfi360-proto" };
            Ok(format!("error: could not compile `{of}` (lib) due to 1 previous error"))
        };
        let mut counts = Counts::default();
        assert_eq!(counts.add(&json, "wizfi360-derive", log), Some(vec!["c".to_string()]));
        assert_eq!(counts, Counts { caught: 1, timeout: 1, expansion: 1, unviable: 1, missed: 0 });
        counts.missed = 1;
        assert!(counts.row("derive").ends_with(" 75.0 %\n"), "{}", counts.row("derive"));
        assert_eq!(counts.add("{}", "x", log), None);
    }
}
