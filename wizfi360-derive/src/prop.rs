//! What follows from the syntax alone.

use proc_macro2::{Ident, Span};
use syn::{GenericArgument, Generics, Lifetime, PathArguments, PathSegment, Type};

/// The last word of a type's path: `Option` of `core::option::Option<T>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        _ => None,
    }
}

/// True for `Option<T>`.
pub(crate) fn is_option(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == "Option" && argument(segment).is_some())
}

/// True for the two scopes: they stand in the command's name and write no parameter.
pub(crate) fn is_scope(ty: &Type) -> bool {
    !suffixes(ty).is_empty()
}

/// What a scope can be written as; nothing if the type is none.
pub(crate) fn suffixes(ty: &Type) -> &'static [&'static str] {
    match last_segment(ty) {
        Some(segment) if segment.ident == "Scope" => &["_CUR", "_DEF", ""],
        Some(segment) if segment.ident == "SuffixedScope" => &["_CUR", "_DEF"],
        _ => &[],
    }
}

/// True for `Open<Mac, ..>`, also as an option: two cells of the compact reader.
pub(crate) fn is_open_mac(ty: &Type) -> bool {
    match last_segment(ty) {
        Some(segment) if segment.ident == "Option" => argument(segment).is_some_and(is_open_mac),
        Some(segment) if segment.ident == "Open" => {
            argument(segment).and_then(last_segment).is_some_and(|inner| inner.ident == "Mac")
        }
        _ => false,
    }
}

/// `T` of `Option<T>`.
pub(crate) fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The type's own lifetime, if it has one.
pub(crate) fn lifetime(generics: &Generics) -> Option<&Lifetime> {
    generics.lifetimes().next().map(|parameter| &parameter.lifetime)
}

/// The lifetime of the line that it is read from, and the generics of an impl that names it.
pub(crate) fn wire_lifetime(generics: &Generics) -> (Lifetime, Generics) {
    if let Some(lifetime) = lifetime(generics) {
        return (lifetime.clone(), generics.clone());
    }
    let lifetime = Lifetime::new("'a", Span::call_site());
    let mut generics = generics.clone();
    generics.params.insert(0, syn::parse_quote!(#lifetime));
    (lifetime, generics)
}

/// A local variable that no field's name can hide.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// How many characters a number takes in decimal.
pub(crate) fn digits(number: i64) -> usize {
    number.to_string().len()
}
