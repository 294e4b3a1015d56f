//! A bad driver for each rule.

use super::{Bytes, Does, Line, Waits, findings};
use std::collections::BTreeSet;
use wizfi360_sim::judge::{Finding, Rule};
use wizfi360_trace::Sender;

const NOTHING: &str = "";

const JOIN: [Does; 3] = [Line("ATE0"), Line("AT+CWMODE_CUR=1"), Line("AT+CWJAP_CUR=\"home\",\"12345678\"")];

const OPEN: Does = Line("AT+CIPSTART=\"TCP\",\"10.0.0.2\",9");

/// What breaks a rule, when the module has started: the world, what the driver does, and the rule.
fn bad() -> Vec<(Rule, &'static str, Vec<Does>)> {
    let alone = |rule, line| (rule, NOTHING, vec![Line(line)]);
    let station = |rule, line| (rule, NOTHING, vec![Line("AT+CWMODE_CUR=1"), Line(line)]);
    let joined = |rule, does: Vec<Does>| (rule, NOTHING, JOIN.into_iter().chain(does).collect());
    let in_world = |rule, world, does: Vec<Does>| (rule, world, JOIN.into_iter().chain(does).collect());
    let transparent = |rule, does: Vec<Does>| {
        joined(rule, [OPEN, Line("AT+CIPMODE=1"), Line("AT+CIPSEND"), Waits(50)].into_iter().chain(does).collect())
    };
    vec![
        station(Rule::MissingEscape, "AT+CWJAP_CUR=\"a,b\",\"12345678\""),
        station(Rule::MissingEscape, "AT+CWJAP_CUR=\"a\\b\",\"12345678\""),
        station(Rule::MissingEscape, "AT+CWJAP_CUR=\"ab\\\",\"12345678\""),
        station(Rule::UnescapedQuote, "AT+CWJAP_CUR=\"a\"b\",\"12345678\""),
        station(Rule::UnescapedQuote, "AT+CWJAP_CUR=\"he said \"hi\", \\o/\",\"12345678\""),
        station(Rule::LineEndInside, "AT+CWJAP_CUR=\"a\r\nb\",\"12345678\""),
        station(Rule::LineEndInside, "AT+CWJAP_CUR=\"a\r\nAT+RESTORE\r\nb\",\"12345678\""),
        alone(Rule::LineEndInside, "AT+CWHOSTNAME=\"a\nb\""),
        station(Rule::QuotesUnmatched, "AT+CWJAP_CUR=\"home"),
        station(Rule::ControlByte, "AT+CWJAP_CUR=\"ho\0me\",\"12345678\""),
        station(Rule::ParameterMissing, "AT+CWJAP_CUR=\"home\""),
        alone(Rule::ExtraParameter, "AT+CWMODE_CUR=1,2"),
        alone(Rule::ParametersContradict, "AT+CIPDNS_CUR=1,\"1.1.1.1\",\"1.1.1.1\""),
        alone(Rule::ParameterInvalid, "AT+CWMODE_CUR=\"1\""),
        alone(Rule::ParameterInvalid, "AT+CWMODE_CUR= 1"),
        alone(Rule::OutOfRange, "AT+CWMODE_CUR=0"),
        station(Rule::TextLength, "AT+CWJAP_CUR=\"0123456789012345678901234567890123\",\"12345678\""),
        alone(Rule::UnknownCommand, "AT+CWMOD_CUR=1"),
        alone(Rule::UnknownCommand, "at+gmr"),
        alone(Rule::UnsupportedCommand, "AT+CIPRECVMODE=1"),
        alone(Rule::UndocumentedCommand, "AT+MQTTPUBDEX=5"),
        alone(Rule::UnknownForm, "AT+RST?"),
        (Rule::NotInFirmware, "firmware: \"1.1.1.7\",", vec![Line("AT+MQTTQOS=1")]),
        alone(Rule::LegacyName, "AT+CWMODE=1"),
        station(Rule::BeyondKnown, "AT+CWLAP=\"x\",\"\",14"),
        (Rule::LineTooLong, NOTHING, vec![Bytes(&[b'A'; 3300]), Bytes(b"\r\n"), Waits(50)]),
        (Rule::LineEnding, NOTHING, vec![Bytes(b"AT\n"), Waits(50)]),
        (Rule::LineEnding, NOTHING, vec![Bytes(b"AT\r"), Waits(50), Bytes(b"AT\r\n"), Waits(50)]),
        (Rule::LineUnfinished, NOTHING, vec![Bytes(b"AT+GM"), Waits(50)]),
        alone(Rule::ForbiddenByMode, "AT+CWLAP"),
        joined(Rule::ForbiddenByMux, vec![Line("AT+CIPSTART=0,\"TCP\",\"10.0.0.2\",9")]),
        joined(Rule::ForbiddenByMux, vec![Line("AT+CIPSERVER=1,80")]),
        joined(Rule::ForbiddenByMux, vec![Line("AT+CIPMUX=1"), OPEN]),
        joined(Rule::ForbiddenByTransmission, vec![OPEN, Line("AT+CIPMODE=1"), Line("AT+CIPSEND=5")]),
        joined(Rule::ForbiddenByTransmission, vec![OPEN, Line("AT+CIPSEND")]),
        joined(Rule::ForbiddenByOrder, vec![Line("AT+MQTTCON=0,\"10.0.0.3\",1883")]),
        joined(Rule::ForbiddenByOrder, vec![Line("AT+CIPSNTPTIME?")]),
        joined(
            Rule::OrderReversed,
            vec![Line("AT+CIPMUX=1"), Line("AT+CIPSERVER=1,80"), Line("AT+CIPSERVERMAXCONN=2")],
        ),
        (Rule::BeforeJoin, NOTHING, vec![Line("AT+CWMODE_CUR=1"), OPEN]),
        (Rule::BeforeReady, NOTHING, vec![Line("AT+RST"), Line("AT+CWMODE_CUR=1"), Waits(1000)]),
        (Rule::BeforeResult, NOTHING, vec![Bytes(b"ATE0\r\nAT+CWMODE_CUR=1\r\n"), Waits(50)]),
        (
            Rule::BeforeResult,
            NOTHING,
            vec![Line("AT+CWMODE_CUR=1"), Bytes(b"AT+CWLAP\r\n"), Waits(500), Bytes(b"AT+GMR\r\n"), Waits(5000)],
        ),
        joined(
            Rule::BeforeResult,
            vec![OPEN, Line("ATE0"), Bytes(b"AT+CIPSEND=5\r\n"), Waits(20), Bytes(b"helloAT\r\n"), Waits(50)],
        ),
        (
            Rule::TimeoutTooShort,
            NOTHING,
            vec![
                Line("AT+CWMODE_CUR=1"),
                Bytes(b"AT+CWJAP_CUR=\"home\",\"12345678\"\r\n"),
                Waits(1200),
                Bytes(b"AT\r\n"),
                Waits(5000),
            ],
        ),
        joined(Rule::DataBeforePrompt, vec![OPEN, Bytes(b"AT+CIPSEND=5\r\nhello"), Waits(100)]),
        in_world(
            Rule::DataBeforePrompt,
            "occasions: [(at: \"AT+CIPSEND\", does: Delay(500))],",
            vec![OPEN, Bytes(b"AT+CIPSEND=5\r\n"), Waits(100), Bytes(b"hello"), Waits(1000)],
        ),
        in_world(
            Rule::DataBeforePrompt,
            "occasions: [(at: \"AT+CIPSEND\", does: Busy)],",
            vec![OPEN, Bytes(b"AT+CIPSEND=7\r\nhello\r\n"), Waits(100), Line("AT+CIPSEND=1"), Bytes(b"x"), Waits(100)],
        ),
        in_world(
            Rule::DataAfterRefusal,
            "occasions: [(at: \"AT+CIPSEND\", does: Busy)],",
            vec![OPEN, Bytes(b"AT+CIPSEND=5\r\n"), Waits(20), Bytes(b"hello"), Waits(100)],
        ),
        in_world(
            Rule::DataAfterRefusal,
            "occasions: [(at: \"AT+CIPSTART\", does: Then(100, LinkCloses(0)))],",
            vec![OPEN, Waits(90), Bytes(b"AT+CIPSEND=5\r\n"), Waits(20), Bytes(b"hello\r\n"), Waits(100)],
        ),
        joined(
            Rule::DataTooShort,
            vec![
                OPEN,
                Bytes(b"AT+CIPSEND=10\r\n"),
                Waits(20),
                Bytes(b"hello"),
                Waits(3000),
                Bytes(b"AT+CIPSTATUS\r\n"),
                Waits(100),
            ],
        ),
        joined(Rule::DataTooShort, vec![OPEN, Bytes(b"AT+CIPSEND=10\r\n"), Waits(20), Bytes(b"hello"), Waits(3000)]),
        joined(Rule::DataTooLong, vec![OPEN, Bytes(b"AT+CIPSEND=4\r\n"), Waits(20), Bytes(b"hello\r\n"), Waits(100)]),
        joined(
            Rule::LineEndingAfterData,
            vec![OPEN, Bytes(b"AT+CIPSEND=5\r\n"), Waits(20), Bytes(b"hello\r\n"), Waits(100)],
        ),
        (
            Rule::BusyIgnored,
            "occasions: [(at: \"AT+CWMODE\", does: Busy)],",
            vec![Line("AT+CWMODE_CUR=3"), Waits(100), Line("AT+CWHOSTNAME=\"x\"")],
        ),
        (
            Rule::BusyRetriedAtOnce,
            "occasions: [(at: \"AT+CWMODE\", does: Busy)],",
            vec![Bytes(b"AT+CWMODE_CUR=3\r\n"), Line("AT+CWMODE_CUR=3")],
        ),
        in_world(
            Rule::SendFailIgnored,
            "occasions: [(at: \"AT+CIPSEND\", does: BehindData(LinkCloses(0)))],",
            vec![OPEN, Line("AT+CIPSEND=5"), Bytes(b"hello"), Waits(100), Line("AT+CIPSEND=6")],
        ),
        in_world(
            Rule::ClosedNotNoticed,
            "happenings: [(10000, LinkCloses(0))],",
            vec![OPEN, Waits(20_000), Line("AT+CIPSEND=5")],
        ),
        joined(Rule::LinkNotOpen, vec![Line("AT+CIPSEND=5")]),
        joined(Rule::LinkAlreadyOpen, vec![OPEN, OPEN]),
        in_world(
            Rule::ResetNotNoticed,
            "occasions: [(at: \"AT+CIPSTART\", does: Then(500, Restart))],",
            vec![OPEN, Waits(2000), Line("AT+CIPSEND=5")],
        ),
        in_world(
            Rule::ResetNotNoticed,
            "occasions: [(at: \"AT+CIPMUX=1\", does: Then(500, Restart))],",
            vec![Line("AT+CIPMUX=1"), Waits(2000), Line("AT+CIPSERVER=1,80")],
        ),
        transparent(Rule::EscapeGuardBefore, vec![Bytes(b"data+++"), Waits(1500)]),
        transparent(Rule::EscapeGuardAfter, vec![Bytes(b"data"), Waits(50), Bytes(b"+++\r\n"), Waits(1500)]),
        transparent(Rule::EscapeGuardAfter, vec![Bytes(b"+++"), Waits(500), Line("AT+CIPMODE=0"), Waits(1000)]),
        transparent(Rule::EscapeSplit, vec![Bytes(b"+"), Waits(30), Bytes(b"+"), Waits(30), Bytes(b"+"), Waits(1500)]),
        alone(Rule::EscapeOutside, "+++"),
        transparent(Rule::CommandAsPayload, vec![Bytes(b"AT+CIPMODE=0\r\n"), Waits(100)]),
    ]
}

#[test]
fn every_rule_catches_a_driver_that_breaks_it_and_no_other_rule_does() {
    let mut wrong = Vec::new();
    for (rule, world, does) in bad() {
        let found = findings(world, &does);
        let of_rule = found.iter().filter(|finding| finding.rule == rule).count();
        if of_rule == 0 || found.len() != of_rule {
            let found: Vec<_> = found.iter().map(Finding::to_string).collect();
            wrong.push(format!("{rule:?} is to be found, and is: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_rule_is_without_a_driver_that_breaks_it() {
    let broken: BTreeSet<Rule> = bad().into_iter().map(|(rule, ..)| rule).collect();
    let of_drivers: BTreeSet<Rule> = Rule::ALL.iter().copied().filter(|rule| rule.is_about_host()).collect();
    assert_eq!(broken, of_drivers);
}

#[test]
fn every_finding_has_what_the_spec_expects_its_source_and_help() {
    for (rule, world, does) in bad() {
        for finding in findings(world, &does) {
            let is_told = [&finding.actual, &finding.expected, &finding.help].iter().all(|text| !text.is_empty());
            assert!(is_told && finding.source.is_some(), "{rule:?}: {finding}");
            assert!(finding.mark.as_ref().is_none_or(|mark| mark.end <= finding.line.0.len()), "{finding}");
            assert_eq!((finding.from, finding.at_ms.is_some()), (Sender::Host, true), "{finding}");
        }
    }
}
