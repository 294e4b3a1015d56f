//! What can be typed behind `wizfi360`: what all commands share; a file for each, or for those that belong together.

mod check;
mod decode;
mod drive_check;
mod encode;
mod extras;
mod replay;
mod shell;
mod sim;
mod spec;

pub(crate) use check::{AskedFirmware, Check, ProfileArg};
pub(crate) use decode::{Decode, From, Input};
pub(crate) use drive_check::DriveCheck;
pub(crate) use encode::{Encode, FormArg};
pub(crate) use extras::{Completions, Man, Shell as CompletionShell};
pub(crate) use replay::Replay;
pub(crate) use shell::Shell;
pub(crate) use sim::{Net, Sim};
pub(crate) use spec::{Coverage, Explain, SpecArgs};

use crate::palette;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Decodes, encodes and explains the AT protocol of the WIZnet WizFi360 Wi-Fi module, and tests modules and drivers.
#[derive(Debug, Parser)]
#[command(name = "wizfi360", version, max_term_width = 100, styles = palette::HELP, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  wizfi360 demo                             encode requests, explain a recorded session
  wizfi360 decode uart.log                  explain the UART traffic of a log
  wizfi360 replay uart.log                  check a log against the spec
  wizfi360 explain AT+CIPSTART --brief      the reference page of a command, on one screen
  wizfi360 explain busy                     search in any case, by parts of names, by plain words
  wizfi360 encode AT+CWMODE_CUR --set mode=1 > /dev/ttyUSB0
  wizfi360 sim --tcp 127.0.0.1:3600         run a virtual module to test a driver with
  wizfi360 drive-check -- ./my_driver_test  test a driver in scenarios

Exit codes: 0 success; 1 unknown or refused input, findings, or coverage below --min;
2 wrong usage, an invalid value, or an unreadable file.")]
pub(crate) struct Cli {
    /// When to use colours; `auto`: on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(Demo),
    Check(Check),
    Decode(Decode),
    Replay(Replay),
    Encode(Encode),
    Explain(Explain),
    Spec(SpecArgs),
    Coverage(Coverage),
    Sim(Sim),
    DriveCheck(DriveCheck),
    Shell(Shell),
    Completions(Completions),
    Man(Man),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// Where the spec comes from.
#[derive(Debug, Args)]
pub(crate) struct Folder {
    /// Reads the spec from this folder (laid out as `spec/` is) instead of the one built in.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) folder: Option<PathBuf>,
}

/// How a dialogue is shown.
#[derive(Debug, Args)]
pub(crate) struct Shown {
    /// Prints one JSON object per event, each on one line (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Prints each parameter on a line of its own, with its description.
    #[arg(long, short, conflicts_with = "json")]
    pub(crate) long: bool,
    /// Shows passwords and keys.
    #[arg(long)]
    pub(crate) show_secrets: bool,
}

/// The line to a module that is there already.
#[derive(Debug, Args)]
pub(crate) struct Wire {
    /// Connects to a module over TCP: `wizfi360 sim --tcp`, or a serial port server.
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) tcp: Option<String>,
    /// Opens a serial port: `/dev/ttyUSB0`, `/dev/pts/3`, `COM3`.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) port: Option<String>,
    /// The baud rate of the serial port. A module uses 115200 unless AT+UART_DEF has changed it.
    #[arg(long, value_name = "RATE", default_value_t = 115_200, conflicts_with = "tcp")]
    pub(crate) baud: u32,
}

/// Shows what the crates do: encodes typed requests, and explains a recorded session of a real module.
///
/// Needs no module and no files: the recording is part of the program.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 demo
  wizfi360 demo --color always | less -R")]
pub(crate) struct Demo {}
