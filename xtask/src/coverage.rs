//! `cargo xtask coverage-html`: which lines of `wizfi360-proto` the tests and the corpora reach.

use crate::{
    Failure,
    gates::step,
    root,
    tools::{self, Tool},
};
use serde_json::Value;
use std::fs;

/// The conformance tests have their own needs.
pub(crate) const NEEDS: &[Tool] = &[tools::LLVM_TOOLS, tools::CARGO_LLVM_COV, tools::CC, tools::PYTHON, tools::XMLLINT];

/// The tests that are about it: its own, those of the derives, and the laws, which replay all corpora of the fuzz targets.
const TESTS: [&str; 7] = ["-p", "wizfi360-proto", "-p", "wizfi360-derive", "-p", "wizfi360-tests", "--tests"];

/// How many lines there are that run, and how many of them were reached.
#[derive(Clone, Copy, Debug, Default)]
struct Lines {
    count: u64,
    reached: u64,
}

/// Runs the tests, writes `target/coverage/html/index.html` and prints the figures. Fails if fewer lines than `min` percent are reached.
pub(crate) fn html(min: f64) -> Result<(), Failure> {
    let folder = root().join("target/coverage");
    fs::create_dir_all(&folder)?;
    let (json, folder) = (folder.join("coverage.json"), folder.display().to_string());
    let run = |args: &[&str]| step::cargo(args, "mend what it names");
    // What older sources were built into would count as well.
    run(&["llvm-cov", "clean", "--workspace"])?;
    run(&[&["llvm-cov", "test", "--no-report"], &TESTS[..]].concat())?;
    let report = ["llvm-cov", "report", "-p", "wizfi360-proto"];
    run(&[&report[..], &["--html", "--output-dir", &folder]].concat())?;
    run(&[&report[..], &["--json", "--summary-only", "--output-path", &json.display().to_string()]].concat())?;

    let all = print(&files(&fs::read_to_string(json)?)?);
    println!("target/coverage/html/index.html shows them line by line");
    if all.percent() >= min {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{:.2} % of the lines of wizfi360-proto are reached, and {min} % have to be; reach what the report shows red by a test that says what it is for, or remove it",
        all.percent()
    )))
}

/// The files of the report, each by its path below `src`.
fn files(json: &str) -> Result<Vec<(String, Lines)>, Failure> {
    let broken = || Failure::new("coverage.json is not as cargo-llvm-cov writes it; this task knows 0.8 and 0.9");
    let report: Value = serde_json::from_str(json).map_err(|_| broken())?;
    let files = report.pointer("/data/0/files").and_then(Value::as_array).ok_or_else(broken)?;
    files
        .iter()
        .map(|file| {
            let path = file["filename"].as_str()?.replace('\\', "/");
            let name = path.split_once("wizfi360-proto/src/")?.1.to_string();
            let figure = |name: &str| file.pointer("/summary/lines")?.get(name)?.as_u64();
            Some((name, Lines { count: figure("count")?, reached: figure("covered")? }))
        })
        .collect::<Option<Vec<_>>>()
        .filter(|files| !files.is_empty())
        .ok_or_else(broken)
}

/// Prints a table, written by hand first, and gives the sum.
fn print(files: &[(String, Lines)]) -> Lines {
    println!("\n{:<28}     lines   reached", "wizfi360-proto/src");
    let mut all = Lines::default();
    for (what, generated) in [("written by hand", false), ("generated", true)] {
        let mut sum = Lines::default();
        for (name, lines) in files.iter().filter(|(name, _)| name.starts_with("generated/") == generated) {
            row(name, *lines);
            sum = sum.and(*lines);
        }
        row(what, sum);
        println!();
        all = all.and(sum);
    }
    row("all", all);
    all
}

fn row(name: &str, lines: Lines) {
    println!("{name:<28} {:>9} {:>9}  {:>6.2} %", lines.count, lines.reached, lines.percent());
}

impl Lines {
    fn and(self, other: Lines) -> Lines {
        Lines { count: self.count + other.count, reached: self.reached + other.reached }
    }

    fn percent(self) -> f64 {
        100.0 * self.reached as f64 / self.count.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_and_anything_else_is_refused() {
        let json = r#"{"data": [{"files": [
            {"filename": "/w/wizfi360-proto/src/wire/mod.rs", "summary": {"lines": {"count": 8, "covered": 6}}},
            {"filename": "/w/wizfi360-proto/src/generated/events.rs", "summary": {"lines": {"count": 2, "covered": 2}}}
        ]}]}"#;
        let files = files(json).expect("a report");
        assert_eq!(
            files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
            ["wire/mod.rs", "generated/events.rs"]
        );
        assert_eq!(print(&files).percent(), 80.0);
        for broken in ["", "{}", r#"{"data": [{"files": []}]}"#, r#"{"data": [{"files": [{"filename": "x"}]}]}"#] {
            assert!(super::files(broken).is_err(), "{broken}");
        }
    }
}
