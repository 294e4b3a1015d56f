//! Testing, restarting, versions, echo, factory settings.

use crate::{
    Flash, Module,
    task::{Handled, Next},
};
use wizfi360_proto::{
    Final, Firmware, Rest,
    commands::{ate, gmr},
    domains::{Echo, RestoreType},
};

/// SDK and build time that are known of a firmware, from its AT+GMR. The first stands for all others: they have the same SDK (erratum `gmr-sdk-version`).
const BUILDS: [(Firmware, &str, &str); 2] = [
    (Firmware([1, 1, 1, 7]), "3.2.0(a0ffff9f)", "May  4 2021 15:14:59"),
    (Firmware([1, 0, 1, 0]), "3.0.0(a0ffff9f)", "Jun 6 2019 17:49:31"),
];

impl Module {
    pub(crate) fn test(&mut self) -> Handled {
        Ok(Next::Ok)
    }

    pub(crate) fn reset(&mut self) -> Handled {
        self.result(Final::Ok);
        self.restart(self.world.latencies.boot);
        Ok(Next::Wait)
    }

    pub(crate) fn versions(&mut self) -> Handled {
        let firmware = self.firmware();
        let (_, sdk, time) = BUILDS.iter().find(|(listed, ..)| *listed == firmware).unwrap_or(&BUILDS[0]);
        let world = self.world.clone();
        let time = world.compiled.as_deref().unwrap_or(time);
        let version = format!("{firmware}({time})");
        let rest = |text| Rest::new(text).unwrap_or(Rest::EMPTY);
        let (version, sdk, time) = (rest(&version), rest(sdk), rest(time));
        self.line(&gmr::AtVersion { at_version_info: version });
        self.line(&gmr::SdkVersion { sdk_version_info: sdk });
        self.line(&gmr::CompileTime { compile_time: time });
        Ok(Next::Ok)
    }

    pub(crate) fn set_echo(&mut self, request: ate::Execute) -> Handled {
        self.ram.echo = request.echo == Echo::On;
        Ok(Next::Ok)
    }

    pub(crate) fn restore(&mut self, what: RestoreType) -> Handled {
        match what {
            RestoreType::All => {
                let firmware = self.flash.firmware;
                self.flash = Flash::factory(&self.world);
                self.flash.firmware = firmware;
            }
            _ => self.flash.settings.mac = self.world.mac,
        }
        self.reset()
    }
}
