//! `not-in-spec.md`: each observation of real modules has its row, and what a row names is in the spec.

use std::{fs, path::Path};
use wizfi360_spec::Spec;

#[test]
fn each_observation_has_a_row() {
    let mut numbers: Vec<usize> = rows().iter().filter_map(|row| row.what.parse().ok()).collect();
    numbers.sort_unstable();
    // From 1 on, none left out and none twice.
    assert!(!numbers.is_empty() && numbers.iter().copied().eq(1..=numbers.len()), "{numbers:?}");
}

#[test]
fn what_a_row_names_is_in_the_spec() {
    let spec = Spec::embedded();
    let mut named = 0;
    for row in rows() {
        if let Some(reason) = row.place.strip_prefix("not here: ") {
            assert!(reason.len() > 20, "{}: `not here` says why", row.what);
            continue;
        }
        for list in row.place.split("; ") {
            let (kind, names) = list.split_once(' ').unwrap_or((list, ""));
            let names: Vec<_> = names.split('`').skip(1).step_by(2).collect();
            assert!(!names.is_empty(), "{}: `{kind}` has names in backticks behind it", row.what);
            for name in names {
                assert!(is_there(spec, kind, name), "{}: there is no {kind} `{name}`", row.what);
                named += 1;
            }
        }
    }
    println!("{named} places named");
}

#[test]
fn errata_that_other_rows_name_are_in_the_spec() {
    let spec = Spec::embedded();
    let text = text();
    let (defects, _) = text.split_once(HEADING).expect("the heading of the observations");
    let ids = defects.split('`').skip(1).step_by(2).filter(|name| name.contains('-') && !name.contains(' '));
    for id in ids.filter(|id| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')) {
        assert!(is_there(spec, "erratum", id), "there is no erratum `{id}`");
    }
}

const HEADING: &str = "# What real modules and drivers show, and where it stands";

struct Row {
    what: String,
    place: String,
}

fn text() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("not-in-spec.md");
    fs::read_to_string(path).expect("the list is there")
}

/// The rows of the table of observations.
fn rows() -> Vec<Row> {
    let text = text();
    let (_, observations) = text.split_once(HEADING).expect("the heading of the observations");
    let rows = observations.lines().filter(|line| line.starts_with("| ")).skip(1);
    let row = |line: &str| {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [what, _, place] = cells.as_slice() else { panic!("a row has three cells: {line}") };
        Row { what: what.to_string(), place: place.to_string() }
    };
    rows.map(row).collect()
}

fn is_there(spec: &Spec, kind: &str, name: &str) -> bool {
    let lexical = &spec.lexical;
    match kind {
        "erratum" => spec.errata.errata.iter().any(|erratum| erratum.id == name),
        "command" => spec.command(name).is_some(),
        "domain" => spec.domain(name).is_some(),
        "message" => spec.events.messages.iter().any(|line| line.name == name),
        "packet" => spec.events.packets.iter().any(|packet| packet.head.name == name),
        "final" => lexical.finals.iter().any(|known| known.text == name),
        "reason" => lexical.reasons.iter().any(|known| known.text == name),
        "file" => Path::new(env!("CARGO_MANIFEST_DIR")).join(name).is_file(),
        kind => panic!("`{kind}` is nothing that a row can name"),
    }
}
