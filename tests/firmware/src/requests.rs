//! Ten requests, with values that come from somewhere.

use crate::{
    driver::Driver,
    opaque::{bytes, number},
};
use wizfi360_proto::{Mac, Number, Scope, commands::*, domains::*};

/// Sends one of each. `None` if a value is refused.
#[inline(never)]
pub fn send_all(driver: &mut Driver) -> Option<()> {
    driver.send(&at::Test);
    driver.send(&cwmode::Set { scope: Scope::Current, mode: WifiMode::from_number(number())? });
    driver.send(&cwjap::Set {
        scope: Scope::Current,
        ssid: Ssid::from_bytes(bytes())?,
        pwd: Password::from_bytes(bytes())?,
        bssid: Mac::parse(bytes()),
    });
    driver.send(&cwlap::Execute);
    driver.send(&cipstart::Set {
        link_id: LinkId::new(number()),
        remote: cipstart::Remote::Tcp {
            remote_ip: Host::from_bytes(bytes())?,
            remote_port: Port::new(number())?,
            tcp_keep_alive: KeepAlive::new(number()),
        },
    });
    driver.send(&cipsend::Set {
        link_id: LinkId::new(number()),
        length: SendLength::new(number())?,
        to: Host::from_bytes(bytes())
            .zip(Port::new(number()))
            .map(|(remote_ip, remote_port)| cipsend::To { remote_ip, remote_port }),
    });
    driver.send(&cipclose::Set { link_id: CloseId::new(number())? });
    driver.send(&cipstatus::Execute);
    driver.send(&mqttset::Set {
        user_name: MqttUserName::from_bytes(bytes())?,
        password: MqttPassword::from_bytes(bytes())?,
        client_id: MqttClientId::from_bytes(bytes())?,
        alive_time: AliveTime::new(number())?,
    });
    driver.send(&mqttpub::Set { message: MqttText::from_bytes(bytes())? });
    Some(())
}
