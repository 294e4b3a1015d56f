//! The command line `wizfi360`.

mod args;
mod book;
mod bytes;
mod check;
mod coverage;
mod decode;
mod demo;
mod drive_check;
mod encode;
mod end;
mod explain;
mod interrupt;
mod lacks;
mod link;
mod near;
mod pages;
mod paint;
mod record;
mod redact;
mod replay;
mod shell;
mod sim;
mod spec;
mod voice;

use args::{Cli, Command};
use clap::Parser;
use end::{Failure, Outcome};
use paint::complain;
use std::{io::ErrorKind, process::ExitCode};

fn main() -> ExitCode {
    let cli = Cli::parse();
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
    };
    ExitCode::from(code(outcome, color))
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
