//! `wizfi360 check`.

use super::{Folder, Wire};
use crate::completions;
use clap::{Args, ValueEnum};
use clap_complete::{ArgValueCandidates, ArgValueCompleter};
use std::path::PathBuf;
use wizfi360_conformance::check::Risk;
use wizfi360_spec::model::Firmware;

/// Checks a module against the spec: every form of every command, at the edges of each parameter.
///
/// Where the module does something else than the spec expects, that is told from both sides and with the source: either can be wrong.
/// On a module that is there, nothing is done that it may not recover from or that somebody has set, unless it is allowed by name.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("module").args(["virtual", "tcp", "port"]),
    group = clap::ArgGroup::new("what").required(true).multiple(true).args(["virtual", "tcp", "port", "list"]),
    after_help = after_help()
)]
pub(crate) struct Check {
    /// Checks the virtual module, in virtual time; everything is allowed.
    #[arg(long, conflicts_with = "baud")]
    pub(crate) r#virtual: bool,
    #[command(flatten)]
    pub(crate) wire: Wire,
    /// The firmware that the module has: `auto` asks it by AT+GMR.
    #[arg(long, value_name = "VERSION", default_value = "auto", value_parser = firmware)]
    pub(crate) firmware: AskedFirmware,
    /// Runs the cases of these alone: a chapter or section (`3.2`), a command, or the beginning of ids.
    #[arg(long, value_name = "WHAT", num_args = 1.., add = ArgValueCompleter::new(completions::commands))]
    pub(crate) only: Vec<String>,
    /// What may be done: `safe` nothing risky, `full` everything. Without it, `full` for --virtual and `safe` for all others.
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub(crate) profile: Option<ProfileArg>,
    /// Allows a risk by its name. Once for each.
    #[arg(long, value_name = "RISK", add = ArgValueCandidates::new(completions::risks))]
    pub(crate) allow: Vec<Risk>,
    /// What the module can join and talk to, as a RON file.
    #[arg(long, value_name = "FILE")]
    pub(crate) bench: Option<PathBuf>,
    /// Writes the results as JUnit XML, for CI.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Writes the results as JSON (docs/json.md); `-` is the standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Writes the results as one page for a browser.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Writes what deviates as proposed errata, in the form of the spec's own.
    #[arg(long, value_name = "FILE")]
    pub(crate) learn: Option<PathBuf>,
    /// Lists the cases, and runs none.
    #[arg(long, conflicts_with_all = ["junit", "json", "html", "learn"])]
    pub(crate) list: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

/// What may be done to the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileArg {
    /// Nothing risky.
    Safe,
    /// Everything.
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
    let risks: String = Risk::ALL.iter().map(|risk| format!("  {:<9} it {}\n", risk.name(), risk.does())).collect();
    format!("{EXAMPLES}\n\nRisks that --allow takes:\n{risks}\n{ENDS}")
}

const EXAMPLES: &str = "\
Examples:
  wizfi360 check --virtual                            the virtual module: all cases
  wizfi360 check --port /dev/ttyUSB0 --bench my.ron   a module: what is safe
  wizfi360 check --port /dev/ttyUSB0 --only 3.1 3.2.3 a chapter and a section
  wizfi360 check --port /dev/ttyUSB0 --allow network --allow flash --html report.html
  wizfi360 check --tcp 127.0.0.1:3600 --profile full  a virtual module of `wizfi360 sim --tcp`
  wizfi360 check --virtual --json - | jq '.results[] | select(.verdict.is == \"deviates\")'
  wizfi360 check --list --only AT+CWJAP_CUR           the cases, without running them";

const ENDS: &str = "\
The bench says what the module can join and talk to (docs/conformance.md); its password is printed
nowhere. Files are written whole, at the end. Ctrl-C ends a run: what was found is told and written.
Exit codes: 0 all that was run is as expected; 1 something deviates; 2 wrong usage, nothing was run,
or the connection cannot be had or is lost; 130 interrupted.";
