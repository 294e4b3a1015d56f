//! The wire layer by itself, as a command of one's own uses it: tokens, numbers, addresses and words, both directions.

use core::net::Ipv4Addr;
use std::{
    collections::hash_map::DefaultHasher,
    fmt::Debug,
    hash::{Hash, Hasher},
};
use wizfi360_proto::{
    AtStr, BareText, Decode, DecodeError, Encode, EncodeBare, Mac, Open, Params, Rest, Token, UnicastMac, Verbatim,
    Writer,
    domains::{ConnectionType, Ecn, PeerShown},
};

fn read<'a, T: Decode<'a>>(text: &'a str) -> Result<T, DecodeError> {
    Params::new(text.as_bytes()).read("it")
}

fn written(write: impl FnOnce(&mut Writer<'_>)) -> String {
    let mut buf = [0; 256];
    let mut w = Writer::new(&mut buf);
    write(&mut w);
    String::from_utf8(w.finish().expect("room enough").to_vec()).expect("this test writes UTF-8")
}

/// The text means the value, and the value is written so.
#[track_caller]
fn same<'a, T: Decode<'a> + Encode + PartialEq + Debug>(text: &'a str, value: T) {
    assert_eq!(written(|w| value.encode(w)), text);
    assert_eq!(read(text), Ok(value));
}

#[test]
fn numbers_of_every_width_have_their_edges() {
    macro_rules! edges {
        ($($name:ident $below:literal $above:literal;)*) => {$(
            for number in [$name::MIN, $name::MIN + 1, 0, 1, 9, 10, 99, 100, $name::MAX - 1, $name::MAX] {
                same(&number.to_string(), number);
                let zeros = format!("00000000000{number}");
                if number as i64 >= 0 {
                    assert_eq!(read::<$name>(&zeros), Ok(number), "leading zeros mean nothing");
                }
            }
            for number in [$below, $above] {
                let error = if number == "-1" { DecodeError::Invalid("it") } else { DecodeError::OutOfRange("it") };
                assert_eq!(read::<$name>(number), Err(error), "{number}");
            }
        )*};
    }
    edges! {
        u8 "-1" "256";
        u16 "-1" "65536";
        u32 "-1" "4294967296";
        i8 "-129" "128";
        i16 "-32769" "32768";
    }
    same("-1", -1_i8);
    for number in ["4294967300", "4294967296", "42949672950", "9999999999", "10000000000", "18446744073709551617"] {
        assert_eq!(read::<u32>(number), Err(DecodeError::OutOfRange("it")), "{number}");
        assert_eq!(read::<i16>(&format!("-{number}")), Err(DecodeError::OutOfRange("it")), "-{number}");
    }
    for number in ["4294967289", "4294967290", "3999999999", "0999999999", "1000000000"] {
        assert_eq!(read::<u32>(number).ok(), number.parse().ok(), "{number}");
    }
    for text in ["", "-", "+1", "1a", "a", " 1", "1 ", "--1", "\"1\""] {
        let error = if text.is_empty() { DecodeError::Missing("it") } else { DecodeError::Invalid("it") };
        assert_eq!(read::<u16>(text), Err(error), "{text:?}");
        assert_eq!(read::<i16>(text), Err(error), "{text:?}");
    }
    // What is left over is told, and what stands first is to blame.
    assert_eq!(read::<u8>("1,2"), Err(DecodeError::TrailingData));
    assert_eq!(read::<u8>("\"1"), Err(DecodeError::Unterminated("it")));
}

#[test]
fn addresses_have_both_quotes_or_none() {
    let ip = Ipv4Addr::new(10, 0, 255, 1);
    let mac = Mac([0x0a, 0, 0xff, 0x10, 0x9c, 0xef]);
    same("\"10.0.255.1\"", ip);
    same("\"0a:00:ff:10:9c:ef\"", mac);
    assert_eq!(written(|w| ip.encode_bare(w)), "10.0.255.1");
    assert_eq!(written(|w| mac.encode_bare(w)), "0a:00:ff:10:9c:ef");
    assert_eq!(written(|w| Some(mac).encode_bare(w)), "0a:00:ff:10:9c:ef");
    assert_eq!(written(|w| None::<Mac>.encode_bare(w)), "");
    assert_eq!((read("10.0.255.1"), read("0a:00:FF:10:9c:eF")), (Ok(ip), Ok(mac)));
    for (text, error) in [
        ("10.0.255.1\"", DecodeError::Invalid("it")),
        ("\"10.0.255.1", DecodeError::Unterminated("it")),
        ("\"10.0.255.1,2", DecodeError::Unterminated("it")),
        ("\"10.0.255.1\"2", DecodeError::Unterminated("it")),
        ("\"10.0.255.1\",2", DecodeError::TrailingData),
        ("10.0.255.256", DecodeError::Invalid("it")),
        ("10.0.255", DecodeError::Invalid("it")),
        ("10.0.255.0001", DecodeError::Invalid("it")),
        ("10.0..1", DecodeError::Invalid("it")),
        ("", DecodeError::Missing("it")),
    ] {
        assert_eq!(read::<Ipv4Addr>(text), Err(error), "{text}");
    }
    assert_eq!(read::<Mac>("\"0a:00:ff:10:9c:ef"), Err(DecodeError::Unterminated("it")));
    assert_eq!(read::<Mac>("0a:00:ff:10:9c:ef\""), Err(DecodeError::Invalid("it")));
    // Bit 0 of the first byte makes a group of it.
    same("\"0a:00:ff:10:9c:ef\"", UnicastMac::new(mac).expect("a station"));
    assert_eq!(read::<UnicastMac>("\"0b:00:ff:10:9c:ef\""), Err(DecodeError::OutOfRange("it")));
    // What is no address is kept, in an answer.
    same("\"0a:00:ff:10:9c:ef\"", Open::<Mac, AtStr>::Known(mac));
    same("\"***\"", Open::<Mac, AtStr>::Other(AtStr::new("***").expect("a text")));
}

#[test]
fn a_text_that_is_one_token_has_neither_commas_nor_quotes() {
    fn whole<'a, T: Decode<'a>>(text: &'a str) -> Result<T, DecodeError> {
        Params::single_token(text.as_bytes()).read("it")
    }
    assert_eq!(whole("5"), Ok(5_u8));
    assert_eq!(whole::<u8>("5,6"), Err(DecodeError::Invalid("it")));
    assert_eq!(whole("1.2.3.4"), Ok(Ipv4Addr::new(1, 2, 3, 4)));
    assert_eq!(whole::<Ipv4Addr>("\"1.2.3.4\""), Err(DecodeError::Invalid("it")));
    assert_eq!(whole::<Ipv4Addr>("1.2.3.4,5"), Err(DecodeError::Invalid("it")));
    assert_eq!(whole::<AtStr>("\"a\""), Err(DecodeError::Invalid("it")));
    for (text, skipped) in [("", true), ("\"\"", false), (",", false), ("\"\",1", false), (",1", false)] {
        assert_eq!(Params::single_token(text.as_bytes()).take_omitted(), skipped, "{text:?}");
    }
    assert_eq!(Params::single_token(b"a,\"b").token("it"), Ok(Token::Bare(b"a,\"b")));
}

#[test]
fn an_empty_place_is_skipped_and_what_is_left_is_counted() {
    for (text, skipped, left) in [
        ("", true, 0),
        ("\"\"", true, 0),
        (",1", true, 1),
        ("\"\",1,2", true, 2),
        ("\"\"1", false, 1),
        ("\"x\",1", false, 2),
        ("1", false, 1),
    ] {
        let mut p = Params::new(text.as_bytes());
        assert_eq!((p.take_omitted(), p.count()), (skipped, left), "{text:?}");
        assert_eq!((p.count_is_odd(), p.count_is_even()), (left % 2 == 1, left % 2 == 0 && left > 0), "{text:?}");
        assert_eq!(p.is_empty(), left == 0);
    }
    for (text, bare) in [("", false), ("1", true), (",", true), ("\"1\"", false)] {
        assert_eq!(Params::new(text.as_bytes()).first_is_bare(), bare, "{text:?}");
    }
    // An empty place behind the last comma is a token, and a broken one ends the count.
    assert_eq!((Params::new(b"1,").count(), Params::new(b"1,\"2,3").count()), (2, 2));
}

#[test]
fn a_token_is_bare_or_quoted() {
    let mut p = Params::with_suffix(br#"bare,"quo\"ted,",b"#, b"_CUR");
    assert_eq!((p.suffix(), p.clone().count()), (&b"_CUR"[..], 3));
    assert_eq!(p.bare("a"), Ok(&b"bare"[..]));
    let mut wrong = p.clone();
    let refused = wrong.bare("b");
    assert_eq!(wrong.finish(refused), Err(DecodeError::Invalid("b")));
    assert_eq!(p.quoted("b").map(|text| text == "quo\"ted,"), Ok(true));
    let mut wrong = p.clone();
    let refused = wrong.quoted("c");
    assert_eq!(wrong.finish(refused), Err(DecodeError::Invalid("c")));
    assert_eq!(Params::new(br"a\,b").token("it"), Ok(Token::Bare(br"a\")), "a backslash escapes between quotes alone");
    assert_eq!(p.rest(), b"b");
    assert_eq!((p.rest(), p.is_empty()), (&b""[..], true));
}

#[test]
fn commas_stand_between_parameters() {
    let text = written(|w| {
        assert!(!w.has_params());
        1_u8.encode(w);
        assert!(w.has_params());
        (-2_i8).encode(w);
        w.begin();
        assert!(!w.has_params());
        3_u16.encode(w);
        AtStr::new("a").expect("a text").encode(w);
        Verbatim::new("b").expect("a text").encode(w);
        BareText::new("c").expect("a text").encode(w);
        Rest::new("d").expect("a text").encode(w);
    });
    assert_eq!(text, "1,-23,\"a\",\"b\",c,d");
    assert!(1_u8.is_present() && Some(1_u8).is_present() && !None::<u8>.is_present());
}

#[test]
fn texts_are_equal_if_they_mean_the_same() {
    fn hash(text: AtStr<'_>) -> u64 {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        hasher.finish()
    }
    let built = AtStr::new("a,b").expect("a text");
    let escaped = read::<AtStr>(r#""a\,b""#).expect("a text");
    let other = read::<AtStr>(r#""a\,c""#).expect("a text");
    for (a, b) in [(built, escaped), (escaped, built), (built, built), (escaped, escaped)] {
        assert_eq!(a, b);
    }
    for (a, b) in [(built, other), (escaped, other), (other, built), (other, escaped)] {
        assert_ne!(a, b);
    }
    assert!(built != AtStr::new("a\\,b").expect("a text") && AtStr::EMPTY != built);
    assert_eq!(hash(built), hash(escaped));
    assert_ne!(hash(built), hash(other));
    // A text ends somewhere: of two in a row the hash tells which bytes are whose.
    let (a, ab) = (AtStr::new("a").expect("a text"), AtStr::new("ab").expect("a text"));
    let pair = |first: AtStr<'_>, second: AtStr<'_>| {
        let mut hasher = DefaultHasher::new();
        (first, second).hash(&mut hasher);
        hasher.finish()
    };
    assert_ne!(pair(a, AtStr::new("bc").expect("a text")), pair(ab, AtStr::new("c").expect("a text")));
    for text in [built, escaped] {
        assert!(text == "a,b" && text == *"a,b" && text == *b"a,b".as_slice());
        assert!(text != "a,c" && text != *"a" && text != *b"a,b,".as_slice() && text != *b"".as_slice());
        assert_eq!((text.len(), text.is_empty()), (3, false));
        let mut room = [0; 4];
        assert_eq!(text.copy_to(&mut room), Some(&b"a,b"[..]));
        assert_eq!(text.copy_to(room.first_chunk_mut::<2>().expect("4 bytes")), None);
    }
    assert_eq!((built.as_str(), built.as_bytes()), (Some("a,b"), Some(&b"a,b"[..])));
    assert_eq!(AtStr::from_bytes(b"\xff").expect("a text").as_str(), None);
    let rest = Rest::new("a,b").expect("a text");
    assert!(rest == "a,b" && rest == *"a,b" && rest != "a" && rest.as_str() == Some("a,b") && rest.len() == 3);
    assert!(AtStr::EMPTY.is_empty() && Rest::new("").is_ok_and(|rest| rest.is_empty()));
}

#[test]
fn texts_without_escapes_keep_what_stands_in_them() {
    let verbatim = |text| Verbatim::new(text).expect("a text");
    same(r#""{"a":1}""#, verbatim(r#"{"a":1}"#));
    same(r#""""#, verbatim(""));
    assert_eq!(read("plain, text"), Ok(verbatim("plain, text")));
    assert_eq!(read::<Verbatim>("\"open"), Err(DecodeError::Unterminated("it")));
    assert_eq!(read::<Verbatim>("\""), Err(DecodeError::Unterminated("it")));
    assert_eq!(read::<Verbatim>(""), Err(DecodeError::Missing("it")));
    same("a,\"b", Rest::new("a,\"b").expect("a text"));
    let bare = |text| BareText::new(text).expect("a text");
    same("a,b", bare("a,b"));
    assert_eq!(read("\"a,b\""), Ok(bare("a,b")), "quotes around it are dropped");
    same("\"\"a\"\"", bare("\"a\""));
    assert_eq!(read("\"a"), Ok(bare("\"a")));
}

#[test]
fn a_value_that_the_manual_knows_is_told_from_one_that_it_does_not() {
    let known = Open::<Ecn>::from_number(3);
    assert_eq!((known, known.known(), known.number()), (Open::Known(Ecn::Wpa2Psk), Some(Ecn::Wpa2Psk), 3));
    assert!(known == Ecn::Wpa2Psk && known != Ecn::Open);
    let other = Open::<Ecn>::from_number(77);
    assert_eq!((other, other.known(), other.number()), (Open::Other(77), None, 77));
    assert!(other != Ecn::Wpa2Psk);
    same("3", known);
    same("77", other);
    let text = |text| AtStr::new(text).expect("a text");
    same("\"TCP\"", Open::<_, AtStr>::Known(ConnectionType::Tcp));
    same("\"a,b\"".replace(',', "\\,").as_str(), Open::<ConnectionType, AtStr>::Other(text("a,b")));
    same("TRUE", Open::<_, AtStr>::Known(PeerShown::Shown));
    same("MAYBE", Open::<PeerShown, AtStr>::Other(text("MAYBE")));
    same(r"TRUE\", Open::<PeerShown, AtStr>::Other(text(r"TRUE\")));
    same(r"\TRUE", Open::<PeerShown, AtStr>::Other(text(r"\TRUE")));
    assert_eq!(read("  FALSE"), Ok(Open::<_, AtStr>::Known(PeerShown::Hidden)));
    for wrong in ["\"TRUE\"", " \"TRUE\""] {
        assert_eq!(read::<Open<PeerShown, AtStr>>(wrong), Err(DecodeError::Invalid("it")), "{wrong}");
    }
    assert_eq!(read::<Open<ConnectionType, AtStr>>("TCP"), Err(DecodeError::Invalid("it")));
}

#[test]
fn a_known_value_is_known_with_escapes_too() {
    for text in [r#""\SSL""#, r#""S\SL""#, r#""\S\S\L""#] {
        assert_eq!(read(text), Ok(Open::<_, AtStr>::Known(ConnectionType::Ssl)), "{text}");
    }
    assert!(matches!(read(r#""SSL\\""#), Ok(Open::<ConnectionType, AtStr>::Other(_))));
    let mac = Mac([0x00, 0x08, 0xdc, 0x11, 0x12, 0x13]);
    for text in [r#""00\:08:dc:11:12:13""#, r#""\0\0\:08:DC:11:12:1\3""#] {
        assert_eq!(read(text), Ok(Open::<_, AtStr>::Known(mac)), "{text}");
    }
    for text in [r#""00\\:08:dc:11:12:13""#, r#""00\:08:dc:11:12:1""#, r#""00\:08:dc:11:12:133""#] {
        assert!(matches!(read(text), Ok(Open::<Mac, AtStr>::Other(_))), "{text}");
    }
}

#[test]
fn a_buffer_that_is_too_small_is_told_with_what_it_takes() {
    for length in 0..12 {
        let mut buf = [b'.'; 16];
        let room = buf.get_mut(..length).expect("16 bytes");
        let mut w = Writer::new(room);
        AtStr::new("a,b").expect("a text").encode(&mut w);
        1234_u16.encode(&mut w);
        let needed = "\"a\\,b\",1234".len();
        match w.finish() {
            Ok(text) => assert!(text == b"\"a\\,b\",1234" && length >= needed),
            Err(full) => assert!(full.needed == needed && length < needed),
        }
        assert_eq!(buf.get(length..), Some(&[b'.'; 16][length..]), "nothing behind it is touched");
    }
}
