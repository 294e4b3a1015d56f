//! `wizfi360 sim`: virtual modules that other programs talk to.

mod deviation;
mod line;
mod setup;
mod watch;

use crate::{
    args::{Color, Sim},
    end::{Failure, Mistake, Outcome, Verdict},
    interrupt, paint,
};
pub(crate) use line::listen;
pub(crate) use watch::Trace;

use line::Line;
use setup::Setup;
use std::io;
use tokio::{runtime::Builder, task::JoinSet};
use wizfi360_sim::World;

pub(crate) fn run(args: &Sim, color: Color) -> Outcome {
    if args.print_world {
        paint::print(color, World::BUILT_IN).map_err(Failure::Output)?;
        return Ok(Verdict::Fine);
    }
    if args.print_deviations {
        paint::print(color, &deviation::list()).map_err(Failure::Output)?;
        return Ok(Verdict::Fine);
    }
    let setup = Setup::read(args, color)?;
    #[cfg(unix)]
    open_as_many_files_as_allowed();
    let runtime = Builder::new_multi_thread().enable_all().build().map_err(|error| wrong("no runtime", &error))?;
    let outcome = runtime.block_on(serve(args, &setup, color));
    // Reading the standard input cannot be given up: whoever waits for that waits for a line.
    runtime.shutdown_background();
    outcome
}

/// Runs all modules until one of their lines ends, or until the program is interrupted. What they have is given back then: ports, terminals, sockets.
async fn serve(args: &Sim, setup: &Setup, color: Color) -> Outcome {
    // Before anything is printed: whoever reads that may interrupt at once.
    let mut interrupts = interrupt::listen()?;
    let mut modules = JoinSet::new();
    for index in 0..args.count {
        let line = Line::open(args, index).await?;
        let runner = setup.module(args, index, color)?;
        if let Some(name) = line.name() {
            paint::print(color, &format!("{name}\n")).map_err(Failure::Output)?;
        }
        modules.spawn(line.run(runner));
    }
    tokio::select! {
        ended = modules.join_next() => match ended {
            Some(Ok(Err(error))) => Err(wrong("a module has stopped", &error)),
            Some(Err(error)) => Err(Failure::Bug(error.to_string())),
            Some(Ok(Ok(()))) | None => Ok(Verdict::Fine),
        },
        _ = interrupts.recv() => Ok(Verdict::Fine),
    }
}

/// A module has two files open or more, and many a system gives a program 1024 until it asks for those that it may have.
#[cfg(unix)]
fn open_as_many_files_as_allowed() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::Nofile).maximum;
    // Where that is not granted, what was there before may do.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
}

fn wrong(what: &str, error: &io::Error) -> Failure {
    Failure::Wrong(vec![Mistake::new(format!("{what}: {error}"), "")])
}
