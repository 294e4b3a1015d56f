//! The module's server.

use super::{Desk, PATIENCE, port};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

/// A client of the server, which listens as soon as its task runs.
pub(super) async fn connected(port: u16) -> TcpStream {
    let connecting = async {
        loop {
            match TcpStream::connect(("127.0.0.1", port)).await {
                Ok(client) => return client,
                Err(_) => sleep(Duration::from_millis(5)).await,
            }
        }
    };
    timeout(PATIENCE, connecting).await.expect("nothing listens")
}

#[tokio::test]
async fn three_clients_at_once_each_have_their_link() {
    let mut desk = Desk::new().await;
    let port = port();
    desk.talk("AT+CIPMUX=1", "\r\nOK\r\n").await;
    desk.talk(&format!("AT+CIPSERVER=1,{port}"), "\r\nOK\r\n").await;
    let mut clients = Vec::new();
    for id in 0..3 {
        let client = connected(port).await;
        desk.hear(&format!("{id},CONNECT\r\n")).await;
        clients.push(client);
    }
    for id in [2, 0, 1] {
        clients[id].write_all(format!("I am {id}").as_bytes()).await.unwrap();
        desk.hear(&format!("\r\n+IPD,{id},6:I am {id}")).await;
        desk.talk(&format!("AT+CIPSEND={id},7"), "\r\nOK\r\n\r\n>").await;
        desk.write(format!("hello {id}").as_bytes()).await;
        desk.hear("\r\nRecv 7 bytes\r\n\r\nSEND OK\r\n").await;
        let mut got = [0; 7];
        clients[id].read_exact(&mut got).await.unwrap();
        assert_eq!(got, *format!("hello {id}").as_bytes());
    }
    clients.remove(1);
    desk.hear("1,CLOSED\r\n").await;
    desk.talk("AT+CIPCLOSE=0", "0,CLOSED\r\n\r\nOK\r\n").await;
    assert_eq!(clients[0].read(&mut [0; 8]).await.unwrap(), 0);
    desk.talk("AT+CIPSERVER=0", "\r\nOK\r\n").await;
    desk.is_silent().await;
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
}
