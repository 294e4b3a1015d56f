//! Data behind a prompt, and what goes to the network.

use super::{
    Deviation,
    Hook::{Collects, DeafTo, Does, EndsPem},
};
use crate::net::Action;
use wizfi360_proto::{Command, DataKind, DataPhase, Request, commands::cipsend, device::End};

pub(super) const ROWS: &[Deviation] = &[
    Deviation {
        name: "data-one-short",
        wrong: "A data phase ends one byte before its length.",
        caught_by: &["3.3.7/set/shortest"],
        hook: Collects(|command, phase| (command, counted(phase, |length| length.saturating_sub(1)))),
    },
    Deviation {
        name: "data-one-long",
        wrong: "A data phase ends one byte behind its length.",
        caught_by: &["3.3.7/set/shortest"],
        hook: Collects(|command, phase| (command, counted(phase, |length| length.saturating_add(1)))),
    },
    Deviation {
        name: "nul-does-not-end",
        wrong: "`\\0` does not end the data of AT+CIPSENDEX.",
        caught_by: &["3.3.8/set/data/ended-by-nul"],
        hook: Collects(|command, phase| match command.data {
            DataKind::Counted { until_nul: true, .. } => (PLAIN, phase),
            _ => (command, phase),
        }),
    },
    Deviation {
        name: "plus-does-not-end-data",
        wrong: "`+++` does not end the data of AT+CIPSENDBUF.",
        caught_by: &["3.3.9/set/data/aborted"],
        hook: Collects(|command, phase| match command.data {
            DataKind::Counted { until_escape: true, .. } => (PLAIN, phase),
            _ => (command, phase),
        }),
    },
    Deviation {
        name: "plus-does-not-leave",
        wrong: "`+++` does not end transparent transmission.",
        caught_by: &["3.3.7/execute/data/through"],
        hook: DeafTo(End::Escape),
    },
    Deviation {
        name: "pem-ends-early",
        wrong: "PEM text ends with its first line.",
        caught_by: &["3.3.5/set/data/exact"],
        hook: EndsPem,
    },
    Deviation {
        name: "last-byte-not-sent",
        wrong: "The last byte of data does not go to the peer.",
        caught_by: &["3.3.7/set/data/exact"],
        hook: Does(|mut action| {
            if let Action::Send { bytes, .. } = &mut action {
                bytes.pop();
            }
            Some(action)
        }),
    },
    Deviation {
        name: "datagram-to-the-peer",
        wrong: "AT+CIPSEND to another address and port sends to the peer of AT+CIPSTART.",
        caught_by: &["3.3.7/set/told"],
        hook: Does(|mut action| {
            if let Action::Send { to, .. } = &mut action {
                *to = None;
            }
            Some(action)
        }),
    },
    Deviation {
        name: "published-in-capitals",
        wrong: "AT+MQTTPUB publishes under the topic in capital letters.",
        caught_by: &["3.3.34/set/data/exact"],
        hook: Does(|mut action| {
            if let Action::Publish { topic, .. } = &mut action {
                topic.make_ascii_uppercase();
            }
            Some(action)
        }),
    },
    Deviation {
        name: "first-topic-not-subscribed",
        wrong: "The first topic of AT+MQTTTOPIC is not subscribed to.",
        caught_by: &["3.3.34/set/data/exact"],
        hook: Does(|mut action| {
            use crate::net::Protocol;
            if let Action::Open { protocol: Protocol::Mqtt(session), .. } = &mut action
                && !session.topics.is_empty()
            {
                session.topics.remove(0);
            }
            Some(action)
        }),
    },
    Deviation {
        name: "server-does-not-listen",
        wrong: "AT+CIPSERVER is answered with `OK`, and no client can connect.",
        caught_by: &["2.3/connect/of-client"],
        hook: Does(|action| if matches!(action, Action::Listen { .. }) { None } else { Some(action) }),
    },
];

/// A command whose data ends with its count alone.
const PLAIN: &Command = cipsend::Set::COMMAND;

fn counted(phase: DataPhase, change: fn(u32) -> u32) -> DataPhase {
    match phase {
        DataPhase::Counted(length) => DataPhase::Counted(change(length)),
        phase => phase,
    }
}
