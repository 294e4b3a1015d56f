//! The host's side: bytes from the module in, events out.

mod classify;
mod decoder;
mod echo;
mod escape;
mod event;
mod exchange;
mod packet;
mod state;

pub use decoder::Decoder;
pub use escape::{Escape, EscapeAction};
pub use event::{Event, Signal};
pub use exchange::{Exchange, Failure, Progress};
