//! Between a module and a network: what the module wants done, and what comes of it.
//!
//! The module has no sockets. It says what it wants by [`Action`]s ([`Module::poll_action`](crate::Module::poll_action)), and is told by [`Event`]s
//! ([`Module::network`](crate::Module::network)) what has happened. [`VirtualNetwork`] answers from a [`World`](crate::World), without sockets and in
//! virtual time; a runner with real sockets does the same with its own.
//!
//! A network keeps this order:
//!
//! - [`Action::Open`] is answered by [`Event::Opened`] or [`Event::OpenFailed`], [`Action::Send`] and [`Action::Publish`] each by [`Event::Sent`] in the
//!   order in which they came, or by the [`Event::Closed`] of the connection. [`Action::Resolve`], [`Action::Ping`] and [`Action::Download`] have one answer each.
//! - A connection that a client has made to the server begins with [`Event::Accepted`] and an id of [`Connection::incoming`].
//! - Behind [`Action::Close`] or [`Event::Closed`] the connection is over; events that come late are ignored.

mod peers;
mod virtual_network;

pub use virtual_network::VirtualNetwork;

use crate::flash::Serial;
use std::net::{Ipv4Addr, SocketAddrV4};

/// Names a connection, a lookup, a ping or a download. A module uses no number twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Connection(u32);

impl Connection {
    /// The `n`th that the module asks for.
    pub(crate) const fn outgoing(n: u32) -> Self {
        Connection(n.wrapping_mul(2))
    }

    /// The `n`th that the network accepts for the module's server. The network counts these itself.
    pub const fn incoming(n: u32) -> Self {
        Connection(n.wrapping_mul(2).wrapping_add(1))
    }
}

/// What a module wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Look up a name. Answered by [`Event::Resolved`].
    Resolve {
        /// Which question.
        query: Connection,
        /// The name, or an address.
        host: String,
    },
    /// Ping a host. Answered by [`Event::Pong`].
    Ping {
        /// Which question.
        query: Connection,
        /// Its name or address.
        host: String,
    },
    /// Open a connection. Answered by [`Event::Opened`] or [`Event::OpenFailed`].
    Open {
        /// Which connection.
        connection: Connection,
        /// How.
        protocol: Protocol,
        /// The peer's name or address.
        host: String,
        /// The peer's port.
        port: u16,
    },
    /// Send bytes. Answered by [`Event::Sent`].
    Send {
        /// On which connection.
        connection: Connection,
        /// What.
        bytes: Vec<u8>,
        /// To whom, over UDP; without it, to the peer of [`Action::Open`].
        to: Option<SocketAddrV4>,
    },
    /// Publish a message on an MQTT connection. Answered by [`Event::Sent`].
    Publish {
        /// On which connection.
        connection: Connection,
        /// Its topic.
        topic: Vec<u8>,
        /// The message.
        message: Vec<u8>,
        /// The quality of service: 0, 1 or 2.
        qos: u8,
    },
    /// Subscribe to these topics and no others on an MQTT connection (firmware 1.1.1.8 and later, AT+MQTTTOPIC while connected).
    Subscribe {
        /// On which connection.
        connection: Connection,
        /// The filters.
        topics: Vec<Vec<u8>>,
    },
    /// Close a connection. No answer is waited for.
    Close {
        /// Which one.
        connection: Connection,
    },
    /// Take clients on this port. [`Event::ListenFailed`] if that is not possible.
    Listen {
        /// The port.
        port: u16,
    },
    /// Take no more clients. Those that are connected stay.
    StopListening,
    /// Load a firmware file. Answered by [`Event::Downloaded`].
    Download {
        /// Which question.
        query: Connection,
        /// From where; `None` for the vendor's server.
        url: Option<String>,
    },
    /// From here on, behind all output that there is, the serial line is set so.
    Serial(Serial),
}

/// How a connection is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Protocol {
    /// TCP.
    Tcp {
        /// Seconds between two keep-alives; 0 for none.
        keep_alive: u16,
    },
    /// TCP with TLS.
    Tls {
        /// Seconds between two keep-alives; 0 for none.
        keep_alive: u16,
        /// Certificates.
        tls: Tls,
    },
    /// UDP. All packets that reach the local port are [`Event::Received`], whoever sent them.
    Udp {
        /// The module's own port; `None` for any.
        local_port: Option<u16>,
    },
    /// MQTT: [`Event::Opened`] means that the broker has taken the session.
    Mqtt(Mqtt),
}

/// Which certificates a TLS connection uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tls {
    /// Check the peer with this authority's certificate. `Some` of an empty text if none is stored: then no peer is trusted.
    pub authority: Option<String>,
    /// Show this certificate, with its key.
    pub identity: Option<Identity>,
}

/// A client certificate and its key, as PEM texts.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The certificate.
    pub certificate: String,
    /// The key. It is never printed.
    pub key: String,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("certificate", &self.certificate).field("key", &"***").finish()
    }
}

/// An MQTT session.
#[derive(Clone, PartialEq, Eq)]
pub struct Mqtt {
    /// Over TLS, if there is something.
    pub tls: Option<Tls>,
    /// The client ID.
    pub client_id: Vec<u8>,
    /// User name and password. The password is never printed.
    pub login: Option<(Vec<u8>, Vec<u8>)>,
    /// Seconds between two keep-alives.
    pub keep_alive: u16,
    /// The topics to subscribe to, with quality of service 0.
    pub topics: Vec<Vec<u8>>,
}

impl std::fmt::Debug for Mqtt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let user = self.login.as_ref().map(|(user, _)| String::from_utf8_lossy(user));
        f.debug_struct("Mqtt")
            .field("tls", &self.tls)
            .field("client_id", &String::from_utf8_lossy(&self.client_id))
            .field("user", &user)
            .field("keep_alive", &self.keep_alive)
            .finish_non_exhaustive()
    }
}

/// What has come of an action, or has happened on the network.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A name was looked up.
    Resolved {
        /// Which question this answers.
        query: Connection,
        /// Its address, if it has one.
        ip: Option<Ipv4Addr>,
    },
    /// A ping came back, or did not.
    Pong {
        /// Which question this answers.
        query: Connection,
        /// What came of it.
        result: Result<u32, OpenError>,
    },
    /// A connection is open.
    Opened {
        /// Which one.
        connection: Connection,
        /// The peer's address.
        remote: SocketAddrV4,
        /// The module's own port.
        local_port: u16,
    },
    /// A connection could not be opened.
    OpenFailed {
        /// Which one.
        connection: Connection,
        /// Why.
        error: OpenError,
    },
    /// A client has connected to the server.
    Accepted {
        /// Its connection: [`Connection::incoming`].
        connection: Connection,
        /// Its address.
        remote: SocketAddrV4,
        /// The server's port.
        local_port: u16,
    },
    /// The port of [`Action::Listen`] cannot be had.
    ListenFailed,
    /// Bytes have come.
    Received {
        /// On which connection.
        connection: Connection,
        /// What.
        bytes: Vec<u8>,
        /// From whom, over UDP.
        from: Option<SocketAddrV4>,
    },
    /// The bytes or the message of one action were sent.
    Sent {
        /// On which connection.
        connection: Connection,
    },
    /// A message of a subscribed topic has come.
    Message {
        /// On which connection.
        connection: Connection,
        /// Its topic.
        topic: Vec<u8>,
        /// Its data.
        message: Vec<u8>,
    },
    /// The peer has closed a connection, or it broke.
    Closed {
        /// Which one.
        connection: Connection,
    },
    /// A firmware file was loaded, or not.
    Downloaded {
        /// Which question this answers.
        query: Connection,
        /// True if it was.
        success: bool,
    },
}

/// Why a connection could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// The name has no address.
    Name,
    /// Nobody answers, or the peer refuses.
    Refused,
    /// The peer's certificate is not signed by the authority that was given, or TLS failed otherwise.
    Untrusted,
}
