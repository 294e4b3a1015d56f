//! Joining an access point, losing it and leaving it.

use super::mode::octets;
use crate::{
    Module,
    flash::{Address, KnownNetwork},
    printed::Printed,
    task::{Handled, Next, Task, Timer},
    world::{AccessPoint, Octets},
};
use wizfi360_proto::{
    Final, Message, Open, Scope,
    commands::cwjap,
    domains::{AutoConnect, Ecn, JoinError},
    events::{WifiConnected, WifiDisconnect, WifiGotIp},
};

/// How far the station is.
#[derive(Clone, Debug, Default)]
pub(crate) enum Station {
    /// Not joined.
    #[default]
    Idle,
    /// It tries to join.
    Associating(KnownNetwork),
    /// Joined to this access point of the world, by this network.
    Joined { ap: usize, network: KnownNetwork, address: Option<Address> },
}

impl Station {
    /// Its address, once it has one.
    pub(crate) fn address(&self) -> Option<Address> {
        match self {
            Station::Joined { address, .. } => *address,
            _ => None,
        }
    }
}

impl Module {
    pub(crate) fn show_joined(&mut self, request: cwjap::Query) -> Handled {
        let world = self.world.clone();
        let Station::Joined { ap, .. } = self.ram.station else {
            self.line(&cwjap::NoAp);
            return Ok(Next::Ok);
        };
        // The SSID stands without escapes, as in a scan.
        let AccessPoint { ssid, bssid, channel, signal, .. } = &world.access_points[ap];
        let before = format!("+CWJAP{}:\"", request.scope.suffix());
        let behind = format!("\",\"{bssid}\",{channel},{signal}\r\n");
        self.raw(&[before.as_bytes(), ssid, behind.as_bytes()].concat());
        Ok(Next::Ok)
    }

    pub(crate) fn join(&mut self, request: cwjap::Set<'_>) -> Handled {
        let network = KnownNetwork {
            ssid: octets(request.ssid().get()),
            password: octets(request.pwd().get()),
            bssid: request.bssid().map(Into::into),
        };
        self.drop_station();
        self.ram.task = Some(Task::Join(request.scope()));
        self.associate(network);
        Ok(Next::Wait)
    }

    pub(crate) fn leave(&mut self) -> Handled {
        if matches!(self.ram.station, Station::Joined { .. }) {
            self.after(self.world.latencies.leave, Timer::Left);
        }
        self.forget_association();
        self.lose_links();
        self.ram.station = Station::Idle;
        Ok(Next::Ok)
    }

    pub(crate) fn left(&mut self) {
        self.message(&Message::WifiDisconnect(WifiDisconnect));
    }

    /// After a start: the SoftAP comes up, and the station joins the access point in flash if it is to.
    pub(crate) fn start_wifi(&mut self) {
        if self.has_softap() {
            self.start_softap();
        }
        if self.has_station()
            && self.flash.auto_connect == AutoConnect::Enabled
            && let Some(network) = self.flash.settings.network.clone()
        {
            self.associate(network);
        }
    }

    /// Begins to join.
    pub(crate) fn associate(&mut self, network: KnownNetwork) {
        self.forget_association();
        self.ram.station = Station::Associating(network);
        self.after(self.world.latencies.associate, Timer::Associate);
    }

    pub(crate) fn associated(&mut self) {
        let Station::Associating(network) = self.ram.station.clone() else { return };
        match self.find(&network) {
            Ok(ap) => {
                self.ram.station = Station::Joined { ap, network, address: None };
                self.message(&Message::WifiConnected(WifiConnected));
                let dhcp = self.ram.settings.station_dhcp;
                self.after(if dhcp { self.world.latencies.address } else { 0 }, Timer::Address);
            }
            Err(error) => self.join_failed(error),
        }
    }

    pub(crate) fn got_address(&mut self) {
        let Station::Joined { ap, network, .. } = self.ram.station.clone() else { return };
        let lease = self.world.access_points[ap].lease;
        let address = if self.ram.settings.station_dhcp {
            lease.map(|lease| Address { ip: lease.ip, gateway: lease.gateway, netmask: lease.netmask })
        } else {
            Some(self.ram.settings.station_address)
        };
        if address.is_none() {
            // There is no DHCP server: the station gives up.
            return self.join_failed(JoinError::ConnectionTimeout);
        }
        self.ram.station = Station::Joined { ap, network: network.clone(), address };
        self.message(&Message::WifiGotIp(WifiGotIp));
        if let Some(Task::Join(scope)) = self.ram.task {
            self.set(scope, |settings| settings.network = Some(network.clone()));
            self.finish(Final::Ok);
        }
        self.provisioned();
        self.reopen();
    }

    fn join_failed(&mut self, error: JoinError) {
        let again = matches!(&self.ram.station, Station::Associating(network)
            if self.ram.task.is_none() && self.ram.provisioning.is_none() && self.ram.settings.network.as_ref() == Some(network));
        let network = match std::mem::take(&mut self.ram.station) {
            Station::Associating(network) | Station::Joined { network, .. } => Some(network),
            Station::Idle => None,
        };
        if let Some(Task::Join(scope)) = self.ram.task {
            let scope = if self.prints(Printed::JoinErrorPrefix) { scope } else { Scope::Unsuffixed };
            self.line(&cwjap::JoinFailed { scope, error_code: Open::Known(error) });
            self.finish(Final::Fail);
        } else if again && let Some(network) = network {
            self.ram.station = Station::Associating(network);
            self.after(self.world.latencies.rejoin, Timer::Rejoin);
        } else {
            self.provisioning_join_failed();
        }
    }

    /// The access point that fits best.
    fn find(&self, network: &KnownNetwork) -> Result<usize, JoinError> {
        let fits = |ap: &AccessPoint| {
            ap.ssid == network.ssid
                && network.bssid.is_none_or(|bssid| bssid == ap.bssid)
                && !self.gone.contains(&ap.bssid)
        };
        let aps = self.world.access_points.iter().enumerate().filter(|(_, ap)| fits(ap));
        let (index, ap) =
            aps.max_by_key(|(index, ap)| (ap.signal, std::cmp::Reverse(*index))).ok_or(JoinError::NoSuchAp)?;
        if ap.ecn() != Ecn::Open && ap.password != network.password {
            return Err(JoinError::WrongPassword);
        }
        Ok(index)
    }

    /// Leaves the access point, if the station is joined to one, and says so.
    pub(crate) fn drop_station(&mut self) {
        self.forget_association();
        if matches!(std::mem::take(&mut self.ram.station), Station::Joined { .. }) {
            self.lose_links();
            self.message(&Message::WifiDisconnect(WifiDisconnect));
        }
    }

    fn forget_association(&mut self) {
        self.timers.cancel(|timer| matches!(timer, Timer::Associate | Timer::Address | Timer::Rejoin));
    }

    /// Tries the access point that was lost again.
    pub(crate) fn rejoin(&mut self) {
        if let Station::Associating(network) = self.ram.station.clone() {
            self.associate(network);
        }
    }

    /// The SSID of the access point that the station is joined to.
    pub(crate) fn joined_ssid(&self) -> Option<Octets> {
        match &self.ram.station {
            Station::Joined { network, .. } => Some(network.ssid.clone()),
            _ => None,
        }
    }

    pub(crate) fn access_point_goes(&mut self, ssid: &[u8]) {
        let world = self.world.clone();
        for (index, ap) in world.access_points.iter().enumerate().filter(|(_, ap)| *ap.ssid == *ssid) {
            if !self.gone.contains(&ap.bssid) {
                self.gone.push(ap.bssid);
            }
            if let Station::Joined { ap, network, .. } = self.ram.station.clone()
                && ap == index
            {
                self.drop_station();
                if matches!(self.ram.task, Some(Task::Join(_))) {
                    self.join_failed(JoinError::ConnectionFailed);
                } else if self.flash.auto_connect == AutoConnect::Enabled {
                    self.ram.station = Station::Associating(network);
                    self.after(self.world.latencies.rejoin, Timer::Rejoin);
                }
            }
        }
    }

    pub(crate) fn access_point_comes(&mut self, ssid: &[u8]) {
        let world = self.world.clone();
        self.gone.retain(|gone| !world.access_points.iter().any(|ap| ap.bssid == *gone && *ap.ssid == *ssid));
    }
}
