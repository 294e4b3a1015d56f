//! The real binary, run as people run it.

mod check;
mod completions;
mod coverage;
mod demo;
mod desk;
mod drive_check;
mod encode;
mod explain;
mod firmware;
mod folder;
mod hosts;
mod logs;
mod man;
mod odd_input;
#[cfg(unix)]
mod pager;
mod raw;
mod readme;
mod replay;
mod run;
mod running;
mod schemas;
mod secrets;
mod shell;
mod sim;
mod spec;
#[cfg(unix)]
mod tab;
#[cfg(unix)]
mod terminal;
mod under_way;
mod usage;

/// Replaces `pager` and `tab` on other systems.
#[cfg(not(unix))]
#[test]
#[ignore = "they need a pseudo-terminal, and the shells of Unix"]
fn pager_and_tab() {}
