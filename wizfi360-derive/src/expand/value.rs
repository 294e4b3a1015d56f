//! Values: constructors that refuse, and the codec.

use crate::{
    ast::{Head, Repr, Text, Value, ValueKind},
    attr::{Number, Range},
    prop::{digits, wire_lifetime},
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::LitStr;

pub(crate) fn value(value: &Value<'_>) -> TokenStream {
    let head = value.head;
    match &value.form {
        ValueKind::Range(repr, range) => ranged(head, repr, range),
        ValueKind::Mask(repr, bits) => mask(head, repr, bits),
        ValueKind::Text(form) => text(head, form),
        ValueKind::Numbers(variants) => numbers(head, variants),
        ValueKind::Words { quoted, variants } => words(head, *quoted, variants),
    }
}

/// The two directions; `encode` and `decode` are the bodies, over `w`, and over `p` and `name`. `compact` is the cell of the
/// compact reader, and the value from what it has read, if it can.
fn codec(
    head: Head<'_>,
    max: usize,
    encode: &TokenStream,
    decode: &TokenStream,
    compact: Option<(TokenStream, TokenStream)>,
) -> TokenStream {
    let compact = compact.map(|(cell, value)| {
        quote! {
            const CELL: ::wizfi360_proto::derive_support::compact::Cell = #cell;

            #[inline(always)]
            fn from_cell(
                read: ::wizfi360_proto::derive_support::compact::Read<'_>,
            ) -> ::core::option::Option<Self> {
                #value
            }
        }
    });
    let Head { ident, generics, .. } = head;
    let (impls, types, bounds) = generics.split_for_impl();
    let (lifetime, wire_generics) = wire_lifetime(generics);
    let (wire_impls, ..) = wire_generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impls ::wizfi360_proto::Encode for #ident #types #bounds {
            const ENCODED_MAX: usize = #max;

            #[cfg_attr(target_pointer_width = "64", inline(always))]
            fn encode(&self, w: &mut ::wizfi360_proto::Writer<'_>) {
                #encode
            }
        }

        #[automatically_derived]
        impl #wire_impls ::wizfi360_proto::Decode<#lifetime> for #ident #types #bounds {
            #compact

            fn decode(
                p: &mut ::wizfi360_proto::Params<#lifetime>,
                name: &'static str,
            ) -> ::core::result::Result<Self, ::wizfi360_proto::Refused> {
                #decode
            }
        }
    }
}

/// The cell of a number of this type, and the number in it.
fn number_cell(repr: &Repr<'_>) -> (TokenStream, TokenStream) {
    let ident = repr.ident;
    let kind = if repr.min < 0 { quote!(signed) } else { quote!(number) };
    let cell = quote!(::wizfi360_proto::derive_support::compact::Cell::#kind(#ident::BITS));
    let width = match ident.to_string().as_str() {
        "u8" | "i8" => 1_usize,
        "u16" | "i16" => 2,
        _ => 4,
    };
    let bytes: Vec<_> = (0..width).map(|at| format_ident!("b{at}")).collect();
    let number = quote! {{
        let [#(#bytes,)* ..] = read.bytes();
        #ident::from_le_bytes([#(#bytes),*])
    }};
    (cell, number)
}

fn ranged(head: Head<'_>, repr: &Repr<'_>, range: &Range) -> TokenStream {
    let Head { vis, ident, .. } = head;
    let (min, max) = (&range.min, &range.max);
    let repr_ident = repr.ident;
    let doc_min = format!("The smallest: {}.", min.value);
    let doc_max = format!("The largest: {}.", max.value);
    let doc_new = format!("Creates it from a number from {} to {}.", min.value, max.value);
    let longest = digits(min.value).max(digits(max.value)).saturating_add(1);
    let read = format_ident!("read_{}", repr_ident);
    let (cell, number) = number_cell(repr);
    let parse = parse_number(ident, repr_ident, &quote!(Self::out_of_range(given)));
    let get = into_number(ident, repr_ident);
    let display = display(head, &quote!(&self.0));
    let codec = codec(
        head,
        longest,
        &write_integer(repr, &quote!(self.0)),
        &quote!(::wizfi360_proto::derive_support::#read(p, name, Self::MIN.0, Self::MAX.0).map(Self)),
        Some((
            cell,
            quote! {
                let number = #number;
                if (Self::MIN.0..=Self::MAX.0).contains(&number) {
                    ::core::option::Option::Some(Self(number))
                } else {
                    ::core::option::Option::None
                }
            },
        )),
    );
    quote! {
        #[allow(dead_code)]
        impl #ident {
            #[doc = #doc_min]
            #vis const MIN: Self = Self(#min);
            #[doc = #doc_max]
            #vis const MAX: Self = Self(#max);

            #[doc = #doc_new]
            ///
            /// # Errors
            ///
            /// `ValueError::OutOfRange`.
            #vis const fn new(value: #repr_ident) -> ::core::result::Result<Self, ::wizfi360_proto::ValueError> {
                if Self::MIN.0 <= value && value <= Self::MAX.0 {
                    ::core::result::Result::Ok(Self(value))
                } else {
                    ::core::result::Result::Err(Self::out_of_range(value as i64))
                }
            }

            const fn out_of_range(given: i64) -> ::wizfi360_proto::ValueError {
                ::wizfi360_proto::ValueError::OutOfRange {
                    given,
                    min: Self::MIN.0 as i64,
                    max: Self::MAX.0 as i64,
                }
            }

            /// Returns the number.
            #vis const fn get(self) -> #repr_ident {
                self.0
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<#repr_ident> for #ident {
            type Error = ::wizfi360_proto::ValueError;

            fn try_from(value: #repr_ident) -> ::core::result::Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        #parse

        #get

        #display

        #codec
    }
}

fn mask(head: Head<'_>, repr: &Repr<'_>, bits: &Number) -> TokenStream {
    let Head { vis, ident, .. } = head;
    let (all, repr_ident) = (bits, repr.ident);
    let doc_new = format!("Creates it from bits, all of them among {:#x}.", bits.value);
    let parse = parse_number(ident, repr_ident, &quote!(Self::unknown_bits(given)));
    let get = into_number(ident, repr_ident);
    let radices = ["Binary", "Octal", "LowerHex", "UpperHex"].map(|name| formatted(head, name, &quote!(&self.0)));
    let read = format_ident!("read_{}", repr_ident);
    let (cell, number) = number_cell(repr);
    let codec = codec(
        head,
        digits(bits.value).saturating_add(1),
        &write_integer(repr, &quote!(self.0)),
        &quote! {
            let bits = ::wizfi360_proto::derive_support::#read(p, name, 0, #repr_ident::MAX)?;
            ::wizfi360_proto::derive_support::is_listed(p, Self::new(bits).ok(), name)
        },
        Some((
            cell,
            quote! {
                let bits = #number;
                if bits & !Self::ALL.0 == 0 {
                    ::core::option::Option::Some(Self(bits))
                } else {
                    ::core::option::Option::None
                }
            },
        )),
    );
    quote! {
        #[allow(dead_code)]
        impl #ident {
            /// All bits.
            #vis const ALL: Self = Self(#all);
            /// No bit.
            #vis const EMPTY: Self = Self(0);

            #[doc = #doc_new]
            ///
            /// # Errors
            ///
            /// `ValueError::UnknownBits`.
            #vis const fn new(bits: #repr_ident) -> ::core::result::Result<Self, ::wizfi360_proto::ValueError> {
                if bits & !Self::ALL.0 == 0 {
                    ::core::result::Result::Ok(Self(bits))
                } else {
                    ::core::result::Result::Err(Self::unknown_bits(bits as i64))
                }
            }

            const fn unknown_bits(given: i64) -> ::wizfi360_proto::ValueError {
                ::wizfi360_proto::ValueError::UnknownBits { given, known: Self::ALL.0 as i64 }
            }

            /// Returns the bits as a number.
            #vis const fn bits(self) -> #repr_ident {
                self.0
            }

            /// Returns true if it has every bit of `other`.
            #vis const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }

            /// Returns the bits of both.
            #vis const fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<#repr_ident> for #ident {
            type Error = ::wizfi360_proto::ValueError;

            fn try_from(bits: #repr_ident) -> ::core::result::Result<Self, Self::Error> {
                Self::new(bits)
            }
        }

        #parse

        #get

        #(#radices)*

        #[automatically_derived]
        impl ::core::ops::BitOr for #ident {
            type Output = Self;

            fn bitor(self, other: Self) -> Self {
                self.union(other)
            }
        }

        #codec
    }
}

fn text(head: Head<'_>, text: &Text<'_>) -> TokenStream {
    let Head { vis, ident, generics } = head;
    let (impls, types, bounds) = generics.split_for_impl();
    let (lifetime, _) = wire_lifetime(generics);
    let Text { ty, secret, escaped, len, or_empty } = text;
    let (min, max) = (size(len.min.value), size(len.max.value));
    let (or_empty, escapes) = (or_empty.is_some(), usize::from(*escaped));
    let or_empty_doc = if or_empty { ", or an empty one" } else { "" };
    let doc_new = format!("Creates it from a text of {min} to {max} bytes{or_empty_doc}.");
    let doc_bytes =
        format!("Creates it from {min} to {max} bytes{}, UTF-8 or not.", or_empty_doc.replace("an empty one", "none"));
    let (wrapped, inner) = if *secret {
        (quote!(Self(::wizfi360_proto::Secret(text))), quote!(self.0.0))
    } else {
        (quote!(Self(text)), quote!(self.0))
    };
    // Secrets are never printed, and a text with escapes has no slice of the bytes that it means.
    let display = (!*secret).then(|| display(head, &quote!(&self.0)));
    let as_ref = (!*secret && !*escaped).then(|| {
        quote! {
            #[automatically_derived]
            impl #impls ::core::convert::AsRef<[u8]> for #ident #types #bounds {
                fn as_ref(&self) -> &[u8] {
                    ::core::convert::AsRef::as_ref(&self.0)
                }
            }
        }
    });
    let codec = codec(
        head,
        max.saturating_mul(escapes.saturating_add(1)).saturating_add(3),
        &quote!(::wizfi360_proto::Encode::encode(&self.0, w);),
        &quote! {
            let text: #ty = ::wizfi360_proto::Decode::decode(p, name)?;
            ::wizfi360_proto::derive_support::length(p, text.len(), Self::MIN_LEN, Self::MAX_LEN, #or_empty, name)?;
            ::core::result::Result::Ok(#wrapped)
        },
        None,
    );
    quote! {
        #[allow(dead_code)]
        impl #impls #ident #types #bounds {
            /// The fewest bytes.
            #vis const MIN_LEN: usize = #min;
            /// The most bytes.
            #vis const MAX_LEN: usize = #max;

            #[doc = #doc_new]
            ///
            /// # Errors
            ///
            /// `ValueError::TooShort`, `TooLong`, or `ControlByte` for CR, LF or NUL.
            #vis const fn new(text: &#lifetime str) -> ::core::result::Result<Self, ::wizfi360_proto::ValueError> {
                Self::from_bytes(text.as_bytes())
            }

            #[doc = #doc_bytes]
            ///
            /// # Errors
            ///
            /// `ValueError::TooShort`, `TooLong`, or `ControlByte` for CR, LF or NUL.
            #vis const fn from_bytes(
                bytes: &#lifetime [u8],
            ) -> ::core::result::Result<Self, ::wizfi360_proto::ValueError> {
                let len = bytes.len();
                if let ::core::option::Option::Some(error) =
                    ::wizfi360_proto::derive_support::length_error(len, Self::MIN_LEN, Self::MAX_LEN, #or_empty)
                {
                    return ::core::result::Result::Err(error);
                }
                match <#ty>::from_bytes(bytes) {
                    ::core::result::Result::Ok(text) => ::core::result::Result::Ok(#wrapped),
                    ::core::result::Result::Err(error) => ::core::result::Result::Err(error),
                }
            }

            /// Returns the text.
            #vis const fn get(self) -> #ty {
                #inner
            }
        }

        #[automatically_derived]
        impl #impls ::core::convert::TryFrom<&#lifetime str> for #ident #types #bounds {
            type Error = ::wizfi360_proto::ValueError;

            fn try_from(text: &#lifetime str) -> ::core::result::Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        #[automatically_derived]
        impl #impls ::core::convert::TryFrom<&#lifetime [u8]> for #ident #types #bounds {
            type Error = ::wizfi360_proto::ValueError;

            fn try_from(bytes: &#lifetime [u8]) -> ::core::result::Result<Self, Self::Error> {
                Self::from_bytes(bytes)
            }
        }

        #display

        #as_ref

        #codec
    }
}

fn numbers(head: Head<'_>, variants: &[(&Ident, u32)]) -> TokenStream {
    let Head { ident, .. } = head;
    let names: Vec<_> = variants.iter().map(|(name, _)| name).collect();
    let numbers: Vec<_> = variants.iter().map(|(_, number)| Literal::u32_unsuffixed(*number)).collect();
    let parse = from_str(ident, &quote!(::wizfi360_proto::derive_support::parse_listed(text)));
    let longest = variants.iter().map(|(_, number)| digits((*number).into())).max().unwrap_or(0).saturating_add(1);
    let codec = codec(
        head,
        longest,
        &quote! {
            ::wizfi360_proto::derive_support::number(w, ::wizfi360_proto::Number::number(*self));
        },
        &quote!(::wizfi360_proto::derive_support::listed(p, name)),
        Some((
            quote!(::wizfi360_proto::derive_support::compact::Cell::number(32)),
            quote!(<Self as ::wizfi360_proto::Number>::from_number(read.number())),
        )),
    );
    quote! {
        #[automatically_derived]
        impl ::wizfi360_proto::Number for #ident {
            const ALL: &'static [Self] = &[#(Self::#names),*];

            fn from_number(number: u32) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match number {
                    #(#numbers => Self::#names,)*
                    _ => return ::core::option::Option::None,
                })
            }

            fn number(self) -> u32 {
                match self {
                    #(Self::#names => #numbers,)*
                }
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<u32> for #ident {
            type Error = ::wizfi360_proto::ValueError;

            fn try_from(number: u32) -> ::core::result::Result<Self, Self::Error> {
                ::core::option::Option::ok_or(
                    ::wizfi360_proto::Number::from_number(number),
                    ::wizfi360_proto::ValueError::NotListed,
                )
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for u32 {
            fn from(value: #ident) -> Self {
                ::wizfi360_proto::Number::number(value)
            }
        }

        #parse

        #codec
    }
}

fn words(head: Head<'_>, quoted: bool, variants: &[(&Ident, LitStr)]) -> TokenStream {
    let Head { ident, .. } = head;
    let names: Vec<_> = variants.iter().map(|(name, _)| name).collect();
    let words: Vec<_> = variants.iter().map(|(_, word)| word).collect();
    let parse = from_str(ident, &quote!(::wizfi360_proto::derive_support::parse_word(text)));
    let display = display(head, &quote!(::wizfi360_proto::Word::word(*self)));
    let longest = words.iter().map(|word| word.value().len()).max().unwrap_or(0);
    let (quotes, write, read) = if quoted { (2, "quoted", "quoted_word") } else { (0, "bare", "bare_word") };
    let (write, read) = (format_ident!("{write}"), format_ident!("{read}"));
    let codec = codec(
        head,
        longest.saturating_add(quotes).saturating_add(1),
        &quote! {
            ::wizfi360_proto::derive_support::#write(w, ::wizfi360_proto::Word::word(*self));
        },
        &quote!(::wizfi360_proto::derive_support::#read(p, name)),
        None,
    );
    quote! {
        #[automatically_derived]
        impl ::wizfi360_proto::Word for #ident {
            const ALL: &'static [Self] = &[#(Self::#names),*];
            const QUOTED: bool = #quoted;

            fn word(self) -> &'static str {
                match self {
                    #(Self::#names => #words,)*
                }
            }
        }

        #parse

        #display

        #codec
    }
}

/// `FromStr` of a type with an integer inside; `error` is that of `given`, which does not fit it.
fn parse_number(ident: &Ident, repr: &Ident, error: &TokenStream) -> TokenStream {
    from_str(
        ident,
        &quote! {
            let given = ::wizfi360_proto::derive_support::parse_number(text)?;
            match #repr::try_from(given) {
                ::core::result::Result::Ok(value) => Self::new(value),
                ::core::result::Result::Err(_) => ::core::result::Result::Err(#error),
            }
        },
    )
}

/// `FromStr` with this body, over `text`.
fn from_str(ident: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = ::wizfi360_proto::ValueError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                #body
            }
        }
    }
}

/// The integer inside.
fn into_number(ident: &Ident, repr: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#ident> for #repr {
            fn from(value: #ident) -> Self {
                value.0
            }
        }
    }
}

/// `Display` as this value has it.
fn display(head: Head<'_>, value: &TokenStream) -> TokenStream {
    formatted(head, "Display", value)
}

/// A trait of `core::fmt`, as this value has it.
fn formatted(head: Head<'_>, name: &str, value: &TokenStream) -> TokenStream {
    let Head { ident, generics, .. } = head;
    let (impls, types, bounds) = generics.split_for_impl();
    let name = format_ident!("{name}");
    quote! {
        #[automatically_derived]
        impl #impls ::core::fmt::#name for #ident #types #bounds {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::#name::fmt(#value, f)
            }
        }
    }
}

/// Writes the integer inside, widened where it needs to be.
fn write_integer(repr: &Repr<'_>, value: &TokenStream) -> TokenStream {
    let wide = if repr.min < 0 { format_ident!("i32") } else { format_ident!("u32") };
    let value = if *repr.ident == wide { value.clone() } else { quote!(#wide::from(#value)) };
    let write = if repr.min < 0 { format_ident!("signed_number") } else { format_ident!("number") };
    quote!(::wizfi360_proto::derive_support::#write(w, #value);)
}

/// A length; what does not fit has been refused.
fn size(value: i64) -> usize {
    usize::try_from(value).unwrap_or(0)
}
