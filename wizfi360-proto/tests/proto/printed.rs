//! What values, errors and engines print: texts as they mean, lines and payloads as their lengths.

use std::cmp::Ordering;
use wizfi360_proto::{
    AtStr, BareText, BufferFull, DecodeError, Firmware, Line, Mac, Open, Params, Request, Rest, Scope, UnicastMac,
    ValueError, Verbatim, Writer,
    commands::{cwlap, cwsap, gmr},
    device,
    domains::{Channel, SoftApEcn, SoftApPassword, Ssid},
    host,
};

/// The text of the first field of a scan line: as it stands in the line, escapes in place.
fn read<'a>(line: &'a str) -> AtStr<'a> {
    cwlap::Ap::parse(line.as_bytes()).expect("a scan line").expect("read").ssid.expect("an SSID")
}

#[test]
fn a_text_prints_what_it_means_and_shows_bytes_that_are_no_text() {
    let cases: &[(&[u8], &str, &str)] = &[
        (b"", "", r#""""#),
        (b"plain", "plain", r#""plain""#),
        (b"a\"b\\c", "a\"b\\c", r#""a\"b\\c""#),
        (b"\\a\\", "\\a\\", r#""\\a\\""#),
        ("Gr\u{fc}n".as_bytes(), "Gr\u{fc}n", "\"Gr\u{fc}n\""),
        (b"caf\xe9", "caf\\xe9", r#""caf\xe9""#),
        (b"\xff\xfe!", "\\xff\\xfe!", r#""\xff\xfe!""#),
        (b"tab\t", "tab\t", r#""tab\t""#),
    ];
    for &(bytes, display, debug) in cases {
        let text = AtStr::from_bytes(bytes).expect("no control byte");
        assert_eq!((format!("{text}"), format!("{text:?}")), (display.into(), debug.into()));
        let text = Rest::from_bytes(bytes).expect("no control byte");
        assert_eq!((format!("{text}"), format!("{text:?}")), (display.into(), debug.into()));
        let text = Verbatim::from_bytes(bytes).expect("no control byte");
        assert_eq!((format!("{text}"), format!("{text:?}")), (display.into(), debug.into()));
        let text = BareText::from_bytes(bytes).expect("no control byte");
        assert_eq!((format!("{text}"), format!("{text:?}")), (display.into(), debug.into()));
    }
}

#[test]
fn an_escaped_text_prints_without_its_escapes() {
    for (wire, display) in [
        (r"a\,b", "a,b"),
        (r"\\\\", r"\\"),
        (r#"\"quoted\""#, "\"quoted\""),
        (r"x\\y\,z", r"x\y,z"),
        (r"gr\\ün\,", r"gr\ün,"),
        (r"\,", ","),
    ] {
        let line = format!("+CWLAP:(3,\"{wire}\",-47,\"5c:e9:31:07:31:5b\",8,1)");
        let text = read(&line);
        assert_eq!(text.to_string(), display, "{wire}");
        assert_eq!((text.as_str(), text.as_bytes()), (None, None), "escapes stand in it");
        assert_eq!(text.wire(), wire.as_bytes());
        assert_eq!(text.len(), display.len());
        let debug = format!("{:?}", display).replace('ü', r"\xc3\xbc");
        assert_eq!(format!("{text:?}"), debug);
    }
}

#[test]
fn addresses_and_versions_print_as_they_are_written() {
    let mac = Mac([0x00, 0x08, 0xdc, 0xab, 0x0c, 0xff]);
    assert_eq!((format!("{mac}"), format!("{mac:?}")), ("00:08:dc:ab:0c:ff".into(), "00:08:dc:ab:0c:ff".into()));
    assert_eq!(Firmware([1, 0, 7, 65535]).to_string(), "1.0.7.65535");
    assert_eq!(UnicastMac::new(mac).map(|mac| mac.to_string()), Ok("00:08:dc:ab:0c:ff".into()));
    assert_eq!(format!("{:?}", Open::<u8>::Known(7)), "Known(7)");
}

#[test]
fn addresses_and_versions_are_parsed_as_they_print() {
    let mac = Mac([0x00, 0x08, 0xdc, 0xab, 0x0c, 0xff]);
    assert_eq!("00:08:DC:ab:0c:ff".parse(), Ok(mac));
    assert_eq!("00:08:dc:ab:0c:ff".parse(), UnicastMac::new(mac));
    assert_eq!("00:08:dc:ab:0c:ff ".parse::<Mac>(), Err(ValueError::Invalid));
    assert_eq!("01:00:5e:00:00:01".parse::<UnicastMac>(), Err(ValueError::GroupAddress));
    assert_eq!("1.0.7.65535".parse(), Ok(Firmware([1, 0, 7, 65535])));
    for text in ["", "1.0.7", "1.0.7.", "1.0.7.65536", "1.0.7.1(May  4 2021)", "v1.0.7.1"] {
        assert_eq!(text.parse::<Firmware>(), Err(ValueError::Invalid), "{text}");
    }
}

#[test]
fn texts_without_limits_convert_and_compare() {
    assert_eq!(AtStr::try_from("a").map(|text| "a" == text), Ok(true));
    assert_eq!(Rest::try_from(b"a,b".as_slice()).as_ref().map(AsRef::as_ref), Ok(b"a,b".as_slice()));
    assert_eq!((AtStr::default(), Verbatim::default()), (AtStr::EMPTY, Verbatim::EMPTY));
    // By what they mean, escapes undone.
    let escaped = read(r#"+CWLAP:(3,"a\\b",-1,"00:08:dc:ab:0c:ff",1,0)"#);
    assert_eq!(escaped.cmp(&AtStr::new("a\\b").expect("a text")), Ordering::Equal);
    assert!(escaped < AtStr::new("ab").expect("a text"));
}

#[test]
fn every_error_says_what_is_wrong_with_which_parameter() {
    let cases = [
        (DecodeError::Missing("pwd"), "<pwd> is missing"),
        (DecodeError::Invalid("pwd"), "<pwd> is not of its type"),
        (DecodeError::OutOfRange("link ID"), "<link ID> is out of range"),
        (DecodeError::TooShort("pwd"), "<pwd> is too short"),
        (DecodeError::TooLong("pwd"), "<pwd> is too long"),
        (DecodeError::Unterminated("pwd"), "the quotes of <pwd> do not match"),
        (DecodeError::ControlByte, "CR, LF or NUL stands inside the line"),
        (DecodeError::LineTooLong, "the line is too long"),
        (DecodeError::TrailingData, "there are more parameters than expected"),
        (DecodeError::UnknownCommand, "the command is not known"),
        (DecodeError::UnknownForm, "the command does not have this form"),
        (DecodeError::Ambiguous("ssid"), "where <ssid> ends cannot be told"),
    ];
    for (error, text) in cases {
        assert_eq!(error.to_string(), text);
    }
    assert_eq!(BufferFull { needed: 70 }.to_string(), "the buffer is too small: 70 bytes are needed");
}

#[test]
fn a_value_error_says_what_was_given_and_what_is_allowed() {
    let cases = [
        (ValueError::TooShort { len: 3, min: 8 }, "3 bytes are too short: at least 8"),
        (ValueError::TooLong { len: 33, max: 32 }, "33 bytes are too long: at most 32"),
        (ValueError::ControlByte { at: 2 }, "CR, LF or NUL at byte 2"),
        (ValueError::OutOfRange { given: -12, min: -11, max: 13 }, "-12 is out of range: -11 to 13"),
        (ValueError::UnknownBits { given: 0x20, known: 0x1f }, "0x20 has bits that are not in 0x1f"),
        (ValueError::NotListed, "it is not one of the values"),
        (ValueError::Invalid, "the text is not of this type"),
        (ValueError::GroupAddress, "the MAC address is a group's"),
    ];
    for (error, text) in cases {
        assert_eq!(error.to_string(), text);
    }
    // Limits and rules are one error for who uses `?`.
    let softap = |pwd: &'static str| -> Result<(), ValueError> {
        let (ssid, pwd, chl) = (Ssid::try_from("a")?, SoftApPassword::try_from(pwd)?, Channel::try_from(1)?);
        cwsap::Set::new(Scope::Current, ssid, pwd, chl, SoftApEcn::Wpa2Psk)?;
        Ok(())
    };
    assert!(matches!(softap("short"), Err(ValueError::TooShort { len: 5, .. })));
    assert!(matches!(softap(""), Err(ValueError::RuleViolation(violation)) if violation.params() == ["pwd", "ecn"]));
}

#[test]
fn what_may_hold_a_password_prints_as_its_length() {
    let params = Params::new(b"\"secret\",hidden");
    assert_eq!(format!("{params:?}"), "Params { rest: Some(15 bytes), .. }");
    assert_eq!(format!("{:?}", Params::new(b"")), "Params { rest: None, .. }");
    let mut tokens = params.clone();
    let (quoted, bare) = (tokens.token("a").expect("a token"), tokens.token("b").expect("a token"));
    assert_eq!((format!("{quoted:?}"), format!("{bare:?}")), ("Quoted(6 bytes)".into(), "Bare(6 bytes)".into()));
    assert_eq!(format!("{:?}", AtStr::new("secret").expect("a text").bytes()), "Bytes(6 bytes)");

    let mut buf = [0; 8];
    let mut writer = Writer::new(&mut buf);
    writer.raw(b"secret");
    assert_eq!(format!("{writer:?}"), "Writer { written: 6 bytes, .. }");
    writer.raw(b"and more than there is room for");
    assert_eq!(format!("{writer:?}"), "Writer { written: 8 bytes, .. }");
}

#[test]
fn an_engine_prints_how_long_the_line_is_that_it_reads() {
    let mut host = host::Decoder::<64>::new();
    host.begin(gmr::Execute::COMMAND);
    assert_eq!(host.feed(b"secret"), (6, None));
    let printed = format!("{host:?}");
    assert!(printed.starts_with("Decoder { line: 6 bytes, state: State { "), "{printed}");
    assert!(printed.contains("AT+GMR") && !printed.contains("115, 101, 99"), "{printed}");

    let mut device = device::Decoder::<64>::new();
    assert_eq!(device.feed(b"secret"), (6, None));
    let printed = format!("{device:?}");
    assert!(printed.starts_with("Decoder { line: 6 bytes, state: State { len: 6, "), "{printed}");
    assert!(!printed.contains("secret") && !printed.contains("115, 101, 99"), "{printed}");
}
