//! `wizfi360 decode`.

use super::{Folder, Shown};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use wizfi360_spec::model::Firmware;

/// Explains what a module, or a host, said.
///
/// The input is either the raw bytes of one side, or a log of both sides: lines that begin with `>>` for the host and
/// `<<` for the module (docs/log-format.md). Which of the two it is, is told from its beginning.
/// Raw input is read as it comes, so a serial port can be piped in.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 decode uart.log
  cat /dev/ttyUSB0 | wizfi360 decode -
  printf 'AT+CWMODE_CUR=1\\r\\n' | wizfi360 decode --from host
  wizfi360 decode --json uart.log | jq 'select(.kind == \"unknown\")'
  wizfi360 decode --folder my-spec uart.log
  wizfi360 decode --firmware 1.0.7.2 uart.log

Passwords and keys are shown as ***. Exit code 1: something in the input is unknown or refused.")]
pub(crate) struct Decode {
    /// The file to read; `-`, or none, is the standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Whose bytes a raw input holds (without it: the module's). Of a log of both sides, shows this side only.
    #[arg(long, value_enum, value_name = "SIDE")]
    pub(crate) from: Option<From>,
    /// How the input is written.
    #[arg(long, value_enum, value_name = "FORM", default_value = "auto")]
    pub(crate) input: Input,
    /// Tells of requests that this firmware does not have: `1.0.7.2`, as AT+GMR tells it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// What the host sends: requests and data.
    Host,
    /// What the module sends: echo, answers, messages, packets.
    Module,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Input {
    /// Told from its beginning.
    Auto,
    /// Bytes as they come over the wire, of one side.
    Raw,
    /// A log of both sides, line by line.
    Log,
}
