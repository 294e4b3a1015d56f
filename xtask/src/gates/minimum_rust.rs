//! `cargo xtask minimum-rust`: tries the `rust-version` of the manifests.

use super::step;
use crate::{Failure, root, target_dir, tools::OLDEST};
use std::path::Path;

/// Checks everything that is built for the host with the oldest toolchain that is promised, and with
/// the versions of `Cargo.lock`.
pub(crate) fn run() -> Result<(), Failure> {
    // A folder of its own: artefacts of two compilers in one would grow without end.
    let target = target_dir().join("minimum-rust");
    let target = target.to_string_lossy();
    let check = ["run", OLDEST, "cargo", "check", "--locked", "--workspace", "--all-targets", "--target-dir", &target];
    let help = format!(
        "use what Rust {OLDEST} has; for a dependency, choose a version whose `rust-version` is not newer \
         (`cargo update NAME --precise VERSION`)"
    );
    step::run(Path::new("rustup"), &check, &root(), &[], &help)
}
