//! The targets as they stand on disk: binaries, corpora, dictionaries.

use super::nightly;
use crate::{Failure, gates::rust::COMPACT_READER, root, tools::NIGHTLY};
use std::{fs, path::PathBuf};

/// Where cargo-fuzz builds: with other flags than the rest, so apart from it.
const BUILT: &str = "target/fuzz";

/// A fuzz target.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) binary: PathBuf,
}

impl Target {
    /// Its folder of some kind: `minimised` and `regressions` are checked in, `corpus` and `artifacts` are not.
    pub(crate) fn folder(&self, kind: &str) -> PathBuf {
        root().join("fuzz").join(kind).join(&self.name)
    }

    /// Where its seeds are written.
    pub(crate) fn seeds(&self) -> PathBuf {
        seeds().join(&self.name)
    }

    /// What it has been given to start from, as far as it is there.
    pub(crate) fn starts(&self) -> Vec<PathBuf> {
        let folders = [self.seeds(), self.folder("minimised"), self.folder("regressions")];
        folders.into_iter().filter(|folder| folder.is_dir()).collect()
    }

    /// The dictionary: one of its own, or that of the protocol.
    pub(crate) fn dictionary(&self) -> PathBuf {
        let folder = root().join("fuzz/dictionaries");
        let own = folder.join(format!("{}.dict", self.name));
        if own.exists() { own } else { folder.join("protocol.dict") }
    }
}

/// Builds all targets with AddressSanitizer, and writes the seeds of all. With names, only these are returned.
pub(crate) fn build(names: &[&str]) -> Result<Vec<Target>, Failure> {
    build_in(BUILT, "", names)
}

/// Builds the targets with the compact reader of lines, which microcontrollers have.
pub(crate) fn build_compact(names: &[&str]) -> Result<Vec<Target>, Failure> {
    build_in("target/fuzz-compact", COMPACT_READER, names)
}

fn build_in(built: &str, rustflags: &str, names: &[&str]) -> Result<Vec<Target>, Failure> {
    let args = ["fuzz", "build", "--features", "libfuzzer", "--target-dir", built];
    println!("$ RUSTFLAGS='{rustflags}' cargo +{NIGHTLY} {}", args.join(" "));
    let mut cargo = nightly::cargo();
    if !rustflags.is_empty() {
        cargo.env("RUSTFLAGS", rustflags);
    }
    if !cargo.args(args).status()?.success() {
        return Err(Failure::new("the fuzz targets do not build; mend what the compiler names"));
    }
    let folder = root().join(built).join(nightly::host()?).join("release");
    let mut targets = Vec::new();
    for entry in fs::read_dir(root().join("fuzz/fuzz_targets"))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        targets.push(Target { binary: folder.join(&name), name });
    }
    targets.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(unknown) = names.iter().find(|name| !targets.iter().any(|target| target.name == **name)) {
        let known: Vec<_> = targets.iter().map(|target| target.name.as_str()).collect();
        return Err(Failure::new(format!("`{unknown}` is no target; there are {}", known.join(", "))));
    }
    targets.retain(|target| names.is_empty() || names.contains(&target.name.as_str()));
    let writer = folder.join("seeds");
    let status = std::process::Command::new(&writer).arg(seeds()).status()?;
    if !status.success() {
        return Err(Failure::new(format!("`{} {}` has failed", writer.display(), seeds().display())));
    }
    Ok(targets)
}

fn seeds() -> PathBuf {
    root().join(BUILT).join("seeds")
}
