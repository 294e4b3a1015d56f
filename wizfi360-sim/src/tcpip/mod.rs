//! The TCP/IP commands, a file a family as in `spec/tcpip`.

mod buffer;
mod names;
mod open;
mod send;
mod server;
mod ssl;
mod status;
mod time;
mod transparent;

pub(crate) use open::text;
pub(crate) use time::Sntp;
