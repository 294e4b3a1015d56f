//! Lines of the module as events.

use super::{context::Context, cross_check::CrossChecked, pending::Pending};
use crate::{
    event::{ErrorView, Event, EventKind, Sender},
    hint::Hint,
    placeholders::holds_placeholder,
    redact::HIDDEN,
};
use wizfi360_proto::Line as _;
use wizfi360_reference::{text::readable, view::SourceView};
use wizfi360_spec::{interpret::Reading, model, state::Ending};

fn event(kind: EventKind, line: &[u8], context: &Context) -> Event {
    context.line_event(Sender::Module, kind, line.to_vec(), line.len())
}

/// Adds the request that an event belongs to.
pub(super) fn of_pending(mut event: Event, context: &Context) -> Event {
    if let Some(pending) = &context.pending {
        event.command = Some(pending.name().into());
        event.form = Some(pending.form());
    }
    event
}

/// True if a line looks as an echo does, whatever is pending.
pub(super) fn is_request(line: &[u8]) -> bool {
    line.starts_with(b"AT+") || line == b"AT" || line.starts_with(b"ATE")
}

/// True if a text is a line by itself, whatever is pending.
pub(super) fn is_line(text: &[u8], context: &Context) -> bool {
    let is_message = || context.checker.message(text).is_some_and(|read| read.reading.is_ok());
    context.spec.final_of(text).is_some() || text.starts_with(b"+IPD,") || is_message()
}

/// True if the line is a final result that the pending request can have.
pub(super) fn ends_pending(line: &[u8], context: &Context) -> bool {
    let (Some(known), Some(pending)) = (context.spec.final_of(line), &context.pending) else { return false };
    known.ends_any || pending.form.finals.iter().any(|end| *end == known.text || known.name.as_ref() == Some(end))
}

/// True if the line says that the module was busy: what it was sent is ignored.
pub(super) fn is_busy(line: &[u8], context: &Context) -> bool {
    context.spec.final_of(line).is_some_and(|known| known.ends_any && !known.success)
}

pub(super) fn prompt(text: &[u8], back: usize, context: &Context) -> Event {
    let mut event = context.event(Sender::Module, EventKind::Prompt, text.to_vec(), back);
    let prompt = &context.spec.lexical.prompt;
    event.doc = "The module waits for data.".into();
    event.source = Some(SourceView::new(&prompt.source));
    event.errata.clone_from(&prompt.errata);
    of_pending(event, context)
}

/// A final result, whatever it ends.
pub(super) fn result(line: &[u8], context: &Context) -> Event {
    let mut event = event(EventKind::Final, line, context);
    if let Some(known) = context.spec.final_of(line) {
        event.name = Some(known.text.clone());
        event.doc.clone_from(&known.doc);
        event.success = Some(known.success);
        event.source = Some(SourceView::new(&known.source));
        event.errata.clone_from(&known.errata);
        event.is_nonstandard = known.text.as_bytes() != line;
        let parsed = wizfi360_proto::Final::parse(line).filter(|_| context.is_embedded);
        event.rust = parsed.map(|parsed| format!("{parsed:?}"));
        event.typed_by = Some(context.checker.by());
    }
    event
}

/// Ends the pending request by its final result, and adds why it may have failed.
pub(super) fn end(mut event: Event, line: &[u8], context: &mut Context) -> Event {
    let error = context.sent_error.take();
    if is_busy(line, context) {
        let ignored = context.ignored();
        event.hints.extend(ignored.map(|ignored| Hint::Ignored(ignored.name().into())));
        return event;
    }
    let known = context.spec.final_of(line);
    let ending = match known {
        Some(known) if known.success => Ending::Success,
        Some(known) if known.text == "ERROR" => Ending::Error,
        _ => Ending::Failure,
    };
    let forbidden = context.pending.as_ref().and_then(|pending| pending.request.as_deref());
    let forbidden = forbidden.map_or_else(Vec::new, |request| Hint::of_state(&context.state, request));
    let pending = context.end(ending);
    if let (Some(false), Some(pending)) = (event.success, pending) {
        match error {
            Some(error) => event.hints.push(Hint::of_broken_rule(&error)),
            None if !forbidden.is_empty() => event.hints.extend(forbidden),
            None => event.hints.extend(requirements(&pending, context)),
        }
    }
    event
}

/// All that a request requires.
fn requirements(pending: &Pending, context: &Context) -> Option<Hint> {
    let (command, form) = (pending.command, pending.form);
    let requires = command.requires.iter().chain(&form.requires);
    let mut all: Vec<String> = requires.map(|requirement| context.spec.requirement_in_words(requirement)).collect();
    let undecidable = command.undecidable.iter().chain(&form.undecidable);
    all.extend(undecidable.map(|precondition| precondition.text.clone()));
    if let Some((first, mux)) = form.params.optional_first.as_ref().and_then(|first| Some((first, first.mux?))) {
        all.push(format!("<{}> is given exactly while AT+CIPMUX={}.", first.name, mux.number()));
    }
    (!all.is_empty()).then(|| Hint::Advice(format!("{} requires: {}", pending.name(), all.join(" "))))
}

/// The module was busy when more than the announced data came. It ends nothing.
pub(super) fn busy_after_data(line: &[u8], context: &Context) -> Event {
    let event = Event { kind: EventKind::Message, success: None, ..result(line, context) };
    of_pending(Event { doc: "busy: the module ignored what came after the data.".into(), ..event }, context)
}

/// A final result that the pending request does not have, or that comes while none is pending.
pub(super) fn unexpected(line: &[u8], context: &Context) -> Event {
    let mut event = result(line, context);
    event.hints.push(match (&context.pending, &context.sent_error) {
        (Some(pending), _) => Hint::ForeignFinal(pending.name().into()),
        (None, Some(error)) if event.success == Some(false) => Hint::of_broken_rule(error),
        (None, _) => Hint::NothingPending,
    });
    event
}

pub(super) fn reason(line: &[u8], context: &Context) -> Event {
    let mut event = event(EventKind::Reason, line, context);
    if let Some(known) = context.spec.reason_of(line) {
        event.name = Some(known.text.trim().to_string());
        event.doc.clone_from(&known.doc);
        event.source = Some(SourceView::new(&known.source));
        event.errata.clone_from(&known.errata);
        event.is_nonstandard = known.text.as_bytes() != line;
        let parsed = wizfi360_proto::Reason::parse(line).filter(|_| context.is_embedded);
        event.rust = parsed.map(|parsed| format!("{parsed:?}"));
        event.typed_by = Some(context.checker.by());
    }
    of_pending(event, context)
}

pub(super) fn answer(
    read: CrossChecked<Reading<'static>>,
    line: &[u8],
    context: &mut Context,
    pending: Option<&Pending>,
) -> Event {
    context.note_version(line);
    let mut event = event(EventKind::Answer, line, context);
    if let (Ok(reading), Some(_)) = (&read.reading, pending) {
        context.state.on_line(reading);
    }
    fill(&mut event, read, line, context);
    if let Some(pending) = pending {
        event.command = Some(pending.name().into());
        event.form = Some(pending.form());
        if event.source.is_none() {
            event.source = Some(SourceView::new(pending.form.source.as_ref().unwrap_or(&pending.name.source)));
        }
    }
    event
}

pub(super) fn message(read: CrossChecked<Reading<'static>>, line: &[u8], context: &mut Context) -> Event {
    let mut event = event(EventKind::Message, line, context);
    if let Ok(reading) = &read.reading {
        context.state.on_message(reading);
    }
    fill(&mut event, read, line, context);
    // Data of a topic can be anything; a request after the stamp of a serial monitor looks like it.
    let (text, hides) = context.redactor.remark(line);
    if hides && !event.redacted {
        (event.text.0, event.redacted) = (text, true);
        event.fields.clear();
        event.rust = None;
    }
    event
}

fn fill(event: &mut Event, read: CrossChecked<Reading<'static>>, line: &[u8], context: &mut Context) {
    event.rust = read.rust;
    event.disagreement = read.disagreement;
    match &read.reading {
        Ok(reading) => {
            (event.text.0, event.redacted) = context.redactor.fields(line, &reading.fields);
            fill_known(event, reading, context);
            event.is_nonstandard = is_nonstandard(reading, line, context);
        }
        Err(refusal) => {
            (event.text.0, event.redacted) = context.redactor.unread(line);
            event.error = Some(ErrorView::new(refusal));
            event.holds_placeholder = holds_placeholder(line);
        }
    }
}

fn fill_known(event: &mut Event, reading: &Reading<'static>, context: &Context) {
    event.name = Some(reading.line.name.clone());
    event.doc.clone_from(&reading.line.doc);
    event.source = reading.line.source.as_ref().map(SourceView::new);
    event.errata.clone_from(&reading.line.errata);
    event.fields = context.fields(&reading.fields);
    event.typed_by = Some(context.checker.by());
}

/// True if the line is not spelt as it would be written, or lacks what old firmware leaves out.
fn is_nonstandard(reading: &Reading<'_>, line: &[u8], context: &Context) -> bool {
    let params = &reading.line.params.list;
    let may_lack = params.iter().any(|param| param.mask_bit.as_ref().is_some_and(|when| when.may_be_absent));
    (may_lack && reading.fields.len() < params.len()) || context.interpreter().write_line(reading) != line
}

/// The header of a packet: an event without its payload.
pub(super) fn packet(header: &wizfi360_proto::Ipd, context: &mut Context) -> Event {
    let mut buf = [0; 64];
    let bytes = header.write(&mut buf).map(<[u8]>::to_vec).unwrap_or_default();
    let CrossChecked { reading, rust, disagreement } = context.checker.packet(&bytes, format!("{header:?}"));
    let event = Event::new(context.position.clone(), Sender::Module, EventKind::Packet, Vec::new());
    let mut event = Event { rust, disagreement, typed_by: Some(context.checker.by()), ..event };
    if let Ok(reading) = &reading {
        context.state.on_message(reading);
        fill_known(&mut event, reading, context);
    }
    event
}

/// An answer of a command that is not pending, recognized by a prefix of its own.
pub(super) fn guess(line: &[u8], context: &mut Context) -> Option<Event> {
    let has_prefix = |of: &model::Line| !of.prefix.is_empty() || !of.aliases.is_empty();
    for (_, command) in context.spec.commands() {
        for form in &command.forms {
            let mut answers = command.lines.iter().filter(|of| form.answers.contains(&of.name) && has_prefix(of));
            let read = answers.find_map(|of| context.interpreter().read_line(of, line)?.ok());
            let (Some(reading), Some(name)) = (read, command.names.first()) else { continue };
            let generated = context.generated(command, name, form);
            let read = context.answer(command, form, Some(generated), line);
            let read = read.unwrap_or(CrossChecked { reading: Ok(reading), rust: None, disagreement: None });
            let mut event = answer(read, line, context, None);
            event.command = Some(name.name.clone());
            event.form = Some(form.kind.word());
            event.hints.push(Hint::NotPending(name.name.clone()));
            if event.source.is_none() {
                event.source = Some(SourceView::new(form.source.as_ref().unwrap_or(&name.source)));
            }
            return Some(event);
        }
    }
    None
}

/// A line that the spec does not know.
pub(super) fn unknown(line: &[u8], context: &Context) -> Event {
    // What cannot be read may hold a secret, if an answer of the pending request may.
    let holds_secret = |pending: &Pending| pending.answers().any(|line| context.spec.holds_secret(&line.params));
    let (text, redacted) = match &context.pending {
        Some(pending) if !context.redactor.shows() && holds_secret(pending) => (HIDDEN.to_vec(), true),
        _ => context.redactor.unread(line),
    };
    let event = context.line_event(Sender::Module, EventKind::Unknown, text, line.len());
    Event { redacted, hints: unknown_hint(line, context).into_iter().collect(), ..event }
}

fn unknown_hint(line: &[u8], context: &Context) -> Option<Hint> {
    let messages = context.spec.events.messages.iter().map(|message| message.prefix.as_str());
    let finals = context.spec.lexical.finals.iter().map(|known| known.text.as_str());
    let known = messages.chain(finals).filter(|text| text.len() > 1).find_map(|text| {
        let noise = line.strip_suffix(text.as_bytes()).filter(|noise| !noise.is_empty())?;
        (!noise.iter().any(u8::is_ascii_alphanumeric)).then_some((text, noise))
    });
    if let Some((text, noise)) = known {
        return Some(Hint::Advice(format!("`{text}` with noise before it: {}", readable(noise))));
    }
    let pending = context.pending.as_ref()?;
    Some(Hint::Advice(format!("It comes while {} is pending.", pending.name())))
}
