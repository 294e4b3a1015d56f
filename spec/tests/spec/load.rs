//! What the loader says of files that are not as they should be.

use crate::small;
use std::fs;
use wizfi360_spec::Spec;

const FAMILY: &str = r#"(
    doc: "F.",
    commands: [
        (
            names: [(name: "AT+X", since: "1.0.1.0", source: Manual("3.1.1", 11))],
            title: "X.",
            forms: [(kind: Set, params: (list: [(name: "a", doc: "A.", ty: U8)]))],
        ),
    ],
)"#;

/// What is said of the family with `from` replaced.
fn said(from: &str, to: &str) -> String {
    assert!(FAMILY.contains(from), "{from}");
    load(FAMILY.replacen(from, to, 1))
}

fn load(text: String) -> String {
    match Spec::from_files([("wifi/x.ron".to_string(), text)]) {
        Ok(_) => "it loads".into(),
        Err(errors) => errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn a_misspelt_key_is_answered_with_the_nearest() {
    let table = [
        (
            "since:",
            "perzist: Flash, since:",
            "5:36: `perzist` is no key of `Name`; its keys are `name`, `scope`, `persist`, `since`, `until`, `source`; did you mean `persist`?",
        ),
        (
            "kind: Set",
            "kind: Set, data: Counted(lenth: \"a\")",
            "7:47: `lenth` is no key of `Counted`; its keys are `length`, `ok_before_prompt`, `until_nul`, `until_escape`, `receipt`; did you mean `length`?",
        ),
        (
            "doc: \"F.\"",
            "doc: \"F.\", zzz: 1",
            "2:16: `zzz` is no key of `Family`; its keys are `doc`, `domains`, `commands`",
        ),
        ("title:", "titel:", "6:13: `titel` is no key of `Command`; its keys are `names`, `title`, "),
    ];
    for (from, to, expected) in table {
        let said = said(from, to);
        assert!(said.starts_with(&format!("spec/wifi/x.ron:{expected}")), "{said}");
    }
}

#[test]
fn test_cases_are_beside_their_commands() {
    let text = |steps: &str| format!("(checks: [\n(id: \"a\", title: \"A.\", {steps})])");
    let load = |path: &str, text: String| {
        let family = ("wifi/x.ron".to_string(), FAMILY.to_string());
        match Spec::from_files([family, (path.to_string(), text)]) {
            Ok(_) => "it loads".into(),
            Err(errors) => errors[0].to_string(),
        }
    };
    let table = [
        (
            "wifi/y.checks.ron",
            text("steps: []"),
            "spec/wifi/y.checks.ron: test cases are beside their commands; there is no spec/wifi/y.ron",
        ),
        (
            "wifi/x.checks.ron",
            text("stesp: []"),
            "spec/wifi/x.checks.ron:2:24: `stesp` is no key of `Check`; its keys are ",
        ),
        (
            "wifi/x.checks.ron",
            text("steps: [Hots(\"AT\", Succeeds)]"),
            "spec/wifi/x.checks.ron:2:32: `Hots` is no value of `Step`",
        ),
    ];
    for (path, text, expected) in table {
        let said = load(path, text);
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn an_unknown_variant_is_answered_with_the_nearest() {
    let table = [
        (
            "since:",
            "persist: Flsh, since:",
            "5:45: `Flsh` is no value of `Persist`; its values are `Unstated`, `Volatile`, `Flash`; did you mean `Flash`?",
        ),
        (
            "kind: Set",
            "kind: Sett",
            "7:28: `Sett` is no value of `FormKind`; its values are `Test`, `Query`, `Set`, `Execute`; did you mean `Set`?",
        ),
        (
            "Manual(\"3.1.1\", 11)",
            "Page(11)",
            "5:62: `Page` is no value of `Source`; its values are `Manual`, `Capture`, `Vendor`, `Driver`, `Inference`",
        ),
    ];
    for (from, to, expected) in table {
        assert_eq!(said(from, to), format!("spec/wifi/x.ron:{expected}"));
    }
}

#[test]
fn a_wrong_type_is_answered_with_what_was_expected() {
    let table = [
        ("title: \"X.\"", "title: 5", "6:20: expected a text in quotes, found `5`"),
        (
            "since: \"1.0.1.0\"",
            "since: 1.0",
            "5:43: expected a firmware version in quotes, or a list with one for each branch, found the floating point number `1`",
        ),
        (
            "since: \"1.0.1.0\"",
            "since: \"1.0\"",
            "5:44: `1.0` is not a firmware version; write four numbers as in \"1.1.1.7\", or \"1.1.x.x\" for a branch",
        ),
        ("kind: Set", "kind: Set, no_equals: yes", "7:44: expected `true` or `false`, found `yes`"),
        ("kind: Set", "kind: Set, printed_forms: 300", "7:48: the number 300 does not fit this key; correct it"),
        ("\"3.1.1\", 11", "\"3.1.1\", \"x y\"", "5:78: expected a number, found `\"x y\"`"),
        ("\"3.1.1\", 11", "\"3.1.1\"", "5:76: expected tuple variant Source::Manual with 2 elements, found 1"),
        ("list: [", "list: 5, x: [", "7:48: expected `[`, found `5`"),
        ("names: [", "names = [", "5:19: expected `:`, found `=`"),
    ];
    for (from, to, expected) in table {
        assert_eq!(said(from, to), format!("spec/wifi/x.ron:{expected}"));
    }
}

#[test]
fn a_missing_or_doubled_field_is_named() {
    let missing = "spec/wifi/x.ron:8:9: the key `title` of the `Command` that ends here is missing; add it";
    assert_eq!(said("title: \"X.\",", ""), missing);
    let doubled = "spec/wifi/x.ron:6:26: the key `title` stands here for the second time; remove one";
    assert_eq!(said("title: \"X.\",", "title: \"X.\", title: \"Y.\","), doubled);
}

#[test]
fn brackets_and_quotes_that_are_not_closed_are_pointed_at() {
    let table = [
        (
            "ty: U8)]))],",
            "ty: U8)])),",
            "8:9: expected `(` of a `Form`, found `)`; the `[` of line 7, column 20 is not closed before the `)` of line 8, column 9",
        ),
        (
            "ty: U8)]))],",
            "ty: U8)]))",
            "8:9: expected a comma or a closing bracket, found `)`; the `[` of line 7, column 20 is not closed before the `)` of line 8, column 9",
        ),
        ("    ],\n)", "    ],\n) x", "10:3: the text goes on with `x` behind its last bracket; remove that"),
        (
            "    ],\n)",
            "    ]",
            "9:6: expected a comma or a closing bracket, but the text ends here; the `(` of line 1, column 1 is not closed",
        ),
        (
            "doc: \"A.\"",
            "doc: \"A.",
            "7:66: a text has no closing quote; a quote inside a text stands behind a backslash",
        ),
        (
            "title: \"X.\"",
            "title: \"\\q\"",
            "6:21: a text has an escape that RON does not know; write a backslash as `\\\\`",
        ),
    ];
    for (from, to, expected) in table {
        assert_eq!(said(from, to), format!("spec/wifi/x.ron:{expected}"));
    }
}

#[test]
fn nesting_and_size_are_limited() {
    let tails = |depth: usize| "(tail: (name: \"a\", params: ".repeat(depth) + "()" + &"))".repeat(depth);
    let deep = |depth: usize| FAMILY.replacen("(list: [(name: \"a\", doc: \"A.\", ty: U8)])", &tails(depth), 1);
    let said = load(deep(10_000));
    assert!(said.ends_with("brackets nest too deep; 128 levels are the most"), "{said}");
    // What still loads is walked without trouble too.
    let most = small::spec(&[("wifi/x.ron", &deep(20))]);
    let _ = wizfi360_spec::lint::run(&most);
    for text in ["[", "(", "(doc:", "Some(", "/*"] {
        let said = load(text.repeat(100_000));
        assert!(said.starts_with("spec/wifi/x.ron:1:"), "{said}");
    }
    let said = load(" ".repeat((1 << 20) + 1));
    assert_eq!(said, "spec/wifi/x.ron: a file has at most 1048576 bytes; this one has 1048577");
}

#[test]
fn all_errors_are_returned_together() {
    let files = [("wifi/a.ron", "x"), ("wifi/b.ron", "("), ("lexical.ron", "()")];
    let errors = Spec::from_files(files.map(|(path, text)| (path.to_string(), text.to_string()))).expect_err("broken");
    let files: Vec<_> = errors.iter().map(|error| error.file.as_str()).collect();
    assert_eq!(files, ["spec/wifi/a.ron", "spec/wifi/b.ron", "spec/lexical.ron"]);
    let errors = Spec::from_files([]).expect_err("nothing there");
    assert_eq!(errors.len(), 5);
    assert_eq!(errors[4].to_string(), "spec/errata.ron: the file is missing; it must stand in the spec's folder");
}

#[test]
fn folders_are_read_with_their_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("wifi")).expect("a folder");
    fs::create_dir_all(root.join("other")).expect("a folder");
    fs::write(root.join("wifi/a.ron"), b"\xff").expect("a file");
    fs::write(root.join("wifi/b.ron"), vec![b' '; (1 << 20) + 1]).expect("a file");
    fs::write(root.join("wifi/c.txt"), "ignored").expect("a file");
    fs::write(root.join("other/d.ron"), "ignored").expect("a file");
    let mut errors = Spec::from_folder(root).expect_err("broken");
    errors.sort_by(|a, b| a.file.cmp(&b.file));
    let shown: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(shown[0].starts_with("spec/wifi/a.ron: ") && shown[0].contains("UTF-8"), "{}", shown[0]);
    assert_eq!(shown[1], "spec/wifi/b.ron: a file has at most 1048576 bytes; this one has 1048577");
    let nowhere = root.join("nowhere");
    let missing = Spec::from_folder(&nowhere).expect_err("no folder");
    assert!(missing[0].to_string().starts_with(&nowhere.display().to_string()), "{}", missing[0]);
}
