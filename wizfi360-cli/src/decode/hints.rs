//! What may help besides what a line says.

use super::{
    event::{Event, Kind},
    shared::{Shared, UnderWay},
};
use crate::{bytes::readable, lacks::AsOf, pages::requirement};
use wizfi360_spec::Spec;

/// What the spec says of a name that it does not describe, if a line has it.
fn undescribed(spec: &Spec, line: &[u8]) -> Option<String> {
    let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
    let lists = [&spec.lexical.undocumented, &spec.lexical.absent];
    let mut known = lists.into_iter().flat_map(|list| list.is.iter().map(|name| (name, &list.doc)));
    let (name, doc) = known.find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(&line[..end]))?;
    Some(format!("{name}: {doc}"))
}

/// What to do about a request that was refused.
pub(crate) fn of_request(event: &mut Event, spec: &Spec, line: &[u8], under_way: Option<UnderWay>) {
    if under_way.is_none() {
        event.hints.extend(undescribed(spec, line));
    }
    if event.error.is_some()
        && let Some(of) = under_way
    {
        let syntax = crate::pages::form_lines(of.name, of.form);
        event.hints.push(format!("It is written {}", syntax.join(" or ")));
    }
}

/// That the firmware in question does not have a request.
pub(crate) fn of_firmware(event: &mut Event, as_of: Option<&AsOf>, line: &[u8], under_way: Option<UnderWay>) {
    if let (None, Some(as_of), Some(of)) = (&event.error, as_of, under_way)
        && let Some(lacks) = as_of.lacks(of.command, line)
    {
        event.hints.push(format!("The firmware does not have it. {}", lacks.join(" ")));
    }
}

/// Why a command may have failed.
/// `error` is why the request itself was refused; `is_busy`: it was not even looked at.
pub(crate) fn of_final(event: &mut Event, under_way: Option<UnderWay>, error: Option<String>, is_busy: bool) {
    let (Some(false), Some(of)) = (event.success, under_way) else { return };
    if is_busy {
        event.hints.push(format!("{} was not carried out: send it again later.", of.name.name));
        return;
    }
    if let Some(error) = error {
        event.hints.push(format!("The request breaks a rule: {error}"));
        return;
    }
    let requires = of.command.requires.iter().chain(&of.form.requires);
    let mut all: Vec<String> = requires.map(requirement).collect();
    if let Some((lead, mux)) = of.form.takes.lead.as_ref().and_then(|lead| Some((lead, lead.mux?))) {
        all.push(format!("<{}> stands there exactly while AT+CIPMUX={}.", lead.name, mux.number()));
    }
    if !all.is_empty() {
        event.hints.push(format!("{} requires: {}", of.name.name, all.join(" ")));
    }
}

/// What an unknown line may be.
pub(crate) fn of_unknown(event: &mut Event, shared: &Shared, line: &[u8]) {
    if event.kind != Kind::Unknown {
        return;
    }
    let known = shared.book.spec.events.messages.iter().map(|message| message.prefix.as_str());
    let finals = shared.book.spec.lexical.finals.iter().map(|known| known.text.as_str());
    let ending = known.chain(finals).filter(|text| text.len() > 1).find_map(|text| {
        let noise = line.strip_suffix(text.as_bytes()).filter(|noise| !noise.is_empty())?;
        (!noise.iter().any(u8::is_ascii_alphanumeric)).then_some((text, noise))
    });
    if let Some((text, noise)) = ending {
        event.hints.push(format!("`{text}` with noise before it: {}", readable(noise)));
        return;
    }
    if let Some(of) = shared.under_way {
        event.hints.push(format!("It comes while {} is under way.", of.name.name));
    }
}
