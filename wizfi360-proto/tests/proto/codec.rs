//! Bytes and meaning: what is written, what is read, what is refused.

use wizfi360_proto::{
    AnyRequest, AtStr, BareText, DecodeError, Encode, Ipd, Line, Mac, Message, Open, Params, Received, Request, Rest,
    Scope, Secret, SuffixedScope, ValueError, Verbatim, Writer,
    commands::{cipsta, cipstart, cwdhcp, cwjap, cwlap, gmr, mqttpub, uart},
    constant,
    domains::{Channel, Ecn, Host, LinkId, MqttText, Password, Port, ScanChannel, Ssid},
};

fn written(request: &impl Request) -> String {
    let mut buf = [0; 4096];
    let text = request.write(&mut buf).expect("room enough");
    String::from_utf8(text.to_vec()).expect("this test writes UTF-8")
}

#[test]
fn quotes_commas_and_backslashes_are_escaped_and_nothing_else() {
    let ssid = Ssid::new("ab\\,c").expect("short enough");
    let pwd = Password::new("12345678\"\\").expect("short enough");
    let join = cwjap::Set::new(Scope::Default, ssid, pwd).with_bssid(Mac([0x00, 0x08, 0xdc, 0x11, 0x12, 0x13]));
    // The manual's example, repaired: 3.2.4, p. 20.
    assert_eq!(written(&join), "AT+CWJAP_DEF=\"ab\\\\\\,c\",\"12345678\\\"\\\\\",\"00:08:dc:11:12:13\"\r\n");
}

#[test]
fn each_scope_has_its_name_and_a_scope_that_a_command_lacks_cannot_be_written() {
    assert_eq!(written(&cwjap::Query { scope: Scope::Current }), "AT+CWJAP_CUR?\r\n");
    assert_eq!(written(&cwjap::Query { scope: Scope::Default }), "AT+CWJAP_DEF?\r\n");
    assert_eq!(written(&cwjap::Query { scope: Scope::Unsuffixed }), "AT+CWJAP?\r\n");
    assert_eq!(written(&uart::Query { scope: SuffixedScope::Current }), "AT+UART_CUR?\r\n");
    assert_eq!(AnyRequest::parse(b"AT+UART?"), Err(DecodeError::UnknownCommand));
}

#[test]
fn a_text_that_is_not_utf8_survives_both_ways() {
    let ssid = b"caf\xe9 \xff,\"";
    let open = Password::new("").expect("an open network");
    let join = cwjap::Set::new(Scope::Current, Ssid::from_bytes(ssid).expect("short enough"), open);
    let mut buf = [0; cwjap::Set::MAX_LEN];
    let text = join.write(&mut buf).expect("MAX_LEN is enough");
    assert_eq!(text, b"AT+CWJAP_CUR=\"caf\xe9 \xff\\,\\\"\",\"\"\r\n");
    let read = cwjap::Set::parse(text).expect("it reads what it writes");
    assert!(read.ssid().get().bytes().eq(*ssid));
    assert_eq!(read, join);
}

#[test]
fn cr_lf_and_nul_can_neither_be_built_nor_read() {
    for (text, at) in [("a\rb", 1), ("a\nb", 1), ("ab\0c", 2), ("\r\n", 0), ("0123456789\n", 10)] {
        let error = ValueError::ControlByte { at };
        assert_eq!(AtStr::new(text), Err(error));
        assert_eq!(Verbatim::new(text), Err(error));
        assert_eq!(Rest::try_from(text), Err(error));
        assert_eq!(BareText::try_from(text.as_bytes()), Err(error));
        assert_eq!(Ssid::new(text), Err(error));
        assert_eq!(MqttText::new(text), Err(error));
        let line = format!("AT+CWJAP_CUR=\"{text}\",\"\"");
        assert_eq!(AnyRequest::parse(line.as_bytes()), Err(DecodeError::ControlByte), "{line:?}");
        let line = format!("+CWJAP_CUR:\"{text}\",\"00:08:dc:9c:ef:b6\",12,-75");
        assert_eq!(cwjap::Joined::parse(line.as_bytes()), Some(Err(DecodeError::ControlByte)), "{line:?}");
    }
}

#[test]
fn no_byte_gets_through_wherever_it_stands_and_however_long_the_text_is() {
    let line = |text: &[u8]| [b"AT+MQTTTOPIC=\"".as_slice(), text, b"\",\"x\""].concat();
    for length in 1..=40 {
        // At each place, with any neighbours; and everywhere.
        for at in 0..=length {
            for fill in [b'a', b'!', 0x80, 0xff] {
                let with = |byte: u8| {
                    let mut text = vec![fill; length];
                    if at < length {
                        text[at] = byte
                    } else {
                        text.fill(byte)
                    }
                    text
                };
                for byte in [b'\r', b'\n', 0] {
                    let text = with(byte);
                    assert!(AtStr::from_bytes(&text).is_err() && Rest::from_bytes(&text).is_err(), "{text:?}");
                    assert_eq!(AnyRequest::parse(&line(&text)), Err(DecodeError::ControlByte), "{text:?}");
                }
                for byte in [b'"', b',', b'\\'] {
                    let text = with(byte);
                    let topic = AtStr::from_bytes(&text).expect("it can be escaped");
                    let mut buf = [0; 128];
                    let mut w = Writer::new(&mut buf);
                    topic.encode(&mut w);
                    let escaped: Vec<u8> = text
                        .iter()
                        .flat_map(|b| if b"\",\\".contains(b) { vec![b'\\', *b] } else { vec![*b] })
                        .collect();
                    let written = w.finish().expect("room enough");
                    assert_eq!(written, [b"\"", &*escaped, b"\""].concat(), "{text:?}");
                    assert!(Params::new(written).read::<AtStr>("it").is_ok_and(|read| read == topic));
                }
                for byte in [b' ', 0x1f, b'\t', 0x7f, 0x80, 0x8d] {
                    let text = with(byte);
                    assert!(AtStr::from_bytes(&text).is_ok_and(|built| built == *text), "{text:?}");
                    assert!(AnyRequest::parse(&line(&text)) != Err(DecodeError::ControlByte), "{text:?}");
                }
            }
        }
    }
}

#[test]
fn each_form_has_its_sign() {
    for line in ["AT", "ATE0", "ATE1", "AT+GMR", "AT+CWMODE_CUR?", "AT+CWMODE=?", "AT+CWMODE_DEF=3"] {
        let request = AnyRequest::parse(line.as_bytes()).expect(line);
        let mut buf = [0; 32];
        assert_eq!(request.write(&mut buf).expect("room enough"), format!("{line}\r\n").as_bytes());
        assert!(request.max_len() >= line.len() + 2);
    }
    for line in ["AT=?", "AT?", "ATE", "ATE=0", "ATE?", "AT+GMR=", "AT+GMR=1", "AT+CWMODE_CUR=?1", "AT+CWMODE_CUR?1"] {
        assert!(AnyRequest::parse(line.as_bytes()).is_err(), "{line}");
    }
}

#[test]
fn a_value_that_breaks_a_limit_cannot_be_built() {
    assert_eq!(Ssid::new(""), Err(ValueError::TooShort { len: 0, min: 1 }));
    assert!(Ssid::new(&"x".repeat(32)).is_ok());
    assert_eq!(Ssid::new(&"x".repeat(33)), Err(ValueError::TooLong { len: 33, max: 32 }));
    assert_eq!(Password::new(&"\n".repeat(65)), Err(ValueError::TooLong { len: 65, max: 64 }));
    assert_eq!(LinkId::new(4).map(LinkId::get), Ok(4));
    assert_eq!(LinkId::new(5), Err(ValueError::OutOfRange { given: 5, min: 0, max: 4 }));
    assert!(Channel::new(0).is_err() && Channel::new(14).is_err());
    assert!(Port::new(0).is_err());
    const LINK: LinkId = constant(LinkId::new(3));
    assert_eq!(LINK.get(), 3);
}

#[test]
fn a_value_that_breaks_a_limit_is_refused_by_name() {
    let cases: &[(&str, DecodeError)] = &[
        ("AT+CWJAP_CUR=\"\",\"\"", DecodeError::TooShort("ssid")),
        ("AT+CWJAP_CUR=\"x\"", DecodeError::Missing("pwd")),
        ("AT+CWJAP_CUR=x,\"\"", DecodeError::Invalid("ssid")),
        ("AT+CWJAP_CUR=\"x,\"\"", DecodeError::Unterminated("ssid")),
        ("AT+CWJAP_CUR=\"x\",\"\",\"00:08:dc:11:12\"", DecodeError::Invalid("bssid")),
        ("AT+CWJAP_CUR=\"x\",\"\",\"00:08:dc:11:12:13\",1", DecodeError::TrailingData),
        ("AT+CIPSTART=5,\"TCP\",\"h\",1", DecodeError::OutOfRange("link ID")),
        ("AT+CIPSTART=\"TCP\",\"h\",65536", DecodeError::OutOfRange("remote port")),
        ("AT+CIPSTART=\"TCP\",\"h\",4294967297", DecodeError::OutOfRange("remote port")),
        ("AT+CIPSTART=\"TCP\",\"h\",18446744073709551617", DecodeError::OutOfRange("remote port")),
        ("AT+CIPSTART=\"FTP\",\"h\",1", DecodeError::OutOfRange("type")),
        ("AT+CWMODE_CUR=4", DecodeError::OutOfRange("mode")),
        ("AT+CWMODE_CUR=+1", DecodeError::Invalid("mode")),
        ("AT+NOSUCH", DecodeError::UnknownCommand),
        ("AT+GMR?", DecodeError::UnknownForm),
        ("", DecodeError::UnknownCommand),
    ];
    for (line, error) in cases {
        assert_eq!(AnyRequest::parse(line.as_bytes()).unwrap_err(), *error, "{line}");
    }
}

#[test]
fn six_forms_of_cipstart_are_one_type() {
    let host = Host::new("192.168.1.2").expect("a host");
    let port = Port::new(5000).expect("a port");
    let open = cipstart::Set::new(cipstart::Remote::Tcp(cipstart::RemoteTcp::new(host, port)));
    assert_eq!(written(&open), "AT+CIPSTART=\"TCP\",\"192.168.1.2\",5000\r\n");
    let link = LinkId::new(4).expect("a link");
    assert_eq!(written(&open.with_link_id(link)), "AT+CIPSTART=4,\"TCP\",\"192.168.1.2\",5000\r\n");
    for line in [
        "AT+CIPSTART=\"TCP\",\"h\",1,7200",
        "AT+CIPSTART=0,\"TCP\",\"h\",1,0",
        "AT+CIPSTART=\"UDP\",\"h\",0,1000",
        "AT+CIPSTART=3,\"UDP\",\"h\",65535,1000,2",
        "AT+CIPSTART=\"SSL\",\"h\",443",
        "AT+CIPSTART=1,\"SSL\",\"h\",443,60",
    ] {
        let read = cipstart::Set::parse(line.as_bytes()).expect(line);
        assert_eq!(written(&read), format!("{line}\r\n"));
    }
}

#[test]
fn a_parameter_in_the_middle_is_left_out_by_an_empty_place() {
    for (line, mac, channel) in [
        ("AT+CWLAP=\"x\"", None, None),
        ("AT+CWLAP=\"x\",\"\",12", None, Some(12)),
        ("AT+CWLAP=\"x\",,12", None, Some(12)),
        ("AT+CWLAP=\"x\",\"00:08:dc:9c:ef:b6\"", Some(Mac([0x00, 0x08, 0xdc, 0x9c, 0xef, 0xb6])), None),
    ] {
        let set = cwlap::Set::parse(line.as_bytes()).expect(line);
        assert_eq!((set.mac(), set.channel().map(ScanChannel::get)), (mac, channel), "{line}");
        assert_eq!(written(&set), format!("{}\r\n", line.replace(",,", ",\"\",")));
    }
}

#[test]
fn a_message_for_a_broker_goes_verbatim() {
    let message = MqttText::new("{\"a\":1,\"b\":\"\\\"}").expect("short enough");
    assert_eq!(written(&mqttpub::Set { message }), "AT+MQTTPUB=\"{\"a\":1,\"b\":\"\\\"}\"\r\n");
    // A real module takes it without quotes as well: fixture mqtt-publish.
    let read = mqttpub::Set::parse(b"AT+MQTTPUB=??0123456789??").expect("taken");
    assert_eq!(read.message.get(), "??0123456789??");
}

#[test]
fn what_the_manual_does_not_know_is_kept() {
    let ap = cwlap::Ap::parse(b"+CWLAP:(7,\"x\",-5,\"mac address\",14,9)").expect("a scan line").expect("read");
    assert_eq!(ap.ecn, Some(Open::Other(7)));
    assert_eq!(ap.mac, Some(Open::Other(AtStr::new("mac address").expect("a text"))));
    assert_eq!(ap.channel, Some(14));
    let ap = cwlap::Ap::parse(b"+CWLAP:(3,\"\",-53,\"64:E5:99:b8:60:5a\",1)").expect("a scan line").expect("read");
    assert!(ap.ecn == Some(Open::Known(Ecn::Wpa2Psk)) && ap.wps.is_none() && ap.ssid == Some(AtStr::EMPTY));
}

#[test]
fn a_stranger_cannot_forge_a_scan_line_by_the_name_of_a_network() {
    let real = "-47,\"5c:e9:31:07:31:5b\",8,1";
    let names = [
        "Guest-Net-07",
        "a,b",
        "\"",
        "say \"hi\"",
        "x\",-30,\"00:00:00:00:00:00\",1,1",
        "x\",-30,\"00:00:00:00:00:00\",1,1)",
        "x\",-30,\"00:00:00:00:00:00\",1,1,",
        "\",-1,\"",
        "OK",
        ">",
        "+CWLAP:(0,\"x\",-1,\"00:00:00:00:00:00\",1,1)",
        "0,CLOSED",
        ",\"\",\",",
        "back\\",
        "a,b\\\\c",
        "a\"b\\\\c",
    ];
    for name in names {
        let line = format!("+CWLAP:(3,\"{name}\",{real})");
        let ap = cwlap::Ap::parse(line.as_bytes()).expect("a scan line").expect(name);
        assert!(ap.ssid.is_some_and(|ssid| ssid == name), "{line}: {:?}", ap.ssid);
        let mac = Mac([0x5c, 0xe9, 0x31, 0x07, 0x31, 0x5b]);
        assert_eq!((ap.rssi, ap.mac, ap.channel), (Some(-47), Some(Open::Known(mac)), Some(8)), "{line}");
        let joined = format!("+CWJAP_CUR:\"{name}\",\"5c:e9:31:07:31:5b\",8,-47");
        let joined = cwjap::Joined::parse(joined.as_bytes()).expect("an answer").expect(name);
        assert!(joined.ssid == name && joined.rssi == -47, "{joined:?}");
    }
}

#[test]
fn a_known_mask_tells_names_apart_as_well() {
    use wizfi360_proto::domains::ScanMask;
    let line = b"+CWLAP:(\"a\",\"b\",\"5c:e9:31:07:31:5b\")";
    let ap = cwlap::Ap::parse_masked(line, ScanMask::SSID | ScanMask::MAC).expect("a scan line").expect("read");
    assert!(ap.ssid.is_some_and(|ssid| ssid == "a\",\"b"), "{ap:?}");
}

#[test]
fn a_mask_tells_which_fields_a_scan_line_has() {
    use wizfi360_proto::domains::ScanMask;
    let mask = ScanMask::SSID | ScanMask::CH;
    let ap = cwlap::Ap::parse_masked(b"+CWLAP:(\"x\",11)", mask).expect("a scan line").expect("read");
    assert_eq!((ap.ecn, ap.rssi, ap.channel, ap.mask()), (None, None, Some(11), mask));
    assert!(ScanMask::new(1055).is_ok() && ScanMask::new(32).is_err());
}

#[test]
fn addresses_are_read_with_quotes_and_without() {
    for line in ["+IPD,1,5,\"192.168.0.10\",50000:", "+IPD,1,5,192.168.0.10,50000:"] {
        let head = Ipd::parse(line.as_bytes()).expect("a head").expect("read");
        let from = head.from.expect("a peer");
        assert_eq!((head.link_id.map(LinkId::get), head.len, from.remote_port), (Some(1), 5, 50000));
        let mut buf = [0; 64];
        assert_eq!(head.write(&mut buf).expect("room enough"), b"+IPD,1,5,192.168.0.10,50000:");
    }
    for line in ["+IPD,5:", "+IPD,0,5:", "+IPD,5,1.2.3.4,80:"] {
        assert!(matches!(Ipd::parse(line.as_bytes()), Some(Ok(head)) if head.len == 5), "{line}");
    }
}

#[test]
fn a_line_carries_the_name_that_it_was_asked_by() {
    let line = cipsta::QueryLine::parse(b"+CIPSTA_CUR:netmask:\"255.255.255.0\"").expect("an answer").expect("read");
    let guide = cipsta::QueryLine::parse(b"+CIPSTA_CUR:network:\"255.255.255.0\"").expect("an answer").expect("read");
    assert_eq!(line, guide, "a guide of the vendor prints `network`");
    let failed = cwjap::JoinFailed::parse(b"+CWJAP:2").expect("an answer").expect("read");
    assert_eq!(failed.scope, Scope::Unsuffixed);
    assert!(cwdhcp::Query::parse(b"AT+CWDHCP?").is_ok());
}

#[test]
fn a_link_id_above_four_is_an_error_that_says_so() {
    assert_eq!(Message::parse(b"5,CLOSED"), Some(Err(DecodeError::OutOfRange("link ID"))));
    assert_eq!(Message::parse(b"CLOSED").map(|read| read.is_ok()), Some(true));
    assert_eq!(Ipd::parse(b"+IPD,9,1:"), Some(Err(DecodeError::OutOfRange("link ID"))));
}

#[test]
fn version_lines_are_told_apart() {
    let line = gmr::ExecuteLine::parse(b"AT version:1.1.1.7(May  4 2021 15:14:59)").expect("an answer").expect("read");
    assert!(format!("{line:?}").contains("1.1.1.7(May  4 2021 15:14:59)"), "{line:?}");
    assert!(gmr::ExecuteLine::parse(b"SDK version:3.2.0(a0ffff9f)").is_some());
    assert!(gmr::ExecuteLine::parse(b"something else").is_none());
}

#[test]
fn secrets_are_not_printed() {
    let pwd = Password::new("correct horse").expect("short enough");
    let join = cwjap::Set::new(Scope::Current, Ssid::new("x").expect("short enough"), pwd);
    for text in [format!("{join:?}"), format!("{pwd:?}"), format!("{:?}", Secret("correct horse"))] {
        assert!(text.contains("***") && !text.contains("horse"), "{text}");
    }
    assert_eq!(pwd.get(), "correct horse", "whoever asks for it gets it");
}

#[test]
fn too_small_a_buffer_is_told_with_what_it_takes() {
    let query = cwjap::Query { scope: Scope::Current };
    let needed = query.write(&mut [0; 3]).unwrap_err().needed;
    assert_eq!(needed, "AT+CWJAP_CUR?\r\n".len());
    assert!(query.write(&mut vec![0; needed]).is_ok());
}
