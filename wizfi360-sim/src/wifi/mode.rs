//! The Wi-Fi mode, joining by itself, country and name.

use crate::{
    Module,
    flash::Country,
    printed::Printed,
    task::{Handled, Next},
    world::Octets,
};
use wizfi360_proto::{
    AtStr, BareText, Open,
    commands::{cwautoconn, cwcountry, cwhostname, cwmode},
    domains::WifiMode,
};

impl Module {
    pub(crate) fn has_station(&self) -> bool {
        self.ram.settings.mode != WifiMode::SoftAp
    }

    pub(crate) fn has_softap(&self) -> bool {
        self.ram.settings.mode != WifiMode::Station
    }

    pub(crate) fn show_modes(&mut self) -> Handled {
        self.line(&cwmode::Modes { first_mode: 1, last_mode: 3 });
        Ok(Next::Ok)
    }

    pub(crate) fn show_mode(&mut self, request: cwmode::Query) -> Handled {
        let mode = Open::Known(self.settings(request.scope).mode);
        self.line(&cwmode::Mode { scope: request.scope, mode });
        Ok(Next::Ok)
    }

    pub(crate) fn set_mode(&mut self, request: cwmode::Set) -> Handled {
        let (had_station, had_softap) = (self.has_station(), self.has_softap());
        self.set(request.scope, |settings| settings.mode = request.mode);
        if had_station && !self.has_station() {
            self.drop_station();
        }
        if had_softap && !self.has_softap() {
            self.stop_softap();
        } else if !had_softap && self.has_softap() {
            self.start_softap();
        }
        Ok(Next::Ok)
    }

    pub(crate) fn show_auto_connect(&mut self) -> Handled {
        let enable = Open::Known(self.flash.auto_connect);
        self.line(&cwautoconn::AutoConn { enable });
        Ok(Next::Ok)
    }

    pub(crate) fn set_auto_connect(&mut self, request: cwautoconn::Set) -> Handled {
        self.flash.auto_connect = request.enable;
        Ok(Next::Ok)
    }

    pub(crate) fn show_hostname(&mut self) -> Handled {
        if !self.has_station() {
            self.line(&cwhostname::NoHostname);
            return Ok(Next::Ok);
        }
        let name = self.ram.hostname.clone();
        let name = name.unwrap_or_else(|| format!("WizFi360_{}", self.ram.settings.mac.tail()).as_str().into());
        if self.prints(Printed::HostnameQuotes) {
            self.raw(&[b"+CWHOSTNAME:\"", &*name, b"\"\r\n"].concat());
        } else if let Ok(hostname) = BareText::from_bytes(&name) {
            self.line(&cwhostname::Hostname { hostname });
        }
        Ok(Next::Ok)
    }

    pub(crate) fn set_hostname(&mut self, request: cwhostname::Set<'_>) -> Handled {
        self.ram.hostname = Some(octets(request.hostname.get()));
        Ok(Next::Ok)
    }

    pub(crate) fn show_country(&mut self, request: cwcountry::Query) -> Handled {
        let Country { policy, code, channels } = self.settings(request.scope).country.clone();
        self.line(&cwcountry::Country {
            scope: request.scope,
            policy: Open::Known(policy),
            country_code: AtStr::from_bytes(&code).unwrap_or(AtStr::EMPTY),
            channel_option: u32::from(channels),
        });
        Ok(Next::Ok)
    }

    pub(crate) fn set_country(&mut self, request: cwcountry::Set<'_>) -> Handled {
        let code = octets(request.country_code.get());
        self.set(request.scope, |settings| {
            let channels = request.channel_option.get();
            settings.country = Country { policy: request.policy, code: code.clone(), channels };
        });
        Ok(Next::Ok)
    }
}

/// What a text means.
pub(crate) fn octets(text: AtStr<'_>) -> Octets {
    Octets(text.bytes().collect())
}
