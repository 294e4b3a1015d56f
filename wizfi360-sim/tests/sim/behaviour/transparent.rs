//! Transparent transmission.

use super::{hear, joined, started, talk, world};
use wizfi360_sim::{
    Module,
    net::{Action, Event},
};

const OK: &str = "\r\nOK\r\n";

/// A module in transparent transmission to a host that discards.
fn transparent(port: u16) -> wizfi360_sim::Testbed {
    let mut desk = joined();
    let open = format!("AT+CIPSTART=\"TCP\",\"10.0.0.2\",{port}");
    talk(
        &mut desk,
        &[
            (&open, "CONNECT\r\n\r\nOK\r\n"),
            ("AT+CIPMUX=0", "link is builded\r\n\r\nERROR\r\n"),
            ("AT+CIPSEND", "\r\nERROR\r\n"),
            ("AT+CIPMODE=1", OK),
            ("AT+CIPMODE?", "+CIPMODE:1\r\n\r\nOK\r\n"),
        ],
    );
    desk.write(b"AT+CIPSEND\r\n");
    hear(&mut desk, "entering", "\r\nOK\r\n\r\n>");
    desk
}

#[test]
fn all_goes_through_both_ways_until_the_escape() {
    let mut desk = transparent(5000);
    desk.write(b"AT\r\n");
    assert_eq!(desk.read(), b"", "20 ms and the way there and back");
    hear(&mut desk, "the echo of the peer", "AT\r\n");
    desk.write(b"+++");
    assert_eq!(desk.read(), b"CLOSED\r\n");
    desk.write(b"AT\r\n");
    assert_eq!(desk.read(), b"", "a second of silence");
    hear(&mut desk, "what came meanwhile", OK);
    talk(&mut desk, &[("AT+CIPSTATUS", "STATUS:4\r\n\r\nOK\r\n"), ("AT+CIPMODE=0", OK)]);
}

#[test]
fn packets_go_out_when_they_are_full_or_20_ms_old() {
    let desk = transparent(9);
    let (mut module, now) = (desk.module().clone(), desk.now());
    let sent = |module: &mut Module| {
        std::iter::from_fn(|| module.poll_action())
            .map(|action| match action {
                Action::Send { bytes, .. } => bytes.len(),
                other => panic!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    module.input(now, &[b'x'; 5000]);
    assert_eq!(sent(&mut module), [2048, 2048]);
    module.input(now + 10, &[b'x'; 100]);
    module.advance(now + 19);
    assert_eq!(sent(&mut module), [0; 0]);
    module.advance(now + 20);
    assert_eq!(sent(&mut module), [1004]);
    assert_eq!(module.poll_at(), None);
}

#[test]
fn a_module_that_cannot_get_rid_of_its_data_asks_the_host_to_wait() {
    let mut desk = transparent(9);
    let (mut module, now) = (desk.module().clone(), desk.now());
    assert!(module.takes_input());
    module.input(now, &[b'x'; 2048 * 10]);
    assert!(!module.takes_input());
    module.network(now, Event::Sent { connection: desk.connections()[0] });
    assert!(module.takes_input());
    let _ = desk.read();
}

#[test]
fn in_the_second_behind_the_escape_the_host_is_asked_to_wait() {
    let desk = transparent(9);
    let (mut module, now) = (desk.module().clone(), desk.now());
    module.input(now, b"+++");
    assert!(module.takes_input());
    module.input(now, &b"AT\r\n".repeat(1024));
    assert!(!module.takes_input());
    module.advance(now + 1000);
    assert!(module.takes_input());
    assert_eq!(module.take_output(), [&b"CLOSED\r\n"[..], &b"\r\nOK\r\n".repeat(1024)].concat());
}

#[test]
fn a_lost_connection_is_opened_again_in_silence() {
    let mut desk = transparent(5000);
    let peer = desk.connections()[0];
    desk.peer_closes(peer);
    desk.pass(1000);
    desk.write(b"lost");
    desk.pass(5000);
    assert_eq!(desk.read(), b"");
    assert_ne!(desk.connections()[0], peer);
    desk.write(b"back");
    hear(&mut desk, "back again", "back");
}

#[test]
fn a_saved_connection_begins_at_power_up() {
    let mut desk = started(world());
    talk(
        &mut desk,
        &[
            ("AT+CWMODE_DEF=1", OK),
            ("AT+CWJAP_DEF=\"home\",\"12345678\"", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n"),
            ("AT+SAVETRANSLINK=1,\"10.0.0.2\",5000,\"TCP\",5", OK),
            ("AT+RST", "\r\nOK\r\n\r\nready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n\r\n>"),
        ],
    );
    desk.write(b"through");
    hear(&mut desk, "everything goes through", "through");
    desk.write(b"+++");
    hear(&mut desk, "leaving", "CLOSED\r\n");
    desk.pass(1000);
    talk(
        &mut desk,
        &[
            ("AT+SAVETRANSLINK=0,\"10.0.0.2\",5000", "AT+SAVETRANSLINK=0,\"10.0.0.2\",5000\r\n\r\nOK\r\n"),
            ("AT+RST", "AT+RST\r\n\r\nOK\r\n\r\nready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n"),
        ],
    );
    desk.pass(1000);
    assert_eq!(desk.read(), b"");
}
