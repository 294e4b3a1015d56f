//! The world around a module, as data: access points, names, peers, stations that come and go, latencies, a clock.
//!
//! A world is read from a RON file ([`World::from_ron`]) or built in code; what is left out is as in [`World::default`], which is the file
//! `world.ron` beside this crate's sources.

mod happening;
mod latencies;
mod occasion;
mod peer;
mod text;

pub use happening::Happening;
pub use latencies::Latencies;
pub use occasion::{Effect, Occasion};
pub use peer::{Behaviour, Client, Peer, Step};
pub use text::Octets;

use crate::{deviate::Deviation, faults::Faults, text::MacText};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fmt,
    net::Ipv4Addr,
    sync::{Arc, OnceLock},
};
use wizfi360_proto::domains::Ecn;
pub use wizfi360_spec::LoadError;
use wizfi360_spec::model::Firmware;

/// Everything that a module meets, and what it is itself.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct World {
    /// The module's firmware. What it does not know is answered with `ERROR`.
    pub firmware: Firmware,
    /// The firmware that an update server offers.
    pub update: Option<Firmware>,
    /// When the firmware was compiled, as AT+GMR tells it; without it, the time that is known of this firmware, or the manual's.
    pub compiled: Option<String>,
    /// True for what the manual prints, false for what real modules were seen to do, where the two differ.
    pub by_the_manual: bool,
    /// The station's MAC address from the factory.
    pub mac: MacText,
    /// Access points in reach, in the order in which a scan finds them.
    pub access_points: Vec<AccessPoint>,
    /// Stations that join the SoftAP.
    pub stations: Vec<Station>,
    /// Domain names.
    pub names: BTreeMap<String, Ipv4Addr>,
    /// Hosts that the module connects to. The first that fits counts.
    pub peers: Vec<Peer>,
    /// Clients that connect to the module's server.
    pub clients: Vec<Client>,
    /// How long things take.
    pub latencies: Latencies,
    /// Seconds since 1970 in UTC, when the module is switched on.
    pub clock: i64,
    /// What happens by itself, in milliseconds after the module is switched on.
    pub happenings: Vec<(u64, Happening)>,
    /// What happens at a command of the host.
    pub occasions: Vec<Occasion>,
    /// What goes wrong, and how often.
    pub faults: Faults,
    /// In which ways the module deviates from the spec on purpose, for tests of what checks modules.
    pub deviates: Vec<Deviation>,
}

/// An access point.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessPoint {
    /// Its SSID: any bytes.
    pub ssid: Octets,
    /// Its password; empty for an open one. It is never printed.
    #[serde(default)]
    pub password: Octets,
    /// How it encrypts. Without it, `OPEN` if there is no password and `WPA2_PSK` if there is one.
    #[serde(default)]
    pub encryption: Option<Encryption>,
    /// Its MAC address.
    pub bssid: MacText,
    /// Its channel.
    #[serde(default = "channel_1")]
    pub channel: u8,
    /// Its signal strength in dBm.
    #[serde(default = "near")]
    pub signal: i16,
    /// Whether it offers WPS.
    #[serde(default)]
    pub wps: bool,
    /// Whether it broadcasts an empty SSID.
    #[serde(default)]
    pub hidden: bool,
    /// The address that its DHCP server gives the module; without one there is no DHCP server.
    #[serde(default = "lease")]
    pub lease: Option<Lease>,
}

impl fmt::Debug for AccessPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessPoint").field("ssid", &self.ssid).field("password", &"***").finish_non_exhaustive()
    }
}

/// How an access point encrypts, in the manual's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Encryption {
    /// Not at all.
    #[serde(rename = "OPEN")]
    Open,
    /// WEP.
    #[serde(rename = "WEP")]
    Wep,
    /// WPA with a pre-shared key.
    #[serde(rename = "WPA_PSK")]
    WpaPsk,
    /// WPA2 with a pre-shared key.
    #[serde(rename = "WPA2_PSK")]
    Wpa2Psk,
    /// WPA or WPA2 with a pre-shared key.
    #[serde(rename = "WPA_WPA2_PSK")]
    WpaWpa2Psk,
}

/// What a DHCP server gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lease {
    /// The module's address.
    pub ip: Ipv4Addr,
    /// The gateway.
    pub gateway: Ipv4Addr,
    /// The netmask.
    #[serde(default = "class_c")]
    pub netmask: Ipv4Addr,
}

/// A station that joins the module's SoftAP.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Station {
    /// Its MAC address.
    pub mac: MacText,
    /// The SSID that the SoftAP has to have for it to join by itself. Without one, any will do.
    #[serde(default)]
    pub looks_for: Option<Octets>,
    /// When it joins, in milliseconds after the SoftAP is up. Without it, only a [`Happening`] makes it join.
    #[serde(default)]
    pub joins: Option<u64>,
    /// How long it stays, in milliseconds. Without it, it stays.
    #[serde(default)]
    pub stays: Option<u64>,
}

impl World {
    /// Reads a world from RON text. `file` is how the text is named in an error.
    ///
    /// # Errors
    ///
    /// The text is not a world; the error has line, column and the way out.
    ///
    /// ```
    /// use wizfi360_sim::World;
    ///
    /// let world = World::from_ron("small.ron", r#"(names: {"wiznet.io": "183.111.174.49"})"#).unwrap();
    /// assert_eq!(world.names.len(), 1);
    /// let error = World::from_ron("small.ron", "(nams: {})").unwrap_err();
    /// assert!(error.to_string().starts_with("small.ron:1:"));
    /// ```
    pub fn from_ron(file: &str, text: &str) -> Result<World, LoadError> {
        wizfi360_spec::read_ron(file, text)
    }

    /// The world that is there if none is given: three access points, echo, discard, HTTP and MQTT at every address.
    pub fn built_in() -> &'static Arc<World> {
        static BUILT_IN: OnceLock<Arc<World>> = OnceLock::new();
        BUILT_IN.get_or_init(|| match World::from_ron("world.ron", World::BUILT_IN) {
            Ok(world) => Arc::new(world),
            Err(error) => panic!("the built-in world does not load: {error}"),
        })
    }

    /// The text of the built-in world, to begin one's own with.
    pub const BUILT_IN: &str = include_str!("../../world.ron");

    /// The address that a name has in this world, or that it is. One number is an address as well, as in C: published drivers open UDP to `0`.
    pub fn resolve(&self, host: &str) -> Option<Ipv4Addr> {
        let number = || host.parse::<u32>().ok().map(Ipv4Addr::from);
        host.parse().ok().or_else(number).or_else(|| self.names.get(host).copied())
    }
}

/// A world without anything in it but the module: nothing can be joined, nobody is there.
impl Default for World {
    fn default() -> Self {
        World {
            firmware: Firmware([1, 1, 1, 9]),
            update: None,
            compiled: None,
            by_the_manual: false,
            mac: MacText([0x00, 0x08, 0xdc, 0x11, 0x12, 0x13]),
            access_points: Vec::new(),
            stations: Vec::new(),
            names: BTreeMap::new(),
            peers: Vec::new(),
            clients: Vec::new(),
            latencies: Latencies::default(),
            // Wed Jul 24 03:38:25 2019 UTC, the manual's example in the time zone of China.
            clock: 1_563_939_505,
            happenings: Vec::new(),
            occasions: Vec::new(),
            faults: Faults::default(),
            deviates: Vec::new(),
        }
    }
}

impl AccessPoint {
    /// One that nobody has asked for.
    pub(crate) fn stranger(ssid: &[u8], number: u8) -> AccessPoint {
        AccessPoint {
            ssid: ssid.into(),
            password: Octets::default(),
            encryption: None,
            bssid: MacText([0x02, 0, 0, 0, 0, number]),
            channel: 13,
            signal: -90,
            wps: false,
            hidden: false,
            lease: None,
        }
    }

    /// How it encrypts, in the numbers of AT+CWLAP.
    pub(crate) fn ecn(&self) -> Ecn {
        match self.encryption {
            None if self.password.is_empty() => Ecn::Open,
            None | Some(Encryption::Wpa2Psk) => Ecn::Wpa2Psk,
            Some(Encryption::Open) => Ecn::Open,
            Some(Encryption::Wep) => Ecn::Wep,
            Some(Encryption::WpaPsk) => Ecn::WpaPsk,
            Some(Encryption::WpaWpa2Psk) => Ecn::WpaWpa2Psk,
        }
    }
}

fn channel_1() -> u8 {
    1
}

fn near() -> i16 {
    -40
}

fn class_c() -> Ipv4Addr {
    Ipv4Addr::new(255, 255, 255, 0)
}

fn lease() -> Option<Lease> {
    let gateway = Ipv4Addr::new(192, 168, 1, 1);
    Some(Lease { ip: Ipv4Addr::new(192, 168, 1, 88), gateway, netmask: class_c() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_world_has_something_to_join_and_someone_to_talk_to() {
        let world = World::built_in();
        assert!(world.access_points.len() >= 3);
        assert!(world.names.contains_key("www.wiznet.io"));
        assert!(!world.peers.is_empty());
    }

    #[test]
    fn a_mistake_is_answered_with_its_place_and_the_way_out() {
        let text = "(\n    access_points: [\n        (ssid: \"home\", bssid: \"00:00:00:00:00\"),\n    ],\n)";
        let error = World::from_ron("my.ron", text).unwrap_err().to_string();
        assert!(error.starts_with("my.ron:3:"), "{error}");
        assert!(error.contains("six pairs of hex digits"), "{error}");
    }

    #[test]
    fn a_password_is_not_printed() {
        let printed = format!("{:?}", World::built_in());
        assert!(printed.contains("wizfi360") && printed.contains("***") && !printed.contains("12345678"), "{printed}");
    }

    #[test]
    fn an_ssid_is_any_bytes() {
        let text = r#"(access_points: [(ssid: b"caf\xe9", bssid: "00:08:dc:00:00:01")])"#;
        let world = World::from_ron("my.ron", text).unwrap();
        assert_eq!(&*world.access_points[0].ssid, b"caf\xe9");
        assert_eq!(world.access_points[0].ecn(), Ecn::Open);
    }
}
