//! What the decoder finds.

use crate::{AnyRequest, DecodeError, wire::Raw};
use core::fmt;

/// Something that the host sent.
///
/// `Debug` and defmt print how long a line or data is, and no byte of it: they hold passwords and keys. Requests print in full but for these.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A command line.
    Request {
        /// What it means, or why it is refused.
        request: Result<AnyRequest<'a>, DecodeError>,
        /// The line as it was typed, without its line end, for the echo; of one that is too long, the beginning. It holds passwords in
        /// clear.
        line: &'a [u8],
    },
    /// A part of a counted data phase. It is complete when `remaining` is 0.
    Data {
        /// Bytes of it, borrowed from the input that was given, or plus signs that were held back until it was clear that they are data.
        chunk: &'a [u8],
        /// How many are still to come.
        remaining: u32,
    },
    /// A line of PEM text.
    Pem {
        /// The line without its line end; [`DecodeError::LineTooLong`] if the decoder's buffer could not hold it.
        line: Result<&'a [u8], DecodeError>,
        /// True for the END line: the data phase is complete.
        last: bool,
    },
    /// Bytes for the peer in transparent transmission, borrowed as those of [`Event::Data`].
    Transparent(&'a [u8]),
    /// A counted data phase has ended before its count, or transparent transmission is over.
    DataEnd(End),
}

/// An [`Event`] without what it borrows: see [`Decoder::push`](super::Decoder::push).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Signal {
    /// A command line, in [`Decoder::line`](super::Decoder::line): read it by [`AnyRequest::parse`].
    Request,
    /// A line, of a command or of PEM text, that is longer than the buffer. [`Decoder::line`](super::Decoder::line) is its beginning.
    TooLong,
    /// [`Event::Data`]: the last `len` bytes of the input that was consumed.
    Data {
        /// How many bytes of the consumed input are data: the last ones.
        len: usize,
        /// How many are still to come.
        remaining: u32,
    },
    /// [`Event::Data`] or [`Event::Transparent`]: bytes that were held back, as they might have been the beginning of `+++`.
    Held {
        /// The bytes.
        bytes: &'static [u8],
        /// How many are still to come; `None` in transparent transmission.
        remaining: Option<u32>,
    },
    /// [`Event::Pem`], in [`Decoder::line`](super::Decoder::line).
    Pem {
        /// True for the END line.
        last: bool,
    },
    /// [`Event::Transparent`]: the last `len` bytes of the input that was consumed.
    Transparent {
        /// How many bytes of the consumed input it is.
        len: usize,
    },
    /// [`Event::DataEnd`].
    DataEnd(End),
}

/// What has ended a data phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum End {
    /// `\0`, under AT+CIPSENDEX: what came before it is sent (manual §3.3.8).
    Nul,
    /// A backslash and a 0, under AT+CIPSENDEX, if the decoder
    /// [reads both](super::Decoder::with_either_nul).
    EscapedNul,
    /// `+++`. Under AT+CIPSENDBUF what came before it is dropped (manual §3.3.9); transparent transmission is over (manual §3.3.7).
    Escape,
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Event::Request { request, line } => {
                f.debug_struct("Request").field("request", &request).field("line", &Raw(line)).finish()
            }
            Event::Data { chunk, remaining } => {
                f.debug_struct("Data").field("chunk", &Raw(chunk)).field("remaining", &remaining).finish()
            }
            Event::Pem { line, last } => {
                f.debug_struct("Pem").field("line", &line.map(Raw)).field("last", &last).finish()
            }
            Event::Transparent(chunk) => f.debug_tuple("Transparent").field(&Raw(chunk)).finish(),
            Event::DataEnd(end) => f.debug_tuple("DataEnd").field(&end).finish(),
        }
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Event<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        use defmt::write;
        match *self {
            Event::Request { request, line } => {
                write!(f, "Request {{ request: {}, line: {} }}", request, Raw(line));
            }
            Event::Data { chunk, remaining } => {
                write!(f, "Data {{ chunk: {}, remaining: {=u32} }}", Raw(chunk), remaining)
            }
            Event::Pem { line, last } => {
                write!(f, "Pem {{ line: {}, last: {=bool} }}", line.map(Raw), last);
            }
            Event::Transparent(chunk) => write!(f, "Transparent({})", Raw(chunk)),
            Event::DataEnd(end) => write!(f, "DataEnd({})", end),
        }
    }
}
