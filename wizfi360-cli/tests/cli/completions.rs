//! What shells offer at Tab.

use crate::run::{code, command, err, out, run};

/// What the program offers for the last of these words, as a shell asks it.
fn offers(shell: &str, words: &[&str]) -> Vec<String> {
    let mut command = command();
    command.env("WIZFI360_COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string());
    let output = command.env("_CLAP_IFS", "\n").arg("--").args(words).output().unwrap();
    assert_eq!(code(&output), 0, "{shell} {words:?}: {}", err(&output));
    out(&output).lines().map(str::to_string).collect()
}

#[test]
fn names_of_the_spec_are_offered() {
    for (words, all) in [
        (&["wizfi360", "explain", "AT+CWJ"][..], &["AT+CWJAP_CUR", "AT+CWJAP_DEF", "AT+CWJAP"][..]),
        (&["wizfi360", "explain", "cwj"], &["cwjap_cur", "cwjap_def", "cwjap"]),
        (&["wizfi360", "explain", "join-err"], &["join-error-prefix"]),
        (&["wizfi360", "encode", "AT+CWJAP_CUR"], &["AT+CWJAP_CUR", "AT+CWJAP_CUR?"]),
        (&["wizfi360", "encode", "AT+CWJAP_CUR", "--set", ""], &["ssid=", "pwd=", "bssid="]),
        (&["wizfi360", "encode", "AT+CWJAP_CUR", "--set", "ss"], &["ssid="]),
        (&["wizfi360", "encode", "cwjap_cur", "--set", "ssid=x", "--set", "p"], &["pwd="]),
        // Bash has an `=` as a word of its own.
        (&["wizfi360", "encode", "cwjap_cur", "--set", "ssid", "=", "x", "--set", ""], &["pwd=", "bssid="]),
        (&["wizfi360", "encode", "AT+CWMODE_CUR", "--set", "mode=SoftA"], &["mode=SoftAp"]),
        (&["wizfi360", "encode", "AT+CIPSTART", "--set", "type=TCP", "--set", "remote_p"], &["remote_port="]),
        (&["wizfi360", "check", "--only", "AT+CWQ"], &["AT+CWQAP"]),
        (&["wizfi360", "check", "--allow", "net"], &["network"]),
        (&["wizfi360", "drive-check", "--print", "join-esc"], &["join-escapes"]),
        (&["wizfi360", "sim", "--deviate", "ok-lost-"], &["ok-lost-behind-answer"]),
        (&["wizfi360", "man", "expl"], &["explain"]),
        (&["wizfi360", "completions", "po"], &["powershell"]),
        (&["wizfi360", "encode", "AT+NOTHING", "--set", ""], &[]),
    ] {
        assert_eq!(offers("bash", words), all, "{words:?}");
    }
    let explained = offers("fish", &["wizfi360", "explain", "AT+CWQ"]);
    assert_eq!(explained, ["AT+CWQAP\tLeaves the access point."], "with what each is");
}

#[test]
fn each_shell_has_a_script() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let output = run(&["completions", shell]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert!(out(&output).contains("WIZFI360_COMPLETE") && out(&output).contains("wizfi360"), "{}", out(&output));
    }
    assert_eq!(code(&run(&["completions"])), 2);
    assert_eq!(code(&run(&["completions", "tcsh"])), 2);
}
