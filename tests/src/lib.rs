//! Tests of the whole: laws over random values, the spec's examples, recorded dialogues, vectors, reports.

/// The examples of the workspace's README run as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
