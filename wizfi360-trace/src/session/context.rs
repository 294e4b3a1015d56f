//! State that both sides of a dialogue share.

use super::{
    commands::Commands,
    cross_check::{CrossChecked, CrossChecker},
    masks::Masks,
    pending::{Pending, PromptState, data_phase},
};
use crate::{
    Options,
    event::{ErrorView, Event, EventKind, Position, Sender},
    field::FieldView,
    hint::Hint,
    placeholders::holds_placeholder,
    redact::Redactor,
};
use std::{mem, sync::Arc};
use wizfi360_proto::DataPhase;
use wizfi360_reference::{FirmwareView, view::SourceView};
use wizfi360_spec::{
    Spec,
    interpret::{Interpreter, Reading, Request},
    model,
    state::{Ending, ModuleState},
};

/// How many superseded requests are remembered.
const MAX_SUPERSEDED: usize = 8;

#[derive(Clone)]
pub(super) struct Context {
    pub(super) spec: &'static Spec,
    /// The spec is the one that generated code was made of.
    pub(super) is_embedded: bool,
    pub(super) checker: CrossChecker,
    pub(super) redactor: Redactor,
    pub(super) position: Position,
    /// The number of bytes of the line ending that was read with the line: 0 if the input does not hold it.
    pub(super) line_ending: usize,
    /// The number of bytes that were read; `None` if events have other positions.
    pub(super) offset: Option<u64>,
    pub(super) pending: Option<Pending>,
    /// The last request line, to recognize its echo.
    pub(super) sent: Vec<u8>,
    /// The reason why that line is refused, if it is.
    pub(super) sent_error: Option<String>,
    /// The request with data that the module has refused last, unless another one came since.
    pub(super) refused_data: Option<&'static str>,
    /// What is known of the module's state.
    pub(super) state: ModuleState<'static>,
    pub(super) firmware: Option<FirmwareView<'static>>,
    /// That firmware is the one that the module reports.
    follows_firmware: bool,
    commands: Commands,
    masks: Masks,
    /// Requests that gave way to the next without a final result, the last one before the pending one.
    superseded: Vec<Superseded>,
}

/// It is pending again if the request after it is ignored.
#[derive(Clone)]
struct Superseded {
    pending: Pending,
    sent: Vec<u8>,
    sent_error: Option<String>,
}

impl Context {
    pub(super) fn new(spec: &'static Spec, options: &Options, has_offsets: bool) -> Context {
        let is_embedded = std::ptr::eq(spec, Spec::embedded());
        Context {
            spec,
            is_embedded,
            checker: CrossChecker::new(spec, is_embedded),
            redactor: Redactor::new(spec, options.show_secrets),
            position: Position::default(),
            line_ending: 1,
            offset: has_offsets.then_some(0),
            pending: None,
            sent: Vec::new(),
            sent_error: None,
            refused_data: None,
            state: ModuleState::unknown(spec, options.firmware),
            firmware: options.firmware.map(|firmware| FirmwareView::new(spec, firmware)),
            follows_firmware: options.follow_firmware && options.firmware.is_none(),
            commands: Commands::default(),
            masks: Masks::default(),
            superseded: Vec::new(),
        }
    }

    pub(super) fn interpreter(&self) -> Interpreter<'static> {
        Interpreter::new(self.spec)
    }

    /// Counts input that was read.
    pub(super) fn advance(&mut self, bytes: u64) {
        if let Some(offset) = &mut self.offset {
            *offset += bytes;
        }
    }

    /// Makes a request pending: it was sent, or its echo shows it.
    pub(super) fn begin(&mut self, pending: Option<Pending>, sent: &[u8], error: Option<String>) {
        self.refused_data = None;
        let before = mem::replace(&mut self.pending, pending);
        let (sent, sent_error) =
            (mem::replace(&mut self.sent, sent.to_vec()), mem::replace(&mut self.sent_error, error));
        let Some(pending) = before.filter(|before| !before.is_over) else { return };
        // It may have succeeded.
        self.note_result(&pending, Ending::Missing);
        if self.superseded.len() == MAX_SUPERSEDED {
            self.superseded.remove(0);
        }
        self.superseded.push(Superseded { pending, sent, sent_error });
    }

    /// The pending request has a result: those before it get none any more.
    pub(super) fn end(&mut self, ending: Ending) -> Option<Pending> {
        self.superseded.clear();
        let pending = self.pending.take()?;
        if let (Ending::Success, Some(mask)) = (ending, pending.mask) {
            self.masks.set(mask);
        }
        self.note_result(&pending, ending);
        self.refused_data = (ending != Ending::Success && pending.expects_prompt()).then_some(pending.name());
        Some(pending)
    }

    /// The pending request was ignored: the one before it is pending again.
    pub(super) fn ignored(&mut self) -> Option<Pending> {
        let ignored = self.pending.take();
        if let Some(Superseded { pending, sent, sent_error }) = self.superseded.pop() {
            (self.pending, self.sent, self.sent_error) = (Some(pending), sent, sent_error);
        }
        self.refused_data = ignored.as_ref().filter(|ignored| ignored.expects_prompt()).map(Pending::name);
        ignored
    }

    /// True if an unknown request has taken the place of one that is still without a result.
    pub(super) fn has_superseded_only(&self) -> bool {
        self.pending.is_none() && !self.superseded.is_empty()
    }

    /// The module was reset.
    pub(super) fn reset(&mut self) {
        (self.pending, self.refused_data) = (None, None);
        self.superseded.clear();
        self.masks.clear();
    }

    /// The data of the pending request is complete.
    pub(super) fn data_complete(&mut self) {
        let finals = &self.spec.lexical.finals;
        let Some(pending) = &mut self.pending else { return };
        let is_good = |end: &String| {
            finals.iter().any(|known| known.success && (known.text == *end || known.name.as_ref() == Some(end)))
        };
        pending.phase = DataPhase::None;
        pending.is_over = !pending.form.finals.iter().any(is_good);
    }

    pub(super) fn set_prompt(&mut self, prompt: PromptState) {
        if let Some(pending) = &mut self.pending {
            pending.prompt = prompt;
        }
        // Nothing else ends what begins transparent mode well.
        if prompt == PromptState::Seen
            && let Some(pending) = self.pending.clone().filter(|pending| pending.phase == DataPhase::Transparent)
        {
            self.note_result(&pending, Ending::Success);
        }
    }

    pub(super) fn has_prompt(&self, prompt: PromptState) -> bool {
        self.pending.as_ref().is_some_and(|pending| pending.prompt == prompt)
    }

    /// True from the request that begins transparent mode to its end.
    pub(super) fn is_transparent(&self) -> bool {
        self.pending.as_ref().is_some_and(|pending| pending.phase == DataPhase::Transparent)
    }

    /// Transparent mode ends: so does the request that began it.
    pub(super) fn leave_transparent(&mut self) {
        if self.is_transparent() {
            self.pending = None;
        }
    }

    fn note_result(&mut self, pending: &Pending, ending: Ending) {
        if let Some(request) = &pending.request {
            self.state.on_result(request, ending);
        }
    }

    /// Reads a line as an answer, with the parameters that a mask has chosen.
    pub(super) fn answer(
        &mut self,
        command: &'static model::Command,
        form: &'static model::Form,
        generated: Option<&'static wizfi360_proto::Command>,
        line: &[u8],
    ) -> Option<CrossChecked<Reading<'static>>> {
        let masked = self.masks.answers(self.spec, command, form);
        let masked = masked.into_iter().find_map(|(of, mask)| self.checker.masked(of, mask, line));
        if masked.as_ref().is_some_and(|read| read.reading.is_ok() || read.disagreement.is_some()) {
            return masked;
        }
        // The mask may have changed where nobody recorded it.
        let plain = self.checker.answer(command, form, generated, line);
        if plain.as_ref().is_some_and(|read| read.reading.is_ok()) { plain } else { masked.or(plain) }
    }

    /// Creates an event whose last byte has just been read; it began `back` bytes ago.
    pub(super) fn event(&self, from: Sender, kind: EventKind, text: Vec<u8>, back: usize) -> Event {
        let mut position = self.position.clone();
        position.offset = self.offset.map(|offset| offset.saturating_sub(back as u64));
        // They are counted for the module alone.
        position.empty_lines = if from == Sender::Module { position.empty_lines } else { 0 };
        Event::new(position, from, kind, text)
    }

    /// Creates an event of a line of `len` bytes whose ending has just been read, if the input holds it.
    pub(super) fn line_event(&self, from: Sender, kind: EventKind, text: Vec<u8>, len: usize) -> Event {
        self.event(from, kind, text, len + self.line_ending)
    }

    /// Fills in what a request is. `None` if it names no command.
    pub(super) fn request(&mut self, event: &mut Event, line: &[u8]) -> Option<Pending> {
        let CrossChecked { reading, rust, disagreement } = self.checker.request(line);
        event.disagreement = disagreement;
        match reading {
            Ok(request) => {
                (event.text.0, event.redacted) = self.redactor.fields(line, &request.fields);
                self.describe(event, request.command, request.name, request.form);
                event.fields = self.fields(&request.fields);
                event.rust = rust;
                event.typed_by = Some(self.checker.by());
                Some(self.pending_of(request))
            }
            Err(refusal) => {
                (event.text.0, event.redacted) = self.redactor.unread(line);
                event.error = Some(ErrorView::new(&refusal));
                event.holds_placeholder = holds_placeholder(line);
                // Its answer can be read all the same.
                let (command, name, form) = self.by_name(line)?;
                self.describe(event, command, name, form);
                let generated = self.generated(command, name, form);
                Some(Pending {
                    command,
                    name,
                    form,
                    generated,
                    request: None,
                    phase: DataPhase::None,
                    prompt: PromptState::Expected,
                    mask: None,
                    is_over: false,
                })
            }
        }
    }

    /// Adds hints about a request that was sent: what state and firmware have against it.
    pub(super) fn note_request(&mut self, event: &mut Event, line: &[u8], pending: Option<&Pending>) {
        if let Some(request) = pending.and_then(|pending| pending.request.as_deref()) {
            event.hints.extend(Hint::of_state(&self.state, request));
        }
        if let (None, Some(firmware), Some(pending)) = (&event.error, &self.firmware, pending)
            && let Some(unavailable) = firmware.unavailable(pending.command, line)
        {
            let parts: Vec<String> = unavailable.iter().map(|part| part.sentence()).collect();
            event.hints.push(Hint::NotInFirmware(parts.join(" ")));
        }
    }

    /// Takes the version that the module reports, as in `AT version:1.1.1.7(May  4 2021 15:14:59)`, for that of its
    /// firmware. True if the line reports one.
    pub(super) fn note_version(&mut self, line: &[u8]) -> bool {
        line.strip_prefix(b"AT version:").is_some_and(|version| self.read_version(version))
    }

    /// The same for a bare version, `1.1.1.7`, perhaps with brackets after it.
    pub(super) fn read_version(&mut self, text: &[u8]) -> bool {
        let end = text.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'.')).unwrap_or(text.len());
        let (version, after) = text.split_at(end);
        let is_version = matches!(after.trim_ascii_start(), [] | [b'(', ..]);
        let Some(firmware) = std::str::from_utf8(version).ok().and_then(|version| version.parse().ok()) else {
            return false;
        };
        let is_new = self.firmware.as_ref().is_none_or(|known| known.firmware() != firmware);
        if self.follows_firmware && is_version && is_new {
            self.firmware = Some(FirmwareView::new(self.spec, firmware));
        }
        is_version
    }

    /// Remembers the secrets of a request that is still to come.
    pub(super) fn learn_secrets(&mut self, line: &[u8]) {
        if let Ok(request) = self.interpreter().read_request(line) {
            self.redactor.fields(line, &request.fields);
        }
    }

    /// Returns the decoder's facts about a command.
    pub(super) fn generated(
        &mut self,
        command: &'static model::Command,
        name: &'static model::Name,
        form: &'static model::Form,
    ) -> &'static wizfi360_proto::Command {
        self.commands.of(self.is_embedded, self.spec, command, name, form)
    }

    fn pending_of(&mut self, request: Request<'static>) -> Pending {
        let (command, name, form) = (request.command, request.name, request.form);
        let generated = self.generated(command, name, form);
        let (phase, mask) = (data_phase(&request), Masks::of(&request));
        let request = Some(Arc::new(request));
        Pending { command, name, form, generated, request, phase, prompt: PromptState::Expected, mask, is_over: false }
    }

    fn describe(
        &self,
        event: &mut Event,
        command: &'static model::Command,
        name: &'static model::Name,
        form: &'static model::Form,
    ) {
        event.command = Some(name.name.clone());
        event.form = Some(form.kind.word());
        event.doc = if form.doc.is_empty() { command.title.clone() } else { form.doc.clone() };
        event.source = Some(SourceView::new(form.source.as_ref().unwrap_or(&name.source)));
        event.errata.clone_from(&command.errata);
    }

    /// Returns the command and form that a line names, whatever its parameters are.
    fn by_name(&self, line: &[u8]) -> Option<(&'static model::Command, &'static model::Name, &'static model::Form)> {
        let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
        let typed = std::str::from_utf8(&line[..end]).ok()?;
        let (_, command, name) = self.spec.command(typed)?;
        let kind = match &line[end..] {
            [] if command.forms.iter().any(|form| form.kind == model::FormKind::Test) && name.name == "AT" => {
                model::FormKind::Test
            }
            [] => model::FormKind::Execute,
            b"=?" => model::FormKind::Test,
            [b'=', ..] => model::FormKind::Set,
            _ => model::FormKind::Query,
        };
        let form = command.forms.iter().find(|form| form.kind == kind)?;
        Some((command, name, form))
    }

    pub(super) fn fields(&self, fields: &[wizfi360_spec::interpret::Field<'_>]) -> Vec<FieldView> {
        fields.iter().map(|field| FieldView::new(field, self.redactor.shows())).collect()
    }
}
