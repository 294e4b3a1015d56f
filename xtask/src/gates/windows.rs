//! `cargo xtask windows`: everything builds for Windows, and the command runs there, by Wine.

use super::step::{self, cargo};
use crate::{
    Failure, root, target_dir,
    tools::{self, Tool},
};
use std::{path::Path, process::Command};

pub(super) const NEEDS: &[Tool] = &[tools::WINDOWS, tools::MINGW, tools::WINE];

const TARGET: &str = tools::WINDOWS.name();

/// What is run natively and on Windows: both must print the same. Sockets and what is written to
/// files are tested on Windows itself, by GitHub.
const RUNS: [&[&str]; 4] = [
    &["demo"],
    &["explain", "AT+CIPSTART"],
    &["decode", "--json", "wizfi360-conformance/fixtures/real/tcp-send-receive.txt"],
    &["replay", "wizfi360-conformance/fixtures/real/tcp-client-guide.txt"],
];

/// Lints all crates with their tests for Windows, builds the command and compares what it prints.
pub(crate) fn run() -> Result<(), Failure> {
    let wine = tools::WINE.path()?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--target", TARGET, "--", "-D", "warnings"];
    cargo(&clippy, "fix what does not build on Windows; what needs Unix has `#[cfg(unix)]` and a message without it")?;
    let build = ["build", "-p", "wizfi360-cli", "--target", TARGET];
    cargo(&build, "fix what does not link on Windows")?;
    cargo(&["build", "-p", "wizfi360-cli"], "fix what does not build")?;
    let target = target_dir();
    let native = target.join("debug/wizfi360");
    let windows = target.join(TARGET).join("debug/wizfi360.exe");
    random_numbers(&windows.with_file_name("bcryptprimitives.dll"))?;
    let prefix = target.join("wine");
    for args in RUNS {
        println!("$ wine wizfi360.exe {}", args.join(" "));
        let expected = printed(Command::new(&native).args(args))?;
        let mut command = Command::new(&wine);
        command.arg(&windows).args(args).env("WINEPREFIX", &prefix).env("WINEDEBUG", "-all");
        // No window, no browser engine, no .NET: nothing that Wine would ask about.
        command.env("WINEDLLOVERRIDES", "mscoree,mshtml=").env_remove("DISPLAY");
        let actual = printed(&mut command)?;
        if let Some(difference) = difference(&expected, &actual) {
            return Err(Failure::new(format!("`wizfi360 {}` differs on Windows: {difference}", args.join(" "))));
        }
    }
    Ok(())
}

/// Builds the library that an older Wine lacks, beside the program.
fn random_numbers(to: &Path) -> Result<(), Failure> {
    let source = root().join("xtask/src/gates/bcryptprimitives.c");
    let (source, to) = (source.to_string_lossy(), to.to_string_lossy());
    let args = ["-shared", "-o", &to, &source, "-ladvapi32"];
    step::run(&tools::MINGW.path()?, &args, &root(), &[], "fix bcryptprimitives.c")
}

/// Runs a command and returns its exit code and its standard output, with the line endings of Unix.
fn printed(command: &mut Command) -> Result<(Option<i32>, String), Failure> {
    let output = command.current_dir(root()).env("COLUMNS", "100").output()?;
    Ok((output.status.code(), String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n")))
}

fn difference(expected: &(Option<i32>, String), actual: &(Option<i32>, String)) -> Option<String> {
    if expected.0 != actual.0 {
        return Some(format!("exit code {:?} instead of {:?}\n{}", actual.0, expected.0, actual.1));
    }
    if expected.1.is_empty() {
        return Some("it prints nothing anywhere; the gate is broken".into());
    }
    let lines = expected.1.lines().map(Some).chain([None]).zip(actual.1.lines().map(Some).chain([None]));
    let mut lines = lines.enumerate().filter(|(_, (expected, actual))| expected != actual);
    lines.next().map(|(at, (expected, actual))| {
        format!(
            "line {}:\n  expected {}\n  actual   {}",
            at + 1,
            expected.unwrap_or("(the end)"),
            actual.unwrap_or("(the end)")
        )
    })
}
