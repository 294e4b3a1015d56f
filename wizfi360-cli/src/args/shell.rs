//! `wizfi360 shell`.

use super::{Folder, Shown, Wire};
use clap::Args;
use std::path::PathBuf;

/// Opens an interactive session with a module: completes and checks requests, explains responses.
///
/// Type a request as it is sent, or as a name with values: `cwjap_cur ssid=home pwd='secret words'`. Requests that the module would refuse are not
/// sent; `!` before a line sends it anyway. At a data prompt the shell asks for the data. `:help` lists its own commands.
///
/// If the standard input is not a terminal, it is read as a script: each line is sent after the final result of the previous one.
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

Passwords and keys are shown as ***; the history is never written to a file.
Exit codes of a script: 0 success; 1 a line was refused, or a command failed or timed out (which ends the script,
without --keep-going); 2 wrong usage, or the connection failed."
)]
pub(crate) struct Shell {
    #[command(flatten)]
    pub(crate) wire: Wire,
    /// The timeout for final results in milliseconds, instead of that of the spec for each command.
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: Option<u64>,
    /// Continues a script after a line that failed.
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Writes a log of the session (docs/log-format.md), including passwords.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(flatten)]
    pub(crate) spec: Folder,
}
