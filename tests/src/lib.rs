//! What the crates of wizfi360 are held against: laws over random values, the examples of the spec, recorded dialogues.
//!
//! It has only tests so far; the cases and the runner of the conformance kit will stand here.

/// The README's examples run as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
