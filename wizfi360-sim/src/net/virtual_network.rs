//! A network without sockets, in virtual time: its hosts stand in the world.

use super::{
    Action, Connection, Event, OpenError, Protocol,
    peers::{Host, Reaction},
};
use crate::{
    timers::Timers,
    world::{Behaviour, Client, Peer, World},
};
use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddrV4},
    sync::Arc,
};

/// The network of a [`World`]: names, peers that do what the world says, clients of the module's server. The same world and the same actions have the same
/// events at the same times.
#[derive(Clone, Debug)]
pub struct VirtualNetwork {
    world: Arc<World>,
    due: Timers<Due>,
    hosts: BTreeMap<Connection, Host>,
    listening: Option<u16>,
    /// How many clients have come.
    clients: u32,
    next_port: u16,
}

#[derive(Clone, Debug)]
enum Due {
    /// The module is told.
    Event(Event),
    /// Bytes, or a message with its topic, reach a host.
    Arrives(Connection, Reaction),
    /// A host goes on with what it does.
    Continues(Connection),
    /// A client of the world comes.
    Comes(usize),
}

/// The first of the ports that the module's own connections get.
const PORTS: u16 = 49_152;

impl VirtualNetwork {
    /// The network of this world.
    pub fn new(world: impl Into<Arc<World>>) -> VirtualNetwork {
        VirtualNetwork {
            world: world.into(),
            due: Timers::default(),
            hosts: BTreeMap::new(),
            listening: None,
            clients: 0,
            next_port: PORTS,
        }
    }

    /// When [`VirtualNetwork::poll`] has something next.
    pub fn poll_at(&self) -> Option<u64> {
        self.due.next_at()
    }

    /// The next event that is due at `now` or before. Call it until it gives none.
    pub fn poll(&mut self, now: u64) -> Option<Event> {
        while let Some((at, due)) = self.due.take_due(now) {
            match due {
                Due::Event(event) => match &event {
                    // What was on its way when the connection was closed is lost.
                    Event::Received { connection, .. }
                    | Event::Sent { connection }
                    | Event::Message { connection, .. }
                        if !self.hosts.contains_key(connection) => {}
                    Event::Closed { connection } => {
                        if self.hosts.remove(connection).is_some() {
                            return Some(event);
                        }
                    }
                    _ => return Some(event),
                },
                Due::Arrives(connection, Reaction::Bytes(bytes, Some(to))) => self.packet(at, connection, bytes, to),
                Due::Arrives(connection, reaction) => self.reacts(at, connection, |host| host.takes(reaction)),
                Due::Continues(connection) => self.reacts(at, connection, |host| host.goes_on(Vec::new())),
                Due::Comes(index) => {
                    if let Some(client) = self.world.clone().clients.get(index) {
                        self.client_comes(at, SocketAddrV4::new(client.ip, client.port), &client.does);
                    }
                }
            }
        }
        None
    }

    /// Does what a module wants. What comes of it comes by [`VirtualNetwork::poll`].
    pub fn perform(&mut self, now: u64, action: Action) {
        let latencies = self.world.latencies;
        match action {
            Action::Resolve { query, host } => {
                let ip = self.world.resolve(&host);
                self.due.set(now + latencies.lookup, Due::Event(Event::Resolved { query, ip }));
            }
            Action::Ping { query, host } => {
                let (delay, result) = self.ping(&host);
                self.due.set(now + delay, Due::Event(Event::Pong { query, result }));
            }
            Action::Open { connection, protocol, host, port } => self.open(now, connection, &protocol, &host, port),
            Action::Send { connection, bytes, to } => {
                self.due.set(now + latencies.network, Due::Arrives(connection, Reaction::Bytes(bytes, to)));
                self.due.set(now + 2 * latencies.network, Due::Event(Event::Sent { connection }));
            }
            Action::Publish { connection, topic, message, .. } => {
                self.due.set(now + latencies.network, Due::Arrives(connection, Reaction::Message(topic, message)));
                self.due.set(now + 2 * latencies.network, Due::Event(Event::Sent { connection }));
            }
            Action::Subscribe { connection, topics } => {
                if let Some(host) = self.hosts.get_mut(&connection) {
                    host.topics = topics;
                }
            }
            Action::Close { connection } => {
                self.hosts.remove(&connection);
            }
            Action::Listen { port } => {
                self.listening = Some(port);
                let meant = |client: &Client| client.to == 0 || client.to == port;
                for (index, client) in self.world.clients.iter().enumerate().filter(|(_, client)| meant(client)) {
                    self.due.set(now + client.comes, Due::Comes(index));
                }
            }
            Action::StopListening => {
                self.listening = None;
                self.due.cancel(|due| matches!(due, Due::Comes(_)));
            }
            Action::Download { query, .. } => {
                let success = self.world.update.is_some();
                self.due.set(now + latencies.lookup, Due::Event(Event::Downloaded { query, success }));
            }
            // There is no serial line here.
            Action::Serial(_) => {}
        }
    }

    // What tests do in the place of peers.

    /// The connections that are open, with the peers' addresses.
    pub fn connections(&self) -> impl Iterator<Item = (Connection, SocketAddrV4)> {
        self.hosts.iter().map(|(connection, host)| (*connection, host.address))
    }

    /// A client connects to the module's server, or would: `None` if there is no server.
    pub fn connect(&mut self, now: u64, from: SocketAddrV4, does: &Behaviour) -> Option<Connection> {
        self.listening?;
        Some(self.client_comes(now, from, does))
    }

    /// A peer sends bytes.
    pub fn say(&mut self, now: u64, connection: Connection, bytes: &[u8]) {
        self.reacts(now, connection, |host| vec![host.says(bytes.to_vec())]);
    }

    /// A peer closes a connection.
    pub fn close(&mut self, now: u64, connection: Connection) {
        self.reacts(now, connection, |_| vec![Reaction::Close]);
    }

    /// What a peer has got since it was asked last. Only those that the world lets [`Behaviour::Discard`] keep it.
    pub fn taken(&mut self, connection: Connection) -> Vec<u8> {
        self.hosts.get_mut(&connection).map(|host| std::mem::take(&mut host.taken)).unwrap_or_default()
    }

    fn ping(&self, host: &str) -> (u64, Result<u32, OpenError>) {
        let latencies = self.world.latencies;
        let Some(ip) = self.world.resolve(host) else { return (latencies.lookup, Err(OpenError::Name)) };
        let dead = self.world.peers.iter().find(|peer| peer.port == 0 && names(peer, host, ip));
        if matches!(dead, Some(Peer { does: Behaviour::Refuse, .. })) {
            return (latencies.refusal, Err(OpenError::Refused));
        }
        let time = 2 * latencies.network;
        (time, Ok(u32::try_from(time).unwrap_or(u32::MAX)))
    }

    fn open(&mut self, now: u64, connection: Connection, protocol: &Protocol, host: &str, port: u16) {
        let latencies = self.world.latencies;
        let failed = |error| Due::Event(Event::OpenFailed { connection, error });
        let is_name = host.parse::<Ipv4Addr>().is_err();
        let now = now + if is_name { latencies.lookup } else { 0 };
        let Some(ip) = self.world.resolve(host) else { return self.due.set(now, failed(OpenError::Name)) };
        let remote = SocketAddrV4::new(ip, port);
        let (tls, local_port) = match protocol {
            Protocol::Tls { tls, .. } => (Some(tls), None),
            Protocol::Mqtt(session) => (session.tls.as_ref(), None),
            Protocol::Udp { local_port } => (None, *local_port),
            Protocol::Tcp { .. } => (None, None),
        };
        let world = self.world.clone();
        let peer = world.peers.iter().find(|peer| {
            (peer.port == 0 || peer.port == port) && names(peer, host, ip) && peer.tls.is_some() == tls.is_some()
        });
        let udp = matches!(protocol, Protocol::Udp { .. });
        let does = match peer {
            Some(peer) if peer.does != Behaviour::Refuse => &peer.does,
            // Over UDP nobody answers, and nobody is missed.
            _ if udp => &Behaviour::Discard,
            _ => return self.due.set(now + latencies.refusal, failed(OpenError::Refused)),
        };
        if let Some(authority) = tls.and_then(|tls| tls.authority.as_ref())
            && peer.and_then(|peer| peer.tls.as_ref()).is_none_or(|signed_by| signed_by.trim() != authority.trim())
        {
            return self.due.set(now + 2 * latencies.network, failed(OpenError::Untrusted));
        }
        let mut new = Host::new(remote, does);
        new.udp = udp;
        if let Protocol::Mqtt(session) = protocol {
            new.topics.clone_from(&session.topics);
        }
        self.hosts.insert(connection, new);
        let local_port = local_port.unwrap_or_else(|| {
            self.next_port = self.next_port.checked_add(1).unwrap_or(PORTS);
            self.next_port
        });
        let opened_at = now + 2 * latencies.network;
        self.due.set(opened_at, Due::Event(Event::Opened { connection, remote, local_port }));
        self.due.set(opened_at, Due::Continues(connection));
    }

    /// A packet of UDP reaches whoever is at its destination: the peer of the connection, or another host, which forgets it when it has answered.
    fn packet(&mut self, now: u64, connection: Connection, bytes: Vec<u8>, to: SocketAddrV4) {
        let at = |peer: &&Peer| {
            peer.tls.is_none() && (peer.port == 0 || peer.port == to.port()) && names(peer, "", *to.ip())
        };
        let other = self.world.peers.iter().find(at).map(|peer| Host::new(to, &peer.does));
        self.reacts(now, connection, |host| match other {
            Some(mut other) if host.address != to => other.takes(Reaction::Bytes(bytes, Some(to))),
            None if host.address != to => Vec::new(),
            _ => host.takes(Reaction::Bytes(bytes, Some(to))),
        });
    }

    fn client_comes(&mut self, now: u64, from: SocketAddrV4, does: &Behaviour) -> Connection {
        let connection = Connection::incoming(self.clients);
        self.clients += 1;
        self.hosts.insert(connection, Host::new(from, does));
        let accepted = Event::Accepted { connection, remote: from, local_port: self.listening.unwrap_or(0) };
        self.due.set(now, Due::Event(accepted));
        self.due.set(now, Due::Continues(connection));
        connection
    }

    /// A host does something; what comes of it reaches the module later.
    fn reacts(&mut self, now: u64, connection: Connection, does: impl FnOnce(&mut Host) -> Vec<Reaction>) {
        let Some(host) = self.hosts.get_mut(&connection) else { return };
        let reactions = does(host);
        let udp = host.udp.then_some(host.address);
        let arrives = now + self.world.latencies.answer + self.world.latencies.network;
        for reaction in reactions {
            match reaction {
                Reaction::Bytes(bytes, from) => {
                    let event = Event::Received { connection, bytes, from: from.or(udp) };
                    self.due.set(arrives, Due::Event(event));
                }
                Reaction::Message(topic, message) => {
                    self.due.set(arrives, Due::Event(Event::Message { connection, topic, message }));
                }
                Reaction::MessageLater(delay, topic, message) => {
                    self.due.set(arrives + delay, Due::Event(Event::Message { connection, topic, message }));
                }
                Reaction::Close => self.due.set(arrives, Due::Event(Event::Closed { connection })),
                Reaction::Wait(delay) => self.due.set(now + delay, Due::Continues(connection)),
            }
        }
    }
}

/// Whether a peer of the world is this host.
fn names(peer: &Peer, host: &str, ip: Ipv4Addr) -> bool {
    peer.host == "*" || peer.host == host || peer.host.parse() == Ok(ip)
}
