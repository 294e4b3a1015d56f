//! Guides: the rules of the codec, and how to drive the decoders.
//!
//! These modules hold documentation only.

#[doc = include_str!("../docs/codec.md")]
pub mod codec {}

#[doc = include_str!("../docs/engine.md")]
pub mod engine {}
