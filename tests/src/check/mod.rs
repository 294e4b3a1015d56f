//! Checks of a module against the spec: cases made of the spec, a runner that puts them to a module over a [`Channel`], and a [`Report`](report::Report).
//!
//! Nothing here does I/O or knows what the module is: real, behind TCP, or virtual.

mod channel;
pub mod report;

pub use channel::Channel;
