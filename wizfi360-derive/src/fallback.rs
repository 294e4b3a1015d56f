//! What stands in for the impls when the macro finds mistakes.
//!
//! Without it every use of the type would bring a message of its own, and hide the one that matters.

use crate::prop::{lifetime, wire_lifetime};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput};

/// For a value: the codec, the constructors, and the two traits of enums.
pub(crate) fn value(input: &DeriveInput, error: &syn::Error) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let (impls, types, bounds) = input.generics.split_for_impl();
    let codec = record(input, error);
    if matches!(input.data, Data::Enum(_)) {
        return quote! {
            #codec

            #[automatically_derived]
            impl #impls ::wizfi360_proto::Number for #ident #types #bounds {
                const ALL: &'static [Self] = &[];
                fn from_number(_: u32) -> ::core::option::Option<Self> {
                    ::core::unreachable!()
                }
                fn number(self) -> u32 {
                    ::core::unreachable!()
                }
            }

            #[automatically_derived]
            impl #impls ::wizfi360_proto::Word for #ident #types #bounds {
                const ALL: &'static [Self] = &[];
                const QUOTED: bool = false;
                fn from_word(_: &[u8]) -> ::core::option::Option<Self> {
                    ::core::unreachable!()
                }
                fn word(self) -> &'static str {
                    ::core::unreachable!()
                }
            }
        };
    }
    quote! {
        #codec

        #[allow(dead_code)]
        impl #impls #ident #types #bounds {
            #vis const fn new<Input: ::core::marker::Copy>(
                _: Input,
            ) -> ::core::result::Result<Self, ::wizfi360_proto::ValueError> {
                ::core::result::Result::Err(::wizfi360_proto::ValueError::Invalid)
            }

            #vis const fn from_bytes(_: &[u8]) -> ::core::result::Result<Self, ::wizfi360_proto::ValueError> {
                ::core::result::Result::Err(::wizfi360_proto::ValueError::Invalid)
            }
        }
    }
}

/// For a record: the codec.
pub(crate) fn record(input: &DeriveInput, error: &syn::Error) -> TokenStream {
    let ident = &input.ident;
    let (impls, types, bounds) = input.generics.split_for_impl();
    let (lifetime, wire_generics) = wire_lifetime(&input.generics);
    let (wire_impls, ..) = wire_generics.split_for_impl();
    let error = error.to_compile_error();
    quote! {
        #error

        #[automatically_derived]
        impl #impls ::wizfi360_proto::Encode for #ident #types #bounds {
            const ENCODED_MAX: usize = 0;
            fn encode(&self, _: &mut ::wizfi360_proto::Writer<'_>) {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl #wire_impls ::wizfi360_proto::Decode<#lifetime> for #ident #types #bounds {
            fn decode(
                _: &mut ::wizfi360_proto::Params<#lifetime>,
                _: &'static str,
            ) -> ::core::result::Result<Self, ::wizfi360_proto::Refused> {
                ::core::unreachable!()
            }
        }
    }
}

/// For a line: the codec of its parameters, and the line.
pub(crate) fn line(input: &DeriveInput, error: &syn::Error) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let (impls, types, bounds) = input.generics.split_for_impl();
    let (wire, wire_generics) = wire_lifetime(&input.generics);
    let (wire_impls, ..) = wire_generics.split_for_impl();
    let (codec, own) = (record(input, error), lifetime(&input.generics));
    quote! {
        #codec

        #[automatically_derived]
        impl #wire_impls ::wizfi360_proto::Line<#wire> for #ident #types #bounds {
            fn parse(
                _: &#wire [u8],
            ) -> ::core::option::Option<::core::result::Result<Self, ::wizfi360_proto::DecodeError>> {
                ::core::unreachable!()
            }

            fn write_to(&self, _: &mut ::wizfi360_proto::Writer<'_>) {
                ::core::unreachable!()
            }
        }

        #[allow(dead_code)]
        impl #impls #ident #types #bounds {
            #vis fn parse_masked<Mask>(
                _: &#own [u8],
                _: Mask,
            ) -> ::core::option::Option<::core::result::Result<Self, ::wizfi360_proto::DecodeError>> {
                ::core::unreachable!()
            }
        }
    }
}
