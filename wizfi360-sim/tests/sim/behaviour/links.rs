//! Connections: opening, sending, receiving, closing.

use super::{hear, joined, started, talk, world};
use std::net::SocketAddrV4;
use wizfi360_sim::{World, net::Event, world::Behaviour};

const OK: &str = "\r\nOK\r\n";
const PROMPT: &str = "\r\nOK\r\n\r\n>";

#[test]
fn opening_has_its_reasons() {
    let mut desk = started(world());
    talk(
        &mut desk,
        &[
            ("AT+CWMODE_CUR=1", OK),
            ("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "no ip\r\n\r\nERROR\r\n"),
            ("AT+PING=\"example.com\"", "no ip\r\n\r\nERROR\r\n"),
        ],
    );
    let mut desk = joined();
    talk(
        &mut desk,
        &[
            ("AT+CIPSTART=\"TCP\",\"no.such.name\",9", "DNS Fail\r\n\r\nERROR\r\n"),
            ("AT+CIPSTART=\"TCP\",\"10.0.0.2\",10", "CONNECT FAIL\r\n\r\nERROR\r\n"),
            ("AT+CIPSTART=1,\"TCP\",\"10.0.0.2\",9", "MUX=0\r\n\r\nERROR\r\n"),
            ("AT+CIPSTART=\"TCP\",\"example.com\",9,60", "CONNECT\r\n\r\nOK\r\n"),
            ("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "ALREADY CONNECTED\r\n\r\nERROR\r\n"),
            ("AT+CIPMUX=1", "link is builded\r\n\r\nERROR\r\n"),
            ("AT+CIPCLOSE", "CLOSED\r\n\r\nOK\r\n"),
            ("AT+CIPCLOSE", "UNLINK\r\n\r\nERROR\r\n"),
            ("AT+CIPMUX=1", OK),
            ("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "MUX=1\r\n\r\nERROR\r\n"),
            ("AT+CIPSTART=4,\"TCP\",\"10.0.0.2\",10", "4,CONNECT FAIL\r\n\r\nERROR\r\n"),
            ("AT+CIPCLOSE", "MUX=1\r\n\r\nERROR\r\n"),
            ("AT+CIPCLOSE=4", "UNLINK\r\n\r\nERROR\r\n"),
            ("AT+CIPSEND=4,1", "link is not valid\r\n\r\nERROR\r\n"),
            ("AT+CIPDOMAIN=\"example.com\"", "+CIPDOMAIN:\"93.184.216.34\"\r\n\r\nOK\r\n"),
            ("AT+CIPDOMAIN=\"nobody\"", "DNS Fail\r\n\r\nERROR\r\n"),
            ("AT+PING=\"example.com\"", "+10\r\n\r\nOK\r\n"),
        ],
    );
}

#[test]
fn the_manual_prints_opening_and_closing_without_their_words() {
    let mut desk = started(World { by_the_manual: true, ..world() });
    talk(
        &mut desk,
        &[
            ("AT+CIPSTART=\"TCP\",\"10.0.0.2\",5000", OK),
            ("AT+CIPSEND=3", PROMPT),
            ("abc", "\r\nSEND OK\r\n\r\n+IPD,3:abc"),
            ("AT+CIPDINFO=1", OK),
            ("AT+CIPSEND=3", PROMPT),
            ("abc", "\r\nSEND OK\r\n\r\n+IPD,3,\"10.0.0.2\",5000:abc"),
            ("AT+CIPCLOSE", OK),
            ("AT+CIPMUX=1", OK),
            ("AT+CIPSTART=2,\"TCP\",\"10.0.0.2\",9", "\r\nOK\r\n2,CONNECT\r\n"),
            ("AT+CIPCLOSE=2", "\r\nOK\r\n2,CLOSED\r\n"),
        ],
    );
}

#[test]
fn packets_carry_their_link_and_their_sender() {
    let mut desk = joined();
    talk(
        &mut desk,
        &[
            ("AT+CIPMUX=1", OK),
            ("AT+CIPSTART=0,\"TCP\",\"10.0.0.2\",5000", "0,CONNECT\r\n\r\nOK\r\n"),
            ("AT+CIPSTART=3,\"TCP\",\"10.0.0.3\",5000", "3,CONNECT\r\n\r\nOK\r\n"),
            ("AT+CIPSEND=3,3", PROMPT),
            ("abc", "\r\nRecv 3 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,3,3:abc"),
            ("AT+CIPDINFO=1", OK),
            ("AT+CIPSEND=0,4", PROMPT),
            ("\0\r\nx", "\r\nRecv 4 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,0,4,10.0.0.2,5000:\0\r\nx"),
            (
                "AT+CIPSTATUS",
                "STATUS:3\r\n+CIPSTATUS:0,\"TCP\",\"10.0.0.2\",5000,49153,0\r\n+CIPSTATUS:3,\"TCP\",\"10.0.0.3\",5000,49154,0\r\n\r\nOK\r\n",
            ),
            ("AT+CIPCLOSE=5", "0,CLOSED\r\n3,CLOSED\r\n\r\nOK\r\n"),
            ("AT+CIPSTATUS", "STATUS:4\r\n\r\nOK\r\n"),
            ("AT+CIPMUX=0", OK),
        ],
    );
}

#[test]
fn a_long_answer_comes_in_segments() {
    let mut desk = joined();
    talk(&mut desk, &[("AT+CIPSTART=\"TCP\",\"10.0.0.2\",5000", "CONNECT\r\n\r\nOK\r\n")]);
    let peer = desk.connections()[0];
    desk.peer_says(peer, &[b'x'; 3000]);
    desk.pass(100);
    let said = desk.read();
    let expected = [1460, 1460, 80].map(|len| format!("\r\n+IPD,{len}:{}", "x".repeat(len))).concat();
    assert_eq!(String::from_utf8(said).unwrap(), expected);
}

#[test]
fn an_http_server_answers_and_closes() {
    let mut desk = joined();
    talk(&mut desk, &[("AT+CIPSTART=\"TCP\",\"example.com\",80", "CONNECT\r\n\r\nOK\r\n"), ("AT+CIPSEND=18", PROMPT)]);
    desk.write(b"GET / HTTP/1.1\r\n\r\n");
    let response = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";
    hear(
        &mut desk,
        "the response",
        &format!("\r\nRecv 18 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,{}:{response}CLOSED\r\n", response.len()),
    );
}

#[test]
fn sendex_ends_at_nul_or_at_its_count() {
    let mut desk = joined();
    talk(&mut desk, &[("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "CONNECT\r\n\r\nOK\r\n"), ("AT+CIPSENDEX=10", PROMPT)]);
    desk.write(b"abc\0");
    hear(&mut desk, "NUL", "\r\nRecv 3 bytes\r\n\r\nSEND OK\r\n");
    talk(&mut desk, &[("AT+CIPSENDEX=2", PROMPT), ("de", "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n")]);
    let peer = desk.connections()[0];
    assert_eq!(desk.network().taken(peer), b"abcde");
}

#[test]
fn buffered_segments_are_confirmed_later() {
    let mut desk = joined();
    talk(&mut desk, &[("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9", "CONNECT\r\n\r\nOK\r\n")]);
    desk.write(b"AT+CIPSENDBUF=3\r\n");
    assert_eq!(desk.read(), b"1,0\r\n\r\nOK\r\n\r\n>");
    desk.write(b"abcAT+CIPSENDBUF=2\r\n");
    assert_eq!(desk.read(), b"2,0\r\n\r\nOK\r\n\r\n>");
    desk.write(b"deAT+CIPBUFSTATUS\r\nAT+CIPBUFRESET\r\n");
    assert_eq!(desk.read(), b"3,2,0,21895,10\r\n\r\nOK\r\n\r\nERROR\r\n");
    hear(&mut desk, "confirmed", "\r\n1,SEND OK\r\n\r\n2,SEND OK\r\n");
    talk(
        &mut desk,
        &[
            ("AT+CIPCHECKSEQ=2", "2,TRUE\r\n\r\nOK\r\n"),
            ("AT+CIPCHECKSEQ=3", "3,FALSE\r\n\r\nOK\r\n"),
            ("AT+CIPSENDBUF=5", "3,2\r\n\r\nOK\r\n\r\n>"),
        ],
    );
    desk.write(b"x+++");
    talk(&mut desk, &[("AT", OK), ("AT+CIPBUFRESET", OK), ("AT+CIPSENDBUF=1", "1,0\r\n\r\nOK\r\n\r\n>")]);
}

#[test]
fn udp_sends_to_whom_its_mode_says() {
    let from = |port| Some(SocketAddrV4::new([10, 0, 0, 7].into(), port));
    for (mode, second, third) in [(0, 5000, 5000), (1, 7001, 7001), (2, 7001, 7002)] {
        let mut desk = joined();
        let open = format!("AT+CIPSTART=\"UDP\",\"10.0.0.7\",5000,6000,{mode}");
        talk(&mut desk, &[(&open, "CONNECT\r\n\r\nOK\r\n")]);
        let mut module = desk.module().clone();
        let now = desk.now();
        let connection = desk.connections()[0];
        for (sender, expected) in [(7001, second), (7002, third)] {
            module.network(now, Event::Received { connection, bytes: b"x".to_vec(), from: from(sender) });
            assert_eq!(module.take_output(), b"\r\n+IPD,1:x");
            module.input(now, b"AT+CIPSTATUS\r\n");
            let status = String::from_utf8(module.take_output()).unwrap();
            assert!(status.contains(&format!("\"UDP\",\"10.0.0.7\",{expected},6000,0")), "mode {mode}: {status}");
        }
    }
    let mut desk = joined();
    talk(
        &mut desk,
        &[
            ("AT+CIPDINFO=1", OK),
            ("AT+CIPSTART=\"UDP\",\"10.0.0.7\",5000,6000,0", "CONNECT\r\n\r\nOK\r\n"),
            ("AT+CIPSEND=2,\"10.0.0.8\",5000", PROMPT),
            ("hi", "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2,10.0.0.8,5000:hi"),
            ("AT+CIPSEND=2,\"10.0.0.8\",5001", PROMPT),
            ("hi", "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n"),
        ],
    );
    // As an Arduino library does: to nobody at first, and then with each block to someone.
    let mut desk = joined();
    talk(
        &mut desk,
        &[
            ("AT+CIPDINFO=1", OK),
            ("AT+CIPSTART=\"UDP\",\"0\",0,2390,2", "CONNECT\r\n\r\nOK\r\n"),
            ("AT+CIPSEND=2,\"10.0.0.8\",5000", PROMPT),
            ("hi", "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2,10.0.0.8,5000:hi"),
            ("AT+CIPSEND=2,\"example.com\",5000", PROMPT),
            ("hi", "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2,93.184.216.34,5000:hi"),
            ("AT+CIPSENDEX=2,\"nowhere.example\",5000", PROMPT),
            ("hi", "\r\nRecv 2 bytes\r\n\r\nSEND FAIL\r\n"),
        ],
    );
}

#[test]
fn a_link_that_closes_while_a_destination_is_looked_up_ends_the_sending() {
    let mut desk = joined();
    talk(
        &mut desk,
        &[
            ("AT+CIPSTART=\"UDP\",\"10.0.0.7\",5000", "CONNECT\r\n\r\nOK\r\n"),
            ("AT+CIPSEND=2,\"example.com\",5000", PROMPT),
        ],
    );
    desk.write(b"hi");
    let (now, connection) = (desk.now(), desk.connections()[0]);
    let mut module = desk.module().clone();
    module.take_output();
    module.input(now, b"AT\r\n");
    assert_eq!(module.take_output(), b"\r\nbusy s...\r\n");
    module.network(now, Event::Closed { connection });
    assert_eq!(module.take_output(), b"CLOSED\r\n\r\nSEND FAIL\r\n");
}

#[test]
fn tls_is_checked_if_it_is_asked_for() {
    let mut desk = joined();
    let open = "AT+CIPSTART=\"SSL\",\"10.0.0.2\",443";
    talk(
        &mut desk,
        &[
            (open, "CONNECT\r\n\r\nOK\r\n"),
            ("AT+CIPSSLCCONF=2", "must close ssl link\r\n\r\nERROR\r\n"),
            ("AT+CIPCLOSE", "CLOSED\r\n\r\nOK\r\n"),
            ("AT+CIPSSLCCONF=2", OK),
            (open, "CONNECT FAIL\r\n\r\nERROR\r\n"),
            ("AT+CASEND=1", "\r\n>"),
        ],
    );
    desk.write(b"-----BEGIN CERTIFICATE-----\r\nCA\r\n-----END CERTIFICATE-----\r\n");
    hear(&mut desk, "stored", OK);
    talk(
        &mut desk,
        &[
            (open, "CONNECT FAIL\r\n\r\nERROR\r\n"),
            ("AT+CIPSTART=\"TCP\",\"10.0.0.2\",443", "CONNECT FAIL\r\n\r\nERROR\r\n"),
        ],
    );

    let mut world = world();
    let authority = "-----BEGIN CERTIFICATE-----\nCA\n-----END CERTIFICATE-----";
    world.peers.insert(
        0,
        wizfi360_sim::world::Peer { host: "*".into(), port: 443, tls: Some(authority.into()), does: Behaviour::Echo },
    );
    let mut desk =
        wizfi360_sim::Testbed::with_module(wizfi360_sim::Module::with_flash(world, desk.module().flash().clone()));
    desk.expect("ready\r\n", 1000).unwrap();
    talk(&mut desk, &[("ATE0", "ATE0\r\n\r\nOK\r\n"), (open, "CONNECT\r\n\r\nOK\r\n")]);
    talk(
        &mut desk,
        &[
            ("AT+CIPMODE=1", OK),
            ("AT+CIPSEND", "link is not valid\r\n\r\nERROR\r\n"),
            ("AT+CIPSEND=1", "IPMODE=1\r\n\r\nERROR\r\n"),
        ],
    );
}
