//! How long things take.

use serde::Deserialize;

/// Milliseconds that things take. All but those of the network itself are the module's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Latencies {
    /// From power or AT+RST to `ready`.
    pub boot: u64,
    /// A scan. The capture `scan-join-update` took 1.7 s.
    pub scan: u64,
    /// From AT+CWJAP to `WIFI CONNECTED`, or to its failure.
    pub associate: u64,
    /// From `WIFI CONNECTED` to `WIFI GOT IP`, with DHCP.
    pub address: u64,
    /// From the loss of an access point to the next try to join it.
    pub rejoin: u64,
    /// From AT+CWQAP's `OK` to `WIFI DISCONNECT`.
    pub leave: u64,
    /// From a station's joining the SoftAP to its IP address.
    pub station_address: u64,
    /// Between two steps of an update; the download itself takes 100 times as long.
    pub update_step: u64,
    /// Between two lines of SmartConfig, WPS or the web server.
    pub provisioning_step: u64,
    /// How long one try of SmartConfig takes.
    pub smart_try: u64,
    /// From one end of the virtual network to the other.
    pub network: u64,
    /// Until a peer of the virtual network has thought of what to say: its words come after `CONNECT` and `SEND OK`, and not in one piece with them.
    pub answer: u64,
    /// A lookup of a name in the virtual network.
    pub lookup: u64,
    /// Until a closed port or an absent host is given up in the virtual network: the module is not told of a refusal, but times out.
    pub refusal: u64,
}

impl Default for Latencies {
    fn default() -> Self {
        Latencies {
            boot: 300,
            scan: 1700,
            associate: 800,
            address: 700,
            rejoin: 3000,
            leave: 20,
            station_address: 300,
            update_step: 100,
            provisioning_step: 400,
            smart_try: 30_000,
            network: 5,
            answer: 10,
            lookup: 30,
            refusal: 3000,
        }
    }
}

impl Latencies {
    /// Everything at once, for tests that look at texts alone.
    pub const NONE: Latencies = Latencies {
        boot: 0,
        scan: 0,
        associate: 0,
        address: 0,
        rejoin: 0,
        leave: 0,
        station_address: 0,
        update_step: 0,
        provisioning_step: 0,
        smart_try: 0,
        network: 0,
        answer: 0,
        lookup: 0,
        refusal: 0,
    };
}
