//! Optional parameters and rules across parameters: what breaks one can neither be built nor read.

use std::net::Ipv4Addr;
use wizfi360_proto::{
    AnyRequest, DecodeError, Mac, Received, Request, RuleKind, Scope, SuffixedScope,
    commands::{cipdns, cipsntpcfg, cipsta, cwdhcps, cwlap, cwsap, mqtttopic},
    domains::*,
};

fn written(request: &impl Request) -> String {
    let mut buf = [0; 4096];
    let text = request.write(&mut buf).expect("room enough");
    String::from_utf8(text.to_vec()).expect("this test writes UTF-8")
}

/// The kind of the rule that a line breaks, and the parameters that the rule names.
fn broken(line: &str) -> (RuleKind, Vec<&'static str>) {
    match AnyRequest::parse(line.as_bytes()) {
        Err(DecodeError::RuleViolation(violation)) => (violation.rule().kind, violation.params().to_vec()),
        other => panic!("{line}: {other:?}"),
    }
}

const CURRENT: SuffixedScope = SuffixedScope::Current;

const fn ip(last: u8) -> Ipv4Addr {
    Ipv4Addr::new(192, 168, 36, last)
}

#[test]
fn sntp_cannot_be_enabled_without_a_time_zone() {
    let zone = TimeZone::new(8).unwrap();
    assert_eq!(written(&cipsntpcfg::Set::disable()), "AT+CIPSNTPCFG=0\r\n");
    assert_eq!(written(&cipsntpcfg::Set::enable(zone)), "AT+CIPSNTPCFG=1,8\r\n");
    let (a, b) = (Host::new("a").unwrap(), Host::new("b").unwrap());
    let set = cipsntpcfg::Set::enable(zone).with_sntp_server1(zone, a, b);
    assert_eq!(written(&set), "AT+CIPSNTPCFG=1,8,\"a\",\"b\"\r\n");
    assert_eq!(broken("AT+CIPSNTPCFG=1"), (RuleKind::RequiredIf, vec!["timezone", "enable"]));
}

#[test]
fn two_dns_servers_differ() {
    let (a, b) = (Ipv4Addr::new(1, 1, 1, 1), Ipv4Addr::new(8, 8, 8, 8));
    let set = cipdns::Set::new(CURRENT, DnsEnable::UserDefined);
    // It is known when the program is compiled.
    const { assert!(cipdns::Set::new(CURRENT, DnsEnable::UserDefined).with_dns_server1(ip(1), ip(1)).is_err()) };
    let two = set.with_dns_server1(a, b).expect("they differ");
    assert_eq!(written(&two), "AT+CIPDNS_CUR=1,\"1.1.1.1\",\"8.8.8.8\"\r\n");
    // A setter ends the list: the first server cannot become the second.
    assert_eq!(written(&two.with_dns_server0(b)), "AT+CIPDNS_CUR=1,\"8.8.8.8\"\r\n");
    assert_eq!(
        broken("AT+CIPDNS_CUR=1,\"1.1.1.1\",\"1.1.1.1\""),
        (RuleKind::Distinct, vec!["DNS server0", "DNS server1"])
    );
}

#[test]
fn a_softap_encrypts_with_a_password() {
    let new = |pwd: &'static str, ecn| {
        let (ssid, pwd) = (Ssid::new("a").unwrap(), SoftApPassword::new(pwd).unwrap());
        cwsap::Set::new(Scope::Current, ssid, pwd, Channel::new(1).unwrap(), ecn)
    };
    assert_eq!(new("", SoftApEcn::Wpa2Psk).unwrap_err().params(), ["pwd", "ecn"]);
    assert_eq!(written(&new("", SoftApEcn::Open).unwrap()), "AT+CWSAP_CUR=\"a\",\"\",1,0\r\n");
    let set = new("12345678", SoftApEcn::Wpa2Psk).unwrap();
    let set = set.with_ssid_hidden(MaxConn::new(4).unwrap(), SsidHidden::Hidden);
    assert_eq!(written(&set), "AT+CWSAP_CUR=\"a\",\"12345678\",1,3,4,1\r\n");
    assert_eq!(broken("AT+CWSAP_CUR=\"a\",\"\",1,3"), (RuleKind::FilledIf, vec!["pwd", "ecn"]));
}

#[test]
fn a_dhcp_range_does_not_end_before_it_begins() {
    let lease = LeaseTime::new(60).unwrap();
    assert_eq!(cwdhcps::Range::new(lease, ip(30), ip(20)).unwrap_err().params(), ["start IP", "end IP"]);
    let range = cwdhcps::Range::new(lease, ip(20), ip(20)).expect("one address");
    let set = cwdhcps::Set::new(CURRENT, DhcpRange::Set).with_range(range);
    assert_eq!(written(&set), "AT+CWDHCPS_CUR=1,60,\"192.168.36.20\",\"192.168.36.20\"\r\n");
    let line = "AT+CWDHCPS_CUR=1,60,\"192.168.36.30\",\"192.168.36.20\"";
    assert_eq!(broken(line), (RuleKind::Ordered, vec!["start IP", "end IP"]));
}

#[test]
fn a_gateway_is_in_the_network_of_its_station() {
    let set = cipsta::Set::new(Scope::Current, ip(5));
    let network = |gateway| cipsta::Network { gateway, netmask: Ipv4Addr::new(255, 255, 255, 0) };
    assert_eq!(
        written(&set.with_network(network(ip(1))).expect("the same network")),
        "AT+CIPSTA_CUR=\"192.168.36.5\",\"192.168.36.1\",\"255.255.255.0\"\r\n"
    );
    let outside = set.with_network(network(Ipv4Addr::new(10, 0, 0, 1)));
    assert_eq!(outside.unwrap_err().params(), ["gateway", "ip", "netmask"]);
    assert_eq!(broken("AT+CIPAP_CUR=\"10.0.0.5\",\"10.0.1.1\",\"255.255.255.0\"").0, RuleKind::SameNetwork);
}

#[test]
fn a_violation_tells_the_rule_and_its_source() {
    let violation = cipdns::Set::new(CURRENT, DnsEnable::UserDefined).with_dns_server1(ip(1), ip(1)).unwrap_err();
    let text = "<DNS server0> and <DNS server1> differ (manual \u{a7}3.3.27, p. 59)";
    assert_eq!(violation.to_string(), text);
    assert_eq!(DecodeError::RuleViolation(violation).to_string(), text);
}

#[test]
fn what_is_left_over_is_found_behind_a_rule_and_what_is_wrong_before_it() {
    assert_eq!(broken("AT+CIPDNS_CUR=1,\"1.1.1.1\",\"1.1.1.1\",7").0, RuleKind::Distinct);
    let wrong = AnyRequest::parse(b"AT+CIPDNS_CUR=1,\"1.1.1.1\",\"1.1.1\"");
    assert_eq!(wrong, Err(DecodeError::Invalid("DNS server1")));
}

#[test]
fn no_setter_leaves_a_gap() {
    let topic = |name: &'static str| Topic::new(name).unwrap();
    let set = mqtttopic::Set::new(topic("p"), topic("a"));
    let three = set.with_subscribe_topic3(topic("b"), topic("c"));
    assert_eq!(written(&three), "AT+MQTTTOPIC=\"p\",\"a\",\"b\",\"c\"\r\n");
    assert_eq!(three.with_subscribe_topic2(topic("d")), set.with_subscribe_topic2(topic("d")));
    let read = mqtttopic::Set::parse(b"AT+MQTTTOPIC=\"p\",\"a\",\"b\"").unwrap();
    assert_eq!((read.subscribe_topic2(), read.subscribe_topic3()), (Some(topic("b")), None));
}

#[test]
fn a_parameter_that_may_be_skipped_is_set_by_itself() {
    let set = cwlap::Set::new(Ssid::new("x").unwrap());
    let channel = set.with_channel(ScanChannel::new(12).unwrap());
    assert_eq!(written(&channel), "AT+CWLAP=\"x\",\"\",12\r\n");
    let mac = Mac([0, 8, 0xdc, 1, 2, 3]);
    assert_eq!(written(&channel.with_mac(mac)), "AT+CWLAP=\"x\",\"00:08:dc:01:02:03\",12\r\n");
}
