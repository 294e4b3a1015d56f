//! Dialogues with a WIZnet WizFi360: logs and raw bytes of both sides become typed events and findings.
//!
//! - [`Reader`] reads a file or a stream: a log of both sides, or the raw bytes of one.
//! - [`Session`] reads the bytes of both sides as they pass, as on a live line.
//! - [`Event`] is what both report: one for each line, packet or piece of data, with the spec's explanation.
//! - [`rules`] compares events with the spec: each [`Finding`](rules::Finding) breaks one [`Rule`](rules::Rule).
//! - [`Redactor`] hides passwords and keys.
//!
//! Nothing here does I/O or asks for the time, and memory is bounded whatever the input is.

// The README's example runs as a doc test.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

mod event;
mod field;
mod hint;
pub mod log;
mod noise;
mod placeholders;
mod reader;
mod redact;
pub mod rules;
pub mod scrub;
mod session;

pub use event::{Chunk, ErrorView, Event, EventKind, Position, Sender};
pub use field::{FieldValue, FieldView, Kept};
pub use hint::Hint;
pub use reader::{InputFormat, Reader};
pub use redact::{HIDDEN, Redactor};
pub use session::{Mode, Pending, Session};

use std::ops::ControlFlow;
use wizfi360_spec::model::Firmware;

/// A receiver of events. [`ControlFlow::Break`] ends the call that reports them: nothing more is wanted.
pub type Sink<'k> = dyn FnMut(Event) -> ControlFlow<()> + 'k;

/// Options of a [`Session`] and a [`Reader`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Events show passwords and keys.
    pub show_secrets: bool,
    /// The firmware of the module: requests that it does not have get a hint.
    pub firmware: Option<Firmware>,
    /// Without `firmware`, the version that the module reports is used.
    pub follow_firmware: bool,
    /// A [`Reader`] reports nothing of an input that looks like a log in a style that is not read.
    pub refuse_other_logs: bool,
}
