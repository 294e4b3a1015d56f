//! `cargo xtask test start`: the command line starts fast, because it reads only the part of the spec that it shows.

use super::step::cargo;
use crate::{
    Failure, target_dir,
    tools::{self, Tool},
};
use std::{env, process::Command};

pub(super) const NEEDS: &[Tool] = &[tools::VALGRIND];

/// The most instructions that `explain AT` may take, the whole process, as the tests build it: no gate makes a release
/// build of the command line, which would take minutes. With all commands unpacked it takes twice as many.
const LIMIT: u64 = 14_000_000;

pub(super) fn run() -> Result<(), Failure> {
    cargo(&["build", "--quiet", "--workspace", "--bin", "wizfi360"], "mend what the compiler names")?;
    let program = target_dir().join(format!("debug/wizfi360{}", env::consts::EXE_SUFFIX));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["explain", "AT"])
        .output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    let instructions: u64 = match collected {
        Some(instructions) if output.status.success() && !output.stdout.is_empty() => instructions,
        _ => return Err(Failure::new(format!("`explain AT` failed under callgrind:\n{text}"))),
    };
    println!("explain AT: {instructions} instructions; at most {LIMIT}");
    if instructions > LIMIT {
        return Err(Failure::new(format!(
            "`explain AT` takes {instructions} instructions, and the limit is {LIMIT}; \
             `valgrind --tool=callgrind target/debug/wizfi360 explain AT` and callgrind_annotate show what has grown"
        )));
    }
    Ok(())
}
