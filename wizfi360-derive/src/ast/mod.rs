//! What the macros understand of their input.

mod line;
mod record;
mod value;

pub(crate) use line::{Line, LineStruct, OneOf, Pattern};
pub(crate) use record::{Field, Follows, Record, Role, Struct, Tagged, Variant};
pub(crate) use value::{Repr, Text, Value, ValueKind};

use syn::{DeriveInput, Generics, Ident, Visibility};

/// The type that the macro stands on.
#[derive(Clone, Copy)]
pub(crate) struct Head<'a> {
    pub(crate) vis: &'a Visibility,
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
}

impl<'a> Head<'a> {
    pub(crate) fn of(input: &'a DeriveInput) -> Self {
        Head { vis: &input.vis, ident: &input.ident, generics: &input.generics }
    }
}
