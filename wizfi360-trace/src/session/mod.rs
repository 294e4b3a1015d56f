//! A dialogue: bytes of both sides in, events out.

mod blank_lines;
mod commands;
mod context;
mod cross_check;
mod echo;
mod host;
mod lines;
mod masks;
mod module;
mod payload;
mod pending;

pub use pending::Pending;

use crate::{
    Options, Sink,
    event::{Event, EventKind, Position, Sender},
    hint::Hint,
};
use context::Context;
use host::HostSide;
use module::ModuleSide;
use std::{fmt, ops::ControlFlow};
use wizfi360_proto::DataPhase;
use wizfi360_spec::{Spec, model::Firmware, state::ModuleState};

/// The input of a [`Session`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The bytes of the module alone, with the echo of what the host sends, if the echo is on.
    Module,
    /// The bytes of the host alone.
    Host,
    /// The bytes of both sides, all of them, in the order in which they pass.
    Live,
    /// Texts of a log of both sides, which may leave things out.
    Log,
}

impl Mode {
    fn has_both_sides(self) -> bool {
        matches!(self, Mode::Live | Mode::Log)
    }
}

/// Follows a dialogue between a host and a module, and reports each event in it.
///
/// Push what passes, in any pieces: events do not depend on where the input is cut. A sink that returns
/// [`ControlFlow::Break`] ends the call at once; the session has lost its place then.
///
/// ```
/// use std::ops::ControlFlow;
/// use wizfi360_spec::Spec;
/// use wizfi360_trace::{Event, EventKind, Mode, Options, Session};
///
/// let mut session = Session::new(Spec::embedded(), Mode::Live, &Options::default());
/// let mut events: Vec<Event> = Vec::new();
/// let mut sink = |event| {
///     events.push(event);
///     ControlFlow::Continue(())
/// };
/// let _ = session.host(b"AT+CIPSEND=5\r\n", &mut sink);
/// let _ = session.module(b"AT+CIPSEND=5\r\n\r\nOK\r\n> ", &mut sink);
/// let _ = session.host(b"hello", &mut sink);
/// let _ = session.module(b"\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n", &mut sink);
///
/// use EventKind::*;
/// let kinds: Vec<EventKind> = events.iter().map(|event| event.kind).collect();
/// assert_eq!(kinds, [Request, Echo, Accepted, Prompt, Data, Message, Final]);
/// assert_eq!(events[4].text.0, b"hello");
/// assert!(session.pending().is_none());
/// ```
#[derive(Clone)]
pub struct Session {
    context: Context,
    module: ModuleSide,
    host: HostSide,
}

/// What is known of the module and what it is doing; no bytes of the dialogue.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Session");
        shown.field("pending", &self.pending().map(Pending::name)).field("data_phase", &self.data_phase());
        shown.field("state", self.state()).finish_non_exhaustive()
    }
}

/// The end of a text of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextEnd {
    /// The text holds all bytes, line endings too.
    Exact,
    /// The end of the log's line stands for a line ending.
    LineEnding,
    /// The text goes on in the next one.
    None,
}

impl Session {
    /// Creates a session in which nothing is pending and nothing is known of the module's state.
    ///
    /// With [`Spec::embedded`] each line is read by generated code and by the interpreter, with another spec by the
    /// interpreter alone.
    pub fn new(spec: &'static Spec, mode: Mode, options: &Options) -> Session {
        let has_offsets = matches!(mode, Mode::Module | Mode::Host);
        let mut context = Context::new(spec, options, has_offsets);
        context.position.is_exact = mode == Mode::Live;
        Session { context, module: ModuleSide::new(mode), host: HostSide::new(mode) }
    }

    /// Sets what is known of the module from elsewhere.
    #[must_use]
    pub fn with_state(mut self, state: ModuleState<'static>) -> Session {
        self.context.state = state;
        self
    }

    /// Reads bytes that the module sends.
    pub fn module(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        if bytes.is_empty() {
            return ControlFlow::Continue(());
        }
        self.host.flush(&self.context, sink)?;
        self.module.push(bytes, &mut self.context, &mut self.host, sink)
    }

    /// Reads bytes that the host sends.
    pub fn host(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        if bytes.is_empty() {
            return ControlFlow::Continue(());
        }
        self.module.flush(&self.context, sink)?;
        self.host.push(bytes, &mut self.context, &mut self.module, sink)
    }

    /// Reports what was gathered of data whose length is unknown, as in transparent mode. Call it when nothing came
    /// for a while: otherwise such data is reported when something else follows.
    pub fn flush(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.host.flush_open_ended(&self.context, sink)?;
        self.module.flush_open_ended(&self.context, sink)
    }

    /// Ends the input: reports lines and payloads that are not complete.
    pub fn finish(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.host.finish(&mut self.context, &mut self.module, sink)?;
        self.module.finish(&mut self.context, &mut self.host, sink)
    }

    /// Returns the request that was sent and is without a final result. After its data, a request that has no good
    /// final result is not pending any more.
    pub fn pending(&self) -> Option<&Pending> {
        self.context.pending.as_ref().filter(|pending| !pending.is_over)
    }

    /// Returns what the module takes from the host now: a command line, or data, with the number of bytes that are
    /// missing.
    pub fn data_phase(&self) -> DataPhase {
        self.host.phase(self.context.pending.as_ref().map_or(DataPhase::None, |pending| pending.phase))
    }

    /// Returns what the dialogue shows of the module's state.
    pub fn state(&self) -> &ModuleState<'static> {
        &self.context.state
    }

    /// Returns the firmware that was given, or that the module reports.
    pub fn firmware(&self) -> Option<Firmware> {
        self.context.firmware.as_ref().map(wizfi360_reference::FirmwareView::firmware)
    }

    /// Reads a text of a log.
    pub(crate) fn text(&mut self, from: Sender, text: &[u8], end: TextEnd, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let (context, module, host) = (&mut self.context, &mut self.module, &mut self.host);
        if from == Sender::Host {
            module.cut_for_host(context, sink)?;
            module.flush(context, sink)?;
            host.tell_data_from_requests(text, context, module);
            host.push(text, context, module, sink)?;
            if end == TextEnd::LineEnding {
                host.end_line(context, module, sink)?;
            }
            return host.flush(context, sink);
        }
        host.flush(context, sink)?;
        let mut is_reported = false;
        let mut through = |event| {
            is_reported = true;
            sink(event)
        };
        module.begin_text(text, end, context, &mut through)?;
        module.push(text, context, host, &mut through)?;
        if end == TextEnd::LineEnding {
            module.end_line(context, host, &mut through)?;
        }
        module.end_text(text);
        module.flush(context, &mut through)?;
        // An empty line that ends or continues something is no line of its own.
        if text.is_empty() && end == TextEnd::LineEnding && !is_reported {
            sink(context.event(Sender::Module, EventKind::Blank, Vec::new(), 0))?;
        }
        ControlFlow::Continue(())
    }

    /// Sets the place of what is read next.
    pub(crate) fn set_position(&mut self, position: Position) {
        self.context.position = position;
    }

    /// Reports a line of a log that has no mark of one.
    pub(crate) fn stray(&mut self, text: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        let (text, redacted) = self.context.redactor.unread(text);
        let event = self.context.event(Sender::Recorder, EventKind::Unknown, text, 0);
        sink(Event { redacted, hints: vec![Hint::NotALogLine], ..event })
    }

    /// Reports a comment or a note of a log.
    pub(crate) fn remark(&mut self, kind: EventKind, text: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        let (text, redacted) = self.context.redactor.remark(text);
        sink(Event { redacted, ..self.context.event(Sender::Recorder, kind, text, 0) })
    }

    /// Remembers the secrets of a request that is still to come, so that they are hidden before it too.
    pub(crate) fn learn_secrets(&mut self, line: &[u8]) {
        self.context.learn_secrets(line);
    }

    /// Takes the version that a line of the module reports. True if it reports one.
    pub(crate) fn note_version(&mut self, line: &[u8]) -> bool {
        self.context.note_version(line)
    }

    /// Takes a version that a comment of a log states.
    pub(crate) fn read_version(&mut self, text: &[u8]) -> bool {
        self.context.read_version(text)
    }
}
