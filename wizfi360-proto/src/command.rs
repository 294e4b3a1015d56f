//! Facts about commands: plain data, one static for each form.

use crate::{Decode, DecodeError, Encode, Firmware, FirmwareSpan, Params, Refused, Writer, generated::lexical::Final};

/// One form of a command, as the engines see it.
///
/// Two are the same command if they are the same static: compare with [`core::ptr::eq`].
#[derive(Debug)]
pub struct Command {
    /// The name as typed, without a scope's suffix: `AT+CWJAP`.
    pub name: &'static str,
    /// The suffixes that its names have: `["_CUR", "_DEF", ""]`, or one empty text.
    pub suffixes: &'static [&'static str],
    /// The form.
    pub form: Form,
    /// True if parameters stand right behind the name: `ATE0`.
    pub glued: bool,
    /// Tells whether a line answers this command.
    pub is_answer: fn(&[u8]) -> bool,
    /// True if any line can be an answer to it, as the lines of a certificate: messages are looked for first.
    pub free_text: bool,
    /// True if the last answer has no line end of its own, so that no empty line stands before the final result.
    pub unended: bool,
    /// What is sent after the line.
    pub data: Data,
    /// The final results that may end it, besides `busy p...` and `busy s...`, which can end any.
    pub ends: &'static [Final],
    /// How long to wait for the final result, in milliseconds: what published drivers found enough.
    pub timeout_ms: u32,
    /// The firmware that has it; see [`Command::supported_by`].
    pub firmware: &'static FirmwareSpan,
    /// The manual's section, if the manual has it.
    pub section: &'static str,
}

impl Command {
    /// True if this firmware has the form. Its parameters may be of a later one: their docs tell.
    ///
    /// ```
    /// use wizfi360_proto::{Firmware, Request, commands::{cwstartsmart, mqttpubsend}};
    ///
    /// let old = Firmware([1, 0, 7, 5]);
    /// assert!(cwstartsmart::Set::COMMAND.supported_by(old));
    /// assert!(!mqttpubsend::Set::COMMAND.supported_by(old));
    /// ```
    pub const fn supported_by(&self, firmware: Firmware) -> bool {
        self.firmware.has(firmware)
    }

    /// What stands behind the name to show the form.
    pub(crate) const fn sign(&self) -> &'static str {
        match self.form {
            Form::Set if !self.glued => "=",
            Form::Query => "?",
            // `AT` alone is the test of whether anyone listens.
            Form::Test if self.name.len() > "AT".len() => "=?",
            _ => "",
        }
    }
}

/// The four forms of the manual, section 2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Form {
    /// `AT`, or `AT+<command>=?`.
    Test,
    /// `AT+<command>?`.
    Query,
    /// `AT+<command>=<parameters>`.
    Set,
    /// `AT+<command>`.
    Execute,
}

/// What is sent after the request line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Data {
    /// Nothing.
    None,
    /// A prompt, then as many bytes as the request says.
    Counted {
        /// `OK` stands before the prompt, and is not the end.
        accepted: bool,
        /// `\0` in the data ends it early.
        until_nul: bool,
        /// `+++` ends it early and drops what was sent.
        until_plus: bool,
    },
    /// A prompt, then PEM text.
    Pem {
        /// Its first line.
        begin: &'static str,
        /// Its last line.
        end: &'static str,
    },
    /// A prompt, then everything is sent on until `+++`.
    Transparent,
}

/// What a particular request is followed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum DataPhase {
    /// Nothing.
    None,
    /// This many bytes, after the prompt.
    Counted(u32),
    /// PEM text, after the prompt.
    Pem,
    /// Everything, after the prompt, until `+++`.
    Transparent,
}

/// Which of a command's names is meant, where it has all three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Scope {
    /// `_CUR`: for now, not kept in flash.
    Current,
    /// `_DEF`: kept in flash.
    Default,
    /// No suffix: the older name. The manual leaves it out; real drivers, the vendor's own among them, send it.
    Unsuffixed,
}

/// Which of a command's names is meant, where it has no name without suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum SuffixedScope {
    /// `_CUR`: for now, not kept in flash.
    Current,
    /// `_DEF`: kept in flash.
    Default,
}

impl Scope {
    /// What it adds to the command's name.
    pub const fn suffix(self) -> &'static str {
        match self {
            Scope::Current => "_CUR",
            Scope::Default => "_DEF",
            Scope::Unsuffixed => "",
        }
    }
}

impl SuffixedScope {
    /// What it adds to the command's name.
    pub const fn suffix(self) -> &'static str {
        match self {
            SuffixedScope::Current => "_CUR",
            SuffixedScope::Default => "_DEF",
        }
    }
}

/// A scope stands in the name, not among the parameters: it writes none.
macro_rules! scope {
    ($name:ident { $($suffix:literal => $scope:ident),* }) => {
        impl Encode for $name {
            const ENCODED_MAX: usize = 0;

            fn encode(&self, _: &mut Writer<'_>) {}

            fn is_present(&self) -> bool {
                false
            }
        }

        impl<'a> Decode<'a> for $name {
            fn decode(p: &mut Params<'a>, _: &'static str) -> Result<Self, Refused> {
                match p.suffix() {
                    $($suffix => Ok($name::$scope),)*
                    _ => Err(p.refuse(DecodeError::UnknownCommand)),
                }
            }
        }
    };
}

scope!(Scope { b"_CUR" => Current, b"_DEF" => Default, b"" => Unsuffixed });
scope!(SuffixedScope { b"_CUR" => Current, b"_DEF" => Default });

#[cfg(test)]
mod tests {
    use super::{Command, Data, Form};
    use crate::FirmwareSpan;

    #[test]
    fn a_form_shows_by_its_sign_unless_parameters_stand_right_behind_the_name() {
        let sign = |name, form, glued| {
            let command = Command {
                name,
                suffixes: &[""],
                form,
                glued,
                is_answer: |_| false,
                free_text: false,
                unended: false,
                data: Data::None,
                ends: &[],
                timeout_ms: 0,
                firmware: &FirmwareSpan::ALL,
                section: "",
            };
            command.sign()
        };
        let cases = [(Form::Test, "=?"), (Form::Query, "?"), (Form::Set, "="), (Form::Execute, "")];
        for (form, expected) in cases {
            assert_eq!(sign("AT+X", form, false), expected);
        }
        assert_eq!((sign("AT", Form::Test, false), sign("ATX", Form::Test, false)), ("", "=?"));
        assert_eq!((sign("ATE", Form::Set, true), sign("ATE", Form::Execute, true)), ("", ""));
    }
}
