//! What came since the last request, and what to say if its end does not.

use crate::{end::Mistake, layout::cut};
use std::{collections::VecDeque, time::Duration};
use wizfi360_reference::text::readable;
use wizfi360_trace::{Event, EventKind, Sender};

/// How long to wait for the end of what no command of the spec is.
pub(super) const UNKNOWN: Duration = Duration::from_secs(3);

/// How many texts of the module are remembered for `:wait`.
const REMEMBERED: usize = 1000;

/// What was heard since the last request.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) bytes: usize,
    /// The last of them, while no line has ended.
    beginning: Vec<u8>,
    texts: VecDeque<String>,
    /// Whether the request has succeeded, once its final result was there.
    pub(super) end: Option<bool>,
    /// The same for any final result, of whatever command.
    pub(super) any_end: Option<bool>,
    /// The module has started anew.
    pub(super) is_reset: bool,
    /// A bug of this program was found.
    pub(super) is_bug: bool,
}

impl Heard {
    /// A request is sent: what is heard from now on belongs to it.
    pub(super) fn begin(&mut self) {
        *self = Heard { is_bug: self.is_bug, ..Heard::default() };
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        if self.texts.is_empty() && self.beginning.len() < 256 {
            self.beginning.extend(bytes);
        }
    }

    pub(super) fn event(&mut self, event: &Event) {
        self.is_bug |= event.disagreement.is_some();
        if event.from != Sender::Module {
            return;
        }
        if event.kind == EventKind::Final {
            self.any_end = event.success;
            // One that is unexpected is of no command.
            if event.command.is_some() {
                self.end = event.success;
            }
        }
        self.is_reset |= event.kind == EventKind::Message && event.text.0 == b"ready";
        if self.texts.len() == REMEMBERED {
            self.texts.pop_front();
        }
        self.texts.push_back(String::from_utf8_lossy(&event.text.0).into_owned());
    }

    pub(super) fn has(&self, text: &str) -> bool {
        self.texts.iter().any(|heard| heard.contains(text))
    }

    /// Forgets all up to this text: the next search begins behind it.
    pub(super) fn forget_through(&mut self, text: &str) {
        while self.texts.pop_front().is_some_and(|heard| !heard.contains(text)) {}
    }

    /// What to say when a command has not ended in time, by what was heard of it.
    pub(super) fn late(&self, name: &str, limit: Duration, is_serial: bool) -> Mistake {
        let what = format!("{name} has no final result after {}", time(limit));
        if self.bytes == 0 {
            let way_out = match is_serial {
                true => {
                    "Nothing came at all. Check power, that TX and RX are crossed, and the speed (--baud; AT+UART_DEF keeps another one).\n\
                     If it is in transparent transmission, `:escape` ends that."
                }
                false => {
                    "Nothing came at all. Is the other end a module? One program at a time is heard.\n\
                     If it is in transparent transmission, `:escape` ends that."
                }
            };
            return Mistake::new(what, way_out);
        }
        if self.texts.is_empty() {
            let shown = cut(&readable(&self.beginning), 60);
            let plural = if self.bytes == 1 { "" } else { "s" };
            let way_out = format!(
                "{} byte{plural} came, and no line: {shown}\nThe speed may be another one: AT+UART_DEF keeps it over a restart. Try --baud.",
                self.bytes
            );
            return Mistake::new(what, way_out);
        }
        Mistake::new(
            what,
            "`:wait` waits on for it; `AT` asks whether the module listens; `:timeout 60000` waits longer from now on.\n\
             If it is in transparent transmission, `:escape` ends that.",
        )
    }
}

/// `20 s`, `500 ms`
pub(super) fn time(time: Duration) -> String {
    let milliseconds = time.as_millis();
    if milliseconds.is_multiple_of(1000) { format!("{} s", milliseconds / 1000) } else { format!("{milliseconds} ms") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_try_depends_on_what_was_heard() {
        let late = |heard: &Heard| heard.late("AT", Duration::from_millis(1500), true).to_string();
        let mut heard = Heard::default();
        assert!(late(&heard).contains("after 1500 ms\n  Nothing came at all"), "{}", late(&heard));
        heard.bytes(b"\x80\xfe");
        assert!(late(&heard).contains("2 bytes came, and no line: \\x80\\xfe"), "{}", late(&heard));
        heard.texts.push_back("busy".into());
        assert!(late(&heard).contains("`:wait` waits on"), "{}", late(&heard));
    }

    #[test]
    fn what_was_waited_for_is_found_once() {
        let mut heard = Heard::default();
        heard.texts.extend(["ready".into(), "WIFI GOT IP".into(), "CLOSED".into()]);
        assert!(heard.has("GOT IP"));
        heard.forget_through("GOT IP");
        assert!(!heard.has("ready") && heard.has("CLOSED"));
    }
}
