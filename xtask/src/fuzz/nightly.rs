//! The nightly toolchain: sanitizers and coverage are unstable.

use crate::{Failure, root, tools::NIGHTLY};
use std::process::Command;

/// Cargo of the nightly toolchain, in the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", NIGHTLY, "cargo"]).current_dir(root());
    command
}

/// The triple that the nightly toolchain builds for: where cargo-fuzz puts binaries.
pub(crate) fn host() -> Result<String, Failure> {
    let output = Command::new("rustup").args(["run", NIGHTLY, "rustc", "-vV"]).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(String::from).ok_or_else(|| Failure::new(format!("`rustc -vV` of {NIGHTLY} names no host")))
}
