//! Connections: the five links, what the network tells of them, and transparent transmission.

use crate::{
    Module,
    net::{Action, Connection, Event, OpenError, Protocol},
    printed::Printed,
    task::{Collect, Packet, Purpose, Refusal, Task, Timer},
};
use std::{collections::VecDeque, net::SocketAddrV4};
use wizfi360_proto::{
    Final, Ipd, Message, Reason,
    domains::{LinkId, MuxMode, PeerMode, UdpMode},
    events::{Closed, Connect, ConnectFail, IpdFrom, SegmentSent},
};

/// How many bytes of a stream one +IPD has at most: a TCP segment.
const SEGMENT: usize = 1460;

/// A connection, open or being opened.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) connection: Connection,
    pub(crate) kind: Kind,
    pub(crate) open: bool,
    /// The peer; port 0 until it is known.
    pub(crate) remote: SocketAddrV4,
    pub(crate) local_port: u16,
    /// True for a client of the module's server.
    pub(crate) of_server: bool,
    pub(crate) udp_mode: UdpMode,
    /// When bytes went or came last.
    pub(crate) active_at: u64,
    pub(crate) segments: Segments,
}

/// The types of AT+CIPSTATUS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Tcp,
    Udp,
    Ssl,
    Mqtt,
    Mqtts,
}

impl Kind {
    pub(crate) fn is_mqtt(self) -> bool {
        matches!(self, Kind::Mqtt | Kind::Mqtts)
    }
}

/// The TCP send buffer: what AT+CIPSENDBUF has written and the network has not confirmed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segments {
    /// The last segment that was written.
    pub(crate) last: u16,
    /// The last that was sent with success.
    pub(crate) acknowledged: u16,
    /// Those on their way, with their lengths. `None` for what AT+CIPSEND sends in between.
    pub(crate) waiting: VecDeque<(Option<u16>, usize)>,
}

/// Transparent transmission.
#[derive(Clone, Debug)]
pub(crate) struct Transparent {
    /// How to open the connection again.
    pub(crate) protocol: Protocol,
    pub(crate) host: String,
    pub(crate) port: u16,
    /// What waits for the end of its 20 ms.
    packet: Vec<u8>,
    /// How many packets the network has not confirmed.
    on_their_way: u32,
}

impl Transparent {
    pub(crate) fn new(protocol: Protocol, host: String, port: u16) -> Self {
        Transparent { protocol, host, port, packet: Vec::new(), on_their_way: 0 }
    }

    /// The most packets that wait in the module before it asks the host to wait.
    const ROOM: u32 = 10;

    pub(crate) fn has_room(&self) -> bool {
        self.on_their_way < Self::ROOM
    }
}

impl Module {
    /// The place of the link that a command names, or of the single one: an id has to stand there under AT+CIPMUX=1 and only there.
    pub(crate) fn slot(&self, id: Option<LinkId>) -> Result<usize, Refusal> {
        match (self.ram.mux, id) {
            (MuxMode::Multiple, Some(id)) => Ok(usize::from(id.get())),
            (MuxMode::Multiple, None) => Err(Reason::Mux1.into()),
            (_, None) => Ok(0),
            (_, Some(_)) => Err(Reason::Mux0.into()),
        }
    }

    /// A link that is open.
    pub(crate) fn open_link(&self, slot: usize) -> Option<&Link> {
        self.ram.links.get(slot)?.as_deref().filter(|link| link.open)
    }

    /// How a link is called in texts: not at all if there is only one.
    pub(crate) fn shown(&self, slot: usize) -> Option<LinkId> {
        if self.ram.mux == MuxMode::Multiple { LinkId::new(u8::try_from(slot).ok()?).ok() } else { None }
    }

    pub(crate) fn slot_of(&self, connection: Connection) -> Option<usize> {
        self.ram.links.iter().position(|link| link.as_ref().is_some_and(|link| link.connection == connection))
    }

    /// Begins to open a connection at a free place.
    pub(crate) fn open(&mut self, slot: usize, kind: Kind, protocol: Protocol, host: String, port: u16) -> Connection {
        let connection = self.new_connection();
        self.ram.links[slot] = Some(Box::new(Link {
            connection,
            kind,
            open: false,
            remote: SocketAddrV4::new(std::net::Ipv4Addr::UNSPECIFIED, 0),
            local_port: 0,
            of_server: false,
            udp_mode: UdpMode::Fixed,
            active_at: self.now,
            segments: Segments::default(),
        }));
        self.actions.push_back(Action::Open { connection, protocol, host, port });
        connection
    }

    /// Closes a link from the module's side. The command says the rest.
    pub(crate) fn close(&mut self, slot: usize) {
        if let Some(link) = self.ram.links[slot].take() {
            self.actions.push_back(Action::Close { connection: link.connection });
        }
    }

    /// Closes all links because the network is gone.
    pub(crate) fn lose_links(&mut self) {
        for slot in 0..self.ram.links.len() {
            if let Some(link) = &self.ram.links[slot] {
                let (connection, open) = (link.connection, link.open);
                self.actions.push_back(Action::Close { connection });
                if open {
                    self.on_event(Event::Closed { connection });
                } else {
                    self.on_event(Event::OpenFailed { connection, error: OpenError::Refused });
                }
            }
        }
    }

    pub(crate) fn on_event(&mut self, event: Event) {
        match event {
            Event::Opened { connection, remote, local_port } => self.opened(connection, remote, local_port),
            Event::OpenFailed { connection, error } => self.open_failed(connection, error),
            Event::Accepted { connection, remote, local_port } => self.accepted(connection, remote, local_port),
            Event::ListenFailed => self.ram.listening = None,
            Event::Received { connection, bytes, from } => self.received(connection, &bytes, from),
            Event::Sent { connection } => self.sent(connection),
            Event::Message { connection, topic, message } => self.mqtt_message(connection, &topic, &message),
            Event::Closed { connection } => self.closed(connection),
            Event::Resolved { query, ip } => self.resolved(query, ip),
            Event::Pong { query, result } => self.pong(query, result),
            Event::Downloaded { query, success } => self.downloaded(query, success),
        }
    }

    fn opened(&mut self, connection: Connection, remote: SocketAddrV4, local_port: u16) {
        let Some(slot) = self.slot_of(connection) else { return };
        if let Some(link) = &mut self.ram.links[slot] {
            (link.open, link.remote, link.local_port, link.active_at) = (true, remote, local_port, self.now);
        }
        self.ram.was_connected = true;
        if matches!(self.ram.task, Some(Task::Open(task)) if task == connection) {
            let connect = Message::Connect(Connect { link_id: self.shown(slot) });
            let by_the_manual = self.prints(Printed::OpenConnectLine);
            if !by_the_manual {
                self.message(&connect);
            }
            self.finish(Final::Ok);
            if by_the_manual && self.shown(slot).is_some() {
                self.message(&connect);
            }
        } else if self.is_boot_link(connection) {
            self.begin_boot_link();
        }
    }

    fn open_failed(&mut self, connection: Connection, error: OpenError) {
        let Some(slot) = self.slot_of(connection) else { return };
        self.ram.links[slot] = None;
        if matches!(self.ram.task, Some(Task::Open(task)) if task == connection) {
            if error == OpenError::Name {
                self.fail(Reason::DnsFail);
            } else {
                if !self.prints(Printed::OpenConnectLine) || self.shown(slot).is_some() {
                    self.message(&Message::ConnectFail(ConnectFail { link_id: self.shown(slot) }));
                }
                self.finish(Final::Error);
            }
        } else if self.ram.transparent.is_some() || self.is_boot_link(connection) {
            self.after(self.world.latencies.rejoin, Timer::Reopen);
        }
    }

    fn accepted(&mut self, connection: Connection, remote: SocketAddrV4, local_port: u16) {
        let clients = self.ram.links.iter().flatten().filter(|link| link.of_server).count();
        let free = self.ram.links.iter().position(Option::is_none);
        let (Some(slot), true, Some(_)) = (free, clients < usize::from(self.ram.max_clients), self.ram.listening)
        else {
            return self.actions.push_back(Action::Close { connection });
        };
        self.ram.was_connected = true;
        self.ram.links[slot] = Some(Box::new(Link {
            connection,
            kind: Kind::Tcp,
            open: true,
            remote,
            local_port,
            of_server: true,
            udp_mode: UdpMode::Fixed,
            active_at: self.now,
            segments: Segments::default(),
        }));
        if self.ram.server_timeout > 0 {
            self.after(u64::from(self.ram.server_timeout) * 1000, Timer::Idle(connection));
        }
        self.message(&Message::Connect(Connect { link_id: self.shown(slot) }));
    }

    /// A client of the server may have been silent for too long.
    pub(crate) fn idle(&mut self, connection: Connection) {
        let Some(slot) = self.slot_of(connection) else { return };
        let Some(link) = &self.ram.links[slot] else { return };
        let over = link.active_at + u64::from(self.ram.server_timeout) * 1000;
        if self.ram.server_timeout == 0 {
        } else if over > self.now {
            self.timers.set(over, Timer::Idle(connection));
        } else {
            self.actions.push_back(Action::Close { connection });
            self.closed(connection);
        }
    }

    fn received(&mut self, connection: Connection, bytes: &[u8], from: Option<SocketAddrV4>) {
        let Some(slot) = self.slot_of(connection) else { return };
        let Some(link) = &mut self.ram.links[slot] else { return };
        link.active_at = self.now;
        match (link.udp_mode, from) {
            (UdpMode::ChangesOnce, Some(from)) if link.remote != from => {
                (link.remote, link.udp_mode) = (from, UdpMode::Fixed);
            }
            (UdpMode::Changes, Some(from)) => link.remote = from,
            _ => {}
        }
        let (kind, from) = (link.kind, from.unwrap_or(link.remote));
        if self.ram.transparent.is_some() {
            return self.payload(bytes);
        }
        let most = if kind == Kind::Udp { bytes.len().max(1) } else { SEGMENT };
        let shown = self.ram.peer == PeerMode::Show;
        for part in bytes.chunks(most) {
            let from = shown.then_some(IpdFrom { remote_ip: *from.ip(), remote_port: from.port() });
            let len = u32::try_from(part.len()).unwrap_or(u32::MAX);
            let head = Ipd { link_id: self.shown(slot), len, from };
            match from {
                Some(from) if self.prints(Printed::IpdIpQuotes) => {
                    let id = head.link_id.map_or(String::new(), |id| format!("{},", id.get()));
                    let head = format!("\r\n+IPD,{id}{len},\"{}\",{}:", from.remote_ip, from.remote_port);
                    self.raw(head.as_bytes());
                }
                _ => self.answer(|answer| answer.packet_header(&head)),
            }
            self.payload(part);
        }
    }

    fn sent(&mut self, connection: Connection) {
        if let Some(transparent) = &mut self.ram.transparent {
            transparent.on_their_way = transparent.on_their_way.saturating_sub(1);
            return;
        }
        let segment = self.slot_of(connection).and_then(|slot| {
            let link = self.ram.links[slot].as_mut()?;
            let (segment, _) = link.segments.waiting.pop_front()?;
            link.segments.acknowledged = segment.unwrap_or(link.segments.acknowledged);
            Some((slot, segment?))
        });
        match (&self.ram.task, segment) {
            (_, Some((slot, segment))) => {
                let sent = SegmentSent { link_id: self.shown(slot), segment_id: u32::from(segment) };
                self.message(&Message::SegmentSent(sent));
            }
            (Some(Task::Send(task)), None) if *task == connection => self.finish(Final::SendOk),
            (Some(Task::Publish(task)), None) if *task == connection => self.finish(Final::Ok),
            _ => {}
        }
    }

    fn closed(&mut self, connection: Connection) {
        let Some(slot) = self.slot_of(connection) else { return };
        self.ram.links[slot] = None;
        if self.ram.transparent.is_some() {
            return self.after(self.world.latencies.rejoin, Timer::Reopen);
        }
        self.message(&Message::Closed(Closed { link_id: self.shown(slot) }));
        match &self.ram.task {
            Some(Task::Send(task) | Task::Find(Packet { connection: task, .. })) if *task == connection => {
                self.finish(Final::SendFail);
            }
            Some(Task::Publish(task)) if *task == connection => self.finish(Final::Error),
            _ => {}
        }
    }

    /// A peer closes its link.
    pub(crate) fn link_closes(&mut self, slot: usize) {
        if let Some(connection) = self.open_link(slot).map(|link| link.connection) {
            self.actions.push_back(Action::Close { connection });
            self.closed(connection);
        }
    }

    /// All data of the prompt has come.
    pub(crate) fn collected(&mut self) {
        let Some(Task::Collect(Collect { connection, purpose, bytes })) = self.ram.task.take() else { return };
        let slot = self.slot_of(connection);
        let link = slot.and_then(|slot| self.ram.links[slot].as_mut());
        match (purpose, link) {
            (Purpose::Send(to), _) => self.send_collected(connection, bytes, to),
            (Purpose::Buffer(segment), Some(link)) => {
                link.segments.waiting.push_back((Some(segment), bytes.len()));
                self.touch(connection);
                self.actions.push_back(Action::Send { connection, bytes, to: None });
            }
            (Purpose::Buffer(_), None) => self.result(Final::SendFail),
            (Purpose::Publish, Some(_)) => self.publish(connection, bytes),
            (Purpose::Publish, None) => self.result(Final::Error),
        }
    }

    pub(crate) fn touch(&mut self, connection: Connection) {
        let now = self.now;
        if let Some(link) = self.slot_of(connection).and_then(|slot| self.ram.links[slot].as_mut()) {
            link.active_at = now;
        }
    }

    /// Bytes in transparent transmission: packets go out when they are full or 20 ms old (manual 2.4, 3.3.7).
    pub(crate) fn transmit(&mut self, bytes: &[u8]) {
        const FULL: usize = 2048;
        const AGE: u64 = 20;
        let mut rest = bytes;
        while !rest.is_empty() {
            let Some(transparent) = &mut self.ram.transparent else { return };
            if transparent.packet.is_empty() && rest.len() >= FULL {
                let (packet, behind) = rest.split_at(FULL);
                rest = behind;
                self.send_packet(packet.to_vec());
                continue;
            }
            let begins = transparent.packet.is_empty();
            let (part, behind) = rest.split_at(rest.len().min(FULL - transparent.packet.len()));
            transparent.packet.extend_from_slice(part);
            rest = behind;
            if transparent.packet.len() == FULL {
                self.flush_packet();
            } else if begins {
                self.after(AGE, Timer::Packet);
            }
        }
    }

    /// Sends what waits for the end of its 20 ms.
    pub(crate) fn flush_packet(&mut self) {
        self.timers.cancel(|timer| matches!(timer, Timer::Packet));
        if let Some(transparent) = &mut self.ram.transparent
            && !transparent.packet.is_empty()
        {
            let packet = std::mem::take(&mut transparent.packet);
            self.send_packet(packet);
        }
    }

    /// While the connection is being opened again, packets are lost: there is nowhere to keep them.
    fn send_packet(&mut self, bytes: Vec<u8>) {
        if let (Some(link), Some(transparent)) = (&self.ram.links[0], &mut self.ram.transparent)
            && link.open
        {
            transparent.on_their_way += 1;
            self.actions.push_back(Action::Send { connection: link.connection, bytes, to: None });
        }
    }
}
