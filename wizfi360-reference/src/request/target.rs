//! The form of a command that is to be built.

use crate::{
    help::{Help, Rejection},
    search::{self, did_you_mean},
    suggest::nearest,
    syntax::form_lines,
    text::readable,
};
use wizfi360_spec::{
    Spec,
    interpret::Interpreter,
    model::{Command, FormKind, Name},
};

/// The form that is to be built.
pub(super) enum Target<'s> {
    /// A whole line: `ATE0`, `AT+CWMODE_CUR=1`.
    Line(Vec<u8>),
    /// A form; its values are given by name.
    Form { name: &'s str, kind: FormKind },
}

impl<'s> Target<'s> {
    /// Chooses a form by a name, the parameters or the sign of a form after it, and the form that is asked for.
    pub(super) fn choose(
        spec: &'s Spec,
        typed: &str,
        form: Option<FormKind>,
        has_values: bool,
    ) -> Result<Target<'s>, Rejection> {
        let typed = typed.trim();
        let (name, sign) = typed.split_at(typed.find(['=', '?']).unwrap_or(typed.len()));
        let by_sign = match sign {
            "" => None,
            "?" => Some(FormKind::Query),
            "=?" => Some(FormKind::Test),
            "=" => Some(FormKind::Set),
            _ => {
                if let (false, None, Some((.., known))) = (has_values, form, search::command(spec, name)) {
                    return Ok(Target::Line(format!("{}{sign}", known.name).into_bytes()));
                }
                // The parameters are not repeated: one may be a password.
                return Err(Rejection::new(
                    format!("`{}` has parameters behind it", shown(name)),
                    vec![Help::GiveByName],
                ));
            }
        };
        let Some((_, command, name)) = search::command(spec, name) else {
            // `ATE0` is a whole line: its parameter follows the name at once.
            let line = typed.to_ascii_uppercase().into_bytes();
            if !has_values && Interpreter::new(spec).read_request(&line).is_ok() {
                return Ok(Target::Line(line));
            }
            return Err(unknown(spec, name));
        };
        if let (Some(sign), Some(option)) = (by_sign, form)
            && sign != option
        {
            let message = format!("`{typed}` is another form than `{}`", option.word());
            return Err(Rejection::new(message, vec![Help::OmitOne]));
        }
        let kind = match by_sign.or(form) {
            Some(kind) => kind,
            None => by_values(command, name, has_values)?,
        };
        Ok(Target::Form { name: &name.name, kind })
    }
}

/// The form that goes with values, or without.
fn by_values(command: &Command, name: &Name, has_values: bool) -> Result<FormKind, Rejection> {
    let has = |kind: FormKind| command.forms.iter().any(|form| form.kind == kind);
    let glued = command.forms.iter().find(|form| form.no_equals).map(|form| form.kind);
    let chosen = match (has_values, command.forms.as_slice()) {
        (_, [only]) => Some(only.kind),
        (true, _) => has(FormKind::Set).then_some(FormKind::Set).or(glued),
        (false, _) if has(FormKind::Execute) => Some(FormKind::Execute),
        (false, _) => None,
    };
    chosen.ok_or_else(|| {
        let forms = command.forms.iter().flat_map(|form| form_lines(name, form)).collect();
        Rejection::new(format!("which form of {} is meant is not clear", name.name), vec![Help::ChooseForm(forms)])
    })
}

fn unknown(spec: &Spec, typed: &str) -> Rejection {
    let has_term = |command: &Command| command.search_terms.iter().any(|term| term.eq_ignore_ascii_case(typed));
    let commands = || spec.commands().map(|(_, command)| command);
    let by_term = commands().filter(|command| has_term(command)).flat_map(|command| &command.names);
    let with_at = if typed.to_ascii_uppercase().starts_with("AT") { typed.to_string() } else { format!("AT+{typed}") };
    let names = commands().flat_map(|command| &command.names).map(|name| name.name.as_str());
    let mut near: Vec<String> = by_term.map(|name| name.name.clone()).collect();
    near.extend(nearest(&with_at, names).into_iter().map(str::to_string));
    near.dedup();
    Rejection::new(format!("`{}` is no command", shown(typed)), did_you_mean(near))
}

fn shown(text: &str) -> String {
    readable(text.as_bytes())
}
