//! `wizfi360 check`: whole runs, wrong usage, lines that fail, and what is written.

mod lines;
mod risks;
mod usage;
mod whole;
pub(crate) mod written;
