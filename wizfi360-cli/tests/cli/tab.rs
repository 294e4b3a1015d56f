//! Completions in real shells.

use crate::run::{err, out};
use std::{env, ffi::OsString, path::Path, process::Command};

/// A shell that has the program in its path.
fn shell(name: &str, options: &[&str], script: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_wizfi360")).parent().unwrap();
    let mut path = OsString::from(folder);
    path.push(":");
    path.push(env::var_os("PATH").unwrap_or_default());
    let output = Command::new(name).args(options).arg(script).env("PATH", path).output();
    let output = output.unwrap_or_else(|error| panic!("{name}: {error}; `cargo xtask test --install` installs it"));
    assert_eq!(err(&output), "", "{name}");
    out(&output)
}

#[test]
fn bash_completes() {
    let script = r#"
        source <(wizfi360 completions bash)
        tab() {
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_TYPE=9
            _clap_complete_wizfi360 wizfi360 "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            echo "${COMPREPLY[*]}"
        }
        complete -p wizfi360
        tab wizfi360 explain AT+CWJ
        tab wizfi360 encode AT+CWJAP_CUR --set ss
    "#;
    let shown = shell("bash", &["--norc", "-c"], script);
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].contains("-F _clap_complete_wizfi360 wizfi360"), "{shown}");
    assert_eq!(lines[1..], ["AT+CWJAP_CUR AT+CWJAP_DEF AT+CWJAP", "ssid="], "{shown}");
}

#[test]
fn zsh_completes() {
    // `_describe` is what zsh's own completion would call.
    let script = r#"
        compdef() {}
        _describe() { local all=(${(P)3}); print -r -- ${all%%:*} }
        source <(wizfi360 completions zsh)
        words=(wizfi360 explain AT+CWJ); CURRENT=3; _clap_dynamic_completer_wizfi360
        words=(wizfi360 encode AT+CWJAP_CUR --set ss); CURRENT=5; _clap_dynamic_completer_wizfi360
    "#;
    let shown = shell("zsh", &["-f", "-c"], script);
    assert_eq!(shown.lines().collect::<Vec<_>>(), ["AT+CWJAP_CUR AT+CWJAP_DEF AT+CWJAP", "ssid="], "{shown}");
}

#[test]
fn fish_completes() {
    let script = "wizfi360 completions fish | source
        complete -C 'wizfi360 explain AT+CWJ'
        complete -C 'wizfi360 encode AT+CWJAP_CUR --set ss'";
    let shown = shell("fish", &["--no-config", "-c"], script);
    let names: Vec<&str> = shown.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(names, ["AT+CWJAP_CUR", "AT+CWJAP_DEF", "AT+CWJAP", "ssid="], "{shown}");
}
