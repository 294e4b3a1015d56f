//! DHCP of station and SoftAP.

use crate::{
    Module,
    flash::Pool,
    task::{Handled, Next, Refusal},
};
use wizfi360_proto::{
    Open,
    commands::{cwdhcp, cwdhcps},
    domains::{DhcpEnable, DhcpRange, DhcpState, DhcpTarget},
};

impl Module {
    pub(crate) fn show_dhcp(&mut self, request: cwdhcp::Query) -> Handled {
        let settings = self.settings(request.scope);
        let para = match (settings.softap_dhcp, settings.station_dhcp) {
            (false, false) => DhcpState::Off,
            (true, false) => DhcpState::SoftAp,
            (false, true) => DhcpState::Station,
            (true, true) => DhcpState::Both,
        };
        let line = cwdhcp::Dhcp { scope: request.scope, para: Open::Known(para) };
        self.line(&line);
        Ok(Next::Ok)
    }

    pub(crate) fn set_dhcp(&mut self, request: cwdhcp::Set) -> Handled {
        let on = request.en == DhcpEnable::Enable;
        self.set(request.scope, |settings| {
            if request.mode != DhcpTarget::Station {
                settings.softap_dhcp = on;
            }
            if request.mode != DhcpTarget::SoftAp {
                settings.station_dhcp = on;
            }
        });
        Ok(Next::Ok)
    }

    pub(crate) fn show_pool(&mut self, request: cwdhcps::Query) -> Handled {
        let Pool { lease_time, start, end } = self.settings(request.scope).pool;
        let line = cwdhcps::LeaseRange { scope: request.scope, lease_time, start_ip: start, end_ip: end };
        self.line(&line);
        Ok(Next::Ok)
    }

    pub(crate) fn set_pool(&mut self, request: cwdhcps::Set) -> Handled {
        let pool = match (request.enable(), request.range()) {
            (DhcpRange::Set, Some(range)) => {
                Pool { lease_time: range.lease_time().get(), start: range.start_ip(), end: range.end_ip() }
            }
            (DhcpRange::Set, _) => return Err(Refusal::PLAIN),
            _ => Pool::factory(self.flash.firmware),
        };
        self.set(request.scope(), |settings| settings.pool = pool);
        Ok(Next::Ok)
    }
}
