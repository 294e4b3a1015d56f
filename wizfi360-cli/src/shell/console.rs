//! The shell itself: asks for lines, sends them, and shows what comes of it.

use super::{
    Answer, Ask, Input, Typist, data,
    line::{self, Typed},
    output::Output,
    own::{self, Own},
    waiting::{Heard, UNKNOWN},
};
use crate::{
    args::Shell,
    book::Book,
    end::{Failure, Mistake, Outcome, Verdict},
    input::report,
    link::{Incoming, Link, baud},
    record::Record,
};
use std::{
    collections::VecDeque,
    io,
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};
use wizfi360_proto::{DataKind, DataPhase};
use wizfi360_trace::{Event, Mode, Options, Session};

/// How long the terminal may take to be as it was before.
const GIVE_UP: Duration = Duration::from_secs(1);

pub(super) struct Console {
    pub(super) book: Book,
    pub(super) session: Session,
    pub(super) link: Link,
    pub(super) output: Output,
    inputs: Receiver<Input>,
    typist: Typist,
    /// How long to wait for the end of a command; `None`: as the spec advises.
    pub(super) timeout: Option<Duration>,
    pub(super) heard: Heard,
    /// Lines that were given together.
    lines: VecDeque<String>,
    /// How many lines of a script were read.
    number: u64,
    keep_going: bool,
    has_failed: bool,
    record: Option<Record>,
    began: Instant,
}

/// How a line has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Fine,
    Failed,
    Quit,
}

/// Why waiting has ended.
pub(super) enum Woke {
    /// What was waited for is there.
    Met,
    Late,
    Interrupted,
    Answered(Answer),
}

impl Console {
    pub(super) fn new(
        args: &Shell,
        book: Book,
        link: Link,
        output: Output,
        inputs: Receiver<Input>,
        typist: Typist,
    ) -> Console {
        let options = Options { show_secrets: args.shown.show_secrets, ..Options::default() };
        let session = Session::new(book.spec, Mode::Live, &options);
        Console {
            book,
            session,
            link,
            output,
            inputs,
            typist,
            timeout: args.timeout.map(Duration::from_millis),
            heard: Heard::default(),
            lines: VecDeque::new(),
            number: 0,
            keep_going: args.keep_going,
            has_failed: false,
            record: None,
            began: Instant::now(),
        }
    }

    /// The same, and what goes over the line is written down.
    pub(super) fn recording(self, record: Option<Record>) -> Console {
        Console { record, ..self }
    }

    /// Until there are no more lines, or the connection is lost.
    pub(super) fn run(mut self) -> Outcome {
        if !self.is_script() {
            self.output
                .note(&format!("Connected to {}. Tab completes, `:help` helps, Ctrl-D leaves.", self.link.name))?;
        }
        loop {
            let done = match self.ask()? {
                Answer::Line(line) => self.line(&line)?,
                Answer::GivenUp => self.given_up()?,
                Answer::End => Done::Quit,
                Answer::Broken(error) => return Err(Failure::wrong(format!("no line can be read: {error}"), "")),
            };
            self.has_failed |= done == Done::Failed;
            if done == Done::Quit || (done == Done::Failed && self.is_script() && !self.keep_going) {
                break;
            }
        }
        self.leave()?;
        if self.heard.is_bug {
            return Err(Failure::Bug("generated code and interpreter read something differently".into()));
        }
        Ok(Verdict::found(self.has_failed && self.is_script()))
    }

    pub(super) fn is_script(&self) -> bool {
        matches!(self.typist, Typist::Script(_))
    }

    /// What is left behind is told.
    fn leave(&mut self) -> Result<(), Failure> {
        let left = match (self.session.data_phase(), self.session.pending()) {
            (DataPhase::Transparent, _) => {
                return Ok(self.output.note("The module stays in transparent transmission: `:escape` ends that.")?);
            }
            (_, None) => return Ok(()),
            (DataPhase::None, Some(pending)) => {
                format!("{} has no final result yet; the module goes on with it", pending.name())
            }
            (_, Some(pending)) => {
                format!(
                    "the module still waits for the data of {}: what it gets next is taken for that",
                    pending.name()
                )
            }
        };
        self.has_failed = true;
        Ok(self.output.mistake(&Mistake::new(left, ""))?)
    }

    /// Asks for the next line. What the module says meanwhile is shown.
    fn ask(&mut self) -> Result<Answer, Failure> {
        if let Some(line) = self.lines.pop_front() {
            return Ok(Answer::Line(line));
        }
        let ask = match self.session.data_phase() {
            DataPhase::Counted(remaining) => Ask::Data(remaining),
            DataPhase::Pem => Ask::Pem,
            DataPhase::Transparent => Ask::Transparent,
            _ => Ask::Command,
        };
        let asks = match &self.typist {
            Typist::Editor(editor) => &editor.asks,
            Typist::Script(asks) => asks,
        };
        if asks.send(ask).is_err() {
            return Ok(Answer::End);
        }
        self.output.begin_typing();
        let answer = loop {
            match self.pump(None, |_| false)? {
                Woke::Answered(answer) => break answer,
                // The line that is typed is not concerned: it came just before.
                Woke::Interrupted if self.is_script() => {
                    return Err(Failure::wrong("interrupted", ""));
                }
                _ => {}
            }
        };
        self.output.end_typing()?;
        self.number += 1;
        // What was pasted may be several lines.
        match answer {
            Answer::Line(text) => {
                self.lines.extend(text.split('\n').map(|line| line.trim_end_matches('\r').to_string()));
                Ok(Answer::Line(self.lines.pop_front().unwrap_or_default()))
            }
            other => Ok(other),
        }
    }

    /// Takes what comes until something is met, it is late, somebody interrupts, or an answer is there.
    pub(super) fn pump(&mut self, until: Option<Instant>, met: impl Fn(&Console) -> bool) -> Result<Woke, Failure> {
        /// How soon the next line is shown, while somebody types.
        const AGAIN: Duration = Duration::from_millis(5);
        loop {
            if met(self) {
                return Ok(Woke::Met);
            }
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return Ok(Woke::Late);
            }
            let wait = if self.output.is_pending() { Some(left.map_or(AGAIN, |left| left.min(AGAIN))) } else { left };
            let input = match wait {
                None => self.inputs.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(wait) => self.inputs.recv_timeout(wait),
            };
            match input {
                Ok(Input::Module(Incoming::Bytes(bytes))) => self.said(&bytes)?,
                Ok(Input::Module(Incoming::Lost(error))) => return Err(self.lost(error.as_ref())),
                Ok(Input::Interrupt) => {
                    if !self.is_script() && !self.output.is_typing() {
                        // The terminal has shown ^C.
                        self.output.text("\n")?;
                    }
                    return Ok(Woke::Interrupted);
                }
                Ok(Input::Answer(answer)) => return Ok(Woke::Answered(answer)),
                Err(RecvTimeoutError::Timeout) => self.output.retry(),
                Err(RecvTimeoutError::Disconnected) => return Err(self.lost(None)),
            }
        }
    }

    /// The module says this.
    fn said(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.write_down("<<", bytes)?;
        let (heard, output, session) = (&mut self.heard, &mut self.output, &mut self.session);
        heard.bytes(bytes);
        let mut each = |event: Event| {
            heard.event(&event);
            output.event(&event)
        };
        report(&mut each, |sink| {
            session.module(bytes, sink)?;
            session.flush(sink)
        })
    }

    /// Writes bytes, and shows what they are.
    fn send(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.show_sent(bytes)?;
        self.write(bytes)
    }

    /// Shows what bytes of the host are.
    pub(super) fn show_sent(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let (heard, output, session) = (&mut self.heard, &mut self.output, &mut self.session);
        let mut each = |event: Event| {
            heard.event(&event);
            output.event(&event)
        };
        report(&mut each, |sink| {
            session.host(bytes, sink)?;
            session.flush(sink)
        })
    }

    /// The data of the pending request.
    pub(super) fn data_kind(&self) -> DataKind {
        self.session.pending().map_or(DataKind::None, |pending| pending.command().data)
    }

    fn write_down(&mut self, arrow: &str, bytes: &[u8]) -> Result<(), Failure> {
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let Some(record) = &mut self.record else { return Ok(()) };
        let written = record.write(arrow, now, bytes);
        written.map_err(|error| Failure::wrong(format!("the record cannot be written: {error}"), ""))
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.write_down(">>", bytes)?;
        let written = self.link.write(bytes);
        written.map_err(|error| self.lost(Some(&error)))
    }

    /// The connection is lost. If somebody types, the terminal is given back first.
    fn lost(&mut self, error: Option<&io::Error>) -> Failure {
        let failure = self.link.lost(error);
        match self.give_terminal_back() {
            Ok(()) => failure,
            Err(error) => Failure::Output(error),
        }
    }

    fn give_terminal_back(&mut self) -> io::Result<()> {
        let Typist::Editor(editor) = &self.typist else { return Ok(()) };
        if !self.output.is_typing() {
            return Ok(());
        }
        editor.give_up();
        let until = Instant::now() + GIVE_UP;
        while let Ok(input) = self.inputs.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if matches!(input, Input::Answer(_)) {
                break;
            }
        }
        self.output.end_typing()?;
        // The line that was typed stays as it is.
        self.output.text("\n")
    }

    fn line(&mut self, line: &str) -> Result<Done, Failure> {
        match self.session.data_phase() {
            DataPhase::None => self.command(line),
            phase => self.data(line, phase),
        }
    }

    fn command(&mut self, line: &str) -> Result<Done, Failure> {
        let bytes = match line::read(&self.book, line) {
            Ok(Typed::Nothing) => return Ok(Done::Fine),
            Ok(Typed::Own(own)) => return self.own(own),
            Ok(Typed::Checked(bytes, warnings)) => {
                for warning in warnings {
                    self.output.note(&warning)?;
                }
                bytes
            }
            Ok(Typed::Unchecked(bytes)) => bytes,
            Err(failure) => return self.refused(failure),
        };
        self.heard.begin();
        self.send(&bytes)?;
        let done = self.finish(None)?;
        // The module answers at the old speed, and hears at the new one.
        if let (Done::Fine, true, Some(rate)) = (done, self.link.is_serial, baud(&self.book, &bytes)) {
            self.set_baud(rate)?;
        }
        Ok(done)
    }

    /// A line where data is due.
    fn data(&mut self, line: &str, phase: DataPhase) -> Result<Done, Failure> {
        let is_through = phase == DataPhase::Transparent;
        let kind = self.data_kind();
        let own = match line.starts_with(':') && !line.starts_with("::") {
            true => Some(own::parse(line)),
            false if is_through && line == "+++" => Some(Ok(Own::Escape)),
            false => None,
        };
        let bytes = match own {
            None => data::text(line, kind).map(|mut bytes| {
                if is_through || phase == DataPhase::Pem {
                    bytes.extend(b"\r\n");
                }
                bytes
            }),
            Some(Ok(Own::Raw(text))) => Ok(text.into_bytes()),
            Some(Ok(Own::Hex(bytes))) => Ok(bytes),
            Some(Ok(Own::File(path))) => data::file(&path, kind),
            Some(Ok(own)) => return self.own(own),
            Some(Err(mistake)) => Err(mistake),
        };
        let bytes = match bytes.and_then(|bytes| data::fits(bytes.len(), phase).map(|()| bytes)) {
            Ok(bytes) => bytes,
            Err(mistake) => return self.refused(Failure::Wrong(vec![mistake])),
        };
        if is_through {
            self.write(&bytes)?;
            return Ok(Done::Fine);
        }
        self.send(&bytes)?;
        if self.session.data_phase() != DataPhase::None { Ok(Done::Fine) } else { self.finish(None) }
    }

    pub(super) fn refused(&mut self, failure: Failure) -> Result<Done, Failure> {
        let place = if self.is_script() { format!("line {}: ", self.number) } else { String::new() };
        self.output.wrong(failure, &place)?;
        Ok(Done::Failed)
    }

    /// Waits until the request that was sent is at its end, or until data is due.
    pub(super) fn finish(&mut self, limit: Option<Duration>) -> Result<Done, Failure> {
        let pending = self.session.pending();
        let advised = pending.map_or(UNKNOWN, |pending| pending.command().timeout());
        let limit = limit.or(self.timeout).unwrap_or(advised);
        let is_known = pending.is_some();
        let at_rest = move |console: &Console| {
            let ended = if is_known { console.session.pending().is_none() } else { console.heard.any_end.is_some() };
            ended
                || console.heard.end.is_some()
                || console.heard.is_reset
                || console.session.data_phase() != DataPhase::None
        };
        let name = pending.map_or("the line", |pending| pending.name());
        match self.pump(Some(Instant::now() + limit), at_rest)? {
            Woke::Met if self.heard.is_reset && self.heard.end.is_none() && !restarts(name) => {
                let what = format!("the module has started anew; {name} will not end");
                self.refused(Failure::wrong(what, "What is not kept in flash is as after power-up."))
            }
            Woke::Met => {
                let end = if is_known { self.heard.end } else { self.heard.any_end };
                Ok(if end == Some(false) { Done::Failed } else { Done::Fine })
            }
            Woke::Late => {
                let late = self.heard.late(name, limit, self.link.is_serial);
                self.refused(Failure::Wrong(vec![late]))
            }
            Woke::Interrupted | Woke::Answered(_) => {
                let text = format!(
                    "{name} was sent: the module goes on with it, and may answer the next command with `busy`. `:wait` waits on."
                );
                self.output.note(&text)?;
                if self.is_script() { Err(Failure::wrong("interrupted", "")) } else { Ok(Done::Failed) }
            }
        }
    }
}

/// True for commands that start the module anew.
fn restarts(name: &str) -> bool {
    matches!(name, "AT+RST" | "AT+RESTORE")
}
