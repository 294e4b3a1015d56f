//! The README of a package, as crates.io shows it: away from the repository, so its links are
//! absolute, and by a reader who wants to see code first.

use super::Package;
use std::fs;

/// Returns what a reader on crates.io would stumble over.
pub(super) fn check(package: &Package) -> Vec<String> {
    let Ok(text) = fs::read_to_string(package.folder.join("README.md")) else {
        return vec!["README.md is missing; write what it is, a first example, and where to read on".into()];
    };
    findings(&text)
}

fn findings(text: &str) -> Vec<String> {
    let (prose, has_code) = without_code(text);
    let mut findings = Vec::new();
    if !has_code {
        findings.push("README.md has no example; add one".to_owned());
    }
    for target in links(&prose).filter(|target| !target.starts_with("https://") && !target.starts_with('#')) {
        findings.push(format!("README.md links to `{target}`; crates.io needs an absolute link, by https"));
    }
    for name in undefined(&prose) {
        findings.push(format!(
            "README.md has [`{name}`], which only rustdoc resolves; add a line `[`{name}`]: https://...`"
        ));
    }
    findings
}

/// Returns the text without its fenced blocks, and true if there was one.
fn without_code(text: &str) -> (String, bool) {
    let (mut prose, mut has_code, mut is_code) = (String::new(), false, false);
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
            has_code = true;
        } else if !is_code {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    (prose, has_code)
}

/// Returns the targets of inline links and of definitions.
fn links(prose: &str) -> impl Iterator<Item = &str> {
    let inline = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let defined = prose.lines().filter(|line| line.starts_with('[')).filter_map(|line| line.split_once("]: "));
    inline.chain(defined.map(|(_, target)| target))
}

/// Returns the names in brackets that are neither links nor defined as one.
fn undefined(prose: &str) -> Vec<&str> {
    let names = prose.split("[`").skip(1).filter_map(|rest| {
        let (name, behind) = rest.split_once("`]")?;
        (!behind.starts_with(['(', ':', '['])).then_some(name)
    });
    names.filter(|name| !prose.contains(&format!("[`{name}`]: "))).collect()
}

#[cfg(test)]
mod tests {
    use super::findings;

    const CODE: &str = "```rust\nlet not_a = [1](2);\n```\n";

    #[test]
    fn absolute_and_defined_links_are_fine() {
        let text = format!("{CODE}[a](https://a.example), [b](#b), [`c`]\n\n[`c`]: https://c.example\n");
        assert_eq!(findings(&text), Vec::<String>::new());
    }

    #[test]
    fn each_mistake_is_a_finding() {
        for text in ["[a](../docs/a.md)", "[`a::B`]", "[`a`]\n\n[`a`]: docs/a.md", "[a](http://a.example)"] {
            assert_eq!(findings(&format!("{CODE}{text}\n")).len(), 1, "{text}");
        }
        assert_eq!(findings("# No code\n").len(), 1);
    }
}
