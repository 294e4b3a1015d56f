//! What surrounds the module: whom it can join and talk to.

use super::plan;
use serde::Deserialize;
use wizfi360_spec::LoadError;

/// What surrounds the module: what the cases join, connect to and look up. What is left out is as in the world that a virtual module finds itself in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bench {
    /// The SSID of an access point with a DHCP server.
    pub ssid: String,
    /// Its password. It is printed nowhere.
    pub password: String,
    /// An SSID that nobody broadcasts.
    pub no_ssid: String,
    /// A host by its IPv4 address, on which the services below run.
    pub host: String,
    /// The port on which it sends back what it gets, over TCP and over UDP.
    pub echo: u16,
    /// Another such port, for UDP.
    pub other_echo: u16,
    /// The port on which it takes everything and says nothing.
    pub discard: u16,
    /// The port of an HTTP server, which closes behind its answer.
    pub http: u16,
    /// The port of an HTTP server over TLS.
    pub https: u16,
    /// The port of an MQTT broker, which takes any user.
    pub broker: u16,
    /// A TCP port whose server closes each connection after half a second.
    pub closing: u16,
    /// When the module's server listens on this port, a client connects, says `hello`, and closes half a second later.
    pub server: u16,
    /// A station joins the module's SoftAP if that has this SSID, gets an address, and leaves.
    pub guest_ssid: String,
    /// The password that this station has for it.
    pub guest_password: String,
    /// A port on which nobody listens.
    pub closed: u16,
    /// A host that answers no ping.
    pub nobody: String,
    /// A name that resolves to an address at which the services run as well.
    pub name: String,
    /// A name that does not resolve.
    pub no_name: String,
}

impl Default for Bench {
    fn default() -> Self {
        Bench {
            ssid: "wizfi360".into(),
            password: "password".into(),
            no_ssid: "nobody broadcasts this".into(),
            host: "192.168.1.2".into(),
            echo: 5000,
            other_echo: 7,
            discard: 9,
            http: 80,
            https: 443,
            broker: 1883,
            closing: 5001,
            server: 3333,
            guest_ssid: "wizfi360-check".into(),
            guest_password: "let me in".into(),
            closed: 4,
            nobody: "192.168.1.254".into(),
            name: "www.wiznet.io".into(),
            no_name: "nobody.invalid".into(),
        }
    }
}

impl Bench {
    /// Reads a bench from RON text: `(ssid: "home", password: "...", host: "192.168.0.10")`. `file` is how the text is named in an error.
    ///
    /// # Errors
    ///
    /// The text is not a bench; the error has line, column and the way out.
    pub fn from_ron(file: &str, text: &str) -> Result<Bench, LoadError> {
        wizfi360_spec::read_ron(file, text)
    }

    /// The value of this key as text, as test cases of the spec name it: `{ssid}`.
    pub(super) fn value(&self, key: &str) -> Option<String> {
        let text = |text: &String| Some(text.clone());
        let port = |port: u16| Some(port.to_string());
        match key {
            "ssid" => text(&self.ssid),
            "password" => text(&self.password),
            "no_ssid" => text(&self.no_ssid),
            "host" => text(&self.host),
            "echo" => port(self.echo),
            "other_echo" => port(self.other_echo),
            "discard" => port(self.discard),
            "http" => port(self.http),
            "https" => port(self.https),
            "broker" => port(self.broker),
            "closing" => port(self.closing),
            "server" => port(self.server),
            "guest_ssid" => text(&self.guest_ssid),
            "guest_password" => text(&self.guest_password),
            "closed" => port(self.closed),
            "nobody" => text(&self.nobody),
            "name" => text(&self.name),
            "no_name" => text(&self.no_name),
            _ => None,
        }
    }

    /// What stands as `***` in dialogues: each secret as it is, and as it stands in a request.
    pub(super) fn secrets(&self) -> Vec<String> {
        let secrets = [&self.password, &self.guest_password].into_iter().filter(|secret| !secret.is_empty());
        secrets.flat_map(|secret| [plan::escaped(secret), secret.clone()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_as_in_the_virtual_world() {
        let bench = Bench::from_ron("bench.ron", r#"(ssid: "home")"#).unwrap();
        assert_eq!(bench, Bench { ssid: "home".into(), ..Bench::default() });
    }

    #[test]
    fn a_mistake_is_answered_with_its_place() {
        let error = Bench::from_ron("bench.ron", "(\n    sid: \"home\",\n)").unwrap_err().to_string();
        assert!(error.starts_with("bench.ron:2:") && error.contains("ssid"), "{error}");
    }
}
