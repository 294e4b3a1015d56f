//! Measures the work of `wizfi360-bench-work`: streams and lines as the module sends them, and what is found in them.
//!
//! `bin/bench.rs` runs one task on the host, `bin/report` measures all tasks on all targets.

pub mod feeds;
pub mod streams;

mod random;
