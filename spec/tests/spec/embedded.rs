//! The embedded files load, and no lint finds anything in them.

use std::{fs, path::Path};
use wizfi360_spec::{
    Spec, lint,
    model::{FormKind, Mux},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn spec() -> Spec {
    match Spec::from_folder(root()) {
        Ok(spec) => spec,
        Err(errors) => panic!("{}", errors.iter().map(|error| format!("{error}\n")).collect::<String>()),
    }
}

#[test]
fn the_embedded_spec_loads() {
    assert!(spec().commands().count() > 0);
}

#[test]
fn the_embedded_spec_has_no_findings() {
    let mut report = String::new();
    for finding in lint::run(&spec()) {
        let text = fs::read_to_string(root().join(&finding.place.file)).unwrap_or_default();
        let (line, column) = finding.locate(&text).unwrap_or((1, 1));
        report.push_str(&format!("spec/{}:{line}:{column}: {finding}\n", finding.place.file));
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn places_are_found_in_their_files() {
    let spec = spec();
    for (path, command) in spec.commands() {
        let place = lint::Place {
            file: format!("{path}.ron"),
            command: Some(command.names[0].name.clone()),
            ..lint::Place::default()
        };
        let finding = lint::Finding { rule: "test", place, message: String::new(), help: String::new() };
        let text = fs::read_to_string(root().join(&finding.place.file)).expect("the file is there");
        let (line, column) = finding.locate(&text).expect("the command stands in its file");
        let line = text.lines().nth(line - 1).expect("the line is there");
        assert!(line[column - 1..].starts_with(&format!("name: {:?}", command.names[0].name)), "{line}");
    }
}

#[test]
fn a_form_tells_how_mux_has_to_be_set() {
    let spec = spec();
    let table = [
        ("AT+CIPSEND", FormKind::Set, Some(Mux::Single), Some(Mux::Multiple)),
        ("AT+CIPSEND", FormKind::Execute, Some(Mux::Single), Some(Mux::Single)),
        ("AT+CIPSTART", FormKind::Set, Some(Mux::Single), Some(Mux::Multiple)),
        ("AT+CIPCLOSE", FormKind::Execute, Some(Mux::Single), Some(Mux::Single)),
        ("AT+CIPCLOSE", FormKind::Set, Some(Mux::Multiple), Some(Mux::Multiple)),
        ("AT+GMR", FormKind::Execute, None, None),
    ];
    for (name, kind, without, with) in table {
        let (_, command, _) = spec.command(name).expect("a command");
        let form = command.forms.iter().find(|form| form.kind == kind).expect("a form");
        assert_eq!(command.mux(form, false), without, "{name} without its lead");
        assert_eq!(command.mux(form, true), with, "{name} with its lead");
    }
}

#[test]
fn a_file_can_be_read_in_one_go() {
    let mut folders = vec![root().to_path_buf()];
    let (mut files, mut long) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ron") {
                let lines = fs::read_to_string(&path).expect("a text").lines().count();
                files += 1;
                if lines > 400 {
                    long.push(format!("{}: {lines} lines", path.display()));
                }
            }
        }
    }
    assert!(files > 20, "{files} files");
    assert!(long.is_empty(), "a RON file has at most 400 lines; split the family: {long:?}");
}
