//! `wizfi360 shell`.

use super::{Folder, Shown, Wire};
use clap::Args;
use std::path::PathBuf;

/// An interactive line to a module: completes what is typed, checks it before it is sent, explains what comes back.
///
/// A command is typed as it is sent, or as a name with values: `cwjap_cur ssid=home pwd='secret words'`. What the module would not take is refused;
/// `!` before a line sends it all the same. When the module waits for data, that is asked for. `:help` tells the rest.
///
/// If the standard input is no terminal it is read as a script: a line after the other, each when the one before is at its end.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("module").required(true).args(["tcp", "port"]),
    after_help = "\
Examples:
  wizfi360 sim --tcp 127.0.0.1:3600 &
  wizfi360 shell --tcp 127.0.0.1:3600
  wizfi360 shell --port /dev/ttyUSB0
  wizfi360 shell --port COM3 --baud 921600
  printf 'AT\\nAT+GMR\\n' | wizfi360 shell --port /dev/ttyUSB0
  wizfi360 shell --port /dev/ttyUSB0 --record uart.log
  wizfi360 shell --tcp 127.0.0.1:3600 --json < script.txt | jq 'select(.kind == \"answer\")'

Passwords and keys are shown as ***; the history is kept in memory alone.
Exit codes of a script: 0 fine; 1 a line was refused, or a command has failed or timed out (the script ends there,
without --keep-going); 2 wrong usage, or the connection cannot be had or is lost."
)]
pub(crate) struct Shell {
    #[command(flatten)]
    pub(crate) wire: Wire,
    /// How long to wait for the end of a command, instead of what the spec advises for each.
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: Option<u64>,
    /// Goes on with a script after a line that failed.
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Writes the dialogue as a log (docs/log-format.md), passwords and all.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(flatten)]
    pub(crate) spec: Folder,
}
