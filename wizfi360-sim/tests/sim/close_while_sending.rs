//! A whole test of a driver's hardest moment: the peer closes the link while the driver is in the middle of its data.

use wizfi360_sim::{Testbed, World};

const WORLD: &str = r#"(
    access_points: [(ssid: "home", password: "12345678", bssid: "64:e5:99:00:00:01")],
    peers: [(port: 5000, does: Discard)],
    // The peer does not hesitate: its end of the link can come before what acknowledges the data.
    latencies: (answer: 0),
)"#;

fn connected() -> Testbed {
    let mut desk = Testbed::new(World::from_ron("home.ron", WORLD).unwrap());
    desk.expect("ready\r\n", 1000).unwrap();
    for (line, milliseconds) in [
        ("ATE0", 0),
        ("AT+CWMODE_CUR=1", 0),
        ("AT+CWJAP_CUR=\"home\",\"12345678\"", 5000),
        ("AT+CIPMUX=1", 0),
        ("AT+CIPSTART=0,\"TCP\",\"10.0.0.2\",5000", 5000),
    ] {
        desk.write(format!("{line}\r\n").as_bytes());
        desk.expect("\r\nOK\r\n", milliseconds).unwrap();
    }
    desk
}

#[test]
fn a_link_that_the_peer_closes_in_the_middle_of_a_send_fails_once_and_leaves_the_line_in_order() {
    let mut desk = connected();
    desk.write(b"AT+CIPSEND=0,10\r\n");
    desk.expect("\r\n>", 0).unwrap();
    desk.write(b"01234");

    let peer = desk.connections()[0];
    desk.peer_closes(peer);
    desk.pass(100);
    // The message stands right behind the prompt, which has no line end.
    assert_eq!(desk.read(), b"0,CLOSED\r\n");

    // The rest of the data is still data, even if it looks like a command.
    desk.write(b"AT\r\n9");
    assert_eq!(desk.read(), b"\r\nRecv 10 bytes\r\n\r\nSEND FAIL\r\n");
    desk.write(b"AT+CIPSEND=0,10\r\n");
    assert_eq!(desk.read(), b"link is not valid\r\n\r\nERROR\r\n");
    desk.write(b"AT+CIPSTART=0,\"TCP\",\"10.0.0.2\",5000\r\n");
    desk.expect("0,CONNECT\r\n\r\nOK\r\n", 1000).unwrap();
}

#[test]
fn a_link_that_closes_behind_the_data_fails_as_well() {
    let mut desk = connected();
    let peer = desk.connections()[0];
    desk.write(b"AT+CIPSEND=0,3\r\n");
    desk.expect("\r\n>", 0).unwrap();
    desk.peer_closes(peer);
    desk.write(b"abc");
    assert_eq!(desk.read(), b"\r\nRecv 3 bytes\r\n");
    // While it is being sent, other commands are turned away.
    desk.write(b"AT\r\n");
    assert_eq!(desk.read(), b"\r\nbusy s...\r\n");
    desk.pass(100);
    assert_eq!(desk.read(), b"0,CLOSED\r\n\r\nSEND FAIL\r\n");
}

#[test]
fn what_the_peer_got_is_what_was_sent() {
    let mut desk = connected();
    let peer = desk.connections()[0];
    desk.write(b"AT+CIPSEND=0,11\r\nOK\r\n>\0hello");
    desk.expect("SEND OK\r\n", 1000).unwrap();
    assert_eq!(desk.network().taken(peer), b"OK\r\n>\0hello");
}
