//! Runs one task: what callgrind counts.

use std::{env, hint::black_box, process::ExitCode};
use wizfi360_bench::feeds::Feed;

const HELP: &str = "\
Usage: bench FEED TASK SEED LOOPS   does a task this many times
       bench                        lists all feeds and tasks
";

fn main() -> ExitCode {
    let args: Vec<_> = env::args().skip(1).collect();
    if args.is_empty() {
        for feed in Feed::all() {
            println!("{}: {}", feed.name(), feed.tasks().join(", "));
        }
        return ExitCode::SUCCESS;
    }
    let Some((feed, task, seed, loops)) = parsed(&args) else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    let prepared = feed.prepared(task, seed);
    black_box(prepared.run(loops));
    ExitCode::SUCCESS
}

fn parsed(args: &[String]) -> Option<(Feed, &'static str, u64, usize)> {
    let [feed, task, seed, loops] = args else { return None };
    let feed = Feed::named(feed)?;
    let task = feed.tasks().iter().find(|name| *name == task)?;
    Some((feed, task, seed.parse().ok()?, loops.parse().ok()?))
}
