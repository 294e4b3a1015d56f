//! Measures all tasks on all targets and prints tables.

mod bars;
mod build;
mod callgrind;
mod emulator;
mod figures;
mod page;
mod table;

use figures::Target;
use std::{env, process::ExitCode};
use wizfi360_bench::feeds::{Feed, is_peer};

const HELP: &str = "\
Counts the instructions of wizfi360-proto, its peers and loops by hand, on two microcontrollers in an
emulator and on this machine, and prints them with their bars.

Usage: report [--check] [--ours] [--profile] [--write] [--seed NUMBER] [WORD...]

  --check   fails if a bar is exceeded
  --ours    leaves the peers out
  --write   also writes the tables to docs/performance.md
  --profile prints what each function takes, on the emulated targets
  --seed    other bytes of the same kind (1 by default)
  WORD      only rows whose target, input or task contains all of these words: thumbv6m text/1 push
";

#[derive(Debug)]
struct Options {
    check: bool,
    only_ours: bool,
    profile: bool,
    write: bool,
    seed: u64,
    words: Vec<String>,
}

fn main() -> ExitCode {
    let options = match parsed(env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprint!("error: {error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match report(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// `None` if help was asked for.
fn parsed(mut args: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options =
        Options { check: false, only_ours: false, profile: false, write: false, seed: 1, words: Vec::new() };
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--check" => options.check = true,
            "--ours" => options.only_ours = true,
            "--profile" => options.profile = true,
            "--write" => options.write = true,
            "--seed" => {
                let seed = args.next().and_then(|seed| seed.parse().ok());
                options.seed = seed.ok_or("`--seed` takes a number")?;
            }
            "-h" | "--help" => return Ok(None),
            option if option.starts_with('-') => return Err(format!("unknown option `{option}`")),
            _ => options.words.push(arg),
        }
    }
    Ok(Some(options))
}

impl Options {
    fn wants(&self, target: Target, feed: Feed, task: &str) -> bool {
        let name = format!("{target} {} {task}", feed.name());
        self.words.iter().all(|word| name.contains(word.as_str())) && !(self.only_ours && is_peer(task))
    }
}

fn report(options: &Options) -> Result<(), String> {
    let figures = figures::measure(options.seed, |target, feed, task| options.wants(target, feed, task))?;
    let tables = table::tables(&figures);
    print!("{tables}");
    if options.write {
        page::write(&tables, options.seed)?;
    }
    for figure in figures.iter().filter(|figure| options.profile && !figure.profile.is_empty()) {
        println!("\n{} {} {}", figure.target, figure.feed.name(), figure.task);
        for (name, instructions) in figure.profile.iter().take(16) {
            println!("{instructions:>10.2}  {name}");
        }
    }
    let missed = bars::missed(bars::BARS, &figures, options.words.is_empty());
    if options.check && !missed.is_empty() {
        return Err(format!(
            "the bars of bench/src/bin/report/bars.rs do not hold:\n  {}\nfind out what has grown; if it is worth it, raise the limit in the same change",
            missed.join("\n  ")
        ));
    }
    Ok(())
}
