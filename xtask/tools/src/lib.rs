//! The tools that gates and tasks run: a table of all, which are missing, how to install them.

mod find;
mod install;
mod table;

pub use table::*;

use std::{
    fmt,
    path::{Path, PathBuf},
};

/// Something outside the workspace that a gate or a task runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tool {
    name: &'static str,
    source: Source,
    /// The first tier with a gate that needs it.
    tier: Tier,
}

/// Which gates run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// `cargo xtask test`
    Test,
    /// `cargo xtask test --all`, which includes the first tier
    All,
    /// No gate, only a task such as `cargo xtask mutants`
    Task,
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
        Tool { name, source: Source::Rust { toolchain, part }, tier: Tier::Task }
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
        let source = Source::Package { programs, variable: None, apt: name, brew: name };
        Tool { name, source, tier: Tier::Task }
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
        Tool { name, source: Source::Cargo { version }, tier: Tier::Task }
    }

    const fn needed_by(mut self, tier: Tier) -> Tool {
        self.tier = tier;
        self
    }

    /// Returns the first tier with a gate that needs it.
    pub const fn tier(self) -> Tier {
        self.tier
    }

    /// Returns its name: of a target the triple.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns the path of a program. After [`ready`] it is there.
    pub fn path(self) -> Result<PathBuf, String> {
        find::path(self).ok_or_else(|| format!("{self} is missing"))
    }
}

impl Tier {
    /// Returns the tools that its gates need.
    pub fn needs(self) -> Vec<Tool> {
        TOOLS.iter().filter(|tool| tool.tier <= self).copied().collect()
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

/// Makes sure that these tools are installed. `task` is what the user typed after `cargo xtask`,
/// without `--install`.
///
/// # Errors
///
/// Without `install` it fails if one is missing, with a line to paste; otherwise only if one
/// cannot be installed, such as for want of a password.
pub fn ready(needs: &[Tool], task: &[&str], install: bool) -> Result<(), String> {
    let missing = find::missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    let plan = install::Plan::new(&missing);
    if !install || plan.is_by_hand() {
        let list: String = missing.iter().map(|tool| format!("\n  {tool}")).collect();
        let command = format!("cargo xtask {}", task.join(" "));
        return Err(format!("missing:{list}\n\n{}", plan.advice(&command)));
    }
    plan.run()?;
    let missing: Vec<_> = find::missing(needs).iter().map(Tool::to_string).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(", ");
    Err(format!("still missing after the installation: {missing}\nis it in a folder of `PATH`?"))
}

/// Prints all tools, which of them are missing, and the commands that install those.
pub fn list() {
    let missing = find::missing(TOOLS);
    for tool in TOOLS {
        let state = if missing.contains(tool) { "missing" } else { "installed" };
        let tier = match tool.tier {
            Tier::Test => "test",
            Tier::All => "test --all",
            Tier::Task => "",
        };
        println!("{}", format!("{state:<10} {:<44}{tier}", tool.to_string()).trim_end());
    }
    if !missing.is_empty() {
        print!("\nThese commands install what is missing:\n\n{}", install::Plan::new(&missing));
    }
}

/// Returns the folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}
