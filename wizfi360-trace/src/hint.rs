//! Hints: what helps besides what a line says.

use crate::rules::Rule;
use serde::{Serialize, Serializer};
use std::fmt;
use wizfi360_spec::{
    Spec,
    interpret::Request,
    model::Certainty,
    state::{ModuleState, Truth},
};

/// A hint. It prints as a sentence or two, in JSON too.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hint {
    /// A request comes before the final result of this one.
    MissingFinal(String),
    /// The firmware does not have the request: which part of it, and which versions have it.
    NotInFirmware(String),
    /// What is known of the module's state forbids the request.
    StateForbids {
        /// The rule that it breaks; `None` if that does no harm.
        rule: Option<Rule>,
        /// The requirement, and the state.
        text: String,
    },
    /// The module was busy and ignored this request.
    Ignored(String),
    /// The host sends more than the data that this request has announced.
    AfterData(String),
    /// The host sends data although the module has refused this request.
    AfterRefusal(String),
    /// An answer, by its text, of this command, which is not pending.
    NotPending(String),
    /// A final result that this command, which is pending, does not have.
    ForeignFinal(String),
    /// A final result while no request is pending.
    NothingPending,
    /// A packet whose header is refused.
    OrphanPayload,
    /// The log does not hold the rest of a payload.
    PayloadOmitted,
    /// The input ends inside of a line.
    LineCut,
    /// The input ends inside of a payload.
    PayloadCut,
    /// A part of a line of the host of more bytes than this.
    LongRequest(usize),
    /// A part of a line of the module of more bytes than this.
    LongLine(usize),
    /// A line of a log without its mark.
    NotALogLine,
    /// Advice.
    Advice(String),
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hint::MissingFinal(name) => write!(f, "The previous request, {name}, never got a final result."),
            Hint::NotInFirmware(parts) => write!(f, "The firmware does not have it. {parts}"),
            Hint::StateForbids { text, .. } => f.write_str(text),
            Hint::Ignored(name) => write!(f, "The module ignored {name}: send it again later."),
            Hint::AfterData(name) => write!(f, "The data of {name} ends before this."),
            Hint::AfterRefusal(name) => {
                write!(f, "The module refused {name}, so it takes no data: it reads this as a command line.")
            }
            Hint::NotPending(name) => write!(f, "Looks like a response to {name}, but {name} is not pending."),
            Hint::ForeignFinal(name) => {
                write!(f, "{name} has no such final result; perhaps it belongs to an earlier request.")
            }
            Hint::NothingPending => f.write_str("No request is pending."),
            Hint::OrphanPayload => f.write_str("Its payload is skipped by its length."),
            Hint::PayloadOmitted => f.write_str("The log does not hold the rest of the payload."),
            Hint::LineCut => f.write_str("The input ends inside of this line."),
            Hint::PayloadCut => f.write_str("The input ends inside of this payload."),
            Hint::LongRequest(bytes) => {
                write!(f, "A part of a line of more than {bytes} bytes: too long for a request.")
            }
            Hint::LongLine(bytes) => write!(f, "A part of a line of more than {bytes} bytes."),
            Hint::NotALogLine => {
                f.write_str("A line of a log begins with `>>`, `<<`, `??` or `#` (docs/log-format.md).")
            }
            Hint::Advice(text) => f.write_str(text),
        }
    }
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Hint {
    /// Returns what the state is known to have against a request.
    ///
    /// Only stated requirements that do not hold whatever is unknown count: each means that the module refuses the
    /// request.
    pub fn of_state(state: &ModuleState<'static>, request: &Request<'static>) -> Vec<Hint> {
        let name = &request.name.name;
        let unmet = state.check(request).into_iter();
        let unmet = unmet.filter(|unmet| unmet.truth == Truth::No && unmet.requirement.certainty == Certainty::Stated);
        let by_requirement = unmet.map(|unmet| {
            let requirement = state.spec().requirement_in_words(&unmet.requirement);
            let text = format!("{name} requires that {requirement} Now {}.", unmet.actual);
            Hint::StateForbids { rule: Rule::of_requirement(state.spec(), request, &unmet.requirement), text }
        });
        let by_rule = state.broken_rules(request).into_iter();
        let by_rule = by_rule.map(|rule| {
            let text = format!("{name}: {rule}.");
            Hint::StateForbids { rule: Some(Rule::ParametersContradict), text }
        });
        by_requirement.chain(by_rule).collect()
    }

    /// Reports why a request failed: it was refused by a rule of the spec.
    pub(crate) fn of_broken_rule(error: &str) -> Hint {
        Hint::Advice(format!("The request breaks a rule: {error}"))
    }

    /// Returns what the spec says of a name that it does not describe, if a line has it.
    pub(crate) fn of_undescribed(spec: &Spec, line: &[u8]) -> Option<Hint> {
        let end = line.iter().position(|byte| matches!(byte, b'=' | b'?')).unwrap_or(line.len());
        let lists = [&spec.lexical.undocumented, &spec.lexical.unsupported];
        let mut known = lists.into_iter().flat_map(|list| list.value.iter().map(|name| (name, &list.doc)));
        let (name, doc) = known.find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(&line[..end]))?;
        Some(Hint::Advice(format!("{name}: {doc}")))
    }
}
