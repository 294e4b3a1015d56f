//! The shape of the RON files: what a spec can say, and nothing else.
//!
//! One file a family of commands (`spec/wifi/join.ron`), one of its scripted test cases (`spec/wifi/join.checks.ron`,
//! [`Checks`]), and six files that all families share:
//!
//! | file | holds | type |
//! |---|---|---|
//! | `lexical.ron` | line ends, quotes, escapes, final results, reasons, limits | [`Lexical`] |
//! | `domains.ron` | value types that families share | [`Domains`] |
//! | `events.ron` | unsolicited messages and counted packets | [`Events`] |
//! | `errata.ron`, also one in each folder | where manual and manual, or manual and module, disagree | [`Errata`] |
//! | `manual.ron` | the manual's edition, and its lists of names | [`Manual`] |
//! | `setups.ron` | preconditions that test cases share | [`Setups`] |
//! | the files of `manual/` | the manual's tables, transcribed a second time: what all other files are compared with | [`Transcription`] |
//!
//! Every struct denies unknown fields, so a misspelt key is answered with its line and column.
//! Every fact has a [`Source`]; a part without one of its own has the source of what encloses it.

mod behaviour;
mod check;
mod command;
mod domain;
mod erratum;
mod event;
mod firmware;
mod form_kind;
mod general;
mod lexical;
mod manual;
mod name;
mod param_rule;
mod second;
mod shape;
mod shape_items;
mod source;
mod state;
mod transcription;

pub use behaviour::*;
pub use check::*;
pub use command::*;
pub use domain::*;
pub use erratum::*;
pub use event::*;
pub use firmware::*;
pub use form_kind::*;
pub use general::*;
pub use lexical::*;
pub use manual::*;
pub use name::*;
pub use param_rule::*;
pub use second::*;
pub use shape::*;
pub use shape_items::*;
pub use source::*;
pub use state::*;
pub use transcription::*;
