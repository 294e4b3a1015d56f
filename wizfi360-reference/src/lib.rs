//! The AT protocol of the WIZnet WizFi360, as its spec explains it to people.
//!
//! - [`search`] finds commands, messages, results, value types and errata by what somebody types; [`suggest`] finds
//!   similar names.
//! - [`Page`] and [`view`] resolve them for readers, as the JSON of `wizfi360 explain` and `wizfi360 spec`;
//!   [`FirmwareView`] shows what one firmware has, [`Index`] lists all commands.
//! - [`request`] builds requests from named values. What it refuses is data, with [`help`].
//! - [`complete`] tells what can come at the end of a line that is being typed.
//! - [`coverage`] counts how much of the manual is in the spec, and of the spec in a firmware.
//! - [`syntax`] writes requests and lines as the manual does, [`text`] makes bytes readable.
//!
//! Nothing here reads files, asks for the time or writes to a terminal.

// The README's example runs as a doc test.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

pub mod complete;
pub mod coverage;
mod firmware_view;
pub mod help;
mod index;
mod page;
pub mod request;
pub mod search;
pub mod suggest;
pub mod syntax;
pub mod text;
pub mod view;

pub use firmware_view::{FirmwarePage, FirmwareView, UnavailableView};
pub use index::{Index, IndexedCommand, IndexedFamily};
pub use page::Page;
