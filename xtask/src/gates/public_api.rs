//! `cargo xtask public-api`: the public interface of each library, one item a line, in
//! `docs/public-api`. A change of it is a difference in review, and a decision about the version.

use super::step;
use crate::{Failure, root, target_dir, tools::NIGHTLY};
use public_api::Builder;
use similar::{ChangeTag, TextDiff};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

/// The published libraries.
const CRATES: [&str; 7] = [
    "wizfi360-spec",
    "wizfi360-derive",
    "wizfi360-proto",
    "wizfi360-sim",
    "wizfi360-reference",
    "wizfi360-trace",
    "wizfi360-conformance",
];

const FOLDER: &str = "docs/public-api";

/// Writes the listings, or with `check` reports how they differ from the sources.
///
/// The format of rustdoc's JSON changes from nightly to nightly: `public-api` in xtask's Cargo.toml reads the format of
/// [`NIGHTLY`], and both are raised together.
pub(crate) fn run(check: bool) -> Result<(), Failure> {
    let json = rustdoc()?;
    let mut files = BTreeMap::new();
    for name in CRATES {
        files.insert(Path::new(FOLDER).join(format!("{name}.txt")), listing(name, &json)?);
    }
    if check { compare(&files) } else { write(&files) }
}

/// Runs rustdoc over all crates at once and returns the folder of its JSON.
fn rustdoc() -> Result<PathBuf, Failure> {
    let target = target_dir().join("public-api");
    let shown = target.to_string_lossy();
    let args =
        ["run", NIGHTLY, "cargo", "doc", "--locked", "--no-deps", "--lib", "--all-features", "--target-dir", &shown];
    let packages = CRATES.iter().flat_map(|name| ["-p", name]);
    let args: Vec<_> = args.into_iter().chain(packages).collect();
    let flags = Path::new("-Zunstable-options --output-format=json --cap-lints=allow");
    step::run(Path::new("rustup"), &args, &root(), &[("RUSTDOCFLAGS", flags)], "fix what rustdoc names")?;
    Ok(target.join("doc"))
}

/// Lists the public items of a crate. Implementations that everything has (`Send`, `Into`) and those of
/// derives are left out: they follow from the types.
fn listing(name: &str, folder: &Path) -> Result<String, Failure> {
    let file = folder.join(format!("{}.json", name.replace('-', "_")));
    let api = Builder::from_rustdoc_json(&file)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .map_err(|error| {
            Failure::new(format!(
                "{}: {error}; `public-api` in xtask/Cargo.toml and {NIGHTLY} have to be of one format",
                file.display()
            ))
        })?;
    let mut text =
        format!("Written by `cargo xtask public-api --write`: the public interface of {name}, all features.\n\n");
    // What a trait has, its implementations have; only the types that they choose are news.
    let lines: Vec<_> = api.items().map(|item| (item, item.to_string())).collect();
    let of_traits = lines.iter().filter(|(_, line)| line.starts_with("impl") && line.contains(" for "));
    let of_traits: HashSet<_> = of_traits.map(|(item, _)| item.id()).collect();
    for (item, line) in &lines {
        let is_implied = item.parent_id().is_some_and(|parent| of_traits.contains(&parent));
        if !is_implied || line.starts_with("pub type") {
            text.push_str(line);
            text.push('\n');
        }
    }
    Ok(text)
}

fn write(files: &BTreeMap<PathBuf, String>) -> Result<(), Failure> {
    fs::create_dir_all(root().join(FOLDER))?;
    for (path, text) in files {
        if fs::read_to_string(root().join(path)).is_ok_and(|old| old == *text) {
            continue;
        }
        fs::write(root().join(path), text)?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

fn compare(files: &BTreeMap<PathBuf, String>) -> Result<(), Failure> {
    let mut differences = String::new();
    for (path, text) in files {
        // On Windows git may have written CR LF.
        let old = fs::read_to_string(root().join(path)).unwrap_or_default().replace("\r\n", "\n");
        let difference = difference(&old, text);
        if !difference.is_empty() {
            differences.push_str(&format!("\n{}:\n{difference}", path.display()));
        }
        println!("{:<50} {:>6} lines", path.display(), text.lines().count());
    }
    if differences.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the public interface has changed:{differences}\nrun `cargo xtask public-api --write` and commit the difference; what \
         was removed or changed breaks users: CHANGELOG.md needs an entry, and the next release a breaking version"
    )))
}

/// Returns the lines that differ, `-` for what was and `+` for what is; the first 40 of them.
fn difference(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let changes = diff.iter_all_changes().filter_map(|change| match change.tag() {
        ChangeTag::Equal => None,
        ChangeTag::Delete => Some(format!("  - {change}")),
        ChangeTag::Insert => Some(format!("  + {change}")),
    });
    let changes: Vec<_> = changes.collect();
    let mut text = changes.iter().take(40).cloned().collect::<String>();
    if changes.len() > 40 {
        text.push_str(&format!("  and {} lines more\n", changes.len() - 40));
    }
    text
}
