//! MQTT, Azure and AWS.

use super::{hear, joined, started, talk, world};
use wizfi360_sim::World;
use wizfi360_spec::model::Firmware;

const OK: &str = "\r\nOK\r\n";
const SET: &str = "AT+MQTTSET=\"user\",\"secret\",\"id\",60";

#[test]
fn two_topics_are_heard_and_one_is_published() {
    let mut desk = joined();
    talk(
        &mut desk,
        &[
            ("AT+MQTTSET?", "\r\nERROR\r\n"),
            ("AT+MQTTCON=0,\"10.0.0.2\",1883", "no username or clientid\r\n\r\nERROR\r\n"),
            (SET, OK),
            ("AT+MQTTTOPIC=\"up/1\",\"news/#\",\"up/+\"", OK),
            ("AT+MQTTPUB=\"early\"", "link is not valid\r\n\r\nERROR\r\n"),
            ("AT+MQTTCON=1,\"10.0.0.2\",1883", "CONNECT\r\n\r\nOK\r\n"),
        ],
    );
    hear(&mut desk, "a message", "news/today -> rain\r\n");
    talk(
        &mut desk,
        &[
            ("AT+MQTTPUB=\"{\"a\": 1}\"", "\r\nOK\r\nup/1 -> {\"a\": 1}\r\n"),
            ("AT+MQTTPUBSEND=5", "\r\nOK\r\n\r\n>"),
            ("a\r\nbc", "\r\nOK\r\nup/1 -> a\r\nbc\r\n"),
            ("AT+CIPSTATUS", "STATUS:3\r\n+CIPSTATUS:0,\"MQTT\",\"10.0.0.2\",1883,49153,0\r\n\r\nOK\r\n"),
            ("AT+CIPSEND=1", "use MQTTPUB\r\n\r\nERROR\r\n"),
            ("AT+MQTTCON=1,\"10.0.0.2\",1883", "mqtt or mqtts reach max\r\n\r\nERROR\r\n"),
            ("AT+MQTTTOPIC=\"down\",\"down\"", OK),
            ("AT+MQTTPUB=\"new\"", "\r\nOK\r\ndown -> new\r\n"),
            ("AT+MQTTDIS", "CLOSED\r\n"),
            ("AT+MQTTDIS", "UNLINK\r\n\r\nERROR\r\n"),
        ],
    );
}

#[test]
fn old_firmware_wants_its_topics_first() {
    let mut desk = started(World { firmware: Firmware([1, 1, 1, 7]), ..world() });
    talk(
        &mut desk,
        &[
            (SET, OK),
            ("AT+MQTTCON=1,\"10.0.0.2\",1883", "no pub or sub topic\r\n\r\nERROR\r\n"),
            ("AT+MQTTTOPIC=\"up\",\"down\"", OK),
            ("AT+MQTTCON=1,\"10.0.0.2\",1883", "CONNECT\r\n\r\nOK\r\n"),
        ],
    );
    let mut desk = started(World { by_the_manual: true, ..world() });
    talk(
        &mut desk,
        &[
            (SET, OK),
            ("AT+MQTTTOPIC=\"up\",\"up\"", OK),
            ("AT+MQTTCON=1,\"10.0.0.2\",1883", OK),
            ("AT+MQTTPUB=\"x\"", "\r\nOK\r\nup -> \"x\"\r\n"),
            ("AT+MQTTDIS", "CLOSE\r\n"),
        ],
    );
}

#[test]
fn certificates_are_stored_line_by_line_and_echoed() {
    let mut desk = started(world());
    talk(&mut desk, &[("ATE1", OK), ("AT+AWSPKSEND=1", "AT+AWSPKSEND=1\r\n\r\n>")]);
    for line in ["-----BEGIN RSA PRIVATE KEY-----", "AAAA"] {
        talk(&mut desk, &[(line, &format!("{line}\r\n"))]);
    }
    let end = "-----END RSA PRIVATE KEY-----";
    talk(
        &mut desk,
        &[
            (end, &format!("{end}\r\n\r\nOK\r\n")),
            ("ATE0", "ATE0\r\n\r\nOK\r\n"),
            ("AT+AWSPKSEND?", "-----BEGIN RSA PRIVATE KEY-----\r\nAAAA\r\n-----END RSA PRIVATE KEY-----\r\n\r\nOK\r\n"),
            ("AT+AWSPKSEND=0", OK),
            ("AT+AWSPKSEND?", "\r\nERROR\r\n"),
        ],
    );
}

#[test]
fn clouds_want_their_settings_first() {
    let mut desk = joined();
    talk(
        &mut desk,
        &[
            ("AT+AZCON", "no username or clientid\r\n\r\nERROR\r\n"),
            ("AT+AZSET=\"hub\",\"device\",\"key\"", OK),
            ("AT+AZCON", "no pub or sub topic\r\n\r\nERROR\r\n"),
            ("AT+MQTTTOPIC=\"a\",\"b\"", OK),
            ("AT+AZCON", "DNS Fail\r\n\r\nERROR\r\n"),
            (SET, OK),
            ("AT+AWSCON=\"x.amazonaws.com\"", "DNS Fail\r\n\r\nERROR\r\n"),
            ("AT+CIPMUX=1", OK),
            ("AT+AWSCON", "MUX=1\r\n\r\nERROR\r\n"),
        ],
    );
}

#[test]
fn aws_is_reached_by_its_endpoint() {
    let world = World::from_ron("examples.ron", include_str!("../worlds/examples.ron")).unwrap();
    let mut desk = started(world);
    talk(
        &mut desk,
        &[
            ("AT+CWMODE_CUR=1", OK),
            ("AT+CWJAP_CUR=\"WIZNETSZ\",\"12345678\"", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n"),
            ("AT+MQTTSET=\"\",\"\",\"thing\",60", OK),
            ("AT+MQTTTOPIC=\"up\",\"down\"", OK),
            ("AT+AWSCON=\"iot.amazonaws.com\"", "CONNECT\r\n\r\nOK\r\n"),
        ],
    );
}
