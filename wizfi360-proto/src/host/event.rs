//! What the decoder finds.

use crate::{DecodeError, Final, MessageKind, Reason, events::Ipd, wire::Raw};
use core::fmt;

/// Something that the module said.
///
/// `Debug` and defmt print how long a text or a payload is, and no byte of it: lines hold passwords. Who wants to see one prints what the event
/// holds, as in `text.escape_ascii()`; better, the typed value, which hides what is secret and nothing else.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// The module repeats the command that was sent (echo is on after each start; `ATE0` ends it).
    Echo(&'a [u8]),
    /// A line that answers the command under way: read it as [`Request::Line`](crate::Request::Line).
    Line(&'a [u8]),
    /// The `OK` before a data phase. The command is not at its end: a prompt follows.
    Accepted,
    /// `>`: the module waits for data.
    Prompt,
    /// The command under way is at its end.
    Final(Final),
    /// A final result that the command under way cannot have, or that comes while none is. So is `busy s...` behind the `OK` or the data
    /// of a send: it is about what the host sent behind that, and the send goes on.
    Unexpected(Final),
    /// Why the command under way fails; the final result follows.
    Reason(Reason),
    /// Something that came unasked: which message, and its line. The type of the same name reads it, as [`Closed`](crate::events::Closed) does,
    /// or [`Message`](crate::Message) any; they refuse what is out of range, such as a link ID above 4.
    Message(MessageKind, &'a [u8]),
    /// A part of a packet's payload, borrowed from the input that was given.
    Payload {
        /// The packet's head.
        head: Ipd,
        /// Bytes of its payload, CR, LF and NUL among them.
        chunk: &'a [u8],
        /// How many are still to come.
        left: u32,
    },
    /// The head of a packet is refused, as for a link ID above 4. Its payload comes as [`Event::Discarded`].
    Refused(DecodeError),
    /// A part of the payload of a packet whose head is refused: counted, so that nothing in it passes for a line.
    Discarded {
        /// Bytes of its payload.
        chunk: &'a [u8],
        /// How many are still to come.
        left: u32,
    },
    /// Bytes from the peer in transparent transmission, borrowed from the input that was given.
    Transparent(&'a [u8]),
    /// A part of a line that is longer than the decoder's buffer.
    Part {
        /// The bytes.
        text: &'a [u8],
        /// True for the last part.
        last: bool,
    },
    /// A line that is none of these.
    Text(&'a [u8]),
}

/// An [`Event`] without what it borrows: see [`Decoder::push`](super::Decoder::push). It fits two registers.
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
    /// [`Event::Payload`] of the packet that [`Decoder::head`](super::Decoder::head) tells of: the last `len` bytes of the input that was consumed.
    Payload {
        /// How many bytes of the consumed input are payload: the last ones.
        len: usize,
        /// How many are still to come.
        left: u32,
    },
    /// [`Event::Refused`], with the head in [`Decoder::line`](super::Decoder::line): [`Ipd`] tells why it is refused.
    Refused,
    /// [`Event::Discarded`]: the last `len` bytes of the input that was consumed.
    Discarded {
        /// How many bytes of the consumed input are payload: the last ones.
        len: usize,
        /// How many are still to come.
        left: u32,
    },
    /// [`Event::Transparent`]: the last `len` bytes of the input that was consumed.
    Transparent {
        /// How many bytes of the consumed input it is.
        len: usize,
    },
    /// [`Event::Part`], in [`Decoder::line`](super::Decoder::line).
    Part {
        /// True for the last part.
        last: bool,
    },
    /// [`Event::Text`], in [`Decoder::line`](super::Decoder::line).
    Text,
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = |name, text| f.debug_tuple(name).field(&Raw(text)).finish();
        match *self {
            Event::Echo(text) => tuple("Echo", text),
            Event::Line(text) => tuple("Line", text),
            Event::Text(text) => tuple("Text", text),
            Event::Transparent(bytes) => tuple("Transparent", bytes),
            Event::Accepted => f.write_str("Accepted"),
            Event::Prompt => f.write_str("Prompt"),
            Event::Final(result) => f.debug_tuple("Final").field(&result).finish(),
            Event::Unexpected(result) => f.debug_tuple("Unexpected").field(&result).finish(),
            Event::Reason(reason) => f.debug_tuple("Reason").field(&reason).finish(),
            Event::Refused(error) => f.debug_tuple("Refused").field(&error).finish(),
            Event::Message(kind, line) => f.debug_tuple("Message").field(&kind).field(&Raw(line)).finish(),
            Event::Payload { head, chunk, left } => {
                f.debug_struct("Payload").field("head", &head).field("chunk", &Raw(chunk)).field("left", &left).finish()
            }
            Event::Discarded { chunk, left } => {
                f.debug_struct("Discarded").field("chunk", &Raw(chunk)).field("left", &left).finish()
            }
            Event::Part { text, last } => {
                f.debug_struct("Part").field("text", &Raw(text)).field("last", &last).finish()
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
            Event::Text(text) => write!(f, "Text({})", Raw(text)),
            Event::Transparent(bytes) => write!(f, "Transparent({})", Raw(bytes)),
            Event::Accepted => write!(f, "Accepted"),
            Event::Prompt => write!(f, "Prompt"),
            Event::Final(result) => write!(f, "Final({})", result),
            Event::Unexpected(result) => write!(f, "Unexpected({})", result),
            Event::Reason(reason) => write!(f, "Reason({})", reason),
            Event::Refused(error) => write!(f, "Refused({})", error),
            Event::Message(kind, line) => write!(f, "Message({}, {})", kind, Raw(line)),
            Event::Payload { head, chunk, left } => {
                write!(f, "Payload {{ head: {}, chunk: {}, left: {=u32} }}", head, Raw(chunk), left);
            }
            Event::Discarded { chunk, left } => {
                write!(f, "Discarded {{ chunk: {}, left: {=u32} }}", Raw(chunk), left);
            }
            Event::Part { text, last } => write!(f, "Part {{ text: {}, last: {=bool} }}", Raw(text), last),
        }
    }
}
