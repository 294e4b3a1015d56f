//! `#[derive(Record)]`.

use crate::{
    read, same,
    value::{LinkId, Protocol, Ssid, WifiMode},
    written,
};
use std::net::Ipv4Addr;
use wizfi360_proto::{
    DecodeError,
    DecodeError::{Invalid, Missing, OutOfRange, TrailingData, UnknownCommand, Unterminated},
    Encode, Mac, Params, Record, Rule, RuleKind, RuleViolation, Scope,
};

/// Parameters in a row; the last may be missing, and what needs it is inside.
#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Dhcp {
    mode: WifiMode,
    #[at(name = "link ID")]
    link: LinkId,
    tail: Option<Lease>,
}

#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Lease {
    minutes: u16,
    r#type: Option<Protocol>,
}

#[test]
fn later_requires_earlier() {
    let link = LinkId::MAX;
    let mode = WifiMode::Station;
    same("1,4", Dhcp { mode, link, tail: None });
    same("1,4,10", Dhcp { mode, link, tail: Some(Lease { minutes: 10, r#type: None }) });
    same("1,4,10,\"UDP\"", Dhcp { mode, link, tail: Some(Lease { minutes: 10, r#type: Some(Protocol::Udp) }) });
    for (text, error) in [
        ("", Missing("mode")),
        ("1", Missing("link ID")),
        ("1,5", OutOfRange("link ID")),
        ("1,4,x", Invalid("minutes")),
        ("1,4,", Invalid("minutes")),
        ("1,4,10,UDP", Invalid("type")),
        ("1,4,10,\"UDP\",1", TrailingData),
    ] {
        assert_eq!(read::<Dhcp>(text), Err(error), "{text}");
    }
    assert_eq!(Dhcp::ENCODED_MAX, 2 + 2 + 6 + 8);
}

/// The lead is told from the count, or from the first token.
#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Send {
    #[at(optional_first = even, name = "link ID")]
    link: Option<LinkId>,
    length: u16,
    to: Option<To>,
}

#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct To {
    ip: Ipv4Addr,
    port: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Pair {
    scope: Scope,
    #[at(optional_first = odd)]
    link: Option<LinkId>,
    x: u8,
    y: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Open<'a> {
    #[at(optional_first = first_is_bare)]
    link: Option<LinkId>,
    host: Ssid<'a>,
}

#[test]
fn a_lead_is_told_from_the_text() {
    let to = Some(To { ip: Ipv4Addr::new(10, 0, 0, 1), port: 80 });
    same("5", Send { link: None, length: 5, to: None });
    same("1,5", Send { link: LinkId::new(1).ok(), length: 5, to: None });
    same("5,\"10.0.0.1\",80", Send { link: None, length: 5, to });
    same("1,5,\"10.0.0.1\",80", Send { link: LinkId::new(1).ok(), length: 5, to });
    assert_eq!(read::<Send>("9,5"), Err(OutOfRange("link ID")));
    assert_eq!(read::<Send>("1,5,6"), Err(Invalid("ip")));
    same("\"ap\"", Open { link: None, host: Ssid::new("ap").unwrap() });
    same("3,\"ap\"", Open { link: LinkId::new(3).ok(), host: Ssid::new("ap").unwrap() });
    assert_eq!(read::<Open<'_>>("ap"), Err(Invalid("link")));
    assert_eq!(read::<Open<'_>>(""), Err(Missing("host")));
    same("1,2", Pair { scope: Scope::Unsuffixed, link: None, x: 1, y: 2 });
    same("0,1,2", Pair { scope: Scope::Unsuffixed, link: LinkId::new(0).ok(), x: 1, y: 2 });
}

/// `<low>,<high>[,<a>[,<b>]]`
#[derive(Clone, Copy, Debug, PartialEq, Record)]
#[at(check = Window::check)]
struct Window {
    low: u8,
    high: u8,
    a: Option<u8>,
    b: Option<u8>,
}

const ORDERED: Rule = Rule { kind: RuleKind::Ordered, params: &["low", "high"], text: "<low> is not above <high>" };

impl Window {
    const fn check(self) -> Result<Self, RuleViolation> {
        if self.low > self.high { Err(RuleViolation::of(&ORDERED)) } else { Ok(self) }
    }
}

/// A word, and a record of its own after it.
#[derive(Clone, Copy, Debug, PartialEq, Record)]
#[at(name = "type")]
enum Shape {
    #[at(tag = "WINDOW")]
    Window(Window),
    #[at(tag = "NONE")]
    None,
}

#[test]
fn optional_parameters_in_a_row_are_there_as_far_as_the_text_goes() {
    let plain = Window { low: 1, high: 2, a: None, b: None };
    same("1,2", plain);
    same("1,2,3", Window { a: Some(3), ..plain });
    same("1,2,3,4", Window { a: Some(3), b: Some(4), ..plain });
    assert_eq!(read::<Window>("1,2,3,4,5"), Err(TrailingData));
    same("\"WINDOW\",1,2,3", Shape::Window(Window { a: Some(3), ..plain }));
    same("\"NONE\"", Shape::None);
    assert_eq!(Shape::ENCODED_MAX, "\"WINDOW\",".len() + Window::ENCODED_MAX);
}

#[test]
fn what_is_read_is_held_against_the_rules() {
    let violation = DecodeError::RuleViolation(RuleViolation::of(&ORDERED));
    assert_eq!(read::<Window>("3,2"), Err(violation));
    assert_eq!(read::<Window>("3,2,x"), Err(Invalid("a")));
    assert_eq!(read::<Window>("3,2,1,1,1"), Err(violation));
    assert_eq!(read::<Shape>("\"WINDOW\",3,2"), Err(violation));
}

#[test]
fn a_scope_is_no_parameter() {
    let pair = Pair { scope: Scope::Current, link: None, x: 1, y: 2 };
    assert_eq!(written(&pair), "1,2");
    assert_eq!(Params::with_suffix(b"1,2", b"_CUR").read(""), Ok(pair));
    assert_eq!(Params::with_suffix(b"1,2", b"_XYZ").read::<Pair>(""), Err(UnknownCommand));
}

/// Places may be left empty.
#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Scan<'a> {
    #[at(may_be_omitted)]
    ssid: Option<Ssid<'a>>,
    #[at(may_be_omitted)]
    mac: Option<Mac>,
    #[at(may_be_omitted)]
    channel: Option<u8>,
    kind: Option<WifiMode>,
}

/// The last may be one that leaves an empty place.
#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Tiny {
    #[at(may_be_omitted)]
    w: Option<LinkId>,
    #[at(may_be_omitted)]
    p: Option<LinkId>,
}

#[test]
fn skipped_places_are_empty() {
    let none = Scan { ssid: None, mac: None, channel: None, kind: None };
    let mac = Some(Mac([0, 1, 2, 3, 4, 5]));
    same("", none);
    same("\"ap\"", Scan { ssid: Ssid::new("ap").ok(), ..none });
    same("\"ap\",\"\",12", Scan { ssid: Ssid::new("ap").ok(), channel: Some(12), ..none });
    same("\"\",\"00:01:02:03:04:05\"", Scan { mac, ..none });
    same("\"\",\"\",\"\",1", Scan { kind: Some(WifiMode::Station), ..none });
    assert_eq!(read::<Scan<'_>>(",,3"), Ok(Scan { channel: Some(3), ..none }));
    assert_eq!(read::<Scan<'_>>("\"\""), Ok(none));
    assert_eq!(read::<Scan<'_>>("\"\",\"x\""), Err(Invalid("mac")));
    assert_eq!(read::<Scan<'_>>("\"ap"), Err(Unterminated("ssid")));
    same("\"\",2", Tiny { w: None, p: LinkId::new(2).ok() });
    same("1", Tiny { w: LinkId::new(1).ok(), p: None });
    assert_eq!((Scan::ENCODED_MAX, Tiny::ENCODED_MAX), (11 + 20 + 4 + 2, 6));
}

/// A word tells what follows.
#[derive(Clone, Copy, Debug, PartialEq, Record)]
#[at(name = "type")]
enum Remote<'a> {
    #[at(tag = "TCP")]
    Tcp { host: Ssid<'a>, keep_alive: Option<u16> },
    #[at(tag = "UDP")]
    Udp { w: Ssid<'a>, p: u16, local: Option<Lease> },
    #[at(tag = "NONE")]
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Start<'a> {
    #[at(optional_first = first_is_bare)]
    link: Option<LinkId>,
    remote: Remote<'a>,
}

#[test]
fn a_tag_says_what_follows() {
    let host = Ssid::new("host").unwrap();
    same("\"TCP\",\"host\"", Remote::Tcp { host, keep_alive: None });
    same("\"UDP\",\"host\",80,9", Remote::Udp { w: host, p: 80, local: Some(Lease { minutes: 9, r#type: None }) });
    same("\"NONE\"", Remote::None);
    same("2,\"NONE\"", Start { link: LinkId::new(2).ok(), remote: Remote::None });
    same("\"TCP\",\"host\",7", Start { link: None, remote: Remote::Tcp { host, keep_alive: Some(7) } });
    for (text, error) in [
        ("", Missing("type")),
        ("TCP", Invalid("type")),
        ("\"tcp\"", OutOfRange("type")),
        ("\"TCP\"", Missing("host")),
        ("\"UDP\",\"host\"", Missing("p")),
        ("\"NONE\",1", TrailingData),
    ] {
        assert_eq!(read::<Remote<'_>>(text), Err(error), "{text}");
    }
    assert_eq!(Remote::ENCODED_MAX, 6 + 11 + 6 + (6 + 8));
}

/// Nothing at all, and no quotes.
#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Execute;

#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Braces {}

#[derive(Clone, Copy, Debug, PartialEq, Record)]
struct Address {
    #[at(bare)]
    ip: Ipv4Addr,
    #[at(bare, name = "MAC")]
    mac: Option<Mac>,
}

#[test]
fn the_rest() -> Result<(), DecodeError> {
    same("", Execute);
    same("", Braces {});
    assert_eq!(read::<Execute>("1"), Err(TrailingData));
    assert_eq!((Execute::ENCODED_MAX, Braces::ENCODED_MAX), (0, 0));
    let ip = Ipv4Addr::new(1, 2, 3, 4);
    same("1.2.3.4", Address { ip, mac: None });
    same("1.2.3.4,00:00:00:00:00:01", Address { ip, mac: Some(Mac([0, 0, 0, 0, 0, 1])) });
    assert_eq!(read::<Address>("\"1.2.3.4\"")?.ip, ip);
    Ok(())
}

/// Types that a macro hands through, and one that is only called as a scope is.
trait Holds {
    type Scope;
}

impl Holds for () {
    type Scope = u8;
}

macro_rules! pair {
    ($name:ident $first:ty, $second:ty) => {
        #[derive(Clone, Copy, Debug, PartialEq, Record)]
        struct $name {
            first: $first,
            second: $second,
        }
    };
}

macro_rules! ranged {
    ($name:ident $inner:ty) => {
        #[derive(Clone, Copy, Debug, PartialEq, wizfi360_proto::Value)]
        #[at(range = 0..=4)]
        struct $name($inner);
    };
}

ranged!(Four u8);
pair!(Handed Four, Option<u16>);
pair!(Called <() as Holds>::Scope, u8);

#[test]
fn a_type_is_what_it_is_written_as_wherever_it_comes_from() {
    same("1,2", Handed { first: Four::new(1).unwrap(), second: Some(2) });
    same("1", Handed { first: Four::new(1).unwrap(), second: None });
    same("1,2", Called { first: 1, second: 2 });
}
