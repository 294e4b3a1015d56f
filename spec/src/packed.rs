//! The form in which the spec is built into the crate, which is read faster than RON.
//!
//! The build script compiles this file, too: it packs what it has read from the RON files. What few programs need, and
//! what is large and belongs to one command, is packed by itself, as bytes within the bytes: it is read when it is
//! asked for.

use crate::{
    deferred::Deferred,
    load::{FamilyFile, Spec},
    model::*,
};
use serde::{Serialize, de::DeserializeOwned};

/// Manual, state, setups; lexical, domains, events, errata and the file of each; families.
type Parts<'p> = (Part<'p>, Part<'p>, Part<'p>, Lexical, Domains, Events, Errata, Vec<String>, Vec<PackedFamily<'p>>);
/// Path, doc, domains, commands, test cases.
type PackedFamily<'p> = (String, String, Vec<Domain>, Vec<PackedCommand<'p>>, Part<'p>);
/// Names, title, search terms, errata; notes, requirements, those that no dialogue decides, lines, forms, examples.
type PackedCommand<'p> = (Vec<Name>, String, Vec<String>, Vec<String>, [Part<'p>; 6]);
/// A part that is packed by itself.
type Part<'p> = &'p [u8];

/// Packs a spec.
///
/// # Errors
///
/// A part of the model is not what the format takes, which would be a mistake in the model.
#[allow(dead_code, reason = "the build script calls it")]
pub(crate) fn pack(spec: &Spec) -> postcard::Result<Vec<u8>> {
    let Spec { manual, lexical, domains, events, errata, state, setups, families } = spec;
    // What the loader notes in errata and sections is in no file, so that it is not serialized with them.
    let errata_files: Vec<_> = errata.errata.iter().map(|erratum| &erratum.file).collect();
    let section_files: Vec<_> = manual.sections.iter().map(|section| &section.file).collect();
    let manual = postcard::to_allocvec(&(manual, section_files))?;
    let families = families.iter().map(pack_family).collect::<postcard::Result<Vec<_>>>()?;
    let (state, setups) = (postcard::to_allocvec(state)?, postcard::to_allocvec(setups)?);
    postcard::to_allocvec(&(manual, state, setups, lexical, domains, events, errata, errata_files, families))
}

fn pack_family(file: &FamilyFile) -> postcard::Result<impl Serialize> {
    let FamilyFile { path, family: Family { doc, domains, commands }, checks } = file;
    let commands = commands.iter().map(pack_command).collect::<postcard::Result<Vec<_>>>()?;
    Ok((path, doc, domains, commands, postcard::to_allocvec(checks)?))
}

fn pack_command(command: &Command) -> postcard::Result<impl Serialize> {
    let Command { names, title, search_terms, notes, requires, undecidable, lines, forms, examples, errata } = command;
    let parts = [
        postcard::to_allocvec(notes)?,
        postcard::to_allocvec(requires)?,
        postcard::to_allocvec(undecidable)?,
        postcard::to_allocvec(lines)?,
        postcard::to_allocvec(forms)?,
        postcard::to_allocvec(examples)?,
    ];
    Ok((names, title, search_terms, errata, parts))
}

/// Unpacks a spec.
///
/// # Errors
///
/// The bytes were not made by [`pack`] of the same model.
pub(crate) fn unpack(bytes: &'static [u8]) -> postcard::Result<Spec> {
    let (manual, state, setups, lexical, domains, events, mut errata, files, families): Parts =
        postcard::from_bytes(bytes)?;
    errata.errata.iter_mut().zip(files).for_each(|(erratum, file)| erratum.file = file);
    let families = families.into_iter().map(family).collect();
    let (manual, state, setups) = (Deferred::new(manual, unpack_manual), deferred(state), deferred(setups));
    Ok(Spec { manual, lexical, domains, events, errata, state, setups, families })
}

fn family((path, doc, domains, commands, checks): PackedFamily<'static>) -> FamilyFile {
    let commands = commands.into_iter().map(command).collect();
    FamilyFile { path, family: Family { doc, domains, commands }, checks: deferred(checks) }
}

fn command((names, title, search_terms, errata, parts): PackedCommand<'static>) -> Command {
    let [notes, requires, undecidable, lines, forms, examples] = parts;
    Command {
        names,
        title,
        search_terms,
        notes: deferred(notes),
        requires: deferred(requires),
        undecidable: deferred(undecidable),
        lines: deferred(lines),
        forms: deferred(forms),
        examples: deferred(examples),
        errata,
    }
}

fn deferred<T: DeserializeOwned>(part: Part<'static>) -> Deferred<T> {
    Deferred::new(part, unpack_part)
}

fn unpack_manual(part: Part<'static>) -> Manual {
    let (mut manual, files): (Manual, Vec<String>) = unpack_part(part);
    manual.sections.iter_mut().zip(files).for_each(|(section, file)| section.file = file);
    manual
}

/// # Panics
///
/// The bytes were not made by [`pack`] of the same model. A test reads all that are built in.
fn unpack_part<T: DeserializeOwned>(part: Part<'static>) -> T {
    postcard::from_bytes(part).unwrap_or_else(|error| panic!("the embedded spec does not load: {error}"))
}
