//! `wizfi360 drive-check`.

use super::sim::address;
use crate::completions;
use clap::{Args, ValueHint};
use clap_complete::ArgValueCandidates;
use std::{net::SocketAddr, path::PathBuf};
use wizfi360_spec::model::Firmware;

/// Tests a driver: acts as the module in scenarios, and checks what the driver sends against the spec.
///
/// Each scenario has its own module and world: networks with odd names, peers that close at the wrong moment, a module that is busy, slow or resets.
/// The goal of a scenario is printed; the driver connects, reaches the goal and disconnects; then the next scenario starts. Each finding has the bytes, the rule with
/// its source, and help.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("line").args(["listen", "pty"]),
    group = clap::ArgGroup::new("what").required(true).multiple(true).args(["listen", "pty", "list", "print", "command"]),
    after_help = "\
Examples:
  wizfi360 drive-check --list                             the scenarios and their goals
  wizfi360 drive-check --listen 127.0.0.1:3600            all scenarios, one per connection
  wizfi360 drive-check --pty --scenario join-escapes --trace
  wizfi360 drive-check --junit report.xml -- ./my_driver_test
  wizfi360 drive-check --scenario busy -- python3 my_driver.py
  wizfi360 drive-check --print join > mine.ron            a scenario to start your own from
  wizfi360 drive-check --listen 127.0.0.1:0 --scenario mine.ron

The program after `--` is started for each scenario, with WIZFI360_SCENARIO, WIZFI360_ADDRESS (or
WIZFI360_PORT_PATH with --pty) and the values of the goal in its environment: WIZFI360_SSID, WIZFI360_PASSWORD,
WIZFI360_HOST, WIZFI360_PORT, ... It is stopped at the timeout.

Exit codes: 0 all goals were reached without an error; 1 an error, or a goal that was not reached; 2 wrong usage."
)]
pub(crate) struct DriveCheck {
    /// Listens for the driver at this address; port 0 for any free one. The address is printed. Each connection plays the next scenario.
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = address)]
    pub(crate) listen: Option<SocketAddr>,
    /// Makes a pseudo-terminal for the driver and prints its path. A scenario ends at its goal or at the timeout.
    #[arg(long)]
    pub(crate) pty: bool,
    /// Plays this scenario: the name of a built-in one, or a `.ron` file. Repeat it for several; by default all built-in ones are played.
    #[arg(long, value_name = "NAME|FILE.ron", add = ArgValueCandidates::new(completions::scenarios))]
    pub(crate) scenario: Vec<String>,
    /// Lists the scenarios with their goals.
    #[arg(long)]
    pub(crate) list: bool,
    /// Prints a built-in scenario.
    #[arg(long, value_name = "NAME", add = ArgValueCandidates::new(completions::scenarios))]
    pub(crate) print: Option<String>,
    /// The timeout of a scenario in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
    /// The firmware of the module, instead of the scenario's: `1.0.7.5`.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    /// Writes the result as JSON (docs/json.md); `-` is the standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Writes the result as JUnit XML, one suite per scenario.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Explains the session on the standard error while it runs; passwords are hidden.
    #[arg(long)]
    pub(crate) trace: bool,
    /// The driver's program and its arguments.
    #[arg(last = true, value_name = "COMMAND", value_hint = ValueHint::CommandWithArguments)]
    pub(crate) command: Vec<String>,
}
