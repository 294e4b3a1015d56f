//! Opening and closing connections, and how many there may be.

use crate::{
    Module,
    links::Kind,
    net::{Protocol, Tls},
    printed::Printed,
    task::{Handled, Next, Refusal, Task},
};
use wizfi360_proto::{
    AtStr, Final, Message, Open, Reason,
    commands::{cipclose, cipmux, cipstart},
    domains::{KeepAlive, MuxMode, Port, TransmissionMode, UdpMode},
    events::Closed,
};

/// The id that means all links.
const ALL: u8 = 5;

impl Module {
    /// True if there is a network to send to: that of an access point, or the module's own.
    pub(crate) fn has_ip(&self) -> bool {
        self.ram.station.address().is_some() || self.has_softap()
    }

    pub(crate) fn start(&mut self, request: cipstart::Set<'_>) -> Handled {
        use cipstart::Remote;
        let slot = self.slot(request.link_id())?;
        if self.ram.links[slot].is_some() {
            return Err(Reason::AlreadyConnected.into());
        }
        if !self.has_ip() {
            return Err(Reason::NoIp.into());
        }
        let seconds = |keep_alive: Option<KeepAlive>| keep_alive.map_or(0, KeepAlive::get);
        let (kind, protocol, host, port, udp_mode) = match request.remote() {
            Remote::Tcp(tcp) => {
                let protocol = Protocol::Tcp { keep_alive: seconds(tcp.tcp_keep_alive()) };
                (Kind::Tcp, protocol, tcp.remote_ip(), tcp.remote_port().get(), UdpMode::Fixed)
            }
            Remote::Udp(udp) => {
                let local_port = udp.udp_local_port().map(Port::get);
                let mode = udp.udp_mode().unwrap_or(UdpMode::Fixed);
                (Kind::Udp, Protocol::Udp { local_port }, udp.remote_ip(), udp.remote_port().get(), mode)
            }
            Remote::Ssl(ssl) => {
                self.allows_tls()?;
                let protocol = Protocol::Tls { keep_alive: seconds(ssl.tcp_keep_alive()), tls: self.tls() };
                (Kind::Ssl, protocol, ssl.remote_ip(), ssl.remote_port().get(), UdpMode::Fixed)
            }
            _ => return Err(Reason::LinkTypeError.into()),
        };
        let connection = self.open(slot, kind, protocol, text(host.get()), port);
        if let Some(link) = &mut self.ram.links[slot] {
            link.udp_mode = udp_mode;
        }
        self.ram.task = Some(Task::Open(connection));
        Ok(Next::Wait)
    }

    /// One connection with TLS at a time, and none in transparent transmission (manual 3.3.3).
    fn allows_tls(&self) -> Result<(), Refusal> {
        if self.ram.transmission == TransmissionMode::Transparent {
            return Err(Reason::SslNotSupported.into());
        }
        match self.ram.links.iter().flatten().find(|link| matches!(link.kind, Kind::Ssl | Kind::Mqtts)) {
            Some(link) if link.kind == Kind::Ssl => Err(Reason::SslReachMax.into()),
            Some(_) => Err(Reason::SslOrMqttsReachMax.into()),
            None => Ok(()),
        }
    }

    /// The certificates that AT+CIPSSLCCONF asks for.
    pub(crate) fn tls(&self) -> Tls {
        use wizfi360_proto::domains::SslMode;
        let (check, show) = match self.flash.ssl_mode {
            SslMode::ClientCertificate => (false, true),
            SslMode::CheckServer => (true, false),
            SslMode::Both => (true, true),
            _ => (false, false),
        };
        Tls {
            authority: check.then(|| self.flash.authority.clone().unwrap_or_default()),
            identity: if show { self.identity() } else { None },
        }
    }

    pub(crate) fn close_single(&mut self) -> Handled {
        if self.ram.links[0].is_none() {
            return Err(Reason::Unlink.into());
        }
        self.close_and_tell(&[0]);
        Ok(Next::Wait)
    }

    pub(crate) fn close_one(&mut self, request: cipclose::Set) -> Handled {
        let id = request.link_id.get();
        let slots: Vec<usize> = if id == ALL {
            let all = 0..self.ram.links.len();
            if self.ram.listening.is_some() {
                Vec::new()
            } else {
                all.filter(|slot| self.ram.links[*slot].is_some()).collect()
            }
        } else if self.ram.links[usize::from(id)].is_some() {
            vec![usize::from(id)]
        } else {
            return Err(Reason::Unlink.into());
        };
        self.close_and_tell(&slots);
        Ok(Next::Wait)
    }

    /// `CLOSED` comes before `OK`; the manual has it the other way round, and only with a link ID.
    fn close_and_tell(&mut self, slots: &[usize]) {
        let by_the_manual = self.prints(Printed::CloseClosedFirst);
        slots.iter().for_each(|slot| self.close(*slot));
        if by_the_manual {
            self.result(Final::Ok);
        }
        for slot in slots {
            let link_id = self.shown(*slot);
            if !by_the_manual || link_id.is_some() {
                self.message(&Message::Closed(Closed { link_id }));
            }
        }
        if !by_the_manual {
            self.result(Final::Ok);
        }
    }

    pub(crate) fn show_mux(&mut self) -> Handled {
        let mode = Open::Known(self.ram.mux);
        self.line(&cipmux::Mux { mode });
        Ok(Next::Ok)
    }

    pub(crate) fn set_mux(&mut self, request: cipmux::Set) -> Handled {
        if self.ram.links.iter().any(Option::is_some) {
            return Err(Reason::LinkIsBuilt.into());
        }
        match request.mode {
            MuxMode::Multiple if self.ram.transmission == TransmissionMode::Transparent => {
                Err(Reason::IpModeMustBe0.into())
            }
            MuxMode::Single if self.ram.listening.is_some() => Err(Reason::ServerMustBe0.into()),
            mode => {
                self.ram.mux = mode;
                Ok(Next::Ok)
            }
        }
    }
}

/// A host as text. What is not UTF-8 is no name of any host.
pub(crate) fn text(host: AtStr<'_>) -> String {
    String::from_utf8_lossy(&host.bytes().collect::<Vec<_>>()).into_owned()
}
