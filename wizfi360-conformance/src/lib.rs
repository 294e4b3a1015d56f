//! What the crates of wizfi360 are held against: laws over random values, the examples of the spec, recorded dialogues, and the
//! edges of every parameter.
//!
//! The library makes cases out of the spec; the tests hold the crates against them, and `vectors/` gives them to other languages. A case has an id that stays the same as long as
//! what it is about does: `3.2.3/set/ssid/33-bytes`.

// The README's example runs as a doc test.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

pub mod check;
pub mod dialogues;
pub mod edges;
pub mod vectors;
