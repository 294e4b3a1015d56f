//! MAC and IP addresses.

use super::Station;
use crate::{
    Module,
    flash::Address,
    task::{Handled, Next},
};
use std::net::Ipv4Addr;
use wizfi360_proto::{
    Open,
    commands::{cipap, cipapmac, cipsta, cipstamac},
};

/// Nothing is known of an address.
const NONE: Address =
    Address { ip: Ipv4Addr::UNSPECIFIED, gateway: Ipv4Addr::UNSPECIFIED, netmask: Ipv4Addr::UNSPECIFIED };

impl Module {
    pub(crate) fn show_station_mac(&mut self, request: cipstamac::Query) -> Handled {
        let mac = Open::Known(self.settings(request.scope).mac.into());
        self.line(&cipstamac::MacAddress { scope: request.scope, mac });
        Ok(Next::Ok)
    }

    pub(crate) fn set_station_mac(&mut self, request: cipstamac::Set) -> Handled {
        self.set(request.scope, |settings| settings.mac = request.mac.get().into());
        Ok(Next::Ok)
    }

    pub(crate) fn show_softap_mac(&mut self, request: cipapmac::Query) -> Handled {
        let mac = Open::Known(self.settings(request.scope).mac.of_softap());
        self.line(&cipapmac::MacAddress { scope: request.scope, mac });
        Ok(Next::Ok)
    }

    /// The module accepts the address and ignores it.
    pub(crate) fn keep_softap_mac(&mut self) -> Handled {
        Ok(Next::Ok)
    }

    /// The station's own address: what DHCP gave it, or what was set.
    pub(crate) fn station_address(&self) -> Address {
        let set = self.ram.settings.station_address;
        self.ram.station.address().unwrap_or(if self.ram.settings.station_dhcp { NONE } else { set })
    }

    pub(crate) fn show_station_address(&mut self, request: cipsta::Query) -> Handled {
        let scope = request.scope;
        let kept = self.flash.settings.station_address;
        let Address { ip, gateway, netmask } = if self.tells_flash(scope) { kept } else { self.station_address() };
        self.line(&cipsta::Address { scope, ip });
        self.line(&cipsta::Gateway { scope, gateway });
        self.line(&cipsta::Netmask { scope, netmask });
        Ok(Next::Ok)
    }

    pub(crate) fn set_station_address(&mut self, request: cipsta::Set) -> Handled {
        let network = request.network().map(|network| (network.gateway, network.netmask));
        let new = address(request.ip(), network);
        self.set(request.scope(), |settings| (settings.station_address, settings.station_dhcp) = (new, false));
        if let Station::Joined { address, .. } = &mut self.ram.station {
            *address = Some(new);
        }
        Ok(Next::Ok)
    }

    pub(crate) fn show_softap_address(&mut self, request: cipap::Query) -> Handled {
        let scope = request.scope;
        let Address { ip, gateway, netmask } = self.settings(scope).softap_address;
        self.line(&cipap::Address { scope, ip });
        self.line(&cipap::Gateway { scope, gateway });
        self.line(&cipap::Netmask { scope, netmask });
        Ok(Next::Ok)
    }

    /// Static addresses and DHCP exclude each other; what was set last holds (manual 3.2.22).
    pub(crate) fn set_softap_address(&mut self, request: cipap::Set) -> Handled {
        let network = request.network().map(|network| (network.gateway, network.netmask));
        let new = address(request.ip(), network);
        self.set(request.scope(), |settings| (settings.softap_address, settings.softap_dhcp) = (new, false));
        Ok(Next::Ok)
    }
}

/// Without gateway and netmask, the module is its own gateway in a network of 254 hosts.
fn address(ip: Ipv4Addr, network: Option<(Ipv4Addr, Ipv4Addr)>) -> Address {
    let (gateway, netmask) = network.unwrap_or((ip, Ipv4Addr::new(255, 255, 255, 0)));
    Address { ip, gateway, netmask }
}
