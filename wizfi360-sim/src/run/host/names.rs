//! Names, reachability, files.

use super::v4;
use crate::net::OpenError;
use std::{
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddrV4},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, lookup_host},
    time::timeout,
};

/// The IPv4 address of a name, by the system's resolver.
pub(super) async fn resolve(host: &str) -> Option<Ipv4Addr> {
    let addresses = lookup_host((host, 0)).await.ok()?;
    addresses.filter_map(v4).map(|address| *address.ip()).next()
}

/// How long a host takes to answer. A program without rights cannot send an ICMP echo: a TCP connection stands for it, and a refusal is an answer too.
pub(super) async fn ping(host: &str) -> Result<u32, OpenError> {
    const PATIENCE: Duration = Duration::from_secs(4);
    const PORT: u16 = 80;
    let ip = resolve(host).await.ok_or(OpenError::Name)?;
    let start = Instant::now();
    match timeout(PATIENCE, TcpStream::connect(SocketAddrV4::new(ip, PORT))).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) if error.kind() == ErrorKind::ConnectionRefused => {}
        _ => return Err(OpenError::Refused),
    }
    Ok(u32::try_from(start.elapsed().as_millis()).unwrap_or(u32::MAX))
}

/// True if there is a file to load. The vendor's own server is not asked: nothing would be done with its file.
pub(super) async fn download(url: Option<&str>) -> bool {
    const PATIENCE: Duration = Duration::from_secs(30);
    let Some(url) = url else { return true };
    let Some((authority, path)) = url.strip_prefix("http://").map(|rest| rest.split_once('/').unwrap_or((rest, "")))
    else {
        return false;
    };
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, port.parse().unwrap_or(0)),
        None => (authority, 80),
    };
    let answer = async {
        let mut stream = TcpStream::connect((host, port)).await.ok()?;
        let request = format!("GET /{path} HTTP/1.0\r\nHost: {authority}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut status = [0; 12];
        stream.read_exact(&mut status).await.ok()?;
        Some(status)
    };
    matches!(timeout(PATIENCE, answer).await, Ok(Some(status)) if status.ends_with(b" 200"))
}
