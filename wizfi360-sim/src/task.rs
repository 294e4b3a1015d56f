//! The command under way, and what is due later.

use crate::{
    net::Connection,
    text::MacText,
    world::{Happening, Octets, Step},
};
use wizfi360_proto::{Final, Reason, Scope, domains::ScanChannel};

/// What follows from a command that was taken.
pub(crate) enum Next {
    /// It is done: `OK`.
    Ok,
    /// Something else will end it.
    Wait,
    /// The prompt, behind `OK` if `accepted`; then data.
    Data { accepted: bool },
}

/// The command is refused: perhaps with a reason, then `ERROR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) Option<Reason>);

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Refusal(Some(reason))
    }
}

impl Refusal {
    /// `ERROR` alone.
    pub(crate) const PLAIN: Refusal = Refusal(None);
}

pub(crate) type Handled = Result<Next, Refusal>;

/// The command under way. While there is one, others are answered with a word of being busy.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// AT+CWLAP.
    Scan(ScanFilter),
    /// AT+CWJAP, sent by a name of this scope.
    Join(Scope),
    /// AT+CIPSTART, AT+MQTTCON, AT+AZCON, AT+AWSCON.
    Open(Connection),
    /// A prompt was written; data comes.
    Collect(Collect),
    /// All data of AT+CIPSEND or AT+CIPSENDEX has come; it is being sent.
    Send(Connection),
    /// It has come, and its destination is being looked up.
    Find(Packet),
    /// A message is being published.
    Publish(Connection),
    /// AT+CIPDOMAIN, AT+PING.
    Ask(Connection),
    /// AT+CIUPDATE.
    Update(Connection),
    /// Lines of a certificate or a key come.
    Pem(Pem, String),
}

/// Data that comes behind a prompt.
#[derive(Clone, Debug)]
pub(crate) struct Collect {
    pub(crate) connection: Connection,
    pub(crate) purpose: Purpose,
    pub(crate) bytes: Vec<u8>,
}

/// Data for a host that is known by name.
#[derive(Clone, Debug)]
pub(crate) struct Packet {
    /// The question for its address.
    pub(crate) query: Connection,
    pub(crate) connection: Connection,
    pub(crate) port: u16,
    pub(crate) bytes: Vec<u8>,
}

/// What the data is for.
#[derive(Clone, Debug)]
pub(crate) enum Purpose {
    /// AT+CIPSEND, AT+CIPSENDEX, to someone else than the peer perhaps: a host and its port.
    Send(Option<(String, u16)>),
    /// AT+CIPSENDBUF: this segment.
    Buffer(u16),
    /// AT+MQTTPUBSEND.
    Publish,
}

/// Which PEM text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pem {
    Authority,
    Certificate,
    Key,
}

/// What AT+CWLAP looks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScanFilter {
    pub(crate) ssid: Option<Octets>,
    pub(crate) bssid: Option<MacText>,
    pub(crate) channel: Option<ScanChannel>,
}

impl Task {
    /// What other commands are answered with meanwhile.
    pub(crate) fn busy(&self) -> Final {
        match self {
            Task::Collect(_) | Task::Send(_) | Task::Find(_) | Task::Publish(_) => Final::BusySending,
            _ => Final::BusyProcessing,
        }
    }
}

/// What is due later.
#[derive(Clone, Debug)]
pub(crate) enum Timer {
    /// The firmware has started.
    Boot,
    /// The world's plan.
    Happening(usize),
    /// What was planned for a command.
    Planned(Happening),
    /// The scan is over.
    Scan,
    /// The access point has answered.
    Associate,
    /// Its DHCP server has.
    Address,
    /// The station tells that it has left.
    Left,
    /// The station tries its access point again.
    Rejoin,
    /// A station joins the SoftAP.
    StationJoins(MacText),
    /// It gets its address.
    StationAddress(MacText),
    /// It leaves.
    StationLeaves(MacText),
    /// 20 ms since the first byte of a packet in transparent transmission.
    Packet,
    /// A second since `+++`.
    Escaped,
    /// The connection of transparent transmission is tried again.
    Reopen,
    /// A client of the server may have been silent for too long.
    Idle(Connection),
    /// The next step of an update.
    Update(u8),
    /// The next line of SmartConfig, WPS or the web server.
    Provision,
    /// A try of SmartConfig is over.
    SmartTry,
    /// An access point that a fault has switched off comes back.
    Back(Octets),
    /// What a fault has kept back is said.
    Release,
}

/// A step of a script that is under way in the virtual network.
pub(crate) type Steps = std::collections::VecDeque<Step>;
