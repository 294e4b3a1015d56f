//! The demo.

use crate::run::{code, out, run};

#[test]
fn it_shows_requests_answers_and_data() {
    let output = run(&["demo"]);
    let text = out(&output);
    assert_eq!(code(&output), 0);
    for part in [
        "cwmode::Set { scope: Current, mode: Station }",
        "AT+CWMODE_CUR=1\\r\\n",
        "AT+CWJAP_CUR=\"ab\\\\\\,c\",***\\r\\n",
        "##WIZnet_irina",
        "WPA2_PSK",
        "WIFI GOT IP",
        "prompt",
        "packet   10 bytes: 1234567890",
        "§3.2.6 p. 21",
        "LinkId::new(5)",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("12345678\\\"") && !text.contains("\"12345678\""), "no password");
    assert!(!text.contains("unknown") && !text.contains("refused"), "{text}");
}

#[test]
fn it_fits_on_two_screens() {
    let text = out(&run(&["demo"]));
    assert!(text.lines().count() < 110, "{}", text.lines().count());
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}
