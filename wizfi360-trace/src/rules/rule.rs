//! The rules that a dialogue is held against.

use serde::{Serialize, Serializer};
use wizfi360_spec::{
    Spec,
    interpret::{ErrorKind, Request},
    model::{At, AtReset, Breaks, Requirement, To},
};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It works, or it may be the log that leaves something out.
    Note,
    /// It is not as the manual says, and an erratum explains it.
    Explained,
    /// A comment of the log expects it: `# expects: RULE at LINE`.
    Expected,
    /// It may go wrong with a real module, or the sources do not say.
    Warning,
    /// It is against the spec.
    Error,
}

impl Severity {
    /// Returns its word in JSON and reports: `error`.
    pub const fn id(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Explained => "explained",
            Severity::Expected => "expected",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

macro_rules! rules {
    ($($rule:ident $id:literal $severity:ident $description:literal,)*) => {
        /// A rule of the dialogue. Its id stays the same from version to version.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $description] $rule,)*
        }

        impl Rule {
            /// All rules: the host's lines, their order, data, results, transparent mode; the module's lines; the log.
            pub const ALL: &[Rule] = &[$(Rule::$rule,)*];

            /// Returns its id in reports: `missing-escape`.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Rule::$rule => $id,)*
                }
            }

            /// Returns how bad a finding of it is, unless something makes it less.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Rule::$rule => Severity::$severity,)*
                }
            }

            /// True for a rule that a host breaks, a driver: [`Rule::ALL`] lists these first.
            pub const fn is_about_host(self) -> bool {
                self as usize <= Rule::CommandAsPayload as usize
            }

            /// Returns what it finds, in a sentence.
            pub const fn description(self) -> &'static str {
                match self {
                    $(Rule::$rule => $description,)*
                }
            }
        }
    };
}

rules! {
    // The host's lines.
    MissingEscape "missing-escape" Error "A comma or backslash in a text has no backslash before it.",
    UnescapedQuote "unescaped-quote" Error "A quote in a text has no backslash before it.",
    LineEndInside "line-end-inside" Error "CR or LF in a text ends the line in its middle; the rest is read as another command.",
    QuotesUnmatched "quotes-unmatched" Error "The quotes of a text do not match.",
    ControlByte "control-byte" Error "A line contains NUL.",
    ParameterMissing "parameter-missing" Error "A parameter is missing.",
    ExtraParameter "extra-parameter" Error "There are more parameters than the form has.",
    ParameterInvalid "parameter-invalid" Error "A parameter is not written as its type is.",
    OutOfRange "out-of-range" Error "A number or word is none of those that the parameter takes.",
    TextLength "text-length" Error "A text is too short or too long.",
    BeyondKnown "beyond-known" Warning "A value is beyond what is known to be accepted: no source says what the module does with it.",
    ParametersContradict "parameters-contradict" Error "The parameters break a rule that concerns several of them.",
    UnknownCommand "unknown-command" Error "No command has this name.",
    UnsupportedCommand "unsupported-command" Error "The command is of a related module; this one answers `ERROR`.",
    UndocumentedCommand "undocumented-command" Warning "The firmware has the command, and no document says what it takes.",
    UnknownForm "unknown-form" Error "The command does not have this form.",
    NotInFirmware "not-in-firmware" Error "This firmware does not have the command, the form or the parameter.",
    LegacyName "legacy-name" Note "The name without suffix works and is in no manual.",
    LineTooLong "line-too-long" Error "The line is longer than any that the manual allows.",
    LineEnding "line-ending" Warning "A line ends by CR or LF alone.",
    LineUnfinished "line-unfinished" Warning "The connection ends in the middle of a line.",
    // Order.
    ForbiddenByMode "forbidden-by-mode" Error "The command needs another Wi-Fi mode.",
    ForbiddenByMux "forbidden-by-mux" Error "The command, or its link ID, does not fit AT+CIPMUX.",
    ForbiddenByTransmission "forbidden-by-transmission" Error "The command does not fit AT+CIPMODE.",
    ForbiddenByOrder "forbidden-by-order" Error "A command that has to come before it did not.",
    OrderReversed "order-reversed" Warning "The command has to come before another one that has been sent already.",
    BeforeJoin "before-join" Error "A connection is asked for before the station has an address.",
    BeforeReady "before-ready" Warning "A command is sent while the module starts, and is lost. AT alone is a good way to wait.",
    BeforeResult "before-result" Error "A command is sent before the final result of the one before.",
    TimeoutTooShort "timeout-too-short" Warning "A command is given up sooner than drivers that work give it up.",
    // Data.
    DataBeforePrompt "data-before-prompt" Error "Data is sent before the prompt.",
    DataAfterRefusal "data-after-refusal" Error "Data is sent although there was no prompt: the module takes it for commands.",
    DataTooShort "data-too-short" Error "Less data is sent than was announced: what follows is taken for data.",
    DataTooLong "data-too-long" Error "More data is sent than was announced: the rest is taken for a command.",
    LineEndingAfterData "line-ending-after-data" Note "A line ending follows the data and is not counted.",
    // Results and messages.
    BusyIgnored "busy-ignored" Error "A command that was answered with `busy` is never sent again.",
    BusyRetriedAtOnce "busy-retried-at-once" Warning "A command that was answered with `busy` is sent again at once.",
    SendFailIgnored "send-fail-ignored" Error "SEND FAIL came, and the driver goes on sending on the same link.",
    ClosedNotNoticed "closed-not-noticed" Error "Data is sent on a link that has been announced as closed.",
    LinkNotOpen "link-not-open" Error "Data is sent on a link that is not open.",
    LinkAlreadyOpen "link-already-open" Warning "A link is opened that is open.",
    ResetNotNoticed "reset-not-noticed" Error "The module was reset, and the driver goes on as if what it had set were still there.",
    // Transparent mode.
    EscapeGuardBefore "escape-guard-before" Error "Less than 20 ms of silence before `+++`: it goes to the peer as data.",
    EscapeGuardAfter "escape-guard-after" Error "Less than a second of silence after `+++`.",
    EscapeSplit "escape-split" Error "The three plus signs do not come in one packet.",
    EscapeOutside "escape-outside" Warning "`+++` is sent outside of transparent mode.",
    CommandAsPayload "command-as-payload" Warning "What looks like a command is sent in transparent mode and goes to the peer.",
    // The module's lines.
    RefusedAccepted "refused-accepted" Error "The module accepts a request that the spec refuses.",
    FinalMissing "final-missing" Error "A request gets no final result.",
    FinalUnexpected "final-unexpected" Error "A final result is none that the request can have, or no request is pending.",
    AnswerMissing "answer-missing" Error "A query succeeds without an answer.",
    AnswerRepeated "answer-repeated" Error "A line that comes once in a response comes again.",
    LineMisplaced "line-misplaced" Error "An answer comes while its request is not pending.",
    LineUnknown "line-unknown" Error "A line of the module is none that the spec has.",
    LineRefused "line-refused" Error "A parameter of a line breaks its limit.",
    LineSpelling "line-spelling" Note "A line is not spelt as the spec spells it.",
    ValueUnlisted "value-unlisted" Error "A number or word is none that the spec lists.",
    EmptyLine "empty-line" Error "An empty line is missing, or one too many.",
    DataLength "data-length" Error "`Recv` counts other bytes than the request announced.",
    PacketLength "packet-length" Error "A payload is not as long as its header says.",
    Restart "restart" Error "The module restarts without being told to.",
    // The log.
    Log "log" Note "The log is cut, or a line is none of a log.",
    Expects "expects" Error "What `# expects:` announces is not there.",
}

impl Rule {
    /// Returns the rule that a refused request breaks.
    pub const fn of_error(kind: ErrorKind) -> Rule {
        match kind {
            ErrorKind::Missing => Rule::ParameterMissing,
            ErrorKind::OutOfRange => Rule::OutOfRange,
            ErrorKind::TooShort | ErrorKind::TooLong => Rule::TextLength,
            ErrorKind::Unterminated => Rule::QuotesUnmatched,
            ErrorKind::ControlByte => Rule::ControlByte,
            ErrorKind::TrailingData => Rule::ExtraParameter,
            ErrorKind::UnknownCommand => Rule::UnknownCommand,
            ErrorKind::UnknownForm => Rule::UnknownForm,
            ErrorKind::RuleViolation => Rule::ParametersContradict,
            ErrorKind::Invalid | ErrorKind::Ambiguous => Rule::ParameterInvalid,
        }
    }

    /// Returns the rule that a request breaks by a requirement that does not hold; `None` if it does no harm.
    pub fn of_requirement(spec: &Spec, request: &Request<'_>, requirement: &Requirement) -> Option<Rule> {
        let variable = spec.state.variable(&requirement.state)?;
        let at_reset = if let AtReset::Is(value) = &variable.at_reset { Some(value) } else { None };
        // It held after the reset, so the request comes too late.
        let held = at_reset.is_some_and(|value| requirement.allows(value));
        let is_other = |to: &To| !matches!(to, To::Is(value) if Some(value) == at_reset);
        let mut sets = request.form.sets.iter().filter(|effect| effect.state == variable.name);
        let sets = sets.any(|effect| is_other(&effect.to));
        match variable.breaks {
            Breaks::Mode => Some(Rule::ForbiddenByMode),
            Breaks::Join => Some(Rule::BeforeJoin),
            Breaks::Mux => Some(Rule::ForbiddenByMux),
            Breaks::Transmission => Some(Rule::ForbiddenByTransmission),
            Breaks::Link if held && sets => Some(Rule::LinkAlreadyOpen),
            Breaks::Link if held => Some(Rule::OrderReversed),
            // Without data nothing is lost: AT+CIPCLOSE may come once too often.
            Breaks::Link => (request.form.data.is_some() || requirement.at == At::Any).then_some(Rule::LinkNotOpen),
            // To set what is set already does no harm.
            Breaks::Order if sets => None,
            Breaks::Order if held && requirement.when.is_empty() => Some(Rule::OrderReversed),
            Breaks::Order => Some(Rule::ForbiddenByOrder),
        }
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use std::collections::BTreeSet;

    #[test]
    fn every_id_is_one_word_and_no_other_rules() {
        let ids: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), Rule::ALL.len());
        assert!(ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    }
}
