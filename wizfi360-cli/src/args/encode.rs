//! `wizfi360 encode`.

use super::Folder;
use crate::completions;
use clap::{Args, ValueEnum};
use clap_complete::ArgValueCompleter;
use std::path::PathBuf;
use wizfi360_spec::model::Firmware;

/// Encodes a request and prints its bytes.
///
/// Values are given without quotes and escapes, which are added. Values that the module would refuse are errors, and all
/// errors are reported together.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 encode AT+CWMODE_CUR --set mode=1 | xxd
  wizfi360 encode AT+CWMODE_CUR --set mode=Station
  wizfi360 encode AT+CWJAP_CUR --set ssid='ab\\,c' --set pwd='12345678\"\\'
  wizfi360 encode AT+CWJAP_CUR --set ssid=hex:ed959ceab880 --set pwd=12345678
  wizfi360 encode 'AT+CWMODE_CUR?'
  wizfi360 encode AT+CWSTARTSMART --set try_count=5 --firmware 1.0.7.2
  wizfi360 encode AT+CIPSTART --set type=TCP --set remote_ip=10.0.0.1 --set remote_port=5000 --json
  echo '{\"mode\": 1}' | wizfi360 encode AT+CWMODE_CUR --fields -

The names of parameters are the manual's; `wizfi360 explain AT+CIPSTART` lists them.
A space in a name may be written as `_` or `-`. The bytes end with CR LF.
Exit code 2: a value is invalid, nothing is printed.")]
pub(crate) struct Encode {
    /// The command: `AT+CWMODE_CUR`. A `?`, `=?` or `=` after it selects the form.
    #[arg(value_name = "COMMAND", add = ArgValueCompleter::new(completions::requests))]
    pub(crate) command: String,
    /// Sets a parameter by its name; `hex:0001ff` is for bytes that are not text. Repeat it for each parameter.
    #[arg(long, value_name = "NAME=VALUE", add = ArgValueCompleter::new(completions::parameters))]
    pub(crate) set: Vec<String>,
    /// Reads parameters as a JSON object from this file; `-` is the standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) fields: Option<PathBuf>,
    /// The form, if the name does not select it.
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) form: Option<FormArg>,
    /// Refuses commands and parameters that this firmware lacks: `1.0.7.2`, as AT+GMR reports it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    /// Prints a JSON object instead of the bytes (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Shows passwords and keys in the fields of `--json`. The bytes always contain them.
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
