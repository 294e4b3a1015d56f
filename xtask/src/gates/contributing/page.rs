//! The fenced blocks of CONTRIBUTING.md, and what they ask for.

use crate::Failure;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

/// The page, from the workspace's folder.
pub(super) const PAGE: &str = "CONTRIBUTING.md";

/// The section whose steps are followed, and how many it has.
const STEPS: (&str, usize) = ("A new command in six steps", 6);

/// The section whose mistakes are made, shown and undone.
const MISTAKES: &str = "When something is wrong, you are told";

/// A fenced block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its first line in the page, from 1.
    pub(super) line: usize,
    /// True in the section of mistakes: what it changes is undone after the next commands.
    pub(super) is_mistake: bool,
    pub(super) is: Is,
}

/// The kind of a block.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// RON that is the last entry of a list: `// spec/system/gpio.ron, commands` and the text.
    Entry { file: String, list: String, text: String },
    /// A new file: `// wizfi360-proto/examples/vendor.rs` is its first line.
    File { file: String, text: String },
    /// Changes of files: `--- PATH`, then lines with ` `, `-` or `+`, hunks apart by `@@`.
    Changes(String),
    /// Commands, and what they print.
    Commands(Vec<Run>),
}

/// A command, and what it prints.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) line: usize,
    pub(super) command: String,
    pub(super) shown: String,
}

impl Run {
    /// True if the page shows that the command fails.
    pub(super) fn fails(&self) -> bool {
        self.shown.starts_with("error")
    }
}

/// Reads the two sections. Neither may have lost a part: a step, or a command that a step must run.
pub(super) fn read(page: &str, must_run: &[(usize, &str)]) -> Result<Vec<Block>, Failure> {
    let (mut blocks, mut steps) = (Vec::new(), 0);
    let mut missing: Vec<_> = must_run.to_vec();
    let (mut section, mut in_heading, mut depth) = (String::new(), false, 0);
    let mut open: Option<(usize, String, String)> = None;
    for (event, range) in Parser::new(page).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                section.clear();
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Item) if depth == 1 && section == STEPS.0 => steps += 1,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                let line = page[..range.start].matches('\n').count() + 1;
                open = Some((line, language.to_string(), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                let Some((line, language, text)) = open.take() else { continue };
                if section != STEPS.0 && section != MISTAKES {
                    continue;
                }
                let is = is(line, &language, &text)?;
                if let Is::Commands(runs) = &is {
                    missing.retain(|(step, must)| *step != steps || runs.iter().all(|run| run.command != *must));
                }
                blocks.push(Block { line, is_mistake: section == MISTAKES, is });
            }
            Event::Text(text) if in_heading => section.push_str(&text),
            Event::Text(text) => {
                if let Some((.., block)) = &mut open {
                    block.push_str(&text);
                }
            }
            _ => {}
        }
    }
    if steps != STEPS.1 {
        return Err(Failure::new(format!(
            "{PAGE}: the section `{}` must have {} steps; it has {steps}: put back the one that is missing",
            STEPS.0, STEPS.1
        )));
    }
    if let Some((step, command)) = missing.first() {
        return Err(Failure::new(format!("{PAGE}: step {step} must run `{command}`; it does not: put it back")));
    }
    if !blocks.iter().any(|block| block.is_mistake) {
        return Err(Failure::new(format!("{PAGE}: the section `{MISTAKES}` must show mistakes; it shows none")));
    }
    Ok(blocks)
}

fn is(line: usize, language: &str, text: &str) -> Result<Is, Failure> {
    let fail = |message: &str| Err(Failure::new(format!("{PAGE}:{line}: {message}")));
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let place = first.strip_prefix("// ");
    match (language, place) {
        ("ron", Some(place)) => match place.split_once(", ") {
            Some((file, list)) => Ok(Is::Entry { file: file.into(), list: list.into(), text: rest.into() }),
            None => fail("a RON block must begin with `// FILE, LIST`; this one names no list"),
        },
        ("rust", Some(file)) => Ok(Is::File { file: file.into(), text: text.into() }),
        ("ron" | "rust", None) => fail("a block must begin with its place, `// FILE`; this one does not"),
        ("diff", _) => Ok(Is::Changes(text.into())),
        ("console", _) => runs(line, text).map(Is::Commands),
        _ => fail("a block must be `ron`, `rust`, `diff` or `console`, so that it can be checked"),
    }
}

/// The commands of a block that begins at this line of the page.
fn runs(block: usize, text: &str) -> Result<Vec<Run>, Failure> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let number = block + 1 + at;
        if let Some(command) = line.strip_prefix("$ ") {
            if !command.starts_with("cargo ") {
                let message = format!("{PAGE}:{number}: a command must be one of cargo; `{command}` is not");
                return Err(Failure::new(message));
            }
            runs.push(Run { line: number, command: command.into(), shown: String::new() });
        } else if let Some(run) = runs.last_mut() {
            run.shown.push_str(line);
            run.shown.push('\n');
        } else {
            return Err(Failure::new(format!("{PAGE}:{number}: output must follow a command, `$ cargo ...`")));
        }
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(steps: &str) -> String {
        format!(
            "# C\n\n## {}\n\nText.\n\n{steps}\n\n## {MISTAKES}\n\n```diff\n--- a.ron\n-x\n+y\n```\n\n\
             ```console\n$ cargo b\nerror: no\n```\n\n## Rest\n\n```text\nanything\n```\n",
            STEPS.0
        )
    }

    const SIX: &str = "1. One.\n\n   ```ron\n   // a.ron, list\n   (x: 1),\n   ```\n2. Two.\n   - within\n\n3. Three.\n\
                       4. Four.\n\n   ```console\n   $ cargo a\n   all\n   well\n   $ cargo a --more\n   ```\n5. Five.\n6. Six.\n";

    #[test]
    fn blocks_are_read_with_their_places() {
        let blocks = read(&page(SIX), &[(4, "cargo a")]).unwrap();
        let run = |line, command: &str, shown: &str| Run { line, command: command.into(), shown: shown.into() };
        let lines: Vec<_> = blocks.iter().map(|block| (block.line, block.is_mistake)).collect();
        assert_eq!(lines, [(9, false), (19, false), (31, true), (37, true)]);
        assert_eq!(blocks[0].is, Is::Entry { file: "a.ron".into(), list: "list".into(), text: "(x: 1),\n".into() });
        assert_eq!(blocks[1].is, Is::Commands(vec![run(20, "cargo a", "all\nwell\n"), run(23, "cargo a --more", "")]));
        assert_eq!(blocks[3].is, Is::Commands(vec![run(38, "cargo b", "error: no\n")]));
        let Is::Commands(runs) = &blocks[3].is else { panic!() };
        assert!(runs[0].fails());
    }

    #[test]
    fn what_is_missing_is_named() {
        let table = [
            (page(&SIX.replace("5. Five.\n", "")), "must have 6 steps; it has 5"),
            (page(&SIX.replace("$ cargo a\n", "$ cargo z\n")), "step 4 must run `cargo a`"),
            (page(&SIX.replace("// a.ron, list\n", "// a.ron\n")), ":9: a RON block must begin with"),
            (page(&SIX.replace("   // a.ron, list\n", "")), ":9: a block must begin with its place"),
            (page(&SIX.replace("ron\n", "text\n")), ":9: a block must be `ron`"),
            (page(&SIX.replace("$ cargo a\n", "$ rm a\n")), ":20: a command must be one of cargo; `rm a` is not"),
            (page(&SIX.replace("$ cargo a\n", "no\n")), ":20: output must follow a command"),
            (page(SIX).replace(MISTAKES, "Other"), "must show mistakes"),
        ];
        for (page, message) in table {
            let error = read(&page, &[(4, "cargo a")]).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
