//! Sending a counted block of data.

use crate::{
    Module,
    links::Kind,
    task::{Collect, Handled, Next, Purpose, Task},
};
use std::net::SocketAddrV4;
use wizfi360_proto::{
    Reason,
    commands::{cipsend, cipsendex},
    domains::LinkId,
};

impl Module {
    pub(crate) fn send(&mut self, request: cipsend::Set) -> Handled {
        let to = request.to.map(|to| SocketAddrV4::new(to.remote_ip, to.remote_port.get()));
        self.prompt_to_send(request.link_id, to)
    }

    pub(crate) fn send_until_nul(&mut self, request: cipsendex::Set) -> Handled {
        let to = request.to.map(|to| SocketAddrV4::new(to.remote_ip, to.remote_port.get()));
        self.prompt_to_send(request.link_id, to)
    }

    fn prompt_to_send(&mut self, id: Option<LinkId>, to: Option<SocketAddrV4>) -> Handled {
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
}
