//! What a line is by its text alone: a result, a reason, a message.
//!
//! One table has all texts that are a whole line, sorted by their lengths, so that most lines are told from all of them by a single look.
//! A message with parameters is told by what stands around them; they are not read here.

use crate::{
    generated::{
        events::MessageKind,
        lexical::{Final, Reason},
        texts::{PATTERNS, SEPARATED, TEXTS},
    },
    wire::{holds_control, is_numbers},
};

/// All that a line can be. `CLOSED` is two things: the end of AT+MQTTDIS, and a message.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    pub(crate) result: Option<Final>,
    pub(crate) reason: Option<Reason>,
    /// A message without parameters; [`message`] knows the others as well.
    pub(crate) message: Option<MessageKind>,
}

/// What a text means.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Meaning {
    Final(Final),
    Reason(Reason),
    Message(MessageKind),
}

/// Texts that are a whole line.
#[derive(Debug)]
pub(crate) struct Texts {
    /// One behind the other, the shortest first.
    pub(crate) texts: &'static [u8],
    /// What each of them means.
    pub(crate) meanings: &'static [Meaning],
    /// For each length from 0: where its texts begin in `texts`, and where in `meanings`.
    pub(crate) starts: &'static [(u16, u8)],
}

/// What stands around the parameters of a message.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) prefix: &'static str,
    pub(crate) ending: &'static str,
    pub(crate) kind: MessageKind,
}

impl Known {
    /// What this line is, if its text is known as a whole.
    #[inline]
    pub(crate) fn of(line: &[u8]) -> Self {
        // Most lines are longer than any text.
        if line.len() < TEXTS.starts.len() { Self::look_up(line) } else { Known::default() }
    }

    #[inline(never)]
    fn look_up(line: &[u8]) -> Self {
        let mut known = Known::default();
        let len = line.len();
        let (Some(&(byte, place)), Some(&(_, end))) = (TEXTS.starts.get(len), TEXTS.starts.get(len.wrapping_add(1)))
        else {
            return known;
        };
        let mut texts = TEXTS.texts.get(byte.into()..).unwrap_or(&[]);
        let first = line.first();
        for meaning in TEXTS.meanings.get(place.into()..end.into()).unwrap_or(&[]) {
            let Some((text, behind)) = texts.split_at_checked(len) else { break };
            texts = behind;
            if text.first() == first && text == line {
                match *meaning {
                    Meaning::Final(result) => known.result = Some(result),
                    Meaning::Reason(reason) => known.reason = Some(reason),
                    Meaning::Message(kind) => known.message = Some(kind),
                }
            }
        }
        known
    }
}

/// Which message with parameters a line is.
pub(crate) fn message(line: &[u8]) -> Option<MessageKind> {
    let fits = |pattern: &&Pattern| {
        let behind = line.strip_prefix(pattern.prefix.as_bytes());
        let params = behind.and_then(|behind| behind.strip_suffix(pattern.ending.as_bytes()));
        // A topic that a stranger publishes on ends in whatever he likes.
        params.is_some_and(|params| !pattern.prefix.is_empty() || is_numbers(params))
    };
    if let Some(pattern) = PATTERNS.iter().find(fits) {
        return Some(pattern.kind);
    }
    // Nothing else tells it, so it has to hold what a line may hold.
    let separated = |(separator, _): &&(&str, MessageKind)| holds(line, separator.as_bytes());
    SEPARATED.iter().find(separated).filter(|_| !holds_control(line)).map(|(_, kind)| *kind)
}

fn holds(line: &[u8], text: &[u8]) -> bool {
    (0..line.len()).any(|at| line.get(at..).is_some_and(|rest| rest.starts_with(text)))
}
