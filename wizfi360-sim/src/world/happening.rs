//! What happens to a module without its host's doing.

use super::Octets;
use crate::text::MacText;
use serde::Deserialize;

/// Something that happens: by a world's plan, or when a test says so ([`Module::happen`](crate::Module::happen)).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Happening {
    /// The access points with this SSID are switched off.
    AccessPointGoes(Octets),
    /// They are switched on again.
    AccessPointComes(Octets),
    /// A station joins the SoftAP.
    StationJoins(MacText),
    /// It leaves.
    StationLeaves(MacText),
    /// Someone tells SmartConfig, the web server or WPS this SSID and password. Nothing happens if none of them runs.
    Provision(Octets, Octets),
    /// WPS or SmartConfig gives up.
    ProvisionFails,
    /// The module restarts by itself, as after a watchdog or a brown-out.
    Restart,
    /// Bytes of line noise stand on the serial line.
    Noise(Octets),
    /// A pin that is an input gets this level.
    Pin(u8, bool),
    /// The peer of this link closes it; 0 for a single connection.
    LinkCloses(u8),
}
