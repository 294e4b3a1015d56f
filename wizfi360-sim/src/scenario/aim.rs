//! What counts as reached.

use crate::{
    net::{Action, Connection},
    world::Octets,
};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt};
use wizfi360_proto::AnyRequest;

/// So many bytes are kept of what goes over one connection: the last ones.
const MOST_KEPT: usize = 1024 * 1024;

/// One thing that a driver is to reach.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Aim {
    /// A request whose line begins so succeeds: `Succeeds("AT+CWLAP")`.
    Succeeds(String),
    /// A join of the network with this SSID succeeds.
    Joins(Octets),
    /// These bytes reach a peer, whole and in one piece, on one connection.
    Reaches(Octets),
    /// The same for bytes that are repeated so many times.
    ReachesTimes(u32, Octets),
    /// A message is published: topic, data.
    Publishes(Octets, Octets),
    /// A topic is subscribed to.
    Subscribes(Octets),
    /// A server listens on this port.
    Listens(u16),
}

/// What the driver has the module do, as far as aims are about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    streams: BTreeMap<Connection, Stream>,
    published: Vec<(Vec<u8>, Vec<u8>)>,
    subscribed: Vec<Vec<u8>>,
    listened: Vec<u16>,
}

/// What has gone to a peer, and what is on its way.
#[derive(Clone, Debug, Default)]
struct Stream {
    bytes: Vec<u8>,
    /// When the last of it was sent, and how much that was.
    on_their_way: Vec<(u64, usize)>,
}

impl Seen {
    /// The module wants something of its network, which takes `latency` milliseconds from one end to the other.
    pub(super) fn action(&mut self, now: u64, action: &Action, latency: u64) {
        match action {
            Action::Send { connection, bytes, .. } => {
                let stream = self.streams.entry(*connection).or_default();
                stream.bytes.extend(bytes);
                let over = stream.bytes.len().saturating_sub(MOST_KEPT);
                stream.bytes.drain(..over);
                stream.on_their_way.retain(|(at, _)| at + latency > now);
                stream.on_their_way.push((now, bytes.len()));
            }
            // What is on its way then is lost.
            Action::Close { connection } => {
                if let Some(stream) = self.streams.get_mut(connection) {
                    let lost: usize =
                        stream.on_their_way.drain(..).filter(|(at, _)| at + latency > now).map(|(_, len)| len).sum();
                    stream.bytes.truncate(stream.bytes.len().saturating_sub(lost));
                }
            }
            Action::Open { protocol: crate::net::Protocol::Mqtt(session), .. } => {
                self.subscribed.extend(session.topics.iter().cloned())
            }
            Action::Publish { topic, message, .. } => self.published.push((topic.clone(), message.clone())),
            Action::Subscribe { topics, .. } => self.subscribed.extend(topics.iter().cloned()),
            Action::Listen { port } => self.listened.push(*port),
            _ => {}
        }
    }

    /// Whether an aim is reached; `done` are requests that have succeeded since this was asked last.
    pub(super) fn reaches(&self, aim: &Aim, done: &[Vec<u8>]) -> bool {
        let reaches = |wanted: &[u8]| {
            let holds =
                |stream: &Stream| wanted.is_empty() || stream.bytes.windows(wanted.len()).any(|part| part == wanted);
            self.streams.values().any(holds)
        };
        match aim {
            Aim::Succeeds(begins) => done.iter().any(|line| line.starts_with(begins.as_bytes())),
            Aim::Joins(ssid) => done.iter().any(|line| joins(line, ssid)),
            Aim::Reaches(wanted) => reaches(wanted),
            Aim::ReachesTimes(times, wanted) => reaches(&wanted.repeat(*times as usize)),
            Aim::Publishes(topic, data) => self.published.iter().any(|(to, what)| **to == **topic && **what == **data),
            Aim::Subscribes(topic) => self.subscribed.iter().any(|to| **to == **topic),
            Aim::Listens(port) => self.listened.contains(port),
        }
    }
}

fn joins(line: &[u8], ssid: &[u8]) -> bool {
    match AnyRequest::parse(line) {
        Ok(AnyRequest::CwjapSet(join)) => join.ssid().get().bytes().eq(ssid.iter().copied()),
        _ => false,
    }
}

/// In words: `the network `home` was joined`.
impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |bytes: &Octets| bytes.escape_ascii().to_string().replace("\\\"", "\"").replace("\\\\", "\\");
        match self {
            Aim::Succeeds(begins) => write!(f, "`{begins}` succeeds"),
            Aim::Joins(ssid) => write!(f, "the network `{}` is joined", shown(ssid)),
            Aim::Reaches(wanted) => write!(f, "`{}` reaches the peer, whole", shown(wanted)),
            Aim::ReachesTimes(times, wanted) => {
                write!(f, "`{}`, {times} times, reaches the peer, whole", shown(wanted))
            }
            Aim::Publishes(topic, data) => write!(f, "`{}` is published under `{}`", shown(data), shown(topic)),
            Aim::Subscribes(topic) => write!(f, "`{}` is subscribed to", shown(topic)),
            Aim::Listens(port) => write!(f, "a server listens on port {port}"),
        }
    }
}
