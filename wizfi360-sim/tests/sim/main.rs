//! The virtual module: one binary, a module for each thing that is asked of it.

mod behaviour;
mod caught;
mod check;
mod close_while_sending;
mod deviations;
mod examples;
mod judge;
mod random;
mod recover;
mod replay;
mod sockets;
