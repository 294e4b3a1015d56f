//! Logs of both sides. `docs/log-format.md` of the repository has the format.

mod entry;
mod lines;
mod literal;
mod style;

pub use entry::{Entry, Text};
pub(crate) use lines::{Lines, Piece};
pub use style::{looks_like_log, looks_like_other_log};
