//! Commands: names, forms, answers, data phases, examples.

use super::{
    Domain, Effect, FormKind, Line, Lines, Name, Outcome, ParamRule, ReadsBack, Requirement, RiskEntry, Scope, Shape,
    Source, Undecidable, Unspecified, Versions,
};
use crate::deferred::Deferred;
use serde::{Deserialize, Serialize};

/// One RON file: a small family of commands.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// What the family is about: one sentence first.
    pub doc: String,
    /// Value types that only this family uses.
    #[serde(default)]
    pub domains: Vec<Domain>,
    /// The commands.
    pub commands: Vec<Command>,
}

/// A command with all its names and forms. It becomes one Rust module.
///
/// `AT+CWJAP_CUR`, `AT+CWJAP_DEF` and `AT+CWJAP` are one command with three names.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// Its names, `_CUR` first.
    pub names: Vec<Name>,
    /// What it does, in one imperative sentence: `"Joins an access point."`
    pub title: String,
    /// Search terms in plain English: `["join", "connect to an AP"]`.
    #[serde(default)]
    pub search_terms: Vec<String>,
    /// What else is to be known.
    #[serde(default)]
    pub notes: Deferred<Vec<Note>>,
    /// What must hold before any of its forms.
    #[serde(default)]
    pub requires: Deferred<Vec<Requirement>>,
    /// What must hold before any of its forms, and no dialogue decides.
    #[serde(default)]
    pub undecidable: Deferred<Vec<Undecidable>>,
    /// The lines that answer its forms.
    #[serde(default)]
    pub lines: Deferred<Vec<Line>>,
    /// Its forms, in the manual's order.
    pub forms: Deferred<Vec<Form>>,
    /// Dialogues.
    #[serde(default)]
    pub examples: Deferred<Vec<Example>>,
    /// Ids of errata that concern it.
    #[serde(default)]
    pub errata: Vec<String>,
}

impl Command {
    /// How `AT+CIPMUX` has to be set for a form that is sent with or without its optional first parameter; `None` if it does not matter.
    pub fn mux(&self, form: &Form, with_optional_first: bool) -> Option<Mux> {
        let stated = self.requires.iter().chain(&form.requires).find_map(Requirement::mux);
        let by_lead = form.params.optional_first.as_ref().and_then(|lead| lead.mux);
        stated.or(by_lead.map(|mux| if with_optional_first { mux } else { mux.other() }))
    }
}

/// A sentence or two about a command, a form or a message.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The text.
    pub text: String,
    /// The first firmware for which it holds.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware for which it holds.
    #[serde(default)]
    pub until: Versions,
    /// Its own source, if not that of what encloses it.
    #[serde(default)]
    pub source: Option<Source>,
}

/// Single or multiple connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mux {
    /// `AT+CIPMUX=0`.
    Single,
    /// `AT+CIPMUX=1`.
    Multiple,
}

impl Mux {
    /// The name of the value that the state variable `mux` has then.
    pub fn value_name(self) -> &'static str {
        match self {
            Mux::Single => "Single",
            Mux::Multiple => "Multiple",
        }
    }

    /// The other one.
    pub fn other(self) -> Mux {
        match self {
            Mux::Single => Mux::Multiple,
            Mux::Multiple => Mux::Single,
        }
    }

    /// What `AT+CIPMUX` sets and tells: 0 or 1.
    pub fn number(self) -> u8 {
        match self {
            Mux::Single => 0,
            Mux::Multiple => 1,
        }
    }
}

/// One form of a command. It becomes one Rust type.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Which one.
    pub kind: FormKind,
    /// What it does, where the command's title does not say it.
    #[serde(default)]
    pub doc: String,
    /// True if its parameters stand right behind the name, without `=`: `ATE0`.
    #[serde(default)]
    pub no_equals: bool,
    /// Which of the command's names have it, if not all.
    #[serde(default)]
    pub scopes: Vec<Scope>,
    /// The first firmware that has it.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware that has it.
    #[serde(default)]
    pub until: Versions,
    /// What must hold before it, besides what the command requires.
    #[serde(default)]
    pub requires: Vec<Requirement>,
    /// What must hold before it, and no dialogue decides.
    #[serde(default)]
    pub undecidable: Vec<Undecidable>,
    /// What it may do to a real module. Mandatory, `[]` for nothing: a lint, not the parser, demands it, so that a
    /// spec without it still loads, with [`Risk::Unknown`](super::Risk::Unknown).
    #[serde(default)]
    pub risks: Option<Vec<RiskEntry>>,
    /// What it changes.
    #[serde(default)]
    pub sets: Vec<Effect>,
    /// The final result of a well-formed request whose requirements hold.
    #[serde(default)]
    pub outcome: Outcome,
    /// Requests whose outcome no source decides.
    #[serde(default)]
    pub unspecified: Vec<Unspecified>,
    /// True if the module restarts after it has succeeded.
    #[serde(default)]
    pub restarts: bool,
    /// The query that returns what it has set.
    #[serde(default)]
    pub reads_back: Option<ReadsBack>,
    /// Which of its answer lines come when it succeeds.
    #[serde(default)]
    pub lines: Lines,
    /// Rules across its parameters.
    #[serde(default)]
    pub rules: Vec<ParamRule>,
    /// Its parameters.
    #[serde(default)]
    pub params: Shape,
    /// The lines that may come before the final result, by their names in the command's `lines`.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Set if the last answer line has no line ending, so that no blank line precedes the final
    /// result: its source.
    #[serde(default)]
    pub no_line_ending: Option<Source>,
    /// What is sent after the line itself.
    #[serde(default)]
    pub data: Option<Data>,
    /// The final results that may end it, by their names in `lexical.ron`.
    #[serde(default = "ok_or_error")]
    pub finals: Vec<String>,
    /// Words that may stand before a bad final result, by their names in `lexical.ron`.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// How long to wait for the final result; without it, `lexical.ron` says.
    #[serde(default)]
    pub timeout: Option<Timeout>,
    /// What it changes besides what its title says.
    #[serde(default)]
    pub effects: Vec<Note>,
    /// Events that come because of it, by their names in `events.ron`.
    #[serde(default)]
    pub messages: Vec<String>,
    /// How many forms the manual prints for this one, if not as many as its shape tells
    /// (with and without the optional first parameter, once for each alternative).
    #[serde(default)]
    pub printed_forms: Option<u8>,
    /// The reason why no dialogue shows it succeed: one sentence. Absent if one does.
    #[serde(default)]
    pub no_example: Option<String>,
    /// Its own source, if not that of the name.
    #[serde(default)]
    pub source: Option<Source>,
}

impl Form {
    /// Returns true if the command has this form under this name.
    pub fn applies_to(&self, name: &Name) -> bool {
        self.scopes.is_empty() || name.scope.is_some_and(|scope| self.scopes.contains(&scope))
    }
}

fn ok_or_error() -> Vec<String> {
    vec!["OK".into(), "ERROR".into()]
}

/// A timeout for the final result: the longest used by a published driver. A later result would
/// be attributed to the next request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeout {
    /// Milliseconds.
    pub ms: u32,
    /// Whose experience it is.
    pub source: Source,
}

/// What is sent after the request line.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Data {
    /// The module prints `>` and then counts.
    Counted {
        /// The parameter that says how many bytes: `"length"`.
        length: String,
        /// True if `OK` stands before the prompt, so that this `OK` is not the end.
        ok_before_prompt: bool,
        /// True if `\\0` in the data ends it early (`AT+CIPSENDEX`).
        #[serde(default)]
        until_nul: bool,
        /// True if `+++` ends it early and drops what was sent (`AT+CIPSENDBUF`).
        #[serde(default)]
        until_escape: bool,
        /// The name of the event or answer line that counts what arrived (`Recv 10 bytes`).
        #[serde(default)]
        receipt: Option<String>,
    },
    /// The module prints `>` and then reads PEM text up to its END line.
    Pem {
        /// Its first line.
        begin: String,
        /// Its last line.
        end: String,
        /// Only if this parameter has this value: `("mode", 1)`.
        when: (String, i64),
    },
    /// The module prints `>` and then sends everything on, until `+++`.
    Transparent,
}

/// A dialogue, of a command or of what comes unasked.
///
/// It is what the typed values write, blank lines included. What the source prints instead, if anything, is `printed`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows, where that is not plain.
    #[serde(default)]
    pub doc: Option<String>,
    /// The dialogue as it happens on the wire, line by line, without line ends.
    pub dialogue: Vec<Turn>,
    /// The dialogue as it is printed, where that is something else or damaged.
    #[serde(default)]
    pub printed: Option<Vec<String>>,
    /// Ids of errata that explain the difference.
    #[serde(default)]
    pub errata: Vec<String>,
    /// Where it stands.
    pub source: Source,
}

/// One line of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// The host sends this line.
    Host(String),
    /// The host sends these bytes after a prompt.
    Data(String),
    /// The module sends this line.
    Module(String),
}
