//! The command line `wizfi360`.

mod args;
mod book;
mod check;
mod completions;
mod coverage;
mod decode;
mod demo;
mod drive_check;
mod encode;
mod end;
mod explain;
mod hint_style;
mod input;
mod interrupt;
mod layout;
mod link;
mod man;
mod pager;
mod paint;
mod palette;
mod record;
mod replay;
mod shell;
mod sim;
mod spec;

use args::{Cli, Command};
use clap::{ColorChoice, CommandFactory, FromArgMatches};
use end::{Failure, Outcome};
use paint::complain;
use std::{ffi::OsString, io::ErrorKind, process::ExitCode};

fn main() -> ExitCode {
    completions::answer();
    let cli = parse();
    let color = cli.color;
    let outcome = match &cli.command {
        Command::Demo(_) => demo::run(color),
        Command::Check(args) => check::run(args, color),
        Command::Decode(args) => decode::run(args, color),
        Command::Coverage(args) => coverage::run(args, color),
        Command::Encode(args) => encode::run(args, color),
        Command::Explain(args) => explain::run(args, color),
        Command::Replay(args) => replay::run(args, color),
        Command::Shell(args) => shell::run(args, color),
        Command::Spec(args) => spec::run(args, color),
        Command::Sim(args) => sim::run(args, color),
        Command::DriveCheck(args) => drive_check::run(args, color),
        Command::Completions(args) => completions::run(args, color),
        Command::Man(args) => man::run(args),
    };
    ExitCode::from(code(outcome, color))
}

/// What was typed. Wrong usage ends the program here, as does `--help`.
fn parse() -> Cli {
    let choice = color_of_help(std::env::args_os().skip(1));
    let matches = Cli::command().color(choice).get_matches();
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// `--color`, read before all else, for it holds for `--help` and for what is wrong with the arguments too.
fn color_of_help(args: impl Iterator<Item = OsString>) -> ColorChoice {
    let mut choice = ColorChoice::Auto;
    let mut is_value = false;
    for arg in args.take_while(|arg| arg != "--") {
        let arg = arg.to_string_lossy();
        let value = if is_value { Some(&*arg) } else { arg.strip_prefix("--color=") };
        match value {
            Some("always") => choice = ColorChoice::Always,
            Some("never") => choice = ColorChoice::Never,
            Some("auto") => choice = ColorChoice::Auto,
            _ => {}
        }
        is_value = arg == "--color";
    }
    choice
}

fn code(outcome: Outcome, color: args::Color) -> u8 {
    match outcome {
        Ok(verdict) => verdict.code(),
        // Whoever read the output has seen enough.
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => 0,
        Err(Failure::Output(error)) => {
            complain(color, &format!("the output cannot be written: {error}"));
            2
        }
        Err(Failure::Bug(what)) => {
            complain(color, &format!("{what}. This is a bug of this program; please report it"));
            1
        }
        Err(Failure::Wrong(mistakes)) => {
            for mistake in mistakes {
                complain(color, &mistake.to_string());
            }
            2
        }
    }
}
