//! Records: each field in its turn, in both directions.

use crate::{
    ast::{Field, Follows, Head, Record, Role, Struct, Tagged, Variant},
    attr::Lead,
    prop::{local, wire_lifetime},
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Lifetime, LitByteStr, LitStr, Path, Type, spanned::Spanned};

pub(crate) fn record(record: &Record<'_>) -> TokenStream {
    match record {
        Record::Struct(record) => checked(record),
        Record::Tagged(tagged) => choice(tagged),
    }
}

/// The bodies of the two impls.
struct Codec {
    max: TokenStream,
    encode: TokenStream,
    is_present: TokenStream,
    decode: TokenStream,
}

impl Codec {
    fn of(head: Head<'_>, fields: &[Field<'_>]) -> Self {
        Codec {
            max: sum(fields, 0),
            encode: writes(fields, &quote!(&self.)),
            is_present: present(fields, &quote!(&self.)),
            decode: decode(fields, None, &wire_lifetime(head.generics).0),
        }
    }

    /// `writes` and `reads` tell whether the bodies use their arguments.
    fn expand(self, head: Head<'_>, writes: bool, reads: bool) -> TokenStream {
        let Head { ident, generics, .. } = head;
        let Codec { max, encode, is_present, decode } = self;
        let (impls, types, bounds) = generics.split_for_impl();
        let (lifetime, wire_generics) = wire_lifetime(generics);
        let (wire_impls, ..) = wire_generics.split_for_impl();
        let w = if writes { local("w") } else { Ident::new("_w", Span::mixed_site()) };
        let p = if reads { local("p") } else { Ident::new("_p", Span::mixed_site()) };
        quote! {
            #[automatically_derived]
            impl #impls ::wizfi360_proto::Encode for #ident #types #bounds {
                const ENCODED_MAX: usize = #max;

                fn encode(&self, #w: &mut ::wizfi360_proto::Writer<'_>) {
                    #encode
                }

                fn is_present(&self) -> bool {
                    #is_present
                }
            }

            #[automatically_derived]
            impl #wire_impls ::wizfi360_proto::Decode<#lifetime> for #ident #types #bounds {
                fn decode(
                    #p: &mut ::wizfi360_proto::Params<#lifetime>,
                    _: &'static str,
                ) -> ::core::result::Result<Self, ::wizfi360_proto::Refused> {
                    #decode
                }
            }
        }
    }
}

/// The codec of a struct whose parameters may have rules across them.
fn checked(record: &Struct<'_>) -> TokenStream {
    let Some(check) = &record.check else { return structure(record.head, &record.fields) };
    let (p, value) = (local("p"), local("value"));
    let reads = reads(&record.fields, None);
    let decode = quote! {
        let #value = #check(Self { #reads });
        ::wizfi360_proto::derive_support::checked(#p, #value)
    };
    Codec { decode, ..Codec::of(record.head, &record.fields) }.expand(record.head, true, true)
}

/// The codec of a struct whose parameters commas separate.
pub(super) fn structure(head: Head<'_>, fields: &[Field<'_>]) -> TokenStream {
    Codec::of(head, fields).expand(head, !fields.is_empty(), !fields.is_empty())
}

/// The codec of a struct whose parameters something else separates.
pub(super) fn separated(head: Head<'_>, fields: &[Field<'_>], separator: &LitStr) -> TokenStream {
    let (w, p, rest) = (local("w"), local("p"), local("rest"));
    let params = fields.iter().filter(|field| !field.is_scope());
    let last = params.clone().next_back().map(|field| field.ident);
    let encode = params.enumerate().map(|(at, field)| {
        let separator = (at > 0).then(|| quote!(::wizfi360_proto::derive_support::separator(#w, #separator);));
        let write = write(field, &quote!(&self.));
        quote!(#separator #write;)
    });
    let encode = quote!(#(#encode)*);
    let decode = fields.iter().map(|field| {
        let (ident, name) = (field.ident, &field.name);
        if field.is_scope() {
            let read = read(field, None);
            quote!(#ident: #read,)
        } else if Some(ident) == last {
            quote!(#ident: ::wizfi360_proto::derive_support::last_part(#p, #rest, #name)?,)
        } else {
            quote!(#ident: ::wizfi360_proto::derive_support::part(#p, &mut #rest, #separator, #name)?,)
        }
    });
    let decode = quote! {
        let mut #rest = ::wizfi360_proto::derive_support::parts(#p);
        ::core::result::Result::Ok(Self { #(#decode)* })
    };
    let max = sum(fields, fields.len().saturating_mul(separator.value().len()));
    Codec { max, encode, is_present: quote!(true), decode }.expand(head, true, true)
}

fn choice(tagged: &Tagged<'_>) -> TokenStream {
    let Tagged { head, name, variants } = tagged;
    let (w, p) = (local("w"), local("p"));
    let sums = variants.iter().map(|variant| {
        let before = variant.tag.value().len().saturating_add(3);
        match &variant.follows {
            Follows::Fields(fields) => sum(fields, before),
            Follows::Record(ty) => {
                let max = quote_spanned!(at(ty)=> <#ty as ::wizfi360_proto::Encode>::ENCODED_MAX);
                quote!(::wizfi360_proto::derive_support::sum(&[#before, #max]))
            }
        }
    });
    let writers = variants.iter().map(|variant| {
        let Variant { ident, tag, follows } = variant;
        let (pattern, fields) = match follows {
            Follows::Fields(fields) => {
                let names = fields.iter().map(|field| field.ident);
                (quote!({ #(#names),* }), writes(fields, &TokenStream::new()))
            }
            Follows::Record(ty) => {
                let record = local("record");
                let write = quote_spanned!(at(ty)=> <#ty as ::wizfi360_proto::Encode>::encode(#record, #w));
                (quote!((#record)), quote!(#write;))
            }
        };
        quote! {
            Self::#ident #pattern => {
                ::wizfi360_proto::derive_support::quoted(#w, #tag);
                #fields
            }
        }
    });
    let readers = variants.iter().map(|variant| {
        let Variant { ident, tag, follows } = variant;
        let tag = LitByteStr::new(tag.value().as_bytes(), tag.span());
        match follows {
            Follows::Fields(fields) => {
                let fields = reads(fields, None);
                quote!(#tag => Self::#ident { #fields },)
            }
            Follows::Record(ty) => {
                let read = quote_spanned!(at(ty)=> <#ty as ::wizfi360_proto::Decode<'_>>::decode(#p, #name)?);
                quote!(#tag => Self::#ident(#read),)
            }
        }
    });
    let codec = Codec {
        max: quote!(::wizfi360_proto::derive_support::longest(&[#(#sums),*])),
        encode: quote!(match self { #(#writers)* }),
        is_present: quote!(true),
        decode: quote! {
            ::core::result::Result::Ok(match ::wizfi360_proto::derive_support::tag(#p, #name)? {
                #(#readers)*
                _ => return ::core::result::Result::Err(
                    #p.refuse(::wizfi360_proto::DecodeError::OutOfRange(#name)),
                ),
            })
        },
    };
    codec.expand(*head, true, true)
}

/// The longest text of all fields behind `before` bytes.
fn sum(fields: &[Field<'_>], before: usize) -> TokenStream {
    let before = (before > 0).then(|| quote!(#before,));
    let fields = fields.iter().map(|field| {
        let ty = field.ty;
        let max = quote_spanned!(at(ty)=> <#ty as ::wizfi360_proto::Encode>::ENCODED_MAX);
        match field.role {
            // An empty place takes three bytes.
            Role::MayBeOmitted => quote!(::wizfi360_proto::derive_support::longest(&[#max, 3])),
            _ => max,
        }
    });
    quote!(::wizfi360_proto::derive_support::sum(&[#before #(#fields),*]))
}

/// Where a bound is reported to be missing: at the field's type. Each use names the trait in the same
/// words (`<T as Encode>::`), so that the compiler reports it once.
fn at(ty: &Type) -> Span {
    Span::call_site().located_at(ty.span())
}

/// Writes all fields; `access` stands before each name: `&self.`, or nothing where they are bound.
fn writes(fields: &[Field<'_>], access: &TokenStream) -> TokenStream {
    let mut rest = fields;
    let mut statements = TokenStream::new();
    while let [field, behind @ ..] = rest {
        rest = behind;
        let (w, ident) = (local("w"), field.ident);
        if matches!(field.role, Role::MayBeOmitted) && !behind.is_empty() {
            let more = present(behind, access);
            statements.extend(quote! {
                ::wizfi360_proto::derive_support::gap(::core::option::Option::is_none(#access #ident) && (#more), #w);
            });
        }
        let write = write(field, access);
        statements.extend(quote!(#write;));
    }
    statements
}

/// Writes one field.
fn write(field: &Field<'_>, access: &TokenStream) -> TokenStream {
    let (w, ident, ty, span) = (local("w"), field.ident, field.ty, at(field.ty));
    if field.bare {
        quote_spanned!(span=> <#ty as ::wizfi360_proto::EncodeBare>::encode_bare(#access #ident, #w))
    } else {
        quote_spanned!(span=> <#ty as ::wizfi360_proto::Encode>::encode(#access #ident, #w))
    }
}

/// True if one of the fields writes something.
fn present(fields: &[Field<'_>], access: &TokenStream) -> TokenStream {
    if fields.is_empty() {
        return quote!(false);
    }
    let fields = fields.iter().map(|field| {
        let (ident, ty, span) = (field.ident, field.ty, at(field.ty));
        quote_spanned!(span=> <#ty as ::wizfi360_proto::Encode>::is_present(#access #ident))
    });
    quote!(#(#fields)||*)
}

/// Reads a struct from a line of this lifetime. With a mask, its bits say which fields are there.
pub(super) fn decode(fields: &[Field<'_>], mask: Option<&Path>, lifetime: &Lifetime) -> TokenStream {
    let Some(at) = fields.iter().position(|field| field.unescaped.is_some()) else {
        let reads = reads(fields, mask);
        return quote!(::core::result::Result::Ok(Self { #reads }));
    };
    let (before, rest) = fields.split_at(at);
    let [text, behind @ ..] = rest else { return TokenStream::new() };
    let names = |fields: &[Field<'_>]| fields.iter().map(|field| field.ident.clone()).collect::<Vec<_>>();
    let (first_names, last_names) = (names(before), names(behind));
    let first = before.iter().map(|field| read(field, mask));
    let last = behind.iter().map(|field| read(field, mask));
    let (p, ident, name, span) = (local("p"), text.ident, &text.name, self::at(text.ty));
    let least = min_following(fields, mask);
    let there = match (&text.role, mask) {
        (Role::Bit { bit, .. }, Some(path)) => {
            let mask = local("mask");
            Some(quote!(#mask.contains(#path::#bit)))
        }
        (Role::Plain, _) if !text.is_option() => None,
        (Role::Bit { optional: false, .. }, None) => Some(quote!(true)),
        _ => Some(quote!(!#p.is_empty())),
    };
    let tail = quote!(|#p: &mut ::wizfi360_proto::Params<#lifetime>| ::core::result::Result::Ok((#(#last,)*)));
    let found = match there {
        None => quote_spanned!(span=> ::wizfi360_proto::derive_support::unescaped(#p, #name, #least, #tail, #tail)?),
        Some(there) => {
            quote_spanned!(span=> ::wizfi360_proto::derive_support::unescaped_when(#there, #p, #name, #least, #tail, #tail)?)
        }
    };
    quote! {
        #(let #first_names = #first;)*
        let (#ident, (#(#last_names,)*)) = #found;
        ::core::result::Result::Ok(Self { #(#first_names,)* #ident, #(#last_names,)* })
    }
}

/// Returns how many parameters follow the unescaped one at least, as far as that is known here.
pub(super) fn min_following(fields: &[Field<'_>], mask: Option<&Path>) -> usize {
    let is_required = |field: &&Field<'_>| match (&field.role, mask) {
        (Role::Bit { optional: false, .. }, None) => true,
        (Role::Plain, _) => !field.is_option() && !field.is_scope(),
        _ => false,
    };
    let after = fields.iter().skip_while(|field| field.unescaped.is_none()).skip(1);
    after.filter(is_required).count()
}

/// Reads all fields into a struct's braces. With a mask, its bits say which fields are there.
fn reads(fields: &[Field<'_>], mask: Option<&Path>) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let (ident, value) = (field.ident, read(field, mask));
        quote!(#ident: #value,)
    });
    quote!(#(#fields)*)
}

fn read(field: &Field<'_>, mask: Option<&Path>) -> TokenStream {
    let (p, name, span) = (local("p"), &field.name, at(field.ty));
    let there = match (&field.role, mask) {
        (Role::Lead(_, Lead::Even), _) => quote!(#p.count_is_even()),
        (Role::Lead(_, Lead::Odd), _) => quote!(#p.count_is_odd()),
        (Role::Lead(_, Lead::FirstIsBare), _) => quote!(#p.first_is_bare()),
        (Role::MayBeOmitted, _) => quote!(!#p.take_omitted()),
        (Role::Bit { bit, .. }, Some(path)) => {
            let mask = local("mask");
            quote!(#mask.contains(#path::#bit))
        }
        // Without a mask all are there, but for those that not every module sends.
        (Role::Bit { optional: false, .. }, None) => quote!(true),
        (Role::Plain | Role::Bit { .. }, None) | (Role::Plain, _) => {
            let ty = field.ty;
            return quote_spanned!(span=> <#ty as ::wizfi360_proto::Decode<'_>>::decode(#p, #name)?);
        }
    };
    quote_spanned!(span=> ::wizfi360_proto::derive_support::when(#there, #p, #name)?)
}
