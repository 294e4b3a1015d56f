//! Echoes: requests, parts of them, and PEM text.

use super::{context::Context, module::ModuleSide, pending::Pending};
use crate::{
    event::{Event, EventKind, Sender},
    redact::HIDDEN,
};
use wizfi360_proto::DataPhase;

impl ModuleSide {
    /// Reads the echo of a request, or of a part of one. If the host's side is not in the input, its request becomes
    /// pending by the echo.
    pub(super) fn echo(&mut self, line: &[u8], context: &mut Context) -> Event {
        let mut event = context.line_event(Sender::Module, EventKind::Echo, line.to_vec(), line.len());
        let pending = context.request(&mut event, line);
        if event.error.is_none() {
            self.learn(&mut event, line, pending, context);
            return event;
        }
        if let Some(echo) = self.pem_echo(line, context) {
            return echo;
        }
        if line == context.sent {
            // It was refused when it was sent.
            event.error = None;
        } else if is_part(&context.sent, line) {
            event.error = None;
            event.disagreement = None;
            event.doc = "A part of what the host sent.".into();
            let hides = context.pending.as_ref().is_some_and(|sent| context.spec.holds_secret(&sent.form.params));
            if hides && !context.redactor.shows() && !line.starts_with(b"AT") {
                (event.text.0, event.redacted) = (HIDDEN.to_vec(), true);
            }
            return event;
        } else {
            self.learn(&mut event, line, pending, context);
        }
        if event.command.is_none() {
            event.doc = "The module repeats what the host sent.".into();
        }
        event
    }

    /// Makes the request of an echo pending, where nothing else shows it.
    fn learn(&mut self, event: &mut Event, line: &[u8], pending: Option<Pending>, context: &mut Context) {
        if self.mode.has_both_sides() {
            return;
        }
        context.begin(pending.clone(), b"", None);
        context.note_request(event, line, pending.as_ref());
        match &context.pending {
            Some(pending) => self.begin(pending),
            None => self.abandon(),
        }
    }

    /// Reads the echo of a line of a certificate or a key.
    pub(super) fn pem_echo(&mut self, line: &[u8], context: &Context) -> Option<Event> {
        let pending = context.pending.as_ref();
        let is_pem = pending.is_some_and(|pending| pending.phase == DataPhase::Pem);
        let is_border = line.starts_with(b"-----");
        if !is_pem && !is_border && !self.in_key {
            return None;
        }
        if is_border {
            let is_begin = line.starts_with(b"-----BEGIN");
            self.in_key = is_begin && line.windows(3).any(|window| window == b"KEY");
        }
        let takes_key = self.in_key || pending.is_some_and(Pending::takes_key);
        let hide = !is_border && takes_key && !context.redactor.shows();
        let text = if hide { HIDDEN.to_vec() } else { line.to_vec() };
        let mut event = context.line_event(Sender::Module, EventKind::Echo, text, line.len());
        event.redacted = hide;
        event.doc = "A line of PEM text.".into();
        Some(event)
    }
}

/// True if the line is the beginning or the end of what was sent: an event may cut an echo in two.
fn is_part(sent: &[u8], line: &[u8]) -> bool {
    sent.starts_with(line) || sent.ends_with(line)
}
