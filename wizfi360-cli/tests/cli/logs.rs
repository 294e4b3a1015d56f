//! The five recordings: every line comes out as something.

use crate::run::{REAL, code, err, events, feed, kinds, lines, out, real, run};
use serde_json::Value;

fn decoded(name: &str) -> Vec<Value> {
    let output = run(&["decode", "--json", &real(name)]);
    assert_eq!(code(&output), 0, "{name}: {}", err(&output));
    lines(&output)
}

fn count(events: &[Value], kind: &str) -> usize {
    kinds(events).iter().filter(|known| **known == kind).count()
}

#[test]
fn nothing_in_them_is_unknown_or_refused() {
    for name in REAL {
        for event in decoded(name) {
            assert_ne!(event["kind"], "unknown", "{name}: {event}");
            assert!(event.get("error").is_none(), "{name}: {event}");
            assert!(event.get("disagreement").is_none(), "{name}: {event}");
            assert_eq!(event["schema"], 2);
            let typed = ["request", "answer", "message", "packet", "final", "reason", "accepted"];
            if typed.contains(&event["kind"].as_str().unwrap()) {
                assert_eq!(event["typed_by"], "generated", "{name}: {event}");
                assert!(event["rust"].is_string(), "{name}: {event}");
                assert!(event["source"]["text"].is_string(), "{name}: {event}");
            }
        }
    }
}

#[test]
fn every_line_of_them_makes_an_event() {
    for name in REAL {
        let text = std::fs::read_to_string(real(name)).unwrap();
        let events = decoded(name);
        for (number, line) in (1_u64..).zip(text.lines()) {
            let seen = events.iter().any(|event| event["line"] == number);
            assert!(seen || line.is_empty(), "{name}:{number}: {line}");
        }
    }
}

#[test]
fn they_hold_what_they_hold() {
    let counts = |name: &str| {
        let events = decoded(name);
        [
            "request", "echo", "answer", "message", "final", "accepted", "prompt", "data", "packet", "note", "blank",
            "comment",
        ]
        .map(|kind| count(&events, kind))
    };
    assert_eq!(counts("mqtt-publish"), [4, 4, 0, 1, 4, 0, 0, 0, 0, 0, 4, 5]);
    assert_eq!(counts("query-version"), [3, 3, 7, 0, 3, 0, 0, 0, 0, 0, 2, 4]);
    assert_eq!(counts("scan-join-update"), [4, 4, 17, 4, 4, 0, 0, 0, 0, 0, 5, 6]);
    assert_eq!(counts("tcp-client-guide"), [9, 0, 4, 5, 8, 1, 1, 1, 1, 0, 7, 5]);
    assert_eq!(counts("tcp-send-receive"), [3, 0, 0, 3, 2, 1, 0, 0, 0, 1, 0, 5]);
}

#[test]
fn an_access_point_is_typed_field_by_field() {
    let events = decoded("scan-join-update");
    let ap = events.iter().find(|event| event["kind"] == "answer").unwrap();
    assert_eq!(ap["name"], "Ap");
    assert_eq!(ap["command"], "AT+CWLAP");
    assert_eq!(ap["form"], "execute");
    assert_eq!(ap["time"], "10:09:24.769");
    assert_eq!(ap["line"], 14);
    assert_eq!(ap["source"]["section"], "3.2.6");
    let field = |name: &str| {
        let fields = ap["fields"].as_array().unwrap();
        fields.iter().find(|field| field["name"] == name).unwrap().clone()
    };
    assert_eq!(field("ecn")["value"], 3);
    assert_eq!(field("ecn")["label"], "WPA2_PSK");
    assert_eq!(field("ecn")["meaning"], "WPA2 with a pre-shared key.");
    assert_eq!(field("ssid")["value"], "##WIZnet_irina");
    assert_eq!(field("rssi")["value"], -53);
    assert_eq!(field("mac")["value"], "64:e5:99:b8:60:5a");
    assert!(ap["rust"].as_str().unwrap().contains("Wpa2Psk"), "{ap}");
}

#[test]
fn data_and_packets_are_no_lines() {
    let events = decoded("tcp-client-guide");
    let data = events.iter().find(|event| event["kind"] == "data").unwrap();
    assert_eq!((&data["text"], &data["from"]), (&"1234567890".into(), &"host".into()));
    let packet = events.iter().find(|event| event["kind"] == "packet").unwrap();
    assert_eq!((&packet["text"], &packet["fields"][0]["value"]), (&"1234567890".into(), &10.into()));
}

#[test]
fn the_odd_quotes_of_a_publish_are_its_message() {
    let events = decoded("mqtt-publish");
    let publish = events.iter().find(|event| event["command"] == "AT+MQTTPUB").unwrap();
    assert_eq!(publish["fields"][0]["value"], "??0123456789??");
}

#[test]
fn a_command_without_a_final_result_ends_with_the_next() {
    let events = decoded("tcp-client-guide");
    let join = events.iter().find(|event| event["command"] == "AT+CWJAP_CUR").unwrap();
    assert_eq!(join["hints"][0], "The previous request, AT+CWLAP, never got a final result.");
}

#[test]
fn as_text_they_say_the_same() {
    for name in REAL {
        let output = run(&["decode", &real(name)]);
        let text = out(&output);
        assert_eq!(code(&output), 0, "{name}");
        assert!(!text.contains('\x1b'), "{name}: no colour where there is no terminal");
        assert!(!text.contains("unknown") && !text.contains("refused"), "{name}: {text}");
        let long = out(&run(&["decode", "--long", &real(name)]));
        assert!(long.len() > text.len(), "{name}");
    }
}

#[test]
fn one_side_of_a_log() {
    let host = lines(&run(&["decode", "--json", "--from", "host", &real("tcp-client-guide")]));
    assert_eq!(kinds(&host).iter().filter(|kind| **kind == "data").count(), 1);
    assert!(host.iter().all(|event| event["from"] == "host"));
    let module = lines(&run(&["decode", "--json", "--from", "module", &real("tcp-client-guide")]));
    assert!(module.iter().all(|event| event["from"] == "module"));
    assert!(module.iter().any(|event| event["kind"] == "answer"));
}

#[test]
fn the_forms_of_a_line() {
    let log =
        b"# c\r\n?? n\n\n>> AT\n<< (10:09:15) AT\n<<\n<< b'OK\\r\\n\\xff\\r\\n'\n<< +IPD,3:a\\r\\nready\\r\\n\nstray\n";
    let events = events(&[], log);
    assert_eq!(
        kinds(&events),
        ["comment", "note", "request", "echo", "blank", "final", "unknown", "packet", "message", "unknown"]
    );
    assert_eq!(events[3]["time"], "10:09:15");
    assert_eq!(events[6]["text"]["hex"], "ff");
    assert_eq!(events[7]["text"], "a\r\n");
    assert_eq!(events[9]["from"], "recorder");
    assert!(events[9]["hints"][0].as_str().unwrap().contains("docs/log-format.md"));
}

#[test]
fn other_terminals_write_it_otherwise() {
    let plain = events(&[], b">> AT+CWMODE_CUR?\n<< +CWMODE_CUR:1\n<< \n<< OK\n");
    for log in [
        ">>AT+CWMODE_CUR?\n<<+CWMODE_CUR:1\n<<\n<<OK\n",
        "-> AT+CWMODE_CUR?\n<- +CWMODE_CUR:1\n<- \n<- OK\n",
        "[10:09:15.104] >> AT+CWMODE_CUR?\n[10:09:15.104] << +CWMODE_CUR:1\n[10:09:15.104] << \n[10:09:15.104] << OK\n",
        ">> [10:09:15.104] AT+CWMODE_CUR?\n<< [10:09:15.104] +CWMODE_CUR:1\n<< [10:09:15.104]\n<< [10:09:15.104] OK\n",
    ] {
        let mut other = events(&[], log.as_bytes());
        for event in &mut other {
            let time = event.as_object_mut().unwrap().remove("time");
            assert_eq!(time.is_some(), log.contains("10:09"), "{log}");
        }
        assert_eq!(other, plain, "{log}");
    }
}

#[test]
fn data_is_told_from_requests() {
    let sent = |log: &str| {
        let events = events(&[], log.as_bytes());
        events
            .iter()
            .filter(|event| event["from"] == "host")
            .map(|event| event["kind"].as_str().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    let prompt = ">> AT+CIPSEND=4\n<< OK\n<< >\n>> AT+X\n<< SEND OK\n>> AT\n";
    assert_eq!(sent(prompt), ["request", "data", "request"], "behind a prompt everything is data");
    assert_eq!(sent(">> AT+CIPSEND=4\n<< OK\n>> abcd\n"), ["request", "data"], "the prompt was not recorded");
    assert_eq!(sent(">> AT+CIPSEND=4\n>> abcd\n"), ["request", "data"], "nor the acceptance");
    assert_eq!(sent(">> AT+CIPSEND=4\n<< ERROR\n>> AT\n"), ["request", "request"], "no data after an error");
    assert_eq!(sent(">> AT+CIPSEND=1\n<< OK\n>> AT+CIPCLOSE\n"), ["request", "request"], "the data was not recorded");
    assert_eq!(
        sent(">> AT+CIPSEND=4\n<< OK\n<< >\n>> ab\n>> \n>> x\n"),
        ["request", "data", "unknown"],
        "ab CR LF are four"
    );
    assert_eq!(sent(">> AT+CIPSEND=4\n<< OK\n<< >\n>> b'ab\\r\\nAT\\r\\n'\n"), ["request", "data", "request"]);
}

#[test]
fn pem_text_is_data_up_to_its_end() {
    let log = ">> AT+CASEND=1\n<< AT+CASEND=1\n<< >\n>> -----BEGIN CERTIFICATE-----\n<< -----BEGIN CERTIFICATE-----\n\
               >> abc\n<< abc\n>> -----END CERTIFICATE-----\n<< -----END CERTIFICATE-----\n<< OK\n>> AT\n";
    let events = events(&[], log.as_bytes());
    assert_eq!(
        kinds(&events),
        ["request", "echo", "prompt", "data", "echo", "data", "echo", "data", "echo", "final", "request"]
    );
    assert_eq!(events[5]["text"], "abc");
}

#[test]
fn an_echo_that_an_event_cuts_is_an_echo() {
    let log = ">> AT+CIPSEND=5\n<< AT+CIPWIFI GOT IP\n<< SEND=5\n<< OK\n<< >\n";
    assert_eq!(kinds(&events(&[], log.as_bytes())), ["request", "echo", "message", "echo", "accepted", "prompt"]);
}

#[test]
fn failures_come_with_what_may_help() {
    let log = ">> AT+CWJAP_CUR=\"a\",\"12345678\"\n<< +CWJAP:2\n<< \n<< FAIL\n>> AT+CIPSTART=\"TCP\",\"10.0.0.1\",80\n\
               << DNS Fail\n<< \n<< ERROR\n>> AT\n<< busy p...\n";
    let events = events(&[], log.as_bytes());
    assert_eq!(
        kinds(&events),
        ["request", "answer", "blank", "final", "request", "reason", "blank", "final", "request", "final"]
    );
    assert_eq!(events[1]["fields"][0]["label"], "WrongPassword");
    assert_eq!(events[3]["success"], false);
    assert!(events[3]["hints"][0].as_str().unwrap().contains("AT+CWMODE_CUR"));
    assert_eq!(events[5]["name"], "DNS Fail");
    assert!(events[9]["hints"][0].as_str().unwrap().contains("send it again"));
}

#[test]
fn errata_are_told_once_and_where_they_concern_what_is_written() {
    let scan = |wps: &str| format!("<< +CWLAP:(3,\"a\",-5,\"00:08:dc:11:12:13\",1{wps})\n").repeat(2);
    let text = |args: &[&str], log: &str| out(&feed(&[&["decode"], args].concat(), log.as_bytes()));
    let log = |wps: &str| format!(">> AT+CWLAP\n{}<< OK\n>> AT+CWLAP\n{}<< OK\n", scan(wps), scan(wps));
    let six = text(&[], &log(",1"));
    assert_eq!(six.matches("erratum:").count(), 1, "{six}");
    assert!(!six.contains("scan-without-wps"), "all six are there: {six}");
    let five = text(&[], &log(""));
    assert_eq!(five.matches("scan-without-wps").count(), 1, "{five}");
    assert_eq!(five.matches("scan-brackets").count(), 1, "{five}");
    let long = text(&["--long"], &log(",1"));
    assert_eq!(long.matches("erratum:").count(), 2, "{long}");
    let netmask = |word: &str| format!(">> AT+CIPSTA_CUR?\n<< +CIPSTA_CUR:{word}:\"255.255.255.0\"\n<< OK\n");
    assert!(!text(&[], &netmask("netmask")).contains("cipsta-network"));
    assert!(text(&[], &netmask("network")).contains("cipsta-network"));
}

#[test]
fn errata_do_not_bury_the_log() {
    let log = "<< no ip\n<< +CIPUPDATE:1\n<< 0,CONNECT\n<< 0,CLOSED\n<< Recv 3 bytes\n<< wps success\n<< +CWSTARTSMART:WebCfgStart\n\
               << +IPD,1:a\n<< \n<< WIFI DISCONNECTED\n<< busy p\n";
    let said = out(&feed(&["decode"], log.as_bytes()));
    assert_eq!(said.matches("erratum:").count(), 6, "{said}");
    assert_eq!(said.matches("there are more").count(), 1, "{said}");
}
