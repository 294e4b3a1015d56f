//! Compares what a command prints with what the page shows.

/// Returns the first part of `shown` that does not occur in `printed` after those before it.
/// `...` on a line of its own is between two parts.
///
/// Line breaks and indentation do not count, because the page is wrapped. Nor do the numbers of
/// lines in files of the workspace: each change of such a file would make the page wrong.
pub(super) fn missing(shown: &str, printed: &str) -> Option<String> {
    let printed = normal(printed);
    let mut rest = printed.as_str();
    for part in shown.split("...\n").map(normal).filter(|part| !part.is_empty()) {
        match rest.split_once(&part) {
            Some((_, after)) => rest = after,
            None => return Some(part),
        }
    }
    None
}

fn normal(text: &str) -> String {
    text.split_whitespace().map(without_position).collect::<Vec<_>>().join(" ")
}

/// `spec/a.ron:12:3:` becomes `spec/a.ron:`.
fn without_position(word: &str) -> String {
    let ends = [".ron:", ".rs:"].into_iter().filter_map(|end| word.find(end).map(|at| at + end.len()));
    match ends.min() {
        Some(at) => {
            let after = word[at..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
            format!("{}{after}", &word[..at])
        }
        None => word.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn lines_and_positions_do_not_count_and_order_does() {
        let printed = "warning: x\nerror: spec/a.ron:12:3: one two\n  --> src/b.rs:6:12\n   three, four\n";
        for shown in ["", "error: spec/a.ron:9:9: one\n  two\n", "one two\n...\nthree,\nfour\n", "--> src/b.rs:6:1\n"] {
            assert_eq!(missing(shown, printed), None, "{shown}");
        }
        for (shown, part) in [
            ("one three\n", "one three"),
            ("three\n...\none\n", "one"),
            ("error: spec/c.ron:12:3: one\n", "error: spec/c.ron: one"),
        ] {
            assert_eq!(missing(shown, printed).as_deref(), Some(part));
        }
    }
}
