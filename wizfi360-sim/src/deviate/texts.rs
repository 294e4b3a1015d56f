//! Answer lines, messages and the heads of packets.

use super::{
    Deviation,
    Hook::Says,
    saying::{instead, within},
};
use wizfi360_spec::model::Scope;

pub(super) const ROWS: &[Deviation] = &[
    // Answers.
    Deviation {
        name: "prefix-without-scope",
        wrong: "The lines that answer a query lack `_CUR` or `_DEF`.",
        caught_by: &["3.1.7/query"],
        hook: Says(|said| {
            let (name, rest) = said.strip_prefix('+')?.split_once(':')?;
            let (name, scope) = Scope::split(name);
            (scope != Scope::Unsuffixed).then(|| format!("+{name}:{rest}"))
        }),
    },
    Deviation {
        name: "prefix-of-other-scope",
        wrong: "A query by `_DEF` is answered with `_CUR`.",
        caught_by: &["3.1.8/query"],
        hook: Says(|said| said.starts_with('+').then(|| within(said, "_DEF:", "_CUR:")).flatten()),
    },
    Deviation {
        name: "escapes-not-written",
        wrong: "Texts in answers have no escapes.",
        caught_by: &["3.2.8/set/read-back"],
        hook: Says(|said| said.contains('"').then(|| within(said, "\\", "")).flatten()),
    },
    Deviation {
        name: "quotes-missing",
        wrong: "Texts in answers have no quotes.",
        caught_by: &["3.2.6/execute"],
        hook: Says(|said| within(said, "\"", "")),
    },
    Deviation {
        name: "pool-without-quotes",
        wrong: "AT+CWDHCPS_CUR? tells the first address without quotes.",
        caught_by: &["3.2.13/query/shortest"],
        hook: Says(|said| field(said, "+CWDHCPS", 1, |ip| ip.trim_matches('"').to_string())),
    },
    Deviation {
        name: "sdk-line-missing",
        wrong: "AT+GMR lacks the line of the SDK's version.",
        caught_by: &["3.1.3/execute/shortest"],
        hook: Says(|said| said.starts_with("SDK version").then(String::new)),
    },
    Deviation {
        name: "modes-from-zero",
        wrong: "AT+CWMODE=? answers (0-3).",
        caught_by: &["AT+CWMODE/test/told"],
        hook: Says(|said| said.starts_with("+CWMODE").then(|| within(said, "(1-3)", "(0-3)")).flatten()),
    },
    Deviation {
        name: "mode-is-factory",
        wrong: "A query for the Wi-Fi mode answers the factory's, whatever is set.",
        caught_by: &["3.2.1/set/read-back"],
        hook: Says(|said| {
            field(said, "+CWMODE", 0, |mode| if mode.starts_with('(') { mode.into() } else { "2".into() })
        }),
    },
    Deviation {
        name: "baud-is-factory",
        wrong: "A query for the serial line answers 115200 bits a second, whatever is set.",
        caught_by: &["3.1.7/set/told"],
        hook: Says(|said| field(said, "+UART", 0, |_| "115200".into())),
    },
    Deviation {
        name: "scan-without-mac",
        wrong: "The lines of a scan lack the MAC address.",
        caught_by: &["3.2.6/execute/shortest"],
        hook: Says(|said| {
            let fields: Vec<&str> = said.strip_prefix("+CWLAP:(")?.strip_suffix(")\r\n")?.rsplitn(4, ',').collect();
            let [wps, channel, _, before] = fields[..] else { return None };
            Some(format!("+CWLAP:({before},{channel},{wps})\r\n"))
        }),
    },
    Deviation {
        name: "scan-finds-nothing",
        wrong: "A scan finds no access point.",
        caught_by: &["3.2.6/set/told"],
        hook: Says(|said| said.starts_with("+CWLAP:").then(String::new)),
    },
    Deviation {
        name: "joined-without-signal",
        wrong: "The answer to AT+CWJAP_CUR? lacks the signal.",
        caught_by: &["3.2.3/query/told"],
        hook: Says(|said| {
            let (line, _) = said.strip_prefix("+CWJAP")?.strip_suffix("\r\n")?.rsplit_once(',')?;
            Some(format!("+CWJAP{line}\r\n"))
        }),
    },
    Deviation {
        name: "not-joined-in-silence",
        wrong: "AT+CWJAP_CUR? without an access point is answered with `OK` alone.",
        caught_by: &["3.2.3/query/shortest"],
        hook: Says(|said| (said == "No AP\r\n").then(String::new)),
    },
    Deviation {
        name: "wrong-join-error",
        wrong: "A join that fails tells that the password is wrong, or 3 if it is.",
        caught_by: &["3.2.3/set/no-such-access-point"],
        hook: Says(|said| {
            let error = said.strip_prefix("+CWJAP:")?.strip_suffix("\r\n")?;
            (error.len() == 1).then(|| format!("+CWJAP:{}\r\n", if error == "2" { 3 } else { 2 }))
        }),
    },
    Deviation {
        name: "softap-channel-off-by-one",
        wrong: "The channel that AT+CWSAP_CUR? answers is one too high.",
        caught_by: &["3.2.8/set/read-back"],
        hook: Says(|said| {
            let mut fields: Vec<String> = said.strip_prefix("+CWSAP")?.split(',').map(str::to_string).collect();
            let at = fields.len().checked_sub(4)?;
            fields[at] = more(&fields[at])?;
            Some(format!("+CWSAP{}", fields.join(",")))
        }),
    },
    Deviation {
        name: "netmask-line-missing",
        wrong: "AT+CIPSTA_CUR? and AT+CIPAP_CUR? do not tell the netmask.",
        caught_by: &["3.2.20/query/shortest"],
        hook: Says(|said| said.contains(":netmask:").then(String::new)),
    },
    Deviation {
        name: "gateway-is-netmask",
        wrong: "AT+CIPSTA_CUR? and AT+CIPAP_CUR? tell the gateway as a second netmask.",
        caught_by: &["3.2.20/query/shortest"],
        hook: Says(|said| within(said, ":gateway:", ":netmask:")),
    },
    Deviation {
        name: "softap-mac-of-station",
        wrong: "AT+CIFSR and AT+CIPAPMAC_CUR? tell the station's MAC address as the SoftAP's.",
        caught_by: &["3.2.17/set/told"],
        hook: Says(|said| said.contains("APMAC").then(|| within(said, "\"02:", "\"00:")).flatten()),
    },
    Deviation {
        name: "station-ip-missing",
        wrong: "AT+CIFSR does not tell the station's IP address.",
        caught_by: &["3.3.14/execute/told"],
        hook: Says(|said| said.starts_with("+CIFSR:STAIP").then(String::new)),
    },
    Deviation {
        name: "lease-time-off-by-one",
        wrong: "AT+CWDHCPS_CUR? tells a lease time that is one minute too long.",
        caught_by: &["3.2.13/set/read-back"],
        hook: Says(|said| field(said, "+CWDHCPS", 0, |time| more(time).unwrap_or_default())),
    },
    Deviation {
        name: "country-is-china",
        wrong: "AT+CWCOUNTRY_CUR? answers CN, whatever is set.",
        caught_by: &["3.2.28/set/read-back"],
        hook: Says(|said| field(said, "+CWCOUNTRY", 1, |_| "\"CN\"".into())),
    },
    Deviation {
        name: "status-two",
        wrong: "AT+CIPSTATUS tells status 2 where it is 3.",
        caught_by: &["3.3.1/execute/told"],
        hook: Says(|said| instead(said, "STATUS:3\r\n", "STATUS:2\r\n")),
    },
    Deviation {
        name: "status-without-link",
        wrong: "AT+CIPSTATUS tells no connection.",
        caught_by: &["3.3.1/execute/told"],
        hook: Says(|said| said.starts_with("+CIPSTATUS:").then(String::new)),
    },
    Deviation {
        name: "status-client-is-server",
        wrong: "AT+CIPSTATUS tells a client's connection as a server's, and the other way round.",
        caught_by: &["3.3.1/execute/told"],
        hook: Says(|said| field(said, "+CIPSTATUS", 5, |of| if of == "0" { "1".into() } else { "0".into() })),
    },
    Deviation {
        name: "ping-without-plus",
        wrong: "AT+PING answers the time without a plus sign.",
        caught_by: &["3.3.22/example-1"],
        hook: Says(|said| {
            let time = said.strip_prefix('+')?;
            time.strip_suffix("\r\n")?.parse::<u32>().is_ok().then(|| time.into())
        }),
    },
    Deviation {
        name: "domain-with-open-quote",
        wrong: "AT+CIPDOMAIN answers the address with a quote before it and none behind.",
        caught_by: &["3.3.2/example-1"],
        hook: Says(|said| within(said, "+CIPDOMAIN:", "+CIPDOMAIN:\"")),
    },
    Deviation {
        name: "time-zone-off-by-one",
        wrong: "AT+CIPSNTPCFG? tells a time zone that is one hour too far east.",
        caught_by: &["3.3.25/set/read-back"],
        hook: Says(|said| field(said, "+CIPSNTPCFG", 1, |zone| more(zone).unwrap_or_default())),
    },
    Deviation {
        name: "time-without-year",
        wrong: "AT+CIPSNTPTIME? lacks the year.",
        caught_by: &["3.3.26/query/told"],
        hook: Says(|said| {
            Some(format!("{}\r\n", said.strip_prefix("+CIPSNTPTIME:").map(|_| said)?.rsplit_once(' ')?.0))
        }),
    },
    Deviation {
        name: "pin-level-inverted",
        wrong: "AT+SYSGPIOREAD tells a low level as high, and the other way round.",
        caught_by: &["3.1.13/set/read-back"],
        hook: Says(|said| field(said, "+SYSGPIOREAD", 2, |level| if level == "0" { "1".into() } else { "0".into() })),
    },
    Deviation {
        name: "pin-pull-up-inverted",
        wrong: "AT+SYSIOGETCFG tells a pull-up that is on as off, and the other way round.",
        caught_by: &["3.1.10/set/read-back"],
        hook: Says(|said| field(said, "+SYSIOGETCFG", 2, |on| if on == "0" { "1".into() } else { "0".into() })),
    },
    Deviation {
        name: "update-without-end",
        wrong: "AT+CIUPDATE does not tell its last step.",
        caught_by: &["3.3.21/execute"],
        hook: Says(|said| (said == "+CIPUPDATE:4\r\n").then(String::new)),
    },
    Deviation {
        name: "segment-number-off-by-one",
        wrong: "AT+CIPSENDBUF counts segments from 2.",
        caught_by: &["3.3.9/set/data/exact"],
        hook: Says(|said| {
            let (first, second) = said.strip_suffix("\r\n")?.split_once(',')?;
            let both = first.parse::<u32>().is_ok() && second.parse::<u32>().is_ok();
            both.then(|| more(first)).flatten().map(|first| format!("{first},{second}\r\n"))
        }),
    },
    Deviation {
        name: "mqtt-password-not-told",
        wrong: "AT+MQTTSET? tells an empty password.",
        caught_by: &["3.3.29/set/read-back"],
        hook: Says(|said| field(said, "\"", 1, |_| "\"\"".into()).filter(|_| said.matches(',').count() == 3)),
    },
    // Messages.
    Deviation {
        name: "ready-lost",
        wrong: "`ready` does not come.",
        caught_by: &["3.1.2/execute"],
        hook: Says(|said| said.contains("ready").then(String::new)),
    },
    Deviation {
        name: "got-ip-lost",
        wrong: "`WIFI GOT IP` does not come.",
        caught_by: &["2.3/wifi-got-ip"],
        hook: Says(|said| (said == "WIFI GOT IP\r\n").then(String::new)),
    },
    Deviation {
        name: "connected-lost",
        wrong: "`WIFI CONNECTED` does not come.",
        caught_by: &["2.3/wifi-connected"],
        hook: Says(|said| (said == "WIFI CONNECTED\r\n").then(String::new)),
    },
    Deviation {
        name: "disconnect-lost",
        wrong: "`WIFI DISCONNECT` does not come.",
        caught_by: &["2.3/wifi-disconnect"],
        hook: Says(|said| (said == "WIFI DISCONNECT\r\n").then(String::new)),
    },
    Deviation {
        name: "disconnect-misspelt",
        wrong: "`WIFI DISCONECT` comes for `WIFI DISCONNECT`.",
        caught_by: &["2.3/wifi-disconnect"],
        hook: Says(|said| within(said, "DISCONNECT", "DISCONECT")),
    },
    Deviation {
        name: "connect-lost",
        wrong: "`CONNECT` does not come.",
        caught_by: &["2.3/connect"],
        hook: Says(|said| {
            said.ends_with("CONNECT\r\n").then(|| link_message(said, "CONNECT")).flatten().map(|_| String::new())
        }),
    },
    Deviation {
        name: "connect-fail-lost",
        wrong: "`CONNECT FAIL` does not come.",
        caught_by: &["3.3.3/set/nobody-listens"],
        hook: Says(|said| said.contains("CONNECT FAIL").then(String::new)),
    },
    Deviation {
        name: "closed-lost",
        wrong: "`CLOSED` does not come.",
        caught_by: &["2.3/closed"],
        hook: Says(|said| said.ends_with("CLOSED\r\n").then(String::new)),
    },
    Deviation {
        name: "link-id-lost",
        wrong: "`CONNECT` and `CLOSED` have no link ID under AT+CIPMUX=1.",
        caught_by: &["2.3/connect/of-client"],
        hook: Says(|said| {
            let id = link_message(said, "CONNECT").or_else(|| link_message(said, "CLOSED"))?;
            (!id.is_empty()).then(|| said.trim_start_matches(['0', '1', '2', '3', '4', ',']).into())
        }),
    },
    Deviation {
        name: "wrong-link-id",
        wrong: "`CONNECT` has a link ID that is one too high.",
        caught_by: &["2.3/connect/of-client"],
        hook: Says(|said| {
            let id = link_message(said, "CONNECT").filter(|id| !id.is_empty())?;
            Some(format!("{},CONNECT\r\n", more(id)?))
        }),
    },
    Deviation {
        name: "packet-without-link-id",
        wrong: "`+IPD` has no link ID under AT+CIPMUX=1.",
        caught_by: &["3.3.7/set/data/with-link-id"],
        hook: Says(|said| {
            let head = said.strip_prefix("\r\n+IPD,")?;
            let (id, rest) = head.split_once(',')?;
            (id.len() == 1 && id < "5" && !rest.contains('.')).then(|| format!("\r\n+IPD,{rest}"))
        }),
    },
    Deviation {
        name: "packet-length-too-high",
        wrong: "The length in `+IPD` is one too high.",
        caught_by: &["3.3.7/set/data/exact"],
        hook: Says(|said| {
            let head = said.strip_prefix("\r\n+IPD,")?.strip_suffix(':').filter(|head| !head.contains('.'))?;
            let (id, length) = head.rsplit_once(',').map_or(("", head), |(id, length)| (id, length));
            Some(format!("\r\n+IPD,{id}{}{}:", if id.is_empty() { "" } else { "," }, more(length)?))
        }),
    },
    Deviation {
        name: "packet-without-sender",
        wrong: "`+IPD` does not tell the sender under AT+CIPDINFO=1.",
        caught_by: &["3.3.7/set/told"],
        hook: Says(|said| {
            let head = said.strip_prefix("\r\n+IPD,").filter(|head| head.contains('.'))?;
            let (rest, _) = head.rsplit_once(',')?;
            let (rest, _) = rest.rsplit_once(',')?;
            Some(format!("\r\n+IPD,{rest}:"))
        }),
    },
    Deviation {
        name: "recv-off-by-one",
        wrong: "`Recv .. bytes` counts one byte too many.",
        caught_by: &["3.3.7/set/shortest"],
        hook: Says(|said| {
            let count = said.strip_prefix("\r\nRecv ")?.strip_suffix(" bytes\r\n")?;
            Some(format!("\r\nRecv {} bytes\r\n", more(count)?))
        }),
    },
    Deviation {
        name: "topic-lost",
        wrong: "A message of a broker has no topic before its arrow.",
        caught_by: &["3.3.32/mqtt-message"],
        hook: Says(|said| Some(format!(" -> {}", said.split_once(" -> ")?.1))),
    },
    Deviation {
        name: "station-joins-in-silence",
        wrong: "`+STA_CONNECTED` does not come.",
        caught_by: &["2.3/sta-connected/comes"],
        hook: Says(|said| said.contains("+STA_CONNECTED").then(String::new)),
    },
    Deviation {
        name: "station-address-lost",
        wrong: "`+DIST_STA_IP` does not tell the station's address.",
        caught_by: &["2.3/dist-sta-ip"],
        hook: Says(|said| {
            said.contains("+DIST_STA_IP")
                .then(|| said.rsplit_once(',').map(|(line, _)| format!("{line}\r\n")))
                .flatten()
        }),
    },
    Deviation {
        name: "wps-starts-in-silence",
        wrong: "`wps started` does not come.",
        caught_by: &["3.2.26/wps-started/comes"],
        hook: Says(|said| said.contains("wps started").then(String::new)),
    },
    Deviation {
        name: "smartconfig-try-lost",
        wrong: "SmartConfig does not tell its tries.",
        caught_by: &["3.2.24/smart-config-try/comes"],
        hook: Says(|said| said.contains("+CWSTARTSMART:Try").then(String::new)),
    },
];

/// A line that begins so, with one field changed. Fields have no commas inside.
fn field(said: &str, begins: &str, at: usize, change: impl Fn(&str) -> String) -> Option<String> {
    let line = said.strip_suffix("\r\n").filter(|line| line.starts_with(begins))?;
    let (prefix, fields) =
        line.split_once(':').filter(|_| begins != "\"").map_or(("", line), |(prefix, fields)| (prefix, fields));
    let mut fields: Vec<String> = fields.split(',').map(str::to_string).collect();
    let changed = change(fields.get(at)?);
    fields[at] = changed;
    let colon = if prefix.is_empty() { "" } else { ":" };
    Some(format!("{prefix}{colon}{}\r\n", fields.join(",")))
}

/// The link ID of such a message, empty if it has none.
fn link_message<'t>(said: &'t str, word: &str) -> Option<&'t str> {
    let before = said.strip_suffix("\r\n")?.strip_suffix(word)?;
    match before.strip_suffix(',') {
        Some(id) if id.len() == 1 => Some(id),
        None if before.is_empty() => Some(""),
        _ => None,
    }
}

/// The next number.
fn more(number: &str) -> Option<String> {
    Some((number.parse::<i64>().ok()? + 1).to_string())
}
