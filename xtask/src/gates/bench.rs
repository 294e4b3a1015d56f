//! `cargo xtask bench`: the decoder, typed lines and requests stay within the bars of the bench, on three targets.

use super::step::cargo;
use crate::{
    Failure, target_dir,
    tools::{self, Tool},
};

/// The emulator is built from C by cmake; bindgen needs clang's library.
pub(super) const NEEDS: &[Tool] = &[
    tools::CLIPPY,
    tools::CC,
    tools::CMAKE,
    tools::MAKE,
    tools::CLANG,
    tools::ARM_GCC,
    tools::VALGRIND,
    tools::THUMBV6M,
    tools::THUMBV7EM,
];

/// Lints the bench and runs its tests, then measures all but the peers.
pub(super) fn run() -> Result<(), Failure> {
    let folder = target_dir().join("bench");
    let folder = folder.to_string_lossy();
    let build = ["--release", "--quiet", "--locked", "--manifest-path", "bench/Cargo.toml", "--target-dir", &folder];
    let lint = [&["clippy", "--workspace", "--all-targets"], &build[..], &["--", "-D", "warnings"]].concat();
    cargo(&lint, "mend what clippy names")?;
    cargo(&[&["test", "--workspace"], &build[..]].concat(), "mend the bench, or what it measures")?;
    let report = ["--bin", "report", "--", "--check", "--ours"];
    cargo(&[&["run"], &build[..], &report].concat(), "bench/README.md says how a figure comes about")
}
