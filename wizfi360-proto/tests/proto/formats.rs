//! Every public type can be logged with defmt.
//!
//! defmt cannot be linked into a test of the host, so the sources are searched: each `pub struct` and
//! `pub enum` derives `defmt::Format`, or has an `impl` of it.

use std::{collections::BTreeSet, fs, path::Path};

/// Types that are not part of the public interface.
const HIDDEN: [&str; 2] = ["compact", "derive_support.rs"];

#[test]
fn every_public_type_implements_defmt_format() {
    let mut sources = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    let all = sources.join("\n");
    let implemented: BTreeSet<_> = all.split("Format for ").skip(1).map(name).collect();
    let (mut missing, mut types) = (BTreeSet::new(), 0);
    for source in &sources {
        // True if an attribute since the last blank line derives it.
        let mut derived = false;
        for line in source.lines().map(str::trim_start) {
            let declared = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
            if let Some(declared) = declared.map(name) {
                types += 1;
                // A macro's types are implemented by their names.
                if !derived && !implemented.contains(declared) && !declared.starts_with('$') {
                    missing.insert(declared);
                }
            }
            derived = line.contains("derive(defmt::Format)") || derived && declared.is_none() && !line.is_empty();
        }
    }
    assert!(missing.is_empty(), "without defmt::Format: {missing:?}");
    assert!(types > 150, "only {types} types are found");
    for declared in ["Verbatim", "Rest", "BareText"] {
        assert!(implemented.contains(declared), "{declared}");
    }
}

fn name(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '$').next().unwrap_or_default()
}

fn collect(folder: &Path, sources: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.file_name().is_some_and(|name| HIDDEN.iter().any(|hidden| name == *hidden)) {
            continue;
        }
        if path.is_dir() {
            collect(&path, sources);
        } else {
            sources.push(fs::read_to_string(&path).expect("a source"));
        }
    }
}
