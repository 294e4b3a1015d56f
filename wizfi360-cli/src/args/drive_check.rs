//! `wizfi360 drive-check`.

use super::sim::address;
use crate::completions;
use clap::{Args, ValueHint};
use clap_complete::ArgValueCandidates;
use std::{net::SocketAddr, path::PathBuf};
use wizfi360_spec::model::Firmware;

/// Stands in for a module towards your driver, puts it through scenarios, and judges what it sends.
///
/// Each scenario is a module of its own in a world of its own: networks with odd names, peers that close at the wrong moment, a module that is busy, slow or starts anew. It
/// prints what the driver is to reach; the driver connects, does it, and disconnects; then comes the next scenario. What the driver sends is held against the spec: each finding
/// tells the bytes, the rule with its source, and the way out.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("line").args(["listen", "pty"]),
    group = clap::ArgGroup::new("what").required(true).multiple(true).args(["listen", "pty", "list", "print", "command"]),
    after_help = "\
Examples:
  wizfi360 drive-check --list                             the scenarios and their goals
  wizfi360 drive-check --listen 127.0.0.1:3600            all of them, for whoever connects, one by one
  wizfi360 drive-check --pty --scenario join-escapes --trace
  wizfi360 drive-check --junit report.xml -- ./my_driver_test
  wizfi360 drive-check --scenario busy -- python3 my_driver.py
  wizfi360 drive-check --print join > mine.ron            a scenario to begin one's own with
  wizfi360 drive-check --listen 127.0.0.1:0 --scenario mine.ron

Behind `--` stands a program that is started for each scenario, with WIZFI360_SCENARIO, WIZFI360_ADDRESS (or
WIZFI360_PORT_PATH under --pty) and the values of the goal in its environment: WIZFI360_SSID, WIZFI360_PASSWORD,
WIZFI360_HOST, WIZFI360_PORT, ... It is ended when its time is up.

Exit codes: 0 every goal was reached without a fault; 1 a fault, or a goal that was not reached; 2 wrong usage."
)]
pub(crate) struct DriveCheck {
    /// Takes the driver at this address; port 0 for any. The address is printed. Each connection is the next scenario.
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = address)]
    pub(crate) listen: Option<SocketAddr>,
    /// Makes a pseudo-terminal for the driver and prints its path. A scenario ends when its goal is reached, or its time is up.
    #[arg(long)]
    pub(crate) pty: bool,
    /// Plays this scenario: the name of a built-in one, or a file that ends in `.ron`. Once for each; without it, all that are built in.
    #[arg(long, value_name = "NAME|FILE.ron", add = ArgValueCandidates::new(completions::scenarios))]
    pub(crate) scenario: Vec<String>,
    /// Lists the scenarios with their goals.
    #[arg(long)]
    pub(crate) list: bool,
    /// Prints a built-in scenario.
    #[arg(long, value_name = "NAME", add = ArgValueCandidates::new(completions::scenarios))]
    pub(crate) print: Option<String>,
    /// How long a scenario may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
    /// Which firmware the module has, instead of the scenario's: `1.0.7.5`.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    /// Writes the result as JSON (docs/json.md); `-` is the standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Writes the result as JUnit XML, for CI systems: a suite for each scenario.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Explains the dialogue on the standard error while it goes on, passwords hidden.
    #[arg(long)]
    pub(crate) trace: bool,
    /// The driver's program and its arguments.
    #[arg(last = true, value_name = "COMMAND", value_hint = ValueHint::CommandWithArguments)]
    pub(crate) command: Vec<String>,
}
