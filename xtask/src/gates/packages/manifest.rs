//! What `Cargo.toml` says of a package: all that crates.io shows, within its limits.

use serde_json::Value;

/// The slugs of <https://crates.io/category_slugs> that fit these crates. crates.io drops a slug that
/// it does not have, without an error.
const CATEGORIES: [&str; 14] = [
    "command-line-utilities",
    "development-tools",
    "development-tools::debugging",
    "development-tools::procedural-macro-helpers",
    "development-tools::testing",
    "embedded",
    "encoding",
    "hardware-support",
    "network-programming",
    "no-std",
    "no-std::no-alloc",
    "parser-implementations",
    "simulation",
    "text-processing",
];

/// Texts that must be there.
const TEXTS: [&str; 7] = ["description", "documentation", "edition", "license", "readme", "repository", "rust_version"];

/// Lists that crates.io takes up to five of.
const LISTS: [&str; 2] = ["categories", "keywords"];

/// Returns what is missing or refused by crates.io in the metadata of a package.
pub(super) fn check(manifest: &Value) -> Vec<String> {
    let mut findings = Vec::new();
    for key in TEXTS {
        if manifest[key].as_str().unwrap_or_default().is_empty() {
            findings.push(format!("`{}` is missing; add it to [package]", key.replace('_', "-")));
        }
    }
    for key in LISTS {
        let count = manifest[key].as_array().map_or(0, Vec::len);
        if !(1..=5).contains(&count) {
            findings.push(format!("`{key}` has {count} entries; crates.io takes 1 to 5"));
        }
    }
    let strings = |key: &str| manifest[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    for keyword in strings("keywords").filter(|keyword| !is_keyword(keyword)) {
        let rule = "at most 20 letters, digits, `-`, `_` or `+`, the first a letter or digit";
        findings.push(format!("crates.io refuses the keyword `{keyword}`; it takes {rule}"));
    }
    for slug in strings("categories").filter(|slug| !CATEGORIES.contains(slug)) {
        let home = "https://crates.io/category_slugs";
        findings.push(format!("`{slug}` is not a known category; if {home} has it, add it to manifest.rs"));
    }
    findings
}

fn is_keyword(text: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-_+".contains(c);
    text.len() <= 20 && text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn whole() -> Value {
        json!({
            "description": "A crate.", "documentation": "https://docs.rs/x", "edition": "2024",
            "license": "MIT", "readme": "README.md", "repository": "https://github.com/x/x",
            "rust_version": "1.88", "categories": ["embedded"], "keywords": ["no_std"],
        })
    }

    #[test]
    fn a_whole_manifest_has_no_findings() {
        assert_eq!(check(&whole()), Vec::<String>::new());
    }

    #[test]
    fn each_gap_is_a_finding() {
        for key in TEXTS.iter().chain(&LISTS) {
            let mut manifest = whole();
            manifest[key] = Value::Null;
            let findings = check(&manifest);
            assert_eq!(findings.len(), 1, "{key}: {findings:?}");
            assert!(findings[0].contains(&key.replace('_', "-")), "{findings:?}");
        }
        for (key, value) in [
            ("keywords", json!(["more than twenty letters"])),
            ("keywords", json!(["two words"])),
            ("keywords", json!(["a", "b", "c", "d", "e", "f"])),
            ("categories", json!(["embeded"])),
        ] {
            let mut manifest = whole();
            manifest[key] = value.clone();
            assert_eq!(check(&manifest).len(), 1, "{key} = {value}");
        }
    }
}
