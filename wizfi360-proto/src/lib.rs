#![doc = include_str!("../README.md")]
#![no_std]

extern crate self as wizfi360_proto;

// The derive of `arbitrary` wants it; nothing else does.
#[cfg(feature = "arbitrary")]
extern crate std;

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod command;
pub mod device;
mod dispatch;
mod error;
mod firmware;
pub mod host;
mod known;
mod line;
mod request;
mod wire;

#[doc(hidden)]
pub mod derive_support;
mod generated;

pub use command::{Command, Data, DataPhase, Form, Scope, SuffixedScope};
pub use error::{BufferFull, DecodeError};
#[doc(no_inline)]
pub use events::{Ipd, Message, MessageKind};
pub use firmware::{Firmware, FirmwareSpan};
pub use generated::{
    AnyLine, AnyRequest, events,
    index::{commands, domains},
    lexical::{Final, Reason},
};
pub use line::{Line, NoLine};
pub use request::{Received, Request};
pub use wire::{
    AtStr, BareText, Bytes, Decode, Encode, EncodeBare, Mac, Number, Open, Params, Refused, Rest, Secret, Token,
    UnicastMac, Verbatim, Word, Writer,
};
pub use wizfi360_derive::{Line, Record, Value};
