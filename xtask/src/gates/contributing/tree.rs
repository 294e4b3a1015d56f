//! The copy of the workspace: changes of its files, and what was there before.

use super::page::{Is, PAGE};
use crate::Failure;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder whose files are changed.
pub(super) struct Tree {
    pub(super) root: PathBuf,
    /// Files that a mistake has changed, with their texts; `None` if there was none.
    before: Vec<(PathBuf, Option<String>)>,
}

impl Tree {
    pub(super) fn new(root: PathBuf) -> Tree {
        Tree { root, before: Vec::new() }
    }

    /// Does what a block says, for the time being if `is_mistake`.
    pub(super) fn apply(&mut self, is: &Is, line: usize, is_mistake: bool) -> Result<(), Failure> {
        let changed = match is {
            Is::Entry { file, list, text } => vec![(file.clone(), self.with_entry(file, list, text))],
            Is::File { file, text } if self.root.join(file).exists() => {
                vec![(file.clone(), Err(format!("must be a new file; {} is there", text.lines().next().unwrap_or(""))))]
            }
            Is::File { file, text } => vec![(file.clone(), Ok(text.clone()))],
            Is::Changes(text) => self.changes(text),
            Is::Commands(_) => Vec::new(),
        };
        for (file, text) in changed {
            let text = text.map_err(|message| Failure::new(format!("{PAGE}:{line}: {file} {message}")))?;
            let path = self.root.join(file);
            if is_mistake {
                self.before.push((path.clone(), fs::read_to_string(&path).ok()));
            }
            fs::write(path, text)?;
        }
        Ok(())
    }

    /// Undoes the mistakes.
    pub(super) fn undo(&mut self) -> Result<(), Failure> {
        for (path, text) in self.before.drain(..).rev() {
            match text {
                Some(text) => fs::write(path, text)?,
                None => fs::remove_file(path)?,
            }
        }
        Ok(())
    }

    fn read(&self, file: &str) -> Result<String, String> {
        fs::read_to_string(self.root.join(Path::new(file))).map_err(|error| format!("must be there; {error}"))
    }

    /// The text of a RON file with one more entry at the end of one of its lists.
    fn with_entry(&self, file: &str, list: &str, entry: &str) -> Result<String, String> {
        let text = self.read(file)?;
        let end = text.find(&format!("\n    {list}: [\n")).and_then(|at| Some(at + text[at..].find("\n    ],\n")?));
        let Some(end) = end else { return Err(format!("must have a list `{list}`; it has none")) };
        let indented: String = entry.lines().map(|line| format!("\n        {line}")).collect();
        Ok(format!("{}{indented}{}", &text[..end], &text[end..]))
    }

    /// The texts of files with their changes.
    fn changes(&self, text: &str) -> Vec<(String, Result<String, String>)> {
        let files = text.strip_prefix("--- ").into_iter().flat_map(|text| text.split("\n--- "));
        let mut changed = Vec::new();
        for part in files {
            let (file, hunks) = part.split_once('\n').unwrap_or((part, ""));
            let hunks = hunks.split("@@\n");
            let result = hunks.fold(self.read(file), |text, hunk| changed_by(&text?, hunk));
            changed.push((file.to_string(), result));
        }
        if changed.is_empty() {
            changed.push(("a diff".into(), Err("must begin with `--- FILE`; this one does not".into())));
        }
        changed
    }
}

/// Replaces the lines with ` ` and `-` by those with ` ` and `+`.
fn changed_by(text: &str, hunk: &str) -> Result<String, String> {
    let (mut old, mut new) = (String::from("\n"), String::from("\n"));
    for line in hunk.lines() {
        let (sign, rest) = line.split_at_checked(1).unwrap_or((" ", ""));
        for (side, other) in [(&mut old, "+"), (&mut new, "-")] {
            if sign != other {
                side.push_str(rest);
                side.push('\n');
            }
        }
    }
    match text.matches(&old).count() {
        1 => Ok(text.replacen(&old, &new, 1)),
        count => Err(format!("must have these lines once; it has them {count} times:{old}correct the page")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const RON: &str = r#"(
    doc: "D.",
    domains: [
        (a: 1),
    ],
    commands: [
        (b: [
        ]),
    ],
)
"#;

    /// A folder with `a.ron`, and the tree in it.
    fn tree() -> (TempDir, Tree) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.ron"), RON).unwrap();
        let tree = Tree::new(folder.path().to_path_buf());
        (folder, tree)
    }

    #[test]
    fn entries_files_and_changes_are_made_and_undone() {
        let (_folder, mut tree) = tree();
        let text = "(\n    c: 2),\n";
        let entry = |list: &str| Is::Entry { file: "a.ron".into(), list: list.into(), text: text.into() };
        tree.apply(&entry("domains"), 1, false).unwrap();
        tree.apply(&entry("commands"), 1, true).unwrap();
        tree.apply(&Is::Changes("--- a.ron\n     doc: \"D.\",\n+    e: 4,\n@@\n-)\n+]\n".into()), 1, true).unwrap();
        tree.apply(&Is::File { file: "b.rs".into(), text: "// b.rs\n".into() }, 1, true).unwrap();
        let text = tree.read("a.ron").unwrap();
        let domains = RON.replace("(a: 1),\n", "(a: 1),\n        (\n            c: 2),\n");
        let all = domains.replace("        ]),\n", "        ]),\n        (\n            c: 2),\n");
        assert_eq!(text, all.replace("\"D.\",\n", "\"D.\",\n    e: 4,\n").replace("\n)\n", "\n]\n"));
        tree.undo().unwrap();
        assert_eq!(tree.read("a.ron").unwrap(), domains);
        assert!(!tree.root.join("b.rs").exists());
    }

    #[test]
    fn what_cannot_be_changed_is_told() {
        let (_folder, mut tree) = tree();
        let file = |file: &str| Is::File { file: file.into(), text: "// a.ron\n".into() };
        let entry = Is::Entry { file: "a.ron".into(), list: "lines".into(), text: String::new() };
        let table = [
            (entry, "CONTRIBUTING.md:7: a.ron must have a list `lines`; it has none"),
            (file("a.ron"), "a.ron must be a new file"),
            (Is::Changes("--- a.ron\n-x\n+y\n".into()), "must have these lines once; it has them 0 times:\nx\n"),
            (Is::Changes("--- a.ron\n-        ]),\n@@\n-(\n-    x\n".into()), "it has them 0 times:\n(\n    x\n"),
            (Is::Changes("--- no.ron\n-x\n".into()), "no.ron must be there"),
            (Is::Changes("x\n".into()), "a diff must begin with `--- FILE`"),
        ];
        for (is, message) in table {
            let error = tree.apply(&is, 7, false).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
