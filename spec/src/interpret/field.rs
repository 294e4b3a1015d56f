//! What comes out of reading: requests, readings, and their fields.

use super::Value;
use crate::model::{Bit, Choice, Command, Domain, DomainKind, Form, Known, Line, Name, Param, Scope, Variant};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::{fmt, ops::Range};

/// A request that was read or built.
#[derive(Clone)]
pub struct Request<'s> {
    /// The path of the command's family: `"wifi/join"`.
    pub path: &'s str,
    /// The command.
    pub command: &'s Command,
    /// Which of its names was used.
    pub name: &'s Name,
    /// Which of its forms.
    pub form: &'s Form,
    /// Its parameters as they stand on the wire. What is absent does not appear.
    pub fields: Vec<Field<'s>>,
}

/// A line from the module that was read.
#[derive(Clone)]
pub struct Reading<'s> {
    /// Which line of the spec it is.
    pub line: &'s Line,
    /// What stood for `{scope}` in its prefix. `None` if the prefix has no such place.
    pub scope: Option<Scope>,
    /// Its parameters as they stand on the wire. What is absent does not appear.
    pub fields: Vec<Field<'s>>,
}

/// One parameter with its value.
///
/// `Debug`, `Display` and `Serialize` show `***` for a secret; `value` itself holds it.
#[derive(Clone)]
pub struct Field<'s> {
    /// What it is in the spec.
    pub param: FieldSpec<'s>,
    /// The domain of its type, if it has one: units, bits and limits stand there.
    pub domain: Option<&'s Domain>,
    /// Its value.
    pub value: Value,
    /// The bytes of its token in the line that was given, quotes included. For a request that was built: in the
    /// line that [`write_request`](super::Interpreter::write_request) writes.
    pub span: Range<usize>,
    /// True for passwords and keys.
    pub secret: bool,
    /// The name of the enum value, word or alternative, if the spec lists it.
    pub label: Option<&'s str>,
    /// What that one means.
    pub meaning: Option<&'s str>,
}

impl Field<'_> {
    /// The limits that the value is beyond, if its type accepts more than what is known to be accepted.
    pub fn beyond_known(&self) -> Option<&Known> {
        let known = self.domain?.known.as_ref()?;
        let number = match &self.value {
            Value::Number(number) => *number,
            Value::Text(text) => i64::try_from(text.len()).unwrap_or(i64::MAX),
            _ => return None,
        };
        known.is_exceeded_by(number).then_some(known)
    }
}

/// The place of a field in the spec.
#[derive(Clone, Copy, Debug)]
pub enum FieldSpec<'s> {
    /// A parameter.
    Param(&'s Param),
    /// The word that tells alternatives apart, and the alternative that it tells.
    Tag(&'s Choice, &'s Variant),
}

impl<'s> FieldSpec<'s> {
    /// The manual's word for it.
    pub fn name(&self) -> &'s str {
        match self {
            FieldSpec::Param(param) => &param.name,
            FieldSpec::Tag(choice, _) => &choice.tag,
        }
    }

    /// What it is.
    pub fn doc(&self) -> &'s str {
        match self {
            FieldSpec::Param(param) => &param.doc,
            FieldSpec::Tag(choice, _) => &choice.doc,
        }
    }
}

impl<'s> Field<'s> {
    /// The manual's word for it.
    pub fn name(&self) -> &'s str {
        self.param.name()
    }

    /// What it is.
    pub fn doc(&self) -> &'s str {
        self.param.doc()
    }

    /// The bits of a mask that are set. Empty for all other values.
    pub fn bits(&self) -> Vec<&'s Bit> {
        match (self.domain.map(|domain| &domain.kind), &self.value) {
            (Some(DomainKind::Mask(bits)), Value::Number(number)) => {
                bits.iter().filter(|bit| number.checked_shr(bit.bit.into()).is_some_and(|left| left & 1 == 1)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The value as it may be shown: `***` for a secret.
    pub fn display_value(&self) -> String {
        if self.secret { "***".into() } else { self.value.to_string() }
    }
}

/// Name, form and fields; not all that the spec says of them.
impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Request");
        shown.field("name", &self.name.name).field("form", &self.form.kind).field("fields", &self.fields);
        shown.finish_non_exhaustive()
    }
}

/// Name, scope and fields; not all that the spec says of them.
impl fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Reading");
        shown.field("line", &self.line.name).field("scope", &self.scope).field("fields", &self.fields);
        shown.finish()
    }
}

/// `ecn: 3 (WPA2_PSK)`
impl fmt::Display for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name(), self.display_value())?;
        if self.secret {
            return Ok(());
        }
        match (self.label, self.bits().as_slice()) {
            // A word that is its own name would stand there twice.
            (Some(label), _) if label != self.display_value() => write!(f, " ({label})"),
            (None, bits @ [_, ..]) => {
                let names: Vec<_> = bits.iter().map(|bit| bit.name.as_str()).collect();
                write!(f, " ({})", names.join(" + "))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Field");
        shown.field("name", &self.name());
        match self.secret {
            true => shown.field("value", &format_args!("***")),
            false => shown.field("value", &self.value),
        };
        shown.field("span", &self.span).finish_non_exhaustive()
    }
}

impl Serialize for Field<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Field", 6)?;
        out.serialize_field("name", self.name())?;
        match self.secret {
            true => out.serialize_field("value", "***")?,
            false => out.serialize_field("value", &self.value)?,
        }
        out.serialize_field("secret", &self.secret)?;
        out.serialize_field("label", &self.label)?;
        out.serialize_field("meaning", &self.meaning)?;
        out.serialize_field("span", &[self.span.start, self.span.end])?;
        out.end()
    }
}
