//! Lines that are known by their text: final results, reasons and messages.
//!
//! A perfect hash of a line's length and four of its bytes finds the one text that the line may be.
//! Messages with parameters are recognised by the text around them; the parameters are not read.

use crate::{
    generated::{
        events::MessageKind,
        lexical::{Final, Reason},
        line_table::{HASH, LINES, NUMBERED, PATTERNS, SEPARATED},
    },
    wire::{
        holds_control,
        scan::{find_pair, strip_prefix},
    },
};

/// What a known line means.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LineKind {
    Final(Final),
    Reason(Reason),
    Message(MessageKind),
    /// `CLOSED`: a final result of AT+MQTTDIS, otherwise a message.
    FinalOrMessage(Final, MessageKind),
}

/// All texts that are a whole line.
#[derive(Debug)]
pub(crate) struct Lines {
    /// The texts, one after the other.
    pub(crate) texts: &'static [u8],
    /// Where each text begins in `texts`, and where the last ends.
    pub(crate) starts: &'static [u16],
    /// What each text means.
    pub(crate) kinds: &'static [LineKind],
    /// By length: what is added to the hash, or [`NO_TEXT`].
    pub(crate) by_length: &'static [u8],
    /// By hash: the number of the text.
    pub(crate) slots: &'static [u8; 128],
}

/// The bytes that are hashed besides the first and the last: distance from the line's end, and weight.
#[derive(Debug)]
pub(crate) struct Hash {
    pub(crate) from_end: [usize; 2],
    pub(crate) weights: [u8; 2],
}

/// In [`Lines::by_length`]: no text has this length.
const NO_TEXT: u8 = u8::MAX;

/// The text around the parameters of a message.
#[derive(Debug)]
pub(crate) struct MessagePattern {
    pub(crate) prefix: &'static str,
    pub(crate) ending: &'static str,
    pub(crate) kind: MessageKind,
}

/// A message whose parameters are numbers before a keyword: `0,CLOSED`.
#[derive(Debug)]
pub(crate) struct NumberedMessage {
    pub(crate) keyword: &'static str,
    pub(crate) kind: MessageKind,
}

/// Returns what a line means whose text is known as a whole.
#[inline(always)]
pub(crate) fn find(line: &[u8]) -> Option<LineKind> {
    match LINES.by_length.get(line.len()) {
        None | Some(&NO_TEXT) => None,
        Some(&offset) => look_up(line, offset),
    }
}

/// Returns the final result that a line is.
pub(crate) fn result(line: &[u8]) -> Option<Final> {
    match find(line) {
        Some(LineKind::Final(result) | LineKind::FinalOrMessage(result, _)) => Some(result),
        _ => None,
    }
}

/// Returns the reason that a line is.
pub(crate) fn reason(line: &[u8]) -> Option<Reason> {
    match find(line) {
        Some(LineKind::Reason(reason)) => Some(reason),
        _ => None,
    }
}

#[inline(never)]
fn look_up(line: &[u8], offset: u8) -> Option<LineKind> {
    let weighted = |from_end: usize, weight: u8| {
        let byte = line.len().checked_sub(from_end).and_then(|at| line.get(at)).copied().unwrap_or(0);
        byte.wrapping_mul(weight)
    };
    let ([a, b], [v, w]) = (HASH.from_end, HASH.weights);
    let hash = offset.wrapping_add(*line.first()?).wrapping_add(*line.last()?);
    let hash = hash.wrapping_add(weighted(a, v)).wrapping_add(weighted(b, w));
    let text = usize::from(*LINES.slots.get(usize::from(hash & 127))?);
    let from = usize::from(*LINES.starts.get(text)?);
    let to = usize::from(*LINES.starts.get(text.wrapping_add(1))?);
    if LINES.texts.get(from..to)? == line { LINES.kinds.get(text).copied() } else { None }
}

/// Returns which message a line is that is not known as a whole. `has_control` says whether it holds a
/// byte that no valid line holds, if that is known.
#[inline(never)]
pub(crate) fn message(line: &[u8], has_control: Option<bool>) -> Option<MessageKind> {
    if let Some(kind) = numbered(line) {
        return Some(kind);
    }
    for pattern in PATTERNS {
        if let Some(rest) = strip_prefix(line, pattern.prefix.as_bytes())
            && rest.ends_with(pattern.ending.as_bytes())
        {
            return Some(pattern.kind);
        }
    }
    // Only the separator marks these, so the line has to be a valid one.
    let separated = |(separator, _): &&(&str, MessageKind)| contains(line, separator.as_bytes());
    let (_, kind) = SEPARATED.iter().find(separated)?;
    if has_control.unwrap_or_else(|| holds_control(line)) { None } else { Some(*kind) }
}

/// Returns which message a line is that is made of numbers and a keyword. A topic that a peer chooses
/// may end in any word, and a bare `,CLOSED` is what a count has left of one: no message.
fn numbered(line: &[u8]) -> Option<MessageKind> {
    if !line.first()?.is_ascii_digit() {
        return None;
    }
    let numbers = line.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b',').count();
    let (numbers, keyword) = line.split_at_checked(numbers)?;
    let message = NUMBERED.iter().find(|message| message.keyword.as_bytes() == keyword)?;
    (numbers.last() == Some(&b',')).then_some(message.kind)
}

/// Returns true if a line is a message that no request parameter would be by chance.
pub(crate) fn is_event(line: &[u8]) -> bool {
    let text = match line {
        [b'0'..=b'4', b',', keyword @ ..] if numbered(line).is_some() => keyword,
        line => line,
    };
    matches!(find(text), Some(LineKind::Message(_) | LineKind::FinalOrMessage(..)))
}

fn contains(line: &[u8], text: &[u8]) -> bool {
    let [a, b, ..] = text else { return false };
    let mut rest = line;
    while let Some(at) = find_pair(rest, *a, *b) {
        let found = rest.get(at..).unwrap_or(&[]);
        if found.starts_with(text) {
            return true;
        }
        rest = found.get(1..).unwrap_or(&[]);
    }
    false
}
