//! One case, some loops: what callgrind counts.

use std::{env, process::ExitCode};
use wizfi360_bench::cases::Case;

const HELP: &str = "\
Usage: bench run CASE LOOPS   does a case some times
       bench check CASE       tells what is wrong with its work, if anything
       bench list             all cases
";

fn main() -> ExitCode {
    let args: Vec<_> = env::args().skip(1).collect();
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["list"] => Case::all().iter().for_each(|case| println!("{case}")),
        ["check", name] => {
            let Some(case) = Case::named(name) else { return unknown(name) };
            println!("{}", case.remark().as_deref().unwrap_or("all found"));
        }
        ["run", name, loops] => {
            let Some(case) = Case::named(name) else { return unknown(name) };
            let Ok(loops) = loops.parse() else { return usage() };
            case.prepared().run(loops);
        }
        _ => return usage(),
    }
    ExitCode::SUCCESS
}

fn unknown(name: &str) -> ExitCode {
    eprintln!("error: `{name}` is not a case; `bench list` has all");
    ExitCode::from(2)
}

fn usage() -> ExitCode {
    eprint!("{HELP}");
    ExitCode::from(2)
}
