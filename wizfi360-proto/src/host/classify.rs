//! What a line is: a matter of its text and of the pending command.

use super::{Signal, state::State};
use crate::{
    Command, DataKind, Final, MessageKind,
    line_table::{self, LineKind},
};

impl State {
    /// Returns the signal of a whole line.
    pub(super) fn classify(&mut self, line: &[u8]) -> Signal {
        let kind = line_table::find(line);
        if let Some(command) = self.pending {
            match kind {
                Some(LineKind::Final(result) | LineKind::FinalOrMessage(result, _)) => {
                    if let Some(signal) = self.result(command, result) {
                        return signal;
                    }
                }
                Some(LineKind::Reason(reason)) => return Signal::Reason(reason),
                Some(LineKind::Message(_)) | None => {}
            }
            if (command.is_answer)(line) && !(command.any_line_answers && MessageKind::of(line).is_some()) {
                return Signal::Line;
            }
        }
        match kind {
            Some(LineKind::Message(kind) | LineKind::FinalOrMessage(_, kind)) => self.message(kind),
            Some(LineKind::Final(result)) => Signal::Unexpected(result),
            // Without a pending command a reason may be anything.
            Some(LineKind::Reason(_)) | None => match line_table::message(line, Some(self.has_control())) {
                Some(kind) => self.message(kind),
                None if self.continues_echo() || self.is_pem() => Signal::Echo,
                None => Signal::Unknown,
            },
        }
    }

    /// Ends the pending command with a final result, if it can have it now.
    fn result(&mut self, command: &'static Command, result: Final) -> Option<Signal> {
        if self.prompt_due {
            match result {
                Final::Ok if accepts(command) => {
                    self.accepted = true;
                    return Some(Signal::Accepted);
                }
                // They confirm data that an earlier command has sent.
                Final::SendOk | Final::SendFail => return None,
                _ => {}
            }
        }
        // The module has accepted the command: `busy` answers later input, and the command goes on.
        let is_accepted = command.data != DataKind::None && (self.accepted || !self.prompt_due);
        let ends = command.finals.contains(&result) || (result.ends_any() && !is_accepted);
        if !ends {
            return None;
        }
        self.abandon();
        Some(Signal::Final(result))
    }

    fn message(&mut self, kind: MessageKind) -> Signal {
        if kind == MessageKind::Ready {
            // The module was reset: no pending command will complete.
            self.abandon();
        }
        self.interrupt_echo();
        Signal::Message(kind)
    }

    /// Returns true while certificate lines are sent, which the module echoes.
    fn is_pem(&self) -> bool {
        !self.prompt_due && self.pending.is_some_and(|command| matches!(command.data, DataKind::Pem { .. }))
    }
}

/// Returns true if an `OK` before the prompt is not the end.
fn accepts(command: &Command) -> bool {
    matches!(command.data, DataKind::Counted { ok_before_prompt: true, .. } | DataKind::Transparent)
}
