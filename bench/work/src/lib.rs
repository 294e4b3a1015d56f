//! The work that is measured: one source for all targets, without `std`.
//!
//! `engine.rs` uses the decoder, `typed.rs` the types; `hand.rs` and `hand.c` do the same work by hand;
//! `peers` has the other crates. [`NAMES`] and [`RUNS`] list all of it.

#![cfg_attr(not(test), no_std)]

mod engine;
mod hand;
pub mod input;
pub mod peers;
mod tasks;
pub mod typed;

pub use engine::{COMMANDS, Room, Sent};
pub use input::{Counts, Input};
pub use tasks::{NAMES, RUNS, Run};
