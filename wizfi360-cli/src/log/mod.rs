//! Logs of both sides: `docs/log-format.md` has the form.

mod entry;
mod lines;
mod literal;
mod style;

pub(crate) use entry::{Entry, Said};
pub(crate) use lines::{Lines, Piece};
pub(crate) use style::{looks_like_log, looks_like_other_log};
