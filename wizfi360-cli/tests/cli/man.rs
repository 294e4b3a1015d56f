//! Manual pages.

use crate::run::{code, err, folder, out, run};
use std::fs;

#[test]
fn a_page_has_its_sections_and_examples_keep_their_lines() {
    let output = run(&["man", "explain"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let page = out(&output);
    for part in
        [".TH WIZFI360-EXPLAIN 1 \"\" \"wizfi360 ", ".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH EXAMPLES\n.nf\n"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.contains("wizfi360 explain AT+CIPSTART\n"), "{page}");
    assert!(out(&run(&["man"])).contains(".SH SUBCOMMANDS"));
}

#[test]
fn all_pages_are_written() {
    let root = folder();
    let folder = root.join("man1");
    let output = run(&["man", "--dir", &folder.display().to_string()]);
    assert_eq!((code(&output), out(&output)), (0, String::new()), "{}", err(&output));
    let names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let help = out(&run(&["--help"]));
    let commands = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let commands: Vec<&str> = commands.take_while(|line| !line.is_empty()).filter_map(first_word).collect();
    assert!(commands.len() > 10, "{help}");
    for command in commands.iter().filter(|command| **command != "help") {
        assert!(names.contains(&format!("wizfi360-{command}.1")), "{command}: {names:?}");
    }
    assert_eq!(names.len(), commands.len(), "one for each, and that of the program in the place of `help`");
}

/// The word that begins two columns in; descriptions go on further right.
fn first_word(line: &str) -> Option<&str> {
    line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '))?.split(' ').next()
}

#[test]
fn what_cannot_be_done_is_told() {
    let output = run(&["man", "explian"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("Did you mean `explain`?"), "{}", err(&output));
    let folder = folder();
    let file = folder.join("file");
    fs::write(&file, "").unwrap();
    let output = run(&["man", "--dir", &file.display().to_string()]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("file"), "{}", err(&output));
}
