//! The same work for each implementation, one loop at a time.
//!
//! [`streams`] builds what the module sends, [`sink`] takes what is found in it, [`ours`], [`atat_peer`] and
//! [`at_commands_peer`] do the work, [`cases`] lists all of it. `bin/bench.rs` runs one case, `bin/report` measures all.

pub mod at_commands_peer;
pub mod atat_peer;
pub mod cases;
pub mod check;
pub mod ours;
pub mod sink;
pub mod streams;
pub mod typed;
