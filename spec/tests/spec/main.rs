//! The spec's model, loader, lints and interpreter: one binary, a module for each.

mod embedded;
mod interpret;
mod lint;
mod load;
mod observations;
mod small;
mod state;
