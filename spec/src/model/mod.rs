//! The shape of the RON files: what a spec can say, and nothing else.
//!
//! One file a family of commands (`spec/wifi/join.ron`), and five files that all families share:
//!
//! | file | holds | type |
//! |---|---|---|
//! | `lexical.ron` | line ends, quotes, escapes, final results, reasons, limits | [`Lexical`] |
//! | `domains.ron` | value types that families share | [`Domains`] |
//! | `events.ron` | unsolicited messages and counted packets | [`Events`] |
//! | `errata.ron`, also one in each folder | where manual and manual, or manual and module, disagree | [`Errata`] |
//! | `manual.ron` | the manual's table of contents, lists of names and printed limits: what coverage is measured against | [`Manual`] |
//!
//! Every struct denies unknown fields, so a misspelt key is answered with its line and column.
//! Every fact has a [`Source`]; a part without one of its own has the source of what encloses it.

mod behaviour;
mod command;
mod domain;
mod erratum;
mod event;
mod firmware;
mod lexical;
mod manual;
mod shape;
mod source;
mod state;

pub use behaviour::*;
pub use command::*;
pub use domain::*;
pub use erratum::*;
pub use event::*;
pub use firmware::*;
pub use lexical::*;
pub use manual::*;
pub use shape::*;
pub use source::*;
pub use state::*;
