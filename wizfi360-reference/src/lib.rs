//! The AT protocol of the WIZnet WizFi360, as its spec explains it to people.
//!
//! - [`view`]: commands, forms, parameters, values, messages, results and errata, resolved; they serialize as the JSON
//!   of `wizfi360 explain` and `wizfi360 spec`.
//! - [`syntax`]: what requests and lines look like, as the manual writes them.
//! - [`text`]: bytes made readable.
//!
//! Nothing here reads files, asks for the time or writes to a terminal.

// The README's example runs as a doc test.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

pub mod syntax;
pub mod text;
pub mod view;
