//! How the state that a case needs is reached: one line after the other.

use super::{
    Bench, Needs,
    known::Known,
    needs::{AZURE_SETTINGS, Link, MQTT_SETTINGS, MQTT_TOPICS, SCAN_DEFAULT},
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
pub(super) fn next(known: &Known<'_>, needs: &Needs, bench: &Bench) -> Option<Move> {
    let send = |line: &str| Some(Move::Send(line.into()));
    match known.provisioning() {
        Some("WPS") => return send("AT+WPS=0"),
        Some(_) => return send("AT+CWSTOPSMART"),
        None => {}
    }
    let unset = |need: Option<bool>, known: Option<bool>| need == Some(false) && known != Some(false);
    if unset(needs.mqtt, known.mqtt()) || unset(needs.topics, known.topics()) || unset(needs.azure, known.azure()) {
        return Some(Move::Restart);
    }
    if known.echo() != Some(needs.echo) {
        return send(if needs.echo { "ATE1" } else { "ATE0" });
    }
    // Before the station joins: with an address the saved connection would open, and end all commands.
    if known.boot_link() && known.mux() == Some(false) {
        return send(NO_BOOT_LINK);
    }
    if needs.mode.is_some() && known.mode() != needs.mode {
        return Some(Move::Send(format!("AT+CWMODE_CUR={}", needs.mode.unwrap_or(1))));
    }
    if needs.joined == Some(true) && !known.reachable() {
        return send("AT+CWDHCP_CUR=2,1");
    }
    if needs.joined.is_some() && known.joined() != needs.joined {
        return match needs.joined {
            Some(true) => Some(Move::Send(format!("AT+CWJAP_CUR={},{}", quoted(&bench.ssid), quoted(&bench.password)))),
            _ => send("AT+CWQAP"),
        };
    }
    connections(known, needs, bench).or_else(|| settings(known, needs))
}

/// Mux, transparent transmission, server and connections: each can be changed only while others are not in its way.
fn connections(known: &Known<'_>, needs: &Needs, bench: &Bench) -> Option<Move> {
    let send = |line: &str| Some(Move::Send(line.into()));
    let differs = |need: Option<bool>, known: Option<bool>| need.is_some() && need != known;
    let link = needs.link.is_some() && known.link() != needs.link;
    let changes = differs(needs.mux, known.mux())
        || differs(needs.transparent, known.transparent())
        || differs(needs.server, known.server())
        || link;
    if !changes {
        return None;
    }
    if known.mux().is_none() {
        return send("AT+CIPMUX?");
    }
    if known.server() != Some(false) && needs.server != Some(true) && known.mux() == Some(true) {
        return send("AT+CIPSERVER=0");
    }
    if known.link() != Some(Link::None) {
        return match (known.link(), known.mux()) {
            (Some(Link::Broker(_) | Link::OtherBroker), _) => send("AT+MQTTDIS"),
            (_, Some(true)) if known.server() == Some(true) => send("AT+CIPSERVER=0"),
            (_, Some(true)) => send("AT+CIPCLOSE=5"),
            _ => send("AT+CIPCLOSE"),
        };
    }
    if known.transparent() != Some(needs.transparent.unwrap_or(false))
        && (needs.transparent != Some(true) || known.mux() == Some(false))
    {
        return Some(Move::Send(format!("AT+CIPMODE={}", u8::from(needs.transparent == Some(true)))));
    }
    if differs(needs.mux, known.mux()) {
        return Some(Move::Send(format!("AT+CIPMUX={}", u8::from(needs.mux == Some(true)))));
    }
    if differs(needs.transparent, known.transparent()) {
        return Some(Move::Send(format!("AT+CIPMODE={}", u8::from(needs.transparent == Some(true)))));
    }
    if differs(needs.server, known.server()) {
        return Some(Move::Send(format!("AT+CIPSERVER={}", if needs.server == Some(true) { "1,333" } else { "0" })));
    }
    let session = Needs { mqtt: Some(true), topics: Some(true), ..Needs::default() };
    if matches!(needs.link, Some(Link::Broker(_)))
        && let Some(before) = settings(known, &session)
    {
        return Some(before);
    }
    if matches!(needs.link, Some(Link::Ssl(_))) && !known.no_certificates() {
        return send("AT+CIPSSLCCONF=0");
    }
    let multiple = known.mux() == Some(true);
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

fn settings(known: &Known<'_>, needs: &Needs) -> Option<Move> {
    let send = |line: &str| Some(Move::Send(line.into()));
    if needs.mqtt == Some(true) && known.mqtt() != Some(true) {
        return Some(Move::Send(format!("AT+MQTTSET={MQTT_SETTINGS}")));
    }
    if needs.topics == Some(true) && known.topics() != Some(true) {
        return Some(Move::Send(format!("AT+MQTTTOPIC={MQTT_TOPICS}")));
    }
    if needs.azure == Some(true) && known.azure() != Some(true) {
        return Some(Move::Send(format!("AT+AZSET={AZURE_SETTINGS}")));
    }
    if needs.sntp.is_some() && known.sntp() != needs.sntp {
        return send(if needs.sntp == Some(true) { "AT+CIPSNTPCFG=1,8" } else { "AT+CIPSNTPCFG=0" });
    }
    if needs.scan && !known.scan() {
        return Some(Move::Send(format!("AT+CWLAPOPT={SCAN_DEFAULT}")));
    }
    if needs.sender.is_some() && known.sender() != needs.sender {
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
