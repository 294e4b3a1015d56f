//! What a module keeps over a restart.

use crate::{
    text::MacText,
    world::{Octets, World},
};
use serde::{Deserialize, Serialize};
use std::net::Ipv4Addr;
use wizfi360_proto::domains::{
    AutoConnect, Baud, CountryPolicy, DataBits, FlowControl, Parity, SoftApEcn, SsidHidden, SslMode, StopBits, WifiMode,
};
use wizfi360_spec::model::Firmware;

/// The first firmware of the newer line: the older one has other factory settings (manual 3.2.14, 3.2.21, 3.2.23, 3.3.28).
const NEWER: Firmware = Firmware([1, 1, 0, 0]);

/// What stands in the flash. A runner can keep it in a file; it is plain data for serde.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flash {
    /// The firmware.
    pub firmware: Firmware,
    /// The settings of the `_DEF` commands.
    pub settings: Settings,
    /// Whether the station joins its access point at each start.
    #[serde(with = "number")]
    pub auto_connect: AutoConnect,
    /// Which certificates TLS connections use.
    #[serde(with = "number")]
    pub ssl_mode: SslMode,
    /// The authority's certificate (AT+CASEND).
    pub authority: Option<String>,
    /// The client's certificate (AT+CLICASEND).
    pub certificate: Option<String>,
    /// The private key (AT+AWSPKSEND).
    pub key: Option<String>,
    /// The connection for transparent transmission from power-up on.
    pub boot_link: Option<BootLink>,
}

/// What `_CUR` commands set for now and `_DEF` commands set for good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The Wi-Fi mode.
    #[serde(with = "number")]
    pub mode: WifiMode,
    /// The access point to join.
    pub network: Option<KnownNetwork>,
    /// The SoftAP.
    pub softap: SoftAp,
    /// Whether the station gets its address by DHCP.
    pub station_dhcp: bool,
    /// Whether the SoftAP gives addresses by DHCP.
    pub softap_dhcp: bool,
    /// Which addresses it gives.
    pub pool: Pool,
    /// The station's address without DHCP.
    pub station_address: Address,
    /// The SoftAP's address.
    pub softap_address: Address,
    /// The station's MAC address.
    pub mac: MacText,
    /// The serial line.
    pub serial: Serial,
    /// The DNS servers, at most two; none for the default.
    pub dns: Vec<Ipv4Addr>,
    /// The country.
    pub country: Country,
}

/// An access point and how to join it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownNetwork {
    /// Its SSID.
    pub ssid: Octets,
    /// Its password. It is never printed.
    pub password: Octets,
    /// Its MAC address, where that matters.
    pub bssid: Option<MacText>,
}

impl std::fmt::Debug for KnownNetwork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KnownNetwork").field("ssid", &self.ssid).field("password", &"***").finish_non_exhaustive()
    }
}

/// The module as an access point.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SoftAp {
    /// Its SSID.
    pub ssid: Octets,
    /// Its password. It is never printed.
    pub password: Octets,
    /// Its channel.
    pub channel: u8,
    /// How it encrypts.
    #[serde(with = "number")]
    pub encryption: SoftApEcn,
    /// How many stations may join.
    pub max_stations: u8,
    /// Whether it broadcasts its SSID.
    #[serde(with = "number")]
    pub hidden: SsidHidden,
}

impl std::fmt::Debug for SoftAp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SoftAp").field("ssid", &self.ssid).field("password", &"***").finish_non_exhaustive()
    }
}

/// An IP address with what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the words are plain")]
pub struct Address {
    pub ip: Ipv4Addr,
    pub gateway: Ipv4Addr,
    pub netmask: Ipv4Addr,
}

/// Which addresses the SoftAP gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// How long an address is lent, in minutes.
    pub lease_time: u16,
    /// The first address.
    pub start: Ipv4Addr,
    /// The last address.
    pub end: Ipv4Addr,
}

/// The settings of the serial line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the words are plain")]
pub struct Serial {
    #[serde(with = "number")]
    pub baud: Baud,
    #[serde(with = "number")]
    pub data_bits: DataBits,
    #[serde(with = "number")]
    pub stop_bits: StopBits,
    #[serde(with = "number")]
    pub parity: Parity,
    #[serde(with = "number")]
    pub flow_control: FlowControl,
}

/// The Wi-Fi country code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Whether it follows the access point.
    #[serde(with = "number")]
    pub policy: CountryPolicy,
    /// The code.
    pub code: Octets,
    /// The channel option, whose meaning is not known.
    pub channels: u8,
}

/// A connection that opens at power-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BootLink {
    /// The peer's address or name.
    pub host: String,
    /// The peer's port.
    pub port: u16,
    /// How it is reached.
    pub protocol: BootProtocol,
}

/// The protocol of a connection that opens at power-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BootProtocol {
    /// TCP, with seconds between keep-alives.
    Tcp(u16),
    /// UDP, with the module's own port.
    Udp(Option<u16>),
}

impl Flash {
    /// As the module comes from the factory.
    pub fn factory(world: &World) -> Flash {
        Flash {
            firmware: world.firmware,
            settings: Settings::factory(world.mac, world.firmware),
            auto_connect: AutoConnect::Enabled,
            ssl_mode: SslMode::NoCertificate,
            authority: None,
            certificate: None,
            key: None,
            boot_link: None,
        }
    }
}

impl Settings {
    fn factory(mac: MacText, firmware: Firmware) -> Settings {
        let newer = |address| if firmware >= NEWER { address } else { Ipv4Addr::UNSPECIFIED };
        let static_address = |ip: [u8; 4]| Address {
            ip: newer(ip.into()),
            gateway: newer(ip.into()),
            netmask: newer([255, 255, 255, 0].into()),
        };
        Settings {
            mode: WifiMode::SoftAp,
            network: None,
            softap: SoftAp {
                ssid: format!("WizFi360_{}", mac.tail()).as_str().into(),
                password: Octets::default(),
                channel: 1,
                encryption: SoftApEcn::Open,
                max_stations: 4,
                hidden: SsidHidden::Broadcast,
            },
            station_dhcp: true,
            softap_dhcp: true,
            pool: Pool::factory(firmware),
            station_address: static_address([192, 168, 1, 1]),
            softap_address: static_address([192, 168, 36, 1]),
            mac,
            serial: Serial {
                baud: Baud::B115200,
                data_bits: DataBits::Eight,
                stop_bits: StopBits::One,
                parity: Parity::None,
                flow_control: FlowControl::Disabled,
            },
            dns: if firmware >= NEWER { vec![[208, 67, 220, 220].into()] } else { Vec::new() },
            country: Country { policy: CountryPolicy::FollowAp, code: "CN".into(), channels: 1 },
        }
    }
}

impl Pool {
    pub(crate) fn factory(firmware: Firmware) -> Pool {
        let newer = |ip: [u8; 4]| if firmware >= NEWER { ip.into() } else { Ipv4Addr::UNSPECIFIED };
        Pool { lease_time: 120, start: newer([192, 168, 36, 2]), end: newer([192, 168, 36, 101]) }
    }
}

/// Values of the manual as their numbers.
mod number {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use wizfi360_proto::Number;

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(super) fn serialize<T: Number, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(value.number())
    }

    pub(super) fn deserialize<'de, T: Number, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let number = u32::deserialize(deserializer)?;
        let known = || T::ALL.iter().map(|value| value.number().to_string()).collect::<Vec<_>>().join(", ");
        T::from_number(number).ok_or_else(|| D::Error::custom(format!("{number} is not one of {}", known())))
    }
}
