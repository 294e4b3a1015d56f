//! What a judge knows beforehand.

use crate::facts;
use wizfi360_spec::{Spec, model::Firmware};

/// The spec, the module's firmware, and the texts that the driver was given.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) spec: &'static Spec,
    /// The firmware, and the spec without what it does not have.
    pub(super) firmware: Option<(Firmware, &'static Spec)>,
    /// Texts that the driver is to send: one that stands in a line as it is, is one that was not escaped.
    pub(super) own: Vec<Vec<u8>>,
    /// Passwords of the scenario: no secrets.
    pub(super) passwords: Vec<Vec<u8>>,
}

impl Known {
    pub(super) fn new(firmware: Option<Firmware>) -> Known {
        let spec = Spec::embedded();
        let firmware = firmware.map(|firmware| (firmware, facts::Known::of(Some(firmware)).spec()));
        Known { spec, firmware, own: Vec::new(), passwords: Vec::new() }
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.own.iter().chain(&self.passwords)
    }

    /// True if a password of the scenario stands in the line, in any writing.
    pub(super) fn is_own(&self, line: &[u8]) -> bool {
        let holds = |text: &[u8]| text.len() >= 4 && line.windows(text.len()).any(|part| part == text);
        self.passwords.iter().any(|password| holds(password) || holds(&self.escape(password)))
    }

    /// A text as it stands between quotes.
    pub(super) fn escape(&self, text: &[u8]) -> Vec<u8> {
        let escaped = |byte: &u8| self.spec.lexical.escape_set.value.as_bytes().contains(byte);
        text.iter().flat_map(|byte| escaped(byte).then_some(b'\\').into_iter().chain([*byte])).collect()
    }

    /// True if each backslash stands before something that needs one.
    pub(super) fn is_half_escaped(&self, inside: &[u8]) -> bool {
        let mut bytes = inside.iter();
        while let Some(byte) = bytes.next() {
            if *byte == b'\\' && !bytes.next().is_some_and(|next| self.needs_escape(&[*next])) {
                return false;
            }
        }
        true
    }

    pub(super) fn needs_escape(&self, text: &[u8]) -> bool {
        self.escape(text).len() != text.len()
    }
}
