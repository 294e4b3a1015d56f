//! The files of a package: what a user needs, and nothing of the workspace's tests and tools.

use super::{Package, SHARED, output};
use crate::{Failure, root};
use std::{collections::BTreeMap, fs};

/// Files that cargo adds by itself.
const OF_CARGO: [&str; 4] = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml", "Cargo.toml.orig"];

/// Folders that tests and tools need. They read files outside of the package, so they cannot run
/// from it.
const NOT_PACKAGED: [&str; 5] = ["tests", "benches", "browser", "firmware", "target"];

/// Kinds of files: sources and the data that is built in.
const KINDS: [&str; 7] = ["rs", "ron", "txt", "md", "html", "css", "js"];

/// Bytes, before compression: room to grow, but not for a corpus.
const LARGEST: u64 = 3_000_000;

/// Returns the files that `cargo package` would pack.
pub(super) fn list(package: &Package) -> Result<Vec<String>, Failure> {
    let files = output(&["package", "--list", "--allow-dirty", "-p", &package.name])?;
    Ok(files.lines().map(|line| line.replace('\\', "/")).collect())
}

/// Returns what is missing in a package, and what does not belong there.
pub(super) fn check(package: &Package, files: Result<Vec<String>, Failure>) -> Vec<String> {
    let mut findings = shared(package);
    let files = match files {
        Ok(files) => files,
        // A file that is missing is the reason why nothing could be listed.
        Err(failure) if findings.is_empty() => return vec![failure.to_string()],
        Err(_) => return findings,
    };
    for name in SHARED.iter().chain(&["README.md", "Cargo.toml"]) {
        let is_known = findings.iter().any(|finding| finding.contains(name));
        if !files.iter().any(|file| file == name) && !is_known {
            findings.push(format!("{name} is not packaged; add it to `include` in its Cargo.toml"));
        }
    }
    // A folder of strays is one mistake.
    let mut strays: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files.iter().filter(|file| !belongs(file)) {
        let place = if file.starts_with("src/") { file } else { file.split('/').next().unwrap_or(file) };
        *strays.entry(place).or_default() += 1;
    }
    for (place, count) in strays {
        findings
            .push(format!("{place} ({count} files) does not belong into the package; see `include` in its Cargo.toml"));
    }
    let sizes = files.iter().filter_map(|file| fs::metadata(package.folder.join(file)).ok());
    let size: u64 = sizes.map(|metadata| metadata.len()).sum();
    if size > LARGEST {
        findings.push(format!("its files have {size} bytes; more than {LARGEST} are too many for a download"));
    }
    findings
}

/// Returns which of the shared files are missing or differ from those of the workspace. They are
/// links; a checkout on Windows may turn a link into a file that holds its path.
fn shared(package: &Package) -> Vec<String> {
    let mut findings = Vec::new();
    for name in SHARED {
        let Ok(text) = fs::read(root().join(name)) else {
            findings.push(format!("{name} is missing in the workspace's folder; restore it from git"));
            continue;
        };
        let shown = package.folder.strip_prefix(root()).unwrap_or(&package.folder).join(name);
        let shown = shown.display();
        match fs::read(package.folder.join(name)) {
            Ok(own) if own == text => {}
            Ok(_) => findings.push(format!(
                "{shown} differs from {name} of the workspace; make it a link to ../{name} \
                 (git on Windows: `git config core.symlinks true` and a new checkout)"
            )),
            Err(_) => findings.push(format!("{shown} is missing; make it a link to ../{name}")),
        }
    }
    findings
}

/// Returns true for files that a package may hold.
fn belongs(file: &str) -> bool {
    if OF_CARGO.contains(&file) || SHARED.contains(&file) {
        return true;
    }
    let (folders, name) = file.rsplit_once('/').unwrap_or(("", file));
    let is_kind = name.rsplit_once('.').is_some_and(|(stem, kind)| !stem.is_empty() && KINDS.contains(&kind));
    // Unit tests and their modules in `src` stay where they are.
    let is_tests = !file.starts_with("src/") && folders.split('/').any(|folder| NOT_PACKAGED.contains(&folder));
    is_kind && !is_tests
}

#[cfg(test)]
mod tests {
    use super::belongs;

    #[test]
    fn sources_and_data_belong() {
        for file in ["Cargo.lock", "LICENSE-MIT", "README.md", "build.rs", "wifi/join.ron", "src/wifi/tests/mod.rs"] {
            assert!(belongs(file), "{file}");
        }
    }

    #[test]
    fn tests_and_strays_do_not_belong() {
        for file in ["tests/ui/a.rs", "browser/src/a.rs", "a.profraw", ".gitignore", "src/x.orig", "notes"] {
            assert!(!belongs(file), "{file}");
        }
    }
}
