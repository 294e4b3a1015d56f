//! Single steps of the gates: other programs, and what they say.

use crate::{Failure, root};
use std::{
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// Runs cargo in the workspace. `way_out` tells what to do if it fails.
pub(crate) fn cargo(args: &[&str], way_out: &str) -> Result<(), Failure> {
    cargo_with(args, &[], way_out)
}

/// The same with environment variables.
pub(crate) fn cargo_with(args: &[&str], vars: &[(&str, &str)], way_out: &str) -> Result<(), Failure> {
    ran(command(args).envs(vars.iter().copied()), &format!("cargo {}", args.join(" ")), way_out)
}

/// Runs another program in a folder. `way_out` tells what to do if it fails.
pub(crate) fn run(
    program: &Path,
    args: &[&str],
    folder: &Path,
    vars: &[(&str, &Path)],
    way_out: &str,
) -> Result<(), Failure> {
    let shown = format!("{} {}", program.file_name().unwrap_or_default().to_string_lossy(), args.join(" "));
    ran(Command::new(program).args(args).current_dir(folder).envs(vars.iter().copied()), &shown, way_out)
}

/// Prints a command as `shown`, runs it, and fails unless it succeeds.
fn ran(command: &mut Command, shown: &str, way_out: &str) -> Result<(), Failure> {
    println!("$ {shown}");
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{shown}` failed; {way_out}"))) }
}

/// Runs all tests and tells how many passed.
pub(crate) fn tests() -> Result<u64, Failure> {
    let args = ["test", "--workspace", "--no-fail-fast"];
    println!("$ cargo {}", args.join(" "));
    let mut child = command(&args).stdout(Stdio::piped()).spawn()?;
    let (mut passed, mut failed, mut ignored) = (0, 0, 0);
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            if let Some(result) = line.strip_prefix("test result: ") {
                let count = |what: &str| {
                    let part = result.split([';', '.']).find(|part| part.trim_end().ends_with(what));
                    part.and_then(|part| part.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0)
                };
                passed += count("passed");
                failed += count("failed");
                ignored += count("ignored");
            }
        }
    }
    let status = child.wait()?;
    println!("tests: {passed} passed, {failed} failed, {ignored} ignored");
    if !status.success() || failed > 0 {
        return Err(Failure::new(format!("{failed} tests failed; see above")));
    }
    if passed == 0 {
        return Err(Failure::new("no test was run; the harness is broken"));
    }
    if ignored > 0 {
        return Err(Failure::new(format!("{ignored} tests are ignored; a test runs or goes")));
    }
    Ok(passed)
}

/// The protocol depends on nothing at run time but our own derives.
pub(crate) fn proto_dependencies() -> Result<(), Failure> {
    let args = [
        "tree",
        "-p",
        "wizfi360-proto",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--no-default-features",
    ];
    let output = command(&args).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let names: Vec<_> =
        text.lines().filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).collect();
    if names == ["wizfi360-proto"] {
        println!("none at run time");
        return Ok(());
    }
    Err(Failure::new(format!(
        "wizfi360-proto depends on {}; it has to stand alone but for wizfi360-derive",
        names.join(", ")
    )))
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}
