//! The rules that a driver is held against.

use serde::{Serialize, Serializer};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It works; there is a better way.
    Hint,
    /// It may go wrong with a real module, or the sources do not say.
    Doubtful,
    /// It goes wrong.
    Fault,
}

macro_rules! rules {
    ($($rule:ident $id:literal $severity:ident $finds:literal,)*) => {
        /// What a driver can do wrong. The ids stay the same from version to version.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $finds] $rule,)*
        }

        impl Rule {
            /// All of them: lines first, then order, data, results, transparent transmission.
            pub const ALL: &[Rule] = &[$(Rule::$rule,)*];

            /// Its name in reports: `missing-escape`.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Rule::$rule => $id,)*
                }
            }

            /// How bad a finding of it is, if nothing speaks for less.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Rule::$rule => Severity::$severity,)*
                }
            }

            /// What it finds, in a sentence.
            pub const fn finds(self) -> &'static str {
                match self {
                    $(Rule::$rule => $finds,)*
                }
            }
        }
    };
}

rules! {
    MissingEscape "missing-escape" Fault "A comma or backslash in a text has no backslash before it.",
    UnescapedQuote "unescaped-quote" Fault "A quote in a text has no backslash before it.",
    LineEndInside "line-end-inside" Fault "CR or LF in a text ends the line in its middle; the rest is read as another command.",
    QuotesUnmatched "quotes-unmatched" Fault "The quotes of a text do not match.",
    ControlByte "control-byte" Fault "NUL stands in a line.",
    ParameterMissing "parameter-missing" Fault "A parameter is missing.",
    ParameterLeftOver "parameter-left-over" Fault "There are more parameters than the form has.",
    ParameterInvalid "parameter-invalid" Fault "A parameter is not written as its type is.",
    OutOfRange "out-of-range" Fault "A number or word is none of those that the parameter takes.",
    TextLength "text-length" Fault "A text is too short or too long.",
    BeyondKnown "beyond-known" Doubtful "A value is beyond what is known to be accepted: no source says what the module does with it.",
    ParametersContradict "parameters-contradict" Fault "The parameters break a rule that concerns several of them.",
    UnknownCommand "unknown-command" Fault "No command has this name.",
    AbsentCommand "absent-command" Fault "The command is of a related module; this one answers `ERROR`.",
    UndocumentedCommand "undocumented-command" Doubtful "The firmware has the command, and no document tells what it takes.",
    UnknownForm "unknown-form" Fault "The command does not have this form.",
    NotInFirmware "not-in-firmware" Fault "This firmware does not have the command, the form or the parameter.",
    LegacyName "legacy-name" Hint "The name without suffix works and is in no manual.",
    LineTooLong "line-too-long" Fault "The line is longer than any that the manual allows.",
    LineEnd "line-end" Doubtful "A line ends by CR or LF alone.",
    LineUnfinished "line-unfinished" Doubtful "The connection ends in the middle of a line.",
    ForbiddenByMode "forbidden-by-mode" Fault "The command needs another Wi-Fi mode.",
    ForbiddenByMux "forbidden-by-mux" Fault "The command, or its link ID, does not fit AT+CIPMUX.",
    ForbiddenByTransmission "forbidden-by-transmission" Fault "The command does not fit AT+CIPMODE.",
    ForbiddenByOrder "forbidden-by-order" Fault "A command that has to come before it did not.",
    TooLate "too-late" Doubtful "The command is to come before another one that has been sent already.",
    BeforeJoin "before-join" Fault "A connection is asked for before the station has an address.",
    BeforeReady "before-ready" Doubtful "A command is sent while the module starts, and is lost. AT alone is a good way to wait.",
    BeforeResult "before-result" Fault "A command is sent before the result of the one before.",
    GaveUpEarly "gave-up-early" Doubtful "A command is given up sooner than drivers that work give it up.",
    DataBeforePrompt "data-before-prompt" Fault "Data is sent before the prompt.",
    DataAfterRefusal "data-after-refusal" Fault "Data is sent although there was no prompt: the module takes it for commands.",
    DataTooShort "data-too-short" Fault "Less data is sent than was announced: what follows is taken for data.",
    DataTooLong "data-too-long" Fault "More data is sent than was announced: the rest is taken for a command.",
    LineEndBehindData "line-end-behind-data" Hint "A line end follows the data and is not counted.",
    BusyIgnored "busy-ignored" Fault "A command that was answered with `busy` is never sent again.",
    BusyHammered "busy-hammered" Doubtful "A command that was answered with `busy` is sent again at once.",
    SendFailIgnored "send-fail-ignored" Fault "SEND FAIL came, and the driver goes on sending on the same link.",
    ClosedNotNoticed "closed-not-noticed" Fault "Data is sent on a link that has been announced as closed.",
    LinkNotOpen "link-not-open" Fault "Data is sent on a link that was never opened.",
    LinkAlreadyOpen "link-already-open" Doubtful "A link is opened that is open.",
    ResetNotNoticed "reset-not-noticed" Fault "The module has started anew, and the driver goes on as if what it had set were still there.",
    EscapeGuardBefore "escape-guard-before" Fault "Less than 20 ms of silence before `+++`: it goes to the peer as data.",
    EscapeGuardAfter "escape-guard-after" Fault "Less than a second of silence behind `+++`.",
    EscapeSplit "escape-split" Fault "The three plus signs do not come in one packet.",
    EscapeOutside "escape-outside" Doubtful "`+++` is sent outside transparent transmission.",
    CommandAsPayload "command-as-payload" Doubtful "What looks like a command is sent in transparent transmission and goes to the peer.",
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
