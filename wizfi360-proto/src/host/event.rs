//! What the decoder reports.

use crate::{DecodeError, Final, MessageKind, Reason, events::Ipd, wire::Raw};
use core::fmt;

/// Something the module sent.
///
/// `Debug` and defmt print the length of a text or payload, never its bytes: lines hold passwords. To
/// see one, print what the event holds, as in `text.escape_ascii()`, or the parsed value, which hides
/// only what is secret.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// The module repeats the request (echo is on after each start; `ATE0` turns it off). A part of
    /// the echo that a message interrupts is not reported; the rest after the message is.
    Echo(&'a [u8]),
    /// An answer line of the pending command. Parse it as [`Request::Line`](crate::Request::Line).
    Line(&'a [u8]),
    /// The `OK` before a data phase. The command is still pending: a prompt follows.
    Accepted,
    /// `>`: the module waits for data.
    Prompt,
    /// The final result of the pending command.
    Final(Final),
    /// A final result that the pending command cannot have, or that arrives while none is pending.
    /// Includes `busy s...` after the `OK` or the data of a send: it answers later input, and the
    /// send continues.
    Unexpected(Final),
    /// Why the pending command fails; the final result follows.
    Reason(Reason),
    /// An unsolicited message (URC): its kind, and its line. The type of the same name parses it, as
    /// [`Closed`](crate::events::Closed), or [`Message`](crate::Message) any; they reject parameters
    /// out of range, such as a link ID above 4.
    Message(MessageKind, &'a [u8]),
    /// A part of a packet's payload, borrowed from the input.
    Payload {
        /// The packet's header.
        header: &'a Ipd,
        /// Bytes of the payload, CR, LF and NUL among them.
        chunk: &'a [u8],
        /// How many bytes of it are still to come.
        remaining: u32,
    },
    /// A packet with an invalid header, as for a link ID above 4. Its payload follows as
    /// [`Event::Discarded`].
    InvalidPacket(DecodeError),
    /// A part of the payload of an invalid packet: counted, so that nothing in it passes for a line.
    Discarded {
        /// Bytes of the payload.
        chunk: &'a [u8],
        /// How many bytes of it are still to come.
        remaining: u32,
    },
    /// Bytes from the peer in transparent mode, borrowed from the input.
    Transparent(&'a [u8]),
    /// A part of a line that is longer than the decoder's buffer.
    LinePart {
        /// The bytes.
        text: &'a [u8],
        /// True for the last part.
        last: bool,
    },
    /// A line that is none of these.
    Unknown(&'a [u8]),
}

/// An [`Event`] without what it borrows; [`Decoder::event`](super::Decoder::event) adds it.
///
/// It has 4 bytes: a Cortex-M returns it in one register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Signal {
    /// [`Event::Echo`] of [`Decoder::line`](super::Decoder::line).
    Echo,
    /// [`Event::Line`], in [`Decoder::line`](super::Decoder::line).
    Line,
    /// [`Event::Accepted`].
    Accepted,
    /// [`Event::Prompt`].
    Prompt,
    /// [`Event::Final`].
    Final(Final),
    /// [`Event::Unexpected`].
    Unexpected(Final),
    /// [`Event::Reason`].
    Reason(Reason),
    /// [`Event::Message`], in [`Decoder::line`](super::Decoder::line).
    Message(MessageKind),
    /// [`Event::Payload`]: the last `len` bytes of the consumed input.
    /// [`Decoder::packet_header`](super::Decoder::packet_header) is its packet,
    /// [`Decoder::remaining`](super::Decoder::remaining) how many bytes are still to come.
    Payload {
        /// How many bytes of the consumed input are payload: the last ones.
        len: u16,
        /// True if they end the packet.
        last: bool,
    },
    /// [`Event::InvalidPacket`], with the header in [`Decoder::line`](super::Decoder::line).
    InvalidPacket,
    /// [`Event::Discarded`]: the last `len` bytes of the consumed input.
    Discarded {
        /// How many bytes of the consumed input are payload: the last ones.
        len: u16,
        /// True if they end the packet.
        last: bool,
    },
    /// [`Event::Transparent`]: the last `len` bytes of the consumed input.
    Transparent {
        /// How many bytes of the consumed input it is. A longer input comes as several signals.
        len: u16,
    },
    /// [`Event::LinePart`], in [`Decoder::line`](super::Decoder::line).
    LinePart {
        /// True for the last part.
        last: bool,
    },
    /// [`Event::Unknown`], in [`Decoder::line`](super::Decoder::line).
    Unknown,
}

// What fits a register is returned in it. On a Cortex-M0 this halves the cost of a byte.
const _: () = assert!(size_of::<Option<Signal>>() == 4);

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = |name, text| f.debug_tuple(name).field(&Raw(text)).finish();
        match *self {
            Event::Echo(text) => tuple("Echo", text),
            Event::Line(text) => tuple("Line", text),
            Event::Unknown(text) => tuple("Unknown", text),
            Event::Transparent(bytes) => tuple("Transparent", bytes),
            Event::Accepted => f.write_str("Accepted"),
            Event::Prompt => f.write_str("Prompt"),
            Event::Final(result) => f.debug_tuple("Final").field(&result).finish(),
            Event::Unexpected(result) => f.debug_tuple("Unexpected").field(&result).finish(),
            Event::Reason(reason) => f.debug_tuple("Reason").field(&reason).finish(),
            Event::InvalidPacket(error) => f.debug_tuple("InvalidPacket").field(&error).finish(),
            Event::Message(kind, line) => f.debug_tuple("Message").field(&kind).field(&Raw(line)).finish(),
            Event::Payload { header, chunk, remaining } => f
                .debug_struct("Payload")
                .field("header", header)
                .field("chunk", &Raw(chunk))
                .field("remaining", &remaining)
                .finish(),
            Event::Discarded { chunk, remaining } => {
                f.debug_struct("Discarded").field("chunk", &Raw(chunk)).field("remaining", &remaining).finish()
            }
            Event::LinePart { text, last } => {
                f.debug_struct("LinePart").field("text", &Raw(text)).field("last", &last).finish()
            }
        }
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Event<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        use defmt::write;
        match *self {
            Event::Echo(text) => write!(f, "Echo({})", Raw(text)),
            Event::Line(text) => write!(f, "Line({})", Raw(text)),
            Event::Unknown(text) => write!(f, "Unknown({})", Raw(text)),
            Event::Transparent(bytes) => write!(f, "Transparent({})", Raw(bytes)),
            Event::Accepted => write!(f, "Accepted"),
            Event::Prompt => write!(f, "Prompt"),
            Event::Final(result) => write!(f, "Final({})", result),
            Event::Unexpected(result) => write!(f, "Unexpected({})", result),
            Event::Reason(reason) => write!(f, "Reason({})", reason),
            Event::InvalidPacket(error) => write!(f, "InvalidPacket({})", error),
            Event::Message(kind, line) => write!(f, "Message({}, {})", kind, Raw(line)),
            Event::Payload { header, chunk, remaining } => {
                write!(f, "Payload {{ header: {}, chunk: {}, remaining: {=u32} }}", *header, Raw(chunk), remaining);
            }
            Event::Discarded { chunk, remaining } => {
                write!(f, "Discarded {{ chunk: {}, remaining: {=u32} }}", Raw(chunk), remaining);
            }
            Event::LinePart { text, last } => write!(f, "LinePart {{ text: {}, last: {=bool} }}", Raw(text), last),
        }
    }
}
