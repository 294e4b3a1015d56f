//! The shell: scripts; on Unix also a serial port, and a terminal with somebody who types.

mod script;
#[cfg(unix)]
mod serial;
#[cfg(unix)]
mod typed;
