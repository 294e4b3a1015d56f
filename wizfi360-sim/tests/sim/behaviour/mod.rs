//! What a module does, family by family: tables of what the host says and all that the module answers, byte for byte.

mod cloud;
mod cuts;
mod factory;
mod faults;
mod links;
mod printed;
mod server;
mod system;
mod transparent;
mod wifi;

use wizfi360_sim::{Testbed, World};

/// A world with an access point "home", and hosts on some ports.
const WORLD: &str = r#"(
    access_points: [
        (ssid: "home", password: "12345678", bssid: "64:e5:99:00:00:01", channel: 6, signal: -50, wps: true),
        (ssid: "open", bssid: "64:e5:99:00:00:02", channel: 11, signal: -70),
    ],
    stations: [(mac: "18:cf:5e:c5:ce:76"), (mac: "18:cf:5e:c5:ce:77")],
    names: {"example.com": "93.184.216.34"},
    peers: [
        (port: 5000, does: Echo),
        (port: 9, does: Discard),
        (port: 443, tls: "CA", does: Echo),
        (port: 80, does: Http(200, "text/plain", "hi")),
        (port: 1883, does: Broker([(50, "news/today", "rain"), (60, "other", "not heard")])),
    ],
)"#;

pub(crate) fn world() -> World {
    World::from_ron("world", WORLD).unwrap()
}

/// A module that has started, with its echo off.
pub(crate) fn started(world: World) -> Testbed {
    let mut desk = Testbed::new(world);
    desk.expect("ready\r\n", 1000).unwrap();
    talk(&mut desk, &[("ATE0", "ATE0\r\n\r\nOK\r\n")]);
    desk
}

/// A station with an address.
pub(crate) fn joined() -> Testbed {
    let mut desk = started(world());
    talk(
        &mut desk,
        &[
            ("AT+CWMODE_CUR=1", "\r\nOK\r\n"),
            ("AT+CWJAP_CUR=\"home\",\"12345678\"", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n"),
        ],
    );
    desk
}

/// Each line of the host is answered so, within a minute, and nothing else comes in the ten milliseconds behind it.
#[track_caller]
pub(crate) fn talk(desk: &mut Testbed, turns: &[(&str, &str)]) {
    for (line, answer) in turns {
        desk.write(format!("{line}\r\n").as_bytes());
        hear(desk, line, answer);
    }
}

/// The module says this by itself.
#[track_caller]
pub(crate) fn hear(desk: &mut Testbed, about: &str, answer: &str) {
    let mut said = desk.read();
    let until = desk.now() + 60_000;
    while said.len() < answer.len() && desk.now() < until {
        desk.pass(10);
        said.extend(desk.read());
    }
    desk.pass(10);
    said.extend(desk.read());
    assert_eq!(said.escape_ascii().to_string(), answer.as_bytes().escape_ascii().to_string(), "{about}");
}
