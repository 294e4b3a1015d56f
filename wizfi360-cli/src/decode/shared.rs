//! What both sides of a conversation share.

use super::{
    commands::Commands,
    elided::is_elided,
    event::{ErrorPage, Event, FieldPage, Kind, Place, Side},
    host::Phase,
    masks::{Mask, Masks},
    typed::{Typed, Typer},
};
use crate::{book::Book, redact::Redactor};
use std::{io, sync::Arc};
use wizfi360_reference::{FirmwareView, view::SourceView};
use wizfi360_spec::{
    interpret::{FieldSpec, Reading, Request, Value},
    model,
};

/// Where events go.
pub(crate) type Sink<'k> = dyn FnMut(Event) -> io::Result<()> + 'k;

/// A command that was sent and is not at its end.
#[derive(Clone, Copy)]
pub(crate) struct UnderWay {
    pub(crate) command: &'static model::Command,
    pub(crate) name: &'static model::Name,
    pub(crate) form: &'static model::Form,
    /// The same for generated code, and for the decoder.
    pub(crate) generated: &'static wizfi360_proto::Command,
    /// What is sent after the line.
    pub(crate) phase: Option<Phase>,
    pub(crate) prompt: Prompt,
    /// The mask that it sets, if it succeeds.
    pub(crate) mask: Option<Mask>,
    /// Nothing more is due: it has no good final result.
    pub(crate) over: bool,
}

/// How far a command that takes data has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// Neither `OK` nor prompt were seen.
    Due,
    /// It was accepted and its prompt was not seen: perhaps nobody recorded it.
    Accepted,
    /// The prompt was seen, or what comes behind it.
    Seen,
}

/// A command that gave way to the next without a final result: if that is not carried out, it is under way again.
struct Replaced {
    under_way: UnderWay,
    sent: Vec<u8>,
    sent_error: Option<String>,
}

/// How many of them are remembered.
const REPLACED: usize = 8;

/// What both sides share.
pub(crate) struct Shared {
    pub(crate) book: Arc<Book>,
    pub(crate) typer: Typer,
    pub(crate) redactor: Redactor,
    pub(crate) commands: Commands,
    pub(crate) place: Place,
    /// How many bytes of raw input were read; `None` for a log.
    pub(crate) offset: Option<u64>,
    pub(crate) under_way: Option<UnderWay>,
    /// The last request line, to know its echo.
    pub(crate) sent: Vec<u8>,
    /// Why it is refused, if it is.
    pub(crate) sent_error: Option<String>,
    pub(crate) masks: Masks,
    /// The firmware whose lacks are told.
    pub(crate) as_of: Option<FirmwareView<'static>>,
    /// That firmware is the one that the module says it has.
    pub(crate) follows_firmware: bool,
    /// The last of them is the one before the command under way.
    replaced: Vec<Replaced>,
}

impl Shared {
    pub(crate) fn new(book: Book, show_secrets: bool, raw: bool) -> Shared {
        let book = Arc::new(book);
        Shared {
            typer: Typer::new(&book),
            redactor: Redactor::new(book.spec, show_secrets),
            commands: Commands::default(),
            place: Place::default(),
            offset: raw.then_some(0),
            under_way: None,
            sent: Vec::new(),
            sent_error: None,
            masks: Masks::default(),
            as_of: None,
            follows_firmware: false,
            replaced: Vec::new(),
            book,
        }
    }

    /// A request was sent, or its echo tells so.
    pub(crate) fn begin(&mut self, under_way: Option<UnderWay>, sent: &[u8], error: Option<String>) {
        let before = std::mem::replace(&mut self.under_way, under_way);
        let (sent, sent_error) =
            (std::mem::replace(&mut self.sent, sent.to_vec()), std::mem::replace(&mut self.sent_error, error));
        if let Some(under_way) = before.filter(|before| !before.over) {
            if self.replaced.len() == REPLACED {
                self.replaced.remove(0);
            }
            self.replaced.push(Replaced { under_way, sent, sent_error });
        }
    }

    /// The command under way has succeeded or failed: so have those before it.
    pub(crate) fn end(&mut self, success: bool) -> Option<UnderWay> {
        self.replaced.clear();
        let under_way = self.under_way.take();
        if let (true, Some(mask)) = (success, under_way.and_then(|of| of.mask)) {
            self.masks.set(mask);
        }
        under_way
    }

    /// The command under way was ignored. The one before it is under way again.
    pub(crate) fn ignored(&mut self) -> Option<UnderWay> {
        let ignored = self.under_way.take();
        if let Some(Replaced { under_way, sent, sent_error }) = self.replaced.pop() {
            (self.under_way, self.sent, self.sent_error) = (Some(under_way), sent, sent_error);
        }
        ignored
    }

    /// True if an unknown request has taken the place of a command.
    pub(crate) fn gives_back(&self) -> bool {
        self.under_way.is_none() && !self.replaced.is_empty()
    }

    /// The module was reset.
    pub(crate) fn reset(&mut self) {
        self.under_way = None;
        self.replaced.clear();
        self.masks.clear();
    }

    /// The data of the command under way is complete: what comes next is a request again.
    pub(crate) fn data_complete(&mut self) {
        let finals = &self.book.spec.lexical.finals;
        let Some(of) = &mut self.under_way else { return };
        let is_good = |end: &String| {
            finals.iter().any(|known| known.success && (known.text == *end || known.name.as_ref() == Some(end)))
        };
        of.phase = None;
        of.over = !of.form.finals.iter().any(is_good);
    }

    /// Reads a line as an answer, with the parameters that a mask has chosen.
    pub(crate) fn answer(
        &mut self,
        command: &'static model::Command,
        form: &'static model::Form,
        generated: Option<&'static wizfi360_proto::Command>,
        line: &[u8],
    ) -> Option<Typed<Reading<'static>>> {
        let masked = self.masks.answers(self.book.spec, command, form);
        let masked = masked.into_iter().find_map(|(of, mask)| self.typer.masked(of, mask, line));
        if masked.as_ref().is_some_and(|typed| typed.reading.is_ok() || typed.disagreement.is_some()) {
            return masked;
        }
        // The mask may have changed where nobody recorded it.
        let plain = self.typer.answer(command, form, generated, line);
        if plain.as_ref().is_some_and(|typed| typed.reading.is_ok()) { plain } else { masked.or(plain) }
    }

    /// An event whose last byte has just been read; `back` is how many bytes ago it began.
    pub(crate) fn event(&self, from: Side, kind: Kind, text: Vec<u8>, back: usize) -> Event {
        let mut place = self.place.clone();
        place.offset = self.offset.map(|offset| offset.saturating_sub(back as u64));
        Event::new(place, from, kind, text)
    }

    /// Fills in what a request is. `None` if no command can be told from it.
    pub(crate) fn request(&mut self, event: &mut Event, line: &[u8]) -> Option<UnderWay> {
        let Typed { reading, rust, disagreement } = self.typer.request(line);
        event.disagreement = disagreement;
        match reading {
            Ok(request) => {
                (event.text.0, event.redacted) = self.redactor.fields(line, &request.fields);
                self.describe(event, request.command, request.name, request.form);
                event.fields = self.fields(&request.fields);
                event.rust = rust;
                event.typed_by = Some(self.typer.by());
                Some(self.under_way_of(&request))
            }
            Err(refusal) => {
                (event.text.0, event.redacted) = self.redactor.unread(line);
                event.error = Some(ErrorPage::new(&refusal));
                event.is_elided = is_elided(line);
                // Its answer can be read all the same.
                let (command, name, form) = self.by_name(line)?;
                self.describe(event, command, name, form);
                let generated = self.commands.of(&self.book, command, name, form);
                Some(UnderWay {
                    command,
                    name,
                    form,
                    generated,
                    phase: None,
                    prompt: Prompt::Due,
                    mask: None,
                    over: false,
                })
            }
        }
    }

    /// The module may have told which firmware it has: `AT version:1.1.1.7(May  4 2021 15:14:59)`. True if it has.
    pub(crate) fn heard_version(&mut self, line: &[u8]) -> bool {
        line.strip_prefix(b"AT version:").is_some_and(|version| self.read_version(version))
    }

    /// Takes the version for that of the firmware, if it is one: `1.1.1.7`, perhaps with brackets behind it.
    pub(crate) fn read_version(&mut self, text: &[u8]) -> bool {
        let end = text.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'.')).unwrap_or(text.len());
        let (version, behind) = text.split_at(end);
        let is_all = matches!(behind.trim_ascii_start(), [] | [b'(', ..]);
        let Some(firmware) = std::str::from_utf8(version).ok().and_then(|version| version.parse().ok()) else {
            return false;
        };
        let is_new = self.as_of.as_ref().is_none_or(|as_of| as_of.firmware() != firmware);
        if self.follows_firmware && is_all && is_new {
            self.as_of = Some(FirmwareView::new(self.book.spec, firmware));
        }
        is_all
    }

    /// Remembers the secrets of a request that is still to come.
    pub(crate) fn learn_secrets(&mut self, line: &[u8]) {
        if let Ok(request) = self.book.interpreter().read_request(line) {
            self.redactor.fields(line, &request.fields);
        }
    }

    fn under_way_of(&mut self, request: &Request<'static>) -> UnderWay {
        let (command, name, form) = (request.command, request.name, request.form);
        let generated = self.commands.of(&self.book, command, name, form);
        let (phase, mask) = (phase(request), Masks::of(request));
        UnderWay { command, name, form, generated, phase, prompt: Prompt::Due, mask, over: false }
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

    /// The command and form that a line names, whatever its parameters are.
    fn by_name(&self, line: &[u8]) -> Option<(&'static model::Command, &'static model::Name, &'static model::Form)> {
        let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
        let typed = std::str::from_utf8(&line[..end]).ok()?;
        let (_, command, name) = self.book.spec.command(typed)?;
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

    pub(crate) fn fields(&self, fields: &[wizfi360_spec::interpret::Field<'_>]) -> Vec<FieldPage> {
        fields.iter().map(|field| FieldPage::new(field, self.redactor.shows())).collect()
    }
}

/// What is sent after a request.
fn phase(request: &Request<'static>) -> Option<Phase> {
    let number = |wanted: &str| {
        request.fields.iter().find_map(|field| match (&field.param, &field.value) {
            (FieldSpec::Param(param), Value::Number(number)) if param.name == wanted => Some(*number),
            _ => None,
        })
    };
    match request.form.data.as_ref()? {
        model::Data::Counted { length, until_nul, until_escape: until_plus, .. } => Some(Phase::Counted {
            left: u32::try_from(number(length)?).ok()?,
            until_nul: *until_nul,
            until_plus: *until_plus,
        }),
        model::Data::Pem { end, when: (param, value), .. } => {
            (number(param) == Some(*value)).then_some(Phase::Pem { end })
        }
        model::Data::Transparent => Some(Phase::Transparent),
    }
}
