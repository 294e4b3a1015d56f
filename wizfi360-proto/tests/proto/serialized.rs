//! What serde makes of values: texts as they print, and no secret.

use serde_json::{json, to_value};
use wizfi360_proto::{
    AtStr, BareText, Firmware, Mac, Rest, Secret, Verbatim,
    domains::{Password, Ssid},
};

#[test]
fn texts_and_addresses_are_serialized_as_they_print() {
    let bytes = b"a\"b,caf\xe9";
    let shown = json!("a\"b,caf\\xe9");
    assert_eq!(to_value(AtStr::from_bytes(bytes).expect("a text")).expect("text"), shown);
    assert_eq!(to_value(Verbatim::from_bytes(bytes).expect("a text")).expect("text"), shown);
    assert_eq!(to_value(Rest::from_bytes(bytes).expect("a text")).expect("text"), shown);
    assert_eq!(to_value(BareText::from_bytes(bytes).expect("a text")).expect("text"), shown);
    assert_eq!(to_value(Ssid::from_bytes(bytes).expect("a text")).expect("text"), shown);
    assert_eq!(to_value(Mac([0, 8, 0xdc, 1, 2, 0xff])).expect("text"), json!("00:08:dc:01:02:ff"));
    assert_eq!(to_value(Firmware([1, 1, 1, 7])).expect("numbers"), json!([1, 1, 1, 7]));
}

#[test]
fn a_secret_is_three_stars() {
    assert_eq!(to_value(Secret("correct horse")).expect("text"), json!("***"));
    assert_eq!(to_value(Password::new("correct horse").expect("a password")).expect("text"), json!("***"));
}
