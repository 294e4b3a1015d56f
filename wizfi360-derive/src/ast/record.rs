//! `#[derive(Record)]`: a run of parameters.

use super::Head;
use crate::{
    attr::{self, Lead, Position},
    errors::Errors,
    prop,
};
use syn::{Data, DataEnum, DeriveInput, Fields, Ident, LitStr, Path, Type, Visibility, ext::IdentExt};

/// Parameters in a row, or a choice of such.
pub(crate) enum Record<'a> {
    Struct(Struct<'a>),
    Tagged(Tagged<'a>),
}

/// Parameters in a row.
pub(crate) struct Struct<'a> {
    pub(crate) head: Head<'a>,
    pub(crate) fields: Vec<Field<'a>>,
    /// The function that holds what was read against the rules across parameters.
    pub(crate) check: Option<Path>,
}

/// A choice: a word tells which parameters follow.
pub(crate) struct Tagged<'a> {
    pub(crate) head: Head<'a>,
    /// The manual's word for the tag.
    pub(crate) name: LitStr,
    pub(crate) variants: Vec<Variant<'a>>,
}

/// One word and what follows it.
pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) tag: LitStr,
    pub(crate) follows: Follows<'a>,
}

/// The parameters of a variant.
pub(crate) enum Follows<'a> {
    Fields(Vec<Field<'a>>),
    /// A record of its own: `Tcp(RemoteTcp)`.
    Record(&'a Type),
}

/// One parameter.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    /// True if others than its own module can write to it.
    pub(crate) is_public: bool,
    /// The manual's word for it.
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) bare: bool,
    /// The module may send its quotes and commas without escapes.
    pub(crate) unescaped: Option<Ident>,
    /// False if its attribute is wrong: what follows from it is not worth a message.
    pub(crate) sound: bool,
}

/// What decides whether the parameter is there.
pub(crate) enum Role {
    /// It is there; an option is there if a token is left.
    Plain,
    Lead(Ident, Lead),
    MayBeOmitted,
    Bit {
        bit: Ident,
        optional: bool,
    },
}

impl<'a> Record<'a> {
    pub(crate) fn parse(input: &'a DeriveInput, errors: &mut Errors) -> Option<Self> {
        match &input.data {
            Data::Struct(data) => {
                let mut check = None;
                attr::keys(&input.attrs, Position::RecordStruct, errors, |_, input| attr::set(&mut check, input));
                let fields = Field::all(&data.fields, Position::RecordField, errors)?;
                Some(Record::Struct(Struct { head: Head::of(input), fields, check }))
            }
            Data::Enum(data) => Tagged::parse(input, data, errors).map(Record::Tagged),
            Data::Union(data) => {
                errors.push(data.union_token, "a record is a struct or an enum");
                None
            }
        }
    }
}

impl<'a> Tagged<'a> {
    fn parse(input: &'a DeriveInput, data: &'a DataEnum, errors: &mut Errors) -> Option<Self> {
        let mut name = None;
        let right = attr::keys(&input.attrs, Position::RecordEnum, errors, |_, input| attr::set(&mut name, input));
        if right && name.is_none() {
            errors.push(&input.ident, "the tag needs the manual's word for it, for errors: `#[at(name = \"type\")]`");
        }
        if data.variants.is_empty() {
            errors.push(&input.ident, "a choice has at least one variant");
        }
        let mut variants = Vec::new();
        for variant in &data.variants {
            let mut tag = None;
            let right =
                attr::keys(&variant.attrs, Position::RecordVariant, errors, |_, input| attr::set(&mut tag, input));
            if right && tag.is_none() {
                errors.push(&variant.ident, "the word that stands for this variant is missing: `#[at(tag = \"TCP\")]`");
            }
            let follows = Follows::parse(&variant.fields, errors);
            if let (Some(tag), Some(follows)) = (tag, follows) {
                variants.push(Variant { ident: &variant.ident, tag, follows });
            }
        }
        Some(Tagged { head: Head::of(input), name: name?, variants })
    }
}

impl<'a> Follows<'a> {
    fn parse(fields: &'a Fields, errors: &mut Errors) -> Option<Self> {
        if let Fields::Unnamed(unnamed) = fields
            && let (1, Some(record)) = (unnamed.unnamed.len(), unnamed.unnamed.first())
        {
            attr::none(&record.attrs, Position::RecordVariant, errors);
            return Some(Follows::Record(&record.ty));
        }
        let mut fields = Field::all(fields, Position::RecordField, errors)?;
        // The fields of a variant have no visibility of their own.
        fields.iter_mut().for_each(|field| field.is_public = true);
        Some(Follows::Fields(fields))
    }
}

impl<'a> Field<'a> {
    /// All fields; none if they have no names.
    pub(crate) fn all(fields: &'a Fields, place: Position, errors: &mut Errors) -> Option<Vec<Self>> {
        match fields {
            Fields::Named(fields) => {
                let field = |field: &'a syn::Field| Some(Field::parse(field, field.ident.as_ref()?, place, errors));
                Some(fields.named.iter().filter_map(field).collect())
            }
            Fields::Unit => Some(Vec::new()),
            Fields::Unnamed(fields) => {
                errors.push(fields, "parameters have names: `{ ssid: Ssid<'a>, .. }`; for one value derive `Value`");
                None
            }
        }
    }

    fn parse(field: &'a syn::Field, ident: &'a Ident, place: Position, errors: &mut Errors) -> Self {
        let (mut name, mut bare, mut unescaped, mut optional, mut roles) =
            (None::<LitStr>, false, None, None, Vec::new());
        let mut sound = attr::keys(&field.attrs, place, errors, |key, input| {
            match key.to_string().as_str() {
                "name" => attr::set(&mut name, input)?,
                "optional_first" => roles.push(Role::Lead(key.clone(), attr::value(input)?)),
                "bit" => roles.push(Role::Bit { bit: attr::value(input)?, optional: false }),
                "optional" => optional = Some(key.clone()),
                "may_be_omitted" => roles.push(Role::MayBeOmitted),
                "unescaped" => unescaped = Some(key.clone()),
                _ => bare = true,
            }
            Ok(())
        });
        if roles.len() > 1 {
            errors.push(
                ident,
                "`optional_first`, `may_be_omitted` and `bit` exclude each other; one says when the parameter is there",
            );
            sound = false;
        }
        match (optional, roles.last_mut()) {
            (None, _) => {}
            (Some(_), Some(Role::Bit { optional, .. })) => *optional = true,
            (Some(key), _) => {
                errors.push(key, "`optional` stands beside `bit`: what a mask does not switch is optional as an `Option` in the last place");
                sound = false;
            }
        }
        let name = name.map_or_else(|| ident.unraw().to_string(), |name| name.value());
        let is_public = !matches!(field.vis, Visibility::Inherited);
        Field {
            ident,
            ty: &field.ty,
            is_public,
            name,
            role: roles.pop().unwrap_or(Role::Plain),
            bare,
            unescaped,
            sound,
        }
    }

    pub(crate) fn is_option(&self) -> bool {
        prop::is_option(self.ty)
    }

    pub(crate) fn is_scope(&self) -> bool {
        prop::is_scope(self.ty)
    }
}
