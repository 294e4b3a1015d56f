//! `wizfi360 replay`.

use super::{Folder, Input};
use clap::Args;
use std::path::PathBuf;
use wizfi360_spec::model::Firmware;

/// Holds recorded dialogues against the spec: what the host sends, what the module says, and their order.
///
/// The input is a log of both sides (docs/log-format.md), as `wizfi360 sim --record` and `wizfi360 shell --record` write it, or the
/// bytes that a module with its echo on has said. Each finding tells what the log says, what the spec expects, and where that stands:
/// either can be wrong. What an erratum explains is no finding; what may be the log's own doing is a note.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 replay uart.log
  wizfi360 replay tests/fixtures/real             all .txt and .log files of a folder
  ssh bench cat uart.log | wizfi360 replay -
  wizfi360 replay --scrub public.log uart.log     a copy that can be published
  wizfi360 replay --firmware 1.0.7.2 uart.log     what that firmware does not have is found
  wizfi360 replay --json *.log | jq 'select(.weight == \"finding\")'

The firmware is the one that the module tells in an answer to AT+GMR, or that of a comment `# firmware: 1.1.1.7`.
A comment `# expects: RULE at LINE: why` makes a finding an expected one (docs/conformance.md lists the rules).
Passwords and keys are shown as ***. Exit codes: 0 no findings; 1 findings; 2 wrong usage, or a file that cannot be read.")]
pub(crate) struct Replay {
    /// Logs, and folders that hold logs; `-` is the standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// How the input is written.
    #[arg(long, value_enum, value_name = "FORM", default_value = "auto")]
    pub(crate) input: Input,
    /// The firmware of the module, whatever the log says of it: `1.0.7.2`, as AT+GMR tells it.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    /// Writes a copy without passwords, keys, MAC addresses and public IP addresses, and replays that one.
    ///
    /// Stand-ins are as long as what they stand for, and the same for the same. Names of networks and hosts, topics and payloads stay: look at them before
    /// you publish it.
    #[arg(long, value_name = "COPY")]
    pub(crate) scrub: Option<PathBuf>,
    /// Shows all, also where one rule is met many times.
    #[arg(long)]
    pub(crate) all: bool,
    /// One JSON object for each finding, and one for each file (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Shows passwords and keys.
    #[arg(long)]
    pub(crate) show_secrets: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}
