//! The silence around `+++`.

use super::{Finding, Known, Rule, finding::finding};

/// The module sends what it has every so many milliseconds: plus signs with less silence before them share a packet with data (manual 2.4).
const PACKET: u64 = 20;

/// Clocks are read in whole milliseconds.
const ROUNDING: u64 = 2;

/// A driver that has waited for the second may be seen to have waited so much less: bytes wait a little on their way.
const JITTER: u64 = 50;

/// Watches transparent transmission.
#[derive(Clone, Debug, Default)]
pub(super) struct Guard {
    /// When the last byte came that is no plus sign.
    data_at: Option<u64>,
    /// When the run of plus signs has begun, and the silence before it.
    plus: Option<(u64, Option<u64>)>,
    /// When `+++` was complete.
    escaped_at: Option<u64>,
}

impl Guard {
    /// Transparent transmission begins.
    pub(super) fn begins(&mut self) {
        *self = Guard::default();
    }

    /// A byte of the host in transparent transmission.
    pub(super) fn byte(&mut self, now: u64, byte: u8) {
        if byte != b'+' {
            self.data_at = Some(now);
            self.plus = None;
        } else if self.plus.is_none() {
            self.plus = Some((now, self.data_at.map(|at| now - at)));
        }
    }

    /// `+++` has come.
    pub(super) fn escapes(&mut self, known: &Known, now: u64) -> Option<Finding> {
        self.escaped_at = Some(now);
        let (began, silence) = self.plus.take()?;
        let source = &known.spec.lexical.escape_sequence.source;
        let says = "the packet holds `+++` and nothing else; packets go out every 20 ms";
        if let Some(silence) = silence.filter(|silence| silence + ROUNDING < PACKET) {
            let what = format!("{silence} ms of silence before it");
            let way_out = "be silent for 20 ms at least before `+++`, and write it in one piece";
            let finding = finding(Rule::EscapeGuardBefore, b"+++", what, says, Some(source));
            return Some(finding.with_help(way_out));
        }
        if now - began >= PACKET {
            let what = format!("{} ms between the first plus sign and the last", now - began);
            let finding = finding(Rule::EscapeSplit, b"+++", what, says, Some(source));
            return Some(finding.with_help("write `+++` in one piece"));
        }
        None
    }

    /// A byte of the host behind transparent transmission. A finding comes once for each escape.
    pub(super) fn behind(&mut self, known: &Known, now: u64) -> Option<Finding> {
        let since = now - self.escaped_at.take()?;
        let fact = &known.spec.lexical.escape_sequence;
        let wanted = u64::from(fact.value.1);
        if since + JITTER >= wanted {
            return None;
        }
        let actual = format!("the next byte came {since} ms after it");
        let expected = format!("AT commands are answered {wanted} ms after `+++` at the earliest");
        let finding = finding(Rule::EscapeGuardAfter, b"+++", actual, expected, Some(&fact.source));
        Some(finding.with_help(format!("send nothing for {wanted} ms after `+++`, no line ending either")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays bytes with their times and tells what is found.
    fn found(bytes: &[(u64, &[u8])], behind: Option<u64>) -> Vec<Rule> {
        let known = Known::new(None);
        let mut guard = Guard::default();
        let (mut found, mut plus) = (Vec::new(), 0);
        for (now, bytes) in bytes {
            for byte in *bytes {
                guard.byte(*now, *byte);
                plus = if *byte == b'+' { plus + 1 } else { 0 };
                if plus == 3 {
                    found.extend(guard.escapes(&known, *now));
                }
            }
        }
        found.extend(behind.and_then(|now| guard.behind(&known, now)));
        found.into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn silence_is_measured_on_both_sides() {
        for (bytes, behind, expected) in [
            (&[(100, &b"data"[..]), (130, b"+++")][..], Some(1130), &[][..]),
            (&[(100, b"data"), (120, b"+++")], Some(1120), &[]),
            // A byte that has waited on its way.
            (&[(100, b"data"), (120, b"+++")], Some(1075), &[]),
            (&[(100, b"data"), (117, b"+++")], None, &[Rule::EscapeGuardBefore]),
            (&[(100, b"data+++")], None, &[Rule::EscapeGuardBefore]),
            (&[(100, b"+++")], Some(1100), &[]),
            (&[(100, b"+++")], Some(100), &[Rule::EscapeGuardAfter]),
            (&[(100, b"+++")], Some(1000), &[Rule::EscapeGuardAfter]),
            (&[(100, b"+"), (110, b"+"), (119, b"+")], Some(1119), &[]),
            (&[(100, b"+"), (110, b"+"), (120, b"+")], None, &[Rule::EscapeSplit]),
            (&[(100, b"data+++"), (150, b"x")], Some(300), &[Rule::EscapeGuardBefore, Rule::EscapeGuardAfter]),
        ] {
            assert_eq!(found(bytes, behind), expected, "{bytes:?} {behind:?}");
        }
    }
}
