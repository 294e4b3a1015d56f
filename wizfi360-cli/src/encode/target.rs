//! Which form of which command is meant.

use crate::{
    args::{Encode, FormArg},
    book::Book,
    bytes::readable,
    end::Failure,
    near::nearest,
    pages::form_lines,
};
use wizfi360_spec::model::{Command, Kind, Name};

/// What is to be encoded.
pub(super) enum Target {
    /// A whole line, as it stands: `ATE0`, `AT+CWMODE_CUR=1`.
    Line(Vec<u8>),
    /// A form, with values beside it.
    Form { name: &'static str, kind: Kind },
}

impl Target {
    /// What the arguments mean. `has_values`: some are given.
    pub(super) fn choose(book: &Book, args: &Encode, has_values: bool) -> Result<Target, Failure> {
        let typed = args.command.trim();
        let (name, sign) = typed.split_at(typed.find(['=', '?']).unwrap_or(typed.len()));
        let by_sign = match sign {
            "" => None,
            "?" => Some(Kind::Query),
            "=?" => Some(Kind::Test),
            "=" => Some(Kind::Set),
            _ if !has_values && args.form.is_none() && is_known(book, name) => {
                return Ok(Target::Line(typed.as_bytes().to_vec()));
            }
            _ => {
                let way_out = "Give the command alone, and each parameter by --set name=value.";
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
            return Err(unknown(book, name));
        };
        let by_option = args.form.map(kind_of);
        if let (Some(sign), Some(option)) = (by_sign, by_option)
            && sign != option
        {
            let way_out = "Leave out one of them.";
            return Err(Failure::wrong(format!("`{typed}` is another form than --form says"), way_out));
        }
        let kind = match by_sign.or(by_option) {
            Some(kind) => kind,
            None => by_values(command, name, has_values)?,
        };
        Ok(Target::Form { name: &name.name, kind })
    }
}

fn kind_of(form: FormArg) -> Kind {
    match form {
        FormArg::Set => Kind::Set,
        FormArg::Query => Kind::Query,
        FormArg::Execute => Kind::Execute,
        FormArg::Test => Kind::Test,
    }
}

fn is_known(book: &Book, name: &str) -> bool {
    known(book, name).is_some()
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
fn by_values(command: &Command, name: &Name, has_values: bool) -> Result<Kind, Failure> {
    let has = |kind: Kind| command.forms.iter().any(|form| form.form == kind);
    let glued = command.forms.iter().find(|form| form.glued).map(|form| form.form);
    let chosen = match (has_values, command.forms.as_slice()) {
        (_, [only]) => Some(only.form),
        (true, _) => has(Kind::Set).then_some(Kind::Set).or(glued),
        (false, _) if has(Kind::Execute) => Some(Kind::Execute),
        (false, _) => None,
    };
    chosen.ok_or_else(|| {
        let forms: Vec<String> = command.forms.iter().flat_map(|form| form_lines(name, form)).collect();
        let way_out = format!(
            "It has these forms:\n  {}\nGive parameters by --set name=value, or choose a form by `?` or --form.",
            forms.join("\n  ")
        );
        Failure::wrong(format!("which form of {} is meant is not clear", name.name), way_out)
    })
}

fn unknown(book: &Book, typed: &str) -> Failure {
    let names: Vec<&str> =
        book.spec.commands().flat_map(|(_, command)| &command.names).map(|name| name.name.as_str()).collect();
    let aliases: Vec<String> = book
        .spec
        .commands()
        .filter(|(_, command)| command.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(typed)))
        .flat_map(|(_, command)| command.names.iter().map(|name| name.name.clone()))
        .collect();
    let with_at = if typed.to_ascii_uppercase().starts_with("AT") { typed.to_string() } else { format!("AT+{typed}") };
    let mut near: Vec<String> = aliases;
    near.extend(nearest(&with_at, names).into_iter().map(str::to_string));
    near.dedup();
    let way_out = match near.as_slice() {
        [] => "`wizfi360 explain` lists all commands.".to_string(),
        near => format!("Near it: {}. `wizfi360 explain` lists all commands.", near.join(", ")),
    };
    Failure::wrong(format!("`{}` is no command", shown(typed)), way_out)
}

fn shown(text: &str) -> String {
    readable(text.as_bytes())
}
