//! Lines: what stands around the parameters, and one of several lines.

use super::record;
use crate::{
    ast::{Field, Line, LineStruct, OneOf, Pattern, Role},
    prop::{local, wire_lifetime},
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{LitStr, Path};

pub(crate) fn line(line: &Line<'_>) -> TokenStream {
    match line {
        Line::Struct(line) => {
            let codec = line.separator.is_none().then(|| record::structure(line.head, &line.fields));
            let masked = line.mask.as_ref().map(|mask| masked(line, mask));
            let line = structure(line);
            quote!(#codec #line #masked)
        }
        Line::OneOf(lines) => one_of(lines),
    }
}

fn structure(line: &LineStruct<'_>) -> TokenStream {
    let (ident, generics) = (line.head.ident, line.head.generics);
    let (_, types, bounds) = generics.split_for_impl();
    let (lifetime, wire_generics) = wire_lifetime(generics);
    let (impls, ..) = wire_generics.split_for_impl();
    let (text, w) = (local("line"), local("w"));
    let find = find(line);
    let anonymous = line.is_anonymous();
    let read = match &line.separator {
        Some(separator) => split(line, separator),
        None => {
            let suffix = suffix(line);
            quote!(::wizfi360_proto::derive_support::parse(#suffix, text, #anonymous))
        }
    };
    let write = write(line);
    quote! {
        #[automatically_derived]
        impl #impls ::wizfi360_proto::Line<#lifetime> for #ident #types #bounds {
            fn parse(
                #text: &#lifetime [u8],
            ) -> ::core::option::Option<::core::result::Result<Self, ::wizfi360_proto::DecodeError>> {
                #find
                #read
            }

            fn write_to(&self, #w: &mut ::wizfi360_proto::Writer<'_>) {
                #write
            }
        }
    }
}

/// Binds `text`, and `suffix` if a scope stands in the line; or leaves because it is another line.
fn find(line: &LineStruct<'_>) -> TokenStream {
    let empty = LitStr::new("", proc_macro2::Span::call_site());
    let (word, suffix) = (line.word.as_ref().unwrap_or(&empty), line.suffix.as_ref().unwrap_or(&empty));
    let (scoped, text) = (line.is_scoped(), local("line"));
    let strip = |Pattern { head, tail, .. }: &Pattern| match tail {
        Some(tail) => {
            quote!(::wizfi360_proto::derive_support::strip_scoped(#text, #head, #tail, #word, #suffix))
        }
        None if scoped => {
            quote!(::wizfi360_proto::derive_support::strip_unscoped(#text, #head, #word, #suffix))
        }
        None => quote!(::wizfi360_proto::derive_support::strip(#text, #head, #word, #suffix)),
    };
    let mut strips = line.patterns().map(strip);
    let first = strips
        .next()
        .unwrap_or_else(|| quote!(::wizfi360_proto::derive_support::strip(#text, "", #word, #suffix)));
    let others = strips.map(|strip| quote!(.or_else(|| #strip)));
    if scoped {
        quote!(let (suffix, text) = #first #(#others)* ?;)
    } else {
        quote!(let text = #first #(#others)* ?;)
    }
}

/// What stood for the scope.
fn suffix(line: &LineStruct<'_>) -> TokenStream {
    if line.is_scoped() { quote!(suffix) } else { quote!(b"") }
}

fn write(line: &LineStruct<'_>) -> TokenStream {
    let w = local("w");
    let prefix = line.prefix.as_ref().map(|Pattern { head, tail, .. }| {
        let raw = |text: &str| (!text.is_empty()).then(|| quote!(#w.raw(#text.as_bytes());));
        let head = raw(head);
        let tail = tail.as_ref().map(|tail| {
            let tail = raw(tail);
            quote!(#w.raw(self.scope.suffix().as_bytes()); #tail)
        });
        quote!(#head #tail)
    });
    let params = match &line.separator {
        Some(separator) => {
            let fields = line.fields.iter().filter(|field| !field.is_scope()).enumerate().map(|(at, field)| {
                let separator = (at > 0).then(|| quote!(#w.raw(#separator.as_bytes());));
                let write = record::write(field, &quote!(&self.));
                quote!(#separator #w.begin(); #write;)
            });
            quote!(#(#fields)*)
        }
        None if line.fields.iter().all(Field::is_scope) && line.word.is_none() => TokenStream::new(),
        None => quote!(#w.begin(); ::wizfi360_proto::Encode::encode(self, #w);),
    };
    let word = line.word.as_ref().map(|word| quote!(::wizfi360_proto::derive_support::word(#w, #word);));
    let suffix = line.suffix.as_ref().map(|suffix| quote!(#w.raw(#suffix.as_bytes());));
    quote!(#prefix #params #word #suffix)
}

/// Reads parameters that something else than a comma separates.
fn split(line: &LineStruct<'_>, separator: &LitStr) -> TokenStream {
    let anonymous = line.is_anonymous();
    let (mut splits, mut reads) = (TokenStream::new(), TokenStream::new());
    let (last, suffix) = (line.fields.len().saturating_sub(1), suffix(line));
    for (at, field) in line.fields.iter().enumerate() {
        let Field { ident, name, .. } = field;
        if field.is_scope() {
            reads.extend(quote!(#ident: ::wizfi360_proto::derive_support::scope(#suffix)?,));
            continue;
        }
        let part = format_ident!("part_{}", at);
        splits.extend(if at < last {
            quote!(let (#part, text) = ::wizfi360_proto::derive_support::split_once(text, #separator)?;)
        } else {
            quote!(let #part = text;)
        });
        reads.extend(quote!(#ident: ::wizfi360_proto::derive_support::whole(#part, #name)?,));
    }
    let whole = local("line");
    quote! {
        #splits
        ::wizfi360_proto::derive_support::parse_parts(#whole, #anonymous, || {
            ::core::result::Result::Ok(Self { #reads })
        })
    }
}

/// Which fields are there is said by a mask.
fn masked(line: &LineStruct<'_>, path: &Path) -> TokenStream {
    let (vis, ident, generics) = (line.head.vis, line.head.ident, line.head.generics);
    let (impls, types, bounds) = generics.split_for_impl();
    let lifetime = crate::prop::lifetime(generics);
    let (text, mask, p) = (local("line"), local("mask"), local("p"));
    let (find, suffix, reads) = (find(line), suffix(line), record::reads(&line.fields, Some(path)));
    let anonymous = line.is_anonymous();
    let bits = line.fields.iter().filter_map(|field| match &field.role {
        Role::Bit(bit) => {
            let ident = field.ident;
            Some(quote! {
                if self.#ident.is_some() {
                    #mask = #mask.union(#path::#bit);
                }
            })
        }
        _ => None,
    });
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        impl #impls #ident #types #bounds {
            /// Reads the line when it is known which fields were asked for: `mask` says which of them are there.
            #vis fn parse_masked(
                #text: &#lifetime [u8],
                #mask: #path,
            ) -> ::core::option::Option<::core::result::Result<Self, ::wizfi360_proto::DecodeError>> {
                #find
                ::wizfi360_proto::derive_support::parse_with(#suffix, text, #anonymous, |#p| {
                    ::core::result::Result::Ok(Self { #reads })
                })
            }

            /// The bits of the fields that are there.
            #vis fn mask(&self) -> #path {
                let mut #mask = #path::EMPTY;
                #(#bits)*
                #mask
            }
        }
    }
}

fn one_of(lines: &OneOf<'_>) -> TokenStream {
    let (ident, generics) = (lines.head.ident, lines.head.generics);
    let (impls, types, bounds) = generics.split_for_impl();
    let (lifetime, wire_generics) = wire_lifetime(generics);
    let (wire_impls, ..) = wire_generics.split_for_impl();
    let names: Vec<_> = lines.variants.iter().map(|(name, _)| name).collect();
    let held: Vec<_> = lines.variants.iter().map(|(_, ty)| ty).collect();
    quote! {
        #[automatically_derived]
        impl #wire_impls ::wizfi360_proto::Line<#lifetime> for #ident #types #bounds {
            fn parse(
                line: &#lifetime [u8],
            ) -> ::core::option::Option<::core::result::Result<Self, ::wizfi360_proto::DecodeError>> {
                #(
                    if let ::core::option::Option::Some(result) = <#held as ::wizfi360_proto::Line<#lifetime>>::parse(line) {
                        return ::core::option::Option::Some(result.map(Self::#names));
                    }
                )*
                ::core::option::Option::None
            }

            fn write_to(&self, w: &mut ::wizfi360_proto::Writer<'_>) {
                match self {
                    #(Self::#names(line) => ::wizfi360_proto::Line::write_to(line, w),)*
                }
            }
        }

        #(
            #[automatically_derived]
            impl #impls ::core::convert::From<#held> for #ident #types #bounds {
                fn from(line: #held) -> Self {
                    Self::#names(line)
                }
            }
        )*
    }
}
