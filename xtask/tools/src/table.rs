//! The table of tools: everything outside the workspace that a gate or a task runs.
//!
//! A new tool is one row here, and its name in the `needs` of the gates and tasks that run it.

use crate::{
    Tier::{All, Task, Test},
    Tool,
};

/// The toolchain of the gates. `rust-toolchain.toml` selects it; a test compares the two.
pub const PINNED: &str = "1.95.0";

/// The nightly toolchain, by date, so that no gate fails because a newer compiler was published.
pub const NIGHTLY: &str = "nightly-2026-05-20";

/// The minimum Rust version of `Cargo.toml`, as rustup names its toolchain.
pub const OLDEST: &str = concat!(env!("CARGO_PKG_RUST_VERSION"), ".0");

/// A row is a name, the first tier that needs it (`Task` if no gate does), and where it comes from.
macro_rules! tools {
    ($($(#[$doc:meta])+ $name:ident, $tier:ident, $tool:expr;)+) => {
        $($(#[$doc])+ pub const $name: Tool = $tool.needed_by($tier);)+

        /// All rows.
        pub const TOOLS: &[Tool] = &[$($name),+];
    };
}

tools! {
    /// Lints.
    CLIPPY, Test, Tool::component(PINNED, "clippy");
    /// Formats, generated code too.
    RUSTFMT, Test, Tool::component(PINNED, "rustfmt");
    /// C drivers of the tests.
    CC, Test, Tool::package("cc", &["cc"]).variable("CC").apt("gcc").brew("gcc");
    /// libFuzzer.
    CXX, Test, Tool::package("c++", &["c++"]).variable("CXX").apt("g++").brew("gcc");
    /// Checks of the vectors.
    PYTHON, Test, Tool::package("python3", &["python3"]);
    /// Checks JUnit XML against its schema.
    XMLLINT, Test, Tool::package("xmllint", &["xmllint"]).apt("libxml2-utils").brew("libxml2");
    /// Complete the arguments of the command.
    BASH, Test, Tool::package("bash", &["bash"]);
    /// See [`BASH`].
    ZSH, Test, Tool::package("zsh", &["zsh"]);
    /// See [`BASH`].
    FISH, Test, Tool::package("fish", &["fish"]);
    /// A browser that speaks the DevTools protocol, for the pages of reports.
    CHROMIUM, Test, Tool::package("chromium", CHROMIUM_NAMES).variable("CHROMIUM").brew("--cask google-chrome");

    /// Cortex-M0+: firmware images.
    THUMBV6M, All, Tool::target(PINNED, "thumbv6m-none-eabi");
    /// Cortex-M4: firmware images.
    THUMBV7EM, All, Tool::target(PINNED, "thumbv7em-none-eabi");
    /// Tries the minimum Rust version.
    OLDEST_RUST, All, Tool::toolchain(OLDEST);
    /// Sanitizers, coverage, rustdoc's JSON.
    NIGHTLY_RUST, All, Tool::toolchain(NIGHTLY);
    /// Copies the workspace, shows differences.
    GIT, All, Tool::package("git", &["git"]);
    /// Builds fuzz targets.
    CARGO_FUZZ, All, Tool::cargo("cargo-fuzz", "0.13.2");
    /// Packs seed corpora for a cluster.
    ZIP, All, Tool::package("zip", &["zip"]);

    /// The command on Windows.
    WINDOWS, All, Tool::target(PINNED, "x86_64-pc-windows-gnu");
    /// Links for Windows.
    MINGW, All,
        Tool::package("mingw-w64", &["x86_64-w64-mingw32-gcc"]).apt("gcc-mingw-w64-x86-64");
    /// Runs what was built for Windows.
    WINE, All,
        Tool::package("wine", &["wine", "wine64"]).apt("wine wine64").brew("--cask wine-stable");
    /// The libraries on macOS.
    MACOS, All, Tool::target(PINNED, "aarch64-apple-darwin");
    /// The libraries in a browser.
    WASM, All, Tool::target(PINNED, "wasm32-unknown-unknown");
    /// Counts the instructions of the bench.
    VALGRIND, All, Tool::package("valgrind", &["valgrind"]);
    /// Builds the emulator of the bench.
    CMAKE, All, Tool::package("cmake", &["cmake"]);
    /// See [`CMAKE`].
    MAKE, All, Tool::package("make", &["make"]);
    /// Its library reads the emulator's headers.
    CLANG, All, Tool::package("clang", &["clang"]).brew("llvm");
    /// Loops in C for the bench.
    ARM_GCC, All,
        Tool::package("arm-none-eabi-gcc", &["arm-none-eabi-gcc"]).apt("gcc-arm-none-eabi");
    /// Licences and sources of dependencies.
    CARGO_DENY, All, Tool::cargo("cargo-deny", "0.20.2");
    /// Runs programs for ARM.
    QEMU_ARM, Task, Tool::package("qemu-arm", &["qemu-arm"]).apt("qemu-user").brew("qemu");
    /// Runs firmware images.
    QEMU_SYSTEM_ARM, Task, Tool::package("qemu-system-arm", &["qemu-system-arm"]).brew("qemu");
    /// Reads coverage.
    LLVM_TOOLS, Task, Tool::component(PINNED, "llvm-tools");
    /// Reports coverage.
    CARGO_LLVM_COV, Task, Tool::cargo("cargo-llvm-cov", "0.9.1");
    /// Tries whether tests notice a change.
    CARGO_MUTANTS, Task, Tool::cargo("cargo-mutants", "27.1.0");
}

/// Debian, Ubuntu and Google name it differently; macOS keeps it apart.
const CHROMIUM_NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root;
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    #[test]
    fn rust_toolchain_toml_selects_the_pinned_toolchain() {
        let text = fs::read_to_string(root().join("rust-toolchain.toml")).expect("the file exists");
        assert!(text.contains(&format!("\nchannel = \"{PINNED}\"\n")), "{text}");
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = TOOLS.iter().map(|tool| tool.to_string()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), TOOLS.len());
    }

    /// Files outside of this crate cannot use the constant.
    #[test]
    fn nightly_is_named_by_this_date_everywhere() {
        let mut found = 0;
        for path in files(&root()) {
            let text = fs::read_to_string(&path).expect("a readable file");
            // Prose says "a nightly toolchain"; what a shell runs has one of these.
            for mark in ["+nightly", "run nightly", "install nightly", ":-nightly", "nightly-20"] {
                for (at, _) in text.match_indices(mark) {
                    let named = &text[at..][mark.find("nightly").unwrap_or(0)..];
                    let line = text[..at].lines().count();
                    assert!(named.starts_with(NIGHTLY), "{}:{line} names another", path.display());
                    found += 1;
                }
            }
        }
        assert!(found > 2, "the files are not found");
    }

    /// Documentation, scripts and workflows.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("a readable folder");
        let paths = entries.map(|entry| entry.expect("a readable folder").path());
        paths
            .flat_map(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let is_text = [".md", ".yml", ".yaml", ".sh"].iter().any(|end| name.ends_with(end));
                match path.is_dir() {
                    true if !["target", ".git"].contains(&&*name) => files(&path),
                    false if is_text => vec![path],
                    _ => Vec::new(),
                }
            })
            .collect()
    }
}
