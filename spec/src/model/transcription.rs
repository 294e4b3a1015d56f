//! The second transcription of the manual's tables: the files of `manual/`.
//!
//! It was entered without the files of the commands, and a lint compares the two. Where they differ for a reason, the
//! section says so in `differs`.

use super::{Behaviour, General, Mux, Persist, RuleKind, Versions};
use serde::{Deserialize, Serialize};

/// A file of `manual/`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transcription {
    /// What the file holds.
    pub doc: String,
    /// The sections of chapter 3 that it transcribes.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// The lists of chapter 2.
    #[serde(default)]
    pub general: General,
    /// Behaviour that the tables do not print.
    #[serde(default)]
    pub behaviour: Behaviour,
}

/// A section of chapter 3, which describes a command or +IPD.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The file that has it, without `.ron`; the loader fills it in.
    #[serde(skip)]
    pub file: String,
    /// Its number: `"3.2.3"`.
    pub number: String,
    /// What it describes: `"AT+CWJAP_CUR"`.
    pub command: String,
    /// The page on which it begins.
    pub page: u16,
    /// On which pages the rows of its tables are.
    #[serde(default)]
    pub rows: Rows,
    /// What the command does.
    #[serde(default)]
    pub title: String,
    /// The first firmware that has it, by chapter 4.
    #[serde(default)]
    pub since: Versions,
    /// Whether the setting is saved in flash.
    #[serde(default)]
    pub persist: Persist,
    /// The number of exchanges in its examples: requests with their responses, or messages that no request brings.
    #[serde(default)]
    pub exchanges: u8,
    /// Its forms.
    #[serde(default)]
    pub forms: Vec<PrintedForm>,
    /// Its parameters.
    #[serde(default)]
    pub params: Vec<PrintedParam>,
    /// What must hold before a request.
    #[serde(default)]
    pub requires: Vec<PrintedRequirement>,
    /// In which state an answer line comes.
    #[serde(default)]
    pub present: Vec<PrintedPresence>,
    /// Rules about its parameters.
    #[serde(default)]
    pub rules: Vec<PrintedRule>,
    /// What else a request does.
    #[serde(default)]
    pub effects: Vec<PrintedEffect>,
    /// Messages that come because of it, as they are printed.
    #[serde(default)]
    pub messages: Vec<String>,
    /// Accepted differences between this section and the files of the commands.
    #[serde(default)]
    pub differs: Vec<Difference>,
}

/// The pages of each kind of row of a section's tables.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rows {
    /// Heading, commands.
    pub commands: Vec<u16>,
    /// Responses, messages.
    pub responses: Vec<u16>,
    /// Parameters, default values.
    pub params: Vec<u16>,
    /// Functions, notes, footnotes.
    pub notes: Vec<u16>,
    /// Examples.
    pub examples: Vec<u16>,
}

/// A form as it is printed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedForm {
    /// Which one.
    pub kind: PrintedKind,
    /// Its syntax: `"AT+CWJAP_CUR=<ssid>,<pwd>[,<bssid>]"`.
    pub syntax: String,
    /// Single or multiple connections, where it is for one of them only.
    #[serde(default)]
    pub connections: Option<Mux>,
    /// Where several tables have the same syntax: the word of this one, such as `TCP`.
    #[serde(default)]
    pub word: Option<String>,
    /// The alternatives of the response, line by line.
    #[serde(default)]
    pub responses: Vec<Vec<String>>,
}

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PrintedKind {
    /// `AT`.
    Test,
    /// `AT+<command>?`.
    Query,
    /// `AT+<command>=<parameters>`.
    Set,
    /// `AT+<command>`.
    Execute,
    /// A message, no request.
    Unsolicited,
}

/// A parameter as it is described.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedParam {
    /// Its name.
    pub name: String,
    /// Where the description holds, if the section has two of this name.
    #[serde(default)]
    pub only: Option<Only>,
    /// What it is.
    pub kind: PrintedType,
    /// Its values, where they are listed.
    #[serde(default)]
    pub values: Vec<PrintedValue>,
    /// The smallest number.
    #[serde(default)]
    pub min: Option<i64>,
    /// The largest number.
    #[serde(default)]
    pub max: Option<i64>,
    /// The shortest and the longest length.
    #[serde(default)]
    pub length: Option<(u16, u16)>,
    /// What a number counts.
    #[serde(default)]
    pub unit: Option<String>,
    /// The value of an omitted parameter.
    #[serde(default)]
    pub default: Option<String>,
    /// The factory default; of several, at most one for each firmware.
    #[serde(default)]
    pub factory: Vec<PrintedFactory>,
    /// The first firmware that has it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that has it.
    #[serde(default)]
    pub until: Versions,
    /// What is damaged or doubtful in the print.
    #[serde(default)]
    pub defect: Option<String>,
}

/// Where one of two descriptions of the same name holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Only {
    /// In requests.
    Request,
    /// In answers and messages.
    Answer,
    /// With this word: `UDP`.
    With(String),
}

/// What a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PrintedType {
    /// A number.
    Number,
    /// A number in which each bit has a meaning; its values are numbers of bits.
    Mask,
    /// A text in quotes.
    Text,
    /// A word without quotes.
    Word,
    /// An IPv4 address.
    Ip,
    /// A MAC address.
    Mac,
    /// A MAC address that is no group address.
    UnicastMac,
    /// The rest of the line.
    Rest,
}

/// A value as it is listed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedValue {
    /// The number, the word, or the number of the bit.
    pub value: String,
    /// What it means.
    pub meaning: String,
    /// The name in the files of the commands, where the words of `meaning` do not show that it is the right one.
    #[serde(default)]
    pub name: Option<String>,
}

/// A factory default as it is printed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedFactory {
    /// The value, without quotes.
    pub value: String,
    /// The first firmware that has it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that has it.
    #[serde(default)]
    pub until: Versions,
}

/// What must hold before a request.
///
/// It names a command that sets it: `setting`, `after` or `before`. What no command sets is in words alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedRequirement {
    /// For which form, if not for all.
    #[serde(default)]
    pub form: Option<PrintedKind>,
    /// The command whose setting matters. `AT+CWMODE` means each of its names.
    #[serde(default)]
    pub setting: Option<String>,
    /// The command that comes first.
    #[serde(default)]
    pub after: Option<String>,
    /// The command that comes later.
    #[serde(default)]
    pub before: Option<String>,
    /// The parameter of that command that `is` is about, where that is not plain.
    #[serde(default)]
    pub of: Option<String>,
    /// The values that it has to have.
    #[serde(default)]
    pub is: Vec<String>,
    /// Values that other parameters of that command have.
    #[serde(default)]
    pub with: Vec<(String, String)>,
    /// The parameter of this request, and the value that it has, where it matters with that only.
    #[serde(default)]
    pub when: Option<(String, String)>,
    /// The first firmware for which it holds.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware for which it holds.
    #[serde(default)]
    pub until: Versions,
    /// True if the manual recommends it: it does not say that the request fails otherwise.
    #[serde(default)]
    pub advised: bool,
    /// It, in words.
    pub words: String,
    /// The part of a text about the command that says the same.
    #[serde(default)]
    pub said: Option<String>,
    /// The page.
    pub page: u16,
}

/// In which state an answer line comes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedPresence {
    /// The line.
    pub line: String,
    /// The command whose setting decides.
    pub setting: String,
    /// The values that it has then.
    pub is: Vec<String>,
    /// The page.
    pub page: u16,
}

/// A rule about parameters.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedRule {
    /// Of which form.
    pub form: PrintedKind,
    /// It, in words.
    pub words: String,
    /// The parameters that it is about.
    #[serde(default)]
    pub params: Vec<String>,
    /// The first is given only together with the second.
    #[serde(default)]
    pub needs: Option<(String, String)>,
    /// The parameter is there with these words only.
    #[serde(default)]
    pub only: Option<(String, Vec<String>)>,
    /// The parameter that may be skipped: `""` is in its place.
    #[serde(default)]
    pub skips: Option<String>,
    /// The command whose mask decides which of these parameters an answer has.
    #[serde(default)]
    pub mask_of: Option<String>,
    /// The rule as the files of the commands state it, with values as they are printed.
    #[serde(default)]
    pub rule: Option<RuleKind>,
    /// The part of a text about the command that says the same.
    #[serde(default)]
    pub said: Option<String>,
    /// The page.
    pub page: u16,
}

/// What a request does.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedEffect {
    /// Of which form, if not of all.
    #[serde(default)]
    pub form: Option<PrintedKind>,
    /// It, in words.
    pub words: String,
    /// True if the module restarts.
    #[serde(default)]
    pub restarts: bool,
    /// Commands whose settings it changes.
    #[serde(default)]
    pub changes: Vec<String>,
    /// The part of a text about the command that says the same.
    #[serde(default)]
    pub said: Option<String>,
    /// The page.
    pub page: u16,
}

/// A difference that is accepted: the module does something else, or the print is wrong.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// What differs: `"kind"`, `"range"`, `"default"`, ...
    pub what: String,
    /// Of which parameters, forms or lines.
    pub of: Vec<String>,
    /// What the files of the commands have instead, as the finding shows it.
    pub is: String,
    /// The erratum that gives the reason.
    #[serde(default)]
    pub erratum: Option<String>,
    /// Why, where that is no disagreement about the protocol.
    #[serde(default)]
    pub why: Option<String>,
}
