//! What the module repeats: requests, parts of them, and PEM text.

use super::{
    event::{Event, Kind, Side},
    hints,
    host::Phase,
    module::Module,
    session::is_key,
    shared::{Shared, UnderWay},
};
use crate::redact::HIDDEN;

impl Module {
    /// The module repeats a request, or a part of one. Where the host's side is not seen, this tells which command is
    /// under way.
    pub(super) fn echo(&mut self, line: &[u8], shared: &mut Shared) -> Event {
        let mut event = shared.event(Side::Module, Kind::Echo, line.to_vec(), line.len() + 1);
        let before = shared.under_way;
        let under_way = shared.request(&mut event, line);
        if event.error.is_none() {
            if !self.both {
                hints::of_firmware(&mut event, shared.as_of.as_ref(), line, under_way);
            }
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
            let hides = before.is_some_and(|of| shared.book.spec.holds_secret(&of.form.params));
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
        shared.begin(under_way, b"", None);
        match under_way {
            Some(under_way) => self.begin(under_way),
            None => self.abandon(),
        }
    }

    /// The lines of a certificate are echoed, and so are those of a key.
    pub(super) fn pem_echo(&mut self, line: &[u8], shared: &Shared) -> Option<Event> {
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
}

/// True if a line looks as an echo does, whatever command is under way.
pub(super) fn is_request(line: &[u8]) -> bool {
    line.starts_with(b"AT+") || line == b"AT" || line.starts_with(b"ATE")
}

/// True if the line is the beginning or the end of what was sent: an event may cut an echo in two.
fn is_part(sent: &[u8], line: &[u8]) -> bool {
    sent.starts_with(line) || sent.ends_with(line)
}
