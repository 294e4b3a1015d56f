//! What may help besides what a line says.

use super::{
    event::{Event, Kind},
    shared::{Shared, UnderWay},
};
use crate::{bytes::readable, pages::requirement};

/// Commands that stand in the table of firmware 1.1.1.7 and in no document.
const UNDOCUMENTED: [&str; 14] = [
    "ABORT",
    "AWSSET",
    "CWSTARTDISCOVER",
    "CWSTOPDISCOVER",
    "MQTTPUBDEX",
    "TEST",
    "WCCON",
    "WCPKSEND",
    "WCSET",
    "WIZ_CIPSTAMAC",
    "WIZ_CKFACTORY",
    "WIZ_SYSGPIO",
    "WIZ_TASKHOLD",
    "WIZ_WDT",
];

/// The undocumented command that a line names.
fn undocumented(line: &[u8]) -> Option<&'static str> {
    let name = line.get(..3).filter(|at| at.eq_ignore_ascii_case(b"AT+")).and_then(|_| line.get(3..))?;
    let end = name.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(name.len());
    UNDOCUMENTED.into_iter().find(|known| known.as_bytes().eq_ignore_ascii_case(&name[..end]))
}

/// What to do about a request that was refused.
pub(crate) fn of_request(event: &mut Event, line: &[u8], under_way: Option<UnderWay>) {
    if under_way.is_none()
        && let Some(name) = undocumented(line)
    {
        event.hints.push(format!("AT+{name} is in the firmware's table, undocumented."));
    }
    if event.error.is_some()
        && let Some(of) = under_way
    {
        let syntax = crate::pages::form_lines(of.name, of.form);
        event.hints.push(format!("It is written {}", syntax.join(" or ")));
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
