//! `#[derive(Line)]`.

use crate::{
    same, same_line,
    value::{LinkId, ScanMask, Ssid, WifiMode},
};
use wizfi360_proto::{AtStr, DecodeError::*, Encode, Line, Rest, Scope, SuffixedScope};

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+CWMODE{scope}:")]
struct Mode {
    scope: Scope,
    mode: WifiMode,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+CWMODE{scope}:(", separator = "-", ending = ")")]
struct Modes {
    scope: Scope,
    #[at(name = "first mode")]
    first: u8,
    #[at(name = "last mode")]
    last: u8,
}

#[test]
fn a_scope_stands_in_the_prefix() {
    let mode = WifiMode::SoftAp;
    same_line("+CWMODE_CUR:2", Mode { scope: Scope::Current, mode });
    same_line("+CWMODE_DEF:2", Mode { scope: Scope::Default, mode });
    same_line("+CWMODE:2", Mode { scope: Scope::Unsuffixed, mode });
    same_line("+CWMODE_CUR:(1-3)", Modes { scope: Scope::Current, first: 1, last: 3 });
    assert_eq!(Mode::parse(b"+CWMODE_XYZ:2"), None);
    assert_eq!(Mode::parse(b"+CWMODE_CUR:9"), Some(Err(OutOfRange("mode"))));
    assert_eq!(Mode::parse(b"+CWMODE_CUR:"), Some(Err(Missing("mode"))));
    assert_eq!(Mode::parse(b"+CWMODE_CUR:2,1"), Some(Err(TrailingData)));
    assert_eq!(Mode::parse(b"+CWMODE_CUR:2\n"), Some(Err(ControlByte)));
    for (line, error) in [
        ("+CWMODE:()", Missing("first mode")),
        ("+CWMODE:(1)", Missing("last mode")),
        ("+CWMODE:(1-)", Invalid("last mode")),
        ("+CWMODE:(-1)", Invalid("first mode")),
        ("+CWMODE:(1,2-3)", Invalid("first mode")),
        ("+CWMODE:(\"1\"-3)", Invalid("first mode")),
        ("+CWMODE:(1-3-4)", Invalid("last mode")),
        ("+CWMODE:(1-300)", OutOfRange("last mode")),
        ("+CWMODE:(\0-3)", ControlByte),
    ] {
        assert_eq!(Modes::parse(line.as_bytes()), Some(Err(error)), "{line}");
    }
    assert_eq!(Mode::ENCODED_MAX, 2);
}

/// What the module says is read; what the manual says is written.
#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+CWJAP_CUR:", alias = "+CWJAP:", alias = "+JAP:")]
struct JoinFailed {
    error: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+SET{scope}:", alias = "+SET{scope}=")]
struct Either {
    scope: SuffixedScope,
    on: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+SET{scope}:", alias = "+OLD:")]
struct Setting {
    scope: Scope,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+SET{scope}:", alias = "+OLD:")]
struct Level {
    scope: Scope,
    level: u8,
}

/// It is written without a prefix, and read with one, too.
#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(alias = "+CWLIF:", alias = "+CWLIF:1")]
struct Bare {
    number: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "no ip", alias = "NO IP")]
struct NoIp {}

#[test]
fn other_prefixes_are_read() {
    same_line("+CWJAP_CUR:3", JoinFailed { error: 3 });
    assert_eq!(JoinFailed::parse(b"+CWJAP:3"), Some(Ok(JoinFailed { error: 3 })));
    assert_eq!(JoinFailed::parse(b"+JAP:3"), Some(Ok(JoinFailed { error: 3 })));
    assert_eq!(JoinFailed::parse(b"+JAP:x"), Some(Err(Invalid("error"))));
    assert_eq!(JoinFailed::parse(b"+CWJAP_DEF:3"), None);
    same_line("7", Bare { number: 7 });
    assert_eq!(Bare::parse(b"+CWLIF:7"), Some(Ok(Bare { number: 7 })));
    assert_eq!(Bare::parse(b"+CWLIF:17"), Some(Ok(Bare { number: 7 })), "the longest that fits counts");
    assert_eq!(Bare::parse(b"+CWLIF:1"), None, "the longest fits and leaves nothing");
    assert_eq!(Bare::parse(b"x"), None);
    same_line("no ip", NoIp {});
    assert_eq!(NoIp::parse(b"NO IP"), Some(Ok(NoIp {})));
    assert_eq!(NoIp::parse(b"NO IP "), None);
    same_line("+SET_DEF:1", Either { scope: SuffixedScope::Default, on: 1 });
    assert_eq!(Either::parse(b"+SET_CUR=1"), Some(Ok(Either { scope: SuffixedScope::Current, on: 1 })));
    assert_eq!(Either::parse(b"+SET:1"), None, "there is no such scope");
    same_line("+SET_CUR:", Setting { scope: Scope::Current });
    assert_eq!(Setting::parse(b"+OLD:"), Some(Ok(Setting { scope: Scope::Unsuffixed })));
    same_line("+SET_CUR:1", Level { scope: Scope::Current, level: 1 });
    assert_eq!(Level::parse(b"+OLD:1"), Some(Ok(Level { scope: Scope::Unsuffixed, level: 1 })));
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(keyword = "CONNECT")]
struct Connected {
    link: Option<LinkId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(keyword = "CONNECT FAIL")]
struct Refused {
    link: Option<LinkId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "[", keyword = "DONE", ending = "]")]
struct Framed<'a> {
    ssid: Ssid<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "WIFI ", keyword = "GOT IP")]
struct GotIp;

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+DONE{scope}:", keyword = "OK")]
struct Done {
    scope: SuffixedScope,
}

#[test]
fn a_word_ends_the_line() {
    same_line("CONNECT", Connected { link: None });
    same_line("2,CONNECT", Connected { link: LinkId::new(2).ok() });
    same_line("2,CONNECT FAIL", Refused { link: LinkId::new(2).ok() });
    same_line("[\"ap\",DONE]", Framed { ssid: Ssid::new("ap").unwrap() });
    same_line("WIFI GOT IP", GotIp);
    same_line("+DONE_CUR:OK", Done { scope: SuffixedScope::Current });
    assert_eq!(GotIp::parse(b"WIFI ,GOT IP"), None, "nothing stands before the word");
    assert_eq!(Done::parse(b"+DONE_CUR:,OK"), None);
    assert_eq!(Done::parse(b"+DONE_CUR:OK,"), None);
    for other in ["2CONNECT", ",CONNECT", ",2,CONNECT", "x,CONNECT", "2,CONNECTED", "2,CONNEC", "2"] {
        assert_eq!(Connected::parse(other.as_bytes()), None, "{other}");
    }
    assert_eq!(Connected::parse(b"9,CONNECT"), Some(Err(OutOfRange("link"))));
    assert_eq!(Framed::parse(b"[DONE]"), Some(Err(Missing("ssid"))));
    for other in ["\"ap\",DONE", "[\"ap\",DONE", "[\"ap\",DONE)", "[\"ap\"]", "[\"ap\""] {
        assert_eq!(Framed::parse(other.as_bytes()), None, "{other}");
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "ready")]
struct Ready;

/// Nothing but a parameter: what does not fit is another line.
#[derive(Clone, Copy, Debug, PartialEq, Line)]
struct Mac {
    mac: wizfi360_proto::Mac,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(ending = "\"")]
struct Inch {
    inches: u8,
}

#[test]
fn a_line_may_be_bare() {
    same_line("ready", Ready);
    for other in ["ready!", "read", "ready\n", ""] {
        assert_eq!(Ready::parse(other.as_bytes()), None, "{other:?}");
    }
    same_line("\"00:00:00:00:00:07\"", Mac { mac: wizfi360_proto::Mac([0, 0, 0, 0, 0, 7]) });
    assert_eq!(Mac::parse(b"\"00\""), None);
    assert_eq!(Mac::parse(b""), None);
    assert_eq!(Mac::parse(b"\"00:00:00:00:00:07\"\r"), None);
    same_line("7\"", Inch { inches: 7 });
    assert_eq!(Inch::parse(b"x\""), Some(Err(Invalid("inches"))));
    assert_eq!(Inch::parse(b"7"), None);
}

#[derive(Clone, Copy, Debug, PartialEq, wizfi360_proto::Value)]
enum Security {
    #[at("open")]
    Open,
    #[at("wep")]
    Wep,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(separator = " -> ")]
struct Arrow<'a> {
    from: u8,
    via: Rest<'a>,
    to: Rest<'a>,
}

/// What stands before a separator is one value, and none of it is left.
#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+S:", separator = " ")]
struct Spaced<'a> {
    security: Security,
    name: Rest<'a>,
}

#[test]
fn a_separator_stands_between() {
    same_line("+S:wep x", Spaced { security: Security::Wep, name: Rest::new("x").unwrap() });
    for (line, error) in [
        ("+S:wpa x", OutOfRange("security")),
        ("+S: x", Invalid("security")),
        ("+S:we,p x", Invalid("security")),
        ("+S:wep", Missing("name")),
        ("+S:", Missing("security")),
    ] {
        assert_eq!(Spaced::parse(line.as_bytes()), Some(Err(error)), "{line}");
    }
    let rest = |text| Rest::new(text).unwrap();
    same_line("1 -> a,b -> c -> d", Arrow { from: 1, via: rest("a,b"), to: rest("c -> d") });
    same_line("1 ->  -> ", Arrow { from: 1, via: rest(""), to: rest("") });
    assert_eq!(Arrow::parse(b"1 -> a"), None);
    assert_eq!(Arrow::parse(b"x -> a -> b"), None, "nothing of its own, and it does not fit");
    assert_eq!(Arrow::parse(b"1 -> a -> \n"), None);
}

/// A mask says which fields are there.
#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+CWLAP:(", ending = ")", mask = ScanMask)]
struct Ap<'a> {
    #[at(bit = ECN)]
    ecn: Option<u8>,
    #[at(bit = SSID, unescaped)]
    ssid: Option<AtStr<'a>>,
    #[at(bit = WPS, optional)]
    wps: Option<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+B:", mask = crate::value::ScanMask)]
struct Owned {
    id: u8,
    #[at(bit = WPS)]
    line: Option<u8>,
}

#[test]
fn a_mask_switches_fields() {
    let ssid = AtStr::new("ap").ok();
    same_line("+CWLAP:(3,\"ap\",1)", Ap { ecn: Some(3), ssid, wps: Some(1) });
    same_line("+CWLAP:(3,\"ap\")", Ap { ecn: Some(3), ssid, wps: None });
    assert_eq!(
        Ap::parse(b"+CWLAP:(3)"),
        Some(Err(Missing("ssid"))),
        "not every module sends `wps`, but all send `ssid`"
    );
    let line = b"+CWLAP:(3,1)";
    let mask = ScanMask::ECN | ScanMask::WPS;
    let ap = Ap { ecn: Some(3), ssid: None, wps: Some(1) };
    assert_eq!(Ap::parse_masked(line, mask), Some(Ok(ap)));
    assert_eq!(ap.mask(), mask);
    assert_eq!(Ap::parse(line), Some(Err(Invalid("ssid"))));
    assert_eq!(Ap::parse_masked(line, ScanMask::ALL), Some(Err(Invalid("ssid"))));
    assert_eq!(Ap::parse_masked(line, ScanMask::ECN), Some(Err(TrailingData)));
    assert_eq!(Ap::parse_masked(b"+CWLAP:()", ScanMask::ECN), Some(Err(Missing("ecn"))));
    assert_eq!(Ap::parse_masked(b"+CWLAP:(3\n)", ScanMask::ECN), Some(Err(ControlByte)));
    assert_eq!(Ap::parse_masked(b"+CWJAP:(3,1)", mask), None);
    assert_eq!(Owned::parse_masked(b"+B:1,2", ScanMask::WPS), Some(Ok(Owned { id: 1, line: Some(2) })));
    same("1,2", Owned { id: 1, line: Some(2) });
}

#[test]
fn a_text_without_escapes_ends_where_the_rest_can_be_read() {
    let cases: &[(&str, &[u8], Option<u8>)] = &[
        (r#"3,"a,b",1"#, b"a,b", Some(1)),
        (r#"3,"a"b",1"#, b"a\"b", Some(1)),
        (r#"3,"a",x",1"#, b"a\",x", Some(1)),
        (r#"3,"a\","#, b"", None),
        (r#"3,"a\",1"#, b"a\\", Some(1)),
        (r#"3,"a\"\,b\\",1"#, b"a\",b\\", Some(1)),
        (r#"3,"a","b""#, b"a\",\"b", None),
        (r#"3,"a"b\c",1"#, b"a\"b\\c", Some(1)),
    ];
    for (text, ssid, wps) in cases {
        let line = format!("+CWLAP:({text})");
        match Ap::parse(line.as_bytes()) {
            Some(Ok(ap)) => {
                assert!(ap.ssid.is_some_and(|found| found.bytes().eq(ssid.iter().copied())), "{line}: {ap:?}");
                assert_eq!(ap.wps, *wps, "{line}");
            }
            other => assert!(ssid.is_empty() && matches!(other, Some(Err(_))), "{line}: {other:?}"),
        }
    }
    assert_eq!(
        Ap::parse_masked(br#"+CWLAP:("a","b")"#, ScanMask::SSID).and_then(Result::ok).map(|ap| ap.wps),
        Some(None)
    );
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
enum Answer<'x> {
    Refused(Refused),
    Connected(Connected),
    Ap(Ap<'x>),
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
enum Plain {
    Ready(Ready),
    Mode(Mode),
}

#[test]
fn one_of_several_lines() {
    let ap = Ap { ecn: Some(3), ssid: AtStr::new("a").ok(), wps: None };
    same_line("CONNECT FAIL", Answer::from(Refused { link: None }));
    same_line("1,CONNECT", Answer::Connected(Connected { link: LinkId::new(1).ok() }));
    same_line("+CWLAP:(3,\"a\")", Answer::from(ap));
    same_line("ready", Plain::from(Ready));
    assert_eq!(Answer::parse(b"9,CONNECT"), Some(Err(OutOfRange("link"))));
    assert_eq!(Answer::parse(b"ready"), None);
    assert_eq!(Plain::parse(b"+CWMODE:9"), Some(Err(OutOfRange("mode"))));
}
