//! Checks of a module against the spec: cases made of the spec, a runner that puts them to a module over a [`Channel`], and a [`Report`](report::Report).
//!
//! Nothing here does I/O or knows what the module is: real, behind TCP, or virtual.
//!
//! A [`Case`] has what it needs of the module's state, and steps: lines and what is expected of their answers. [`run`] reaches the state that a case needs line by line, takes the
//! steps, and judges each answer byte for byte by the spec alone; it knows the state from what was answered, so cases do not depend on their order. A
//! script is an entry of a `.checks.ron` file of the spec; a new kind of case that is made of the spec is a file in `cases/` with one function, listed in
//! `cases/mod.rs`.

mod bench;
mod case;
mod cases;
mod channel;
mod forms;
mod judge;
mod known;
mod needs;
mod plan;
pub mod report;
mod risks;
mod run;
mod sections;
mod table;
mod talk;
mod wire;

pub use bench::Bench;
pub use case::{Awaited, Case, CaseKind, Deed, Expect, Of, Step};
pub use cases::{Subject, all};
pub use channel::Channel;
pub use needs::{Link, Needs};
pub use run::{Failure, Options, run};
pub use table::{Row, table};
pub use wizfi360_spec::model::Risk;
