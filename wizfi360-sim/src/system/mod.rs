//! The system commands, a file a family as in `spec/system`.

mod basics;
mod gpio;
mod power;
mod serial;
mod update;

pub(crate) use gpio::Pins;
