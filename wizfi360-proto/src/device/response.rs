//! The module's output, framed as a real module frames it.

use crate::{BufferFull, Final, Ipd, Line, Message, Reason, Writer};

/// Writes answers, messages and packets into a buffer, one after the other.
///
/// Each is framed as captures of real modules have it: lines end in CR LF, and an empty line stands before a final result, a prompt, a
/// packet and some messages. Echo is the module's own choice, so [`ResponseWriter::echo`] comes first or not at all.
///
/// ```
/// use wizfi360_proto::{Final, Message, device::ResponseWriter, events::Recv};
///
/// let mut buf = [0; 64];
/// let before = ResponseWriter::new(&mut buf).echo(b"AT+CIPSEND=5").result(Final::Ok).prompt().finish();
/// assert_eq!(before.unwrap(), b"AT+CIPSEND=5\r\n\r\nOK\r\n\r\n>");
/// let behind = ResponseWriter::new(&mut buf).message(&Message::Recv(Recv { length: 5 })).result(Final::SendOk).finish();
/// assert_eq!(behind.unwrap(), b"\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n");
/// ```
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[must_use = "`finish` gives what was written"]
pub struct ResponseWriter<'b> {
    w: Writer<'b>,
}

impl<'b> ResponseWriter<'b> {
    /// Writes from the buffer's start.
    pub fn new(buf: &'b mut [u8]) -> Self {
        ResponseWriter { w: Writer::new(buf) }
    }

    /// Repeats a command line ([`Decoder::line`](super::Decoder::line)), as a module does until `ATE0`. The payload behind a prompt is not
    /// echoed, lines of PEM text are (captures `scan-join-update` and `standalone_aws_atcmd.md`).
    pub fn echo(mut self, line: &[u8]) -> Self {
        self.w.raw(line);
        self.line_end()
    }

    /// A line that answers the command.
    pub fn line<'a>(self, line: &impl Line<'a>) -> Self {
        self.line_without_ending(line).line_end()
    }

    /// A line without its line end: the last one before the result of a command that is [`no_line_ending`](crate::Command::no_line_ending), so that no empty line
    /// stands there.
    pub fn line_without_ending<'a>(mut self, line: &impl Line<'a>) -> Self {
        self.w.begin();
        line.write_to(&mut self.w);
        self
    }

    /// Why the command fails; [`ResponseWriter::result`] follows. Framed as lines are: no capture of one exists.
    pub fn reason(mut self, reason: Reason) -> Self {
        self.w.raw(reason.text().as_bytes());
        self.line_end()
    }

    /// The final result, or the `OK` before a prompt, behind an empty line (captures `scan-join-update`, `tcp-send-receive`). `CLOSED`, which
    /// is a message too, is framed as that.
    pub fn result(mut self, result: Final) -> Self {
        if let Some(Ok(message)) = Message::parse(result.text().as_bytes()) {
            return self.message(&message);
        }
        self.w.raw(b"\r\n");
        self.w.raw(result.text().as_bytes());
        self.line_end()
    }

    /// The prompt: `>` behind an empty line, with neither blank nor line end after it (firmware 1.0.1.0 to 1.1.1.7).
    ///
    /// When it is written, [`Decoder::begin_data`](super::Decoder::begin_data) is due.
    pub fn prompt(mut self) -> Self {
        self.w.raw(b"\r\n>");
        self
    }

    /// Writes an unsolicited message. Some have an empty line before them: see [`Message::has_blank_line_before`].
    pub fn message(mut self, message: &Message<'_>) -> Self {
        if message.has_blank_line_before() {
            self.w.raw(b"\r\n");
        }
        self.line(message)
    }

    /// Writes the header of a packet, after an empty line. Its payload has to follow, [`Ipd::payload`] bytes of it, by [`ResponseWriter::payload`] or written apart.
    pub fn packet_header(mut self, header: &Ipd) -> Self {
        self.w.raw(b"\r\n");
        self.line_without_ending(header)
    }

    /// Payload as it is. No line end follows it.
    pub fn payload(mut self, bytes: &[u8]) -> Self {
        self.w.raw(bytes);
        self
    }

    /// What was written.
    ///
    /// # Errors
    ///
    /// The buffer is too small; the error says how much room all of it takes.
    pub fn finish(self) -> Result<&'b [u8], BufferFull> {
        self.w.finish()
    }

    fn line_end(mut self) -> Self {
        self.w.raw(b"\r\n");
        self
    }
}
