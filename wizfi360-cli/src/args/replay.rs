//! `wizfi360 replay`.

use super::{Folder, Input};
use clap::Args;
use std::path::PathBuf;
use wizfi360_spec::model::Firmware;

/// Checks logs against the spec: requests, responses, and their order.
///
/// The input is a log of both sides (docs/log-format.md), as `wizfi360 sim --record` and `wizfi360 shell --record` write it, or the
/// output of a module with its echo on. Each finding has the actual line, what the spec expects, and its source: either can be
/// wrong. A difference that an erratum explains is not a finding; one that the recording itself may have caused is a note.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 replay uart.log
  wizfi360 replay wizfi360-conformance/fixtures/real  all .txt and .log files of a folder
  ssh bench cat uart.log | wizfi360 replay -
  wizfi360 replay --scrub public.log uart.log     a copy that can be published
  wizfi360 replay --firmware 1.0.7.2 uart.log     also finds what that firmware lacks
  wizfi360 replay --json *.log | jq 'select(.severity == \"error\")'

The firmware is the one that the module reports to AT+GMR, or that of a comment `# firmware: 1.1.1.7`.
A comment `# expects: RULE at LINE: why` makes a finding an expected one (docs/conformance.md lists the rules).
Passwords and keys are shown as ***. Exit codes: 0 no findings; 1 findings; 2 wrong usage, or an unreadable file.")]
pub(crate) struct Replay {
    /// Logs, or folders of logs; `-` is the standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The format of the input.
    #[arg(long, value_enum, value_name = "FORM", default_value = "auto")]
    pub(crate) input: Input,
    /// The firmware of the module, instead of the one in the log: `1.0.7.2`.
    #[arg(long, value_name = "VERSION")]
    pub(crate) firmware: Option<Firmware>,
    /// Writes a copy without passwords, keys, MAC addresses and public IP addresses, and replays that one.
    ///
    /// Each is replaced by another of the same length, always by the same. Names of networks and hosts, topics and payloads stay: check
    /// them before you publish the copy.
    #[arg(long, value_name = "COPY")]
    pub(crate) scrub: Option<PathBuf>,
    /// Shows all findings, however often a rule is broken.
    #[arg(long)]
    pub(crate) all: bool,
    /// Prints one JSON object per finding, and one per file (docs/json.md).
    #[arg(long)]
    pub(crate) json: bool,
    /// Shows passwords and keys.
    #[arg(long)]
    pub(crate) show_secrets: bool,
    #[command(flatten)]
    pub(crate) spec: Folder,
}
