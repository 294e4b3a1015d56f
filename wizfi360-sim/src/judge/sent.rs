//! A request that was sent, and how far it is.

use super::Finding;
use wizfi360_proto::{DataPhase, Reason};
use wizfi360_spec::{
    interpret::Request,
    model::{Fact, FormKind},
};
use wizfi360_trace::Pending;

/// So many bytes are kept of what is sent before a prompt.
const EARLY: usize = 256;

/// When and how a line began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Began {
    pub(super) at: u64,
    /// True if a request was under way.
    pub(super) under_way: bool,
}

/// A request that was answered with `busy`.
#[derive(Clone, Debug)]
pub(super) struct Busy {
    pub(super) sent: Sent,
    pub(super) at: u64,
}

/// A line that was sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// When it was complete.
    pub(super) at: u64,
    pub(super) line: Vec<u8>,
    /// What the spec says of it, if it can be read.
    pub(super) request: Option<Request<'static>>,
    /// The data that follows it.
    pub(super) phase: DataPhase,
    /// True if it came when the request before it had ended, or was given up.
    pub(super) is_free: bool,
    /// When the prompt came.
    pub(super) prompted: Option<u64>,
    /// When the last byte of data came.
    pub(super) data_at: u64,
    /// When the data was complete.
    pub(super) complete: Option<u64>,
    /// What came before the prompt, and since when.
    pub(super) early: Vec<u8>,
    pub(super) early_at: u64,
    /// Why the module refuses it.
    pub(super) reason: Option<Reason>,
    /// A finding that may turn out to be another one.
    pub(super) held: Option<Finding>,
}

impl Sent {
    pub(super) fn new(at: u64, line: Vec<u8>, pending: Option<&Pending>) -> Sent {
        Sent {
            at,
            line,
            request: None,
            phase: pending.map_or(DataPhase::None, Pending::data_phase),
            is_free: false,
            prompted: None,
            data_at: at,
            complete: None,
            early: Vec::new(),
            early_at: at,
            reason: None,
            held: None,
        }
    }

    /// A byte came before the prompt. The first ones are kept.
    pub(super) fn is_early(&mut self, now: u64, byte: u8) {
        if self.early.is_empty() {
            self.early_at = now;
        }
        if self.early.len() < EARLY {
            self.early.push(byte);
        }
    }

    /// True while the prompt is due.
    pub(super) fn waits_for_prompt(&self) -> bool {
        self.phase != DataPhase::None && self.prompted.is_none()
    }

    /// How long drivers that work wait for its end, in milliseconds, and who says so.
    pub(super) fn timeout(&self, otherwise: &'static Fact<u32>) -> (u64, &'static wizfi360_spec::model::Source) {
        let of_form = self.request.as_ref().and_then(|request| request.form.timeout.as_ref());
        of_form.map_or((otherwise.value.into(), &otherwise.source), |timeout| (timeout.ms.into(), &timeout.source))
    }

    /// True if it only asks: nothing is lost if it is not asked again.
    pub(super) fn only_asks(&self) -> bool {
        let Some(request) = &self.request else { return true };
        let asks = [
            "AT+GMR",
            "AT+CIFSR",
            "AT+CIPSTATUS",
            "AT+CIPBUFSTATUS",
            "AT+CWLIF",
            "AT+CWLAP",
            "AT+PING",
            "AT+CIPDOMAIN",
        ];
        matches!(request.form.kind, FormKind::Query | FormKind::Test) || asks.contains(&request.name.name.as_str())
    }

    /// True if the module restarts after it.
    pub(super) fn restarts(&self) -> bool {
        self.request.as_ref().is_some_and(|request| request.form.restarts)
    }

    /// True if whoever sends it gives up what was before.
    pub(super) fn gives_up(&self) -> bool {
        let ends = ["AT+RST", "AT+RESTORE", "AT+CIPCLOSE", "AT+CWQAP", "AT+MQTTDIS"];
        self.request.as_ref().is_some_and(|request| ends.contains(&request.name.name.as_str()))
    }

    /// True if both are the same form of the same command.
    pub(super) fn is_like(&self, other: &Sent) -> bool {
        match (&self.request, &other.request) {
            (Some(one), Some(other)) => std::ptr::eq(one.form, other.form),
            _ => self.line == other.line,
        }
    }
}

/// True if the bytes begin as commands do, in any case.
pub(super) fn begins_as_command(bytes: &[u8]) -> bool {
    bytes.get(..2).is_some_and(|head| head.eq_ignore_ascii_case(b"AT"))
}
