//! Logs of both sides: `docs/log-format.md` has the form.

mod entry;
mod lines;
mod literal;

pub(crate) use entry::{Entry, Said, looks_like_log};
pub(crate) use lines::{Lines, Piece};
