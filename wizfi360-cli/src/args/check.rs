//! `wizfi360 check`.

use super::{Folder, Wire};
use crate::completions;
use clap::{Args, ValueEnum};
use clap_complete::{ArgValueCandidates, ArgValueCompleter};
use std::path::PathBuf;
use wizfi360_conformance::check::Risk;
use wizfi360_spec::model::Firmware;

/// Runs the conformance tests on a module: every form of every command, at the edges of each parameter.
///
/// A deviation is reported with the actual and the expected bytes, and the source of the expectation: either can be wrong.
/// On real hardware only risks that are explicitly allowed are taken.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("module").args(["virtual", "tcp", "port"]),
    group = clap::ArgGroup::new("what").required(true).multiple(true).args(["virtual", "tcp", "port", "list"]),
    after_help = after_help()
)]
pub(crate) struct Check {
    /// Tests the virtual module, in virtual time; all risks that the spec states are allowed.
    #[arg(long, conflicts_with = "baud")]
    pub(crate) r#virtual: bool,
    #[command(flatten)]
    pub(crate) wire: Wire,
    /// The firmware of the module; `auto` queries it with AT+GMR.
    #[arg(long, value_name = "VERSION", default_value = "auto", value_parser = firmware)]
    pub(crate) firmware: AskedFirmware,
    /// Runs only these test cases: of a chapter or section (`3.2`), of a command, or with ids that begin so.
    #[arg(long, value_name = "WHAT", num_args = 1.., add = ArgValueCompleter::new(completions::commands))]
    pub(crate) only: Vec<String>,
    /// The allowed risks: `safe` none, `full` all that the spec states. By default `full` with --virtual, otherwise `safe`.
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub(crate) profile: Option<ProfileArg>,
    /// Allows a risk by its name. Repeat it for several.
    #[arg(long, value_name = "RISK", add = ArgValueCandidates::new(completions::risks))]
    pub(crate) allow: Vec<Risk>,
    /// The test environment: what the module can join and connect to, as a RON file.
    #[arg(long, value_name = "FILE")]
    pub(crate) bench: Option<PathBuf>,
    /// Writes the report as JUnit XML.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Writes the report as JSON (docs/json.md); `-` is the standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Writes the report as one HTML page.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Writes the deviations as proposed errata, in the format of the spec.
    #[arg(long, value_name = "FILE")]
    pub(crate) learn: Option<PathBuf>,
    /// Lists the test cases without running them.
    #[arg(long, conflicts_with_all = ["junit", "json", "html", "learn"])]
    pub(crate) list: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

/// What may be done to the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileArg {
    /// No risk.
    Safe,
    /// All risks that the spec states.
    Full,
}

/// Which firmware the module has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AskedFirmware {
    /// The one that it tells.
    Auto,
    This(Firmware),
}

fn firmware(text: &str) -> Result<AskedFirmware, String> {
    match text {
        "auto" => Ok(AskedFirmware::Auto),
        _ => text.parse().map(AskedFirmware::This),
    }
}

fn after_help() -> String {
    let risks: String =
        Risk::ALL.iter().map(|risk| format!("  {:<9} it {}\n", risk.name(), risk.description())).collect();
    format!("{EXAMPLES}\n\nRisks that --allow takes:\n{risks}\n{ENDS}")
}

const EXAMPLES: &str = "\
Examples:
  wizfi360 check --virtual                            all test cases, on the virtual module
  wizfi360 check --port /dev/ttyUSB0 --bench my.ron   the safe test cases, on a real module
  wizfi360 check --port /dev/ttyUSB0 --only 3.1 3.2.3 a chapter and a section
  wizfi360 check --port /dev/ttyUSB0 --allow network --allow flash --html report.html
  wizfi360 check --tcp 127.0.0.1:3600 --profile full  a virtual module of `wizfi360 sim --tcp`
  wizfi360 check --virtual --json - | jq '.results[] | select(.verdict.is == \"deviates\")'
  wizfi360 check --list --only AT+CWJAP_CUR           the test cases, without running them";

const ENDS: &str = "\
The bench file describes the test environment (docs/conformance.md); its passwords are never printed.
Reports are written at the end, and replaced as a whole. Ctrl-C stops a run, and reports what it found.
Exit codes: 0 all as expected; 1 a deviation; 2 wrong usage, no test case was run, or the connection
failed; 130 interrupted.";
