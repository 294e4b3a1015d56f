//! What shows the spec: `wizfi360 explain`, `spec`, `coverage`.

use super::Folder;
use crate::completions;
use clap::Args;
use clap_complete::ArgValueCompleter;
use wizfi360_spec::model::Firmware;

/// Prints the reference page of a command, URC, final result, value type or erratum; without a name, lists all commands.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 explain
  wizfi360 explain AT+CIPSTART
  wizfi360 explain AT+CIPSTART --brief
  wizfi360 explain join
  wizfi360 explain +IPD
  wizfi360 explain \"SEND OK\"
  wizfi360 explain 3.2.6
  wizfi360 explain AT+MQTTTOPIC --firmware 1.0.7.2
  wizfi360 explain AT+CWJAP --json")]
pub(crate) struct Explain {
    /// A command, URC, final result, error detail, value type, erratum or section of the manual; or plain words to search for.
    #[arg(value_name = "NAME", add = ArgValueCompleter::new(completions::subjects))]
    pub(crate) name: Vec<String>,
    /// Prints one screen: syntax, parameters, answers, final results; of each erratum its id and its subject.
    #[arg(long, conflicts_with = "json")]
    pub(crate) brief: bool,
    /// Prints a JSON object (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Never starts a pager. Without this, a page that does not fit on the terminal goes through $PAGER, or less.
    #[arg(long)]
    pub(crate) no_pager: bool,
    /// Limits the page to what this firmware has: `1.0.7.2`, as AT+GMR reports it.
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
    /// Prints one JSON document (docs/json.md). Without this, only the number of commands, forms and so on.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}

/// Reports how much of the manual the spec covers, section by section: forms, examples, limits, and edge cases.
///
/// Lists what is missing, with exit code 1, if a section is not covered.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 coverage
  wizfi360 coverage --folder my-spec --min 90
  wizfi360 coverage --json | jq '.sections[] | select(.covered | not)'")]
pub(crate) struct Coverage {
    /// Requires only this percentage of the sections; below it the exit code is 1.
    #[arg(long, value_name = "PERCENT", default_value_t = 100, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min: u8,
    /// Prints a JSON object (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Also reports how much of the spec this firmware has: `1.0.7.2`, as AT+GMR reports it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    #[command(flatten)]
    pub(crate) spec: Folder,
}
