//! The module's side: bytes from a host in, requests and data out; and answers, framed as a real module frames them.
//!
//! The mirror of [`host`](crate::host), for virtual modules and for tests of drivers. Both sides share all types.
//!
//! ```
//! use wizfi360_proto::{AnyRequest, Final, Open, Scope, commands::cwmode, domains::WifiMode};
//! use wizfi360_proto::device::{ResponseWriter, Decoder, Event};
//!
//! let mut decoder = Decoder::<256>::new();
//! let (_, event) = decoder.feed(b"AT+CWMODE_CUR?\r\n");
//! let Some(Event::Request { request: Ok(AnyRequest::CwmodeQuery(query)), .. }) = event else { panic!("{event:?}") };
//!
//! let mut buf = [0; 64];
//! let mode = cwmode::Mode { scope: query.scope, mode: Open::Known(WifiMode::Station) };
//! let answer = ResponseWriter::new(&mut buf).line(&mode).result(Final::Ok).finish();
//! assert_eq!(answer.unwrap(), b"+CWMODE_CUR:1\r\n\r\nOK\r\n");
//! # assert_eq!(query.scope, Scope::Current);
//! ```

mod data;
mod decoder;
mod event;
mod response;

pub use decoder::Decoder;
pub use event::{End, Event, Signal};
pub use response::ResponseWriter;
