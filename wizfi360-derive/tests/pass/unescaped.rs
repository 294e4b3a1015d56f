//! Texts without escapes: which quote ends one, and when that cannot be told.

use crate::same_line;
use core::net::Ipv4Addr;
use wizfi360_proto::{AtStr, DecodeError::*, Line, Mac, Open, Rest};

/// What follows the text may be missing, and may be a text itself.
#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+N:")]
struct Name<'a> {
    #[at(unescaped)]
    name: AtStr<'a>,
    comment: Option<AtStr<'a>>,
}

/// An address may have quotes as well, which may be the ones that close the text.
#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+P:")]
struct Peer<'a> {
    #[at(unescaped)]
    name: AtStr<'a>,
    ip: Ipv4Addr,
    other: Option<Ipv4Addr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+G:")]
struct Guest<'a> {
    #[at(unescaped)]
    name: AtStr<'a>,
    ip: Option<Ipv4Addr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+M:")]
struct Maybe<'a> {
    id: u8,
    #[at(unescaped)]
    name: Option<AtStr<'a>>,
}

#[test]
fn a_text_without_escapes_may_be_missing() {
    same_line("+M:1", Maybe { id: 1, name: None });
    same_line("+M:1,\"a\"", Maybe { id: 1, name: AtStr::new("a").ok() });
    let quoted = Maybe { id: 1, name: AtStr::new("a\"b").ok() };
    assert_eq!(Maybe::parse(b"+M:1,\"a\"b\""), Some(Ok(quoted)));
}

#[test]
fn a_line_that_can_be_read_in_several_ways_is_refused() {
    assert_eq!(Guest::parse(b"+G:\"a\",\"1.2.3.4\""), Some(Err(Ambiguous("name"))));
    assert!(matches!(Guest::parse(b"+G:\"a\",1.2.3.4"), Some(Ok(guest)) if guest.ip.is_some()));
    assert!(matches!(Peer::parse(b"+P:\"a\",\"1.2.3.4\""), Some(Ok(peer)) if peer.name == "a"));
    assert!(matches!(Peer::parse(b"+P:\"a\",1.2.3.4,\"1.2.3.5\""), Some(Ok(peer)) if peer.name == "a"));
    assert_eq!(Peer::parse(b"+P:\"a\",\"1.2.3.4\",1.2.3.5"), Some(Err(Ambiguous("name"))));
    assert_eq!(Peer::parse(b"+P:\"a\",\"1.2.3.4\",\"1.2.3.5\""), Some(Err(Ambiguous("name"))));
    assert_eq!(Name::parse(b"+N:\"a\",\"b\""), Some(Err(Ambiguous("name"))));
    assert_eq!(Peer::parse(b"+P:\"a\"b\""), Some(Err(Unterminated("name"))), "nothing fits behind any quote");
    same_line("+N:\"a\"", Name { name: AtStr::new("a").unwrap(), comment: None });
}

/// Numbers have no quotes, but they are parameters, of which fewer are left after each quote.
#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+R:")]
struct Route<'a> {
    #[at(unescaped)]
    name: AtStr<'a>,
    port: u16,
    ip: Ipv4Addr,
    other_port: Option<u16>,
    other_ip: Option<Ipv4Addr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+T:")]
struct Station<'a> {
    #[at(unescaped)]
    name: AtStr<'a>,
    mac: Open<Mac, AtStr<'a>>,
    other: Option<Open<Mac, AtStr<'a>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+L:")]
struct Labelled<'a> {
    #[at(unescaped)]
    name: AtStr<'a>,
    label: Rest<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+V:")]
struct Volume<'a> {
    #[at(unescaped)]
    name: AtStr<'a>,
    #[at(may_be_omitted)]
    left: Option<u8>,
    right: Option<u8>,
}

#[test]
fn each_kind_of_parameter_may_have_the_quote_that_closes_a_text() {
    let (ip, name) = (Ipv4Addr::new(1, 2, 3, 4), AtStr::new("a").unwrap());
    let route = Route { name, port: 5, ip, other_port: None, other_ip: None };
    assert_eq!(Route::parse(b"+R:\"a\",5,\"1.2.3.4\""), Some(Ok(route)));
    let two = Route { other_port: Some(6), other_ip: Some(Ipv4Addr::new(1, 2, 3, 5)), ..route };
    assert_eq!(Route::parse(b"+R:\"a\",5,1.2.3.4,6,1.2.3.5"), Some(Ok(two)));
    assert_eq!(Route::parse(b"+R:\"a\",5,\"1.2.3.4\",6,1.2.3.5"), Some(Err(Ambiguous("name"))));
    let [mac, other] = [13, 14].map(|last| Open::Known(Mac([0, 8, 0xdc, 0x11, 0x12, last])));
    same_line("+T:\"a\",\"00:08:dc:11:12:0d\"", Station { name, mac, other: None });
    let station = Station { name, mac, other: Some(other) };
    assert_eq!(Station::parse(b"+T:\"a\",00:08:dc:11:12:0d,\"00:08:dc:11:12:0e\""), Some(Ok(station)));
    assert_eq!(Station::parse(b"+T:\"a\",\"00:08:dc:11:12:0d\",00:08:dc:11:12:0e"), Some(Err(Ambiguous("name"))));
    same_line("+L:\"a\",b", Labelled { name, label: Rest::new("b").unwrap() });
    assert_eq!(Labelled::parse(b"+L:\"a\",b\",c"), Some(Err(Ambiguous("name"))));
    assert_eq!(Volume::parse(b"+V:\"a\",,5"), Some(Ok(Volume { name, left: None, right: Some(5) })));
    assert_eq!(Volume::parse(b"+V:\"a\",\"\",5"), Some(Err(Ambiguous("name"))));
    assert_eq!(Name::parse(b"+N:\"\",\"b\""), Some(Err(Ambiguous("name"))), "an empty one ends as well");
}
