//! The order of requests: each waits for the result of the one before, and what was turned away is sent again.

use super::{Judge, Rule, finding::finding, sent::Sent};

/// Who sends the next command sooner has not waited for the result at all; who sends it later has a time-out.
pub(super) const WAITED: u64 = 1000;

/// Who sends a command again sooner than this has not waited.
const AT_ONCE: u64 = 10;

/// Where a line stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    /// Nothing is under way.
    Free,
    /// It comes before the result of another.
    Sooner,
    /// It is a piece of a line that was torn.
    Piece,
}

impl Judge {
    /// A line was begun while a request was under way: what it is, and what is wrong about that.
    pub(super) fn between(&mut self, line: &[u8], began: u64) -> Between {
        let Some(sent) = self.sent.last_mut() else { return Between::Free };
        if let Some(held) = sent.held.take() {
            self.torn = true;
            let actual = "it contains a line ending, and what follows is read as a command of its own";
            let fact = &self.known.spec.lexical.forbidden_bytes;
            let finding = finding(Rule::LineEndInside, &held.line.0, actual, fact.doc.clone(), Some(&fact.source));
            self.report(finding.with_help("refuse texts with CR, LF or NUL: they have no escape"));
            return Between::Piece;
        }
        if line == b"AT+RST" {
            return Between::Free;
        }
        let sent = sent.clone();
        self.sooner(&sent, line, began)
    }

    /// The next command comes before the result of this one.
    pub(super) fn sooner(&mut self, sent: &Sent, line: &[u8], began: u64) -> Between {
        let (timeout, source) = sent.timeout(&self.known.spec.lexical.timeout_ms);
        let waited = began.saturating_sub(sent.complete.or(sent.prompted).unwrap_or(sent.at));
        if waited >= timeout {
            return Between::Free;
        }
        let before = shown(&sent.line);
        if waited >= WAITED {
            let actual = format!("`{before}` was given up after {waited} ms");
            let expected = format!("drivers that work wait up to {timeout} ms for its final result");
            let finding = finding(Rule::TimeoutTooShort, line, actual, expected, Some(source));
            let help = "wait longer: a final result that comes later is taken for that of the next command";
            self.report(finding.with_help(help));
            return Between::Free;
        }
        let actual = format!("{waited} ms after `{before}`, which is pending");
        let expected = "while a command runs, others are ignored and answered with `busy p...` or `busy s...`";
        let finding = finding(Rule::BeforeResult, line, actual, expected, self.source_of_final("busy p..."));
        let help = "wait for `OK`, `ERROR`, `FAIL`, `SEND OK` or `SEND FAIL` before the next command";
        self.report(finding.with_help(help));
        Between::Sooner
    }

    pub(super) fn while_it_starts(&mut self, line: &[u8]) {
        if matches!(line, b"AT" | b"ATE0" | b"ATE1" | b"AT+RST") {
            return;
        }
        let source = self.known.spec.command("AT+RST").map(|(_, _, name)| &name.source);
        let expected = "the module answers from `ready` on; what it is sent before is lost";
        let finding = finding(Rule::BeforeReady, line, "the module has not sent `ready`", expected, source);
        self.report(finding.with_help("wait for `ready`, or send AT until it is answered with `OK`"));
    }

    /// Whether a command that was turned away is sent again.
    pub(super) fn heeds_busy(&mut self, sent: &Sent, began: u64) {
        let Some(busy) = self.busy.take() else { return };
        let source = self.source_of_final("busy p...");
        let expected = "the module ignored the command";
        if sent.is_like(&busy.sent) {
            if began < busy.at + AT_ONCE {
                let actual = format!("sent again {} ms after `busy`", began.saturating_sub(busy.at));
                let finding = finding(Rule::BusyRetriedAtOnce, &sent.line, actual, expected, source);
                self.report(finding.with_help("wait some 100 ms, and longer each time"));
            }
        } else if sent.only_asks() && !busy.sent.only_asks() || matches!(&sent.line[..], b"AT" | b"ATE0" | b"ATE1") {
            self.busy = Some(busy);
        } else if !busy.sent.only_asks() && !sent.gives_up() {
            let what = format!("it was answered with `busy` and not sent again; `{}` follows", shown(&sent.line));
            let finding = finding(Rule::BusyIgnored, &busy.sent.line, what, expected, source);
            self.report(finding.with_help("wait and send the same command again, until its own result comes"));
        }
    }
}

/// The command of a line, without what may be secret.
pub(super) fn shown(line: &[u8]) -> String {
    let end = line.iter().position(|byte| matches!(byte, b'=' | b'"')).unwrap_or(line.len()).min(24);
    line[..end].escape_ascii().to_string()
}
