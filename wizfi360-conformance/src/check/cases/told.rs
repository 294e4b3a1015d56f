//! What the module tells of itself is so, and what is set has its effect.

use super::{Bench, Case, Subject, build};
use crate::check::{Awaited, CaseKind, Expect, Link, Needs, Step, plan};
use wizfi360_spec::model::Source;

pub(super) fn add<'s>(subject: &'s Subject, bench: &Bench, cases: &mut Vec<Case<'s>>) {
    for told in told(bench) {
        cases.extend(build(
            subject,
            told.id,
            CaseKind::Reported,
            true,
            told.title,
            told.source,
            told.needs,
            &told.lines,
        ));
    }
    cases.extend(datagram(subject, bench));
    cases.extend(boot_link(subject, bench));
    cases.extend(busy(subject));
}

struct Told {
    id: &'static str,
    title: &'static str,
    source: Source,
    needs: Needs,
    lines: Vec<(String, Expect)>,
}

fn told(bench: &Bench) -> Vec<Told> {
    let Bench { ssid, host, discard, .. } = bench;
    let manual = |section: &str, page| Source::Manual(section.into(), page);
    let mode = |mode| Needs { mode: Some(mode), ..Needs::default() };
    let joined = Needs { server: Some(false), ..Needs::joined() };
    let open = Needs { link: Some(Link::Discard(0)), ..joined.clone() };
    let ok = |line: &str| (line.to_string(), Expect::Succeeds);
    let matches = |line: &str, lines: &[&str]| {
        (line.to_string(), Expect::Matches(lines.iter().map(|line| (*line).to_string()).collect()))
    };
    let each = |line: &str, pattern: &str| (line.to_string(), Expect::Each(pattern.into()));
    let told = |id, title, source, needs: &Needs, lines| Told { id, title, source, needs: needs.clone(), lines };
    let (ap, station) = (["+CIFSR:APIP,\"*\"", "+CIFSR:APMAC,\"*\""], ["+CIFSR:STAIP,\"*\"", "+CIFSR:STAMAC,\"*\""]);
    let of_ssid = format!("+CWLAP:(?,\"{ssid}\",-*)");
    let status = |id: u8| format!("+CIPSTATUS:{id},\"TCP\",\"{host}\",{discard},*,0");
    vec![
        told(
            "told/modes",
            "There are three modes.",
            Source::Vendor("texts of firmware 1.1.1.7".into()),
            &Needs::default(),
            vec![matches("AT+CWMODE=?", &["+CWMODE:(1-3)"])],
        ),
        told(
            "told/station",
            "A station tells its own addresses.",
            manual("3.3.14", 51),
            &mode(1),
            vec![matches("AT+CIFSR", &station)],
        ),
        told(
            "told/softap",
            "A SoftAP tells its own addresses.",
            manual("3.3.14", 51),
            &mode(2),
            vec![matches("AT+CIFSR", &ap)],
        ),
        told(
            "told/both",
            "Station and SoftAP tell the addresses of both.",
            manual("3.3.14", 51),
            &mode(3),
            vec![matches("AT+CIFSR", &[ap, station].concat())],
        ),
        told(
            "told/mac-of-softap",
            "The SoftAP takes its MAC address from the station: 02 for 00.",
            manual("3.2.18", 30),
            &mode(3),
            vec![
                ok("AT+CIPSTAMAC_DEF=\"00:08:dc:44:55:66\""),
                ok("AT+RST"),
                matches("AT+CIPAPMAC_CUR?", &["+CIPAPMAC_CUR:\"02:08:dc:44:55:66\""]),
            ],
        ),
        told(
            "told/joined",
            "A station that is joined tells status 2.",
            manual("3.3.1", 40),
            &Needs { fresh: true, ..joined.clone() },
            vec![matches("AT+CIPSTATUS", &["STATUS:2"])],
        ),
        told(
            "told/not-joined",
            "A station that is not joined tells status 5.",
            manual("3.3.1", 40),
            &Needs { joined: Some(false), ..joined.clone() },
            vec![matches("AT+CIPSTATUS", &["STATUS:5"])],
        ),
        told(
            "told/access-point",
            "A station that is joined tells its access point: SSID, MAC address, channel and signal.",
            manual("3.2.3", 19),
            &joined,
            vec![matches("AT+CWJAP_CUR?", &[&format!("+CWJAP_CUR:\"{ssid}\",\"??:??:??:??:??:??\",*,-*")])],
        ),
        told(
            "told/connected",
            "An open connection is told, and whose side the module is on.",
            manual("3.3.1", 41),
            &open,
            vec![matches("AT+CIPSTATUS", &["STATUS:3", &status(0)])],
        ),
        told(
            "told/connected-with-link-id",
            "An open connection is told by its link ID.",
            manual("3.3.1", 41),
            &Needs { mux: Some(true), link: Some(Link::Discard(3)), ..joined.clone() },
            vec![matches("AT+CIPSTATUS", &["STATUS:3", &status(3)])],
        ),
        told(
            "told/closed",
            "Behind the last connection status 4 is told.",
            manual("3.3.1", 40),
            &open,
            vec![ok("AT+CIPCLOSE"), matches("AT+CIPSTATUS", &["STATUS:4"])],
        ),
        told(
            "told/time",
            "The time is told as C's asctime writes it.",
            manual("3.3.26", 58),
            &Needs { sntp: Some(true), ..joined.clone() },
            vec![matches("AT+CIPSNTPTIME?", &["+CIPSNTPTIME:??? ??? ?? ??:??:?? ????"])],
        ),
        told(
            "told/found",
            "A scan for an SSID finds it, and nothing else.",
            manual("3.2.6", 21),
            &Needs { scan: true, ..mode(1) },
            vec![each(&format!("AT+CWLAP={}", plan::quoted(ssid)), &of_ssid)],
        ),
        told(
            "told/mask",
            "A scan shows what AT+CWLAPOPT asks for: encryption and signal.",
            manual("3.2.5", 20),
            &mode(1),
            vec![ok("AT+CWLAPOPT=0,5"), each("AT+CWLAP", "+CWLAP:(?,-*)")],
        ),
        told(
            "told/one-bit",
            "A scan shows the encryption alone.",
            manual("3.2.5", 20),
            &mode(1),
            vec![ok("AT+CWLAPOPT=1,1"), each("AT+CWLAP", "+CWLAP:(?)")],
        ),
        told(
            "told/unknown-bit",
            "A bit that has no meaning is refused in a sorted scan as well.",
            manual("3.2.5", 20),
            &mode(1),
            vec![("AT+CWLAPOPT=1,65".into(), Expect::Refused)],
        ),
        told(
            "told/another-rate",
            "Another baud rate is told, as long as it lasts.",
            manual("3.1.7", 13),
            &Needs::default(),
            vec![
                ok("AT+UART_CUR=9600,8,1,0,0"),
                matches("AT+UART_CUR?", &["+UART_CUR:9600,8,1,0,0"]),
                ok("AT+UART_CUR=115200,8,1,0,0"),
            ],
        ),
        told(
            "told/all-restored",
            "AT+RESTORE=1 gives all settings their factory values.",
            manual("3.1.6", 12),
            &Needs::default(),
            vec![ok("AT+CWMODE_DEF=1"), ok("AT+RESTORE=1"), matches("AT+CWMODE_DEF?", &["+CWMODE_DEF:2"])],
        ),
        told(
            "told/mac-restored",
            "AT+RESTORE=0 leaves all settings but the station's MAC address.",
            manual("3.1.6", 12),
            &Needs::default(),
            vec![ok("AT+CWMODE_DEF=3"), ok("AT+RESTORE=0"), matches("AT+CWMODE_DEF?", &["+CWMODE_DEF:3"])],
        ),
    ]
}

/// Data to another port than that which the transmission was opened for comes back from there.
fn datagram<'s>(subject: &'s Subject, bench: &Bench) -> Option<Case<'s>> {
    let Bench { host, echo, other_echo, .. } = bench;
    let needs = Needs { sender: Some(true), ..Needs::joined() };
    let lines = [
        (format!("AT+CIPSEND=5,\"{host}\",{other_echo}"), Expect::Prompts),
        (format!("AT+CIPSTART=\"UDP\",\"{host}\",{echo},6000,2"), Expect::Succeeds),
    ];
    let title = "A UDP transmission sends a block where the block says.";
    let mut case = build(
        subject,
        "told/to-another",
        CaseKind::Reported,
        true,
        title,
        Source::Manual("3.3.7".into(), 46),
        needs,
        &lines,
    )?;
    case.steps.swap(0, 1);
    let heads = [format!("+IPD,5,{host},{other_echo}:"), format!("+IPD,5,\"{host}\",{other_echo}:")];
    case.steps.push(Step::Send { bytes: b"hello".into(), of: case.of, expect: Expect::Succeeds });
    let packet = Awaited::Packet(heads.map(String::into_bytes).into(), b"hello".to_vec());
    case.steps.push(Step::Await { these: vec![packet], within: 10_000 });
    Some(case)
}

/// The connection of AT+SAVETRANSLINK opens at the next start, and bytes go through.
fn boot_link<'s>(subject: &'s Subject, bench: &Bench) -> Option<Case<'s>> {
    let Bench { ssid, password, host, echo, .. } = bench;
    let needs = Needs { server: Some(false), ..Needs::joined() };
    let ok = |line: String| (line, Expect::Succeeds);
    let lines = [
        ok(format!("AT+SAVETRANSLINK=1,\"{host}\",{echo},\"TCP\"")),
        ok("AT+CWMODE_DEF=1".into()),
        ok("AT+CWDHCP_DEF=2,1".into()),
        ok(format!("AT+CWJAP_DEF={},{}", plan::quoted(ssid), plan::quoted(password))),
        ok("AT+CWAUTOCONN=1".into()),
        ok("AT+RST".into()),
    ];
    let title = "A saved connection opens at the next start, and sends everything through.";
    let mut case = build(
        subject,
        "told/at-start",
        CaseKind::Reported,
        true,
        title,
        Source::Manual("3.3.19".into(), 54),
        needs,
        &lines,
    )?;
    let of = case.of;
    let send = |bytes: &[u8]| Step::Send { bytes: bytes.into(), of, expect: Expect::Nothing };
    let off = format!("AT+SAVETRANSLINK=0,\"{host}\",{echo}");
    case.steps.extend([
        Step::Pause(8000),
        send(b"hello"),
        Step::Await { these: vec![Awaited::Bytes(b"hello".into())], within: 10_000 },
        Step::Pause(1100),
        send(b"+++"),
        Step::Pause(1500),
        Step::Ask { line: "ATE0".into(), of: None, expect: Expect::Succeeds },
        Step::Ask { line: off.into(), of, expect: Expect::Succeeds },
    ]);
    Some(case)
}

/// A line that comes while another is being worked on.
fn busy<'s>(subject: &'s Subject) -> Option<Case<'s>> {
    let lines = [("AT+CWLAP".to_string(), Expect::Twice)];
    let needs = Needs { mode: Some(1), scan: true, ..Needs::default() };
    let title = "A command that comes while another is under way is answered with a word of being busy, or later.";
    let mut case =
        build(subject, "told/busy", CaseKind::Reported, true, title, Source::Manual("2.3".into(), 6), needs, &lines)?;
    case.steps = vec![Step::Send { bytes: b"AT+CWLAP\r\nAT\r\n".into(), of: case.of, expect: Expect::Twice }];
    Some(case)
}
