//! What is known of the module's state, and what a case needs of it.

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

/// What is known of the module's state; `None` where nothing is.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) echo: Option<bool>,
    pub(super) mode: Option<u8>,
    pub(super) joined: Option<bool>,
    /// True if addresses, DHCP and DNS of the station are such that the network can be reached.
    pub(super) reachable: bool,
    pub(super) mux: Option<bool>,
    pub(super) transparent: Option<bool>,
    pub(super) server: Option<bool>,
    pub(super) link: Option<Link>,
    pub(super) mqtt: Option<bool>,
    pub(super) topics: Option<bool>,
    pub(super) azure: Option<bool>,
    pub(super) sntp: Option<bool>,
    pub(super) scan: bool,
    pub(super) sender: Option<bool>,
    /// What waits to be told an access point, until it is stopped.
    pub(super) provisioning: Option<Provisioning>,
    /// True if SSL connections are opened without certificates.
    pub(super) no_certificates: bool,
    /// True if transparent transmission may begin at the next start.
    pub(super) boot_link: bool,
}

/// What waits to be told an access point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Provisioning {
    /// SmartConfig or the web server.
    Smart,
    Wps,
}

impl State {
    /// Right after a start, whatever stands in flash.
    pub(super) fn started(&self) -> State {
        State {
            echo: Some(true),
            mux: Some(false),
            transparent: Some(false),
            server: Some(false),
            link: Some(Link::None),
            mqtt: Some(false),
            topics: Some(false),
            azure: Some(false),
            sntp: None,
            scan: true,
            no_certificates: self.no_certificates,
            boot_link: self.boot_link,
            ..State::default()
        }
    }

    /// Learns from a line that was sent and how it ended.
    pub(super) fn learn(&mut self, line: &[u8], ended: Ended) {
        let text = String::from_utf8_lossy(line);
        let (name, params) = text.split_once('=').unwrap_or((&text, ""));
        let first = params.split(',').next().unwrap_or("");
        let on = first.parse() == Ok(1_u32);
        let good = ended == Ended::Good;
        match name {
            "ATE0" | "ATE1" if good => self.echo = Some(name == "ATE1"),
            "AT+CWMODE_CUR" | "AT+CWMODE_DEF" | "AT+CWMODE" if good => {
                let mode = first.parse().ok();
                if self.mode != mode {
                    (self.joined, self.link) = (None, None);
                }
                self.mode = mode;
                if mode == Some(2) {
                    self.joined = Some(false);
                }
            }
            "AT+CWJAP_CUR" | "AT+CWJAP_DEF" | "AT+CWJAP" => match ended {
                Ended::Good => (self.joined, self.link) = (Some(true), None),
                Ended::Failed => (self.joined, self.link) = (Some(false), None),
                Ended::Error => {}
                Ended::Unknown => (self.joined, self.link) = (None, None),
            },
            "AT+CWQAP" => (self.joined, self.link) = (good.then_some(false), None),
            "AT+CIPSTA_CUR" | "AT+CIPSTA_DEF" | "AT+CIPSTA" | "AT+CWDHCP_CUR" | "AT+CWDHCP_DEF" | "AT+CWDHCP"
            | "AT+CIPSTAMAC_CUR" | "AT+CIPSTAMAC_DEF" | "AT+CIPSTAMAC" | "AT+CIPDNS_CUR" | "AT+CIPDNS_DEF"
            | "AT+CWCOUNTRY_CUR" | "AT+CWCOUNTRY_DEF"
                if !params.is_empty() && ended != Ended::Error =>
            {
                self.reachable = false;
            }
            "AT+CIPMUX" if good && !params.is_empty() => self.mux = Some(on),
            "AT+CIPMODE" if good && !params.is_empty() => self.transparent = Some(on),
            "AT+CIPSERVER" if good => self.server = Some(on),
            "AT+CIPSTART" => match ended {
                Ended::Error if self.link == Some(Link::None) => {}
                _ => self.link = None,
            },
            "AT+MQTTCON" | "AT+AZCON" | "AT+AWSCON" => match ended {
                Ended::Good => self.link = Some(Link::OtherBroker),
                Ended::Error if self.link == Some(Link::None) => {}
                _ => self.link = None,
            },
            "AT+CIPCLOSE" | "AT+MQTTDIS" if ended == Ended::Unknown => self.link = None,
            "AT+CIPCLOSE" if good && (params.is_empty() || first == "5") => self.link = Some(Link::None),
            // A link ID closes one of several.
            "AT+CIPCLOSE" if good => self.link = None,
            "AT+MQTTDIS" if good => self.link = Some(Link::None),
            // Other values than those of the plan are as good as unknown.
            "AT+MQTTSET" if good && !params.is_empty() => self.mqtt = (params == MQTT_SETTINGS).then_some(true),
            "AT+MQTTTOPIC" if good && !params.is_empty() => self.topics = (params == MQTT_TOPICS).then_some(true),
            "AT+AZSET" if good => self.azure = (params == AZURE_SETTINGS).then_some(true),
            "AT+CIPSNTPCFG" if good && !params.is_empty() => self.sntp = Some(on),
            "AT+CWLAPOPT" if good => self.scan = params == SCAN_DEFAULT,
            "AT+CIPDINFO" if good && !params.is_empty() => self.sender = Some(on),
            "AT+CWSTARTSMART" | "AT+WIZ_NETCONFIG" if good => self.provisioning = Some(Provisioning::Smart),
            "AT+CWSTOPSMART" if self.provisioning == Some(Provisioning::Smart) => self.provisioning = None,
            // What AT+WPS=0 answers is not known.
            "AT+WPS" => self.provisioning = (good && on).then_some(Provisioning::Wps),
            "AT+CIPSSLCCONF" if good && !params.is_empty() => self.no_certificates = first == "0",
            "AT+RESTORE" if good => self.no_certificates = false,
            "AT+SAVETRANSLINK" if good => self.boot_link = on,
            _ => {}
        }
    }

    /// Learns from a message that came, by its name in `events.ron`.
    pub(super) fn heard(&mut self, message: &str) {
        match message {
            "WifiGotIp" => self.joined = Some(true),
            "WifiConnected" => self.joined = None,
            "WifiDisconnect" => (self.joined, self.link) = (Some(false), None),
            "Closed" | "Connect" => self.link = None,
            "Ready" => *self = self.started(),
            "SmartConfigConnected" | "WpsFail" | "WpsStopped" => self.provisioning = None,
            _ => {}
        }
    }

    /// Whether a message may come at any time, as far as is known.
    pub(super) fn ambient(&self, message: &str) -> bool {
        match message {
            "WifiConnected" | "WifiGotIp" | "WifiDisconnect" => self.mode != Some(2),
            "Closed" | "SegmentSent" => self.link != Some(Link::None),
            "Connect" => self.server != Some(false),
            "StaConnected" | "DistStaIp" | "StaDisconnected" => self.mode != Some(1),
            "MqttMessage" => {
                !matches!(self.link, Some(Link::None | Link::Echo(_) | Link::Discard(_) | Link::Udp(_) | Link::Ssl(_)))
            }
            message if message.starts_with("SmartConfig") || message.starts_with("Wps") => self.provisioning.is_some(),
            _ => false,
        }
    }
}

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// By a good result.
    Good,
    /// By `ERROR`.
    Error,
    /// By another bad result.
    Failed,
    /// In another way, or not at all.
    Unknown,
}

/// User, password, client ID and keep-alive that the broker gets to see.
pub(super) const MQTT_SETTINGS: &str = "\"user\",\"secret\",\"wizfi360-check\",60";

/// The topic that is published to is subscribed to as well.
pub(super) const MQTT_TOPICS: &str = "\"wizfi360/check\",\"wizfi360/check\"";

/// Hub, device and key.
pub(super) const AZURE_SETTINGS: &str = "\"hub\",\"device\",\"key\"";

/// What `AT+CWLAPOPT` sets after a start.
pub(super) const SCAN_DEFAULT: &str = "0,1055";
