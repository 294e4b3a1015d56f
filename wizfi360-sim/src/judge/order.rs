//! The order of requests: each waits for the result of the one before, and what was turned away is sent again.

use super::{
    Finding, Judge, Rule,
    sent::{Sent, begins_as_command},
};

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
    /// It is what was sent behind the end of the data.
    Rest,
    /// It is a piece of a line that was torn.
    Piece,
}

impl Judge {
    /// A line was begun while a request was under way: what it is, and what is wrong about that.
    pub(super) fn between(&mut self, line: &[u8], began: u64) -> Between {
        let Some(sent) = self.under_way.as_mut() else { return Between::Free };
        if let Some(held) = sent.held.take() {
            self.torn = true;
            let what = "a line end stands in it, and what follows is read as a command of its own";
            let fact = &self.known.spec.lexical.forbidden_bytes;
            let finding = Finding::new(Rule::LineEndInside, &held.line, what);
            let way_out = "refuse texts with CR, LF or NUL: no escape stands for them";
            self.report(finding.says(fact.doc.clone(), Some(&fact.source)).way_out(way_out));
            return Between::Piece;
        }
        let sent = sent.clone();
        if line == b"AT+RST" {
            self.give_up();
            return Between::Free;
        }
        if sent.complete.is_some() && !begins_as_command(line) {
            let source = sent.request.as_ref().map(|request| &request.name.source);
            let finding =
                Finding::new(Rule::DataTooLong, line, format!("it follows the {} bytes that were announced", sent.got));
            let says = format!("`{}` announces how many bytes follow", sent.line.escape_ascii());
            self.report(
                finding
                    .says(says, source)
                    .way_out("announce as many bytes as you send; count a line end, and bytes rather than characters"),
            );
            return Between::Rest;
        }
        self.sooner(&sent, line, began)
    }

    /// The next command comes before the result of this one.
    pub(super) fn sooner(&mut self, sent: &Sent, line: &[u8], began: u64) -> Between {
        let (timeout, source) = sent.timeout(&self.known.spec.lexical.timeout_ms);
        let waited = began.saturating_sub(sent.complete.or(sent.prompted).unwrap_or(sent.at));
        if waited >= timeout {
            self.give_up();
            return Between::Free;
        }
        let before = shown(&sent.line);
        if waited >= WAITED {
            let finding = Finding::new(Rule::GaveUpEarly, line, format!("`{before}` was given up after {waited} ms"));
            let says = format!("drivers that work wait up to {timeout} ms for its end");
            self.report(
                finding
                    .says(says, Some(source))
                    .way_out("wait longer: an end that comes later is taken for that of the next command"),
            );
            self.give_up();
            return Between::Free;
        }
        let finding =
            Finding::new(Rule::BeforeResult, line, format!("{waited} ms behind `{before}`, which is under way"));
        let says = "while a command runs, others are ignored and answered with `busy p...` or `busy s...`";
        let source = self.source_of_final("busy p...");
        self.report(
            finding
                .says(says, source)
                .way_out("wait for `OK`, `ERROR`, `FAIL`, `SEND OK` or `SEND FAIL` before the next command"),
        );
        Between::Sooner
    }

    /// The driver no longer waits for what is under way.
    fn give_up(&mut self) {
        self.under_way = None;
        self.queue.clear();
        self.module.abandon();
    }

    pub(super) fn while_it_starts(&mut self, line: &[u8]) {
        if matches!(line, b"AT" | b"ATE0" | b"ATE1" | b"AT+RST") {
            return;
        }
        let finding = Finding::new(Rule::BeforeReady, line, "the module has not said `ready`");
        let source = self.known.spec.command("AT+RST").map(|(_, _, name)| &name.source);
        let says = "the module answers from `ready` on; what it is sent before is lost";
        self.report(finding.says(says, source).way_out("wait for `ready`, or send AT until it is answered with `OK`"));
    }

    /// Whether a command that was turned away is sent again.
    pub(super) fn heeds_busy(&mut self, sent: &Sent, began: u64) {
        let Some(busy) = self.busy.take() else { return };
        let source = self.source_of_final("busy p...");
        let says = "the module ignored the command";
        if sent.is_like(&busy.sent) {
            if began < busy.at + AT_ONCE {
                let finding = Finding::new(
                    Rule::BusyHammered,
                    &sent.line,
                    format!("sent again {} ms behind `busy`", began.saturating_sub(busy.at)),
                );
                self.report(finding.says(says, source).way_out("wait some 100 ms, and longer each time"));
            }
        } else if sent.only_asks() && !busy.sent.only_asks() || matches!(&sent.line[..], b"AT" | b"ATE0" | b"ATE1") {
            self.busy = Some(busy);
        } else if !busy.sent.only_asks() && !sent.gives_up() {
            let what = format!("it was answered with `busy` and not sent again; `{}` follows", shown(&sent.line));
            let finding = Finding::new(Rule::BusyIgnored, &busy.sent.line, what);
            self.report(
                finding.says(says, source).way_out("wait and send the same command again, until its own result comes"),
            );
        }
    }
}

/// The command of a line, without what may be secret.
pub(super) fn shown(line: &[u8]) -> String {
    let end = line.iter().position(|byte| matches!(byte, b'=' | b'"')).unwrap_or(line.len()).min(24);
    line[..end].escape_ascii().to_string()
}
