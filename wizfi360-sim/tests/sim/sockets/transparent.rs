//! Transparent transmission.

use super::{Desk, noise};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

#[tokio::test]
async fn everything_goes_through_both_ways_until_the_escape() {
    let mut desk = Desk::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    desk.talk(&format!("AT+CIPSTART=\"TCP\",\"127.0.0.1\",{port}"), "CONNECT\r\n\r\nOK\r\n").await;
    let (mut peer, _) = listener.accept().await.unwrap();
    desk.talk("AT+CIPMODE=1", "\r\nOK\r\n").await;
    desk.talk("AT+CIPSEND", "\r\nOK\r\n\r\n>").await;

    // Without three plus signs in a row, which would be the escape.
    let data: Vec<u8> = noise(300_000).into_iter().map(|byte| if byte == b'+' { b'-' } else { byte }).collect();
    let (up, down) = (data.clone(), data.clone());
    let echo = tokio::spawn(async move {
        let mut got = vec![0; up.len()];
        peer.read_exact(&mut got).await.unwrap();
        assert!(got == up, "what the peer got is not what was sent");
        peer.write_all(&down).await.unwrap();
        peer
    });
    desk.write(&data).await;
    assert!(desk.take(data.len()).await == data, "what the host got is not what was sent");
    let mut peer = echo.await.unwrap();

    let start = tokio::time::Instant::now();
    desk.write(b"+++").await;
    desk.hear("CLOSED\r\n").await;
    assert_eq!(peer.read(&mut [0; 8]).await.unwrap(), 0);
    desk.talk("AT", "\r\nOK\r\n").await;
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
}
