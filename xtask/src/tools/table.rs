//! The table of tools: everything outside the workspace that a gate or a task runs.
//!
//! A new tool is one row here, and its name in the `needs` of the gates and tasks that run it.

use super::Tool;

/// The toolchain of the gates. `rust-toolchain.toml` selects it; a test holds the two together.
pub(crate) const PINNED: &str = "1.95.0";

/// The nightly toolchain, by date, so that no gate fails because a newer compiler was published.
pub(crate) const NIGHTLY: &str = "nightly-2026-05-20";

/// The minimum Rust version of `Cargo.toml`, as rustup names its toolchain.
pub(crate) const OLDEST: &str = concat!(env!("CARGO_PKG_RUST_VERSION"), ".0");

pub(crate) const CLIPPY: Tool = Tool::component(PINNED, "clippy");
pub(crate) const RUSTFMT: Tool = Tool::component(PINNED, "rustfmt");
pub(crate) const LLVM_TOOLS: Tool = Tool::component(PINNED, "llvm-tools");
pub(crate) const NIGHTLY_RUST: Tool = Tool::toolchain(NIGHTLY);
pub(crate) const OLDEST_RUST: Tool = Tool::toolchain(OLDEST);

pub(crate) const THUMBV6M: Tool = Tool::target(PINNED, "thumbv6m-none-eabi");
pub(crate) const THUMBV7EM: Tool = Tool::target(PINNED, "thumbv7em-none-eabi");
pub(crate) const WINDOWS: Tool = Tool::target(PINNED, "x86_64-pc-windows-gnu");
pub(crate) const MACOS: Tool = Tool::target(PINNED, "aarch64-apple-darwin");
pub(crate) const WASM: Tool = Tool::target(PINNED, "wasm32-unknown-unknown");

/// A browser that speaks the DevTools protocol. The last two are where macOS keeps its own.
pub(crate) const CHROMIUM: Tool = Tool::package(
    "chromium",
    &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
)
.brew("--cask google-chrome");
pub(crate) const NODE: Tool = Tool::package("node", &["node"]).apt("nodejs");
pub(crate) const NPM: Tool = Tool::package("npm", &["npm"]).brew("node");
pub(crate) const XMLLINT: Tool = Tool::package("xmllint", &["xmllint"]).apt("libxml2-utils").brew("libxml2");
pub(crate) const CC: Tool = Tool::package("cc", &["cc"]).variable("CC").apt("gcc").brew("gcc");
pub(crate) const CXX: Tool = Tool::package("c++", &["c++"]).variable("CXX").apt("g++").brew("gcc");
pub(crate) const PYTHON: Tool = Tool::package("python3", &["python3"]);
pub(crate) const BASH: Tool = Tool::package("bash", &["bash"]);
pub(crate) const GIT: Tool = Tool::package("git", &["git"]);
/// The tests interrupt the programs that they start.
pub(crate) const KILL: Tool = Tool::package("kill", &["kill"]).apt("procps");
pub(crate) const ZIP: Tool = Tool::package("zip", &["zip"]);
pub(crate) const VALGRIND: Tool = Tool::package("valgrind", &["valgrind"]);
pub(crate) const MINGW: Tool = Tool::package("mingw-w64", &["x86_64-w64-mingw32-gcc"]).apt("gcc-mingw-w64-x86-64");
pub(crate) const WINE: Tool = Tool::package("wine", &["wine", "wine64"]).apt("wine64");
pub(crate) const QEMU_ARM: Tool = Tool::package("qemu-arm", &["qemu-arm"]).apt("qemu-user").brew("qemu");
pub(crate) const QEMU_SYSTEM_ARM: Tool = Tool::package("qemu-system-arm", &["qemu-system-arm"]).brew("qemu");

pub(crate) const CARGO_FUZZ: Tool = Tool::cargo("cargo-fuzz", "0.13.2");
pub(crate) const CARGO_LLVM_COV: Tool = Tool::cargo("cargo-llvm-cov", "0.9.1");
pub(crate) const CARGO_MUTANTS: Tool = Tool::cargo("cargo-mutants", "27.1.0");

/// All rows, for `cargo xtask tools`.
pub(crate) const ALL: &[Tool] = &[
    CLIPPY,
    RUSTFMT,
    LLVM_TOOLS,
    NIGHTLY_RUST,
    OLDEST_RUST,
    THUMBV6M,
    THUMBV7EM,
    WINDOWS,
    MACOS,
    WASM,
    CHROMIUM,
    NODE,
    NPM,
    XMLLINT,
    CC,
    CXX,
    PYTHON,
    BASH,
    GIT,
    KILL,
    ZIP,
    VALGRIND,
    MINGW,
    WINE,
    QEMU_ARM,
    QEMU_SYSTEM_ARM,
    CARGO_FUZZ,
    CARGO_LLVM_COV,
    CARGO_MUTANTS,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root;
    use std::fs;

    #[test]
    fn rust_toolchain_toml_selects_the_pinned_toolchain() {
        let text = fs::read_to_string(root().join("rust-toolchain.toml")).expect("the file exists");
        assert!(text.contains(&format!("\nchannel = \"{PINNED}\"\n")), "{text}");
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = ALL.iter().map(|tool| tool.to_string()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }

    /// Files outside of this crate cannot use the constant.
    #[test]
    fn nightly_is_named_by_this_date_everywhere() {
        let files = [
            ".clusterfuzzlite/build.sh",
            ".github/workflows/ci.yml",
            ".ci/run",
            "README.md",
            "CONTRIBUTING.md",
            "fuzz/README.md",
        ];
        for file in files {
            let text = fs::read_to_string(root().join(file)).expect("the file exists");
            // Prose says "a nightly toolchain"; what a shell runs has one of these.
            for mark in ["+nightly", "run nightly", "install nightly", ":-nightly", "nightly-"] {
                let at = mark.find("nightly").expect("each mark has it");
                for (found, _) in text.match_indices(mark) {
                    let named = &text[found + at..];
                    assert!(named.starts_with(NIGHTLY), "{file}: `{}`", &named[..20]);
                }
            }
        }
    }
}
