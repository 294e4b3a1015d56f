//! What a case needs of the module's state.

/// What a case needs of the module's state. `None` where it does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Needs {
    /// True if the module has to start anew right before.
    pub fresh: bool,
    /// The Wi-Fi mode, as `AT+CWMODE` has it: 1 to 3.
    pub mode: Option<u8>,
    /// Whether the station has joined the access point of the bench, and has an address.
    pub joined: Option<bool>,
    /// Whether `AT+CIPMUX` is 1.
    pub mux: Option<bool>,
    /// Whether `AT+CIPMODE` is 1.
    pub transparent: Option<bool>,
    /// Whether the TCP server runs.
    pub server: Option<bool>,
    /// Which connection is open.
    pub link: Option<Link>,
    /// Whether `AT+MQTTSET` was sent since the module has started.
    pub mqtt: Option<bool>,
    /// The same of `AT+MQTTTOPIC`.
    pub topics: Option<bool>,
    /// The same of `AT+AZSET`.
    pub azure: Option<bool>,
    /// Whether SNTP runs.
    pub sntp: Option<bool>,
    /// True if `AT+CWLAPOPT` has to be as after a start.
    pub scan: bool,
    /// Whether `AT+CIPDINFO` is 1.
    pub sender: Option<bool>,
    /// Whether commands are echoed.
    pub echo: bool,
    /// Lines that are sent then, each of which has to succeed.
    pub before: Vec<String>,
}

/// A connection: at most one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// None is.
    None,
    /// TCP to the echo service, with this link ID where there are several.
    Echo(u8),
    /// TCP to the service that says nothing.
    Discard(u8),
    /// UDP to the echo service.
    Udp(u8),
    /// SSL to the HTTP server.
    Ssl(u8),
    /// The broker, which delivers what is published.
    Broker(u8),
    /// A broker that was connected to in another way.
    OtherBroker,
}

/// User, password, client ID and keep-alive that the broker gets to see.
pub(super) const MQTT_SETTINGS: &str = "\"user\",\"secret\",\"wizfi360-check\",60";

/// The topic that is published to is subscribed to as well.
pub(super) const MQTT_TOPICS: &str = "\"wizfi360/check\",\"wizfi360/check\"";

/// Hub, device and key.
pub(super) const AZURE_SETTINGS: &str = "\"hub\",\"device\",\"key\"";

/// What `AT+CWLAPOPT` sets after a start.
pub(super) const SCAN_DEFAULT: &str = "0,1055";
