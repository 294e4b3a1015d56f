//! Workspace tasks. `cargo xtask` lists them.

mod codegen;
mod copy;
mod coverage;
mod engine_mutants;
mod firmware;
mod fuzz;
mod gates;
mod mutants;
#[cfg(test)]
mod skipped;
mod spec_mutants;
mod survivors;

use std::{env, fmt, path::PathBuf, process::ExitCode};
use wizfi360_spec::Spec;
pub(crate) use xtask_tools::{self as tools, root};

const HELP: &str = "\
Tasks of the wizfi360 workspace.

Usage: cargo xtask TASK [--install]

  codegen            writes the generated code and vectors/ from spec/
  codegen --check    tells whether they match spec/
  coverage-html [--min PERCENT]
                     runs the tests that are about wizfi360-proto and tells which of its lines they reach
  engine-mutants [TEXT]
                     changes the engines in small ways that a test must notice; with TEXT only
                     mutants with it in their name
  engine-mutants --check
                     tells whether they build, and whether the list of survivors names some that are gone
  firmware --list    lists the functions that take the room of the largest firmware image
  fuzz [--minutes N] [TARGET...]
                     runs all fuzz targets in turn, N minutes each (10 without being told)
  fuzz-minimise [TARGET...]
                     makes the checked-in corpora anew from all inputs that are at hand
  fuzz-proof         breaks a copy of the workspace in four ways and demands that fuzz-smoke catches each
  lint               checks spec/ against its rules
  mutants [--in-diff REVISION] [AREA...]
                     changes proto, derive and the interpreter in all ways that a test should notice
  public-api --write
                     writes the public interface of each library to docs/public-api
  spec-mutants [--write]
                     changes each fact of spec/ at a time and lists what nothing notices; with --write
                     it writes docs/spec-mutants.md
  test               runs the gates of every change: format, lints, clippy, docs, all tests, a browser
  test --all         all gates, as CI runs them: also bare metal, the minimum Rust version, fuzzing
  test GATE...       some of them; `cargo xtask GATE` runs one
  test --list        lists the gates, and the tools they need
  tools              lists the tools that gates and tasks need, and how to install what is missing;
                     with --install it installs all of them
  help               this text

With --install, a task first installs the tools that it needs, by rustup, the system's packages
(apt-get as root or by sudo without a password, or Homebrew) and cargo. Without it, a task that
needs a missing tool stops at once.
";

fn main() -> ExitCode {
    let args: Vec<_> = env::args().skip(1).collect();
    let install = args.iter().any(|arg| arg == "--install");
    let args: Vec<_> = args.iter().map(String::as_str).filter(|arg| *arg != "--install").collect();
    let ready = |needs: &[tools::Tool]| tools::ready(needs, &args, install).map_err(Failure);
    let result = match args.as_slice() {
        ["codegen"] => ready(&[tools::RUSTFMT]).and_then(|()| codegen::run(false)),
        ["codegen", "--check"] => ready(&[tools::RUSTFMT]).and_then(|()| codegen::run(true)),
        ["coverage-html"] => ready(coverage::NEEDS).and_then(|()| coverage::html(0.0)),
        ["coverage-html", "--min", percent] => match percent.parse() {
            Ok(percent) => ready(coverage::NEEDS).and_then(|()| coverage::html(percent)),
            Err(_) => Err(Failure::new(format!("`--min` takes a number, in percent; `{percent}` is none"))),
        },
        ["engine-mutants"] => ready(engine_mutants::NEEDS).and_then(|()| engine_mutants::run(None)),
        ["engine-mutants", "--check"] => gates::test(&["survivors"], ready),
        ["engine-mutants", only] => ready(engine_mutants::NEEDS).and_then(|()| engine_mutants::run(Some(only))),
        ["firmware", "--list"] => ready(firmware::NEEDS).and_then(|()| firmware::run(true)),
        ["fuzz", "--minutes", minutes, names @ ..] => match minutes.parse() {
            Ok(minutes) => ready(fuzz::NEEDS).and_then(|()| fuzz::campaign(minutes, names)),
            Err(_) => Err(Failure::new(format!("`--minutes` takes a whole number; `{minutes}` is none"))),
        },
        ["fuzz", names @ ..] => ready(fuzz::NEEDS).and_then(|()| fuzz::campaign(10, names)),
        ["fuzz-minimise", names @ ..] => ready(fuzz::NEEDS).and_then(|()| fuzz::minimise(names)),
        ["fuzz-proof"] => ready(fuzz::proof::NEEDS).and_then(|()| fuzz::proof::run()),
        ["lint"] => gates::lint(),
        ["mutants", "--in-diff", revision, names @ ..] => {
            ready(mutants::NEEDS).and_then(|()| mutants::run(names, Some(revision)))
        }
        ["mutants", names @ ..] => ready(mutants::NEEDS).and_then(|()| mutants::run(names, None)),
        ["public-api", "--write"] => ready(&[tools::NIGHTLY_RUST]).and_then(|()| gates::public_api::run(false)),
        ["spec-mutants", "--write"] => spec_mutants::run(true),
        ["test", gates @ ..] => gates::test(gates, ready),
        [gate] if gates::is_gate(gate) => gates::test(&[gate], ready),
        ["tools"] if install => ready(tools::TOOLS),
        ["tools"] => {
            tools::list();
            Ok(())
        }
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprintln!("error: `{}` is not a task\n\n{HELP}", other.join(" "));
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Why a task failed, in words for whoever ran it.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Failure(text.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Failure {
    fn from(text: String) -> Self {
        Failure(text)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure(error.to_string())
    }
}

/// The folder of what is built.
pub(crate) fn target_dir() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The spec as it stands in the working tree, not as it was built in.
pub(crate) fn load_spec() -> Result<Spec, Failure> {
    Spec::from_folder(&root().join("spec")).map_err(|errors| {
        let list: Vec<_> = errors.iter().map(|error| error.to_string()).collect();
        Failure::new(list.join("\n"))
    })
}
