//! The module's side: bytes from a host in, requests and data out; and answers, framed as a real module frames them.
//!
//! The mirror of [`host`](crate::host), for virtual modules and for tests of drivers. Both sides share all types.
//!
//! ```
//! use wizfi360_proto::{AnyRequest, Final, Open, Scope, commands::cwmode, domains::WifiMode};
//! use wizfi360_proto::device::{Answer, Decoder, Event};
//!
//! let mut decoder = Decoder::<256>::new();
//! let (_, event) = decoder.feed(b"AT+CWMODE_CUR?\r\n");
//! let Some(Event::Request { request: Ok(AnyRequest::CwmodeQuery(query)), .. }) = event else { panic!("{event:?}") };
//!
//! let mut buf = [0; 64];
//! let mode = cwmode::Mode { scope: query.scope, mode: Open::Known(WifiMode::Station) };
//! let answer = Answer::new(&mut buf).line(&mode).result(Final::Ok).finish();
//! assert_eq!(answer.unwrap(), b"+CWMODE_CUR:1\r\n\r\nOK\r\n");
//! # assert_eq!(query.scope, Scope::Current);
//! ```

mod answer;
mod data;
mod decoder;
mod event;

pub use answer::Answer;
pub use decoder::Decoder;
pub use event::{End, Event, Signal};
