//! Lines from the module: answers and unsolicited messages, and packets with a counted payload.

use super::{Effect, Example, Shape, Source, StateTest, Versions};
use serde::{Deserialize, Serialize};

/// The whole of `events.ron`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// What stands here.
    pub doc: String,
    /// Value types that only events use.
    #[serde(default)]
    pub domains: Vec<super::Domain>,
    /// Messages: lines that come unasked.
    pub messages: Vec<Line>,
    /// Packets: a head, then as many bytes as it says.
    pub packets: Vec<Packet>,
}

/// A line from the module. It becomes one Rust type.
///
/// It is written `prefix`, then the parameters with `separator` between them, then `keyword` as one
/// more parameter, then `ending`. `{scope}` in the prefix is `_CUR`, `_DEF` or nothing.
///
/// | line | prefix | params | keyword | ending |
/// |---|---|---|---|---|
/// | `+CWJAP_CUR:"a",...` | `+CWJAP{scope}:` | ssid, ... | | |
/// | `+CWLAP:(3,"a",-5)` | `+CWLAP:(` | ecn, ... | | `)` |
/// | `0,CONNECT` | | optional first link ID | `CONNECT` | |
/// | `Recv 10 bytes` | `Recv ` | length | | ` bytes` |
/// | `WIFI GOT IP` | `WIFI GOT IP` | | | |
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The type's name in upper camel case, unique among its neighbours: `"Joined"`.
    pub name: String,
    /// What it tells: one sentence first.
    pub doc: String,
    /// What the line begins with.
    #[serde(default)]
    pub prefix: String,
    /// What it ends with.
    #[serde(default)]
    pub ending: String,
    /// A bare word that stands as its last parameter. Without a prefix all others are numbers.
    #[serde(default)]
    pub keyword: Option<String>,
    /// What stands between its parameters.
    #[serde(default = "comma")]
    pub separator: String,
    /// Other prefixes that are read as this line and never written; each needs an erratum.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its parameters.
    #[serde(default)]
    pub params: Shape,
    /// For messages: set if a blank line precedes it, its source.
    #[serde(default)]
    pub blank_line_before: Option<Source>,
    /// True if it may come more than once in an answer.
    #[serde(default)]
    pub repeats: bool,
    /// When it comes, where that is not always.
    #[serde(default)]
    pub when: Option<String>,
    /// The state in which it comes. All of these hold then. Of a message: in which it may come without being asked
    /// for; one without it comes only with a response or after a restart.
    #[serde(default)]
    pub present_if: Vec<StateTest>,
    /// What it says of the module's state.
    #[serde(default)]
    pub reports: Vec<Effect>,
    /// For messages: true if it comes after a restart.
    #[serde(default)]
    pub restarts: bool,
    /// The first firmware that sends it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that sends it.
    #[serde(default)]
    pub until: Versions,
    /// Dialogues, for messages and packets; those of answers stand at their command.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Ids of errata that concern it.
    #[serde(default)]
    pub errata: Vec<String>,
    /// Where it stands; answers without one have their form's.
    #[serde(default)]
    pub source: Option<Source>,
}

fn comma() -> String {
    ",".into()
}

/// A head and a counted payload.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packet {
    /// The head, up to and with its `ending`.
    pub head: Line,
    /// The parameter of the head that counts the payload's bytes.
    pub length: String,
    /// The largest length that is believed.
    pub max: u32,
    /// Where that limit stands.
    pub max_source: Source,
}
