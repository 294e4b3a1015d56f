//! Transparent transmission: entering and leaving it, and a connection that opens at power-up.

use super::open::text;
use crate::{
    Module,
    flash::{BootLink, BootProtocol},
    links::{Kind, Link, Transparent},
    net::{Connection, Protocol},
    task::{Handled, Next, Task, Timer},
};
use wizfi360_proto::{
    DataPhase, Final, Message, Open, Reason, Request,
    commands::{cipmode, cipsend, savetranslink},
    device::End,
    domains::{BootMode, KeepAlive, MuxMode, Port, TransmissionMode, UdpMode},
    events::Closed,
};

/// How long nothing is answered behind `+++`, in milliseconds.
const GUARD: u64 = 1000;

impl Module {
    pub(crate) fn show_transmission(&mut self) -> Handled {
        let mode = Open::Known(self.ram.transmission);
        self.line(&cipmode::Mode { mode });
        Ok(Next::Ok)
    }

    pub(crate) fn set_transmission(&mut self, request: cipmode::Set) -> Handled {
        let transparent = request.mode == TransmissionMode::Transparent;
        if transparent && (self.ram.mux == MuxMode::Multiple || self.ram.listening.is_some()) {
            return Err(Reason::MuxAndServerMustBe0.into());
        }
        self.ram.transmission = request.mode;
        Ok(Next::Ok)
    }

    pub(crate) fn begin_transparent(&mut self) -> Handled {
        let link = self.open_link(0).ok_or(Reason::LinkIsNotValid)?;
        let protocol = match link.kind {
            Kind::Tcp => Protocol::Tcp { keep_alive: 0 },
            Kind::Udp if link.udp_mode == UdpMode::Fixed => Protocol::Udp { local_port: Some(link.local_port) },
            _ => return Err(Reason::LinkIsNotValid.into()),
        };
        let (host, port) = (link.remote.ip().to_string(), link.remote.port());
        self.answer(|answer| answer.result(Final::Ok).prompt());
        self.enter_transparent(Transparent::new(protocol, host, port));
        Ok(Next::Wait)
    }

    /// The prompt is written; from here on everything goes through.
    fn enter_transparent(&mut self, transparent: Transparent) {
        self.ram.transparent = Some(Box::new(transparent));
        self.begin_data(cipsend::Execute::COMMAND, DataPhase::Transparent);
    }

    /// Data ends early: by `+++`, or by NUL under AT+CIPSENDEX.
    pub(crate) fn data_end(&mut self, end: End) {
        match (end, &self.ram.task) {
            (End::Nul, Some(Task::Collect(_))) => self.collected(),
            (End::Escape, Some(Task::Collect(_))) => self.ram.task = None,
            (End::Escape, None) if self.is_deaf_to(end) => {
                self.transmit(b"+++");
                self.begin_data(cipsend::Execute::COMMAND, DataPhase::Transparent);
            }
            (End::Escape, None) => self.leave_transparent(),
            _ => {}
        }
    }

    /// A TCP connection is broken by that (manual 2.4).
    fn leave_transparent(&mut self) {
        self.flush_packet();
        self.timers.cancel(|timer| matches!(timer, Timer::Reopen));
        self.ram.transparent = None;
        let kind = self.ram.links[0].as_deref().map(|link: &Link| (link.kind, link.open));
        if let Some((Kind::Tcp, open)) = kind {
            self.close(0);
            if open {
                self.message(&Message::Closed(Closed { link_id: None }));
            }
        }
        self.ram.held_input = Some(Vec::new());
        self.after(GUARD, Timer::Escaped);
    }

    /// The second behind `+++` is over: what came meanwhile is read now.
    pub(crate) fn escaped(&mut self) {
        if let Some(held) = self.ram.held_input.take() {
            self.read(&held);
        }
    }

    /// Opens the connection of transparent transmission again, or the saved one for the first time.
    pub(crate) fn reopen(&mut self) {
        let running = self.ram.transparent.as_ref();
        let again = running.map(|link| (link.protocol.clone(), link.host.clone(), link.port));
        let first = || if self.ram.boot_link_due { self.boot_link() } else { None };
        if self.ram.links[0].is_some() || self.ram.station.address().is_none() {
            return;
        }
        if let Some((protocol, host, port)) = again.or_else(first) {
            let kind = if matches!(protocol, Protocol::Udp { .. }) { Kind::Udp } else { Kind::Tcp };
            self.open(0, kind, protocol, host, port);
        }
    }

    /// True if nobody but the start of the module has asked for this connection.
    pub(crate) fn is_boot_link(&self, connection: Connection) -> bool {
        self.ram.boot_link_due && self.ram.task.is_none() && self.slot_of(connection) == Some(0)
    }

    /// The saved connection is open: from here on everything goes through.
    pub(crate) fn begin_boot_link(&mut self) {
        if let Some((protocol, host, port)) = self.boot_link() {
            self.ram.boot_link_due = false;
            self.ram.transmission = TransmissionMode::Transparent;
            self.answer(|answer| answer.prompt());
            self.enter_transparent(Transparent::new(protocol, host, port));
        }
    }

    fn boot_link(&self) -> Option<(Protocol, String, u16)> {
        let BootLink { host, port, protocol } = self.flash.boot_link.clone()?;
        let protocol = match protocol {
            BootProtocol::Tcp(keep_alive) => Protocol::Tcp { keep_alive },
            BootProtocol::Udp(local_port) => Protocol::Udp { local_port },
        };
        Some((protocol, host, port))
    }

    pub(crate) fn save_boot_link(&mut self, request: savetranslink::Set<'_>) -> Handled {
        let protocol = match request.protocol() {
            Some(savetranslink::Protocol::Udp(udp)) => BootProtocol::Udp(udp.udp_local_port().map(Port::get)),
            Some(savetranslink::Protocol::Tcp(tcp)) => {
                BootProtocol::Tcp(tcp.tcp_keep_alive().map_or(0, KeepAlive::get))
            }
            _ => BootProtocol::Tcp(0),
        };
        let link = BootLink { host: text(request.remote_ip().get()), port: request.remote_port().get(), protocol };
        self.flash.boot_link = (request.mode() == BootMode::Transparent).then_some(link);
        Ok(Next::Ok)
    }
}
