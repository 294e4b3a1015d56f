//! Measures all cases and prints one table.

mod bars;
mod callgrind;
mod table;

use callgrind::Callgrind;
use std::{env, process::ExitCode};
use table::{Cell, Row};
use wizfi360_bench::cases::{Case, Task, Who};

const HELP: &str = "\
Counts the instructions of wizfi360-proto and its peers and prints them beside the bars.

Usage: report [--check] [--ours] [TASK...]

  --check   fails if a bar is missed
  --ours    does not run the peers
  TASK      only tasks whose name contains this: mixed, growing-1k, packets, scan, line, encode
";

/// A peer is not asked for more instructions than this in one loop.
const LIMIT: f64 = 6e9;

fn main() -> ExitCode {
    let mut options = Options::default();
    for arg in env::args().skip(1) {
        match arg.as_str() {
            "--check" => options.check = true,
            "--ours" => options.only_ours = true,
            "-h" | "--help" => {
                print!("{HELP}");
                return ExitCode::SUCCESS;
            }
            option if option.starts_with('-') => {
                eprint!("error: `{option}` is not an option\n\n{HELP}");
                return ExitCode::from(2);
            }
            task => options.tasks.push(task.into()),
        }
    }
    match report(&options) {
        Ok(passed) if passed || !options.check => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, Default)]
struct Options {
    check: bool,
    only_ours: bool,
    tasks: Vec<String>,
}

impl Options {
    fn wants(&self, task: Task) -> bool {
        let name = task.to_string();
        self.tasks.is_empty() || self.tasks.iter().any(|wanted| name.contains(wanted.as_str()))
    }
}

/// True if no bar is missed.
fn report(options: &Options) -> Result<bool, String> {
    let callgrind = Callgrind::new()?;
    let mut rows: Vec<Row> = Vec::new();
    for task in Task::all().into_iter().filter(|task| options.wants(*task)) {
        let mut cells = Vec::new();
        for who in Who::ALL.into_iter().filter(|who| *who == Who::Ours || !options.only_ours) {
            let case = Case { task, who };
            if case.exists() {
                cells.push((who, measure(&callgrind, case, &rows)?));
            }
        }
        rows.push(Row { task, cells });
    }
    table::print(&rows);
    println!();
    let others = bars::others(&rows);
    for (text, passed) in &others {
        println!("- {text}{}", if *passed { "" } else { ": MISSED" });
    }
    let missed: Vec<_> = rows.iter().filter_map(Row::missed).collect();
    for text in &missed {
        println!("- missed: {text}");
    }
    Ok(missed.is_empty() && others.iter().all(|(_, passed)| *passed))
}

fn measure(callgrind: &Callgrind, case: Case, rows: &[Row]) -> Result<Cell, String> {
    let units = case.task.units() as f64;
    if let Some(expected) = expected(case, rows).filter(|cost| *cost > LIMIT) {
        return Ok(Cell::CutOff(expected));
    }
    let figure = callgrind.one_loop(case)? / units;
    let remark = case.remark();
    eprintln!("{case}: {} {}", table::number(figure), remark.as_deref().unwrap_or(""));
    Ok(Cell::Measured { figure, remark })
}

/// What a loop of a growing response will cost, by the growth between the two sizes before it.
fn expected(case: Case, rows: &[Row]) -> Option<f64> {
    let Task::Growing(_, cut) = case.task else { return None };
    let costs: Vec<_> = rows
        .iter()
        .filter(|row| matches!(row.task, Task::Growing(_, of) if of == cut))
        .map(|row| match row.cells.iter().find(|(who, _)| *who == case.who) {
            Some((_, Cell::Measured { figure, .. })) => figure * row.task.units() as f64,
            Some((_, Cell::CutOff(cost))) => *cost,
            None => 0.0,
        })
        .collect();
    match costs.as_slice() {
        [.., before, last] if *before > 0.0 => Some(last * last / before),
        _ => None,
    }
}
