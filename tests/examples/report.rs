//! Writes a made-up report as a page, as JSON and as JUnit XML: what they look like, without a run.
//!
//! `cargo run -p wizfi360-tests --example report -- FOLDER`

use std::{env, fs, path::Path, process::ExitCode};
use wizfi360_conformance::check::report::{html, json, junit};

#[path = "../tests/conformance/reports/made_up.rs"]
mod made_up;

fn main() -> ExitCode {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("error: say into which folder the report is to be written");
        return ExitCode::from(2);
    };
    let report = made_up::report();
    let folder = Path::new(&folder);
    for (name, text) in [("report.html", html(&report)), ("report.json", json(&report)), ("report.xml", junit(&report))]
    {
        if let Err(error) = fs::write(folder.join(name), &text) {
            eprintln!("error: {}: {error}", folder.join(name).display());
            return ExitCode::FAILURE;
        }
        println!("{name}: {} results, {} bytes", report.results.len(), text.len());
    }
    ExitCode::SUCCESS
}
