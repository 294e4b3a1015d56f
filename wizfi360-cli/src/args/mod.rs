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

/// The AT protocol of the WIZnet WizFi360 Wi-Fi module: decode it, encode it, look it up.
#[derive(Debug, Parser)]
#[command(name = "wizfi360", version, max_term_width = 100, styles = palette::HELP, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  wizfi360 demo                             requests, and a module's answers, explained
  wizfi360 decode uart.log                  explain what a module said
  wizfi360 replay uart.log                  hold both sides against the spec
  wizfi360 explain AT+CIPSTART              a command's page
  wizfi360 explain busy                     names are found in any case, in part, by plain words
  wizfi360 encode AT+CWMODE_CUR --set mode=1 > /dev/ttyUSB0
  wizfi360 sim --tcp 127.0.0.1:3600         a virtual module to test a driver with
  wizfi360 drive-check -- ./my_driver_test  what a driver does wrong

Exit codes: 0 fine; 1 the input holds something unknown or refused, or coverage is below --min;
2 wrong usage, wrong value, or a file that cannot be read.")]
pub(crate) struct Cli {
    /// When to colour: `auto` means on a terminal.
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
    /// One JSON object for each event, one a line (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Each parameter on a line of its own, with what it is.
    #[arg(long, short, conflicts_with = "json")]
    pub(crate) long: bool,
    /// Shows passwords and keys.
    #[arg(long)]
    pub(crate) show_secrets: bool,
}

/// The line to a module that is there already.
#[derive(Debug, Args)]
pub(crate) struct Wire {
    /// Connects to a module behind TCP: `wizfi360 sim --tcp`, or a serial line that is served so.
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) tcp: Option<String>,
    /// Opens a serial port: `/dev/ttyUSB0`, `/dev/pts/3`, `COM3`.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) port: Option<String>,
    /// The speed of the serial port. A module has 115200 until AT+UART_DEF says otherwise.
    #[arg(long, value_name = "RATE", default_value_t = 115_200, conflicts_with = "tcp")]
    pub(crate) baud: u32,
}

/// Shows what the crates do: typed requests as bytes, and a recorded module, explained.
///
/// Needs no module and no file. The answers are those of a real module; the recording ships with the project.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 demo
  wizfi360 demo --color always | less -R")]
pub(crate) struct Demo {}
