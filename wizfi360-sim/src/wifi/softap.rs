//! The module as an access point, and the stations that join it.

use super::mode::octets;
use crate::{
    MacText, Module,
    flash::SoftAp,
    task::{Handled, Next, Timer},
};
use std::net::Ipv4Addr;
use wizfi360_proto::{
    AtStr, Message, Open, Secret,
    commands::{cwlif, cwsap},
    domains::{MaxConn, SsidHidden},
    events::{DistStaIp, StaConnected, StaDisconnected},
};

/// A station that has joined.
#[derive(Clone, Debug)]
pub(crate) struct Guest {
    mac: MacText,
    /// The address that the SoftAP's DHCP server has given it.
    ip: Option<Ipv4Addr>,
}

impl Module {
    pub(crate) fn show_softap(&mut self, request: cwsap::Query) -> Handled {
        let softap = self.settings(request.scope).softap.clone();
        self.line(&cwsap::SoftAp {
            scope: request.scope,
            ssid: AtStr::from_bytes(&softap.ssid).unwrap_or(AtStr::EMPTY),
            pwd: Secret(AtStr::from_bytes(&softap.password).unwrap_or(AtStr::EMPTY)),
            chl: softap.channel,
            ecn: Open::Known(softap.encryption),
            max_conn: softap.max_stations,
            ssid_hidden: Open::Known(softap.hidden),
        });
        Ok(Next::Ok)
    }

    pub(crate) fn set_softap(&mut self, request: cwsap::Set<'_>) -> Handled {
        let softap = SoftAp {
            ssid: octets(request.ssid().get()),
            password: octets(request.pwd().get()),
            channel: request.chl().get(),
            encryption: request.ecn(),
            max_stations: request.max_conn().unwrap_or(MaxConn::MAX).get(),
            hidden: request.ssid_hidden().unwrap_or(SsidHidden::Broadcast),
        };
        let another = self.ram.settings.softap.ssid != softap.ssid;
        self.set(request.scope(), |settings| settings.softap = softap.clone());
        if another && self.has_softap() {
            self.seek();
        }
        Ok(Next::Ok)
    }

    pub(crate) fn show_stations(&mut self) -> Handled {
        for guest in self.ram.guests.clone() {
            if let Some(ip) = guest.ip {
                self.line(&cwlif::Station { ip, mac: guest.mac.into() });
            }
        }
        Ok(Next::Ok)
    }

    /// The SoftAP is up: from now on the world's stations come.
    pub(crate) fn start_softap(&mut self) {
        for station in self.world.clone().stations.iter().filter(|station| station.looks_for.is_none()) {
            if let Some(joins) = station.joins {
                self.after(joins, Timer::StationJoins(station.mac));
            }
        }
        self.seek();
    }

    /// The SoftAP has this SSID from now on: stations that look for it find it.
    fn seek(&mut self) {
        let ssid = self.ram.settings.softap.ssid.clone();
        for station in self.world.clone().stations.iter().filter(|station| station.looks_for.as_ref() == Some(&ssid)) {
            if let Some(joins) = station.joins {
                self.after(joins, Timer::StationJoins(station.mac));
            }
        }
    }

    pub(crate) fn stop_softap(&mut self) {
        self.timers.cancel(|timer| {
            matches!(timer, Timer::StationJoins(_) | Timer::StationAddress(_) | Timer::StationLeaves(_))
        });
        self.ram.guests.clear();
    }

    pub(crate) fn station_joins(&mut self, mac: MacText) {
        let full = self.ram.guests.len() >= usize::from(self.ram.settings.softap.max_stations);
        let here = self.ram.guests.iter().any(|guest| guest.mac == mac);
        if !self.has_softap() || full || here {
            return;
        }
        self.ram.guests.push(Guest { mac, ip: None });
        self.message(&Message::StaConnected(StaConnected { mac: Open::Known(mac.into()) }));
        if self.ram.settings.softap_dhcp {
            self.after(self.world.latencies.station_address, Timer::StationAddress(mac));
        }
        let station = self.world.stations.iter().find(|station| station.mac == mac);
        if let Some(stays) = station.and_then(|station| station.stays) {
            self.after(stays, Timer::StationLeaves(mac));
        }
    }

    pub(crate) fn station_gets_address(&mut self, mac: MacText) {
        let pool = self.ram.settings.pool;
        let taken: Vec<_> = self.ram.guests.iter().filter_map(|guest| guest.ip).collect();
        let free = (u32::from(pool.start)..=u32::from(pool.end)).map(Ipv4Addr::from).find(|ip| !taken.contains(ip));
        if let (Some(ip), Some(guest)) = (free, self.ram.guests.iter_mut().find(|guest| guest.mac == mac)) {
            guest.ip = Some(ip);
            self.message(&Message::DistStaIp(DistStaIp { mac: Open::Known(mac.into()), ip_addr: ip }));
        }
    }

    pub(crate) fn station_leaves(&mut self, mac: MacText) {
        if let Some(place) = self.ram.guests.iter().position(|guest| guest.mac == mac) {
            self.ram.guests.remove(place);
            self.message(&Message::StaDisconnected(StaDisconnected { mac: Open::Known(mac.into()) }));
        }
    }
}
