//! What is under way: commands that give way to others, masks, data.

use crate::run::{code, events, feed, kinds};
use serde_json::Value;

fn names(event: &Value) -> Vec<&str> {
    event["fields"].as_array().into_iter().flatten().map(|field| field["name"].as_str().unwrap()).collect()
}

fn hints(event: &Value) -> String {
    event["hints"].to_string()
}

#[test]
fn a_mask_chooses_the_parameters_of_a_scan() {
    let log = b">> AT+CWLAPOPT=1,6\n<< OK\n>> AT+CWLAP\n<< +CWLAP:(\"abc\",-40)\n<< OK\n";
    let scan = events(&[], log);
    assert_eq!(kinds(&scan), ["request", "final", "request", "answer", "final"]);
    assert_eq!(names(&scan[3]), ["ssid", "rssi"]);
    assert_eq!(scan[3]["fields"][1]["value"], -40);
    assert!(scan[3].get("error").is_none() && scan[3].get("disagreement").is_none(), "{}", scan[3]);
    assert!(scan[3]["rust"].as_str().unwrap().contains("ecn: None"), "{}", scan[3]);
    assert_eq!(code(&feed(&["decode"], log)), 0);
    // The module's side alone tells as much, if it echoes.
    let raw = events(&[], b"AT+CWLAPOPT=1,6\r\nOK\r\nAT+CWLAP\r\n+CWLAP:(\"abc\",-40)\r\nOK\r\n");
    assert_eq!(names(&raw[3]), ["ssid", "rssi"]);
    // The order of firmware before WPS.
    let no_wps = b">> AT+CWLAPOPT=1,1055\n<< OK\n>> AT+CWLAP\n<< +CWLAP:(3,\"a\",-5,\"00:08:dc:11:12:13\",1)\n<< OK\n";
    assert_eq!(names(&events(&[], no_wps)[3]), ["ecn", "ssid", "rssi", "mac", "channel"]);
}

#[test]
fn a_mask_holds_if_it_was_taken_and_until_a_reset() {
    let refused = events(&[], b">> AT+CWLAPOPT=1,6\n<< ERROR\n>> AT+CWLAP\n<< +CWLAP:(\"abc\",-40)\n<< OK\n");
    assert!(refused[3]["error"].is_object());
    let reset = b">> AT+CWLAPOPT=1,6\n<< OK\n<< ready\n>> AT+CWLAP\n<< +CWLAP:(\"abc\",-40)\n<< OK\n";
    assert!(events(&[], reset)[4]["error"].is_object());
    let full = b">> AT+CWLAPOPT=1,6\n<< OK\n>> AT+CWLAP\n<< +CWLAP:(3,\"a\",-5,\"00:08:dc:11:12:13\",1,1)\n<< OK\n";
    assert!(events(&[], full)[3].get("error").is_none(), "the mask may have changed unseen");
}

#[test]
fn busy_gives_back_to_the_command_before() {
    for busy in ["busy p...", "busy s..."] {
        let log = format!(
            ">> AT+CWLAP\n>> AT\n<< {busy}\n<< +CWLAP:(3,\"a\",-5,\"00:08:dc:11:12:13\",1,1)\n<< OK\n>> AT\n<< OK\n"
        );
        let all = events(&[], log.as_bytes());
        assert_eq!(kinds(&all), ["request", "request", "final", "answer", "final", "request", "final"]);
        let commands: Vec<_> = all.iter().map(|event| event["command"].as_str().unwrap()).collect();
        assert_eq!(commands, ["AT+CWLAP", "AT", "AT", "AT+CWLAP", "AT+CWLAP", "AT", "AT"]);
        assert!(hints(&all[2]).contains("The module ignored AT"), "{}", all[2]);
        assert!(all[5].get("hints").is_none(), "{}", all[5]);
    }
    let raw = events(&[], b"AT+CWLAP\r\nAT\r\nbusy p...\r\n+CWLAP:(3,\"a\",-5,\"00:08:dc:11:12:13\",1,1)\r\nOK\r\n");
    assert_eq!(raw[3]["command"], "AT+CWLAP");
    assert!(raw[3].get("hints").is_none(), "{}", raw[3]);
}

#[test]
fn busy_gives_back_what_an_unknown_request_replaced() {
    let all = events(
        &[],
        b">> AT+CWLAP\n>> AT+XYZZY\n<< busy p...\n<< +CWLAP:(3,\"a\",-5,\"00:08:dc:11:12:13\",1,1)\n<< OK\n",
    );
    assert_eq!(kinds(&all), ["request", "request", "final", "answer", "final"]);
    assert_eq!((&all[3]["command"], &all[4]["command"]), (&"AT+CWLAP".into(), &"AT+CWLAP".into()));
    let three = events(&[], b">> AT+CWLAP\n>> AT\n>> AT+GMR\n<< busy p...\n<< busy p...\n<< OK\n");
    assert_eq!(three[5]["command"], "AT+CWLAP");
}

#[test]
fn busy_gives_back_data_that_was_sent() {
    let log = b">> AT+CIPSEND=2\n<< OK\n<< >\n>> b'ab'\n>> AT\n<< busy s...\n<< SEND OK\n>> AT\n<< OK\n";
    let all = events(&[], log);
    assert_eq!(kinds(&all)[5..], ["final", "final", "request", "final"]);
    assert_eq!(all[6]["command"], "AT+CIPSEND");
    assert!(all[6].get("hints").is_none(), "{}", all[6]);
}

#[test]
fn busy_behind_data_ends_nothing() {
    let log = b">> AT+CIPSEND=2\n<< OK\n<< >\n>> b'ab'\n<< busy s...\n<< SEND OK\n";
    let all = events(&[], log);
    assert_eq!(kinds(&all), ["request", "accepted", "prompt", "data", "message", "final"]);
    assert_eq!(all[4]["doc"], "busy: the module ignored what came after the data.");
    assert!(all[4].get("hints").is_none() && all[4].get("success").is_none(), "{}", all[4]);
    assert_eq!((&all[5]["command"], &all[5]["success"]), (&"AT+CIPSEND".into(), &true.into()));
    assert!(all[5].get("hints").is_none(), "{}", all[5]);
}

#[test]
fn more_than_the_data_is_no_request() {
    let all = events(&[], b">> AT+CIPSEND=2\n<< OK\n<< >\n>> abcd\n<< busy s...\n<< SEND OK\n");
    assert_eq!(kinds(&all), ["request", "accepted", "prompt", "data", "unknown", "message", "final"]);
    assert!(hints(&all[4]).contains("The data of AT+CIPSEND ends before this."), "{}", all[4]);
}

#[test]
fn each_transparent_phase_counts_for_itself() {
    let log = b">> AT+CIPSEND\n<< >\n>> b'hello'\n>> b' you'\n>> b'+++'\n>> AT+CIPSEND\n<< >\n>> b'abc'\n";
    let all = events(&[], log);
    let pieces: Vec<_> =
        all.iter().filter(|event| event["kind"] == "data").map(|event| &event["chunk"]["offset"]).collect();
    assert_eq!(pieces, [0, 5, 0]);
    let host = events(&["--from", "host"], b"AT+CIPSEND\r\nhello+++AT+CIPSEND\r\nabc");
    let pieces: Vec<_> =
        host.iter().filter(|event| event["kind"] == "data").map(|event| &event["chunk"]["offset"]).collect();
    assert_eq!(pieces, [0, 0]);
}

#[test]
fn data_that_is_abandoned_leaves_no_position() {
    let abandoned =
        |end: &str| format!(">> AT+CIPSEND=9\n<< OK\n<< >\n>> b'abc'\n{end}>> AT+CIPSEND=4\n<< OK\n<< >\n>> b'abcd'\n");
    for end in ["<< SEND FAIL\n", "<< ready\n", ""] {
        let all = events(&[], abandoned(end).as_bytes());
        let data = all.iter().rfind(|event| event["kind"] == "data").unwrap();
        assert_eq!(data["text"], "abcd", "{end}");
        assert!(data.get("chunk").is_none(), "{end}: {data}");
    }
}

#[test]
fn no_final_result_is_missed_where_none_is_due() {
    let escape = events(&[], b">> AT+CIPSEND\n<< OK\n<< >\n>> b'hi'\n>> b'+++'\n>> AT\n<< OK\n");
    assert_eq!(kinds(&escape)[4..], ["escape", "request", "final"]);
    assert!(escape[5].get("hints").is_none(), "{}", escape[5]);
    let buffer = events(&[], b">> AT+CIPSENDBUF=2\n<< 1,0\n<< OK\n<< >\n>> b'ab'\n>> AT\n<< OK\n");
    let second = buffer.iter().rfind(|event| event["kind"] == "request").unwrap();
    assert!(second.get("hints").is_none(), "{second}");
    let send = events(&[], b">> AT+CIPSEND=2\n<< OK\n<< >\n>> b'ab'\n>> AT\n<< OK\n");
    assert!(hints(&send[4]).contains("never got a final result"), "{}", send[4]);
}

#[test]
fn no_line_end_stands_behind_a_prompt() {
    let all = events(&[], b">> AT+CIPSEND\n<< OK\n<< >\n<< b'hello'\n");
    assert_eq!(kinds(&all), ["request", "accepted", "prompt", "transparent"]);
    assert_eq!(all[3]["text"], "hello");
    // What is no prompt has its line end.
    let payload = events(&[], b"<< +IPD,4:a\n<< >\n<< OK\n");
    assert_eq!((payload[0]["text"].as_str(), payload[1]["text"].as_str()), (Some("a\r\n"), Some(">")));
}
