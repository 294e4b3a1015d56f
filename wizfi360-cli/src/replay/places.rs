//! Which files are read.

use crate::end::Failure;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Files as they were named, and of each folder the logs in it, in the order of their names.
pub(super) fn all(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for path in named {
        if path.is_dir() {
            let before = all.len();
            folder(path, &mut all)?;
            if all.len() == before {
                let what = format!("`{}` holds no log", path.display());
                return Err(Failure::wrong(
                    what,
                    "Logs of a folder are its .txt and .log files; name others one by one.",
                ));
            }
        } else {
            all.push(path.clone());
        }
    }
    Ok(all)
}

fn folder(path: &Path, all: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error| Failure::file(path, &error);
    let entries: Result<Vec<_>, _> = fs::read_dir(path).map_err(failed)?.collect();
    let mut entries = entries.map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // What a link leads to may lead back.
        if entry.file_type().map_err(failed)?.is_dir() {
            folder(&path, all)?;
        } else if path.extension().is_some_and(|extension| extension == "txt" || extension == "log") {
            all.push(path);
        }
    }
    Ok(())
}
