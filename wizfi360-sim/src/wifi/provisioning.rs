//! SmartConfig, WPS and the web server: someone tells the module which access point to join.

use super::Station;
use crate::{
    Module,
    flash::KnownNetwork,
    task::{Handled, Next, Timer},
    world::Octets,
};
use wizfi360_proto::{
    Firmware, Message, Open, Reason, Rest, Secret,
    commands::{cwstartsmart, wps},
    domains::{SmartConfigProtocols, SmartConfigWay, WpsSwitch},
    events::{
        SmartConfigConnected, SmartConfigInfo, SmartConfigJoinFailed, SmartConfigPassword, SmartConfigSsid,
        SmartConfigTry, SmartConfigType, SmartConfigWebCfg, WpsFail, WpsStarted, WpsStopped, WpsSuccess,
    },
};

/// The firmware from which on SmartConfig takes no type.
const NEWER: Firmware = Firmware([1, 1, 0, 0]);

/// What runs, and how far it is.
#[derive(Clone, Debug)]
pub(crate) struct Provisioning {
    way: Way,
    /// Which try this is, and how many there are; `None` for no end.
    tries: Option<(u8, u8)>,
    /// What was told, and which line comes next.
    told: Option<(KnownNetwork, u8)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Smart(SmartConfigWay),
    Wps,
}

impl Module {
    pub(crate) fn start_smart(&mut self, request: Option<cwstartsmart::Set>) -> Handled {
        let old = self.firmware() < NEWER;
        let protocols = request.and_then(|request| request.r#type());
        // That the newer line takes no type, the spec says; that the older one needs it, the syntax of the manual (3.2.24).
        if request.is_some() && old && protocols.is_none() {
            return Err(crate::task::Refusal::PLAIN);
        }
        let way = match protocols {
            Some(SmartConfigProtocols::AirKiss) => SmartConfigWay::AirKiss,
            Some(_) => SmartConfigWay::EspTouch,
            None if old => SmartConfigWay::EspTouch,
            None => SmartConfigWay::AirKiss,
        };
        let tries = request.map(|request| (0, request.try_count().get()));
        self.ram.provisioning = Some(Provisioning { way: Way::Smart(way), tries, told: None });
        if tries.is_some() {
            self.timers.cancel(|timer| matches!(timer, Timer::SmartTry));
            self.after(0, Timer::SmartTry);
        }
        Ok(Next::Ok)
    }

    /// A try begins; behind the last, the web server starts.
    pub(crate) fn smart_try(&mut self) {
        let Some(Provisioning { way, tries: Some((tried, all)), told: None }) = &mut self.ram.provisioning else {
            return;
        };
        if tried == all {
            *way = Way::Smart(SmartConfigWay::Web);
            return self.message(&Message::SmartConfigWebCfg(SmartConfigWebCfg));
        }
        *tried += 1;
        let line = SmartConfigTry { r#try: u16::from(*tried), try_count: u16::from(*all) };
        self.message(&Message::SmartConfigTry(line));
        self.after(self.world.latencies.smart_try, Timer::SmartTry);
    }

    pub(crate) fn start_web(&mut self) -> Handled {
        self.ram.provisioning = Some(Provisioning { way: Way::Smart(SmartConfigWay::Web), tries: None, told: None });
        Ok(Next::Ok)
    }

    pub(crate) fn stop_smart(&mut self) -> Handled {
        self.stop_provisioning();
        Ok(Next::Ok)
    }

    pub(crate) fn wps(&mut self, request: wps::Set) -> Handled {
        if request.enable == WpsSwitch::Enable {
            self.ram.provisioning = Some(Provisioning { way: Way::Wps, tries: None, told: None });
            self.message(&Message::WpsStarted(WpsStarted));
            return Ok(Next::Ok);
        }
        if !matches!(&self.ram.provisioning, Some(running) if running.way == Way::Wps) {
            return Err(Reason::WpsStopFail.into());
        }
        self.stop_provisioning();
        self.message(&Message::WpsStopped(WpsStopped));
        Ok(Next::Ok)
    }

    fn stop_provisioning(&mut self) {
        self.ram.provisioning = None;
        self.timers.cancel(|timer| matches!(timer, Timer::Provision | Timer::SmartTry));
    }

    /// Someone tells the module an access point.
    pub(crate) fn provision(&mut self, ssid: &[u8], password: &[u8]) {
        let Some(running) = &mut self.ram.provisioning else { return };
        if running.told.is_some() {
            return;
        }
        let network = KnownNetwork { ssid: Octets(ssid.into()), password: Octets(password.into()), bssid: None };
        running.told = Some((network, 0));
        self.timers.cancel(|timer| matches!(timer, Timer::SmartTry));
        self.after(0, Timer::Provision);
    }

    /// The next line, and behind the last the join.
    pub(crate) fn provision_step(&mut self) {
        let Some(Provisioning { way, told: Some((network, step)), .. }) = &mut self.ram.provisioning else { return };
        let (way, network, now) = (*way, network.clone(), *step);
        *step += 1;
        let rest = |bytes| Rest::from_bytes(bytes).unwrap_or(Rest::EMPTY);
        match (way, now) {
            (Way::Smart(way), 0) => {
                self.message(&Message::SmartConfigType(SmartConfigType { r#type: Open::Known(way) }));
            }
            (Way::Smart(_), 1) => self.message(&Message::SmartConfigInfo(SmartConfigInfo)),
            (Way::Smart(_), 2) => {
                self.message(&Message::SmartConfigSsid(SmartConfigSsid { ssid: rest(&network.ssid) }));
            }
            (Way::Smart(_), 3) => {
                let password = Secret(rest(&network.password));
                self.message(&Message::SmartConfigPassword(SmartConfigPassword { password }));
            }
            (Way::Wps, 0) => {
                self.message(&Message::WpsSuccess(WpsSuccess { text: rest(b",connecting ap ...") }));
            }
            _ => {
                self.drop_station();
                return self.associate(network);
            }
        }
        self.after(self.world.latencies.provisioning_step, Timer::Provision);
    }

    /// The station has its address: if it was told the access point so, it says that it is done, and keeps it.
    pub(crate) fn provisioned(&mut self) {
        let Station::Joined { network, .. } = &self.ram.station else { return };
        let Some(Provisioning { way, told: Some((told, _)), .. }) = &self.ram.provisioning else { return };
        if told != network {
            return;
        }
        let (way, network) = (*way, network.clone());
        self.ram.settings.network = Some(network.clone());
        self.flash.settings.network = Some(network);
        self.stop_provisioning();
        if way != Way::Wps {
            self.message(&Message::SmartConfigConnected(SmartConfigConnected));
        }
    }

    pub(crate) fn provisioning_join_failed(&mut self) {
        if let Some(running) = &mut self.ram.provisioning
            && running.told.take().is_some()
        {
            self.provision_fails();
        }
    }

    pub(crate) fn provision_fails(&mut self) {
        match self.ram.provisioning.take().map(|running| running.way) {
            Some(Way::Wps) => self.message(&Message::WpsFail(WpsFail)),
            Some(Way::Smart(_)) => self.message(&Message::SmartConfigJoinFailed(SmartConfigJoinFailed)),
            None => {}
        }
    }
}
