//! Test vectors for drivers in other languages: what `cargo xtask codegen` writes to `vectors/`.
//!
//! Everything here is told from the spec alone: by the limits that [`edges`](crate::edges) reads, by the interpreter, and for streams by a
//! tokenizer that sees all bytes at once. `wizfi360-proto` is not asked; a test holds it against the files.

mod fields;
mod json;
mod lines;
mod rejects;
mod requests;
mod streams;
mod telling;
mod tokenizer;

use json::file;
use serde::Serialize;
use wizfi360_spec::{Spec, model::Source};

/// The version of the files. It grows when a key changes its meaning or goes away.
pub const VERSION: u32 = 2;

/// All files, each its name and its text, in a stable order: one case a line.
pub fn emit(spec: &Spec) -> Vec<(&'static str, String)> {
    let finals = spec.lexical.finals.iter();
    let texts = streams::Texts {
        finals: finals.flat_map(|end| std::iter::once(&end.text).chain(&end.aliases)).map(String::as_str).collect(),
        reasons: spec
            .lexical
            .reasons
            .iter()
            .flat_map(|why| std::iter::once(&why.text).chain(&why.aliases))
            .map(String::as_str)
            .collect(),
    };
    vec![
        ("requests.json", file("requests", Nothing {}, &requests::all(spec))),
        ("lines.json", file("lines", Nothing {}, &lines::all(spec))),
        ("rejects.json", file("rejects", Nothing {}, &rejects::all(spec))),
        ("streams.json", file("streams", texts, &streams::all(spec))),
    ]
}

/// No keys of its own.
#[derive(Serialize)]
struct Nothing {}

/// Who says it, in words.
fn source(source: &Source) -> String {
    match source {
        Source::Manual(section, page) => format!("manual {section}, p. {page}"),
        other => other.to_string(),
    }
}
