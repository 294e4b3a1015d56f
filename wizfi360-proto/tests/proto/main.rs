//! The protocol as a driver uses it: one binary, a module for each part.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod arbitrary;
mod codec;
mod decoder;
mod device;
mod evolution;
mod exchange;
mod firmware;
mod next_cwjap;
mod printed;
mod rules;
mod serialized;
mod wire;
