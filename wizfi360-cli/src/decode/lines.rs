//! What each kind of line from the module becomes.

use super::{
    elided::is_elided,
    event::{ErrorPage, Event, Kind, Side},
    hints::{Hint, broken},
    host::Host,
    pieces::Head,
    shared::{Shared, UnderWay},
    typed::Typed,
};

use wizfi360_proto::Line as _;
use wizfi360_reference::view::SourceView;
use wizfi360_spec::{interpret::Reading, model};

pub(super) fn begin_data(shared: &Shared, host: &mut Host) {
    if let Some(phase) = shared.under_way.and_then(|under_way| under_way.phase)
        && !host.in_data()
    {
        host.begin_data(phase);
    }
}

/// True if the line is a final result that the command under way can have.
pub(super) fn ends_under_way(line: &[u8], shared: &Shared) -> bool {
    let (Some(known), Some(of)) = (shared.book.final_of(line), shared.under_way) else { return false };
    known.ends_any || of.form.finals.iter().any(|end| *end == known.text || known.name.as_ref() == Some(end))
}

/// Adds which command it belongs to.
pub(super) fn of_command(mut event: Event, shared: &Shared) -> Event {
    if let Some(under_way) = shared.under_way {
        event.command = Some(under_way.name.name.clone());
        event.form = Some(under_way.form.kind.word());
    }
    event
}

pub(super) fn prompt(shared: &Shared, text: Vec<u8>, back: usize) -> Event {
    let mut event = shared.event(Side::Module, Kind::Prompt, text, back);
    let prompt = &shared.book.spec.lexical.prompt;
    event.doc = "The module waits for data.".into();
    event.source = Some(SourceView::new(&prompt.source));
    event.errata.clone_from(&prompt.errata);
    of_command(event, shared)
}

pub(super) fn known_final(event: &mut Event, shared: &Shared, line: &[u8]) {
    if let Some(known) = shared.book.final_of(line) {
        event.name = Some(known.text.clone());
        event.doc.clone_from(&known.doc);
        event.success = Some(known.success);
        event.source = Some(SourceView::new(&known.source));
        event.errata.clone_from(&known.errata);
        event.is_odd = known.text.as_bytes() != line;
        event.rust =
            shared.book.built_in.then(|| wizfi360_proto::Final::parse(line).map(|it| format!("{it:?}"))).flatten();
        event.typed_by = Some(shared.typer.by());
    }
}

/// True if the line says that the module was busy: what it was sent is not carried out.
pub(super) fn is_busy(line: &[u8], shared: &Shared) -> bool {
    shared.book.final_of(line).is_some_and(|known| known.ends_any && !known.success)
}

/// The module was busy when more than the announced data came. It ends nothing.
pub(super) fn busy_behind_data(line: &[u8], shared: &Shared) -> Event {
    let mut event = shared.event(Side::Module, Kind::Message, line.to_vec(), line.len() + 1);
    known_final(&mut event, shared, line);
    event.success = None;
    event.doc = "busy: the module ignored what came behind the data.".into();
    of_command(event, shared)
}

/// A final result that the command under way does not have, or that comes while none is.
pub(super) fn unexpected(line: &[u8], shared: &Shared) -> Event {
    let mut event = shared.event(Side::Module, Kind::Final, line.to_vec(), line.len() + 1);
    known_final(&mut event, shared, line);
    event.hints.push(match (shared.under_way, &shared.sent_error) {
        (Some(of), _) => Hint::NotItsEnd(of.name.name.clone()),
        (None, Some(error)) if event.success == Some(false) => broken(error),
        (None, _) => Hint::NoCommand,
    });
    event
}

pub(super) fn reason(line: &[u8], shared: &Shared) -> Event {
    let mut event = shared.event(Side::Module, Kind::Reason, line.to_vec(), line.len() + 1);
    if let Some(known) = shared.book.reason_of(line) {
        event.name = Some(known.text.trim().to_string());
        event.doc.clone_from(&known.doc);
        event.source = Some(SourceView::new(&known.source));
        event.errata.clone_from(&known.errata);
        event.is_odd = known.text.as_bytes() != line;
        let parsed = || wizfi360_proto::Reason::parse(line).map(|it| format!("{it:?}"));
        event.rust = if shared.book.built_in { parsed() } else { None };
        event.typed_by = Some(shared.typer.by());
    }
    of_command(event, shared)
}

pub(super) fn answer(
    typed: Typed<Reading<'static>>,
    line: &[u8],
    shared: &mut Shared,
    under_way: Option<UnderWay>,
) -> Event {
    shared.heard_version(line);
    let mut event = shared.event(Side::Module, Kind::Answer, line.to_vec(), line.len() + 1);
    fill(&mut event, typed, line, shared);
    if let Some(of) = under_way {
        event.command = Some(of.name.name.clone());
        event.form = Some(of.form.kind.word());
        if event.source.is_none() {
            event.source = Some(SourceView::new(of.form.source.as_ref().unwrap_or(&of.name.source)));
        }
    }
    event
}

pub(super) fn message(typed: Typed<Reading<'static>>, line: &[u8], shared: &mut Shared) -> Event {
    let mut event = shared.event(Side::Module, Kind::Message, line.to_vec(), line.len() + 1);
    fill(&mut event, typed, line, shared);
    // Data of a topic can be anything; a request behind the stamp of a serial monitor looks like it.
    let (text, hides) = shared.redactor.remark(line);
    if hides && !event.redacted {
        (event.text.0, event.redacted) = (text, true);
        event.fields.clear();
        event.rust = None;
    }
    event
}

pub(super) fn fill(event: &mut Event, typed: Typed<Reading<'static>>, line: &[u8], shared: &mut Shared) {
    event.rust = typed.rust;
    event.disagreement = typed.disagreement;
    match &typed.reading {
        Ok(reading) => {
            (event.text.0, event.redacted) = shared.redactor.fields(line, &reading.fields);
            event.name = Some(reading.line.name.clone());
            event.doc.clone_from(&reading.line.doc);
            event.source = reading.line.source.as_ref().map(SourceView::new);
            event.errata.clone_from(&reading.line.errata);
            event.is_odd = is_odd(reading, line, shared);
            event.fields = shared.fields(&reading.fields);
            event.typed_by = Some(shared.typer.by());
        }
        Err(refusal) => {
            (event.text.0, event.redacted) = shared.redactor.unread(line);
            event.error = Some(ErrorPage::new(refusal));
            event.is_elided = is_elided(line);
        }
    }
}

/// True if the line is spelt otherwise than it would be written, or lacks what old firmware leaves out.
fn is_odd(reading: &Reading<'_>, line: &[u8], shared: &Shared) -> bool {
    let params = &reading.line.params.list;
    let may_lack = params.iter().any(|param| param.mask_bit.as_ref().is_some_and(|when| when.may_be_absent));
    (may_lack && reading.fields.len() < params.len()) || shared.book.interpreter().write_line(reading) != line
}

pub(super) fn packet_head(head: &wizfi360_proto::Ipd, shared: &mut Shared) -> Head {
    let mut buf = [0; 64];
    let bytes = head.write(&mut buf).map(<[u8]>::to_vec).unwrap_or_default();
    let rust = format!("{head:?}");
    let Typed { reading, rust, disagreement } = shared.typer.packet(&bytes, rust);
    let mut out = Head { rust, disagreement, typed_by: Some(shared.typer.by()), ..Head::default() };
    if let Ok(reading) = &reading {
        out.name = Some(reading.line.name.clone());
        out.doc.clone_from(&reading.line.doc);
        out.source = reading.line.source.as_ref().map(SourceView::new);
        out.errata.clone_from(&reading.line.errata);
        out.fields = shared.fields(&reading.fields);
    }
    out
}

/// The command that a line answers, told from the line alone: by a prefix, suffix or word of its own.
pub(super) fn guess(line: &[u8], shared: &mut Shared) -> Option<Event> {
    let has_sign = |of: &model::Line| !of.prefix.is_empty() || !of.aliases.is_empty();
    for (_, command) in shared.book.spec.commands() {
        for form in &command.forms {
            let mut answers = command.lines.iter().filter(|of| form.answers.contains(&of.name) && has_sign(of));
            let read = answers.find_map(|of| shared.book.interpreter().read_line(of, line)?.ok());
            let (Some(reading), Some(name)) = (read, command.names.first()) else { continue };
            let generated = shared.commands.of(&shared.book, command, name, form);
            let typed = shared.answer(command, form, Some(generated), line);
            let typed = typed.unwrap_or(Typed { reading: Ok(reading), rust: None, disagreement: None });
            let mut event = answer(typed, line, shared, None);
            event.command = Some(name.name.clone());
            event.form = Some(form.kind.word());
            event.hints.push(Hint::NotUnderWay(name.name.clone()));
            if event.source.is_none() {
                event.source = Some(SourceView::new(form.source.as_ref().unwrap_or(&name.source)));
            }
            return Some(event);
        }
    }
    None
}

/// True if any line can be an answer of the command, as those of a certificate.
pub(super) fn answers_with_anything(of: UnderWay) -> bool {
    let mut answers = of.command.lines.iter().filter(|line| of.form.answers.contains(&line.name));
    answers.any(|line| {
        let only_rest = matches!(line.params.list.as_slice(), [param] if param.ty == model::Type::Rest);
        only_rest && line.prefix.is_empty() && line.ending.is_empty() && line.keyword.is_none()
    })
}

/// True if an answer of the command holds a secret: then what cannot be read may hold it too.
pub(super) fn answers_with_secrets(shared: &Shared, of: UnderWay) -> bool {
    let spec = shared.book.spec;
    let answers = of.command.lines.iter().filter(|line| of.form.answers.contains(&line.name));
    answers.into_iter().any(|line| spec.holds_secret(&line.params))
}
