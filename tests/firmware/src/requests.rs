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
    let join = cwjap::Set::new(Scope::Current, Ssid::from_bytes(bytes()).ok()?, Password::from_bytes(bytes()).ok()?);
    driver.send(&Mac::parse(bytes()).map_or(join, |bssid| join.with_bssid(bssid)));
    driver.send(&cwlap::Execute);
    let tcp = cipstart::RemoteTcp::new(Host::from_bytes(bytes()).ok()?, Port::new(number()).ok()?);
    let tcp = KeepAlive::new(number()).map_or(tcp, |keep_alive| tcp.with_tcp_keep_alive(keep_alive));
    let open = cipstart::Set::new(cipstart::Remote::Tcp(tcp));
    driver.send(&LinkId::new(number()).map_or(open, |link_id| open.with_link_id(link_id)));
    let send = cipsend::Set::new(SendLength::new(number()).ok()?);
    let send = LinkId::new(number()).map_or(send, |link_id| send.with_link_id(link_id));
    let to = Host::from_bytes(bytes()).ok().zip(Port::new(number()).ok());
    driver.send(&to.map_or(send, |(remote_ip, remote_port)| send.with_to(cipsend::To { remote_ip, remote_port })));
    driver.send(&cipclose::Set { link_id: CloseId::new(number()).ok()? });
    driver.send(&cipstatus::Execute);
    driver.send(&mqttset::Set {
        user_name: MqttUserName::from_bytes(bytes()).ok()?,
        password: MqttPassword::from_bytes(bytes()).ok()?,
        client_id: MqttClientId::from_bytes(bytes()).ok()?,
        alive_time: AliveTime::new(number()).ok()?,
    });
    driver.send(&mqttpub::Set { message: MqttText::from_bytes(bytes()).ok()? });
    Some(())
}
