//! The shell: scripts, and on Unix a terminal with somebody who types.

mod desk;
mod script;
#[cfg(unix)]
mod typed;
