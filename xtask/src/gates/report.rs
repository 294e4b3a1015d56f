//! The page of a report, opened in a real browser.

use super::step::{cargo, program, run};
use crate::{Failure, root};
use std::{fs, path::Path};

/// Browsers that the tests can drive, by the names that Debian, Ubuntu and Google give them.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Writes a report with each kind of result, opens its page, and tries all that a reader would.
pub(crate) fn check() -> Result<(), Failure> {
    let browser = program(&BROWSERS, "`apt-get install chromium`")?;
    let node = program(&["node"], "`apt-get install nodejs npm` (Node.js 20 or later)")?;
    let npm = program(&["npm"], "`apt-get install npm`")?;
    let folder = root().join("target/report");
    fs::create_dir_all(&folder)?;
    let path = folder.to_string_lossy();
    let made_up = ["run", "-q", "-p", "wizfi360-conformance", "--example", "report", "--", &path];
    cargo(&made_up, "mend the report's making")?;
    let tests = root().join("tests/browser");
    run(&npm, &["ci", "--no-audit", "--no-fund"], &tests, &[], "playwright-core is fetched from the npm registry")?;
    let vars = [("REPORTS", folder.as_path()), ("CHROMIUM", Path::new(&browser))];
    run(&node, &["--test", "--test-timeout=300000", "--test-reporter=spec"], &tests, &vars, "mend the page")
}
