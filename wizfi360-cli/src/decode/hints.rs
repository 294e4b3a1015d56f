//! What may help besides what a line says.

use super::{
    event::{Event, Kind},
    shared::{Shared, UnderWay},
};
use crate::{bytes::readable, pages::requirement};
use wizfi360_spec::model::Requirement;

/// What to do about a request that was refused.
pub(crate) fn of_request(event: &mut Event, under_way: Option<UnderWay>) {
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
    let requires: Vec<&Requirement> = of.command.requires.iter().chain(&of.form.requires).collect();
    if !requires.is_empty() {
        let all: Vec<String> = requires.into_iter().map(requirement).collect();
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
    let ending =
        known.chain(finals).find(|text| text.len() > 1 && line.len() > text.len() && line.ends_with(text.as_bytes()));
    if let Some(text) = ending {
        let noise = &line[..line.len() - text.len()];
        if !noise.iter().any(u8::is_ascii_alphanumeric) {
            event.hints.push(format!("`{text}` with noise before it: {}", readable(noise)));
            return;
        }
    }
    if let Some(of) = shared.under_way {
        event.hints.push(format!("It comes while {} is under way.", of.name.name));
    }
}
