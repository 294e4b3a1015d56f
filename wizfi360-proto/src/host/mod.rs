//! The host's side: bytes from the module in, events out.

mod decoder;
mod event;

pub use decoder::Decoder;
pub use event::{Event, Signal};
