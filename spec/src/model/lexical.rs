//! The alphabet: line ends, quotes, escapes, final results, limits.

use super::{Note, Source, Versions};
use serde::{Deserialize, Deserializer, Serialize};

/// The whole of `lexical.ron`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexical {
    /// What holds for every command. Each note has its source.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// How lines end.
    pub line_ending: Fact<String>,
    /// The characters that stand behind a backslash in a quoted text when it is sent.
    pub escape_set: Fact<String>,
    /// Bytes that no text can hold.
    pub forbidden_bytes: Fact<Vec<u8>>,
    /// What the module prints when it waits for data.
    pub prompt: Fact<String>,
    /// What ends transparent transmission and how long to wait after it, in milliseconds.
    pub escape_sequence: Fact<(String, u32)>,
    /// How long to wait for a final result where a form does not say, in milliseconds.
    pub timeout_ms: Fact<u32>,
    /// The longest request line that is sent, line end included, in bytes.
    pub max_line_length: Fact<u16>,
    /// Names that are in the firmware's table and in no document.
    pub undocumented: Fact<Vec<String>>,
    /// Names that drivers send and the module does not know.
    pub unsupported: Fact<Vec<String>>,
    /// The branches of the firmware, each as `"1.0.x.x"`.
    pub branches: Fact<Versions>,
    /// The final results.
    pub finals: Vec<Final>,
    /// Words that may stand before a bad final result. In the file they stand in groups that share a source and errata.
    #[serde(deserialize_with = "groups_of_reasons")]
    pub reasons: Vec<Reason>,
}

/// A value with its source.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// What it means.
    pub doc: String,
    /// Where it stands.
    pub source: Source,
    /// Ids of errata that concern it.
    #[serde(default)]
    pub errata: Vec<String>,
}

/// A line that ends a command.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Final {
    /// The line.
    pub text: String,
    /// Its name, if it is not the text in upper camel case.
    #[serde(default)]
    pub name: Option<String>,
    /// Other spellings that are read and never written.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it tells.
    pub doc: String,
    /// True if the command succeeded.
    pub success: bool,
    /// True if it can end any command, whether its form lists it or not (`busy p...`).
    #[serde(default)]
    pub ends_any: bool,
    /// Where it stands.
    pub source: Source,
    /// Ids of errata that concern it.
    #[serde(default)]
    pub errata: Vec<String>,
}

/// A line that tells why a command fails; the final result follows.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The line.
    pub text: String,
    /// Its name, if it is not the text in upper camel case.
    pub name: Option<String>,
    /// Other spellings that are read and never written.
    pub aliases: Vec<String>,
    /// What it is about.
    pub about: About,
    /// What it tells.
    pub doc: String,
    /// Where it stands.
    pub source: Source,
    /// Ids of errata that concern it.
    pub errata: Vec<String>,
}

/// What a [`Reason`] is about. All but the first show that the module has understood the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// How the request is written: a parameter is missing, wrong or too long.
    Request,
    /// What the module is set to, or what has to come first.
    State,
    /// What became of trying, or of connections and addresses, which come and go by themselves.
    Attempt,
    /// What others have answered, or have not.
    Peer,
}

/// Reasons as the file has them: `(source: Vendor("..."), errata: ["..."], texts: [(text: "no ip", about: Attempt, doc: "...")])`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    source: Source,
    #[serde(default)]
    errata: Vec<String>,
    texts: Vec<ReasonText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonText {
    text: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    about: About,
    doc: String,
}

fn groups_of_reasons<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Reason>, D::Error> {
    if !from.is_human_readable() {
        return Vec::deserialize(from);
    }
    let groups = Vec::<Reasons>::deserialize(from)?;
    let reasons = groups.into_iter().flat_map(|Reasons { source, errata, texts }| {
        let resolved = move |ReasonText { text, name, aliases, about, doc }| Reason {
            text,
            name,
            aliases,
            about,
            doc,
            source: source.clone(),
            errata: errata.clone(),
        };
        texts.into_iter().map(resolved)
    });
    Ok(reasons.collect())
}
