//! Looking things up.

use crate::run::{code, err, json, out, run};

fn page(name: &str) -> String {
    let output = run(&["explain", name]);
    assert_eq!(code(&output), 0, "{name}: {}", err(&output));
    out(&output)
}

#[test]
fn a_command_has_a_page() {
    let text = page("AT+CIPSTART");
    for part in [
        "AT+CIPSTART=[<link ID>,]\"TCP\",<remote IP>,<remote port>[,<TCP keep alive>]",
        "manual §3.3.3",
        "since 1.0.1.0",
        "0 to 4",
        "ALREADY CONNECTED",
        "OK or ERROR",
        "Examples",
        "Errata",
        "open-connect-line",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_page_says_nothing_twice() {
    let text = page("AT+UART_CUR");
    assert_eq!(text.matches("2000000 baud.").count(), 1, "{text}");
    assert!(text.contains("Factory default: 115200. Values as above."), "{text}");
}

#[test]
fn limits_that_the_manual_does_not_have_say_whose_they_are() {
    assert!(page("AT+AZSET").contains("1 to 50 bytes. (inferred: the length that Azure allows for a"));
    assert!(page("AT+SLEEP").contains("The sleep mode. (driver ARM-software/CMSIS-Driver"));
}

#[test]
fn a_page_has_the_rules_across_parameters() {
    let says = "rule <DNS server0> and <DNS server1> differ (manual \u{a7}3.3.27, p. 59)";
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words(page("AT+CIPDNS_CUR")).contains(says), "{}", page("AT+CIPDNS_CUR"));
}

#[test]
fn a_page_has_the_words_of_the_manual_for_those_of_the_spec() {
    assert!(page("AT+CIPSTA").contains("Also read: `+CIPSTA[_CUR|_DEF]:network:`."));
    assert!(page("AT+CWLAP").contains("There if <mask> of AT+CWLAPOPT has the bit RSSI."));
    assert!(page("AT+CIPSENDEX").contains("optional: Where a UDP transmission sends this block"));
}

#[test]
fn pages_are_found_by_many_names() {
    for name in ["AT+CWJAP_CUR", "cwjap", "+cwjap_def", "join", "JOIN", "AT+CWJAP_CUR?", "3.2.3"] {
        assert!(page(name).starts_with("AT+CWJAP_CUR "), "{name}");
    }
    assert!(page("+IPD").starts_with("+IPD,"));
    assert!(page("SEND OK").contains("final result: success"));
    assert!(page("busy").contains("busy p..."));
    assert!(page("dns fail").contains("reason"));
    assert!(page("LinkId").contains("0 to 4"));
    assert!(page("join-error-prefix").contains("+CWJAP:"));
    assert!(page("ready").contains("message"));
    assert!(page("AT+CIPSEND").contains("1 to 2048 bytes."));
    assert!(page("WIFI").contains("WIFI GOT IP"));
}

#[test]
fn words_need_no_quotes() {
    assert_eq!(out(&run(&["explain", "SEND", "OK"])), page("SEND OK"));
}

#[test]
fn near_names_are_suggested() {
    let output = run(&["explain", "CWLPA"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("`CWLAP`"), "{}", err(&output));
    assert_eq!(code(&run(&["explain", "xyzzyxyzzy"])), 2);
}

#[test]
fn all_commands_are_listed() {
    let text = out(&run(&["explain"]));
    for name in ["AT+GMR", "AT+CWJAP_CUR", "AT+CIPSTART", "AT+MQTTCON", "wifi/join"] {
        assert!(text.contains(name), "{name}");
    }
    let json = json(&run(&["explain", "--json"]));
    assert_eq!(json["schema"], 2);
    assert!(json["families"].as_array().unwrap().len() > 15);
}

#[test]
fn a_page_as_json() {
    let json = json(&run(&["explain", "AT+CWLAP", "--json"]));
    assert_eq!(json["schema"], 2);
    let command = &json["results"][0];
    assert_eq!(command["kind"], "command");
    assert_eq!(command["path"], "wifi/scan");
    assert_eq!(command["names"][0]["name"], "AT+CWLAP");
    let set = command["forms"].as_array().unwrap().iter().find(|form| form["kind"] == "set").unwrap();
    assert_eq!(set["syntax"][0], "AT+CWLAP=<ssid>[,<mac>][,<channel>]");
    assert_eq!(set["params"]["list"][0]["type"]["max"], 32);
    assert_eq!(command["lines"][0]["params"]["list"][0]["type"]["values"][3]["name"], "WPA2_PSK");
    assert!(command["errata"][0]["consequence"].is_string());
}

#[test]
fn no_line_is_wider_than_the_page_but_for_what_cannot_break() {
    for name in ["AT+CIPSTART", "AT+CWJAP", "AT+CWLAP", "AT+MQTTSET", "AT+UART_CUR", "+IPD", "busy"] {
        for line in page(name).lines().filter(|line| !line.contains("AT+") && !line.contains("+C")) {
            assert!(line.chars().count() <= 100, "{name}: {line}");
        }
    }
}
