//! Facts about commands: plain data, one static for each form.

use crate::compact::Read;
use crate::{Decode, DecodeError, Encode, Params, Refused, Writer, generated::lexical::Final};
use core::time::Duration;

/// One form of a command, with the facts that the engines need.
///
/// Two are the same command if they are the same static: compare with [`core::ptr::eq`]. For a command
/// of your own, build one with [`Command::new`] and the `with_` functions; fields may be added.
///
/// ```
/// use core::time::Duration;
/// use wizfi360_proto::{Command, Final, Form};
///
/// static BLINK: Command = Command::new("AT+BLINK", Form::Set)
///     .with_finals(&[Final::Ok, Final::Error])
///     .with_timeout(Duration::from_secs(2));
/// assert_eq!((BLINK.name, BLINK.timeout().as_millis()), ("AT+BLINK", 2_000));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Command {
    /// The name as sent, without a scope's suffix: `AT+CWJAP`.
    pub name: &'static str,
    /// The suffixes of its names: `["_CUR", "_DEF", ""]`, or one empty text.
    pub suffixes: &'static [&'static str],
    /// The form.
    pub form: Form,
    /// True if parameters follow the name without `=`: `ATE0`.
    pub no_equals: bool,
    /// Returns true if a line answers this command.
    pub is_answer: fn(&[u8]) -> bool,
    /// True if any line can answer it, as the lines of a certificate: messages are looked for first.
    pub any_line_answers: bool,
    /// True if the last answer has no line ending of its own, so that no blank line precedes the final
    /// result.
    pub no_line_ending: bool,
    /// The data that follows the request line.
    pub data: DataKind,
    /// The final results that may end it, besides `busy p...` and `busy s...`, which can end any.
    pub finals: &'static [Final],
    timeout_s: u16,
}

/// Returns false: no line answers.
const fn no_answer(_: &[u8]) -> bool {
    false
}

impl Command {
    /// Creates a form that no line answers, without a data phase, that ends in `OK` or `ERROR` within
    /// 5 s.
    pub const fn new(name: &'static str, form: Form) -> Self {
        Command {
            name,
            suffixes: &[""],
            form,
            no_equals: false,
            is_answer: no_answer,
            any_line_answers: false,
            no_line_ending: false,
            data: DataKind::None,
            finals: &[Final::Ok, Final::Error],
            timeout_s: 5,
        }
    }

    /// Sets the suffixes of its names.
    pub const fn with_suffixes(self, suffixes: &'static [&'static str]) -> Self {
        Command { suffixes, ..self }
    }

    /// Lets parameters follow the name without `=`.
    pub const fn with_no_equals(self) -> Self {
        Command { no_equals: true, ..self }
    }

    /// Sets the function that recognises its answer lines: [`Line::is`](crate::Line::is) of their type.
    pub const fn with_answers(self, is_answer: fn(&[u8]) -> bool) -> Self {
        Command { is_answer, ..self }
    }

    /// Lets any line answer it.
    pub const fn with_any_line_answers(self) -> Self {
        Command { any_line_answers: true, ..self }
    }

    /// Leaves the line ending of the last answer out.
    pub const fn with_no_line_ending(self) -> Self {
        Command { no_line_ending: true, ..self }
    }

    /// Sets the data that follows the request line.
    pub const fn with_data(self, data: DataKind) -> Self {
        Command { data, ..self }
    }

    /// Sets the final results that may end it.
    pub const fn with_finals(self, finals: &'static [Final]) -> Self {
        Command { finals, ..self }
    }

    /// Sets how long to wait for the final result, rounded up to a second, at most 18 hours.
    pub const fn with_timeout(self, timeout: Duration) -> Self {
        let seconds = timeout.as_secs().saturating_add((timeout.subsec_nanos() > 0) as u64);
        // Seconds: a duration of milliseconds is a division of 64 bits on a Cortex-M0.
        let [low, high, ..] = seconds.to_le_bytes();
        let timeout_s = if seconds > u16::MAX as u64 { u16::MAX } else { u16::from_le_bytes([low, high]) };
        Command { timeout_s, ..self }
    }

    /// Returns how long to wait for the final result: long enough for published drivers.
    pub const fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_s as u64)
    }

    /// Returns the sign after the name that marks the form.
    pub(crate) const fn sign(&self) -> &'static str {
        match self.form {
            Form::Set if !self.no_equals => "=",
            Form::Query => "?",
            // `AT` alone is the test of whether anyone listens.
            Form::Test if self.name.len() > "AT".len() => "=?",
            _ => "",
        }
    }
}

/// Prints the facts that a log can use; functions and lists of texts are left out.
#[cfg(feature = "defmt")]
impl defmt::Format for Command {
    fn format(&self, f: defmt::Formatter<'_>) {
        let timeout = u32::try_from(self.timeout().as_millis()).unwrap_or(u32::MAX);
        defmt::write!(
            f,
            "Command {{ name: {=str}, form: {}, data: {}, finals: {}, timeout: {=u32} ms }}",
            self.name,
            self.form,
            self.data,
            self.finals,
            timeout
        );
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

/// The kind of data that follows a request line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum DataKind {
    /// None.
    None,
    /// After a prompt, as many bytes as the request says.
    Counted {
        /// An `OK` precedes the prompt and is not the end.
        ok_before_prompt: bool,
        /// `\0` in the data ends it early.
        until_nul: bool,
        /// `+++` ends it early and drops the data.
        until_escape: bool,
    },
    /// After a prompt, PEM text.
    Pem {
        /// Its first line.
        begin: &'static str,
        /// Its last line.
        end: &'static str,
    },
    /// After a prompt, everything is sent on until `+++`.
    Transparent,
}

/// The data phase of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum DataPhase {
    /// None.
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
            #[inline(always)]
            fn from_cell(read: Read<'a>) -> Option<Self> {
                [$($name::$scope),*].get(read.number() as usize).copied()
            }

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
    use super::{Command, Form};

    #[test]
    fn the_sign_marks_the_form_unless_parameters_follow_the_name_without_equals() {
        let cases = [(Form::Test, "=?"), (Form::Query, "?"), (Form::Set, "="), (Form::Execute, "")];
        for (form, expected) in cases {
            assert_eq!(Command::new("AT+X", form).sign(), expected);
        }
        let sign = |name, form| Command::new(name, form).sign();
        assert_eq!((sign("AT", Form::Test), sign("ATX", Form::Test)), ("", "=?"));
        let no_equals = |form| Command::new("ATE", form).with_no_equals().sign();
        assert_eq!((no_equals(Form::Set), no_equals(Form::Execute)), ("", ""));
    }
}
