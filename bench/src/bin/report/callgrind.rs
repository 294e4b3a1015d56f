//! Counts instructions of the host by valgrind.

use crate::build;
use std::{path::PathBuf, process::Command};
use wizfi360_bench::feeds::Prepared;

/// The program that runs one task, under callgrind.
#[derive(Debug)]
pub(crate) struct Callgrind(PathBuf);

impl Callgrind {
    pub(crate) fn new() -> Result<Self, String> {
        if cfg!(debug_assertions) {
            return Err("this is a debug build\nrun it with `cargo run --release`".into());
        }
        build::program().map(Callgrind)
    }

    /// Returns the instructions of the process.
    pub(crate) fn instructions(&self, work: &Prepared, seed: u64, loops: usize) -> Result<u64, String> {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(&self.0)
            .args([&work.feed.name(), work.task, &seed.to_string(), &loops.to_string()])
            .output()
            .map_err(|error| format!("cannot run valgrind: {error}\n`sudo apt-get install valgrind` installs it"))?;
        let text = String::from_utf8_lossy(&output.stderr);
        let collected = text.lines().find_map(|line| {
            let (_, number) = line.split_once("Collected : ")?;
            number.trim().parse().ok()
        });
        collected.ok_or_else(|| format!("callgrind counted nothing:\n{text}"))
    }
}
