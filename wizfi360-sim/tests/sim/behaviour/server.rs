//! The TCP server.

use super::{hear, started, talk, world};
use std::net::SocketAddrV4;
use wizfi360_sim::{
    Module, World,
    net::Action,
    world::{Behaviour, Client, Step},
};

const OK: &str = "\r\nOK\r\n";

fn client(last: u8, does: Behaviour) -> Client {
    Client { to: 0, comes: 100 * u64::from(last), ip: [10, 0, 0, last].into(), port: 4000, does }
}

#[test]
fn three_clients_at_once_each_have_their_link() {
    let clients = [1, 2, 3, 4].map(|last| client(last, Behaviour::Script(vec![Step::Say("hello".into())]))).to_vec();
    let mut desk = started(World { clients, ..world() });
    talk(
        &mut desk,
        &[
            ("AT+CIPSERVER=1,80", "MUX=0\r\n\r\nERROR\r\n"),
            ("AT+CIPMUX=1", OK),
            ("AT+CIPSERVERMAXCONN=3", OK),
            ("AT+CIPSERVER=1,80", OK),
            ("AT+CIPSERVER=1,80", "no change\r\n\r\nERROR\r\n"),
        ],
    );
    let client = |id| format!("{id},CONNECT\r\n\r\n+IPD,{id},5:hello");
    hear(&mut desk, "three of four", &[0, 1, 2].map(client).concat());
    desk.pass(1000);
    assert_eq!(desk.read(), b"", "the fourth is turned away");
    talk(
        &mut desk,
        &[
            ("AT+CIPSEND=1,2", "\r\nOK\r\n\r\n>"),
            ("hi", "\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n"),
            ("AT+CIPCLOSE=0", "0,CLOSED\r\n\r\nOK\r\n"),
            ("AT+CIPCLOSE=5", OK),
            ("AT+CIPMUX=0", "link is builded\r\n\r\nERROR\r\n"),
            ("AT+CIPCLOSE=1", "1,CLOSED\r\n\r\nOK\r\n"),
            ("AT+CIPCLOSE=2", "2,CLOSED\r\n\r\nOK\r\n"),
            ("AT+CIPMUX=0", "CIPSERVER must be 0\r\n\r\nERROR\r\n"),
            ("AT+CIPMODE=1", "CIPMUX and CIPSERVER must be 0\r\n\r\nERROR\r\n"),
            ("AT+CIPSERVER=0", OK),
            ("AT+CIPSERVER=0", "no change\r\n\r\nERROR\r\n"),
            ("AT+CIPMUX=0", OK),
        ],
    );
}

#[test]
fn a_silent_client_is_dropped_and_one_that_speaks_is_not() {
    let mut desk = started(world());
    talk(&mut desk, &[("AT+CIPMUX=1", OK), ("AT+CIPSTO=10", OK), ("AT+CIPSERVER=1", OK)]);
    let now = desk.now();
    let [silent, speaks] = [1, 2].map(|last| SocketAddrV4::new([10, 0, 0, last].into(), 4000));
    desk.network().connect(now, silent, &Behaviour::Discard).unwrap();
    let speaks = desk.network().connect(now, speaks, &Behaviour::Discard).unwrap();
    hear(&mut desk, "both", "0,CONNECT\r\n1,CONNECT\r\n");
    desk.pass(8000);
    desk.peer_says(speaks, b"x");
    hear(&mut desk, "one speaks, the other is dropped", "\r\n+IPD,1,1:x0,CLOSED\r\n");
    desk.pass(5000);
    assert_eq!(desk.read(), b"");
    desk.pass(5000);
    assert_eq!(desk.read(), b"1,CLOSED\r\n");
}

#[test]
fn without_a_port_the_server_listens_at_that_of_the_manual() {
    let mut module = Module::new(world());
    let started = module.poll_at().unwrap();
    module.advance(started);
    module.input(started, b"AT+CIPMUX=1\r\n");
    module.input(started + 1, b"AT+CIPSERVER=1\r\n");
    let actions: Vec<Action> = std::iter::from_fn(|| module.poll_action()).collect();
    assert!(actions.contains(&Action::Listen { port: 333 }), "manual §3.3.16: {actions:?}");
}
