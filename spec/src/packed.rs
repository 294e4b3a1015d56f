//! The form in which the spec is built into the crate, which is read faster than RON.
//!
//! The build script compiles this file, too: it packs what it has read from the RON files. The manual is packed by
//! itself, for it is half of the whole, and what asks for a command needs none of it.

use crate::{
    deferred::Deferred,
    load::{FamilyFile, Spec},
    model::*,
};

/// Packs a spec: all but the manual, and the manual.
///
/// # Errors
///
/// A part of the model is not what the format takes, which would be a mistake in the model.
#[allow(dead_code, reason = "the build script calls it")]
pub(crate) fn pack(spec: &Spec) -> postcard::Result<[Vec<u8>; 2]> {
    let Spec { manual, lexical, domains, events, errata, state, families } = spec;
    // What the loader notes in errata and sections is in no file, so that it is not serialized with them.
    let errata_files: Vec<_> = errata.errata.iter().map(|erratum| &erratum.file).collect();
    let section_files: Vec<_> = manual.sections.iter().map(|section| &section.file).collect();
    let families: Vec<_> = families.iter().map(|file| (&file.path, &file.family)).collect();
    Ok([
        postcard::to_allocvec(&(lexical, domains, events, errata, errata_files, state, families))?,
        postcard::to_allocvec(&(&**manual, section_files))?,
    ])
}

type Parts = (Lexical, Domains, Events, Errata, Vec<String>, State, Vec<(String, Family)>);

/// Unpacks all but the manual.
///
/// # Errors
///
/// The bytes were not made by [`pack`] of the same model.
pub(crate) fn unpack(bytes: &[u8], manual: Deferred<Manual>) -> postcard::Result<Spec> {
    let (lexical, domains, events, mut errata, files, state, families): Parts = postcard::from_bytes(bytes)?;
    errata.errata.iter_mut().zip(files).for_each(|(erratum, file)| erratum.file = file);
    let families = families.into_iter().map(|(path, family)| FamilyFile { path, family }).collect();
    Ok(Spec { manual, lexical, domains, events, errata, state, families })
}

/// Unpacks the manual.
///
/// # Errors
///
/// The bytes were not made by [`pack`] of the same model.
pub(crate) fn unpack_manual(bytes: &[u8]) -> postcard::Result<Manual> {
    let (mut manual, files): (Manual, Vec<String>) = postcard::from_bytes(bytes)?;
    manual.sections.iter_mut().zip(files).for_each(|(section, file)| section.file = file);
    Ok(manual)
}
