//! What can be typed behind `wizfi360`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use wizfi360_spec::model::Firmware;

/// The AT protocol of the WIZnet WizFi360 Wi-Fi module: decode it, encode it, look it up.
#[derive(Debug, Parser)]
#[command(name = "wizfi360", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  wizfi360 demo                             requests, and a module's answers, explained
  wizfi360 decode uart.log                  explain what a module said
  wizfi360 explain AT+CIPSTART              a command's page
  wizfi360 explain busy                     names are found in any case, in part, by plain words
  wizfi360 encode AT+CWMODE_CUR --set mode=1 > /dev/ttyUSB0

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
    Decode(Decode),
    Encode(Encode),
    Explain(Explain),
    Spec(SpecArgs),
    Coverage(Coverage),
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
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
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
    /// One JSON object for each event, one a line (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Each parameter on a line of its own, with what it is.
    #[arg(long, short, conflicts_with = "json")]
    pub(crate) long: bool,
    /// Shows passwords and keys.
    #[arg(long)]
    pub(crate) show_secrets: bool,
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

/// Prints a request, byte for byte.
///
/// Values are given as they are meant: quotes and escapes are added here. What the module would not take is refused,
/// all mistakes at once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 encode AT+CWMODE_CUR --set mode=1 | xxd
  wizfi360 encode AT+CWMODE_CUR --set mode=Station
  wizfi360 encode AT+CWJAP_CUR --set ssid='ab\\,c' --set pwd='12345678\"\\'
  wizfi360 encode AT+CWJAP_CUR --set ssid=hex:ed959ceab880 --set pwd=12345678
  wizfi360 encode 'AT+CWMODE_CUR?'
  wizfi360 encode AT+CIPSTART --set type=TCP --set remote_ip=10.0.0.1 --set remote_port=5000 --json
  echo '{\"mode\": 1}' | wizfi360 encode AT+CWMODE_CUR --fields -

The names of parameters are the manual's; `wizfi360 explain AT+CIPSTART` lists them.
A blank in a name may be written as `_` or `-`. The bytes end with CR LF.
Exit code 2: a value is wrong, nothing is printed.")]
pub(crate) struct Encode {
    /// The command: `AT+CWMODE_CUR`. `?`, `=?` or `=` behind it chooses the form.
    #[arg(value_name = "COMMAND")]
    pub(crate) command: String,
    /// A parameter by its name; `hex:0001ff` for bytes that are no text. Once for each parameter.
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    /// Reads parameters as a JSON object from this file; `-` is the standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) fields: Option<PathBuf>,
    /// The form, where the name does not say it.
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) form: Option<FormArg>,
    /// Prints a JSON object instead of the bytes (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Shows passwords and keys in the fields of `--json`. The bytes hold them in any case.
    #[arg(long, requires = "json")]
    pub(crate) show_secrets: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormArg {
    /// `AT+X=<parameters>`
    Set,
    /// `AT+X?`
    Query,
    /// `AT+X`
    Execute,
    /// `AT`, `AT+X=?`
    Test,
}

/// Shows the page of a command, message, final result or erratum; without a name, lists the commands.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 explain
  wizfi360 explain AT+CIPSTART
  wizfi360 explain join
  wizfi360 explain +IPD
  wizfi360 explain \"SEND OK\"
  wizfi360 explain 3.2.6
  wizfi360 explain AT+MQTTTOPIC --firmware 1.0.7.2
  wizfi360 explain AT+CWJAP --json")]
pub(crate) struct Explain {
    /// What to look up: a command, a message, a result, a section of the manual, an erratum, or plain words.
    #[arg(value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// Prints a JSON object (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// As of this firmware: `1.0.7.2`, as AT+GMR tells it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

/// Prints the whole spec, with all references resolved.
#[derive(Debug, Args)]
#[command(
    name = "spec",
    after_help = "\
Examples:
  wizfi360 spec --json > wizfi360.json
  wizfi360 spec --json | jq -r '.commands[].names[].name'
  wizfi360 spec --folder my-spec          check that a changed spec can be read"
)]
pub(crate) struct SpecArgs {
    /// Prints it as one JSON document (docs/json.md). Without it, how much there is.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

/// Tells how much of the manual is in the spec, section by section: forms, exchanges, limits, and the edge cases made from them.
///
/// Ends with exit code 1, and names what is missing, if a section is not covered.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 coverage
  wizfi360 coverage --folder my-spec --min 90
  wizfi360 coverage --json | jq '.sections[] | select(.covered | not)'")]
pub(crate) struct Coverage {
    /// Ends with exit code 1 only if fewer of the sections are covered, in percent.
    #[arg(long, value_name = "PERCENT", default_value_t = 100, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min: u8,
    /// Prints a JSON object (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Tells what of it this firmware has: `1.0.7.2`, as AT+GMR tells it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    #[command(flatten)]
    pub(crate) spec: Folder,
}
