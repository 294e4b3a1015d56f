//! `#[derive(Value)]`.

use crate::{read, same};
use wizfi360_proto::{
    AtStr, DecodeError::*, Encode, Number, Open, Secret, Value, ValueError, Verbatim, Word, constant,
};

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(range = 0..=4)]
pub(crate) struct LinkId(u8);

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(range = 1..=4294967295)]
pub(crate) struct Timestamp(u32);

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(range = 0..=255)]
struct Any(u8);

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(range = -12..=14)]
struct Zone(i8);

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(range = -1000..=5)]
struct Offset(i16);

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(range = -2147483648..=2147483647)]
struct Wide(i32);

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(range = 7..=7)]
struct Seven(u8);

#[test]
fn a_range_refuses_what_is_outside() {
    assert_eq!(Seven::MIN, Seven::MAX);
    assert!(Seven::new(6).is_err() && Seven::new(7).is_ok() && Seven::new(8).is_err());
    const FOUR: LinkId = constant(LinkId::new(4));
    assert_eq!(FOUR.get(), 4);
    assert_eq!((LinkId::MIN.get(), LinkId::MAX.get()), (0, 4));
    assert_eq!(LinkId::new(5), Err(ValueError::OutOfRange { given: 5, min: 0, max: 4 }));
    assert_eq!(Zone::new(-13), Err(ValueError::OutOfRange { given: -13, min: -12, max: 14 }));
    same("4", FOUR);
    same("0", LinkId::MIN);
    same("4294967295", Timestamp::MAX);
    same("-12", Zone::MIN);
    same("14", Zone::MAX);
    same("-1000", Offset::MIN);
    same("2147483647", Wide::MAX);
    same("255", Any::MAX);
    for (text, error) in [
        ("5", OutOfRange("it")),
        ("256", OutOfRange("it")),
        ("4294967296", OutOfRange("it")),
        ("-1", Invalid("it")),
        ("a", Invalid("it")),
        ("\"1\"", Invalid("it")),
        ("", Missing("it")),
        ("1,2", TrailingData),
    ] {
        assert_eq!(read::<LinkId>(text), Err(error), "{text}");
    }
    assert_eq!(read::<Timestamp>("0"), Err(OutOfRange("it")));
    assert_eq!(read::<Timestamp>("4294967296"), Err(OutOfRange("it")));
    assert_eq!(read::<Zone>("-13"), Err(OutOfRange("it")));
    assert_eq!(read::<Zone>("128"), Err(OutOfRange("it")));
    assert_eq!(read::<Zone>("+1"), Err(Invalid("it")));
    assert_eq!(read::<LinkId>("004"), Ok(FOUR));
    assert_eq!([LinkId::ENCODED_MAX, Timestamp::ENCODED_MAX, Zone::ENCODED_MAX, Offset::ENCODED_MAX], [2, 11, 4, 6]);
}

#[derive(Clone, Copy, Debug, PartialEq, Value)]
pub(crate) enum WifiMode {
    SoftAp = 2,
    Station = 1,
    Both = 3,
}

#[derive(Clone, Copy, Debug, PartialEq, Value)]
enum Level {
    Off = 0,
    Loud = 0x100,
}

#[test]
fn a_number_enum_knows_its_numbers() {
    assert_eq!(WifiMode::ALL, [WifiMode::Station, WifiMode::SoftAp, WifiMode::Both], "in the order of their numbers");
    assert_eq!((WifiMode::from_number(3), WifiMode::from_number(0)), (Some(WifiMode::Both), None));
    assert_eq!(Level::Loud.number(), 256);
    same("1", WifiMode::Station);
    same("256", Level::Loud);
    same("0", Level::Off);
    assert_eq!(read::<WifiMode>("4"), Err(OutOfRange("it")));
    assert_eq!(read::<WifiMode>("\"1\""), Err(Invalid("it")));
    assert_eq!(read::<WifiMode>("4294967296"), Err(OutOfRange("it")));
    assert_eq!([WifiMode::ENCODED_MAX, Level::ENCODED_MAX], [2, 4]);
    same("4", Open::<WifiMode>::Other(4));
    same("1", Open::Known(WifiMode::Station));
}

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(quoted)]
pub(crate) enum Protocol {
    #[at("TCP")]
    Tcp,
    #[at("UDP")]
    Udp,
    #[at("SSLv3")]
    Ssl,
}

#[derive(Clone, Copy, Debug, PartialEq, Value)]
enum Switch {
    #[at("ON")]
    On,
    #[at("OFF")]
    Off,
}

#[test]
fn a_word_enum_knows_its_words() {
    assert_eq!(Protocol::ALL, [Protocol::Tcp, Protocol::Udp, Protocol::Ssl]);
    assert_eq!([Protocol::QUOTED, Switch::QUOTED], [true, false]);
    assert_eq!((Protocol::from_word(b"UDP"), Protocol::from_word(b"udp")), (Some(Protocol::Udp), None));
    assert_eq!(Protocol::Ssl.word(), "SSLv3");
    same("\"TCP\"", Protocol::Tcp);
    same("\"UDP\"", Protocol::Udp);
    same("ON", Switch::On);
    same("OFF", Switch::Off);
    assert_eq!(read::<Protocol>("TCP"), Err(Invalid("it")));
    assert_eq!(read::<Protocol>("\"tcp\""), Err(OutOfRange("it")));
    assert_eq!(read::<Protocol>("\"T\\CP\""), Err(OutOfRange("it")), "words have no escapes");
    assert_eq!(read::<Switch>("\"ON\""), Err(Invalid("it")));
    assert_eq!(read::<Switch>("on"), Err(OutOfRange("it")));
    assert_eq!([Protocol::ENCODED_MAX, Switch::ENCODED_MAX], [8, 4]);
}

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(bits = 0x41f)]
pub(crate) struct ScanMask(u16);

impl ScanMask {
    pub(crate) const ECN: Self = Self(1 << 0);
    pub(crate) const SSID: Self = Self(1 << 1);
    pub(crate) const WPS: Self = Self(1 << 10);
}

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(bits = 0xffffffff)]
struct AllBits(u32);

const BOTH: ScanMask = ScanMask::ECN.union(ScanMask::SSID);

#[test]
fn a_mask_refuses_unlisted_bits() {
    assert_eq!(BOTH, ScanMask::ECN | ScanMask::SSID);
    assert_eq!(BOTH.bits(), 3);
    assert_eq!(ScanMask::ALL.bits(), 0x41f);
    assert!(ScanMask::ALL.contains(ScanMask::WPS) && ScanMask::ALL.contains(BOTH) && BOTH.contains(ScanMask::EMPTY));
    assert!(!BOTH.contains(ScanMask::WPS) && !ScanMask::ECN.contains(BOTH));
    assert_eq!(ScanMask::new(3), Ok(BOTH));
    assert_eq!(ScanMask::new(0x20), Err(ValueError::UnknownBits { given: 0x20, known: 0x41f }));
    same("3", BOTH);
    same("1055", ScanMask::ALL);
    same("4294967295", AllBits::ALL);
    assert_eq!(read::<ScanMask>("32"), Err(OutOfRange("it")));
    assert_eq!(read::<ScanMask>("65536"), Err(OutOfRange("it")));
    assert_eq!(read::<ScanMask>("-1"), Err(Invalid("it")));
    assert_eq!([ScanMask::ENCODED_MAX, AllBits::ENCODED_MAX], [5, 11]);
}

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(len = 1..=4)]
pub(crate) struct Ssid<'a>(AtStr<'a>);

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(len = 8..=10, or_empty)]
struct Password<'p>(Secret<AtStr<'p>>);

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(len = 0..=6)]
struct Message<'a>(Verbatim<'a>);

#[derive(Clone, Copy, Debug, PartialEq, Value)]
#[at(len = 1..=6)]
struct Key<'a>(Secret<Verbatim<'a>>);

#[test]
fn a_text_counts_bytes_that_are_meant() {
    const WIZ: Ssid<'_> = constant(Ssid::new("wiz"));
    assert_eq!((Ssid::MIN_LEN, Ssid::MAX_LEN), (1, 4));
    assert_eq!(WIZ.get(), "wiz");
    assert_eq!(Ssid::from_bytes(b"\xff\xfe").map(|ssid| ssid.get().len()), Ok(2));
    for (text, error) in [
        ("", ValueError::TooShort { len: 0, min: 1 }),
        ("12345", ValueError::TooLong { len: 5, max: 4 }),
        ("1234\n", ValueError::TooLong { len: 5, max: 4 }),
        ("a\rb", ValueError::ControlByte { at: 1 }),
        ("ab\nb", ValueError::ControlByte { at: 2 }),
        ("abc\0", ValueError::ControlByte { at: 3 }),
    ] {
        assert_eq!(Ssid::new(text), Err(error), "{text:?}");
    }
    same("\"wiz\"", WIZ);
    same(r#""\",\\\,""#.replacen(',', r"\,", 1).as_str(), Ssid::new("\",\\,").unwrap());
    assert_eq!(read::<Ssid<'_>>(r#""\a\b\c\d""#), Ok(Ssid::new("abcd").unwrap()));
    for (text, error) in [
        ("\"\"", TooShort("it")),
        ("\"12345\"", TooLong("it")),
        ("wiz", Invalid("it")),
        ("\"wiz", Unterminated("it")),
        ("", Missing("it")),
    ] {
        assert_eq!(read::<Ssid<'_>>(text), Err(error), "{text}");
    }
    assert_eq!([Ssid::ENCODED_MAX, Password::ENCODED_MAX, Message::ENCODED_MAX, Key::ENCODED_MAX], [11, 23, 9, 9]);
}

#[test]
fn a_text_may_be_empty_secret_or_verbatim() {
    same("\"\"", Password::new("").unwrap());
    same("\"12345678\"", Password::new("12345678").unwrap());
    assert_eq!(Password::new("1234567"), Err(ValueError::TooShort { len: 7, min: 8 }));
    assert_eq!(read::<Password<'_>>("\"1234567\""), Err(TooShort("it")));
    assert_eq!(read::<Password<'_>>("\"12345678901\""), Err(TooLong("it")));
    assert_eq!(format!("{:?}", Password::new("12345678")), "Ok(Password(***))");
    assert_eq!(Password::new("12345678").unwrap().get(), "12345678");
    same("\"{\"a\":1\"", Message::new("{\"a\":1").unwrap());
    same("\"\"", Message::new("").unwrap());
    assert_eq!(read::<Message<'_>>("bare"), Ok(Message::new("bare").unwrap()));
    assert_eq!(read::<Message<'_>>("\"1234567\""), Err(TooLong("it")));
    same("\"a\"b\"", Key::new("a\"b").unwrap());
    assert_eq!(Key::from_bytes(b"ab").unwrap().get(), "ab");
}

#[test]
fn what_cannot_be_built_is_told_with_what_was_given_and_what_is_allowed() {
    let range = |given, min, max| Some(ValueError::OutOfRange { given, min, max });
    assert_eq!(LinkId::try_from(4), Ok(LinkId::MAX));
    assert_eq!(LinkId::try_from(5).err(), range(5, 0, 4));
    assert_eq!(Zone::try_from(-13).err(), range(-13, -12, 14));
    assert_eq!(Timestamp::try_from(0).err(), range(0, 1, 4_294_967_295));
    assert_eq!(ScanMask::try_from(0x420), Err(ValueError::UnknownBits { given: 0x420, known: 0x41f }));
    assert_eq!(ScanMask::try_from(3), Ok(ScanMask::ECN | ScanMask::SSID));
    assert_eq!(Ssid::try_from("wiz"), Ok(Ssid::new("wiz").unwrap()));
    assert_eq!(Ssid::try_from(""), Err(ValueError::TooShort { len: 0, min: 1 }));
    assert_eq!(Ssid::try_from("wizne"), Err(ValueError::TooLong { len: 5, max: 4 }));
    assert_eq!(Ssid::try_from(b"a\rb".as_slice()), Err(ValueError::ControlByte { at: 1 }));
    assert_eq!(Password::try_from("short").err(), Some(ValueError::TooShort { len: 5, min: 8 }));
    assert!(Password::try_from("").is_ok());
}

#[test]
fn what_is_parsed_prints_as_it_was() {
    assert_eq!("4".parse(), Ok(LinkId::MAX));
    assert_eq!((Zone::MIN.to_string(), "-12".parse()), ("-12".into(), Ok(Zone::MIN)));
    for (text, error) in [
        ("5", ValueError::OutOfRange { given: 5, min: 0, max: 4 }),
        ("-1", ValueError::OutOfRange { given: -1, min: 0, max: 4 }),
        ("300", ValueError::OutOfRange { given: 300, min: 0, max: 4 }),
        ("", ValueError::Invalid),
        ("4 ", ValueError::Invalid),
        ("99999999999999999999", ValueError::Invalid),
    ] {
        assert_eq!(text.parse::<LinkId>(), Err(error), "{text:?}");
    }
    assert_eq!("3".parse(), Ok(BOTH));
    assert_eq!("32".parse::<ScanMask>(), Err(ValueError::UnknownBits { given: 32, known: 0x41f }));
    assert_eq!("65536".parse::<ScanMask>(), Err(ValueError::UnknownBits { given: 65_536, known: 0x41f }));
    assert_eq!(format!("{BOTH:b} {BOTH:#o} {0:#x} {0:X}", ScanMask::ALL), "11 0o3 0x41f 41F");
    assert_eq!("3".parse(), Ok(WifiMode::Both));
    assert_eq!([WifiMode::try_from(0), "-1".parse()], [Err(ValueError::NotListed); 2]);
    assert_eq!((u32::from(WifiMode::Both), u8::from(LinkId::MAX), u16::from(BOTH)), (3, 4, 3));
    assert_eq!((Protocol::Udp.to_string(), "UDP".parse()), ("UDP".into(), Ok(Protocol::Udp)));
    assert_eq!("udp".parse::<Protocol>(), Err(ValueError::NotListed));
}

#[test]
fn a_text_prints_as_it_is_and_lends_its_bytes_if_nothing_in_it_is_escaped() {
    assert_eq!(Ssid::new("a,b").unwrap().to_string(), "a,b");
    let message = Message::new("{\"a\":1").unwrap();
    assert_eq!((message.to_string().as_str(), message.as_ref()), ("{\"a\":1", b"{\"a\":1".as_slice()));
}
