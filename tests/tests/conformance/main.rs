//! Generated code, spec, interpreter and vectors held against each other; reports as written.

mod edges;
mod examples;
mod firmware;
mod reports;
mod secrets;
mod vectors;
