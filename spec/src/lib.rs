//! The AT protocol of the WIZnet WizFi360 as data.
//!
//! [`Spec::embedded`] is the whole of it: commands, events, value types, final results, errata.
//! It is made of RON files that stand beside this crate's sources, one a family of commands; they are packed when the
//! crate is built, and [`Spec::from_folder`] reads others.

// The README's example runs as a doc test.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

mod as_of;
pub mod checks;
mod deferred;
mod embedded;
mod factory;
pub mod interpret;
pub mod lint;
mod load;
mod load_error;
pub mod model;
mod near;
mod packed;
mod renamed;
mod shapes;
pub mod state;

pub use as_of::Unavailable;
pub use deferred::Deferred;
pub use factory::FactoryDefault;
pub use load::{FamilyFile, Spec, read_ron};
pub use load_error::LoadError;
