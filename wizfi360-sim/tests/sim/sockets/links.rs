//! TCP and UDP.

use super::{Desk, noise, port};
use std::{
    net::{IpAddr, ToSocketAddrs},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, UdpSocket},
    time::timeout,
};

const PROMPT: &str = "\r\nOK\r\n\r\n>";

async fn connected(desk: &mut Desk) -> tokio::net::TcpStream {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    desk.talk(&format!("AT+CIPSTART=\"TCP\",\"127.0.0.1\",{port},60"), "CONNECT\r\n\r\nOK\r\n").await;
    listener.accept().await.unwrap().0
}

#[tokio::test]
async fn a_client_sends_receives_and_is_closed() {
    let mut desk = Desk::new().await;
    let mut peer = connected(&mut desk).await;
    desk.talk("AT+CIPSEND=5", PROMPT).await;
    desk.write(b"hello").await;
    desk.hear("\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n").await;
    let mut got = [0; 5];
    peer.read_exact(&mut got).await.unwrap();
    assert_eq!(&got, b"hello");
    peer.write_all(b"OK\r\n\0").await.unwrap();
    desk.hear("\r\n+IPD,5:OK\r\n\0").await;
    drop(peer);
    desk.hear("CLOSED\r\n").await;
    desk.talk("AT+CIPSEND=5", "link is not valid\r\n\r\nERROR\r\n").await;
}

#[tokio::test]
async fn closing_sends_what_was_written_first() {
    let mut desk = Desk::new().await;
    let mut peer = connected(&mut desk).await;
    desk.talk("AT+CIPSEND=3", PROMPT).await;
    desk.write(b"bye").await;
    desk.hear("\r\nRecv 3 bytes\r\n\r\nSEND OK\r\n").await;
    desk.talk("AT+CIPCLOSE", "CLOSED\r\n\r\nOK\r\n").await;
    let mut all = Vec::new();
    peer.read_to_end(&mut all).await.unwrap();
    assert_eq!(all, b"bye");
}

#[tokio::test]
async fn what_cannot_be_reached_fails_for_its_reason() {
    let mut desk = Desk::new().await;
    let nobody = port();
    desk.talk(&format!("AT+CIPSTART=\"TCP\",\"127.0.0.1\",{nobody}"), "CONNECT FAIL\r\n\r\nERROR\r\n").await;
    desk.talk("AT+CIPSTART=\"TCP\",\"no.such.name.invalid\",80", "DNS Fail\r\n\r\nERROR\r\n").await;
    desk.talk("AT+CIPDOMAIN=\"no.such.name.invalid\"", "DNS Fail\r\n\r\nERROR\r\n").await;
}

#[tokio::test]
async fn a_name_is_what_this_computer_takes_it_for() {
    let mut desk = Desk::new().await;
    let addresses = ("localhost", 0).to_socket_addrs().into_iter().flatten();
    let ip = addresses.map(|address| address.ip()).find(IpAddr::is_ipv4);
    // A bare system without /etc/hosts does not even know this one.
    let answer = ip.map_or("DNS Fail\r\n\r\nERROR\r\n".into(), |ip| format!("+CIPDOMAIN:\"{ip}\"\r\n\r\nOK\r\n"));
    desk.talk("AT+CIPDOMAIN=\"localhost\"", &answer).await;
}

#[tokio::test]
async fn a_link_that_the_peer_closes_in_the_middle_of_a_send_fails() {
    let mut desk = Desk::new().await;
    let peer = connected(&mut desk).await;
    desk.talk("AT+CIPSEND=10", PROMPT).await;
    desk.write(b"01234").await;
    drop(peer);
    desk.hear("CLOSED\r\n").await;
    desk.write(b"56789").await;
    desk.hear("\r\nRecv 10 bytes\r\n\r\nSEND FAIL\r\n").await;
}

#[tokio::test]
async fn a_host_that_reads_nothing_has_to_wait_and_loses_nothing() {
    const LINE: &[u8] = b"AT\r\n";
    let mut desk = Desk::new().await;
    let lines = LINE.repeat(4096);
    let mut written = 0;
    while let Ok(length) = timeout(Duration::from_millis(300), desk.serial.write(&lines[written % LINE.len()..])).await
    {
        written += length.unwrap();
        assert!(written < 4_000_000, "nobody makes the host wait");
    }
    let answers = b"\r\nOK\r\n".repeat(written / LINE.len());
    assert!(desk.take(answers.len()).await == answers);
}

#[tokio::test]
async fn two_megabytes_go_through_a_link_intact_in_both_directions() {
    const SIZE: usize = 2_000_000;
    let mut desk = Desk::new().await;
    let peer = connected(&mut desk).await;
    let (mut from_module, mut to_module) = peer.into_split();
    let data = noise(SIZE);

    let taken = tokio::spawn(async move {
        let mut all = vec![0; SIZE];
        from_module.read_exact(&mut all).await.unwrap();
        all
    });
    for block in data.chunks(2048) {
        desk.talk(&format!("AT+CIPSEND={}", block.len()), PROMPT).await;
        desk.write(block).await;
        desk.hear(&format!("\r\nRecv {} bytes\r\n\r\nSEND OK\r\n", block.len())).await;
    }
    assert!(taken.await.unwrap() == data, "what the peer got is not what was sent");

    let sent = data.clone();
    let sending = tokio::spawn(async move { to_module.write_all(&sent).await.map(|()| to_module) });
    assert!(desk.payload(SIZE).await == data, "what the host got is not what was sent");
    drop(sending.await.unwrap().unwrap());
    desk.hear("CLOSED\r\n").await;
}

#[tokio::test]
async fn udp_has_three_modes() {
    for (mode, second, third) in [(0, 'a', 'a'), (1, 'b', 'b'), (2, 'b', 'c')] {
        let [a, b, c] = [bound().await, bound().await, bound().await];
        let mut desk = Desk::new().await;
        let local = port();
        let remote = a.local_addr().unwrap().port();
        let open = format!("AT+CIPSTART=\"UDP\",\"127.0.0.1\",{remote},{local},{mode}");
        desk.talk(&open, "CONNECT\r\n\r\nOK\r\n").await;
        send(&mut desk, "1").await;
        assert_eq!(receive(&a).await, "1");
        for (sender, expected) in [(&b, second), (&c, third)] {
            sender.send_to(b"x", ("127.0.0.1", local)).await.unwrap();
            desk.hear("\r\n+IPD,1:x").await;
            send(&mut desk, "2").await;
            let socket = [('a', &a), ('b', &b), ('c', &c)].into_iter().find(|(name, _)| *name == expected).unwrap().1;
            assert_eq!(receive(socket).await, "2", "mode {mode}");
        }
        let to = c.local_addr().unwrap().port();
        desk.talk(&format!("AT+CIPSEND=1,\"127.0.0.1\",{to}"), PROMPT).await;
        desk.write(b"3").await;
        desk.hear("\r\nRecv 1 bytes\r\n\r\nSEND OK\r\n").await;
        assert_eq!(receive(&c).await, "3");
    }
}

async fn bound() -> UdpSocket {
    UdpSocket::bind("127.0.0.1:0").await.unwrap()
}

async fn send(desk: &mut Desk, text: &str) {
    desk.talk(&format!("AT+CIPSEND={}", text.len()), PROMPT).await;
    desk.write(text.as_bytes()).await;
    desk.hear(&format!("\r\nRecv {} bytes\r\n\r\nSEND OK\r\n", text.len())).await;
}

async fn receive(socket: &UdpSocket) -> String {
    let mut buffer = [0; 64];
    let length = tokio::time::timeout(super::PATIENCE, socket.recv(&mut buffer)).await.unwrap().unwrap();
    String::from_utf8(buffer[..length].to_vec()).unwrap()
}
