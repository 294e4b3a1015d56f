//! A network of real sockets.

mod mqtt;
mod names;
mod stream;
mod tls;
mod udp;

use crate::net::{Action, Connection, Event, OpenError, Protocol};
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4},
};
use tokio::{
    net::TcpListener,
    sync::mpsc::{Receiver, Sender, UnboundedReceiver, UnboundedSender, channel, unbounded_channel},
    task::AbortHandle,
};

/// How far a module reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The address at which its server takes clients, and from which its UDP transmissions are sent.
    pub bind: Ipv4Addr,
    /// Hosts and ports that lie elsewhere: `("hub.azure-devices.net", 8883)` at `("localhost", 18883)`. A TLS connection checks the certificate for the
    /// name that the module asked for, an MQTT session over TLS for the name of the other place.
    pub elsewhere: Vec<Detour>,
}

/// A host and its port lie elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detour {
    /// What the module asks for.
    pub from: (String, u16),
    /// What it reaches.
    pub to: (String, u16),
}

/// Server and UDP are reached from this computer only; nothing lies elsewhere.
impl Default for Reach {
    fn default() -> Self {
        Reach { bind: Ipv4Addr::LOCALHOST, elsewhere: Vec::new() }
    }
}

/// A network of real sockets for one module. Dropped, it closes all of them.
#[derive(Debug)]
pub struct HostNetwork {
    reach: Reach,
    events: Receiver<Event>,
    sender: Sender<Event>,
    connections: HashMap<Connection, Handle>,
    listener: Option<AbortHandle>,
    /// Clients that the listener has taken and that have no handle here yet.
    accepted: UnboundedReceiver<(Connection, Handle)>,
    accept: UnboundedSender<(Connection, Handle)>,
    clients: std::sync::Arc<std::sync::atomic::AtomicU32>,
}

/// What a connection is to do. Without it, the connection closes when all is sent.
type Commands = UnboundedSender<Command>;

#[derive(Debug)]
struct Handle {
    commands: Commands,
    task: AbortHandle,
}

#[derive(Debug)]
enum Command {
    Send(Vec<u8>, Option<SocketAddrV4>),
    Publish(Vec<u8>, Vec<u8>, u8),
    Subscribe(Vec<Vec<u8>>),
}

/// How many events may wait for the module.
const EVENTS: usize = 16;

impl HostNetwork {
    /// A network that reaches so far.
    pub fn new(reach: Reach) -> HostNetwork {
        let (sender, events) = channel(EVENTS);
        let (accept, accepted) = unbounded_channel();
        HostNetwork {
            reach,
            events,
            sender,
            connections: HashMap::new(),
            listener: None,
            accepted,
            accept,
            clients: std::sync::Arc::default(),
        }
    }

    /// The next event.
    pub async fn event(&mut self) -> Event {
        // There is always a sender: this one's own.
        let event = self.events.recv().await.unwrap_or(Event::ListenFailed);
        self.take_clients();
        if let Event::Closed { connection } | Event::OpenFailed { connection, .. } = &event {
            self.connections.remove(connection);
        }
        event
    }

    /// Does what a module wants.
    pub fn perform(&mut self, action: Action) {
        self.take_clients();
        let events = self.sender.clone();
        match action {
            Action::Resolve { query, host } => {
                tokio::spawn(async move {
                    let ip = names::resolve(&host).await;
                    let _ = events.send(Event::Resolved { query, ip }).await;
                });
            }
            Action::Ping { query, host } => {
                tokio::spawn(async move {
                    let result = names::ping(&host).await;
                    let _ = events.send(Event::Pong { query, result }).await;
                });
            }
            Action::Download { query, url } => {
                tokio::spawn(async move {
                    let success = names::download(url.as_deref()).await;
                    let _ = events.send(Event::Downloaded { query, success }).await;
                });
            }
            Action::Open { connection, protocol, host, port } => self.open(connection, protocol, host, port),
            Action::Send { connection, bytes, to } => self.command(connection, Command::Send(bytes, to)),
            Action::Publish { connection, topic, message, qos } => {
                self.command(connection, Command::Publish(topic, message, qos));
            }
            Action::Subscribe { connection, topics } => self.command(connection, Command::Subscribe(topics)),
            Action::Close { connection } => {
                if let Some(handle) = self.connections.remove(&connection) {
                    // It sends what it still has, and then finds that nobody commands it any more.
                    drop(handle.commands);
                }
            }
            Action::Listen { port } => self.listen(port),
            Action::StopListening => {
                if let Some(listener) = self.listener.take() {
                    listener.abort();
                }
            }
            Action::Serial(_) => {}
        }
    }

    fn command(&self, connection: Connection, command: Command) {
        if let Some(handle) = self.connections.get(&connection) {
            let _ = handle.commands.send(command);
        }
    }

    fn open(&mut self, connection: Connection, protocol: Protocol, host: String, port: u16) {
        let detour = self.reach.elsewhere.iter().find(|detour| detour.from.0 == host && detour.from.1 == port);
        let (at_host, at_port) = detour.map_or((host.clone(), port), |detour| detour.to.clone());
        let (commands, orders) = unbounded_channel();
        let (events, bind) = (self.sender.clone(), self.reach.bind);
        let task = tokio::spawn(async move {
            let opened = async {
                let ip = names::resolve(&at_host).await.ok_or(OpenError::Name)?;
                let remote = SocketAddrV4::new(ip, at_port);
                match protocol {
                    Protocol::Tcp { keep_alive } => stream::tcp(remote, keep_alive).await.map(Opened::Tcp),
                    Protocol::Tls { keep_alive, tls } => {
                        let stream = stream::tcp(remote, keep_alive).await?;
                        // The certificate is that of the name that the module knows.
                        tls::connect(stream, &host, &tls).await.map(|stream| Opened::Tls(Box::new(stream)))
                    }
                    Protocol::Udp { local_port } => udp::open(remote, bind, local_port).await.map(Opened::Udp),
                    Protocol::Mqtt(session) => {
                        mqtt::connect(&session, &at_host, remote).await.map(|session| Opened::Mqtt(Box::new(session)))
                    }
                }
                .map(|opened| (opened, remote))
            };
            match opened.await {
                Ok((Opened::Tcp(stream), remote)) => {
                    let local_port = port_of(stream.local_addr());
                    let _ = events.send(Event::Opened { connection, remote, local_port }).await;
                    stream::run(connection, stream, orders, events).await;
                }
                Ok((Opened::Tls(stream), remote)) => {
                    let local_port = port_of(stream.get_ref().0.local_addr());
                    let _ = events.send(Event::Opened { connection, remote, local_port }).await;
                    stream::run(connection, *stream, orders, events).await;
                }
                Ok((Opened::Udp(socket), remote)) => {
                    let local_port = port_of(socket.local_addr());
                    let _ = events.send(Event::Opened { connection, remote, local_port }).await;
                    udp::run(connection, socket, remote, orders, events).await;
                }
                Ok((Opened::Mqtt(session), remote)) => {
                    let _ = events.send(Event::Opened { connection, remote, local_port: 0 }).await;
                    mqtt::run(connection, *session, orders, events).await;
                }
                Err(error) => {
                    let _ = events.send(Event::OpenFailed { connection, error }).await;
                }
            }
        });
        self.connections.insert(connection, Handle { commands, task: task.abort_handle() });
    }

    fn listen(&mut self, port: u16) {
        let (events, accept, clients, bind) =
            (self.sender.clone(), self.accept.clone(), self.clients.clone(), self.reach.bind);
        let task = tokio::spawn(async move {
            let Ok(listener) = TcpListener::bind((bind, port)).await else {
                let _ = events.send(Event::ListenFailed).await;
                return;
            };
            let local_port = port_of(listener.local_addr());
            while let Ok((stream, SocketAddr::V4(remote))) = listener.accept().await {
                let number = clients.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let connection = Connection::incoming(number);
                let (commands, orders) = unbounded_channel();
                let told = events.clone();
                let (go, gone) = tokio::sync::oneshot::channel::<()>();
                let task = tokio::spawn(async move {
                    // The module hears of the client before it hears from it.
                    if gone.await.is_ok() {
                        stream::run(connection, stream, orders, told).await;
                    }
                });
                let handle = Handle { commands, task: task.abort_handle() };
                if accept.send((connection, handle)).is_err() {
                    return;
                }
                let accepted = Event::Accepted { connection, remote, local_port };
                if events.send(accepted).await.is_err() {
                    return;
                }
                let _ = go.send(());
            }
        });
        self.listener = Some(task.abort_handle());
    }

    fn take_clients(&mut self) {
        while let Ok((connection, handle)) = self.accepted.try_recv() {
            self.connections.insert(connection, handle);
        }
    }
}

impl Drop for HostNetwork {
    fn drop(&mut self) {
        self.take_clients();
        self.connections.values().for_each(|handle| handle.task.abort());
        if let Some(listener) = &self.listener {
            listener.abort();
        }
    }
}

/// A connection that is open.
enum Opened {
    Tcp(tokio::net::TcpStream),
    Tls(Box<tokio_rustls::client::TlsStream<tokio::net::TcpStream>>),
    Udp(tokio::net::UdpSocket),
    Mqtt(Box<mqtt::Session>),
}

fn port_of(address: std::io::Result<SocketAddr>) -> u16 {
    address.map_or(0, |address| address.port())
}

fn v4(address: SocketAddr) -> Option<SocketAddrV4> {
    match address.ip() {
        IpAddr::V4(ip) => Some(SocketAddrV4::new(ip, address.port())),
        IpAddr::V6(_) => None,
    }
}
