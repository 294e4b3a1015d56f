//! `cargo xtask portable`: the libraries compile for macOS and for WebAssembly.

use super::step::cargo;
use crate::{
    Failure,
    tools::{self, Tool},
};

pub(super) const NEEDS: &[Tool] = &[tools::MACOS, tools::WASM];

/// Targets, and what is checked for each: the crates that need neither a linker nor a C compiler.
/// `ring`, behind the feature `run` of wizfi360-sim and in wizfi360-cli, compiles C and needs an SDK
/// of Apple; macOS itself runs their tests on GitHub.
const CHECKS: [(&str, &[&str]); 2] = [
    (tools::MACOS.name(), LIBRARIES),
    // The same crates serve a page in a browser: no threads, no files, no sockets.
    (tools::WASM.name(), LIBRARIES),
];

const LIBRARIES: &[&str] = &[
    "wizfi360-spec",
    "wizfi360-proto",
    "wizfi360-sim",
    "wizfi360-reference",
    "wizfi360-trace",
    "wizfi360-conformance",
];

/// Checks the libraries for each target.
pub(crate) fn run() -> Result<(), Failure> {
    CHECKS.iter().try_for_each(|(target, crates)| {
        let packages = crates.iter().flat_map(|name| ["-p", name]);
        let args: Vec<_> = ["check", "--target", target].into_iter().chain(packages).collect();
        let features = ["--features", "wizfi360-sim/check,wizfi360-proto/serde"];
        cargo(&[&args[..], &features].concat(), "fix what is not portable, or put it behind a `cfg` or a feature")
    })
}
