//! What a line is: told from its text and the command under way.

use super::{Signal, decoder::State};
use crate::{
    Command, Data, Final, MessageKind, Params,
    known::{self, Known},
};

impl State {
    /// What a whole line is.
    pub(super) fn classify(&mut self, line: &[u8]) -> Signal {
        let known = Known::of(line);
        if let Some(command) = self.pending {
            if let Some(signal) = known.result.and_then(|result| self.result(command, result)) {
                return signal;
            }
            if let Some(reason) = known.reason {
                return Signal::Reason(reason);
            }
            let is_message = command.free_text && MessageKind::of(line).is_some();
            if !is_message && (command.is_answer)(line) {
                return Signal::Line;
            }
        }
        // `CLOSED` is both: the end of AT+MQTTDIS, and the message that a connection is closed.
        match (known.message, known.result) {
            (Some(kind), _) => self.message(kind),
            (None, Some(result)) => Signal::Unexpected(result),
            (None, None) => match known::message(line) {
                Some(kind) => self.message(kind),
                None if self.continues_echo() || self.is_pem() => Signal::Echo,
                None => Signal::Text,
            },
        }
    }

    /// A final result, if the command under way can have it now.
    fn result(&mut self, command: &'static Command, result: Final) -> Option<Signal> {
        if self.prompt_due {
            match result {
                Final::Ok if accepts(command) => {
                    self.accepted = true;
                    return Some(Signal::Accepted);
                }
                // They tell of data that was sent before: of an earlier command.
                Final::SendOk | Final::SendFail => return None,
                _ => {}
            }
        }
        // What the module has taken on is not ignored any more: `busy` is about what came behind it, and the command goes on.
        let taken_on = command.data != Data::None && (self.accepted || !self.prompt_due);
        let ends = command.ends.contains(&result) || (result.ends_any() && !taken_on);
        if !ends {
            return None;
        }
        self.abandon();
        Some(Signal::Final(result))
    }

    fn message(&mut self, kind: MessageKind) -> Signal {
        if kind == MessageKind::Ready {
            // The module was reset: nothing that was under way will end.
            self.abandon();
        }
        self.cut_by_event();
        Signal::Message(kind)
    }

    /// True while certificate lines are sent, which the module echoes.
    fn is_pem(&self) -> bool {
        !self.prompt_due && self.pending.is_some_and(|command| matches!(command.data, Data::Pem { .. }))
    }
}

/// True if an `OK` stands before the prompt and is not the end.
fn accepts(command: &Command) -> bool {
    matches!(command.data, Data::Counted { accepted: true, .. } | Data::Transparent)
}

/// How many bytes follow a head that is refused, if its length can be read all the same.
pub(super) fn refused_head(line: &[u8]) -> Option<u32> {
    let text = line.strip_prefix(b"+IPD,")?.strip_suffix(b":")?;
    let mut p = Params::new(text);
    if p.count_is_even() {
        p.token("").ok()?;
    }
    p.number("", 0, u32::MAX).ok()
}
