//! UDP.

use super::{Command, v4};
use crate::net::{Connection, Event, OpenError};
use std::net::{Ipv4Addr, SocketAddrV4};
use tokio::{
    net::UdpSocket,
    sync::mpsc::{Sender, UnboundedReceiver},
};

/// Opens a socket at the module's own port.
pub(super) async fn open(
    remote: SocketAddrV4,
    bind: Ipv4Addr,
    local_port: Option<u16>,
) -> Result<UdpSocket, OpenError> {
    // From the loopback address nothing else is reached.
    let from = if remote.ip().is_loopback() == bind.is_loopback() { bind } else { Ipv4Addr::UNSPECIFIED };
    UdpSocket::bind((from, local_port.unwrap_or(0))).await.map_err(|_| OpenError::Refused)
}

/// Carries packets both ways until the module closes.
pub(super) async fn run(
    connection: Connection,
    socket: UdpSocket,
    remote: SocketAddrV4,
    mut orders: UnboundedReceiver<Command>,
    events: Sender<Event>,
) {
    let mut buffer = vec![0; 65_535];
    loop {
        let event = tokio::select! {
            command = orders.recv() => match command {
                Some(Command::Send(bytes, to)) => {
                    // Over UDP nobody knows whether a packet arrives.
                    let _ = socket.send_to(&bytes, to.unwrap_or(remote)).await;
                    Event::Sent { connection }
                }
                Some(_) => continue,
                None => return,
            },
            received = socket.recv_from(&mut buffer) => match received {
                Ok((length, from)) => Event::Received { connection, bytes: buffer[..length].to_vec(), from: v4(from) },
                // An ICMP refusal of an earlier packet.
                Err(_) => continue,
            },
        };
        if events.send(event).await.is_err() {
            return;
        }
    }
}
