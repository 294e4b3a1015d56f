//! TCP, with TLS or without.

use super::Command;
use crate::net::{Connection, Event, OpenError};
use socket2::{SockRef, TcpKeepalive};
use std::{net::SocketAddrV4, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split},
    net::TcpStream,
    sync::mpsc::{Sender, UnboundedReceiver},
    time::timeout,
};

/// How long a connection may take to open.
const PATIENCE: Duration = Duration::from_secs(15);

/// Opens a TCP connection, with so many seconds between keep-alives.
pub(super) async fn tcp(remote: SocketAddrV4, keep_alive: u16) -> Result<TcpStream, OpenError> {
    let stream = timeout(PATIENCE, TcpStream::connect(remote)).await.map_err(|_| OpenError::Refused)?;
    let stream = stream.map_err(|_| OpenError::Refused)?;
    // What cannot be set costs speed or notice, not the connection.
    let _ = stream.set_nodelay(true);
    if keep_alive > 0 {
        let seconds = Duration::from_secs(u64::from(keep_alive));
        let _ = SockRef::from(&stream).set_tcp_keepalive(&TcpKeepalive::new().with_time(seconds));
    }
    Ok(stream)
}

/// Carries bytes both ways until either side closes.
pub(super) async fn run(
    connection: Connection,
    stream: impl AsyncRead + AsyncWrite + Send + 'static,
    mut orders: UnboundedReceiver<Command>,
    events: Sender<Event>,
) {
    let (mut reader, mut writer) = split(stream);
    let heard = events.clone();
    // Reading and writing do not wait for each other: a peer that echoes would stand still.
    let reading = tokio::spawn(async move {
        let mut buffer = vec![0; 4096];
        while let Ok(length @ 1..) = reader.read(&mut buffer).await {
            let received = Event::Received { connection, bytes: buffer[..length].to_vec(), from: None };
            if heard.send(received).await.is_err() {
                return;
            }
        }
        let _ = heard.send(Event::Closed { connection }).await;
    });
    let _stop = StopReading(reading.abort_handle());
    while let Some(command) = orders.recv().await {
        let Command::Send(bytes, _) = command else { continue };
        if writer.write_all(&bytes).await.is_err() || writer.flush().await.is_err() {
            let _ = events.send(Event::Closed { connection }).await;
            return;
        }
        if events.send(Event::Sent { connection }).await.is_err() {
            return;
        }
    }
    let _ = writer.shutdown().await;
}

/// The reader ends with the connection, however that ends.
struct StopReading(tokio::task::AbortHandle);

impl Drop for StopReading {
    fn drop(&mut self) {
        self.0.abort();
    }
}
