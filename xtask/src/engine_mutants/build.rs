//! One build with all mutants: a copy of the workspace whose engines are switched at run time.

use super::walk::{self, Mutant};
use crate::{Failure, copy, target_dir};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::SystemTime,
};

/// The sources that are mutated, below `wizfi360-proto/src`.
const SOURCES: [&str; 5] = ["host", "device", "line_table.rs", "compact", "wire"];

/// What the copy has besides the mutants: file, what occurs in it once, and what replaces it.
const CHANGES: [(&str, &str, &str); 4] = [
    // The switches have parentheses where the source needs none.
    ("wizfi360-proto/src/lib.rs", "#![no_std]", "#![no_std]\n#![allow(unused_parens)]"),
    (
        "wizfi360-proto/src/lib.rs",
        "\nmod command;\n",
        "\n#[doc(hidden)]\n#[allow(missing_docs, unused)]\npub mod mutant;\nmod command;\n",
    ),
    // Which reader of lines is used is decided at run time, too.
    ("wizfi360-proto/src/compact/mod.rs", "SELECTED && all", "all"),
    ("wizfi360-derive/src/expand/compact.rs", "if const {", "if ::wizfi360_proto::mutant::compact() && const {"),
];

/// The copy of the workspace with all mutants.
pub(super) struct Switched {
    /// Number 1 is the first.
    pub(super) mutants: Vec<Mutant>,
    /// How many cannot be switched.
    pub(super) constant: usize,
    pub(super) copy: PathBuf,
}

/// Copies the workspace and mutates the engines.
pub(super) fn switched() -> Result<Switched, Failure> {
    let copy = target_dir().join("engine-mutants/workspace");
    fs::create_dir_all(&copy)?;
    let before = Before::of(&copy)?;
    copy::workspace(&copy)?;
    let (mut mutants, mut constant) = (Vec::new(), 0);
    for path in sources(&copy.join("wizfi360-proto/src"))? {
        let text = fs::read_to_string(&path)?;
        let name =
            path.strip_prefix(copy.join("wizfi360-proto/src")).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let switched = walk::switched(&name, &text, mutants.len() + 1)
            .map_err(|error| Failure::new(format!("{name}: {error}")))?;
        fs::write(&path, switched.text)?;
        mutants.extend(switched.mutants);
        constant += switched.constant;
    }
    for (file, from, to) in CHANGES {
        let text = fs::read_to_string(copy.join(file))?;
        if !text.contains(from) {
            return Err(Failure::new(format!("`{}` is not in {file}; mend engine_mutants/build.rs", from.trim())));
        }
        fs::write(copy.join(file), text.replace(from, to))?;
    }
    fs::write(copy.join("wizfi360-proto/src/mutant.rs"), include_str!("switch.rs"))?;
    before.restore()?;
    Ok(Switched { mutants, constant, copy })
}

/// The files that are changed, as the last run has left them, with their times: cargo builds again only what is
/// different now.
struct Before(Vec<(PathBuf, Vec<u8>, SystemTime)>);

impl Before {
    fn of(copy: &Path) -> Result<Before, Failure> {
        let proto = copy.join("wizfi360-proto/src");
        if !proto.exists() {
            return Ok(Before(Vec::new()));
        }
        let mut paths = sources(&proto)?;
        paths.extend(CHANGES.iter().map(|(file, ..)| copy.join(file)));
        paths.push(proto.join("mutant.rs"));
        let mut files = Vec::new();
        for path in paths.into_iter().filter(|path| path.exists()) {
            files.push((path.clone(), fs::read(&path)?, fs::metadata(&path)?.modified()?));
        }
        Ok(Before(files))
    }

    fn restore(self) -> Result<(), Failure> {
        for (path, bytes, time) in self.0 {
            if fs::read(&path).is_ok_and(|now| now == bytes) {
                File::options().write(true).open(&path)?.set_modified(time)?;
            }
        }
        Ok(())
    }
}

/// All files of the sources, those of a folder sorted.
fn sources(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for source in SOURCES {
        let path = folder.join(source);
        if path.is_dir() {
            let mut entries = Vec::new();
            for entry in fs::read_dir(path)? {
                entries.push(entry?.path());
            }
            entries.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
            entries.sort();
            files.extend(entries);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

impl Switched {
    /// Fails if the library does not compile with its switches.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let features = "wizfi360-proto/arbitrary,wizfi360-proto/serde";
        let mut cargo = self.cargo();
        cargo.args(["check", "--quiet", "-p", "wizfi360-proto", "--lib", "--features", features]);
        if cargo.status()?.success() { Ok(()) } else { Err(Failure::new(BROKEN)) }
    }

    /// Builds the tests. Returns the program of each by its name.
    pub(super) fn programs(&self) -> Result<BTreeMap<String, PathBuf>, Failure> {
        let output = self
            .cargo()
            .args(["test", "--quiet", "--no-run", "--profile", "mutants", "--config", "profile.mutants.opt-level=1"])
            .args(["-p", "wizfi360-proto", "-p", "wizfi360-derive", "-p", "wizfi360-tests"])
            .args(["--lib", "--test", "proto", "--test", "pass", "--test", "conformance", "--test", "laws"])
            .args(["--message-format", "json-render-diagnostics"])
            .stderr(Stdio::inherit())
            .output()?;
        if !output.status.success() {
            return Err(Failure::new(BROKEN));
        }
        let mut programs = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
            let name = message.pointer("/target/name").and_then(Value::as_str);
            if let (Some(name), Some(program)) = (name, message.get("executable").and_then(Value::as_str)) {
                programs.insert(name.to_string(), PathBuf::from(program));
            }
        }
        Ok(programs)
    }

    fn cargo(&self) -> Command {
        let mut cargo = copy::cargo(&self.copy);
        cargo.env("CARGO_TARGET_DIR", self.copy.with_file_name("build")).env("CARGO_INCREMENTAL", "0");
        cargo
    }
}

const BROKEN: &str = "the copy with the mutants does not build; see above";
