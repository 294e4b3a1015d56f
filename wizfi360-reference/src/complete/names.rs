//! Names of commands, and their forms.

use super::Candidate;
use wizfi360_spec::{
    Spec,
    model::{Command, FormKind, Name},
};

/// Returns the names of commands that begin so, each spelt as the beginning is: `AT+CWJ`, `at+cwj`, `cwj`.
pub fn command_names<'s>(
    spec: &'s Spec,
    typed: &str,
) -> impl Iterator<Item = (String, &'s Command, &'s Name)> + use<'s> {
    let (upper, spelling) = (typed.to_ascii_uppercase(), Spelling::of(typed));
    let names = spec.commands().flat_map(|(_, command)| command.names.iter().map(move |name| (command, name)));
    let spelt = names.map(move |(command, name)| (spelling.spell(name), command, name));
    spelt.filter(move |(text, ..)| text.to_ascii_uppercase().starts_with(&upper))
}

/// Returns the names of commands that begin so; if none does, those with a search term that does: `join`.
pub fn commands(spec: &Spec, typed: &str) -> Vec<Candidate> {
    let candidate = |text: String, command: &Command| Candidate::new(0, text, &command.title);
    let found: Vec<_> = command_names(spec, typed).map(|(text, command, _)| candidate(text, command)).collect();
    if !found.is_empty() || typed.len() <= 2 {
        return found;
    }
    let (lower, spelling) = (typed.to_ascii_lowercase(), Spelling::of(typed));
    let fits =
        |command: &&Command| command.search_terms.iter().any(|term| term.to_ascii_lowercase().starts_with(&lower));
    let fitting = spec.commands().map(|(_, command)| command).filter(fits);
    fitting.filter_map(|command| Some(candidate(spelling.spell(command.names.first()?), command))).collect()
}

/// The beginnings of requests: names of commands, and before them the forms of one that is whole.
pub(super) fn requests(spec: &Spec, typed: &str) -> Vec<Candidate> {
    let with_at = Spelling::of(typed).with_at;
    let whole = command_names(spec, typed).filter(|(text, ..)| text.eq_ignore_ascii_case(typed));
    let mut found: Vec<_> = whole.flat_map(|(text, command, name)| forms(command, name, &text, with_at)).collect();
    found.extend(commands(spec, typed).into_iter().filter(|one| !one.text.eq_ignore_ascii_case(typed)));
    found
}

fn forms(command: &Command, name: &Name, text: &str, with_at: bool) -> Vec<Candidate> {
    let of_name = command.forms.iter().filter(|form| form.applies_to(name));
    let candidate = of_name.map(|form| {
        // Without `AT`, parameters are given by name.
        let by_name = form.kind == FormKind::Set && !form.no_equals && !with_at;
        let sign = if by_name { "" } else { form.sign(name) };
        let doc = if form.doc.is_empty() { &command.title } else { &form.doc };
        Candidate::new(0, format!("{text}{sign}"), doc).with_blank(by_name)
    });
    candidate.collect()
}

/// The style in which names are typed.
#[derive(Clone, Copy)]
struct Spelling {
    with_at: bool,
    is_lower: bool,
}

impl Spelling {
    fn of(typed: &str) -> Spelling {
        let upper = typed.to_ascii_uppercase();
        let is_lower = typed.chars().any(char::is_alphabetic) && !typed.chars().any(char::is_uppercase);
        Spelling { with_at: upper.starts_with("AT") || "AT".starts_with(&upper), is_lower }
    }

    fn spell(self, name: &Name) -> String {
        let name = name.name.as_str();
        let name = if self.with_at { name } else { name.strip_prefix("AT+").unwrap_or(name) };
        if self.is_lower { name.to_ascii_lowercase() } else { name.to_string() }
    }
}
