//! Bytes from the module in: `wizfi360_proto`'s decoder finds what they are, and each finding becomes an event.

use super::{
    event::{ErrorPage, Event, Kind, Side},
    hints,
    host::{Host, Phase},
    pieces::{Head, Pieces},
    session::{Shared, Sink, UnderWay, is_key},
    typed::Typed,
};
use crate::{pages::SourcePage, redact::HIDDEN};
use std::io;
use wizfi360_proto::{
    Line as _,
    host::{Decoder, Signal},
};
use wizfi360_spec::{interpret::Reading, model};

/// Lines of fewer bytes are given whole. The longest that the manual knows is an MQTT message, of some 2200.
const LONGEST: usize = 8192;

/// The module's side.
pub(crate) struct Module {
    decoder: Box<Decoder<LONGEST>>,
    /// The host's side is seen too, so the requests are known.
    both: bool,
    /// The last push left a line unfinished.
    unfinished: bool,
    packet: Pieces,
    transparent: Pieces,
    /// The command under way was accepted and its prompt was not seen: perhaps nobody recorded it.
    prompt_missing: bool,
    discarded: Pieces,
    /// Inside PEM text of a key that is echoed.
    in_key: bool,
    /// The rest of a long line is hidden.
    hide_rest: bool,
}

impl Module {
    pub(crate) fn new(both: bool) -> Module {
        Module {
            decoder: Box::new(Decoder::new()),
            both,
            unfinished: false,
            packet: Pieces::new(Side::Module, Kind::Packet),
            transparent: Pieces::new(Side::Module, Kind::Transparent),
            prompt_missing: false,
            discarded: Pieces::new(Side::Module, Kind::Packet),
            in_key: false,
            hide_rest: false,
        }
    }

    /// The host has sent this.
    pub(crate) fn begin(&mut self, under_way: UnderWay) {
        self.decoder.begin(under_way.generated);
        self.prompt_missing = false;
    }

    /// The host sends data: then there was a prompt, recorded or not.
    pub(crate) fn data_begins(&mut self) {
        if std::mem::take(&mut self.prompt_missing) {
            let _ = self.decoder.push(b">");
        }
    }

    /// The host has sent something that is no command.
    pub(crate) fn abandon(&mut self) {
        self.decoder.abandon();
    }

    /// The host has sent `+++`.
    pub(crate) fn leave_transparent(&mut self) {
        self.decoder.leave_transparent();
    }

    /// The module says this.
    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        shared: &mut Shared,
        host: &mut Host,
        sink: &mut Sink<'_>,
    ) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (consumed, signal) = self.decoder.push(rest);
            let (seen, behind) = rest.split_at(consumed);
            rest = behind;
            if let Some(offset) = &mut shared.offset {
                *offset += consumed as u64;
            }
            self.unfinished = signal.is_none() && !self.decoder.line().is_empty();
            if let Some(signal) = signal {
                self.signal(signal, seen, shared, host, sink)?;
            }
        }
        match shared.offset {
            None => self.flush(shared, sink),
            Some(_) => self.transparent.flush_open_ended(shared, sink),
        }
    }

    /// What has been gathered of a payload is shown.
    pub(crate) fn flush(&mut self, shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        self.packet.flush(shared, sink)?;
        self.discarded.flush(shared, sink)?;
        self.transparent.flush(shared, sink)
    }

    /// The end of the input: a line without an end is a line too.
    pub(crate) fn finish(&mut self, shared: &mut Shared, host: &mut Host, sink: &mut Sink<'_>) -> io::Result<()> {
        if self.unfinished {
            let mut unfinished = |mut event: Event| {
                event.hints.push("The input ends before the line does.".into());
                sink(event)
            };
            self.push(b"\r", shared, host, &mut unfinished)?;
        }
        let is_open = self.packet.is_open();
        let mut cut_short = |mut event: Event| {
            if is_open && event.kind == Kind::Packet {
                event.hints.push("The input ends before the payload does.".into());
            }
            sink(event)
        };
        self.packet.end(shared, &mut cut_short)?;
        self.transparent.end(shared, sink)
    }

    fn signal(
        &mut self,
        signal: Signal,
        seen: &[u8],
        shared: &mut Shared,
        host: &mut Host,
        sink: &mut Sink<'_>,
    ) -> io::Result<()> {
        if !matches!(signal, Signal::Payload { .. }) {
            self.packet.end(shared, sink)?;
        }
        if !matches!(signal, Signal::Discarded { .. }) {
            self.discarded.end(shared, sink)?;
        }
        if !matches!(signal, Signal::Transparent { .. }) {
            self.transparent.end(shared, sink)?;
        }
        let line = self.decoder.line().to_vec();
        let back = line.len() + 1;
        let event = |shared: &Shared, kind| shared.event(Side::Module, kind, line.clone(), back);
        match signal {
            Signal::Payload { head, len, left } => {
                if !self.packet.is_open() {
                    self.packet.head = packet_head(&head, shared);
                }
                return self.packet.push(&seen[seen.len() - len..], Some(left), shared, sink);
            }
            Signal::Refused => {
                let mut event = event(shared, Kind::Packet);
                let read = shared.book.spec.events.packets.iter();
                let mut read = read.filter_map(|packet| shared.book.interpreter().read_line(&packet.head, &line));
                event.error = read.find_map(Result::err).map(|refusal| ErrorPage::new(&refusal));
                event.hints.push("Its payload is read by its length, and belongs to nothing.".into());
                sink(event)
            }
            Signal::Discarded { len, left } => {
                return self.discarded.push(&seen[seen.len() - len..], Some(left), shared, sink);
            }
            Signal::Transparent { len } => {
                return self.transparent.push(&seen[seen.len() - len..], None, shared, sink);
            }
            Signal::Part { last } => return self.part(last, &line, shared, sink),
            Signal::Echo => sink(self.echo(&line, shared)),
            Signal::Accepted => {
                self.prompt_missing = true;
                begin_data(shared, host);
                let mut event = event(shared, Kind::Accepted);
                known_final(&mut event, shared, &line);
                event.doc = "The command is accepted; the prompt follows.".into();
                sink(of_command(event, shared))
            }
            Signal::Prompt => {
                self.prompt_missing = false;
                begin_data(shared, host);
                sink(prompt(shared, b">".to_vec(), 1))
            }
            Signal::Final(_) => sink(self.end_of_command(&line, shared, host)),
            // After an acceptance without a prompt this is the end of that command: the prompt was not recorded.
            Signal::Unexpected(_) if self.prompt_missing && ends_under_way(&line, shared) => {
                sink(self.end_of_command(&line, shared, host))
            }
            _ if shared.book.built_in => sink(self.by_signal(signal, &line, shared, host)),
            _ => sink(self.by_interpreter(&line, shared, host)),
        }?;
        if line == b"ready" {
            // The module was reset.
            shared.under_way = None;
            host.end_data();
        }
        Ok(())
    }

    fn end_of_command(&mut self, line: &[u8], shared: &mut Shared, host: &mut Host) -> Event {
        host.end_data();
        self.decoder.abandon();
        self.prompt_missing = false;
        let mut event = shared.event(Side::Module, Kind::Final, line.to_vec(), line.len() + 1);
        known_final(&mut event, shared, line);
        let mut event = of_command(event, shared);
        let under_way = shared.under_way.take();
        hints::of_final(&mut event, under_way, shared.sent_error.take());
        event
    }

    /// A line that the decoder has told from others by generated code.
    fn by_signal(&mut self, signal: Signal, line: &[u8], shared: &mut Shared, host: &mut Host) -> Event {
        let under_way = shared.under_way;
        let typed = match (signal, under_way) {
            (Signal::Line, Some(of)) => shared.typer.answer(of.command, of.form, Some(of.generated), line),
            (Signal::Message, _) => shared.typer.message(line),
            _ => None,
        };
        match (signal, typed) {
            (Signal::Line, Some(typed)) => answer(typed, line, shared, under_way),
            (Signal::Message, Some(typed)) => message(typed, line, shared),
            (Signal::Reason(_), _) => reason(line, shared),
            (Signal::Unexpected(_), _) => unexpected(line, shared),
            _ => self.text(line, shared, host),
        }
    }

    /// The same with a spec that generated code does not know.
    fn by_interpreter(&mut self, line: &[u8], shared: &mut Shared, host: &mut Host) -> Event {
        let under_way = shared.under_way;
        // Where any line can be an answer, messages are looked for first.
        if under_way.is_some_and(|of| answers_with_anything(of))
            && let Some(typed) = shared.typer.message(line)
        {
            return message(typed, line, shared);
        }
        let answered = under_way.and_then(|of| shared.typer.answer(of.command, of.form, None, line));
        if let Some(typed) = answered {
            return answer(typed, line, shared, under_way);
        }
        if shared.book.reason_of(line).is_some() && under_way.is_some() {
            return reason(line, shared);
        }
        let typed = shared.typer.message(line);
        match typed {
            Some(typed) if typed.reading.is_ok() => return message(typed, line, shared),
            _ if ends_under_way(line, shared) => return self.end_of_command(line, shared, host),
            _ if shared.book.final_of(line).is_some() => return unexpected(line, shared),
            Some(typed) => return message(typed, line, shared),
            None => {}
        }
        self.text(line, shared, host)
    }

    /// A line that nothing has claimed.
    fn text(&mut self, line: &[u8], shared: &mut Shared, host: &mut Host) -> Event {
        if let Some(event) = self.pem_echo(line, shared) {
            return event;
        }
        if (!shared.sent.is_empty() && line == shared.sent) || is_request(line) {
            return self.echo(line, shared);
        }
        if matches!(line, b">" | b"> ") {
            begin_data(shared, host);
            return prompt(shared, line.to_vec(), line.len() + 1);
        }
        if shared.book.reason_of(line).is_some() {
            return reason(line, shared);
        }
        if let Some(event) = guess(line, shared) {
            return event;
        }
        let (text, redacted) = match shared.under_way {
            Some(of) if !shared.redactor.shows() && answers_with_secrets(shared, of) => (HIDDEN.to_vec(), true),
            _ => shared.redactor.unread(line),
        };
        let mut event = shared.event(Side::Module, Kind::Unknown, text, line.len() + 1);
        event.redacted = redacted;
        hints::of_unknown(&mut event, shared, line);
        event
    }

    /// The module repeats a request, or a part of one. Where the host's side is not seen, this tells which command is
    /// under way.
    fn echo(&mut self, line: &[u8], shared: &mut Shared) -> Event {
        let mut event = shared.event(Side::Module, Kind::Echo, line.to_vec(), line.len() + 1);
        let before = shared.under_way;
        let under_way = shared.request(&mut event, line);
        if event.error.is_none() {
            self.learn(under_way, shared);
            return event;
        }
        if let Some(echo) = self.pem_echo(line, shared) {
            return echo;
        }
        if line == shared.sent {
            // It was refused when it was sent.
            event.error = None;
        } else if is_part(&shared.sent, line) {
            event.error = None;
            event.disagreement = None;
            event.doc = "A part of what the host sent.".into();
            let hides = before.is_some_and(|of| crate::redact::holds_secret(shared.book.spec, &of.form.takes));
            if hides && !shared.redactor.shows() && !line.starts_with(b"AT") {
                (event.text.0, event.redacted) = (HIDDEN.to_vec(), true);
            }
            return event;
        } else {
            self.learn(under_way, shared);
        }
        if event.command.is_none() {
            event.doc = "The module repeats what the host sent.".into();
        }
        event
    }

    /// The echo tells which command is under way, where nothing else does.
    fn learn(&mut self, under_way: Option<UnderWay>, shared: &mut Shared) {
        if self.both {
            return;
        }
        shared.under_way = under_way;
        match under_way {
            Some(under_way) => self.decoder.begin(under_way.generated),
            None => self.decoder.abandon(),
        }
        self.prompt_missing = false;
    }

    /// The lines of a certificate are echoed, and so are those of a key.
    fn pem_echo(&mut self, line: &[u8], shared: &Shared) -> Option<Event> {
        let phase = shared.under_way.and_then(|under_way| under_way.phase);
        let is_pem = matches!(phase, Some(Phase::Pem { .. }));
        let is_border = line.starts_with(b"-----");
        if !is_pem && !is_border && !self.in_key {
            return None;
        }
        if is_border {
            let is_begin = line.starts_with(b"-----BEGIN");
            self.in_key = is_begin && line.windows(3).any(|window| window == b"KEY");
        }
        let hide = !is_border && (self.in_key || is_key(phase)) && !shared.redactor.shows();
        let text = if hide { HIDDEN.to_vec() } else { line.to_vec() };
        let mut event = shared.event(Side::Module, Kind::Echo, text, line.len() + 1);
        event.redacted = hide;
        event.doc = "A line of PEM text.".into();
        Some(event)
    }

    /// A part of a line that is too long for the decoder.
    fn part(&mut self, last: bool, line: &[u8], shared: &mut Shared, sink: &mut Sink<'_>) -> io::Result<()> {
        let (text, redacted) = match self.hide_rest {
            true => (HIDDEN.to_vec(), true),
            false => shared.redactor.unread(line),
        };
        self.hide_rest = redacted && !last;
        let mut event = shared.event(Side::Module, Kind::Unknown, text, line.len() + usize::from(last));
        event.redacted = redacted;
        event.hints.push(format!("A part of a line of more than {LONGEST} bytes."));
        sink(event)
    }
}

fn begin_data(shared: &Shared, host: &mut Host) {
    if let Some(phase) = shared.under_way.and_then(|under_way| under_way.phase)
        && !host.in_data()
    {
        host.begin_data(phase);
    }
}

/// True if the line is the beginning or the end of what was sent: an event may cut an echo in two.
fn is_part(sent: &[u8], line: &[u8]) -> bool {
    sent.starts_with(line) || sent.ends_with(line)
}

/// True if the line is a final result that the command under way can have.
fn ends_under_way(line: &[u8], shared: &Shared) -> bool {
    let (Some(known), Some(of)) = (shared.book.final_of(line), shared.under_way) else { return false };
    known.any || of.form.ends.iter().any(|end| *end == known.text || known.name.as_ref() == Some(end))
}

fn is_request(line: &[u8]) -> bool {
    line.starts_with(b"AT+") || line == b"AT" || line.starts_with(b"ATE")
}

/// Adds which command it belongs to.
fn of_command(mut event: Event, shared: &Shared) -> Event {
    if let Some(under_way) = shared.under_way {
        event.command = Some(under_way.name.name.clone());
        event.form = Some(crate::pages::form_word(under_way.form.form));
    }
    event
}

fn prompt(shared: &Shared, text: Vec<u8>, back: usize) -> Event {
    let mut event = shared.event(Side::Module, Kind::Prompt, text, back);
    let prompt = &shared.book.spec.lexical.prompt;
    event.doc = "The module waits for data.".into();
    event.source = Some(SourcePage::new(&prompt.source));
    event.errata.clone_from(&prompt.errata);
    of_command(event, shared)
}

fn known_final(event: &mut Event, shared: &Shared, line: &[u8]) {
    if let Some(known) = shared.book.final_of(line) {
        event.name = Some(known.text.clone());
        event.doc.clone_from(&known.doc);
        event.success = Some(known.success);
        event.source = Some(SourcePage::new(&known.source));
        event.errata.clone_from(&known.errata);
        event.rust =
            shared.book.built_in.then(|| wizfi360_proto::Final::parse(line).map(|it| format!("{it:?}"))).flatten();
        event.typed_by = Some(shared.typer.by());
    }
}

/// A final result that the command under way does not have, or that comes while none is.
fn unexpected(line: &[u8], shared: &Shared) -> Event {
    let mut event = shared.event(Side::Module, Kind::Final, line.to_vec(), line.len() + 1);
    known_final(&mut event, shared, line);
    event.hints.push(match (shared.under_way, &shared.sent_error) {
        (Some(of), _) => format!("{} does not end so; perhaps it belongs to a command before it.", of.name.name),
        (None, Some(error)) if event.success == Some(false) => format!("The request breaks a rule: {error}"),
        (None, _) => "No command is known to be under way.".into(),
    });
    event
}

fn reason(line: &[u8], shared: &Shared) -> Event {
    let mut event = shared.event(Side::Module, Kind::Reason, line.to_vec(), line.len() + 1);
    if let Some(known) = shared.book.reason_of(line) {
        event.name = Some(known.text.trim().to_string());
        event.doc.clone_from(&known.doc);
        event.source = Some(SourcePage::new(&known.source));
        event.errata.clone_from(&known.errata);
        let parsed = || wizfi360_proto::Reason::parse(line).map(|it| format!("{it:?}"));
        event.rust = if shared.book.built_in { parsed() } else { None };
        event.typed_by = Some(shared.typer.by());
    }
    of_command(event, shared)
}

fn answer(typed: Typed<Reading<'static>>, line: &[u8], shared: &mut Shared, under_way: Option<UnderWay>) -> Event {
    let mut event = shared.event(Side::Module, Kind::Answer, line.to_vec(), line.len() + 1);
    fill(&mut event, typed, line, shared);
    if let Some(of) = under_way {
        event.command = Some(of.name.name.clone());
        event.form = Some(crate::pages::form_word(of.form.form));
        if event.source.is_none() {
            event.source = Some(SourcePage::new(of.form.source.as_ref().unwrap_or(&of.name.source)));
        }
    }
    event
}

fn message(typed: Typed<Reading<'static>>, line: &[u8], shared: &mut Shared) -> Event {
    let mut event = shared.event(Side::Module, Kind::Message, line.to_vec(), line.len() + 1);
    fill(&mut event, typed, line, shared);
    event
}

fn fill(event: &mut Event, typed: Typed<Reading<'static>>, line: &[u8], shared: &mut Shared) {
    event.rust = typed.rust;
    event.disagreement = typed.disagreement;
    match &typed.reading {
        Ok(reading) => {
            (event.text.0, event.redacted) = shared.redactor.fields(line, &reading.fields);
            event.name = Some(reading.line.name.clone());
            event.doc.clone_from(&reading.line.doc);
            event.source = reading.line.source.as_ref().map(SourcePage::new);
            event.errata.clone_from(&reading.line.errata);
            event.fields = shared.fields(&reading.fields);
            event.typed_by = Some(shared.typer.by());
        }
        Err(refusal) => {
            (event.text.0, event.redacted) = shared.redactor.unread(line);
            event.error = Some(ErrorPage::new(refusal));
        }
    }
}

fn packet_head(head: &wizfi360_proto::Ipd, shared: &mut Shared) -> Head {
    let mut buf = [0; 64];
    let bytes = head.write(&mut buf).map(<[u8]>::to_vec).unwrap_or_default();
    let rust = format!("{head:?}");
    let Typed { reading, rust, disagreement } = shared.typer.packet(&bytes, rust);
    let mut out = Head { rust, disagreement, typed_by: Some(shared.typer.by()), ..Head::default() };
    if let Ok(reading) = &reading {
        out.name = Some(reading.line.name.clone());
        out.doc.clone_from(&reading.line.doc);
        out.source = reading.line.source.as_ref().map(SourcePage::new);
        out.errata.clone_from(&reading.line.errata);
        out.fields = shared.fields(&reading.fields);
    }
    out
}

/// The command that a line answers, told from the line alone: by a prefix, suffix or word of its own.
fn guess(line: &[u8], shared: &mut Shared) -> Option<Event> {
    let has_sign = |of: &model::Line| !of.prefix.is_empty() || !of.also.is_empty();
    for (_, command) in shared.book.spec.commands() {
        for form in &command.forms {
            let mut answers = command.lines.iter().filter(|of| form.answers.contains(&of.name) && has_sign(of));
            let read = answers.find_map(|of| shared.book.interpreter().read_line(of, line)?.ok());
            let (Some(reading), Some(name)) = (read, command.names.first()) else { continue };
            let generated = shared.commands.of(&shared.book, command, name, form);
            let typed = shared.typer.answer(command, form, Some(generated), line);
            let typed = typed.unwrap_or(Typed { reading: Ok(reading), rust: None, disagreement: None });
            let mut event = answer(typed, line, shared, None);
            event.command = Some(name.name.clone());
            event.form = Some(crate::pages::form_word(form.form));
            event.hints.push(format!("By its text it answers {}, which is not known to be under way.", name.name));
            if event.source.is_none() {
                event.source = Some(SourcePage::new(form.source.as_ref().unwrap_or(&name.source)));
            }
            return Some(event);
        }
    }
    None
}

/// True if any line can be an answer of the command, as those of a certificate.
fn answers_with_anything(of: UnderWay) -> bool {
    let mut answers = of.command.lines.iter().filter(|line| of.form.answers.contains(&line.name));
    answers.any(|line| {
        let only_rest = matches!(line.takes.params.as_slice(), [param] if param.ty == model::Type::Rest);
        only_rest && line.prefix.is_empty() && line.suffix.is_empty() && line.word.is_none()
    })
}

/// True if an answer of the command holds a secret: then what cannot be read may hold it too.
fn answers_with_secrets(shared: &Shared, of: UnderWay) -> bool {
    let spec = shared.book.spec;
    let answers = of.command.lines.iter().filter(|line| of.form.answers.contains(&line.name));
    answers.into_iter().any(|line| crate::redact::holds_secret(spec, &line.takes))
}
