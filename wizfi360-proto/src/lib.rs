#![doc = include_str!("../README.md")]
//!
//! # Where to look
//!
//! - [`commands`]: the index of all commands, grouped as the manual groups them.
//! - [`domains`]: the value types, with their limits.
//! - [`events`]: unsolicited messages (URCs) and packets.
//! - [`host`]: for drivers. [`host::Decoder`] turns bytes into events, [`host::Exchange`] follows one
//!   request to its final result, [`host::Escape`] leaves transparent mode.
//! - [`device`]: the module's side, for simulators and tests.
//! - [`AnyRequest`], [`AnyLine`], [`Message`]: enums of all requests, answer lines and messages, for
//!   code that does not know the command beforehand.
//! - [`Final`], [`Reason`]: how a command ends, and why it fails.
//! - [`RawRequest`]: any AT command line, for commands that this crate does not know.
//! - [`Value`], [`Record`] and [`macro@Line`]: the derive macros, also for commands of your own.
//!
//! # Guides
//!
//! - [`guide::codec`]: how lines become values, and values become lines.
//! - [`guide::engine`]: the decoders, what they guarantee, and how to drive them.
//!
//! # Examples
//!
//! Each module of [`commands`] has an example. Whole drivers are in the repository:
//!
//! - [`join_and_open`]: joins an access point, opens a connection, sends and receives.
//! - [`scan`]: lists the access points, with a decoder that is fed byte by byte.
//! - [`tests/firmware`]: images for Cortex-M0 and M4 that cannot panic.
//!
//! [`join_and_open`]: https://github.com/wizfi360/wizfi360/blob/main/wizfi360-proto/examples/join_and_open.rs
//! [`scan`]: https://github.com/wizfi360/wizfi360/blob/main/wizfi360-proto/examples/scan.rs
//! [`tests/firmware`]: https://github.com/wizfi360/wizfi360/tree/main/tests/firmware
//!
//! # Features
//!
//! All are off by default.
//!
//! | feature | adds |
//! |---|---|
//! | `arbitrary` | random values of every type, for property tests and fuzzing; needs `std` |
//! | `defmt` | `defmt::Format` for every type; secrets print `***` |
//! | `serde` | `serde::Serialize` for every type; secrets become `***` |
// Labels items with their feature. A `derive` inside of `cfg_attr` is labelled by nightlies from
// August 2026 on (rust-lang/rust#159722).
#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]

extern crate self as wizfi360_proto;

// The derive of `arbitrary` wants it; nothing else does.
#[cfg(feature = "arbitrary")]
extern crate std;

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod command;
#[doc(hidden)]
pub mod compact;
mod date_time;
pub mod device;
mod dispatch;
mod error;
mod firmware;
#[cfg(any(doc, doctest))]
pub mod guide;
pub mod host;
mod line;
mod line_table;
mod raw_request;
mod request;
mod rule;
mod wire;

#[doc(hidden)]
pub mod derive_support;
mod generated;

pub use command::{Command, DataKind, DataPhase, Form, Scope, SuffixedScope};
pub use date_time::{DateTime, Weekday};
pub use error::{BufferFull, DecodeError, ValueError, constant};
#[doc(no_inline)]
pub use events::{Ipd, Message, MessageKind};
pub use firmware::{Firmware, FirmwareSpan};
pub use generated::{
    AnyLine, AnyRequest, events,
    index::{commands, domains},
    lexical::{Final, Reason},
};
pub use line::{Line, NoLine};
pub use raw_request::RawRequest;
pub use request::{Received, Request};
pub use rule::{Rule, RuleKind, RuleViolation};
pub use wire::{
    AtStr, BareText, Bytes, Decode, Encode, EncodeBare, Mac, Number, Open, Params, Refused, Rest, Secret, Token,
    UnicastMac, Verbatim, Word, Writer,
};
pub use wizfi360_derive::{Line, Record, Value};
