//! What the module says about its connections and addresses.

use crate::{
    Module,
    links::Kind,
    task::{Handled, Next},
};
use std::net::Ipv4Addr;
use wizfi360_proto::{
    Open,
    commands::{cifsr, cipdinfo, cipstatus},
    domains::{ConnectionType, LinkId, PeerMode, PeerShown, StationStatus, TcpType},
};

impl Module {
    pub(crate) fn show_status(&mut self) -> Handled {
        let connected = self.ram.links.iter().flatten().any(|link| link.open);
        let stat = match (connected, self.ram.station.address()) {
            (true, _) => StationStatus::Connected,
            (false, None) => StationStatus::NotJoined,
            (false, Some(_)) if self.ram.was_connected => StationStatus::Disconnected,
            (false, Some(_)) => StationStatus::GotIp,
        };
        self.line(&cipstatus::Status { stat: Open::Known(stat) });
        for slot in 0..self.ram.links.len() {
            let Some(link) = self.open_link(slot) else { continue };
            let kind = match link.kind {
                Kind::Tcp => ConnectionType::Tcp,
                Kind::Udp => ConnectionType::Udp,
                Kind::Ssl => ConnectionType::Ssl,
                Kind::Mqtt => ConnectionType::Mqtt,
                Kind::Mqtts => ConnectionType::Mqtts,
            };
            let Some(link_id) = u8::try_from(slot).ok().and_then(|id| LinkId::new(id).ok()) else { continue };
            let line = cipstatus::Connection {
                link_id,
                r#type: Open::Known(kind),
                remote_ip: *link.remote.ip(),
                remote_port: link.remote.port(),
                local_port: link.local_port,
                tcp_type: Open::Known(if link.of_server { TcpType::Server } else { TcpType::Client }),
            };
            self.line(&line);
        }
        Ok(Next::Ok)
    }

    pub(crate) fn show_addresses(&mut self) -> Handled {
        if self.has_softap() {
            let ip = self.ram.settings.softap_address.ip;
            self.line(&cifsr::ApIp { soft_ap_ip_address: ip });
            let mac = Open::Known(self.ram.settings.mac.of_softap());
            self.line(&cifsr::ApMac { soft_ap_mac_address: mac });
        }
        if self.has_station() {
            let ip = self.ram.station.address().map_or(Ipv4Addr::UNSPECIFIED, |address| address.ip);
            self.line(&cifsr::StaIp { station_ip_address: ip });
            let mac = Open::Known(self.ram.settings.mac.into());
            self.line(&cifsr::StaMac { station_mac_address: mac });
        }
        Ok(Next::Ok)
    }

    pub(crate) fn show_peer_mode(&mut self) -> Handled {
        let state = if self.ram.peer == PeerMode::Show { PeerShown::Shown } else { PeerShown::Hidden };
        self.line(&cipdinfo::Peer { state: Open::Known(state) });
        Ok(Next::Ok)
    }

    pub(crate) fn set_peer_mode(&mut self, request: cipdinfo::Set) -> Handled {
        self.ram.peer = request.mode;
        Ok(Next::Ok)
    }
}
