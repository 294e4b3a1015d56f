//! Parameter lists: what stands between `=` and the line's end, or behind a line's prefix.

use super::{Mux, Source, Versions};
use serde::{Deserialize, Serialize};

/// A parameter list. Its parts stand on the wire in the order of these fields.
///
/// The manual's `[<link ID>,]<length>[,<remote IP>,<remote port>]` is an optional first parameter, one
/// parameter and a tail. Brackets nest in the manual, so tails nest here: what is later requires what is earlier.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shape {
    /// An optional first parameter, such as the link ID under `AT+CIPMUX=1`. The text alone decides
    /// whether it is present: by the number of parameters, or by an unquoted first one.
    pub optional_first: Option<Param>,
    /// Parameters that are always there.
    pub list: Vec<Param>,
    /// Alternatives told apart by a word: `"TCP"`, `"UDP"`, `"SSL"`.
    pub choice: Option<Box<Choice>>,
    /// Optional parameters at the end.
    pub tail: Option<Box<Tail>>,
}

impl Shape {
    /// True if nothing can be given.
    pub fn is_empty(&self) -> bool {
        self.optional_first.is_none() && self.list.is_empty() && self.choice.is_none() && self.tail.is_none()
    }
}

/// Optional parameters at the end: all that `params` demands, or none.
///
/// With a single parameter the Rust field is that parameter's `Option`; several that are given together
/// are an `Option` of a struct named `name`. What may follow, a tail inside, is a field beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tail {
    /// The group's name in lower case words: `"to"`, `"udp local"`.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub doc: String,
    /// Its parameters, and perhaps a tail of its own.
    pub params: Shape,
}

/// Alternatives that a word tells apart. The word itself is the first parameter of each.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The field's name in lower case words: `"remote"`. The Rust enum is named after it.
    pub name: String,
    /// What is chosen.
    pub doc: String,
    /// The manual's name of the word: `"type"`.
    pub tag: String,
    /// The alternatives.
    pub variants: Vec<Variant>,
}

/// One alternative.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// The word on the wire, without its quotes: `TCP`.
    pub tag: String,
    /// What it means.
    pub doc: String,
    /// What follows the word.
    pub params: Shape,
    /// The first firmware that knows it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that knows it.
    #[serde(default)]
    pub until: Versions,
}

/// One parameter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param {
    /// The manual's word, blanks included: `"remote port"`.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its type.
    pub ty: Type,
    /// What the module takes if it is not given, as written on the wire.
    #[serde(default)]
    pub default: Option<String>,
    /// What the factory has set it to, and `AT+RESTORE=1` sets it to again; of several, at most one for each firmware.
    #[serde(default)]
    pub factory: Vec<FactoryValue>,
    /// True if it may be omitted: at the end nothing is written, before another parameter `""`
    /// (`AT+CWLAP="x","",12`). All later parameters must be optional too.
    #[serde(default)]
    pub may_be_omitted: bool,
    /// For an optional first parameter: it is present exactly while `AT+CIPMUX` is set so.
    #[serde(default)]
    pub mux: Option<Mux>,
    /// In answers: there only if this bit of a mask is set.
    #[serde(default)]
    pub mask_bit: Option<MaskBit>,
    /// In answers, for MAC addresses: what is none is kept as text instead of refused.
    #[serde(default)]
    pub open: bool,
    /// In answers, for texts that a stranger chooses: the module may send them without escapes. Where such a text ends is told from
    /// what stands behind it; if that can be told in several ways, the line is refused as ambiguous.
    #[serde(default)]
    pub unescaped: bool,
    /// True for passwords and keys in answers (domains have a flag of their own).
    #[serde(default)]
    pub secret: bool,
    /// The first firmware that has it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that has it.
    #[serde(default)]
    pub until: Versions,
    /// Its own source, if not that of what encloses it.
    #[serde(default)]
    pub source: Option<Source>,
}

/// A factory default.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactoryValue {
    /// The value as written on the wire.
    pub value: String,
    /// The first firmware that has it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that has it.
    #[serde(default)]
    pub until: Versions,
    /// Its own source, if not the parameter's.
    #[serde(default)]
    pub source: Option<Source>,
}

/// A bit of a mask domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskBit {
    /// The domain's name: `"ScanMask"`.
    pub mask: String,
    /// The bit's name: `"SSID"`.
    pub bit: String,
    /// True if some firmware leaves the parameter out even then, and no source tells which; it stands last.
    #[serde(default)]
    pub may_be_absent: bool,
}

/// The type of a parameter.
///
/// In requests use domains, which carry the limits; the open types are for answers, where a module may
/// send what the manual does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Type {
    /// A domain of `domains.ron` or of the same file. An enum or words domain is open in answers.
    Domain(String),
    /// A decimal number, 0 to 255.
    U8,
    /// A decimal number, 0 to 65535.
    U16,
    /// A decimal number, 0 to 4294967295.
    U32,
    /// A decimal number, -32768 to 32767.
    I16,
    /// An IPv4 address, written in quotes; read with or without.
    Ip,
    /// An IPv4 address, written without quotes; read with or without.
    BareIp,
    /// A MAC address, written in quotes and lower case; read with or without quotes, in any case.
    Mac,
    /// A MAC address, written without quotes.
    BareMac,
    /// A text of any length in quotes.
    Text,
    /// A text of any length, written without quotes; read with or without.
    BareText,
    /// The rest of the line as it stands: no quotes, no escapes. Stands last.
    Rest,
}
