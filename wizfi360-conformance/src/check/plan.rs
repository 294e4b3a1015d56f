//! How the state that a case needs is reached: one line after the other.

use super::{
    Bench, Needs,
    state::{AZURE_SETTINGS, Link, MQTT_SETTINGS, MQTT_TOPICS, Provisioning, SCAN_DEFAULT, State},
};
use wizfi360_spec::Spec;

/// The next thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// Send this line.
    Send(String),
    /// Start the module anew.
    Restart,
}

/// Forgets the connection that would open at the next start.
pub(super) const NO_BOOT_LINK: &str = "AT+SAVETRANSLINK=0,\"192.168.2.2\",5000";

/// What to do next so that what is needed holds; `None` if it does.
pub(super) fn next(state: &State, needs: &Needs, bench: &Bench) -> Option<Move> {
    let send = |line: &str| Some(Move::Send(line.into()));
    match state.provisioning {
        Some(Provisioning::Smart) => return send("AT+CWSTOPSMART"),
        Some(Provisioning::Wps) => return send("AT+WPS=0"),
        None => {}
    }
    let unset = |need: Option<bool>, known: Option<bool>| need == Some(false) && known != Some(false);
    if unset(needs.mqtt, state.mqtt) || unset(needs.topics, state.topics) || unset(needs.azure, state.azure) {
        return Some(Move::Restart);
    }
    if state.echo != Some(needs.echo) {
        return send(if needs.echo { "ATE1" } else { "ATE0" });
    }
    // Before the station joins: with an address the saved connection would open, and end all commands.
    if state.boot_link && state.mux == Some(false) {
        return send(NO_BOOT_LINK);
    }
    if needs.mode.is_some() && state.mode != needs.mode {
        return Some(Move::Send(format!("AT+CWMODE_CUR={}", needs.mode.unwrap_or(1))));
    }
    if needs.joined == Some(true) && !state.reachable {
        return send("AT+CWDHCP_CUR=2,1");
    }
    if needs.joined.is_some() && state.joined != needs.joined {
        return match needs.joined {
            Some(true) => Some(Move::Send(format!("AT+CWJAP_CUR={},{}", quoted(&bench.ssid), quoted(&bench.password)))),
            _ => send("AT+CWQAP"),
        };
    }
    connections(state, needs, bench).or_else(|| settings(state, needs))
}

/// Mux, transparent transmission, server and connections: each can be changed only while others are not in its way.
fn connections(state: &State, needs: &Needs, bench: &Bench) -> Option<Move> {
    let send = |line: &str| Some(Move::Send(line.into()));
    let differs = |need: Option<bool>, known: Option<bool>| need.is_some() && need != known;
    let link = needs.link.is_some() && state.link != needs.link;
    let changes = differs(needs.mux, state.mux)
        || differs(needs.transparent, state.transparent)
        || differs(needs.server, state.server)
        || link;
    if !changes {
        return None;
    }
    if state.mux.is_none() {
        return send("AT+CIPMUX?");
    }
    if state.server != Some(false) && needs.server != Some(true) && state.mux == Some(true) {
        return send("AT+CIPSERVER=0");
    }
    if state.link != Some(Link::None) {
        return match (state.link, state.mux) {
            (Some(Link::Broker(_) | Link::OtherBroker), _) => send("AT+MQTTDIS"),
            (_, Some(true)) if state.server == Some(true) => send("AT+CIPSERVER=0"),
            (_, Some(true)) => send("AT+CIPCLOSE=5"),
            _ => send("AT+CIPCLOSE"),
        };
    }
    if state.transparent != Some(needs.transparent.unwrap_or(false))
        && (needs.transparent != Some(true) || state.mux == Some(false))
    {
        return Some(Move::Send(format!("AT+CIPMODE={}", u8::from(needs.transparent == Some(true)))));
    }
    if differs(needs.mux, state.mux) {
        return Some(Move::Send(format!("AT+CIPMUX={}", u8::from(needs.mux == Some(true)))));
    }
    if differs(needs.transparent, state.transparent) {
        return Some(Move::Send(format!("AT+CIPMODE={}", u8::from(needs.transparent == Some(true)))));
    }
    if differs(needs.server, state.server) {
        return Some(Move::Send(format!("AT+CIPSERVER={}", if needs.server == Some(true) { "1,333" } else { "0" })));
    }
    let session = Needs { mqtt: Some(true), topics: Some(true), ..Needs::default() };
    if matches!(needs.link, Some(Link::Broker(_)))
        && let Some(before) = settings(state, &session)
    {
        return Some(before);
    }
    if matches!(needs.link, Some(Link::Ssl(_))) && !state.no_certificates {
        return send("AT+CIPSSLCCONF=0");
    }
    let multiple = state.mux == Some(true);
    needs.link.filter(|link| *link != Link::None).map(|link| Move::Send(open(link, multiple, bench)))
}

/// The line that opens a connection.
pub(super) fn open(link: Link, multiple: bool, bench: &Bench) -> String {
    let Bench { host, echo, discard, https, broker, .. } = bench;
    let (name, id, rest) = match link {
        Link::None | Link::OtherBroker => return "AT".into(),
        Link::Echo(id) => ("AT+CIPSTART", id, format!("\"TCP\",\"{host}\",{echo}")),
        Link::Discard(id) => ("AT+CIPSTART", id, format!("\"TCP\",\"{host}\",{discard}")),
        Link::Udp(id) => ("AT+CIPSTART", id, format!("\"UDP\",\"{host}\",{echo}")),
        Link::Ssl(id) => ("AT+CIPSTART", id, format!("\"SSL\",\"{host}\",{https}")),
        Link::Broker(id) => ("AT+MQTTCON", id, format!("0,\"{host}\",{broker}")),
    };
    if multiple { format!("{name}={id},{rest}") } else { format!("{name}={rest}") }
}

fn settings(state: &State, needs: &Needs) -> Option<Move> {
    let send = |line: &str| Some(Move::Send(line.into()));
    if needs.mqtt == Some(true) && state.mqtt != Some(true) {
        return Some(Move::Send(format!("AT+MQTTSET={MQTT_SETTINGS}")));
    }
    if needs.topics == Some(true) && state.topics != Some(true) {
        return Some(Move::Send(format!("AT+MQTTTOPIC={MQTT_TOPICS}")));
    }
    if needs.azure == Some(true) && state.azure != Some(true) {
        return Some(Move::Send(format!("AT+AZSET={AZURE_SETTINGS}")));
    }
    if needs.sntp.is_some() && state.sntp != needs.sntp {
        return send(if needs.sntp == Some(true) { "AT+CIPSNTPCFG=1,8" } else { "AT+CIPSNTPCFG=0" });
    }
    if needs.scan && !state.scan {
        return Some(Move::Send(format!("AT+CWLAPOPT={SCAN_DEFAULT}")));
    }
    if needs.sender.is_some() && state.sender != needs.sender {
        return Some(Move::Send(format!("AT+CIPDINFO={}", u8::from(needs.sender == Some(true)))));
    }
    None
}

/// A text as it stands in a request: in quotes, with escapes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// A text as it stands between the quotes of a request.
pub(super) fn escaped(text: &str) -> String {
    let escaped = text.chars().flat_map(|letter| match letter {
        '"' | ',' | '\\' => vec!['\\', letter],
        letter => vec![letter],
    });
    escaped.collect()
}

/// True if a firmware has what the plan sends for this need.
pub(super) fn can(spec: &Spec, needs: &Needs) -> bool {
    let mqtt = needs.mqtt == Some(true) || needs.topics == Some(true) || matches!(needs.link, Some(Link::Broker(_)));
    (!mqtt || spec.command("AT+MQTTSET").is_some()) && (needs.azure != Some(true) || spec.command("AT+AZSET").is_some())
}
