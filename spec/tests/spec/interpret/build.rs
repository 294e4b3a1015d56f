//! Requests from names and plain texts.

use crate::small::*;
use wizfi360_spec::{Spec, interpret::Interpreter, model::FormKind};

const DOMAINS: &str = r#"
    (name: "Ecn", doc: "E.", kind: Enum([(value: 0, name: "OPEN", doc: "O."), (value: 3, name: "WPA2_PSK", doc: "W.")]), source: Manual("3.2.6", 21)),
    (name: "Mask", doc: "M.", kind: Mask([(bit: 0, name: "ECN", doc: "E."), (bit: 1, name: "SSID", doc: "S.")]), source: Manual("3.2.5", 21)),
    (name: "Ssid", doc: "S.", kind: Str(min: 1, max: 8), source: Manual("3.2.3", 19)),
    (name: "Pwd", doc: "P.", kind: Str(min: 4, max: 8), secret: true, source: Manual("3.2.3", 19)),
    (name: "Bool", doc: "B.", kind: Words(quoted: false, values: [(text: "TRUE", name: "Yes", doc: "Y."), (text: "FALSE", doc: "N.")]), source: Manual("3.2.3", 19)),
"#;

fn built(spec: &Spec, values: &[(&str, &str)]) -> Result<String, Vec<String>> {
    let values: Vec<_> = values.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect();
    let interpreter = Interpreter::new(spec);
    match interpreter.build_request("at+x", FormKind::Set, &values) {
        Ok(request) => Ok(String::from_utf8_lossy(&interpreter.write_request(&request)).trim_end().to_string()),
        Err(refusals) => Err(refusals.iter().map(ToString::to_string).collect()),
    }
}

#[test]
fn names_and_plain_texts() {
    let takes = r#"(list: [
        (name: "ssid", doc: "S.", ty: Domain("Ssid")),
        (name: "access-point MAC", doc: "M.", ty: Mac, may_be_omitted: true),
        (name: "ecn", doc: "E.", ty: Domain("Ecn")),
        (name: "mask", doc: "M.", ty: Domain("Mask")),
        (name: "flag", doc: "F.", ty: Domain("Bool")),
    ])"#;
    let spec = set(DOMAINS, takes);
    let all = |mac: &'static str, ecn, mask, flag| {
        built(&spec, &[("SSID", "a\",\\"), ("Access_Point-mac", mac), ("ecn", ecn), ("mask", mask), ("flag", flag)])
    };
    let expected = |mac: &str, rest: &str| Ok(format!(r#"AT+X="a\"\,\\",{mac},{rest}"#));
    assert_eq!(all("00:08:DC:11:12:13", "3", "3", "TRUE"), expected("\"00:08:dc:11:12:13\"", "3,3,TRUE"));
    assert_eq!(all("", "wpa2-psk", "ssid+ECN", "yes"), expected("\"\"", "3,3,TRUE"));
    assert_eq!(all("", "open", "ssid", "false"), expected("\"\"", "0,2,FALSE"));
    let without = [("ssid", "x"), ("ecn", "0"), ("mask", "0"), ("flag", "yes")];
    assert_eq!(built(&spec, &without), Ok(r#"AT+X="x","",0,0,TRUE"#.to_string()));
}

#[test]
fn all_mistakes_are_told() {
    let takes = r#"(list: [
        (name: "ssid", doc: "S.", ty: Domain("Ssid")),
        (name: "pwd", doc: "P.", ty: Domain("Pwd")),
        (name: "ecn", doc: "E.", ty: Domain("Ecn"), default: "0"),
        (name: "channel", doc: "C.", ty: U8),
    ])"#;
    let spec = set(DOMAINS, takes);
    let found = built(&spec, &[("ssid", ""), ("pwd", "abc"), ("chanel", "300"), ("channel", "300"), ("channel", "1")]);
    let expected = [
        "ssid: an empty value is too short: at least 1 byte",
        "pwd: the value is too short: at least 4 bytes",
        "ecn: missing: one of 0 (OPEN), 3 (WPA2_PSK); the module's default is 0",
        "channel: 300 is out of range: 0 to 255",
        "chanel is left over: the parameters are ssid, pwd, ecn, channel; did you mean channel?",
        "channel is left over: each parameter is given once",
    ];
    assert_eq!(found, Err(expected.map(String::from).to_vec()));
    let found = built(&spec, &[("ssid", "a\r\nAT"), ("pwd", "a\nAT+"), ("ecn", "WPA3"), ("channel", "1")]);
    let expected = [
        "ssid: a control byte stands in it: CR, LF and NUL stand in no line; leave it out; no escape stands for it",
        "pwd: a control byte stands in it: CR, LF and NUL stand in no line; leave it out; no escape stands for it",
        "ecn: WPA3 is not valid: one of 0 (OPEN), 3 (WPA2_PSK)",
    ];
    assert_eq!(found, Err(expected.map(String::from).to_vec()));
}

#[test]
fn leads_choices_and_tails() {
    let takes = r#"(
        optional_first: (name: "link ID", doc: "L.", ty: Domain("LinkId")),
        choice: (name: "remote", doc: "R.", tag: "type", variants: [
            (tag: "TCP", doc: "T.", params: (
                list: [(name: "port", doc: "P.", ty: U16)],
                tail: (name: "alive", params: (list: [(name: "keep alive", doc: "K.", ty: U16)])),
            )),
            (tag: "UDP", doc: "U.", params: (
                list: [(name: "port", doc: "P.", ty: U16)],
                tail: (name: "local", params: (
                    list: [(name: "local port", doc: "L.", ty: U16)],
                    tail: (name: "mode", params: (list: [(name: "mode", doc: "M.", ty: U8)])),
                )),
            )),
        ]),
    )"#;
    let spec = set("", takes);
    let ok = |text: &str| Ok(text.to_string());
    let err = |text: &str| Err(vec![text.to_string()]);
    assert_eq!(built(&spec, &[("type", "tcp"), ("port", "80")]), ok("AT+X=\"TCP\",80"));
    assert_eq!(built(&spec, &[("remote", "TCP"), ("link-id", "1"), ("port", "80")]), ok("AT+X=1,\"TCP\",80"));
    let all = [("mode", "2"), ("local_port", "5"), ("type", "UDP"), ("port", "80")];
    assert_eq!(built(&spec, &all), ok("AT+X=\"UDP\",80,5,2"));
    assert_eq!(built(&spec, &[all[0], all[2], all[3]]), err("local port: missing: a number, 0 to 65535"));
    assert_eq!(
        built(&spec, &[("type", "UDP"), ("port", "80"), ("keep alive", "1")]),
        err("keep alive is left over: not with type UDP")
    );
    assert_eq!(built(&spec, &[("port", "80")]), err("type: missing: \"TCP\" or \"UDP\""));
    assert_eq!(
        built(&spec, &[("port", "80"), ("type", "SSL"), ("foo", "1")]),
        Err(vec![
            "type: SSL is out of range: \"TCP\" or \"UDP\"".into(),
            "foo is left over: the parameters are link ID, type, port, keep alive, local port, mode".into(),
        ])
    );
}

#[test]
fn commands_and_forms() {
    let spec = set("", "()");
    let interpreter = Interpreter::new(&spec);
    let refusals = interpreter.build_request("AT+Y", FormKind::Set, &[]).expect_err("unknown");
    assert!(refusals[0].to_string().ends_with("did you mean AT+X?"), "{}", refusals[0]);
    let refusals = interpreter.build_request("AT+X", FormKind::Query, &[]).expect_err("unknown");
    assert_eq!(refusals[0].to_string(), "AT+X? is not a known form: AT+X is sent as AT+X=...");
    let given = [("a".to_string(), b"1".to_vec())];
    let refusals = interpreter.build_request("AT+X", FormKind::Set, &given).expect_err("too much");
    assert_eq!(refusals[0].to_string(), "a is left over: this form has no parameters");
    let glued = commands(
        "",
        &command("forms: [(kind: Set, no_equals: true, params: (list: [(name: \"a\", doc: \"A.\", ty: U8)]))]"),
    );
    let interpreter = Interpreter::new(&glued);
    let request = interpreter.build_request("AT+X", FormKind::Set, &given).expect("a request");
    assert_eq!(interpreter.write_request(&request), b"AT+X1\r\n");
    assert_eq!(request.fields[0].span, 4..5);
}
