//! Every message comes, and every packet: by what the host sends, or by what a peer does.

use super::{Bench, Case, Subject};
use crate::{
    check::{Awaited, CaseKind, Deed, Expect, Link, Needs, Of, Risk, Step, forms, plan},
    edges::{section_of, slug},
};
use wizfi360_spec::{
    interpret::Interpreter,
    model::{Line, Source},
};

pub(super) fn add<'s>(subject: &'s Subject, bench: &Bench, cases: &mut Vec<Case<'s>>) {
    let events = &subject.has.events;
    let lines = || events.messages.iter().chain(events.packets.iter().map(|packet| &packet.head));
    // Firmware that knows the types of SmartConfig is told one.
    let start = subject.has.command("AT+CWSTARTSMART").map(|(_, command, _)| command);
    let typed = start.is_some_and(|command| command.forms.iter().any(|form| form.params.optional_first.is_some()));
    for told in told(bench, if typed { "AT+CWSTARTSMART=3," } else { "AT+CWSTARTSMART=" }) {
        let Some(line) = lines().find(|line| line.name == told.message) else { continue };
        cases.extend(case(subject, line, told));
    }
}

/// How a message is brought about.
struct Told {
    /// Its name in `events.ron`.
    message: &'static str,
    id: &'static str,
    title: &'static str,
    needs: Needs,
    steps: Vec<Bring>,
    /// Who says so, if not the source of the message.
    source: Option<Source>,
}

enum Bring {
    Ask(String, Expect),
    /// A line, its data behind the prompt, and what comes of that.
    Send(String, Vec<u8>, Expect),
    Await(Vec<Awaited>, u64),
    Hand(Deed),
}

fn case<'s>(subject: &'s Subject, line: &'s Line, told: Told) -> Option<Case<'s>> {
    let of = |line: &str| {
        let request = Interpreter::new(&subject.has).read_request(line.as_bytes()).ok()?;
        Some(Of { command: request.command, name: request.name, form: request.form })
    };
    let (mut steps, mut risks, mut command) = (Vec::new(), Vec::<Risk>::new(), None);
    for bring in told.steps {
        if let Bring::Ask(line, _) | Bring::Send(line, ..) = &bring {
            let of = of(line)?;
            risks.extend(forms::risks(&subject.has, of, line.as_bytes()));
            command = command.or(Some(of));
        }
        match bring {
            Bring::Ask(line, expect) => steps.push(Step::Ask { of: of(&line), line: line.into(), expect }),
            Bring::Send(line, bytes, expect) => {
                let of = of(&line);
                steps.push(Step::Ask { of, line: line.into(), expect: Expect::Prompts });
                steps.push(Step::Send { bytes, of, expect });
            }
            Bring::Await(these, within) => steps.push(Step::Await { these, within }),
            Bring::Hand(deed) => steps.push(Step::Hand(deed)),
        }
    }
    risks.sort();
    risks.dedup();
    let source = line.source.clone()?;
    let section =
        source.section().map_or_else(|| command.map_or("event", |of| section_of(of.name)).to_string(), String::from);
    Some(Case {
        id: format!("{section}/{}/{}", slug(&line.name), told.id),
        section,
        of: None,
        command: String::new(),
        kind: CaseKind::Message,
        title: told.title.into(),
        positive: true,
        source: told.source.unwrap_or(source),
        errata: line.errata.clone(),
        risks,
        needs: told.needs,
        steps,
    })
}

fn told(bench: &Bench, tries: &str) -> Vec<Told> {
    use Bring::{Ask, Await, Hand, Send};
    let Bench { ssid, password, host, echo, closing, server, guest_ssid, guest_password, .. } = bench;
    let joined = Needs { server: Some(false), sender: Some(false), ..Needs::joined() };
    let alone = Needs { joined: Some(false), ..joined.clone() };
    let several = Needs { mux: Some(true), ..joined.clone() };
    let broker = Needs { link: Some(Link::Broker(0)), mqtt: Some(true), topics: Some(true), ..joined.clone() };
    let join = format!("AT+CWJAP_CUR={},{}", plan::quoted(ssid), plan::quoted(password));
    let with = |names: &[&str]| Expect::With(names.iter().map(|name| (*name).to_string()).collect());
    let message = |name: &str| Awaited::Message(name.into());
    let line = |text: String| Awaited::Line(text.into());
    let waits = |these| Await(these, 20_000);
    let told = |message, id, title, needs: &Needs, steps| Told {
        message,
        id,
        title,
        needs: needs.clone(),
        steps,
        source: None,
    };
    let provision = |password: &str| Hand(Deed::Provision { ssid: ssid.clone(), password: password.into() });
    let tcp = |id: &str, port: u16| format!("AT+CIPSTART={id}\"TCP\",\"{host}\",{port}");
    let packet = |heads: &[String], payload: &[u8]| {
        Awaited::Packet(heads.iter().map(|head| head.clone().into_bytes()).collect(), payload.to_vec())
    };
    let softap = Needs { mode: Some(3), joined: Some(false), ..Needs::default() };
    let guest = || {
        Ask(format!("AT+CWSAP_CUR={},{},1,3", plan::quoted(guest_ssid), plan::quoted(guest_password)), Expect::Succeeds)
    };
    let other = || Ask("AT+CWSAP_CUR=\"another\",\"12345678\",1,3".into(), Expect::Succeeds);
    let dhcp = || vec!["AT+CWDHCP_CUR=0,1".into(), "AT+CWDHCPS_CUR=0".into()];
    // It leaves again before the next case.
    let visit = || waits(vec![message("StaConnected"), message("DistStaIp"), message("StaDisconnected")]);
    let stop = || Ask("AT+CWSTOPSMART".into(), Expect::Succeeds);
    let smart = || {
        vec![
            message("SmartConfigType"),
            message("SmartConfigInfo"),
            line(format!("ssid:{ssid}")),
            line(format!("password:{password}")),
        ]
    };
    let fresh = |needs: &Needs| Needs { fresh: true, ..needs.clone() };
    let mut all = vec![
        told(
            "Ready",
            "comes",
            "The module tells that it has started.",
            &Needs::default(),
            vec![Ask("AT+RST".into(), Expect::Succeeds)],
        ),
        told(
            "WifiConnected",
            "comes",
            "A station that joins tells so, then that it has an address; OK is last.",
            &alone,
            vec![Ask(join.clone(), with(&["WifiConnected", "WifiGotIp"]))],
        ),
        told(
            "WifiGotIp",
            "comes",
            "A station that joins another time leaves first.",
            &joined,
            vec![Ask(join.clone(), with(&["WifiDisconnect", "WifiConnected", "WifiGotIp"]))],
        ),
        told(
            "WifiDisconnect",
            "comes",
            "A station that leaves tells so.",
            &joined,
            vec![Ask("AT+CWQAP".into(), Expect::Succeeds), waits(vec![message("WifiDisconnect")])],
        ),
        told(
            "Connect",
            "comes",
            "An open connection is told before OK.",
            &joined,
            vec![Ask(tcp("", *echo), with(&["Connect"]))],
        ),
        told(
            "Connect",
            "with-link-id",
            "An open connection is told with its link ID.",
            &several,
            vec![Ask(tcp("3,", *echo), with(&["Connect"])), Ask("AT+CIPCLOSE=3".into(), with(&["Closed"]))],
        ),
        told(
            "Connect",
            "of-client",
            "A client of the server is told, with what it sends, and that it leaves.",
            &several,
            vec![
                Ask(format!("AT+CIPSERVER=1,{server}"), Expect::Succeeds),
                waits(vec![line("0,CONNECT".into()), packet(&["+IPD,0,5:".into()], b"hello"), line("0,CLOSED".into())]),
                Ask("AT+CIPSERVER=0".into(), Expect::Succeeds),
            ],
        ),
        told(
            "ConnectFail",
            "comes",
            "A connection that cannot be made is told before ERROR.",
            &joined,
            vec![Ask(tcp("", bench.closed), Expect::Fails(b"CONNECT FAIL".into(), "ERROR".into()))],
        ),
        told(
            "Closed",
            "comes",
            "A connection that is closed is told before OK.",
            &Needs { link: Some(Link::Discard(0)), ..joined.clone() },
            vec![Ask("AT+CIPCLOSE".into(), with(&["Closed"]))],
        ),
        told(
            "Closed",
            "by-peer",
            "A connection that the peer closes is told.",
            &joined,
            vec![Ask(tcp("", *closing), Expect::Succeeds), waits(vec![line("CLOSED".into())])],
        ),
        told(
            "Closed",
            "by-peer-with-link-id",
            "A connection that the peer closes is told with its link ID.",
            &several,
            vec![Ask(tcp("4,", *closing), Expect::Succeeds), waits(vec![line("4,CLOSED".into())])],
        ),
        told(
            "Recv",
            "comes",
            "The module tells how many bytes it has taken.",
            &Needs { link: Some(Link::Discard(0)), ..joined.clone() },
            vec![Send("AT+CIPSEND=3".into(), b"abc".into(), with(&["Recv"]))],
        ),
        told(
            "SegmentSent",
            "comes",
            "A segment of the send buffer is confirmed.",
            &joined,
            vec![
                Ask(tcp("", *echo), Expect::Succeeds),
                Send("AT+CIPSENDBUF=3".into(), b"abc".into(), Expect::Nothing),
                waits(vec![line("1,SEND OK".into())]),
            ],
        ),
        told(
            "StaConnected",
            "comes",
            "A station that joins the SoftAP is told.",
            &Needs { before: dhcp(), ..softap.clone() },
            vec![other(), guest(), visit()],
        ),
        told(
            "DistStaIp",
            "comes",
            "The address that a station of the SoftAP gets is told.",
            &Needs { before: dhcp(), ..softap.clone() },
            vec![other(), guest(), visit()],
        ),
        told(
            "StaDisconnected",
            "comes",
            "A station that leaves the SoftAP is told.",
            &Needs { before: dhcp(), ..softap.clone() },
            vec![other(), guest(), visit()],
        ),
        told(
            "SmartConfigType",
            "comes",
            "SmartConfig tells its way, and what it was told.",
            &alone,
            vec![Ask("AT+CWSTARTSMART".into(), Expect::Succeeds), provision(password), waits(smart()), stop()],
        ),
        told(
            "SmartConfigConnected",
            "comes",
            "SmartConfig joins what it was told, and tells that it is done.",
            &alone,
            vec![
                Ask("AT+CWSTARTSMART".into(), Expect::Succeeds),
                provision(password),
                waits(
                    smart()
                        .into_iter()
                        .chain([message("WifiConnected"), message("WifiGotIp"), message("SmartConfigConnected")])
                        .collect(),
                ),
                stop(),
            ],
        ),
        told(
            "SmartConfigJoinFailed",
            "comes",
            "SmartConfig tells that what it was told does not let it join.",
            &alone,
            vec![
                Ask("AT+CWSTARTSMART".into(), Expect::Succeeds),
                provision("not the password"),
                waits(vec![
                    message("SmartConfigType"),
                    message("SmartConfigInfo"),
                    message("SmartConfigSsid"),
                    message("SmartConfigPassword"),
                    message("SmartConfigJoinFailed"),
                ]),
                stop(),
            ],
        ),
        told(
            "SmartConfigType",
            "of-web-server",
            "The web server tells its way.",
            &softap,
            vec![
                Ask("AT+WIZ_NETCONFIG".into(), Expect::Succeeds),
                provision(password),
                waits(vec![
                    line("smartconfig type:Web".into()),
                    message("SmartConfigInfo"),
                    message("SmartConfigSsid"),
                    message("SmartConfigPassword"),
                    message("SmartConfigConnected"),
                ]),
                stop(),
            ],
        ),
        told(
            "WpsStarted",
            "comes",
            "WPS tells that it has started.",
            &alone,
            vec![Ask("AT+WPS=1".into(), with(&["WpsStarted"]))],
        ),
        told(
            "WpsSuccess",
            "comes",
            "WPS tells that it has found an access point, and joins it.",
            &alone,
            vec![
                Ask("AT+WPS=1".into(), Expect::Succeeds),
                provision(password),
                waits(vec![message("WpsSuccess"), message("WifiConnected"), message("WifiGotIp")]),
            ],
        ),
        told(
            "WpsFail",
            "comes",
            "WPS tells that it has failed.",
            &alone,
            vec![Ask("AT+WPS=1".into(), Expect::Succeeds), Hand(Deed::WpsFails), waits(vec![message("WpsFail")])],
        ),
        Told {
            source: Some(Source::Inference(
                "the text of firmware 1.1.1.7; what AT+WPS=0 answers is erratum wps-off".into(),
            )),
            ..told(
                "WpsStopped",
                "comes",
                "WPS tells that it has stopped.",
                &alone,
                vec![Ask("AT+WPS=1".into(), Expect::Succeeds), Ask("AT+WPS=0".into(), with(&["WpsStopped"]))],
            )
        },
        told(
            "MqttMessage",
            "comes",
            "A message of a subscribed topic comes: topic, arrow, data.",
            &broker,
            vec![
                Ask("AT+MQTTPUB=\"hello\"".into(), Expect::Succeeds),
                waits(vec![line("wizfi360/check -> hello".into())]),
            ],
        ),
        told(
            "Ipd",
            "comes",
            "What a peer sends comes as a packet.",
            &Needs { link: Some(Link::Echo(0)), ..joined.clone() },
            vec![
                Send("AT+CIPSEND=5".into(), b"hello".into(), Expect::Succeeds),
                waits(vec![packet(&["+IPD,5:".into()], b"hello")]),
            ],
        ),
        told(
            "Ipd",
            "with-sender",
            "Under AT+CIPDINFO=1 a packet tells its sender.",
            &Needs { link: Some(Link::Echo(0)), sender: Some(true), ..joined.clone() },
            vec![
                Send("AT+CIPSEND=5".into(), b"hello".into(), Expect::Succeeds),
                // Erratum ipd-ip-quotes.
                waits(vec![packet(
                    &[format!("+IPD,5,{host},{echo}:"), format!("+IPD,5,\"{host}\",{echo}:")],
                    b"hello",
                )]),
            ],
        ),
        told(
            "Ipd",
            "with-link-id-and-sender",
            "Under AT+CIPMUX=1 and AT+CIPDINFO=1 a packet tells both.",
            &Needs { link: Some(Link::Echo(1)), sender: Some(true), ..several.clone() },
            vec![
                Send("AT+CIPSEND=1,5".into(), b"hello".into(), Expect::Succeeds),
                waits(vec![packet(
                    &[format!("+IPD,1,5,{host},{echo}:"), format!("+IPD,1,5,\"{host}\",{echo}:")],
                    b"hello",
                )]),
            ],
        ),
        told(
            "Ipd",
            "over-udp",
            "UDP brings packets as well.",
            &Needs { link: Some(Link::Udp(0)), ..joined.clone() },
            vec![
                Send("AT+CIPSEND=5".into(), b"hello".into(), Expect::Succeeds),
                waits(vec![packet(&["+IPD,5:".into()], b"hello")]),
            ],
        ),
    ];
    for (name, title) in [
        ("SmartConfigInfo", "SmartConfig tells that it was told an access point."),
        ("SmartConfigSsid", "SmartConfig tells the SSID that it was told."),
        ("SmartConfigPassword", "SmartConfig tells the password that it was told."),
    ] {
        let steps = vec![Ask("AT+CWSTARTSMART".into(), Expect::Succeeds), provision(password), waits(smart()), stop()];
        all.push(told(name, "comes", title, &alone, steps));
    }
    // One try of SmartConfig, and the web server behind it: half a minute.
    all.push(told(
        "SmartConfigTry",
        "comes",
        "SmartConfig tells which try begins.",
        &fresh(&alone),
        vec![Ask(format!("{tries}2"), Expect::Succeeds), waits(vec![line("+CWSTARTSMART:Try:1/2".into())]), stop()],
    ));
    all.push(told(
        "SmartConfigWebCfg",
        "comes",
        "After the last try SmartConfig tells that the web server starts.",
        &fresh(&alone),
        vec![
            Ask(format!("{tries}1"), Expect::Succeeds),
            Await(vec![line("+CWSTARTSMART:Try:1/1".into()), message("SmartConfigWebCfg")], 180_000),
            stop(),
        ],
    ));
    all
}
