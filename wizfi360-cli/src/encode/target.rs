//! Which form of which command is meant.

use crate::{book::Book, end::Failure, near::nearest, voice::Voice};
use wizfi360_reference::{syntax::form_lines, text::readable};
use wizfi360_spec::model::{Command, FormKind, Name};

/// What is to be encoded.
pub(super) enum Target {
    /// A whole line, as it stands: `ATE0`, `AT+CWMODE_CUR=1`.
    Line(Vec<u8>),
    /// A form, with values beside it.
    Form { name: &'static str, kind: FormKind },
}

impl Target {
    /// What is meant by a name, perhaps with parameters or the sign of a form behind it, and by a form that is asked for beside it.
    /// `has_values`: some are given.
    pub(super) fn choose(
        book: &Book,
        voice: Voice,
        typed: &str,
        form: Option<FormKind>,
        has_values: bool,
    ) -> Result<Target, Failure> {
        let typed = typed.trim();
        let (name, sign) = typed.split_at(typed.find(['=', '?']).unwrap_or(typed.len()));
        let by_sign = match sign {
            "" => None,
            "?" => Some(FormKind::Query),
            "=?" => Some(FormKind::Test),
            "=" => Some(FormKind::Set),
            _ => {
                if let (false, None, Some((_, known))) = (has_values, form, known(book, name)) {
                    return Ok(Target::Line(format!("{}{sign}", known.name).into_bytes()));
                }
                let way_out = format!("Give the command alone, and each parameter by {}name=value.", voice.set());
                // What stands behind the `=` is not repeated: a password may stand in it.
                return Err(Failure::wrong(format!("`{}` has parameters behind it", shown(name)), way_out));
            }
        };
        let Some((command, name)) = known(book, name) else {
            // `ATE0` is a whole line: its parameter stands right behind the name.
            let line = typed.to_ascii_uppercase().into_bytes();
            if !has_values && book.interpreter().read_request(&line).is_ok() {
                return Ok(Target::Line(line));
            }
            return Err(unknown(book, voice, name));
        };
        if let (Some(sign), Some(option)) = (by_sign, form)
            && sign != option
        {
            let way_out = "Leave out one of them.";
            return Err(Failure::wrong(format!("`{typed}` is another form than --form says"), way_out));
        }
        let kind = match by_sign.or(form) {
            Some(kind) => kind,
            None => by_values(voice, command, name, has_values)?,
        };
        Ok(Target::Form { name: &name.name, kind })
    }
}

/// The command of this name, in any case, with or without `AT+`.
fn known(book: &Book, name: &str) -> Option<(&'static Command, &'static Name)> {
    let spec = book.spec;
    if name.is_empty() {
        return None;
    }
    let found = spec
        .command(name)
        .or_else(|| spec.command(&format!("AT+{name}")))
        .or_else(|| spec.command(&format!("AT{name}")));
    found.map(|(_, command, name)| (command, name))
}

/// The form that goes with values, or without.
fn by_values(voice: Voice, command: &Command, name: &Name, has_values: bool) -> Result<FormKind, Failure> {
    let has = |kind: FormKind| command.forms.iter().any(|form| form.kind == kind);
    let glued = command.forms.iter().find(|form| form.no_equals).map(|form| form.kind);
    let chosen = match (has_values, command.forms.as_slice()) {
        (_, [only]) => Some(only.kind),
        (true, _) => has(FormKind::Set).then_some(FormKind::Set).or(glued),
        (false, _) if has(FormKind::Execute) => Some(FormKind::Execute),
        (false, _) => None,
    };
    chosen.ok_or_else(|| {
        let forms: Vec<String> = command.forms.iter().flat_map(|form| form_lines(name, form)).collect();
        let way_out = format!(
            "It has these forms:\n  {}\nGive parameters by {}name=value, or choose a form by `?`{}.",
            forms.join("\n  "),
            voice.set(),
            if voice == Voice::Arguments { " or --form" } else { "" },
        );
        Failure::wrong(format!("which form of {} is meant is not clear", name.name), way_out)
    })
}

fn unknown(book: &Book, voice: Voice, typed: &str) -> Failure {
    let names: Vec<&str> =
        book.spec.commands().flat_map(|(_, command)| &command.names).map(|name| name.name.as_str()).collect();
    let aliases: Vec<String> = book
        .spec
        .commands()
        .filter(|(_, command)| command.search_terms.iter().any(|alias| alias.eq_ignore_ascii_case(typed)))
        .flat_map(|(_, command)| command.names.iter().map(|name| name.name.clone()))
        .collect();
    let with_at = if typed.to_ascii_uppercase().starts_with("AT") { typed.to_string() } else { format!("AT+{typed}") };
    let mut near: Vec<String> = aliases;
    near.extend(nearest(&with_at, names).into_iter().map(str::to_string));
    near.dedup();
    let way_out = match near.as_slice() {
        [] => format!("{} lists all commands.", voice.explain("")),
        near => format!("Near it: {}. {} lists all commands.", near.join(", "), voice.explain("")),
    };
    Failure::wrong(format!("`{}` is no command", shown(typed)), way_out)
}

fn shown(text: &str) -> String {
    readable(text.as_bytes())
}
