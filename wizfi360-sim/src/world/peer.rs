//! Whom a module meets in the virtual network.

use super::Octets;
use serde::Deserialize;
use std::net::Ipv4Addr;

/// A host that the module connects to.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// Its address or name; `"*"` for all.
    #[serde(default = "anyone")]
    pub host: String,
    /// Its port; 0 for all.
    #[serde(default)]
    pub port: u16,
    /// The PEM text of the authority that signed its certificate. A module that checks its peer (AT+CIPSSLCCONF) connects only if it was given the same.
    /// Without it, the peer does not speak TLS.
    #[serde(default)]
    pub tls: Option<String>,
    /// What it does.
    pub does: Behaviour,
}

/// A client that connects to the module's server.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// The port on which the module's server has to listen for it; 0 for any.
    #[serde(default)]
    pub to: u16,
    /// When it connects, in milliseconds after the server is created.
    #[serde(default)]
    pub comes: u64,
    /// Its address.
    pub ip: Ipv4Addr,
    /// Its port.
    pub port: u16,
    /// What it does.
    pub does: Behaviour,
}

/// What a peer does.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Behaviour {
    /// Sends back what it gets.
    Echo,
    /// Takes everything and says nothing.
    Discard,
    /// Answers each HTTP request with this status, type and body, and closes.
    Http(u16, String, Octets),
    /// Does these steps, then takes everything and says nothing.
    Script(Vec<Step>),
    /// Is an MQTT broker that delivers to the module what it publishes itself, and these messages: milliseconds after the session has begun, topic,
    /// data.
    Broker(Vec<(u64, Octets, Octets)>),
    /// Cannot be connected to.
    Refuse,
}

/// One step of a script.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Step {
    /// Waits for these bytes; what stands before them is dropped.
    Expect(Octets),
    /// Waits for as many milliseconds.
    Wait(u64),
    /// Sends these bytes.
    Say(Octets),
    /// Closes the connection.
    Close,
}

fn anyone() -> String {
    "*".into()
}
