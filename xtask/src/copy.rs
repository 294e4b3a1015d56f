//! Copies of the workspace, to be changed and built beside it.

use crate::{Failure, root};
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Copies the files that git tracks, or could track, and removes all others except what was built
/// there.
pub(crate) fn workspace(to: &Path) -> Result<(), Failure> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()?;
    if !listed.status.success() {
        let said = String::from_utf8_lossy(&listed.stderr);
        return Err(Failure::new(format!("a copy has the files that git lists; {}", said.trim())));
    }
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let mut kept = BTreeSet::new();
    for file in listed.split('\0').filter(|file| !file.is_empty()) {
        let (from, to) = (root().join(file), to.join(file));
        // A file that is deleted but not committed is listed as well.
        let Ok(bytes) = fs::read(&from) else { continue };
        kept.insert(to.clone());
        // An unchanged file keeps its time, so that cargo does not build it again.
        if fs::read(&to).is_ok_and(|there| there == bytes) {
            continue;
        }
        fs::create_dir_all(to.parent().map(PathBuf::from).unwrap_or_default())?;
        fs::write(&to, bytes)?;
    }
    remove_others(to, &kept)
}

/// Cargo in a copy, which builds in a folder of its own: Cargo identifies crates of a workspace by their paths within it,
/// so that in a shared folder the crates of the copy were taken for those of the workspace.
pub(crate) fn cargo(copy: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(copy).env("CARGO_TARGET_DIR", copy.join("target")).env_remove("CARGO_BUILD_BUILD_DIR");
    cargo
}

fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                remove_others(&path, kept)?;
            }
        } else if !kept.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
