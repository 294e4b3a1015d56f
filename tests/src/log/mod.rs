//! Logs of both sides: `docs/log-format.md` has the form.

mod entry;
mod lines;
mod literal;
mod style;

pub use entry::{Entry, Said};
pub use lines::{Lines, Piece};
pub use style::{looks_like_log, looks_like_other_log};
