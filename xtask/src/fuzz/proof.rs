//! The proof that the smoke run bites: four builds that are broken on purpose, each of which it has to catch.

use crate::{
    Failure, copy, root,
    tools::{self, Tool},
};
use std::{fs, path::Path, process::Command, time::Instant};

pub(crate) const NEEDS: &[Tool] = &[tools::GIT, tools::RUSTFMT, tools::NIGHTLY_RUST, tools::CXX, tools::CARGO_FUZZ];

/// A change that breaks something.
struct Broken {
    what: &'static str,
    file: &'static str,
    /// Stands once in the file.
    right: &'static str,
    wrong: &'static str,
    /// Whether generated code is written anew, so that spec and code are wrong together.
    codegen: bool,
}

const BROKEN: [Broken; 4] = [
    Broken {
        what: "the escape table lacks the backslash",
        file: "spec/lexical.ron",
        right: r#"value: "\",\\""#,
        // Three all the same: the writer is made for so many.
        wrong: r#"value: "\",,""#,
        codegen: true,
    },
    Broken {
        what: "the decoder forgets its state at the border of two chunks",
        file: "wizfi360-proto/src/host/state.rs",
        right: "    state.consumed = input.len();\n    None\n}",
        wrong: "    state.in_long_line = false;\n    state.consumed = input.len();\n    None\n}",
        codegen: false,
    },
    Broken {
        what: "the length of +IPD is believed without limit",
        file: "wizfi360-proto/src/host/state.rs",
        right: "if len <= Ipd::MAX { u16::try_from(len).ok() } else { None }",
        wrong: "Some(u16::try_from(len).unwrap_or(u16::MAX))",
        codegen: false,
    },
    Broken {
        what: "a range is off by one in one RON file",
        file: "spec/tcpip/server.ron",
        right: "kind: Int(min: 1, max: 4),",
        wrong: "kind: Int(min: 1, max: 5),",
        codegen: false,
    },
];

/// Breaks a copy of the workspace in each way and demands that the smoke run fails there. Tells how long each took.
pub(crate) fn run() -> Result<(), Failure> {
    let copy = root().join("target/fuzz-proof/workspace");
    copy::workspace(&copy)?;
    println!("the copy as it is: the smoke run has to hold");
    let (holds, seconds, said) = smoke(&copy)?;
    if !holds {
        return Err(Failure::new(format!("the smoke run fails on what is not broken:\n{said}")));
    }
    println!("  holds ({seconds} s, most of them its first build)");
    let mut missed = Vec::new();
    for broken in &BROKEN {
        println!("\n{}", broken.what);
        let path = copy.join(broken.file);
        let text = fs::read_to_string(&path)?;
        if text.matches(broken.right).count() != 1 {
            return Err(Failure::new(format!(
                "`{}` does not stand in {} once; mend the proof",
                broken.right, broken.file
            )));
        }
        fs::write(&path, text.replacen(broken.right, broken.wrong, 1))?;
        if broken.codegen {
            codegen(&copy)?;
        }
        let (holds, seconds, said) = smoke(&copy)?;
        fs::write(&path, text)?;
        if broken.codegen {
            codegen(&copy)?;
        }
        match said.lines().find(|line| line.contains("panicked at")) {
            Some(panic) if !holds => println!("  caught in {seconds} s, build included: {}", panic.trim()),
            _ => {
                println!("  NOT caught in {seconds} s: {}", if holds { "the smoke run holds" } else { &said });
                missed.push(broken.what);
            }
        }
    }
    if missed.is_empty() { Ok(()) } else { Err(Failure::new(format!("not caught: {}", missed.join("; ")))) }
}

/// Whether the smoke run holds in the copy, how many seconds it took, and what it said.
fn smoke(copy: &Path) -> Result<(bool, u64, String), Failure> {
    let start = Instant::now();
    let output = xtask(copy, "fuzz-smoke").output()?;
    let said = [output.stdout, output.stderr].concat();
    Ok((output.status.success(), start.elapsed().as_secs(), String::from_utf8_lossy(&said).into_owned()))
}

fn codegen(copy: &Path) -> Result<(), Failure> {
    let output = xtask(copy, "codegen").output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("codegen fails in the copy:\n{}", String::from_utf8_lossy(&output.stderr))))
}

fn xtask(copy: &Path, task: &str) -> Command {
    let mut command = copy::cargo(copy);
    command.args(["run", "--quiet", "--package", "xtask", "--", task]);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_broken_stands_where_the_proof_looks_for_it() {
        for Broken { file, right, .. } in BROKEN {
            let text = fs::read_to_string(root().join(file)).expect("the file is there");
            assert_eq!(
                text.matches(right).count(),
                1,
                "`{right}` in {file}: mend the proof in xtask/src/fuzz/proof.rs"
            );
        }
    }
}
