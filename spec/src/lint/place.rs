//! Where a finding is.

use crate::model::{Check, Command, FormKind, Section};
use serde::Serialize;
use std::fmt;

/// A place in the spec, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file below `spec/`: `"wifi/join.ron"`.
    pub file: String,
    /// The command's first name.
    pub command: Option<String>,
    /// The form.
    pub form: Option<FormKind>,
    /// What else has a name there, and that name: `("line", "Joined")`.
    pub item: Option<(&'static str, String)>,
    /// The parameter.
    pub param: Option<String>,
}

impl Place {
    /// A file, by its path below `spec/` with or without `.ron`.
    pub(super) fn file(path: &str) -> Place {
        let file = if path.ends_with(".ron") { path.to_string() } else { format!("{path}.ron") };
        Place { file, ..Place::default() }
    }

    pub(super) fn command(path: &str, command: &Command) -> Place {
        let command = command.names.first().map(|name| name.name.clone());
        Place { command, ..Place::file(path) }
    }

    /// A section of the manual, in the file that transcribes it.
    pub(super) fn section(section: &Section) -> Place {
        let file = if section.file.is_empty() { "manual" } else { &section.file };
        Place::file(file).item("section", &section.number)
    }

    /// A scripted test case of a family.
    pub(super) fn check(path: &str, check: &Check) -> Place {
        Place::file(&format!("{path}.checks")).item("check", &check.id)
    }

    pub(super) fn form(&self, form: FormKind) -> Place {
        Place { form: Some(form), ..self.clone() }
    }

    pub(super) fn item(&self, what: &'static str, name: &str) -> Place {
        Place { item: Some((what, name.to_string())), ..self.clone() }
    }

    pub(super) fn param(&self, name: &str) -> Place {
        Place { param: Some(name.to_string()), ..self.clone() }
    }

    /// Where the place begins in its file's text: behind each name, the next is looked for.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let mut found = None;
        let mut from = 0;
        let mut look = |wanted: &[String]| {
            let rest = text.get(from..).unwrap_or_default();
            let at = wanted.iter().find_map(|wanted| rest.find(wanted.as_str()).map(|at| from + at));
            if let Some(at) = at {
                found = Some(at);
                from = at + 1;
            }
        };
        let named = |name: &str| {
            let name = format!("{name:?}");
            vec![format!("name: {name}"), format!("id: {name}"), format!("text: {name}"), name]
        };
        if let Some(command) = &self.command {
            look(&named(command));
        }
        if let Some(form) = self.form {
            look(&[format!("kind: {form:?}"), format!("kind:{form:?}")]);
        }
        if let Some((_, name)) = &self.item {
            look(&named(name));
        }
        if let Some(param) = &self.param {
            look(&named(param));
        }
        found
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "spec/{}", self.file)?;
        let mut separator = ": ";
        let mut part = |text: String| {
            let result = write!(f, "{separator}{text}");
            separator = ", ";
            result
        };
        if let Some(command) = &self.command {
            part(command.clone())?;
        }
        if let Some(form) = self.form {
            part(format!("{form:?}").to_lowercase())?;
        }
        if let Some((what, name)) = &self.item {
            part(format!("{what} {name}"))?;
        }
        if let Some(param) = &self.param {
            part(param.clone())?;
        }
        Ok(())
    }
}
