//! What Tab offers: requests from the spec, and the shell's own commands.

use super::{Ask, own::OWN};
use std::path::Path;
use wizfi360_reference::complete::{self, Candidate};
use wizfi360_spec::Spec;

/// All ways to go on after `line`, which ends at the cursor.
pub(super) fn candidates(spec: &Spec, ask: Ask, line: &str) -> Vec<Candidate> {
    let typed = line.trim_start();
    let start = line.len() - typed.len();
    if typed.starts_with(':') {
        return after(start, own(spec, typed));
    }
    match typed.strip_prefix('!') {
        _ if ask != Ask::Command => Vec::new(),
        Some(unchecked) => after(start + 1, complete::candidates(spec, unchecked)),
        None => complete::candidates(spec, line),
    }
}

fn after(start: usize, found: Vec<Candidate>) -> Vec<Candidate> {
    found.into_iter().map(|found| Candidate { start: start + found.start, ..found }).collect()
}

/// The shell's own commands, and the arguments of some of them.
fn own(spec: &Spec, typed: &str) -> Vec<Candidate> {
    let Some((name, rest)) = typed.split_once(' ') else {
        let fitting = OWN.iter().filter(|(name, ..)| name.starts_with(typed));
        let candidate = |(name, arguments, doc): &(&str, &str, &str)| Candidate {
            start: 0,
            text: (*name).into(),
            doc: (*doc).into(),
            takes_blank: !arguments.is_empty(),
        };
        return fitting.map(candidate).collect();
    };
    let found = match name {
        ":explain" => complete::commands(spec, rest),
        ":file" => files(rest),
        _ => Vec::new(),
    };
    after(typed.len() - rest.len(), found)
}

/// Files and folders whose path begins so.
fn files(typed: &str) -> Vec<Candidate> {
    let (folder, begun) = typed.rsplit_once('/').map_or(("", typed), |(folder, begun)| (folder, begun));
    let path = if typed.starts_with('/') && folder.is_empty() {
        "/"
    } else if folder.is_empty() {
        "."
    } else {
        folder
    };
    let Ok(entries) = std::fs::read_dir(Path::new(path)) else { return Vec::new() };
    let before = &typed[..typed.len() - begun.len()];
    let mut found: Vec<Candidate> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok().filter(|name| name.starts_with(begun))?;
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let (mark, doc) = if is_folder { ("/", "A folder.") } else { ("", "A file.") };
            Some(Candidate { start: 0, text: format!("{before}{name}{mark}"), doc: doc.into(), takes_blank: false })
        })
        .collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole line that each candidate makes.
    fn lines(ask: Ask, line: &str) -> Vec<String> {
        let found = candidates(Spec::embedded(), ask, line);
        assert!(found.iter().all(|candidate| !candidate.doc.is_empty()), "{found:?}");
        found.into_iter().map(|candidate| format!("{}{}", &line[..candidate.start], candidate.text)).collect()
    }

    #[test]
    fn requests_and_the_shells_own_commands_are_completed() {
        for (line, all) in [
            ("  AT+CWQ", &["  AT+CWQAP"][..]),
            ("!AT+CWQ", &["!AT+CWQAP"]),
            (" ! AT+CWQ", &[" ! AT+CWQAP"]),
            (":ex", &[":explain"]),
            (" :ex", &[" :explain"]),
            (":explain cwq", &[":explain cwqap"]),
            (": ", &[]),
        ] {
            assert_eq!(lines(Ask::Command, line), all, "{line}");
        }
        assert!(!lines(Ask::Command, ":file /").is_empty());
    }

    #[test]
    fn only_the_shells_own_commands_are_completed_in_data() {
        assert_eq!(lines(Ask::Data(5), "AT+CWJ"), [""; 0]);
        assert_eq!(lines(Ask::Pem, ":fi"), [":file"]);
    }
}
