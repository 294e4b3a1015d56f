//! The shell: scripts; on Unix also a serial port, and a terminal with somebody who types.

mod script;
#[cfg(unix)]
mod serial;
#[cfg(unix)]
mod typed;

/// A stand-in for `serial` and `typed` where they cannot be built.
#[cfg(not(unix))]
#[test]
#[ignore = "need pseudo-terminals (Unix)"]
fn serial_and_typed() {}
