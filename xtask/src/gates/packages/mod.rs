//! `cargo xtask packages`: what crates.io would get is whole, and holds nothing else.

mod contents;
mod manifest;
mod readme;

use super::step::cargo_with;
use crate::{Failure, root};
use serde_json::Value;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Files that every package has, each the same as in the workspace's folder: all crates have one
/// version, so they have one changelog.
const SHARED: [&str; 3] = ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"];

/// Checks manifests, file lists and READMEs, then builds every package from its archive alone.
///
/// Cargo fetches the index of crates.io.
pub(crate) fn run() -> Result<(), Failure> {
    let mut findings = Vec::new();
    for package in Package::published()? {
        let files = contents::list(&package);
        findings.extend(manifest::check(&package.manifest).into_iter().map(|it| package.finding(&it)));
        match &files {
            Ok(files) => println!("{:<22} {:>4} files", package.name, files.len()),
            Err(_) => println!("{:<22}    ? files", package.name),
        }
        findings.extend(contents::check(&package, files).into_iter().map(|it| package.finding(&it)));
        findings.extend(readme::check(&package).into_iter().map(|it| package.finding(&it)));
    }
    if !findings.is_empty() {
        return Err(Failure::new(format!("packages are not whole:\n  {}", findings.join("\n  "))));
    }
    // With the folder and the profile of the workspace, of which an archive knows nothing, dependencies
    // that were built before are not built again. A change is tested before it is committed, hence
    // `--allow-dirty`.
    let target = crate::target_dir();
    let target = target.to_string_lossy();
    let args = ["publish", "--workspace", "--dry-run", "--allow-dirty", "--locked", "--target-dir", &target];
    let profile = [("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")];
    cargo_with(
        &args,
        &profile,
        "fix what does not build from its package alone; `include` in its Cargo.toml lists its files",
    )
}

/// A package that is published.
struct Package {
    name: String,
    folder: PathBuf,
    /// As `cargo metadata` prints it.
    manifest: Value,
}

impl Package {
    /// All packages of the workspace without `publish = false`.
    fn published() -> Result<Vec<Package>, Failure> {
        let args = ["metadata", "--no-deps", "--format-version", "1"];
        let metadata: Value = serde_json::from_str(&output(&args)?)
            .map_err(|error| Failure::new(format!("`cargo metadata` printed no JSON: {error}")))?;
        let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
        let packages = packages.into_iter().filter(|package| package["publish"].is_null());
        let packages: Vec<_> = packages
            .filter_map(|manifest| {
                let folder = Path::new(manifest["manifest_path"].as_str()?).parent()?.to_owned();
                Some(Package { name: manifest["name"].as_str()?.to_owned(), folder, manifest })
            })
            .collect();
        if packages.is_empty() {
            return Err(Failure::new("no package is published; this gate is broken"));
        }
        Ok(packages)
    }

    fn finding(&self, what: &str) -> String {
        format!("{}: {what}", self.name)
    }
}

/// Runs cargo in the workspace and returns its standard output.
fn output(args: &[&str]) -> Result<String, Failure> {
    let output =
        Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).args(args).current_dir(root()).output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!("`cargo {}` failed: {}", args.join(" "), errors.trim())))
}
