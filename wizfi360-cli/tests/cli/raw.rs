//! Raw bytes of the module.

use crate::run::{code, err, events, feed, kinds, lines, out};

const SESSION: &[u8] =
    b"\r\nready\r\nAT+CWMODE_CUR?\r\n+CWMODE_CUR:1\r\n\r\nOK\r\n\r\n+IPD,1,4,10.0.0.1,5000:a\r\n>0,CLOSED\r\n";

#[test]
fn the_echo_tells_what_is_under_way() {
    let events = events(&[], SESSION);
    assert_eq!(kinds(&events), ["message", "echo", "answer", "final", "packet", "message"]);
    assert_eq!(events[2]["command"], "AT+CWMODE_CUR");
    assert_eq!(events[2]["fields"][0]["label"], "Station");
    assert_eq!(events[4]["text"], "a\r\n>");
    let names: Vec<_> = events[4]["fields"].as_array().unwrap().iter().map(|field| field["name"].clone()).collect();
    assert_eq!(names, ["link ID", "len", "remote IP", "remote port"]);
    assert!(events.iter().all(|event| event.get("line").is_none()));
}

#[test]
fn offsets_are_where_the_text_begins() {
    for event in events(&[], SESSION) {
        let offset = usize::try_from(event["offset"].as_u64().unwrap()).unwrap();
        let text = event["text"].as_str().unwrap().as_bytes();
        assert_eq!(&SESSION[offset..offset + text.len()], text, "{event}");
    }
}

#[test]
fn without_echo_lines_are_told_by_their_text() {
    let events = events(&[], b"+CWLAP:(3,\"a\",-5,\"00:08:dc:11:12:13\",1,1)\r\nOK\r\n");
    assert_eq!(kinds(&events), ["answer", "final"]);
    assert_eq!(events[0]["command"], "AT+CWLAP");
    assert!(events[0]["hints"][0].as_str().unwrap().contains("Looks like a response"));
}

#[test]
fn dash_is_the_standard_input() {
    let plain = feed(&["decode"], SESSION);
    let dash = feed(&["decode", "-"], SESSION);
    assert_eq!(out(&plain), out(&dash));
    assert_eq!(code(&dash), 0);
}

#[test]
fn what_is_unknown_is_shown_and_counted() {
    let output = feed(&["decode"], b"OK\r\nxyzzy\r\n");
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("unknown  xyzzy"), "{}", out(&output));
    assert!(err(&output).contains("1 unknown, 0 refused of 2 events; the first at byte 4"), "{}", err(&output));
}

#[test]
fn noise_before_a_known_line_is_named() {
    let events = events(&[], b"\xfcSEND OK\r\n");
    assert_eq!(events[0]["kind"], "unknown");
    assert_eq!(events[0]["text"]["hex"], "fc53454e44204f4b");
    assert!(events[0]["hints"][0].as_str().unwrap().contains("`SEND OK`"));
}

#[test]
fn noise_before_ready_is_not_unknown() {
    for (input, noise) in [
        (&b"\xfc\r\nready\r\n"[..], 1),
        (b"\xfcready\r\n", 1),
        (b"\xfc\x00\r\n\xff\r\n\x80ready\r\n", 3),
        (b">> AT+RST\n<< b'\\xfc\\r\\n'\n<< \n<< ready\n", 1),
    ] {
        let output = feed(&["decode", "--json"], input);
        assert_eq!(code(&output), 0, "{}", out(&output));
        let events = lines(&output);
        let kinds: Vec<_> = kinds(&events).into_iter().filter(|kind| !matches!(*kind, "request" | "blank")).collect();
        assert_eq!(kinds[..noise], vec!["noise"; noise]);
        assert_eq!(kinds[noise..], ["message"]);
        assert_eq!(events.last().unwrap()["text"], "ready");
    }
    assert_eq!(kinds(&events(&[], b"\xfc\r\nready\r\n")), ["noise", "message"]);
    assert_eq!(kinds(&events(&[], b"\xfc\r\nOK\r\n")), ["unknown", "final"]);
    assert_eq!(kinds(&events(&[], b"\xfc\r\n")), ["unknown"]);
    assert_eq!(kinds(&events(&[], b"x\xfcready\r\n")), ["unknown"]);
    let reset = events(&[], b"AT+CWLAP\r\n\xfcready\r\nOK\r\n");
    assert!(reset[3]["hints"].to_string().contains("No request is pending"), "the module was reset");
    assert_eq!((&reset[1]["offset"], &reset[2]["offset"]), (&10.into(), &11.into()));
}

#[test]
fn a_refused_parameter_names_its_rule() {
    let output = feed(&["decode", "--json"], b"5,CONNECT\r\n");
    let events = lines(&output);
    assert_eq!(code(&output), 1);
    assert_eq!(events[0]["kind"], "message");
    assert_eq!(events[0]["error"]["kind"], "out_of_range");
    assert_eq!(events[0]["error"]["param"], "link ID");
    assert_eq!(events[0]["error"]["rule"], "0 to 4");
}

#[test]
fn payloads_come_in_pieces_that_do_not_depend_on_the_reader() {
    let payload = vec![b'y'; 5000];
    let input = [b"+IPD,5000:".as_slice(), &payload, b"\r\nOK\r\n"].concat();
    let events = events(&[], &input);
    assert_eq!(kinds(&events), ["packet", "packet", "packet", "final"]);
    let pieces: Vec<_> = events[..3].iter().map(|event| event["chunk"].clone()).collect();
    assert_eq!(pieces[0], serde_json::json!({"offset": 0, "remaining": 2952}));
    assert_eq!(pieces[1], serde_json::json!({"offset": 2048, "remaining": 904}));
    assert_eq!(pieces[2], serde_json::json!({"offset": 4096, "remaining": 0}));
}

#[test]
fn an_input_may_end_anywhere() {
    let line = events(&[], b"+CIPSTATU");
    assert_eq!(kinds(&line), ["unknown"]);
    assert!(line[0]["hints"].to_string().contains("ends inside of this line"));
    let packet = events(&[], b"+IPD,20:abc");
    assert_eq!(packet[0]["chunk"], serde_json::json!({"offset": 0, "remaining": 17}));
    assert!(packet[0]["hints"].to_string().contains("ends inside of this payload"));
    assert_eq!(kinds(&events(&[], b"OK")), ["final"]);
    assert_eq!(events(&[], b""), Vec::<serde_json::Value>::new());
}

#[test]
fn where_most_is_unknown_the_form_may_be_wrong() {
    let text = err(&feed(&["decode"], b"TX: AT\r\nRX: OK\r\nTX: AT+GMR\r\n"));
    assert!(text.contains("docs/log-format.md"), "{text}");
    let text = err(&feed(&["decode"], b"[10:09:15] <<OK\r\n[10:09:16] <<OK\r\n[10:09:17] >>x\r\n"));
    assert!(text.contains("another style") && text.contains("docs/log-format.md"), "{text}");
    assert!(!err(&feed(&["decode"], b"x\r\nRecv 4 bytes\r\nSEND OK\r\n")).contains("style"));
    assert!(!err(&feed(&["decode"], b"x\r\nOK\r\nOK\r\n")).contains("Most"));
}
