//! Gates that run cargo on the workspace: format, clippy, features, documentation, targets.

use super::step::{cargo, cargo_with};
use crate::{
    Failure,
    tools::{self, Tool},
};

/// The fuzz targets are linted too, and libFuzzer is C++.
pub(super) const CLIPPY_NEEDS: &[Tool] = &[tools::CLIPPY, tools::CXX];

/// The vectors have checks in Python and C, fuzz/c a driver in C, reports a schema for xmllint,
/// completions are tried in the shells, pages in a browser.
pub(crate) const TEST_NEEDS: &[Tool] =
    &[tools::CC, tools::PYTHON, tools::XMLLINT, tools::BASH, tools::ZSH, tools::FISH, tools::CHROMIUM];

pub(super) const BARE_METAL_NEEDS: &[Tool] = &[tools::THUMBV6M, tools::THUMBV7EM];

/// The features of wizfi360-proto that must build alone. All together are built by `docs`.
const FEATURES: [&str; 3] = ["arbitrary", "defmt", "serde"];

/// The workspace, and those that are excluded from it.
pub(super) const MANIFESTS: [&str; 3] = ["Cargo.toml", "bench/Cargo.toml", "tests/firmware/Cargo.toml"];

pub(super) fn format() -> Result<(), Failure> {
    MANIFESTS.iter().try_for_each(|manifest| {
        let help = format!("run `cargo fmt --all --manifest-path {manifest}`");
        cargo(&["fmt", "--all", "--manifest-path", manifest, "--check"], &help)
    })
}

/// Features and targets are those of `docs`, so that dependencies are checked once for both.
pub(super) fn clippy() -> Result<(), Failure> {
    let all = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    cargo(&all, "mend what clippy names")
}

pub(super) fn features() -> Result<(), Failure> {
    FEATURES.iter().try_for_each(|feature| {
        let check = ["check", "-p", "wizfi360-proto", "--features", feature];
        cargo(&check, "mend what does not build with this feature alone")
    })
}

/// Which reader of lines the crates have on a microcontroller.
pub(crate) const COMPACT_READER: &str = "--cfg wizfi360_reader=\"compact\"";

/// Runs the tests of what reads lines with the compact reader.
pub(super) fn compact_reader() -> Result<(), Failure> {
    let packages = ["-p", "wizfi360-proto", "-p", "wizfi360-derive", "-p", "wizfi360-tests"];
    let tests = ["--test", "proto", "--test", "pass", "--test", "conformance", "--test", "laws"];
    let all = [&["test", "--quiet", "--target-dir", "target/compact"][..], &packages, &tests].concat();
    let help = "a line is read otherwise by wizfi360-proto/src/compact than by the general reader";
    cargo_with(&all, &[("RUSTFLAGS", COMPACT_READER)], help)
}

pub(super) fn docs() -> Result<(), Failure> {
    // With examples, dependencies have the features that they have in `clippy`. All other programs
    // are fuzz targets, or have the name of a library.
    let targets = ["--lib", "--examples", "--bin", "wizfi360", "--bin", "xtask"];
    let all = ["doc", "--workspace", "--no-deps", "--all-features"];
    let vars = [("RUSTDOCFLAGS", "-D warnings")];
    cargo_with(&[&all[..], &targets].concat(), &vars, "mend what rustdoc names")
}

/// Checks that the protocol needs no std. The `firmware` gate links it.
pub(super) fn bare_metal() -> Result<(), Failure> {
    BARE_METAL_NEEDS.iter().try_for_each(|target| {
        let check = ["check", "-p", "wizfi360-proto", "--target", target.name()];
        cargo(&check, "wizfi360-proto must build without std")?;
        cargo(&[&check[..], &["--features", "defmt,serde"]].concat(), "wizfi360-proto must build without std")
    })
}
