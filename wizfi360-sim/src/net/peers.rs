//! What the hosts of a virtual network do.

use crate::{
    task::Steps,
    world::{Behaviour, Step},
};
use std::net::SocketAddrV4;

/// One end of a connection: the other is the module.
#[derive(Clone, Debug)]
pub(super) struct Host {
    pub(super) address: SocketAddrV4,
    pub(super) udp: bool,
    /// The filters that the module has subscribed to.
    pub(super) topics: Vec<Vec<u8>>,
    /// What a host that discards has got.
    pub(super) taken: Vec<u8>,
    does: Does,
}

#[derive(Clone, Debug)]
enum Does {
    Echo,
    Discard,
    Http {
        response: Vec<u8>,
        request: Vec<u8>,
    },
    Script {
        steps: Steps,
        waiting: bool,
        seen: Vec<u8>,
    },
    /// Messages that are still to be announced.
    Broker(Vec<(u64, Vec<u8>, Vec<u8>)>),
}

/// What reaches a host, or what it does.
#[derive(Clone, Debug)]
pub(super) enum Reaction {
    /// Bytes; over UDP perhaps to or from someone else.
    Bytes(Vec<u8>, Option<SocketAddrV4>),
    /// A message with its topic.
    Message(Vec<u8>, Vec<u8>),
    /// The same, after so many milliseconds.
    MessageLater(u64, Vec<u8>, Vec<u8>),
    /// It closes the connection.
    Close,
    /// It goes on after so many milliseconds.
    Wait(u64),
}

impl Host {
    pub(super) fn new(address: SocketAddrV4, does: &Behaviour) -> Host {
        let does = match does {
            Behaviour::Echo => Does::Echo,
            Behaviour::Discard | Behaviour::Refuse => Does::Discard,
            Behaviour::Http(status, kind, body) => {
                let head = format!(
                    "HTTP/1.1 {status} {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    if *status < 400 { "OK" } else { "Error" },
                    body.len(),
                );
                Does::Http { response: [head.as_bytes(), body].concat(), request: Vec::new() }
            }
            Behaviour::Script(steps) => {
                Does::Script { steps: steps.iter().cloned().collect(), waiting: false, seen: Vec::new() }
            }
            Behaviour::Broker(messages) => {
                Does::Broker(messages.iter().map(|(at, topic, data)| (*at, topic.to_vec(), data.to_vec())).collect())
            }
        };
        Host { address, udp: false, topics: Vec::new(), taken: Vec::new(), does }
    }

    /// Bytes that the host sends.
    pub(super) fn says(&self, bytes: Vec<u8>) -> Reaction {
        Reaction::Bytes(bytes, None)
    }

    /// Something has reached it.
    pub(super) fn takes(&mut self, what: Reaction) -> Vec<Reaction> {
        match what {
            Reaction::Bytes(bytes, to) => self.takes_bytes(bytes, to),
            Reaction::Message(topic, message) if self.hears(&topic) => vec![Reaction::Message(topic, message)],
            _ => Vec::new(),
        }
    }

    fn takes_bytes(&mut self, bytes: Vec<u8>, to: Option<SocketAddrV4>) -> Vec<Reaction> {
        match &mut self.does {
            Does::Echo => vec![Reaction::Bytes(bytes, to)],
            Does::Discard => {
                self.taken.extend(bytes);
                Vec::new()
            }
            Does::Http { response, request } => {
                request.extend(bytes);
                if request.windows(4).any(|end| end == b"\r\n\r\n") {
                    let response = std::mem::take(response);
                    vec![Reaction::Bytes(response, None), Reaction::Close]
                } else {
                    Vec::new()
                }
            }
            Does::Script { .. } => self.goes_on(bytes),
            Does::Broker(_) => Vec::new(),
        }
    }

    /// The connection is open, a wait is over, or bytes have come: does what can be done.
    pub(super) fn goes_on(&mut self, bytes: Vec<u8>) -> Vec<Reaction> {
        let mut reactions = Vec::new();
        match &mut self.does {
            Does::Broker(messages) => {
                let messages = std::mem::take(messages);
                let heard = messages
                    .into_iter()
                    .filter(|(_, topic, _)| self.topics.iter().any(|filter| matches(filter, topic)));
                reactions.extend(heard.map(|(at, topic, data)| Reaction::MessageLater(at, topic, data)));
            }
            Does::Script { steps, waiting, seen } => {
                let woken = bytes.is_empty();
                seen.extend(bytes);
                if *waiting && !woken {
                    return reactions;
                }
                *waiting = false;
                while let Some(step) = steps.front() {
                    match step {
                        Step::Expect(wanted) => {
                            let found = seen.windows(wanted.len().max(1)).position(|part| *part == **wanted);
                            let Some(at) = found.or(wanted.is_empty().then_some(0)) else { break };
                            seen.drain(..at + wanted.len());
                        }
                        Step::Say(bytes) => reactions.push(Reaction::Bytes(bytes.to_vec(), None)),
                        Step::Close => reactions.push(Reaction::Close),
                        Step::Wait(delay) => {
                            reactions.push(Reaction::Wait(*delay));
                            *waiting = true;
                        }
                    }
                    steps.pop_front();
                    if *waiting {
                        break;
                    }
                }
            }
            _ => {}
        }
        reactions
    }

    fn hears(&self, topic: &[u8]) -> bool {
        matches!(self.does, Does::Broker(_)) && self.topics.iter().any(|filter| matches(filter, topic))
    }
}

/// Whether a topic passes a filter of MQTT: `+` stands for one level, `#` for all that follow.
fn matches(filter: &[u8], topic: &[u8]) -> bool {
    let (mut filter, mut topic) = (filter.split(|byte| *byte == b'/'), topic.split(|byte| *byte == b'/'));
    loop {
        match (filter.next(), topic.next()) {
            (Some(b"#"), _) | (None, None) => return true,
            (Some(b"+"), Some(_)) => {}
            (Some(wanted), Some(level)) if wanted == level => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_let_topics_pass_as_mqtt_says() {
        for (filter, topic, passes) in [
            ("a/b", "a/b", true),
            ("a/b", "a", false),
            ("a/+", "a/b", true),
            ("a/+", "a/b/c", false),
            ("a/#", "a/b/c", true),
            ("a/#", "a", true),
            ("#", "a/b", true),
        ] {
            assert_eq!(matches(filter.as_bytes(), topic.as_bytes()), passes, "{filter} {topic}");
        }
    }

    #[test]
    fn a_script_waits_for_what_it_expects_however_it_is_cut() {
        let steps = vec![Step::Expect("hello".into()), Step::Say("world".into()), Step::Close];
        let address = SocketAddrV4::new([1, 2, 3, 4].into(), 5);
        let mut host = Host::new(address, &Behaviour::Script(steps));
        assert!(host.goes_on(Vec::new()).is_empty());
        assert!(host.takes(Reaction::Bytes(b"xhel".to_vec(), None)).is_empty());
        let reactions = host.takes(Reaction::Bytes(b"lo".to_vec(), None));
        assert!(matches!(&reactions[..], [Reaction::Bytes(bytes, None), Reaction::Close] if bytes == b"world"));
    }
}
