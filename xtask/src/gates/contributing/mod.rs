//! CONTRIBUTING.md, followed to the letter in a copy of the workspace.
//!
//! The page is the only home of its example: its RON, its code, its commands and their output are
//! read from it.

mod output;
mod page;
mod tree;

use crate::{
    Failure, copy, root, target_dir,
    tools::{self, Tool},
};
use page::{Is, PAGE, Run};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};
use tree::Tree;

/// It copies by git, and runs the tests.
pub(crate) const NEEDS: &[Tool] = &[
    tools::GIT,
    tools::RUSTFMT,
    tools::CLIPPY,
    tools::CC,
    tools::PYTHON,
    tools::XMLLINT,
    tools::BASH,
    tools::ZSH,
    tools::FISH,
];

/// The last step. It would run this gate again.
const TEST: &str = "cargo xtask test";

/// Commands that the page must run, each in its step.
const MUST_RUN: [(usize, &str); 6] = [
    (3, "cargo xtask lint"),
    (3, "cargo xtask codegen"),
    (4, "cargo run -q -p wizfi360-cli -- explain blink"),
    (4, "cargo run -q -p wizfi360-cli -- encode AT+BLINK --set rate=30"),
    (5, "cargo clippy -q -p wizfi360-sim -- -D warnings"),
    (6, TEST),
];

/// What is run for [`TEST`]: the gates that a new command can turn red.
// These packages need other crates with the same features as the whole workspace does, so that
// nothing but the workspace's own crates is compiled after `cargo test --workspace`.
const GATES: [&str; 3] = [
    "cargo fmt --all --check",
    "cargo xtask codegen --check",
    "cargo test -q --no-fail-fast -p wizfi360-spec -p wizfi360-proto -p wizfi360-conformance -p wizfi360-tests \
     -p wizfi360-sim -p wizfi360-reference -p wizfi360-trace -p wizfi360-cli",
];

/// Follows the page: what it adds is added, what it runs is run, and what it shows must be printed.
pub(crate) fn run() -> Result<(), Failure> {
    let blocks = page::read(&fs::read_to_string(root().join(PAGE))?, &MUST_RUN)?;
    let folder = target_dir().join("contributing");
    fs::create_dir_all(&folder)?;
    copy::workspace(&folder)?;
    let mut tree = Tree::new(folder);
    for block in &blocks {
        tree.apply(&block.is, block.line, block.is_mistake)?;
        if let Is::Commands(runs) = &block.is {
            runs.iter().try_for_each(|run| follow(run, &tree.root))?;
            tree.undo()?;
        }
    }
    Ok(())
}

/// Runs a command of the page. It must end as the page shows, and print that.
fn follow(run: &Run, folder: &Path) -> Result<(), Failure> {
    let start = Instant::now();
    println!("$ {}", run.command);
    let (line, command) = (run.line, &run.command);
    if command == TEST {
        return GATES.iter().try_for_each(|gate| {
            println!("$ {gate}");
            let status = cargo(gate, folder).status()?;
            if status.success() {
                return Ok(());
            }
            let message = format!("`{command}` must hold after the steps; `{gate}` fails");
            Err(Failure::new(format!("{PAGE}:{line}: {message}")))
        });
    }
    let output = cargo(command, folder).output()?;
    let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let fault = match (run.fails(), output.status.success()) {
        (false, false) => Some("must succeed; it fails, and prints:".to_string()),
        (true, true) => Some("must fail, as the page shows; it succeeds, and prints:".to_string()),
        _ => output::missing(&run.shown, &printed)
            .map(|part| format!("must print this, as the page shows:\n  {part}\nit prints:")),
    };
    if let Some(fault) = fault {
        return Err(Failure::new(format!("{PAGE}:{line}: `{command}` {fault}\n{printed}")));
    }
    println!("  as shown ({:.1} s)", start.elapsed().as_secs_f32());
    Ok(())
}

/// A command of Cargo in the copy.
fn cargo(command: &str, folder: &Path) -> Command {
    let mut cargo = copy::cargo(folder);
    cargo
        .args(command.split_whitespace().skip(1))
        .env("CARGO_TERM_COLOR", "never")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    cargo
}
