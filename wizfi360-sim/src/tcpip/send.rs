//! Sending a counted block of data.

use super::open::text;
use crate::{
    Module,
    links::Kind,
    net::{Action, Connection},
    task::{Collect, Handled, Next, Packet, Purpose, Task},
};
use std::net::{Ipv4Addr, SocketAddrV4};
use wizfi360_proto::{
    Final, Message, Reason,
    commands::{cipsend, cipsendex},
    domains::LinkId,
    events::Recv,
};

impl Module {
    pub(crate) fn send(&mut self, request: cipsend::Set<'_>) -> Handled {
        let to = request.to().map(|to| (text(to.remote_ip.get()), to.remote_port.get()));
        self.prompt_to_send(request.link_id(), to)
    }

    pub(crate) fn send_until_nul(&mut self, request: cipsendex::Set<'_>) -> Handled {
        let to = request.to().map(|to| (text(to.remote_ip.get()), to.remote_port.get()));
        self.prompt_to_send(request.link_id(), to)
    }

    fn prompt_to_send(&mut self, id: Option<LinkId>, to: Option<(String, u16)>) -> Handled {
        let slot = self.slot(id)?;
        let link = self.open_link(slot).ok_or(Reason::LinkIsNotValid)?;
        if link.kind.is_mqtt() {
            return Err(Reason::UseMqttPub.into());
        }
        // Only a UDP transmission chooses its destination anew.
        let to = to.filter(|_| link.kind == Kind::Udp);
        let collect = Collect { connection: link.connection, purpose: Purpose::Send(to), bytes: Vec::new() };
        self.ram.task = Some(Task::Collect(collect));
        Ok(Next::Data { accepted: true })
    }

    /// All data has come. It goes to the peer, or to where the command says.
    pub(crate) fn send_collected(&mut self, connection: Connection, bytes: Vec<u8>, to: Option<(String, u16)>) {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.message(&Message::Recv(Recv { length }));
        let Some((host, port)) = to else { return self.send_bytes(connection, bytes, None) };
        match host.parse::<Ipv4Addr>() {
            Ok(ip) => self.send_bytes(connection, bytes, Some(SocketAddrV4::new(ip, port))),
            Err(_) => {
                let query = self.new_connection();
                self.actions.push_back(Action::Resolve { query, host });
                self.ram.task = Some(Task::Find(Packet { query, connection, port, bytes }));
            }
        }
    }

    /// The destination has been looked up. Nobody knows what a module says if there is none; here it is that nothing was sent.
    pub(crate) fn found(&mut self, packet: Packet, ip: Option<Ipv4Addr>) {
        let Packet { connection, port, bytes, .. } = packet;
        match ip {
            Some(ip) => self.send_bytes(connection, bytes, Some(SocketAddrV4::new(ip, port))),
            None => self.finish(Final::SendFail),
        }
    }

    fn send_bytes(&mut self, connection: Connection, bytes: Vec<u8>, to: Option<SocketAddrV4>) {
        let link = self.slot_of(connection).and_then(|slot| self.ram.links[slot].as_mut());
        let Some(link) = link else { return self.finish(Final::SendFail) };
        link.segments.waiting.push_back((None, bytes.len()));
        let to = to.or((link.kind == Kind::Udp).then_some(link.remote));
        self.touch(connection);
        self.actions.push_back(Action::Send { connection, bytes, to });
        self.ram.task = Some(Task::Send(connection));
    }
}
