//! Looks for tools: files of rustup's toolchains and of `PATH`. Programs from crates.io are asked
//! for their version; nothing slower is run, so all tools together take some milliseconds.

use crate::{Part, Source, Tool};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Returns those of `tools` that are not installed, each once.
pub(super) fn missing(tools: &[Tool]) -> Vec<Tool> {
    let mut missing = Vec::new();
    let mut check = |tool| {
        if !missing.contains(&tool) && !is_installed(tool) {
            missing.push(tool);
        }
    };
    for tool in tools {
        // Without its toolchain a component cannot be added.
        if let Source::Rust { toolchain, .. } = tool.source {
            check(Tool::toolchain(toolchain));
        }
        check(*tool);
    }
    missing
}

fn is_installed(tool: Tool) -> bool {
    match tool.source {
        Source::Rust { toolchain: name, part } => toolchain(name).is_some_and(|folder| match part {
            Part::Compiler => true,
            Part::Component => has_component(&folder, &format!("{}-", tool.name)),
            Part::Target => has_component(&folder, &format!("rust-std-{}", tool.name)),
        }),
        Source::Package { .. } => path(tool).is_some(),
        Source::Cargo { version } => path(tool).is_some_and(|program| is_version(&program, tool.name, version)),
    }
}

/// Returns where a program is.
pub(super) fn path(tool: Tool) -> Option<PathBuf> {
    match tool.source {
        Source::Rust { .. } => None,
        Source::Package { programs, variable, .. } => {
            match variable.and_then(env::var_os).filter(|value| !value.is_empty()) {
                // May have arguments: `CC="ccache gcc"`.
                Some(value) => program(&[value.to_string_lossy().split(' ').next()?]),
                None => program(programs),
            }
        }
        Source::Cargo { .. } => program(&[tool.name]),
    }
}

/// Returns the first of these programs in `PATH` or where `cargo install` puts them.
pub(super) fn program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> =
        env::split_paths(&path).chain(home("CARGO_HOME", ".cargo").map(|home| home.join("bin"))).collect();
    let paths = names.iter().flat_map(|name| {
        // An absolute name replaces the folder.
        folders.iter().map(move |folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
    });
    paths.into_iter().find(|path| path.is_file())
}

/// Returns the folder of a toolchain: `1.95.0-x86_64-unknown-linux-gnu`, or a linked `1.95.0`.
fn toolchain(name: &str) -> Option<PathBuf> {
    let toolchains = home("RUSTUP_HOME", ".rustup")?.join("toolchains");
    let folders = fs::read_dir(toolchains).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    folders.into_iter().find(|folder| {
        let file = folder.file_name().unwrap_or_default().to_string_lossy();
        let rest = file.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            && folder.join("bin").join(format!("rustc{}", env::consts::EXE_SUFFIX)).is_file()
    })
}

/// rustup keeps a list: `clippy-preview-x86_64-unknown-linux-gnu`, `rust-std-thumbv6m-none-eabi`.
fn has_component(toolchain: &Path, name: &str) -> bool {
    let list = fs::read_to_string(toolchain.join("lib/rustlib/components"));
    list.is_ok_and(|list| list.lines().any(|line| line.starts_with(name)))
}

/// Runs `cargo-fuzz fuzz --version`, as cargo would.
fn is_version(program: &Path, name: &str, version: &str) -> bool {
    let subcommand = name.strip_prefix("cargo-");
    let output = Command::new(program).args(subcommand).arg("--version").output();
    output.is_ok_and(|output| {
        let text = String::from_utf8_lossy(&output.stdout);
        text.split_whitespace().any(|word| word.starts_with(compatible(version)))
    })
}

/// Returns what all versions begin with that are semver-compatible: `0.13.` of `0.13.2`.
fn compatible(version: &str) -> &str {
    let mut end = 0;
    for part in version.split_inclusive('.') {
        end += part.len();
        if part != "0." {
            break;
        }
    }
    &version[..end]
}

fn home(variable: &str, folder: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(folder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compatible_version_is_accepted() {
        assert_eq!(compatible("0.13.2"), "0.13.");
        assert_eq!(compatible("27.1.0"), "27.");
        assert_eq!(compatible("0.0.3"), "0.0.3");
    }

    #[test]
    fn what_is_not_there_is_missing_once() {
        let nothing = Tool::package("nothing", &["wizfi360-no-such-program"]);
        let toolchain = Tool::toolchain("1.0.0-none");
        assert_eq!(missing(&[nothing, toolchain, nothing]), [nothing, toolchain]);
    }

    #[test]
    fn what_runs_this_test_is_there() {
        // Not of `PATH`: cargo names the program that it is.
        let cargo = env::var("CARGO").expect("cargo runs this test");
        let name: &'static str = cargo.strip_suffix(env::consts::EXE_SUFFIX).unwrap_or(&cargo).to_owned().leak();
        let names: &'static [&'static str] = vec![name].leak();
        assert_eq!(missing(&[Tool::package("cargo", names)]), []);
    }
}
