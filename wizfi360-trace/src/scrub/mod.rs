//! Copies of a log that can be published.
//!
//! What events hide, MAC addresses and public IP addresses are replaced by placeholders of the same length, the same
//! by the same, so that lengths and relations stay true. Names of networks and hosts, topics and payloads stay.

mod placeholder;

use crate::{event::Event, field::FieldView, redact::HIDDEN};
use placeholder::Placeholders;
use std::collections::HashMap;

/// The largest number of placeholders of a log.
const MAX_PLACEHOLDERS: usize = 10_000;

/// Replaces the secrets and addresses of a log.
///
/// Read the log twice, with the same [`Reader`](crate::Reader) but for its options: give the events that hide secrets
/// to [`hidden`](Self::hidden), those that show them to [`shown`](Self::shown). Then [`replace`](Self::replace) the
/// text.
#[derive(Clone, Default)]
pub struct Scrubber {
    /// Where something is hidden: by the number of the event, how much of its text comes before.
    hidden: HashMap<u64, usize>,
    events: u64,
    shown: u64,
    placeholders: Placeholders,
}

/// There are too many secrets and addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// How many can be replaced.
    pub limit: usize,
}

impl Scrubber {
    /// Notes an event of the reading that hides secrets.
    pub fn hidden(&mut self, event: &Event) {
        if event.redacted {
            let before = event.text.0.windows(HIDDEN.len()).position(|part| part == HIDDEN);
            self.hidden.insert(self.events, before.unwrap_or(0));
        }
        self.events += 1;
    }

    /// Learns what is to be replaced from the same event of the reading that shows secrets.
    ///
    /// # Errors
    ///
    /// [`TooMany`] if the log holds more secrets and addresses than can be replaced.
    pub fn shown(&mut self, event: &Event) -> Result<(), TooMany> {
        let hidden = self.hidden.get(&self.shown).copied();
        self.shown += 1;
        let text = &event.text.0;
        let token = |field: &FieldView| text.get(field.span.clone()).map(unquoted).unwrap_or_default().to_vec();
        for field in event.fields.iter().filter(|field| field.secret) {
            self.placeholders.secret(&token(field));
        }
        for value in event.fields.iter().filter_map(FieldView::text) {
            self.placeholders.address(&value);
        }
        // What cannot be read is hidden from some place on.
        if let Some(before) = hidden.filter(|_| event.fields.is_empty()) {
            self.placeholders.unread(text.get(before..).unwrap_or_default());
        }
        if self.placeholders.len() > MAX_PLACEHOLDERS { Err(TooMany { limit: MAX_PLACEHOLDERS }) } else { Ok(()) }
    }

    /// Returns the text with all of them replaced.
    pub fn replace(&self, text: &[u8]) -> Vec<u8> {
        self.placeholders.replace(text)
    }

    /// Counts what is replaced: `2 secrets, 1 MAC address, 0 public IP addresses`.
    pub fn summary(&self) -> String {
        self.placeholders.sentence()
    }
}

fn unquoted(token: &[u8]) -> &[u8] {
    token.strip_prefix(b"\"").and_then(|token| token.strip_suffix(b"\"")).unwrap_or(token)
}
