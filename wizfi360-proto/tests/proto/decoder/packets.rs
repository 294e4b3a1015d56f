//! Packets and their payload.

use super::{READY, events, reads};
use wizfi360_proto::{
    Line, Message, MessageKind, Request,
    commands::{at, cipsend, cwmode},
    host::{Decoder, Event},
};

#[test]
fn what_is_glued_behind_a_payload_is_read_as_if_it_stood_alone() {
    reads(
        Some(cipsend::Set::COMMAND),
        b"\r\n+IPD,0,3:abcOK\r\n\r\n+IPD,0,2:OK>\r\nSEND OK\r\n",
        &["payload 0 abc", "accepted", "payload 0 OK", "prompt", "final SEND OK"],
    );
    reads(
        Some(cwmode::Query::COMMAND),
        b"+IPD,0,3:abc+IPD,1,2:xy+CWMODE_CUR:1\r\n\r\nOK\r\n",
        &["payload 0 abc", "payload 1 xy", "line +CWMODE_CUR:1", "final OK"],
    );
}

#[test]
fn lost_payload_can_be_skipped() {
    let mut decoder = Decoder::<64>::new();
    let skipped = |decoder: &mut Decoder<64>, len| (decoder.skip_payload(len), decoder.remaining());
    assert_eq!(skipped(&mut decoder, 1), (0, 0), "between lines");
    for header in ["+IPD,5:", "+IPD,7,5:"] {
        while decoder.feed(header.as_bytes()).1.is_none() && decoder.remaining() == 0 {}
        assert_eq!(skipped(&mut decoder, 0), (0, 5), "{header}");
        assert_eq!(skipped(&mut decoder, 2), (2, 3), "{header}");
        // It is none of transparent mode.
        decoder.leave_transparent();
        assert_eq!(decoder.remaining(), 3, "{header}");
        assert_eq!(skipped(&mut decoder, 70_000), (3, 0), "{header}");
        assert_eq!(decoder.feed(b"x\r"), (2, Some(Event::Unknown(b"x"))), "{header}");
    }
    decoder.enter_transparent();
    assert_eq!(skipped(&mut decoder, 1), (0, 0), "in transparent mode");
    assert!(decoder.is_transparent());
}

#[test]
fn whoever_publishes_forges_no_link_event() {
    for line in ["t -> x,CLOSED", "t -> 0,CONNECT", "0,t -> ,CONNECT FAIL", "t -> 1,SEND OK"] {
        assert_eq!(MessageKind::of(line.as_bytes()), Some(MessageKind::MqttMessage), "{line}");
        assert!(matches!(Message::parse(line.as_bytes()), Some(Ok(Message::MqttMessage(_)))), "{line}");
    }
    reads(None, b"x,CLOSED\r\n\xff,SEND OK\r\n", &["unknown x,CLOSED", "unknown \\xff,SEND OK"]);
}

#[test]
fn a_payload_is_data_whatever_stands_in_it() {
    reads(
        Some(at::Test::COMMAND),
        b"\r\n+IPD,20:\r\nOK\r\n\0>\r\nERROR\r\nx\r\n\r\nOK\r\n",
        &["payload \\r\\nOK\\r\\n\\x00>\\r\\nERROR\\r\\nx\\r\\n", "final OK"],
    );
    reads(None, b"\r\n+IPD,2,3,192.168.0.9,80:a:b", &["payload 2 a:b"]);
    reads(None, b"\r\n+IPD,3,\"192.168.0.9\",80:a:b\r\nready\r\n", &["payload a:b", READY]);
    reads(None, b"\r\n+IPD,0:\r\nready\r\n", &["payload ", READY]);
}

#[test]
fn a_head_alone_is_no_event_unless_nothing_follows() {
    let mut decoder = Decoder::<64>::new();
    assert_eq!(decoder.feed(b"+IPD,2:"), (7, None));
    assert!(matches!(decoder.feed(b"abc"), (2, Some(Event::Payload { chunk: b"ab", remaining: 0, .. }))));
    assert_eq!(decoder.feed(b"c\r"), (2, Some(Event::Unknown(b"c"))));
    assert!(matches!(decoder.feed(b"+IPD,0:x"), (7, Some(Event::Payload { chunk: b"", remaining: 0, .. }))));
    assert_eq!(decoder.feed(b"x\r"), (2, Some(Event::Unknown(b"x"))));
}

#[test]
fn a_packet_has_at_most_65535_bytes() {
    let whole = |len: usize| [format!("+IPD,{len}:").as_bytes(), &vec![b'x'; len], b"\r\nready\r\n"].concat();
    for len in [65534, 65535] {
        assert_eq!(events(None, &[&whole(len)]), [format!("payload {}", "x".repeat(len)), READY.into()], "{len}");
    }
    // A longer one is a line, whose bytes are not counted.
    reads(None, b"+IPD,65536:abc\r\nready\r\n", &["unknown +IPD,65536:abc", READY]);
    reads(None, b"+IPD,7,65536:abc\r\nready\r\n", &["unknown +IPD,7,65536:abc", READY]);
}

#[test]
fn each_number_of_an_address_in_a_packet_header_goes_from_0_to_255() {
    for ip in [[0, 0, 0, 0], [9, 10, 19, 29], [90, 99, 100, 109], [190, 199, 200, 209], [249, 250, 254, 255]] {
        let [a, b, c, d] = ip;
        let mut decoder = Decoder::<64>::new();
        let header = format!("+IPD,1,{a}.{b}.{c}.{d},65535:x");
        let Some(Event::Payload { header, .. }) = decoder.feed(header.as_bytes()).1 else { panic!("{header}") };
        let from = header.from.expect("a remote host");
        assert_eq!((from.remote_ip.octets(), from.remote_port), (ip, 65535));
    }
    for address in ["256.0.0.1", "1.2.3.260", "1.2.3", "1.2.3.4.5", "1..2.3", "1a.2.3.4", "1.2.3.4a", ".1.2.3"] {
        let stream = format!("+IPD,2,{address},80:OK\r\nready\r\n");
        reads(None, stream.as_bytes(), &["invalid Invalid(\"remote IP\")", "discarded OK", READY]);
    }
}

#[test]
fn a_head_that_is_refused_has_its_payload_counted() {
    reads(
        Some(at::Test::COMMAND),
        b"\r\n+IPD,7,6:\r\nOK\r\n\r\nOK\r\n",
        &["invalid OutOfRange(\"link ID\")", "discarded \\r\\nOK\\r\\n", "final OK"],
    );
    let address = "invalid Invalid(\"remote IP\")";
    reads(None, b"+IPD,2,999.0.0.1,80:OK\r\nready\r\n", &[address, "discarded OK", READY]);
    reads(None, b"+IPD,0,2,999.0.0.1,80:OK\r\nready\r\n", &[address, "discarded OK", READY]);
    let link = "invalid Invalid(\"link ID\")";
    reads(None, b"+IPD,\"0,5\",2:OK\r\nready\r\n", &[link, "discarded OK", READY]);
    reads(None, b"\r\n+IPD,99999999:abc\r\nready\r\n", &["unknown +IPD,99999999:abc", READY]);
    reads(None, b"\r\n+IPD,a:0,5:hello\r\nready\r\n", &["unknown +IPD,a:0,5:hello", READY]);
    reads(None, b"\r\n+IPD,x:abc\r\nready\r\n", &["unknown +IPD,x:abc", READY]);
    reads(None, b"\r\n+IPD,4294967297:abc\r\nready\r\n", &["unknown +IPD,4294967297:abc", READY]);
}
