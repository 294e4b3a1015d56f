//! Lines for the compact reader: a descriptor, and the value from what it has read.

use super::record;
use crate::{
    ast::{Field, LineStruct, Role},
    prop::{self, local},
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Lifetime, Type};

/// A line whose parameters are one list without gaps: the compact reader reads it, if cells hold all types.
pub(crate) struct Compact<'l, 'a> {
    line: &'l LineStruct<'a>,
    lifetime: &'l Lifetime,
}

impl<'l, 'a> Compact<'l, 'a> {
    /// `None` for what the reader does not know: keywords, separators, parameters that others decide about.
    pub(crate) fn of(line: &'l LineStruct<'a>, lifetime: &'l Lifetime) -> Option<Self> {
        let is_list = line.keyword.is_none() && line.separator.is_none() && !line.has_no_params();
        let is_byte = line.ending.as_ref().is_none_or(|suffix| suffix.value().len() == 1);
        let known = |field: &Field<'_>| matches!(field.role, Role::Plain | Role::Bit { .. }) && !field.bare;
        (is_list && is_byte && line.fields.iter().all(known)).then_some(Compact { line, lifetime })
    }

    fn params(&self) -> impl Iterator<Item = &'l Field<'a>> {
        self.line.fields.iter().filter(|field| !field.is_scope())
    }

    /// How many cells it takes.
    fn cells(&self) -> usize {
        self.params().map(width).fold(0, usize::saturating_add)
    }

    /// The descriptor, as an associated constant.
    pub(crate) fn shape(&self) -> TokenStream {
        let (lifetime, cells) = (self.lifetime, self.cells());
        let suffix = self.line.ending.as_ref().and_then(|suffix| suffix.value().bytes().next()).unwrap_or(0);
        let is_anonymous = self.line.has_no_marker();
        let scope = self.line.scope().map_or(&[] as &[_], |field| prop::suffixes(field.ty));
        let scope = if scope.contains(&"") { "\u{1}" } else { "\u{2}" };
        let mut prefixes: Vec<_> = self.line.patterns().map(|pattern| pattern.literal.value()).collect();
        if self.line.prefix.is_none() {
            prefixes.push(String::new());
        }
        // The longest that fits counts.
        prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        let mut prefixes = prefixes.into_iter().map(|prefix| prefix.replace("{scope}", scope));
        let (prefix, aliases) = (prefixes.next().unwrap_or_default(), prefixes);
        let fields = self.params().map(|field| {
            let (ty, name) = (field.ty, &field.name);
            // With all bits of its mask, the parameter is there.
            let required = matches!(field.role, Role::Bit { optional: false, .. }).then(|| quote!(.required()));
            quote! {
                ::wizfi360_proto::derive_support::compact::Field::new(
                    #name,
                    <#ty as ::wizfi360_proto::Decode<#lifetime>>::CELL #required,
                )
            }
        });
        let unescaped = self.params().position(|field| field.unescaped.is_some());
        let unescaped = unescaped.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX);
        let min_following = u8::try_from(record::min_following(&self.line.fields, None)).unwrap_or(0);
        quote! {
            const SHAPE: ::core::option::Option<&'static ::wizfi360_proto::derive_support::compact::Shape> =
                ::core::option::Option::Some(&::wizfi360_proto::derive_support::compact::Shape {
                    prefix: #prefix,
                    aliases: &[#(#aliases),*],
                    fields: &[#(#fields),*],
                    suffix: #suffix,
                    cells: #cells as u8,
                    unescaped: #unescaped,
                    min_following: #min_following,
                    is_anonymous: #is_anonymous,
                });
        }
    }

    /// The function that makes the value of what was read.
    pub(crate) fn build(&self) -> TokenStream {
        let lifetime = self.lifetime;
        let (mut index, mut cell) = (0_usize, 0_usize);
        let fields = self.line.fields.iter().map(|field| {
            let (ident, ty) = (field.ident, field.ty);
            if field.is_scope() {
                return quote!(#ident: reading.scope::<#ty>()?,);
            }
            let get = match field.role {
                Role::Bit { optional: true, .. } => quote!(get),
                _ if field.is_option() && matches!(field.role, Role::Plain) => quote!(get),
                _ => quote!(get_required),
            };
            let get = quote!(#ident: reading.#get::<#ty>(#index, #cell)?,);
            index = index.saturating_add(1);
            cell = cell.saturating_add(width(field));
            get
        });
        quote! {
            #[inline(always)]
            fn from_reading<const N: usize>(
                reading: &::wizfi360_proto::derive_support::compact::Reading<#lifetime, '_, N>,
            ) -> ::core::result::Result<Self, usize> {
                ::core::result::Result::Ok(Self { #(#fields)* })
            }
        }
    }

    /// The statement that reads the line with it, where it is selected.
    pub(crate) fn parse(&self) -> TokenStream {
        let (text, cells) = (local("line"), self.cells());
        quote! {
            if const { ::wizfi360_proto::derive_support::compact::is_readable(Self::SHAPE) }
                && let ::core::option::Option::Some(shape) = Self::SHAPE
            {
                return ::wizfi360_proto::derive_support::compact::read::<#cells, Self>(
                    shape,
                    #text,
                    Self::from_reading,
                );
            }
        }
    }
}

/// The statement that reads one of several lines, if this reader can read all of them.
pub(crate) fn one_of(names: &[&&Ident], held: &[&&Type], lifetime: &Lifetime) -> TokenStream {
    let index = 0..names.len();
    quote! {
        if const {
            #(
                ::wizfi360_proto::derive_support::compact::is_readable_as_any(
                    <#held as ::wizfi360_proto::Line<#lifetime>>::SHAPE,
                )
            )&&*
        } {
            return ::wizfi360_proto::derive_support::compact::read_any(
                const { &[#(<#held as ::wizfi360_proto::Line<#lifetime>>::SHAPE),*] },
                line,
                |index, reading| match index {
                    #(#index => ::wizfi360_proto::Line::from_reading(reading).map(Self::#names),)*
                    _ => ::core::result::Result::Err(0),
                },
            );
        }
    }
}

fn width(field: &Field<'_>) -> usize {
    if prop::is_open_mac(field.ty) { 2 } else { 1 }
}
