//! Reading requests.

use super::{ErrorKind, Interpreter, Refusal, Request, cursor::Cursor, value::shown};
use crate::{
    model::{Command, Form, FormKind, Name},
    near::{near, one_of},
};
use std::ops::Range;

impl<'s> Interpreter<'s> {
    /// Reads a request line, with or without its line end.
    pub fn read_request(&self, line: &[u8]) -> Result<Request<'s>, Refusal> {
        let text = without_line_end(line);
        self.refuse_control(text)?;
        let name_end = text.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(text.len());
        let (typed, behind) = text.split_at(name_end);
        if let Some((path, command, name)) = self.known(typed) {
            let (form, part) = self.form(command, name, text, behind)?;
            return self.fields(path, command, name, form, text, part);
        }
        if let Some((path, command, name, form)) = self.glued(text) {
            return self.fields(path, command, name, form, text, name.name.len()..text.len());
        }
        Err(self.unknown_command(typed, Some(0..name_end)))
    }

    /// The command with exactly this name.
    fn known(&self, typed: &[u8]) -> Option<(&'s str, &'s Command, &'s Name)> {
        self.spec.commands().find_map(|(path, command)| {
            let name = command.names.iter().find(|name| name.name.as_bytes() == typed)?;
            Some((path, command, name))
        })
    }

    /// The command whose parameters stand right behind its name; of several the one with the longest name.
    fn glued(&self, text: &[u8]) -> Option<(&'s str, &'s Command, &'s Name, &'s Form)> {
        let all = self.spec.commands().filter_map(|(path, command)| {
            let form = command.forms.iter().find(|form| form.no_equals)?;
            let name = command.names.iter().find(|name| text.starts_with(name.name.as_bytes()))?;
            Some((path, command, name, form))
        });
        all.max_by_key(|(_, _, name, _)| name.name.len())
    }

    /// Which form stands behind the name, and where its parameters are.
    fn form(
        &self,
        command: &'s Command,
        name: &'s Name,
        text: &[u8],
        behind: &[u8],
    ) -> Result<(&'s Form, Range<usize>), Refusal> {
        let (start, end) = (text.len() - behind.len(), text.len());
        let kind = name.form_kind(behind);
        let part = if kind == Some(FormKind::Set) { start + 1..end } else { end..end };
        let mut forms = command.forms.iter().filter(|form| form.applies_to(name));
        let form = forms.clone().find(|form| Some(form.kind) == kind && !form.no_equals);
        if let (None, Some(glued)) = (form, forms.find(|form| form.no_equals)) {
            return Ok((glued, start..end));
        }
        match form {
            Some(form) => Ok((form, part)),
            None => Err(unknown_form(command, name, kind, Some(0..end))),
        }
    }

    fn fields(
        &self,
        path: &'s str,
        command: &'s Command,
        name: &'s Name,
        form: &'s Form,
        text: &[u8],
        part: Range<usize>,
    ) -> Result<Request<'s>, Refusal> {
        let fields = self.read_params(form, Cursor::new(text, part))?;
        Ok(Request { path, command, name, form, fields })
    }

    /// The refusal of a name that no command has.
    pub(super) fn unknown_command(&self, typed: &[u8], span: Option<Range<usize>>) -> Refusal {
        // Up to what can be a name: with a forgotten `=` a password may stand behind it.
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'_');
        let typed = &typed[..typed.iter().position(|byte| !is_name(byte)).unwrap_or(typed.len())];
        let names = self.spec.commands().flat_map(|(_, command)| &command.names);
        let near = near(&String::from_utf8_lossy(typed), names.map(|name| name.name.as_str()));
        Refusal {
            error: ErrorKind::UnknownCommand,
            param: None,
            span,
            found: Some(if typed.is_empty() { "this".into() } else { shown(typed).into() }),
            rule: "a request begins with the name of a command, in upper case".into(),
            help: (!near.is_empty()).then(|| format!("did you mean {}?", one_of(&near, |name| name.to_string()))),
        }
    }
}

/// The refusal of a form that a command does not have; `None` is what no form looks like.
pub(super) fn unknown_form(
    command: &Command,
    name: &Name,
    kind: Option<FormKind>,
    span: Option<Range<usize>>,
) -> Refusal {
    let forms = command.forms.iter().filter(|form| form.applies_to(name));
    let forms: Vec<_> = forms.map(|form| written(name, form.sign(name), form.no_equals)).collect();
    let found = kind.map_or_else(|| format!("{}?...", name.name), |kind| written(name, name.sign(kind), false));
    Refusal {
        error: ErrorKind::UnknownForm,
        param: None,
        span,
        found: Some(found.into()),
        rule: match forms.as_slice() {
            [] => format!("{} has no form", name.name),
            forms => format!("{} is sent as {}", name.name, one_of(forms, String::clone)),
        },
        help: None,
    }
}

/// A form without its parameters: `AT+CWMODE=...`.
fn written(name: &Name, sign: &str, is_glued: bool) -> String {
    let params = if is_glued || sign == "=" { "..." } else { "" };
    format!("{}{sign}{params}", name.name)
}

fn without_line_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r\n").or_else(|| line.strip_suffix(b"\r")).or_else(|| line.strip_suffix(b"\n")).unwrap_or(line)
}
