//! The page of a report, opened in a real browser.

use super::step::{cargo, run};
use crate::{
    Failure, root,
    tools::{self, Tool},
};
use std::{fs, path::Path};

pub(crate) const NEEDS: &[Tool] = &[tools::CHROMIUM, tools::NODE, tools::NPM];

/// Writes a made-up report with each kind of result and that of a whole run, opens their pages, and tries all that a reader would.
pub(crate) fn check() -> Result<(), Failure> {
    let (browser, node, npm) = (tools::CHROMIUM.path()?, tools::NODE.path()?, tools::NPM.path()?);
    let made_up = folder("made-up")?;
    let example = ["run", "-q", "-p", "wizfi360-conformance", "--example", "report", "--"];
    cargo(&[&example[..], &[&made_up]].concat(), "mend how a report is written")?;
    let run_of_all = folder("run")?;
    let (page, json) = (format!("{run_of_all}/report.html"), format!("{run_of_all}/report.json"));
    let check = ["run", "-q", "-p", "wizfi360-cli", "--", "check", "--virtual", "--html", &page, "--json", &json];
    cargo(&check, "mend what deviates")?;
    let tests = root().join("tests/browser");
    run(&npm, &["ci", "--no-audit", "--no-fund"], &tests, &[], "playwright-core is fetched from the npm registry")?;
    let vars = [("MADE_UP", Path::new(&made_up)), ("RUN", Path::new(&run_of_all)), ("CHROMIUM", &browser)];
    run(&node, &["--test", "--test-timeout=300000", "--test-reporter=spec"], &tests, &vars, "mend the page")
}

/// A folder for a report below `target`.
fn folder(name: &str) -> Result<String, Failure> {
    let folder = root().join("target/report").join(name);
    fs::create_dir_all(&folder)?;
    Ok(folder.to_string_lossy().into_owned())
}
