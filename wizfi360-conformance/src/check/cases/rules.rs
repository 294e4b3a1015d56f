//! What only words of the spec forbid, and what has a word of its own when it fails.

use super::{Bench, Case, Subject, build};
use crate::check::{CaseKind, Expect, Link, Needs, plan};
use wizfi360_spec::model::Source;

pub(super) fn add<'s>(subject: &'s Subject, bench: &Bench, cases: &mut Vec<Case<'s>>) {
    for rule in rules(bench) {
        let steps = [(rule.line.clone(), rule.expect.clone())];
        cases.extend(build(subject, rule.id, CaseKind::Forbidden, false, rule.title, rule.source, rule.needs, &steps));
    }
}

struct Rule {
    /// What stands behind the section and the form in its id.
    id: &'static str,
    title: &'static str,
    needs: Needs,
    line: String,
    expect: Expect,
    source: Source,
}

fn rules(bench: &Bench) -> Vec<Rule> {
    let manual = |section: &str, page| Source::Manual(section.into(), page);
    let texts =
        || Source::Vendor("texts of firmware 1.0.1.0 to 1.1.1.7; which form prints which follows from the text".into());
    let Bench { host, echo, https, closed, nobody, no_name, no_ssid, ssid, .. } = bench;
    let joined = Needs::joined();
    let alone = Needs { joined: Some(false), ..joined.clone() };
    let several = Needs { mux: Some(true), ..joined.clone() };
    let open = Needs { link: Some(Link::Discard(0)), ..joined.clone() };
    let udp = Needs { link: Some(Link::Udp(0)), ..joined.clone() };
    let ssl = Needs { link: Some(Link::Ssl(0)), ..joined.clone() };
    let server = Needs { mux: Some(true), server: Some(true), link: Some(Link::None), ..Needs::default() };
    let broker = Needs { link: Some(Link::Broker(0)), ..joined.clone() };
    let rule = |id, title, needs: &Needs, line: &str, expect, source| Rule {
        id,
        title,
        needs: needs.clone(),
        line: line.into(),
        expect,
        source,
    };
    let refused = || Expect::Refused;
    let word = |text: &str| Expect::RefusedFor(text.into());
    let tcp = format!("AT+CIPSTART=\"TCP\",\"{host}\",{echo}");
    let mut rules = vec![
        // Nothing is open.
        rule(
            "nothing-open",
            "AT+CIPSEND without a connection is refused.",
            &joined,
            "AT+CIPSEND=1",
            refused(),
            manual("3.3.7", 46),
        ),
        rule(
            "nothing-open",
            "AT+CIPSENDEX without a connection is refused.",
            &joined,
            "AT+CIPSENDEX=1",
            refused(),
            manual("3.3.8", 47),
        ),
        rule(
            "nothing-open",
            "AT+CIPSENDBUF without a connection is refused.",
            &joined,
            "AT+CIPSENDBUF=1",
            refused(),
            manual("3.3.9", 48),
        ),
        rule(
            "nothing-open",
            "AT+CIPBUFRESET without a connection is refused.",
            &joined,
            "AT+CIPBUFRESET",
            refused(),
            manual("3.3.10", 49),
        ),
        rule(
            "nothing-open",
            "AT+CIPBUFSTATUS without a connection is refused.",
            &joined,
            "AT+CIPBUFSTATUS",
            refused(),
            texts(),
        ),
        rule(
            "nothing-open",
            "AT+CIPCHECKSEQ without a connection is refused.",
            &joined,
            "AT+CIPCHECKSEQ=1",
            refused(),
            texts(),
        ),
        rule(
            "nothing-open",
            "AT+CIPCLOSE without a connection is answered UNLINK.",
            &joined,
            "AT+CIPCLOSE",
            word("UNLINK"),
            texts(),
        ),
        rule(
            "nothing-open",
            "AT+CIPCLOSE of a link that is not open is answered UNLINK.",
            &several,
            "AT+CIPCLOSE=1",
            word("UNLINK"),
            texts(),
        ),
        rule(
            "nothing-open",
            "AT+MQTTPUB without a broker is refused.",
            &joined,
            "AT+MQTTPUB=\"x\"",
            refused(),
            manual("3.3.33", 62),
        ),
        rule(
            "nothing-open",
            "AT+MQTTPUBSEND without a broker is refused.",
            &joined,
            "AT+MQTTPUBSEND=1",
            refused(),
            manual("3.3.34", 63),
        ),
        rule("nothing-open", "AT+MQTTDIS without a broker is refused.", &joined, "AT+MQTTDIS", refused(), texts()),
        // Something is.
        rule(
            "open-already",
            "AT+CIPSTART on an open connection is answered ALREADY CONNECTED.",
            &open,
            &tcp,
            word("ALREADY CONNECTED"),
            texts(),
        ),
        rule(
            "connected",
            "AT+CIPMUX changes only while nothing is connected.",
            &open,
            "AT+CIPMUX=1",
            refused(),
            manual("3.3.15", 52),
        ),
        rule(
            "over-udp",
            "AT+CIPSENDBUF is for TCP, not for UDP.",
            &udp,
            "AT+CIPSENDBUF=1",
            refused(),
            manual("3.3.9", 48),
        ),
        rule(
            "over-ssl",
            "AT+CIPSENDBUF is for TCP, not for SSL.",
            &ssl,
            "AT+CIPSENDBUF=1",
            refused(),
            manual("3.3.9", 48),
        ),
        rule("over-ssl", "AT+CIPBUFSTATUS is not for SSL.", &ssl, "AT+CIPBUFSTATUS", refused(), manual("3.3.11", 49)),
        rule(
            "over-ssl",
            "AT+CIPSSLSIZE is refused while an SSL connection is open.",
            &ssl,
            "AT+CIPSSLSIZE=4096",
            refused(),
            texts(),
        ),
        rule(
            "over-ssl",
            "AT+CIPSSLCCONF is refused while an SSL connection is open.",
            &ssl,
            "AT+CIPSSLCCONF=0",
            refused(),
            texts(),
        ),
        rule(
            "second-ssl",
            "No more than one SSL connection can be open.",
            &Needs { mux: Some(true), ..ssl.clone() },
            &format!("AT+CIPSTART=1,\"SSL\",\"{host}\",{https}"),
            refused(),
            manual("3.3.3", 43),
        ),
        rule("to-broker", "AT+CIPSEND to a broker is refused.", &broker, "AT+CIPSEND=1", refused(), texts()),
        rule(
            "second-broker",
            "A second broker is refused.",
            &Needs { mux: Some(true), ..broker.clone() },
            &plan::open(Link::Broker(1), true, bench),
            refused(),
            texts(),
        ),
        // Transparent transmission, server, mux.
        rule(
            "in-transparent-transmission",
            "AT+CIPMUX=1 needs AT+CIPMODE=0.",
            &Needs { transparent: Some(true), ..joined.clone() },
            "AT+CIPMUX=1",
            refused(),
            manual("3.3.15", 52),
        ),
        rule(
            "ssl-in-transparent-transmission",
            "SSL does not work with transparent transmission.",
            &Needs { transparent: Some(true), ..joined.clone() },
            &format!("AT+CIPSTART=\"SSL\",\"{host}\",{https}"),
            refused(),
            manual("3.3.3", 43),
        ),
        rule(
            "server-runs",
            "AT+CIPMUX=0 needs AT+CIPSERVER=0.",
            &server,
            "AT+CIPMUX=0",
            refused(),
            manual("3.3.15", 52),
        ),
        rule(
            "server-runs",
            "AT+CIPMODE=1 needs AT+CIPMUX=0 and no server.",
            &server,
            "AT+CIPMODE=1",
            refused(),
            manual("3.3.18", 53),
        ),
        rule(
            "server-runs",
            "AT+CIPSERVER=1 while a server runs is refused.",
            &server,
            "AT+CIPSERVER=1,334",
            refused(),
            texts(),
        ),
        rule("mux-1", "AT+CIPMODE=1 needs AT+CIPMUX=0.", &several, "AT+CIPMODE=1", refused(), manual("3.3.18", 53)),
        rule(
            "no-server",
            "AT+CIPSERVER=0 without a server is refused.",
            &several,
            "AT+CIPSERVER=0",
            refused(),
            texts(),
        ),
        // Nobody is there.
        rule("not-joined", "AT+CIPSTART without an address is refused.", &alone, &tcp, refused(), texts()),
        rule(
            "not-joined",
            "AT+PING without an address is refused.",
            &alone,
            &format!("AT+PING=\"{host}\""),
            refused(),
            texts(),
        ),
        rule(
            "not-joined",
            "AT+CIPDOMAIN without an address is refused.",
            &alone,
            &format!("AT+CIPDOMAIN=\"{no_name}\""),
            refused(),
            texts(),
        ),
        rule(
            "no-such-name",
            "A name that does not resolve is answered DNS Fail.",
            &joined,
            &format!("AT+CIPDOMAIN=\"{no_name}\""),
            word("DNS Fail"),
            manual("3.3.2", 41),
        ),
        rule(
            "no-such-name",
            "A name that does not resolve is answered DNS Fail.",
            &joined,
            &format!("AT+CIPSTART=\"TCP\",\"{no_name}\",80"),
            word("DNS Fail"),
            texts(),
        ),
        rule(
            "nobody-answers",
            "A host that does not answer a ping is answered +timeout.",
            &joined,
            &format!("AT+PING=\"{nobody}\""),
            word("+timeout"),
            manual("3.3.22", 56),
        ),
        rule(
            "nobody-listens",
            "A connection that cannot be made is answered CONNECT FAIL.",
            &joined,
            &format!("AT+CIPSTART=\"TCP\",\"{host}\",{closed}"),
            Expect::Fails(b"CONNECT FAIL".into(), "ERROR".into()),
            texts(),
        ),
        rule(
            "nobody-listens-with-link-id",
            "A connection that cannot be made is answered CONNECT FAIL with its link ID.",
            &several,
            &format!("AT+CIPSTART=3,\"TCP\",\"{host}\",{closed}"),
            Expect::Fails(b"3,CONNECT FAIL".into(), "ERROR".into()),
            texts(),
        ),
    ];
    for name in ["AT+CWJAP_CUR", "AT+CWJAP_DEF", "AT+CWJAP"] {
        let fails = |code: u8| Expect::Fails(format!("+CWJAP:{code}").into(), "FAIL".into());
        let source = || Source::Vendor("format texts of firmware 1.0.1.0 to 1.1.1.7".into());
        let line = |ssid: &str, password: &str| format!("{name}={},{}", plan::quoted(ssid), plan::quoted(password));
        let not_there = line(no_ssid, "12345678");
        rules.push(rule(
            "no-such-access-point",
            "An SSID that nobody broadcasts is answered +CWJAP:3, whatever the name.",
            &alone,
            &not_there,
            fails(3),
            source(),
        ));
        let wrong = line(ssid, "not the password");
        rules.push(rule(
            "wrong-password",
            "A wrong password is answered +CWJAP:2, whatever the name.",
            &alone,
            &wrong,
            fails(2),
            source(),
        ));
    }
    for name in ["AT+CASEND", "AT+CLICASEND", "AT+AWSPKSEND"] {
        let (section, page) = match name {
            "AT+CASEND" => ("3.3.5", 45),
            "AT+CLICASEND" => ("3.3.39", 66),
            _ => ("3.3.38", 65),
        };
        let needs = Needs { before: vec![format!("{name}=0")], ..Needs::default() };
        rules.push(rule(
            "nothing-stored",
            "What is not stored cannot be shown.",
            &needs,
            &format!("{name}?"),
            refused(),
            manual(section, page),
        ));
    }
    rules
}
