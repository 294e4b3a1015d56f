//! What fuzzing needs besides the workspace: a nightly toolchain for its sanitizer, a C++ compiler for libFuzzer, and cargo-fuzz.

use crate::{Failure, root};
use std::{
    env,
    process::{Command, Stdio},
};

/// The version of cargo-fuzz that is installed where there is none.
const CARGO_FUZZ: &str = "0.13.2";

/// Makes sure that they are there. Toolchain and compiler are only asked for; cargo-fuzz is built.
pub(crate) fn ready() -> Result<(), Failure> {
    if !answers(&["run", "nightly", "rustc", "--version"]) {
        return Err(Failure::new(
            "AddressSanitizer and coverage need a nightly toolchain, and there is none; install it with \
             `rustup toolchain install nightly --profile minimal`",
        ));
    }
    let compiler = env::var("CXX").unwrap_or_else(|_| "c++".into());
    if Command::new(&compiler).arg("--version").output().is_err() {
        return Err(Failure::new(format!(
            "libFuzzer is built by a C++ compiler, and `{compiler}` cannot be run; install one, such as by `apt-get install g++`"
        )));
    }
    if answers(&["run", "nightly", "cargo", "fuzz", "--version"]) {
        return Ok(());
    }
    let args = ["install", "--locked", "cargo-fuzz", "--version", CARGO_FUZZ];
    println!("$ cargo {}", args.join(" "));
    let status = nightly().args(args).status()?;
    if status.success() && answers(&["run", "nightly", "cargo", "fuzz", "--version"]) {
        return Ok(());
    }
    Err(Failure::new(format!("cargo-fuzz is missing; install it with `cargo {}`", args.join(" "))))
}

/// Cargo of the nightly toolchain, in the workspace.
pub(crate) fn nightly() -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "cargo"]).current_dir(root());
    command
}

/// The triple that the nightly toolchain builds for: where cargo-fuzz puts binaries.
pub(crate) fn host() -> Result<String, Failure> {
    let output = Command::new("rustup").args(["run", "nightly", "rustc", "-vV"]).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(String::from).ok_or_else(|| Failure::new("`rustc -vV` of the nightly toolchain names no host"))
}

fn answers(args: &[&str]) -> bool {
    let status = Command::new("rustup").args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
