//! Scripted test cases: what a conformance test sends to a module, and what it expects.
//!
//! What the requests, lines and requirements of a command decide alone is no script: those cases are made of them.

use super::{At, Source, StateValue, Versions};
use serde::{Deserialize, Serialize};

/// A file of scripted test cases, beside the commands they are about: `wifi/join.checks.ron`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// The test cases.
    pub checks: Vec<Check>,
}

/// A scripted test case. Its texts may have the placeholders of [`PLACEHOLDERS`](crate::checks::PLACEHOLDERS).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The last part of its id, after section and form: `"over-ssl"`.
    pub id: String,
    /// What kind of test case it is.
    #[serde(default)]
    pub kind: CheckKind,
    /// What it checks, in a sentence.
    pub title: String,
    /// The message or packet that it brings about, by its name in `events.ron`.
    #[serde(default)]
    pub message: Option<String>,
    /// A request of the form that it is about; without it, the first request that it sends.
    #[serde(default)]
    pub about: Option<String>,
    /// There is one test case for each of these names, which takes the place of `{command}`.
    #[serde(default)]
    pub names: Vec<String>,
    /// There is a second test case, with multiple connections and this link ID, which takes the place of `{link,}`,
    /// `{,link}` and `{=link}`. In the first one, they are empty.
    #[serde(default)]
    pub link: Option<u8>,
    /// The first firmware for which it is made.
    #[serde(default)]
    pub since: Versions,
    /// The last firmware for which it is made.
    #[serde(default)]
    pub until: Versions,
    /// The preconditions that it shares with others, by their name in `setups.ron`.
    #[serde(default)]
    pub setup: Option<String>,
    /// Its own preconditions. They take precedence over those of `setup`.
    #[serde(default)]
    pub requires: Vec<Precondition>,
    /// True if the module has to be reset before it.
    #[serde(default)]
    pub fresh: bool,
    /// Requests that are sent before it, and have to succeed.
    #[serde(default)]
    pub before: Vec<String>,
    /// What is sent and expected, in this order.
    pub steps: Vec<Step>,
    /// How long to wait for each awaited line, in milliseconds; 20 000 if absent.
    #[serde(default)]
    pub within_ms: Option<u32>,
    /// Its own source, if not that of the message or form that it is about.
    #[serde(default)]
    pub source: Option<Source>,
}

/// What kind of test case a script is. One that brings about a message has its own kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckKind {
    /// What the module reports is true.
    #[default]
    Reported,
    /// A request is refused in a state that forbids it, or fails because of a peer.
    Forbidden,
    /// What was set is lost by a restart.
    Volatile,
    /// Data after a prompt.
    Data,
    /// Requests are echoed, or not.
    Echo,
}

/// The preconditions that several test cases share: an entry of `setups.ron`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// Its name: `"joined"`.
    pub name: String,
    /// The preconditions.
    pub requires: Vec<Precondition>,
}

/// The whole of `setups.ron`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setups {
    /// What the file holds.
    pub doc: String,
    /// The setups.
    pub setups: Vec<Setup>,
}

/// A precondition of a test case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precondition {
    /// The variable, by its name in `state.ron`.
    pub state: String,
    /// Which instance, if the variable has several.
    #[serde(default)]
    pub at: At,
    /// The values that are allowed.
    #[serde(default)]
    pub is: Vec<StateValue>,
    /// The values that are not allowed; all others are.
    #[serde(default)]
    pub is_not: Vec<StateValue>,
    /// The peer of an open connection; if absent, `Discard` over TCP, `Echo` over UDP.
    #[serde(default)]
    pub peer: Option<Peer>,
}

/// A service of the test environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Peer {
    /// Sends back what it receives.
    Echo,
    /// Takes everything and sends nothing.
    Discard,
}

/// A step of a test case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// The host sends this line.
    Host(String, Expectation),
    /// The host sends these bytes.
    Data(String, Expectation),
    /// The host sends nothing until these have come, in this order.
    Await(Vec<Awaited>),
    /// The host sends nothing for this many milliseconds.
    Pause(u32),
    /// A phone, a browser or an access point provides this SSID and password.
    Provision(String, String),
    /// WPS fails.
    WpsFails,
}

/// What is expected of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expectation {
    /// A good final result, after the lines of the form.
    Succeeds,
    /// A good final result, after exactly these lines.
    Answers(Vec<String>),
    /// A good final result, after lines that match these patterns: `*` is any text, `?` is any byte.
    Matches(Vec<String>),
    /// A good final result, after one or more lines that match this pattern.
    Each(String),
    /// A good final result, after the lines of the form and exactly these messages, by their names in `events.ron`.
    With(Vec<String>),
    /// `ERROR`, perhaps after a reason of the form.
    Refused,
    /// `ERROR`, after this reason.
    RefusedFor(String),
    /// This final result, after exactly this line.
    Fails(String, String),
    /// The prompt.
    Prompts,
    /// The prompt, after exactly this line.
    PromptsAfter(String),
    /// One of these final results, whatever the form lists.
    Ends(Vec<String>),
    /// A good final result. What the module makes of the bytes that exceed the length is open.
    Overrun,
    /// The final results of two lines that were sent at once: the second succeeds or the module is busy.
    Twice,
    /// No response yet.
    Nothing,
}

/// What is awaited from the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Awaited {
    /// A message, by its name in `events.ron`.
    Message(String),
    /// A message that is exactly this line.
    Line(String),
    /// A packet with one of these headers and this payload.
    Packet(Vec<String>, String),
    /// Packets with this payload in all.
    Payload(String),
    /// Exactly these bytes, in transparent mode.
    Bytes(String),
}
