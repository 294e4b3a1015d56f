//! Wi-Fi commands.

use super::{hear, joined, started, talk, world};
use wizfi360_sim::{Happening, MacText, World, world::AccessPoint};

const OK: &str = "\r\nOK\r\n";
const ERROR: &str = "\r\nERROR\r\n";
const JOINED: &str = "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n";

#[test]
fn joining_fails_for_a_reason_that_has_no_suffix() {
    let mut desk = started(world());
    talk(
        &mut desk,
        &[
            ("AT+CWMODE=?", "+CWMODE:(1-3)\r\n\r\nOK\r\n"),
            ("AT+CWJAP_CUR?", ERROR),
            ("AT+CWMODE_CUR=1", OK),
            ("AT+CWJAP_CUR?", "No AP\r\n\r\nOK\r\n"),
            ("AT+CWJAP_CUR=\"home\",\"wrong\"", "+CWJAP:2\r\n\r\nFAIL\r\n"),
            ("AT+CWJAP_CUR=\"nowhere\",\"12345678\"", "+CWJAP:3\r\n\r\nFAIL\r\n"),
            ("AT+CWJAP_CUR=\"home\",\"12345678\",\"00:00:00:00:00:01\"", "+CWJAP:3\r\n\r\nFAIL\r\n"),
            ("AT+CWJAP_CUR=\"home\",\"12345678\"", JOINED),
            ("AT+CWJAP?", "+CWJAP:\"home\",\"64:e5:99:00:00:01\",6,-50\r\n\r\nOK\r\n"),
            (
                "AT+CIPSTA?",
                "+CIPSTA:ip:\"192.168.1.88\"\r\n+CIPSTA:gateway:\"192.168.1.1\"\r\n+CIPSTA:netmask:\"255.255.255.0\"\r\n\r\nOK\r\n",
            ),
        ],
    );
    let mut desk = started(World { by_the_manual: true, ..world() });
    talk(&mut desk, &[("AT+CWMODE_CUR=1", OK), ("AT+CWJAP_CUR=\"home\",\"wrong\"", "+CWJAP_CUR:2\r\n\r\nFAIL\r\n")]);
}

#[test]
fn joining_another_leaves_the_first() {
    let mut desk = joined();
    talk(
        &mut desk,
        &[
            ("AT+CWJAP_CUR=\"open\",\"\"", "WIFI DISCONNECT\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n"),
            ("AT+CWQAP", "\r\nOK\r\n"),
        ],
    );
    hear(&mut desk, "leaving", "WIFI DISCONNECT\r\n");
    talk(&mut desk, &[("AT+CWQAP", OK)]);
    hear(&mut desk, "there is nothing to leave", "");
}

#[test]
fn an_access_point_that_goes_takes_the_links_with_it_and_is_joined_again() {
    let mut desk = joined();
    talk(&mut desk, &[("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "CONNECT\r\n\r\nOK\r\n")]);
    desk.happen(Happening::AccessPointGoes("home".into()));
    hear(&mut desk, "going", "CLOSED\r\nWIFI DISCONNECT\r\n");
    talk(&mut desk, &[("AT+CIPSTATUS", "STATUS:5\r\n\r\nOK\r\n")]);
    desk.pass(20_000);
    assert_eq!(desk.read(), b"");
    desk.happen(Happening::AccessPointComes("home".into()));
    hear(&mut desk, "coming", "WIFI CONNECTED\r\nWIFI GOT IP\r\n");
}

#[test]
fn a_saved_access_point_is_joined_at_each_start() {
    let mut desk = started(world());
    talk(
        &mut desk,
        &[
            ("AT+CWMODE_DEF=1", OK),
            ("AT+CWJAP_DEF=\"home\",\"12345678\"", JOINED),
            ("AT+RST", "\r\nOK\r\n\r\nready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n"),
            ("ATE0", "ATE0\r\n\r\nOK\r\n"),
            ("AT+CWAUTOCONN=0", OK),
            ("AT+RST", "\r\nOK\r\n\r\nready\r\n"),
        ],
    );
    hear(&mut desk, "not any more", "");
}

#[test]
fn a_scan_shows_what_is_wanted_of_whatever_is_there() {
    let mut world = world();
    let template = world.access_points[1].clone();
    let hostile =
        |ssid: &[u8], mac| AccessPoint { ssid: ssid.into(), bssid: MacText([0, 0, 0, 0, 0, mac]), ..template.clone() };
    world.access_points.push(hostile(b"a\",-1,\"x", 3));
    world.access_points.push(hostile(b"\r\nOK\r\n", 4));
    world.access_points.push(AccessPoint { hidden: true, ..hostile(b"secret", 5) });
    let mut desk = started(world);
    talk(
        &mut desk,
        &[
            ("AT+CWLAP", ERROR),
            ("AT+CWMODE_CUR=1", OK),
            (
                "AT+CWLAP",
                "+CWLAP:(3,\"home\",-50,\"64:e5:99:00:00:01\",6,1)\r\n+CWLAP:(0,\"open\",-70,\"64:e5:99:00:00:02\",11,0)\r\n\
             +CWLAP:(0,\"a\",-1,\"x\",-70,\"00:00:00:00:00:03\",11,0)\r\n+CWLAP:(0,\"\r\nOK\r\n\",-70,\"00:00:00:00:00:04\",11,0)\r\n\
             +CWLAP:(0,\"\",-70,\"00:00:00:00:00:05\",11,0)\r\n\r\nOK\r\n",
            ),
            ("AT+CWLAPOPT=1,6", OK),
            ("AT+CWLAP=\"secret\"", "+CWLAP:(\"secret\",-70)\r\n\r\nOK\r\n"),
            ("AT+CWLAP=\"home\",\"\",7", OK),
        ],
    );
    desk.happen(Happening::AccessPointGoes("home".into()));
    talk(&mut desk, &[("AT+CWLAP=\"home\"", OK)]);
}

#[test]
fn stations_come_and_go() {
    let mut desk = started(world());
    let [first, second] = [0x76, 0x77].map(|last| MacText([0x18, 0xcf, 0x5e, 0xc5, 0xce, last]));
    desk.happen(Happening::StationJoins(first));
    hear(
        &mut desk,
        "joining",
        "+STA_CONNECTED:\"18:cf:5e:c5:ce:76\"\r\n+DIST_STA_IP:\"18:cf:5e:c5:ce:76\",\"192.168.36.2\"\r\n",
    );
    talk(&mut desk, &[("AT+CWSAP_CUR=\"x\",\"\",1,0,1", OK)]);
    desk.happen(Happening::StationJoins(second));
    hear(&mut desk, "full", "");
    talk(&mut desk, &[("AT+CWLIF", "192.168.36.2,18:cf:5e:c5:ce:76\r\n\r\nOK\r\n")]);
    desk.happen(Happening::StationLeaves(first));
    hear(&mut desk, "leaving", "+STA_DISCONNECTED:\"18:cf:5e:c5:ce:76\"\r\n");
    talk(&mut desk, &[("AT+CWLIF", OK), ("AT+CWMODE_CUR=1", OK)]);
    desk.happen(Happening::StationJoins(second));
    hear(&mut desk, "there is no SoftAP", "");
}

#[test]
fn static_addresses_and_dhcp_exclude_each_other() {
    let mut desk = joined();
    talk(
        &mut desk,
        &[
            ("AT+CIPSTA_CUR=\"10.0.0.9\"", OK),
            ("AT+CWDHCP_CUR?", "+CWDHCP_CUR:1\r\nOK\r\n"),
            ("AT+CIFSR", "+CIFSR:STAIP,\"10.0.0.9\"\r\n+CIFSR:STAMAC,\"00:08:dc:11:12:13\"\r\n\r\nOK\r\n"),
            ("AT+CWDHCP_CUR=1,1", OK),
            ("AT+CWDHCP_CUR?", "+CWDHCP_CUR:3\r\nOK\r\n"),
            ("AT+CWDHCP_DEF?", "+CWDHCP_DEF:3\r\nOK\r\n"),
        ],
    );
}

#[test]
fn smartconfig_tries_and_then_the_web_server_is_told() {
    let mut desk = started(world());
    talk(&mut desk, &[("AT+CWSTARTSMART=2", ERROR), ("AT+CWMODE_CUR=1", OK), ("AT+CWSTARTSMART=1,2", ERROR)]);
    desk.write(b"AT+CWSTARTSMART=2\r\n");
    hear(&mut desk, "trying", "\r\nOK\r\n\r\n+CWSTARTSMART:Try:1/2\r\n\r\n+CWSTARTSMART:Try:2/2\r\n");
    hear(&mut desk, "giving up", "\r\n+CWSTARTSMART:WebCfgStart\r\n");
    desk.happen(Happening::Provision("home".into(), "12345678".into()));
    hear(
        &mut desk,
        "being told",
        "smartconfig type:Web\r\nSmart get wifi info\r\nssid:home\r\npassword:12345678\r\n\
         WIFI CONNECTED\r\nWIFI GOT IP\r\nsmartconfig connected wifi\r\n",
    );
    talk(&mut desk, &[("AT+CWSTOPSMART", OK), ("AT+CWSTARTSMART", OK)]);
    desk.happen(Happening::Provision("home".into(), "wrong".into()));
    hear(
        &mut desk,
        "a wrong password",
        "smartconfig type:AIRKISS\r\nSmart get wifi info\r\nssid:home\r\npassword:wrong\r\nWIFI DISCONNECT\r\n\
         wifi join failed. please, check ssid, pwd\r\n",
    );
}

#[test]
fn wps_finds_an_access_point_or_fails() {
    let mut desk = started(world());
    talk(
        &mut desk,
        &[
            ("AT+WPS=1", ERROR),
            ("AT+CWMODE_CUR=1", OK),
            ("AT+WPS=0", "wps stop fail\r\n\r\nERROR\r\n"),
            ("AT+WPS=1", "wps started\r\n\r\nOK\r\n"),
        ],
    );
    desk.happen(Happening::Provision("home".into(), "12345678".into()));
    hear(&mut desk, "pushed", "wps success,connecting ap ...\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n");
    talk(&mut desk, &[("AT+WPS=1", "wps started\r\n\r\nOK\r\n")]);
    desk.happen(Happening::ProvisionFails);
    hear(&mut desk, "nobody pushed", "wps fail\r\n");
}
