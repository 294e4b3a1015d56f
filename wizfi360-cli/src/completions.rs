//! `wizfi360 completions`, and what shells offer at Tab besides subcommands and options.
//!
//! The engine is clap_complete's dynamic one: a script of a few lines calls this program with the words of the line, in
//! the environment variable [`VARIABLE`]. Lists that a script could hold would not do, because the names of parameters
//! depend on the command that was typed before them. The engine's interface is not stable, so its version is pinned; the
//! script is meant to be generated anew at each start of a shell, so that the two always fit.

use crate::{
    args::{Cli, Color, CompletionShell as Shell, Completions, Folder},
    book::Book,
    end::{Failure, Outcome, Verdict},
    paint,
};
use clap::{Command, CommandFactory};
use clap_complete::{
    CompletionCandidate,
    env::{CompleteEnv, Shells},
};
use std::{env, ffi::OsStr, path::Path};
use wizfi360_conformance::check::Risk;
use wizfi360_reference::{complete, search};
use wizfi360_sim::{Deviation, scenario::Scenario};
use wizfi360_spec::Spec;

/// The environment variable that asks for completions; it names the shell.
const VARIABLE: &str = "WIZFI360_COMPLETE";

/// Answers a shell that asks for completions, and ends the program; otherwise does nothing.
pub(crate) fn answer() {
    CompleteEnv::with_factory(Cli::command).var(VARIABLE).complete();
}

pub(crate) fn run(args: &Completions, color: Color) -> Outcome {
    let name = match args.shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
        Shell::Powershell => "powershell",
    };
    let shells = Shells::builtins();
    let shell = shells.completer(name).ok_or_else(|| Failure::Bug(format!("clap_complete lacks {name}")))?;
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, "wizfi360", "wizfi360", &program(), &mut script)?;
    paint::print(color, &String::from_utf8_lossy(&script))?;
    Ok(Verdict::Fine)
}

/// How the script calls this program: by name as it was called, or by its whole path.
fn program() -> String {
    let called = env::args_os().next().unwrap_or_else(|| "wizfi360".into());
    let called = Path::new(&called);
    let is_bare = called.components().count() < 2;
    let path = if is_bare { called.to_path_buf() } else { std::path::absolute(called).unwrap_or(called.into()) };
    path.display().to_string()
}

fn spec() -> Option<&'static Spec> {
    Book::open(&Folder { folder: None }).ok().map(|book| book.spec)
}

fn candidate(text: impl Into<String>, doc: &str) -> CompletionCandidate {
    // Shells show a line.
    let doc = doc.split('\n').next().unwrap_or_default().to_string();
    CompletionCandidate::new(text.into()).help((!doc.is_empty()).then(|| doc.into()))
}

/// The subcommands of this program.
pub(crate) fn subcommands() -> Vec<CompletionCandidate> {
    let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    Cli::command().get_subcommands().map(|command| candidate(command.get_name(), &about(command))).collect()
}

/// Names of commands, spelt as the beginning is: `AT+CWJ`, `at+cwj`, `cwj`.
fn names(typed: &str) -> Vec<CompletionCandidate> {
    let names = spec().into_iter().flat_map(|spec| complete::command_names(spec, typed));
    names.map(|(text, command, _)| candidate(text, &command.title)).collect()
}

/// For `explain`: names of commands; once something is typed, also of value types, messages and errata.
pub(crate) fn subjects(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    let mut found = names(typed);
    if let (Some(spec), false) = (spec(), typed.is_empty()) {
        let domains = spec.all_domains().map(|(_, domain)| (domain.name.as_str(), domain.doc.as_str()));
        let messages = spec.events.messages.iter().map(|line| (line.name.as_str(), line.doc.as_str()));
        let errata = spec.errata.errata.iter().map(|erratum| (erratum.id.as_str(), erratum.manual_says.as_str()));
        let others = domains.chain(messages).chain(errata).filter(|(name, _)| name.starts_with(typed));
        found.extend(others.map(|(name, doc)| candidate(name, doc)));
    }
    found
}

/// For `check --only`: names of commands.
pub(crate) fn commands(typed: &OsStr) -> Vec<CompletionCandidate> {
    typed.to_str().map(names).unwrap_or_default()
}

/// For `encode`: names of commands; of one that is whole, its other forms too.
pub(crate) fn requests(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    let name = typed.trim_end_matches(['=', '?']);
    let mut found = Vec::new();
    for (text, command, known) in spec().into_iter().flat_map(|spec| complete::command_names(spec, name)) {
        let is_whole = text == name;
        found.push(candidate(text.clone(), &command.title));
        for form in command.forms.iter().filter(|form| is_whole && form.applies_to(known)) {
            let sign = form.sign(known);
            if sign.ends_with('?') {
                let doc = if form.doc.is_empty() { &command.title } else { &form.doc };
                found.push(candidate(format!("{text}{sign}"), doc));
            }
        }
    }
    found.retain(|one| one.get_value().to_string_lossy().starts_with(typed));
    found
}

/// For `encode --set`: names of parameters of the command that is on the line, and listed values.
pub(crate) fn parameters(typed: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(spec), Some(typed)) = (spec(), typed.to_str()) else { return Vec::new() };
    let words: Vec<String> = env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let names = || words.iter().map(|word| word.trim_end_matches(['=', '?']));
    let is_command = |word: &str| search::command(spec, word).is_some();
    let Some(command) = names().skip_while(|word| *word != "encode").skip(1).find(|word| is_command(word)) else {
        return Vec::new();
    };
    complete::parameters(spec, command, &given(&words, typed), typed)
        .into_iter()
        .map(|(text, doc)| candidate(text, &doc))
        .collect()
}

/// What is given by `--set` already. Bash has an `=` as a word of its own.
fn given(words: &[String], typed: &str) -> Vec<String> {
    let mut given = Vec::new();
    for (at, _) in words.iter().enumerate().filter(|(_, word)| *word == "--set") {
        match words.get(at + 1..) {
            Some([name, sign, value, ..]) if sign == "=" => given.push(format!("{name}={value}")),
            Some([name, ..]) if name != typed && name.contains('=') => given.push(name.clone()),
            _ => {}
        }
    }
    given
}

/// For `drive-check`: built-in scenarios.
pub(crate) fn scenarios() -> Vec<CompletionCandidate> {
    Scenario::built_in().iter().map(|scenario| candidate(&scenario.name, &scenario.goal)).collect()
}

/// For `sim --deviate`: deliberate faults.
pub(crate) fn faults() -> Vec<CompletionCandidate> {
    Deviation::all().map(|fault| candidate(fault.name(), fault.wrong())).collect()
}

/// For `check --allow`: risks.
pub(crate) fn risks() -> Vec<CompletionCandidate> {
    Risk::ALL.iter().map(|risk| candidate(risk.name(), risk.description())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_is_found_as_each_shell_has_it() {
        let words = |text: &str| text.split(' ').map(str::to_string).collect::<Vec<_>>();
        assert_eq!(given(&words("x encode AT+CIPSTART --set type=TCP --set re"), "re"), ["type=TCP"]);
        assert_eq!(given(&words("x encode AT+CIPSTART --set type = TCP --set re"), "re"), ["type=TCP"]);
    }
}
