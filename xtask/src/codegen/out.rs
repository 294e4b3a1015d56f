//! An indenting writer: what it writes stays readable, comments and blank lines included.

use std::fmt::Display;

/// Rust text under construction.
#[derive(Default)]
pub(crate) struct Out {
    text: String,
    depth: usize,
}

impl Out {
    /// One line, indented. Text with line ends becomes several.
    pub(crate) fn line(&mut self, text: impl Display) {
        for line in text.to_string().lines() {
            if !line.is_empty() {
                self.text.push_str(&"    ".repeat(self.depth));
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }

    /// A blank line.
    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Doc comments, one line each; an empty one separates paragraphs.
    pub(crate) fn docs(&mut self, lines: &[String]) {
        self.comment("///", lines);
    }

    /// The same inside of a module: its links resolve there.
    pub(crate) fn inner_docs(&mut self, lines: &[String]) {
        self.comment("//!", lines);
        self.blank();
    }

    fn comment(&mut self, sign: &str, lines: &[String]) {
        for line in lines.iter().flat_map(|text| text.split('\n')) {
            self.line(format!("{sign} {}", linked(line)).trim_end());
        }
    }

    /// `head {`, what `body` writes one step further in, `}`.
    pub(crate) fn block<T>(&mut self, head: impl Display, body: impl FnOnce(&mut Out) -> T) -> T {
        self.block_with(head, "}", body)
    }

    /// The same with another closing line.
    pub(crate) fn block_with<T>(&mut self, head: impl Display, close: &str, body: impl FnOnce(&mut Out) -> T) -> T {
        self.line(format!("{head} {{"));
        self.depth += 1;
        let result = body(self);
        self.depth -= 1;
        self.line(close);
        result
    }

    /// All that was written.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// Addresses in angle brackets, as rustdoc wants them.
fn linked(line: &str) -> String {
    let link = |word: &str| {
        let address = word.trim_end_matches(['.', ',', ';', ')']);
        let bare = address.starts_with("https://") || address.starts_with("http://");
        if bare { format!("<{address}>{}", &word[address.len()..]) } else { word.to_string() }
    };
    line.split(' ').map(link).collect::<Vec<_>>().join(" ")
}
