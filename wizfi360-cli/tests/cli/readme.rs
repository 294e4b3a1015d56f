//! The console examples of this package's README.

use crate::run::{err, out, run};

#[test]
fn the_examples_of_the_readme_print_what_it_shows() {
    let text = include_str!("../../README.md").replace("\r\n", "\n");
    let block = text.split("```console\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let examples: Vec<_> = block.split("$ wizfi360 ").skip(1).collect();
    assert_eq!(examples.len(), 3);
    for example in examples {
        let (line, expected) = example.split_once('\n').unwrap();
        let output = run(&words(line));
        let actual = out(&output) + &err(&output);
        match expected.strip_suffix("...\n") {
            Some(start) => assert!(actual.starts_with(start), "{line}:\n{actual}"),
            None => assert_eq!(actual.trim_end(), expected.trim_end(), "{line}"),
        }
    }
}

/// The words of a command line; single quotes hold one together.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('\'').enumerate();
    let words = parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() });
    words.collect()
}
