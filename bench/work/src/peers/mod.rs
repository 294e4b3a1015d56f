//! The crates that do the same work.

pub mod ap;
pub mod at_commands;
pub mod atat;
