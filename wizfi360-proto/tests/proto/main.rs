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
mod date_time;
mod decoder;
mod device;
mod evolution;
mod exchange;
mod firmware;
mod formats;
mod line_values;
mod next_cwjap;
mod printed;
mod raw_request;
mod rules;
mod serialized;
mod traits;
mod wire;
