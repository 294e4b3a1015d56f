//! The shell: scripts; on Unix also a serial port, and a terminal with somebody who types.

mod script;
#[cfg(unix)]
mod serial;
#[cfg(unix)]
mod typed;

/// Stands for `serial` and `typed` where they cannot be built.
#[cfg(not(unix))]
#[test]
#[ignore = "the other ends of a serial port and of a terminal are pseudo-terminals, which are those of Unix"]
fn serial_and_typed() {}
