//! `wizfi360 decode`.

use super::{Folder, Shown};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use wizfi360_spec::model::Firmware;

/// Explains UART traffic: requests, responses, URCs and payloads.
///
/// The input is either the raw bytes of one side, or a log of both sides, whose lines begin with `>>` for the host and
/// `<<` for the module (docs/log-format.md). Its first bytes decide which. Raw input is decoded as it arrives, so a
/// serial port can be piped in.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 decode uart.log
  cat /dev/ttyUSB0 | wizfi360 decode -
  printf 'AT+CWMODE_CUR=1\\r\\n' | wizfi360 decode --from host
  wizfi360 decode --json uart.log | jq 'select(.kind == \"unknown\")'
  wizfi360 decode --folder my-spec uart.log
  wizfi360 decode --firmware 1.0.7.2 uart.log

Passwords and keys are shown as ***. Exit code 1: the input has unknown or refused lines.")]
pub(crate) struct Decode {
    /// The file to read; by default, and for `-`, the standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// The side that sent a raw input; by default the module. For a log of both sides, shows only this side.
    #[arg(long, value_enum, value_name = "SIDE")]
    pub(crate) from: Option<From>,
    /// The format of the input.
    #[arg(long, value_enum, value_name = "FORM", default_value = "auto")]
    pub(crate) input: Input,
    /// Reports requests that this firmware lacks: `1.0.7.2`, as AT+GMR reports it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// The host: requests and data.
    Host,
    /// The module: echo, responses, URCs, packets.
    Module,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Input {
    /// Detected from the first bytes.
    Auto,
    /// The bytes of one side.
    Raw,
    /// A log of both sides.
    Log,
}
