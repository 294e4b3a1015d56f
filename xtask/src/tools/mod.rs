//! The tools that gates and tasks run: which there are, which are missing, how to install them.

mod find;
mod install;
mod table;

pub(crate) use table::*;

use crate::Failure;
use std::{fmt, path::PathBuf};

/// Something outside the workspace that a gate or a task runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tool {
    name: &'static str,
    source: Source,
}

/// Where a tool comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// A toolchain of rustup, or a part of one.
    Rust { toolchain: &'static str, part: Part },
    /// A package of the operating system.
    Package {
        /// The names under which its program is looked for.
        programs: &'static [&'static str],
        /// An environment variable that names another program.
        variable: Option<&'static str>,
        apt: &'static str,
        brew: &'static str,
    },
    /// A program from crates.io; another version is accepted if it is semver-compatible.
    Cargo { version: &'static str },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Compiler,
    Component,
    Target,
}

impl Tool {
    const fn rust(toolchain: &'static str, part: Part, name: &'static str) -> Tool {
        Tool { name, source: Source::Rust { toolchain, part } }
    }

    const fn toolchain(toolchain: &'static str) -> Tool {
        Tool::rust(toolchain, Part::Compiler, "rustc")
    }

    const fn component(toolchain: &'static str, name: &'static str) -> Tool {
        Tool::rust(toolchain, Part::Component, name)
    }

    const fn target(toolchain: &'static str, triple: &'static str) -> Tool {
        Tool::rust(toolchain, Part::Target, triple)
    }

    /// A package that is called `name` unless [`apt`](Tool::apt) or [`brew`](Tool::brew) differ.
    const fn package(name: &'static str, programs: &'static [&'static str]) -> Tool {
        Tool { name, source: Source::Package { programs, variable: None, apt: name, brew: name } }
    }

    const fn variable(mut self, name: &'static str) -> Tool {
        if let Source::Package { variable, .. } = &mut self.source {
            *variable = Some(name);
        }
        self
    }

    const fn apt(mut self, package: &'static str) -> Tool {
        if let Source::Package { apt, .. } = &mut self.source {
            *apt = package;
        }
        self
    }

    const fn brew(mut self, package: &'static str) -> Tool {
        if let Source::Package { brew, .. } = &mut self.source {
            *brew = package;
        }
        self
    }

    const fn cargo(name: &'static str, version: &'static str) -> Tool {
        Tool { name, source: Source::Cargo { version } }
    }

    /// Returns its name: of a target the triple.
    pub(crate) const fn name(self) -> &'static str {
        self.name
    }

    /// Returns the path of a program. After [`ready`] it is there.
    pub(crate) fn path(self) -> Result<PathBuf, Failure> {
        find::path(self).ok_or_else(|| Failure::new(format!("{self} is missing")))
    }
}

/// `xmllint`, `thumbv6m-none-eabi for Rust 1.95.0`.
impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source {
            Source::Rust { toolchain, part: Part::Compiler } => write!(f, "Rust {toolchain}"),
            Source::Rust { toolchain, .. } => write!(f, "{} for Rust {toolchain}", self.name),
            Source::Package { .. } => f.write_str(self.name),
            Source::Cargo { version } => write!(f, "{} {version}", self.name),
        }
    }
}

/// Makes sure that these tools are installed. `command` is what the user typed, for the message.
///
/// # Errors
///
/// Without `install` it fails if one is missing, with a line to paste; otherwise only if one
/// cannot be installed, such as for want of a password.
pub(crate) fn ready(needs: &[Tool], command: &str, install: bool) -> Result<(), Failure> {
    let missing = find::missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    let plan = install::Plan::new(&missing);
    if !install || plan.is_by_hand() {
        let list: String = missing.iter().map(|tool| format!("\n  {tool}")).collect();
        return Err(Failure::new(format!("missing:{list}\n\n{}", plan.advice(command))));
    }
    plan.run()?;
    let missing: Vec<_> = find::missing(needs).iter().map(Tool::to_string).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "still missing after the installation: {}\nis what was installed in `PATH`?",
        missing.join(", ")
    )))
}

/// Prints all tools, which of them are missing, and the commands that install those.
pub(crate) fn list() {
    let missing = find::missing(ALL);
    for tool in ALL {
        println!("{:<10} {tool}", if missing.contains(tool) { "missing" } else { "installed" });
    }
    if !missing.is_empty() {
        print!("\nThese commands install what is missing:\n\n{}", install::Plan::new(&missing));
    }
}
