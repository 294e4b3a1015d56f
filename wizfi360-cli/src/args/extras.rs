//! What belongs to an installation: `wizfi360 completions`, `wizfi360 man`.

use crate::completions;
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::ArgValueCandidates;
use std::path::PathBuf;

/// Prints the script by which a shell completes: subcommands, options, and names of the spec.
///
/// The script asks this program at each Tab, so names of commands and parameters are those of the installed version.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  source <(wizfi360 completions bash)                        in ~/.bashrc
  source <(wizfi360 completions zsh)                         in ~/.zshrc, after compinit
  wizfi360 completions fish | source                         in ~/.config/fish/config.fish
  wizfi360 completions powershell | Out-String | Invoke-Expression    in $PROFILE

Then: wizfi360 explain AT+CW<Tab>, wizfi360 encode AT+CWJAP_CUR --set <Tab>")]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

/// Prints the manual page of this program or of a subcommand.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wizfi360 man | man -l -
  wizfi360 man explain | man -l -
  wizfi360 man --dir ~/.local/share/man/man1     all pages; then: man wizfi360-explain")]
pub(crate) struct Man {
    /// The subcommand; without it, the page of `wizfi360` itself.
    #[arg(value_name = "SUBCOMMAND", add = ArgValueCandidates::new(completions::subcommands))]
    pub(crate) subcommand: Option<String>,
    /// Writes all pages into this folder, which is made if it does not exist.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "subcommand")]
    pub(crate) dir: Option<PathBuf>,
}
