//! Lines: what stands around the parameters, and one of several lines.

use super::{compact, compact::Compact, record};
use crate::{
    ast::{Line, LineStruct, OneOf, Pattern, Role},
    prop::{local, wire_lifetime},
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{LitStr, Path};

pub(crate) fn line(line: &Line<'_>) -> TokenStream {
    match line {
        Line::Struct(line) => {
            let codec = match &line.separator {
                Some(separator) => record::separated(line.head, &line.fields, separator),
                None => record::structure(line.head, &line.fields),
            };
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
    let (parse, write, is) = (parse(line), write(line), is(line));
    let compact = Compact::of(line, &lifetime);
    let facts = compact.as_ref().map(|compact| {
        let (shape, build) = (compact.shape(), compact.build());
        quote!(#shape #build)
    });
    let compact = compact.map(|compact| compact.parse());
    quote! {
        #[automatically_derived]
        impl #impls ::wizfi360_proto::Line<#lifetime> for #ident #types #bounds {
            #facts

            fn parse(
                #text: &#lifetime [u8],
            ) -> ::core::option::Option<::core::result::Result<Self, ::wizfi360_proto::DecodeError>> {
                #compact
                #parse
            }

            #is

            fn write_to(&self, #w: &mut ::wizfi360_proto::Writer<'_>) {
                #write
            }
        }
    }
}

/// Recognises the line by the text around its parameters, without parsing them.
fn is(line: &LineStruct<'_>) -> Option<TokenStream> {
    if line.fields.is_empty() || line.has_no_marker() {
        return None;
    }
    let text = local("line");
    let suffix = line.ending.as_ref().map(LitStr::value).unwrap_or_default();
    let support = quote!(::wizfi360_proto::derive_support);
    let patterns: Vec<_> = line.patterns().collect();
    let body = match patterns.as_slice() {
        _ if line.has_no_params() || line.keyword.is_some() => general(line, &text),
        [Pattern { head, tail: None, .. }] => quote!(#support::is_line(#text, #head, #suffix)),
        [Pattern { head, tail: Some(tail), .. }] => {
            let unsuffixed = line.spellings().iter().any(|(_, scope)| scope.is_empty());
            quote!(#support::is_scoped_line(#text, #head, #unsuffixed, #tail, #suffix))
        }
        _ => general(line, &text),
    };
    Some(quote! {
        fn is(#text: &[u8]) -> bool {
            #body
        }
    })
}

/// The same by the reader of parameters, for everything that has no function of its own.
fn general(line: &LineStruct<'_>, text: &Ident) -> TokenStream {
    let opens = opens(line);
    quote! {
        let mut p = ::wizfi360_proto::Params::new(#text);
        #opens
    }
}

fn parse(line: &LineStruct<'_>) -> TokenStream {
    let text = local("line");
    if line.fields.is_empty() {
        let texts = line.spellings().into_iter().map(|(prefix, _)| prefix + &line.ending());
        return quote! {
            if ::wizfi360_proto::derive_support::is_one_of(#text, &[#(#texts),*]) {
                ::core::option::Option::Some(::core::result::Result::Ok(Self {}))
            } else {
                ::core::option::Option::None
            }
        };
    }
    let (opens, anonymous) = (opens(line), line.has_no_marker());
    quote! {
        let mut p = ::wizfi360_proto::Params::new(#text);
        if !(#opens) {
            return ::core::option::Option::None;
        }
        let value = ::wizfi360_proto::Decode::decode(&mut p, "");
        ::wizfi360_proto::derive_support::parsed(&mut p, value, #text, #anonymous)
    }
}

/// Takes what stands around the parameters off `p`; false if it is another line.
fn opens(line: &LineStruct<'_>) -> TokenStream {
    let (prefixes, scopes): (Vec<_>, Vec<_>) = line.spellings().into_iter().unzip();
    // Without parameters the word and the suffix are a part of the prefix: nothing stands before them.
    let alone = line.has_no_params();
    let prefixes: Vec<_> =
        prefixes.into_iter().map(|prefix| if alone { prefix + &line.ending() } else { prefix }).collect();
    let value = |text: &Option<LitStr>| text.as_ref().filter(|_| !alone).map(LitStr::value).unwrap_or_default();
    let (word, suffix) = (value(&line.keyword), value(&line.ending));
    let ends = !(word.is_empty() && suffix.is_empty());
    let open = match (line.is_scoped(), prefixes.as_slice()) {
        (false, [prefix]) if prefix.is_empty() => None,
        (false, [prefix]) => Some(quote!(p.strip_prefix(#prefix))),
        (true, _) => Some(quote!(p.strip_scoped_prefix(&[#((#prefixes, #scopes)),*]))),
        (false, _) => Some(quote!(p.strip_any_prefix(&[#(#prefixes),*]))),
    };
    // Without a prefix the word alone would tell the line, and a stranger's text can end in it.
    let numbers = (prefixes.iter().any(String::is_empty) && !word.is_empty()).then(|| quote!(p.is_numbers()));
    let ends = ends.then(|| quote!(p.strip_ending(#word, #suffix)));
    let empty = alone.then(|| quote!(p.is_empty()));
    let all = [open, ends, numbers, empty].into_iter().flatten();
    quote!(true #(&& #all)*)
}

fn write(line: &LineStruct<'_>) -> TokenStream {
    let w = local("w");
    let raw = |text: &str| (!text.is_empty()).then(|| quote!(#w.raw(#text.as_bytes());));
    let prefix = line.prefix.as_ref().map(|Pattern { head, tail, .. }| {
        let head = raw(head);
        let tail = tail.as_ref().map(|tail| {
            let tail = raw(tail);
            quote!(#w.raw(self.scope.suffix().as_bytes()); #tail)
        });
        quote!(#head #tail)
    });
    if line.has_no_params() {
        let ending = raw(&line.ending());
        return quote!(#prefix #ending);
    }
    let word = line.keyword.as_ref().map(|word| quote!(::wizfi360_proto::derive_support::word(#w, #word);));
    let suffix = line.ending.as_ref().and_then(|suffix| raw(&suffix.value()));
    quote!(#prefix #w.begin(); ::wizfi360_proto::Encode::encode(self, #w); #word #suffix)
}

/// Which fields are there is said by a mask.
fn masked(line: &LineStruct<'_>, path: &Path) -> TokenStream {
    let (vis, ident, generics) = (line.head.vis, line.head.ident, line.head.generics);
    let (impls, types, bounds) = generics.split_for_impl();
    let lifetime = crate::prop::lifetime(generics);
    let (text, mask, p) = (local("line"), local("mask"), local("p"));
    let (opens, reads) = (opens(line), record::decode(&line.fields, Some(path), &wire_lifetime(generics).0));
    let anonymous = line.has_no_marker();
    let bits = line.fields.iter().filter_map(|field| match &field.role {
        Role::Bit { bit, .. } => {
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
        #[allow(dead_code)]
        impl #impls #ident #types #bounds {
            /// Reads the line when it is known which fields were asked for: `mask` says which of them are there.
            #vis fn parse_masked(
                #text: &#lifetime [u8],
                #mask: #path,
            ) -> ::core::option::Option<::core::result::Result<Self, ::wizfi360_proto::DecodeError>> {
                let mut p = ::wizfi360_proto::Params::new(#text);
                if !(#opens) {
                    return ::core::option::Option::None;
                }
                let read = |#p: &mut ::wizfi360_proto::Params<#lifetime>| { #reads };
                let value = read(&mut p);
                ::wizfi360_proto::derive_support::parsed(&mut p, value, #text, #anonymous)
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
    let compact = compact::one_of(&names, &held, &lifetime);
    quote! {
        #[automatically_derived]
        impl #wire_impls ::wizfi360_proto::Line<#lifetime> for #ident #types #bounds {
            fn parse(
                line: &#lifetime [u8],
            ) -> ::core::option::Option<::core::result::Result<Self, ::wizfi360_proto::DecodeError>> {
                #compact
                #(
                    if let ::core::option::Option::Some(result) = <#held as ::wizfi360_proto::Line<#lifetime>>::parse(line) {
                        return ::core::option::Option::Some(result.map(Self::#names));
                    }
                )*
                ::core::option::Option::None
            }

            fn is(line: &#lifetime [u8]) -> bool {
                #(<#held as ::wizfi360_proto::Line<#lifetime>>::is(line))||*
            }

            fn write_to(&self, w: &mut ::wizfi360_proto::Writer<'_>) {
                match self {
                    #(Self::#names(line) => <#held as ::wizfi360_proto::Line<#lifetime>>::write_to(line, w),)*
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
