//! A running module in a network of real sockets, on the loopback address: TCP, UDP, TLS, MQTT, the server, transparent transmission.

mod broker;
mod links;
mod mqtt;
mod server;
mod tls;
mod transparent;

use std::{
    net::{Ipv4Addr, TcpListener, UdpSocket},
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU16, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    task::JoinHandle,
    time::timeout,
};
use wizfi360_sim::{
    Module, World,
    run::{HostNetwork, Network, Reach, Runner},
};

const WORLD: &str = r#"(
    access_points: [(ssid: "home", password: "12345678", bssid: "64:e5:99:00:00:01")],
    latencies: (boot: 1, associate: 1, address: 1),
)"#;

/// A timeout for what an idle machine does at once: only a hang takes longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// The host's end of a serial line with a joined module behind it.
pub(crate) struct Desk {
    serial: DuplexStream,
    read: Vec<u8>,
    module: JoinHandle<()>,
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.module.abort();
    }
}

impl Desk {
    pub(crate) async fn new() -> Desk {
        Desk::reaching(Reach::default()).await
    }

    pub(crate) async fn reaching(reach: Reach) -> Desk {
        let world = Arc::new(World::from_ron("world", WORLD).unwrap());
        let (serial, mut line) = duplex(64 * 1024);
        let network = Network::Host(Box::new(HostNetwork::new(reach)));
        let mut runner = Runner::new(Module::new(world), network, (), false);
        let module = tokio::spawn(async move { runner.drive(&mut line).await.unwrap() });
        let mut desk = Desk { serial, read: Vec::new(), module };
        desk.hear("\r\nready\r\n").await;
        desk.talk("ATE0", "ATE0\r\n\r\nOK\r\n").await;
        desk.talk("AT+CWMODE_CUR=1", "\r\nOK\r\n").await;
        desk.talk("AT+CWJAP_CUR=\"home\",\"12345678\"", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n").await;
        desk
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        self.serial.write_all(bytes).await.unwrap();
    }

    /// The module says this next.
    pub(crate) async fn hear(&mut self, text: &str) {
        let said = self.take(text.len()).await;
        assert_eq!(said.escape_ascii().to_string(), text.as_bytes().escape_ascii().to_string());
    }

    /// The host says a line, and the module answers so.
    pub(crate) async fn talk(&mut self, line: &str, answer: &str) {
        self.write(format!("{line}\r\n").as_bytes()).await;
        self.hear(answer).await;
    }

    /// The next so many bytes of the module; fewer if it says no more.
    pub(crate) async fn take(&mut self, length: usize) -> Vec<u8> {
        let mut buffer = vec![0; 65_536];
        while self.read.len() < length {
            match timeout(PATIENCE, self.serial.read(&mut buffer)).await {
                Ok(Ok(read @ 1..)) => self.read.extend_from_slice(&buffer[..read]),
                _ => break,
            }
        }
        self.read.drain(..length.min(self.read.len())).collect()
    }

    /// The module says nothing for a while.
    pub(crate) async fn is_silent(&mut self) {
        let mut buffer = [0; 64];
        let said = timeout(Duration::from_millis(200), self.serial.read(&mut buffer)).await;
        assert!(self.read.is_empty() && said.is_err(), "{}", self.read.escape_ascii());
    }

    /// Reads packets until their payload has so many bytes.
    pub(crate) async fn payload(&mut self, length: usize) -> Vec<u8> {
        let mut payload = Vec::new();
        while payload.len() < length {
            assert_eq!(self.take(7).await, b"\r\n+IPD,");
            let mut head = Vec::new();
            while !head.ends_with(b":") {
                let byte = self.take(1).await;
                assert!(!byte.is_empty(), "silent after {}", head.escape_ascii());
                head.extend(byte);
            }
            let head = String::from_utf8(head).unwrap();
            payload.extend(self.take(head.trim_end_matches(':').parse().unwrap()).await);
        }
        payload
    }
}

/// A free port that stays free: systems assign ephemeral ports above 32767 only. Each call returns
/// another one.
pub(crate) fn port() -> u16 {
    const FIRST: u16 = 10_240;
    const COUNT: u16 = 32_768 - FIRST;
    static NEXT: LazyLock<AtomicU16> = LazyLock::new(|| AtomicU16::new(fastrand::u16(..COUNT)));
    loop {
        let port = FIRST + NEXT.fetch_add(1, Ordering::Relaxed) % COUNT;
        let address = (Ipv4Addr::LOCALHOST, port);
        if TcpListener::bind(address).is_ok() && UdpSocket::bind(address).is_ok() {
            return port;
        }
    }
}

/// Bytes of all kinds.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(length)
    .collect()
}
