//! Values in lines of one's own, by whichever reader of lines is selected. What a parameter by itself means is in `wire`.

use core::net::Ipv4Addr;
use std::fmt::Debug;
use wizfi360_proto::{AtStr, DecodeError, Line, Mac, Open, Rest, commands::cwjap, commands::cwlap};

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+N:")]
struct Number {
    number: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+I:")]
struct Address {
    ip: Ipv4Addr,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+M:")]
struct Station<'a> {
    mac: Open<Mac, AtStr<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+O:")]
struct Pair {
    first: Option<u8>,
    second: Option<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Line)]
#[at(prefix = "+T:")]
struct Text<'a> {
    text: AtStr<'a>,
    rest: Rest<'a>,
}

/// Behind this prefix each text means this value, or is refused.
#[track_caller]
fn mean<'a, T: Line<'a> + PartialEq + Debug>(cases: &'a [(String, Result<T, DecodeError>)]) {
    for (line, value) in cases {
        assert_eq!(T::parse(line.as_bytes()).as_ref(), Some(value), "{line:?}");
    }
}

#[test]
fn a_number_is_below_two_to_the_32() {
    let numbers = ["0", "9", "999999999", "0999999999", "1000000000", "4294967289", "4294967290", "4294967295"];
    let means = |text: &str| Ok(Number { number: text.parse().expect("it fits") });
    let mut cases: Vec<_> = numbers.iter().map(|text| (format!("+N:{text}"), means(text))).collect();
    cases.push(("+N:00000000000000000004294967295".into(), means("4294967295")));
    for number in ["4294967296", "4294967300", "4294967305", "9999999999", "42949672950", "18446744073709551617"] {
        cases.push((format!("+N:{number}"), Err(DecodeError::OutOfRange("number"))));
    }
    for text in ["-1", "1:", "999999999:", "9999999999:", "1/", "a", "\"1\""] {
        cases.push((format!("+N:{text}"), Err(DecodeError::Invalid("number"))));
    }
    cases.push(("+N:".into(), Err(DecodeError::Missing("number"))));
    mean(&cases);
}

#[test]
fn an_address_has_four_numbers_of_up_to_three_digits() {
    let invalid = DecodeError::Invalid("ip");
    let mut cases = vec![];
    for (text, octets) in [("0.0.0.0", [0; 4]), ("9.10.99.100", [9, 10, 99, 100]), ("001.02.255.249", [1, 2, 255, 249])]
    {
        for line in [format!("+I:{text}"), format!("+I:\"{text}\"")] {
            cases.push((line, Ok(Address { ip: octets.into() })));
        }
    }
    for text in ["1.2.3.:", "1.2.:.4", ":.2.3.4", "1.2.3.4:", "1.2.3.0004", "1.2.3.1239", "1.2.0003.4", "1.2.3.256"] {
        for line in [format!("+I:{text}"), format!("+I:\"{text}\"")] {
            cases.push((line, Err(invalid)));
        }
    }
    cases.push(("+I:\"1.2.3.4".into(), Err(DecodeError::Unterminated("ip"))));
    cases.push(("+I:1.2.3.4\"".into(), Err(invalid)));
    mean(&cases);
}

#[test]
fn what_is_no_mac_address_is_a_text() {
    let mut cases = vec![];
    for (text, octets) in [
        ("00:09:af:a0:f9:ff", [0x00, 0x09, 0xaf, 0xa0, 0xf9, 0xff]),
        ("00:09:AF:A0:F9:FF", [0x00, 0x09, 0xaf, 0xa0, 0xf9, 0xff]),
        ("00:00:00:00:00:00", [0; 6]),
        ("00:00:00:ff:ff:ff", [0, 0, 0, 0xff, 0xff, 0xff]),
        ("ff:ff:ff:00:00:00", [0xff, 0xff, 0xff, 0, 0, 0]),
    ] {
        for line in [format!("+M:{text}"), format!("+M:\"{text}\"")] {
            cases.push((line, Ok(Station { mac: Open::Known(Mac(octets)) })));
        }
    }
    let texts = [
        "",
        "***",
        "00:09:afxa0:f9:ff",
        "00x09:af:a0:f9:ff",
        "00:09:af:a0:f9xff",
        "00:09:af:a0:f9:f",
        "00:09:af:a0:f9:fff",
        "/0:09:af:a0:f9:ff",
        ":0:09:af:a0:f9:ff",
        "`0:09:af:a0:f9:ff",
        "g0:09:af:a0:f9:ff",
        "00:09:af:a0:f9:f/",
        "00:09:af:a0:f9:f:",
        "00:09:af:a0:f9:fg",
    ];
    for text in texts {
        cases.push((format!("+M:\"{text}\""), Ok(Station { mac: Open::Other(AtStr::new(text).expect("a text")) })));
        let error = if text.is_empty() { DecodeError::Missing("mac") } else { DecodeError::Invalid("mac") };
        cases.push((format!("+M:{text}"), Err(error)));
    }
    mean(&cases);
}

#[test]
fn a_parameter_that_is_missing_is_none() {
    let pair = |first, second| Ok(Pair { first, second });
    mean(&[
        ("+O:".into(), pair(None, None)),
        ("+O:0".into(), pair(Some(0), None)),
        ("+O:0,0".into(), pair(Some(0), Some(0))),
        ("+O:0,0,0".into(), Err(DecodeError::TrailingData)),
    ]);
}

#[test]
fn no_text_of_a_line_holds_a_byte_that_no_line_can_hold() {
    for byte in ["\r", "\n", "\0"] {
        for line in [format!("+T:\"a{byte}\",b"), format!("+T:\"\\{byte}\",b"), format!("+T:\"a\",{byte}")] {
            assert_eq!(Text::parse(line.as_bytes()), Some(Err(DecodeError::ControlByte)), "{line:?}");
        }
    }
    let (text, rest) = (AtStr::new("\u{b}\u{c}\u{e}").expect("a text"), Rest::new("\u{b}\u{e}").expect("a text"));
    assert_eq!(Text::parse(b"+T:\"\x0b\x0c\x0e\",\x0b\x0e"), Some(Ok(Text { text, rest })));
}

#[test]
fn a_line_is_read_up_to_32767_bytes_and_then_whole_or_not_at_all() {
    for length in [0x7fff, 0x8000, 0x1_0000, 0x2_0000] {
        let mut line = b"+T:\"a\",".to_vec();
        line.resize(length, b'x');
        let rest = Rest::from_bytes(&line[7..]).expect("a text");
        match Text::parse(&line) {
            Some(Ok(read)) => assert!(read.text == "a" && read.rest == rest, "{length}"),
            refused => assert!(refused == Some(Err(DecodeError::Invalid("text"))) && length > 0x7fff, "{length}"),
        }
    }
}

#[test]
fn a_scope_stands_where_the_name_has_one() {
    let ap = "(3,\"x\",-53,\"64:e5:99:b8:60:5a\",1)";
    assert!(cwlap::Ap::parse(format!("+CWLAP:{ap}").as_bytes()).is_some_and(|read| read.is_ok()));
    for name in ["+CWLAP_CUR:", "+CWLAP_CUR", "+CWLAP_DEF", "+CW_CURLAP:", "_CUR+CWLAP:", "+CWLAP:_CUR"] {
        assert_eq!(cwlap::Ap::parse(format!("{name}{ap}").as_bytes()), None, "{name}");
    }
    for name in ["+CWJAP_CU:", "+CWJAP_CURR:", "+CWJAP_CUR_DEF:", "+CWJAP_:", "+CWJAP_cur:", "+CW_CURJAP:"] {
        assert_eq!(cwjap::JoinFailed::parse(format!("{name}1").as_bytes()), None, "{name}");
    }
}

#[test]
fn a_text_without_escapes_is_borrowed_even_where_its_end_is_searched_for() {
    let text = Text::parse(b"+T:\"name\",x").expect("a line").expect("read");
    assert_eq!(text.text.as_bytes(), Some(&b"name"[..]));
    for bssid in ["5c:e9:31:07:31:5b", "***"] {
        let line = format!("+CWJAP_CUR:\"name\",\"{bssid}\",8,-47");
        let joined = cwjap::Joined::parse(line.as_bytes()).expect("an answer").expect("read");
        assert_eq!(joined.ssid.as_bytes(), Some(&b"name"[..]), "{line}");
    }
}
