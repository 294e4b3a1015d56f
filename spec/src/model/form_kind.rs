//! The four kinds of form, their words and their signs.

use super::{Form, Name};
use serde::{Deserialize, Serialize};

/// The four forms of the manual, section 2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FormKind {
    /// `AT`.
    Test,
    /// `AT+<command>?`.
    Query,
    /// `AT+<command>=<parameters>`.
    Set,
    /// `AT+<command>`.
    Execute,
}

impl FormKind {
    /// All of them, in the manual's order.
    pub const ALL: [FormKind; 4] = [FormKind::Test, FormKind::Query, FormKind::Set, FormKind::Execute];

    /// Returns its word in lower case: `"query"`.
    pub fn word(self) -> &'static str {
        match self {
            FormKind::Test => "test",
            FormKind::Query => "query",
            FormKind::Set => "set",
            FormKind::Execute => "execute",
        }
    }

    /// Returns its sign, which follows the name of the command: `"=?"`, `"?"`, `"="` or nothing.
    ///
    /// [`Form::sign`] knows the forms that are written without theirs.
    pub fn sign(self) -> &'static str {
        match self {
            FormKind::Test => "=?",
            FormKind::Query => "?",
            FormKind::Set => "=",
            FormKind::Execute => "",
        }
    }
}

impl Form {
    /// Returns what is written between the name and the parameters.
    pub fn sign(&self, name: &Name) -> &'static str {
        if self.no_equals { "" } else { name.sign(self.kind) }
    }
}

impl Name {
    /// Returns the sign of a form under this name. `AT` alone is a test form without a sign.
    pub fn sign(&self, kind: FormKind) -> &'static str {
        if kind == FormKind::Test && self.is_bare() { "" } else { kind.sign() }
    }

    /// Returns the form that a request has by the text after its name: `=` and parameters, `?`, `=?` or nothing.
    ///
    /// `None` if no form begins so.
    pub fn form_kind(&self, rest: &[u8]) -> Option<FormKind> {
        match rest {
            [] if self.is_bare() => Some(FormKind::Test),
            [] => Some(FormKind::Execute),
            b"?" => Some(FormKind::Query),
            b"=?" if !self.is_bare() => Some(FormKind::Test),
            [b'=', ..] => Some(FormKind::Set),
            _ => None,
        }
    }

    fn is_bare(&self) -> bool {
        self.name == "AT"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Spec;

    #[test]
    fn a_sign_is_read_as_the_form_that_has_it() {
        let spec = Spec::embedded();
        for name in spec.commands().flat_map(|(_, command)| &command.names) {
            for kind in FormKind::ALL {
                let expected = if name.name == "AT" && kind == FormKind::Execute { FormKind::Test } else { kind };
                assert_eq!(name.form_kind(name.sign(kind).as_bytes()), Some(expected), "{} {kind:?}", name.name);
            }
            assert_eq!(name.form_kind(b"=1"), Some(FormKind::Set));
            assert_eq!(name.form_kind(b"?1"), None);
        }
    }

    #[test]
    fn parameters_glued_to_the_name_have_no_sign() {
        let (_, command, name) = Spec::embedded().command("AT+CWMODE").unwrap();
        let mut set = command.forms.iter().find(|form| form.kind == FormKind::Set).unwrap().clone();
        assert_eq!(set.sign(name), "=");
        set.no_equals = true;
        assert_eq!(set.sign(name), "");
    }
}
