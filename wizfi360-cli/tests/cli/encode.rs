//! Requests, byte for byte.

use crate::run::{code, err, feed, folder, json, out, run};

fn bytes(args: &[&str]) -> Vec<u8> {
    let output = run(&[&["encode"], args].concat());
    assert_eq!(code(&output), 0, "{args:?}: {}", err(&output));
    output.stdout
}

fn refused(args: &[&str]) -> String {
    let output = run(&[&["encode"], args].concat());
    assert_eq!(code(&output), 2, "{args:?}: {}", out(&output));
    assert_eq!(out(&output), "", "{args:?}");
    err(&output)
}

#[test]
fn the_escape_example_of_the_manual() {
    // SSID `ab\,c`, password `12345678"\`.
    let args =
        ["AT+CWJAP_CUR", "--set", r"ssid=ab\,c", "--set", r#"pwd=12345678"\"#, "--set", "bssid=00:08:DC:11:12:13"];
    let expected = "AT+CWJAP_CUR=\"ab\\\\\\,c\",\"12345678\\\"\\\\\",\"00:08:dc:11:12:13\"\r\n";
    assert_eq!(bytes(&args), expected.as_bytes());
}

#[test]
fn what_a_firmware_does_not_have_is_refused() {
    for (firmware, args, why) in [
        ("1.0.7.2", &["AT+MQTTQOS?"][..], "name AT+MQTTQOS: since firmware 1.1.1.8."),
        ("1.0.7.1", &["AT+CWSTARTSMART", "--set", "try_count=5"], "since firmware 1.0.7.2."),
        ("1.1.1.9", &["AT+CWSTARTSMART", "--set", "type=1", "--set", "try_count=5"], "until 1.0.x.x."),
        ("1.0.4.9", &["AT+MQTTTOPIC=\"a\",\"b\",\"c\""], "since firmware 1.0.5.0."),
    ] {
        let error = refused(&[args, &["--firmware", firmware]].concat());
        assert!(error.contains(&format!("as given is not in firmware {firmware}")), "{error}");
        assert!(error.contains(why), "{error}");
    }
    assert_eq!(bytes(&["AT+MQTTTOPIC=\"a\",\"b\"", "--firmware", "1.0.4.9"]), b"AT+MQTTTOPIC=\"a\",\"b\"\r\n");
    assert_eq!(bytes(&["ATE0", "--firmware", "1.0.1.0"]), b"ATE0\r\n");
}

#[test]
fn the_form_is_chosen() {
    assert_eq!(bytes(&["AT"]), b"AT\r\n");
    assert_eq!(bytes(&["AT+RST"]), b"AT+RST\r\n");
    assert_eq!(bytes(&["AT+CWMODE_CUR?"]), b"AT+CWMODE_CUR?\r\n");
    assert_eq!(bytes(&["AT+CWMODE=?"]), b"AT+CWMODE=?\r\n");
    assert_eq!(bytes(&["AT+CWMODE_CUR=", "--set", "mode=1"]), b"AT+CWMODE_CUR=1\r\n");
    assert_eq!(bytes(&["AT+CWMODE_CUR", "--set", "mode=1"]), b"AT+CWMODE_CUR=1\r\n");
    assert_eq!(bytes(&["AT+CWMODE_CUR", "--form", "query"]), b"AT+CWMODE_CUR?\r\n");
    assert_eq!(bytes(&["AT+CIPSEND", "--form", "execute"]), b"AT+CIPSEND\r\n");
    assert_eq!(bytes(&["ATE", "--set", "echo=0"]), b"ATE0\r\n");
}

#[test]
fn a_form_that_a_name_does_not_have_is_refused() {
    let output = run(&["encode", "AT+CWMODE_CUR=?"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("AT+CWMODE_CUR is sent as AT+CWMODE_CUR? or AT+CWMODE_CUR=..."), "{}", err(&output));
}

#[test]
fn names_and_values_may_be_written_in_several_ways() {
    assert_eq!(bytes(&["cwmode_def", "--set", "mode=softap"]), b"AT+CWMODE_DEF=2\r\n");
    assert_eq!(bytes(&["at+cwlapopt", "--set", "sort_enable=1", "--set", "mask=SSID+RSSI"]), b"AT+CWLAPOPT=1,6\r\n");
    let open = ["AT+CIPSTART", "--set", "type=TCP", "--set", "remote_ip=10.0.0.1", "--set", "Remote-Port=80"];
    assert_eq!(bytes(&open), b"AT+CIPSTART=\"TCP\",\"10.0.0.1\",80\r\n");
    assert_eq!(bytes(&["AT+CWLAP", "--set", "ssid=x", "--set", "channel=12"]), b"AT+CWLAP=\"x\",\"\",12\r\n");
    assert_eq!(bytes(&["ATE0"]), b"ATE0\r\n");
    assert_eq!(bytes(&["AT+CWMODE_CUR=1"]), b"AT+CWMODE_CUR=1\r\n");
}

#[test]
fn bytes_that_are_no_text() {
    let args = ["AT+CWJAP_CUR", "--set", "ssid=hex:ff2c", "--set", "pwd=text:hex:00"];
    assert_eq!(bytes(&args), b"AT+CWJAP_CUR=\"\xff\\,\",\"hex:00\"\r\n");
}

#[test]
fn as_json() {
    let output = run(&["encode", "AT+CWJAP_CUR", "--json", "--set", "ssid=a", "--set", "pwd=12345678"]);
    let json = json(&output);
    assert_eq!(code(&output), 0);
    assert_eq!(json["schema"], 2);
    assert_eq!(json["command"], "AT+CWJAP_CUR");
    assert_eq!(json["form"], "set");
    assert_eq!(json["text"], "AT+CWJAP_CUR=\"a\",\"12345678\"\r\n");
    let bytes: Vec<u8> = serde_json::from_value(json["bytes"].clone()).unwrap();
    assert_eq!(bytes, json["text"].as_str().unwrap().as_bytes());
    assert_eq!(json["fields"][0]["value"], "a");
    assert_eq!(json["fields"][1]["value"], "***");
    assert_eq!(json["typed_by"], "generated");
    assert_eq!(json["source"]["section"], "3.2.3");
}

#[test]
fn fields_from_json() {
    let fields = br#"{"ssid": {"hex": "41"}, "pwd": "12345678", "bssid": null}"#;
    let output = feed(&["encode", "AT+CWJAP_CUR", "--fields", "-"], fields);
    assert_eq!(out(&output), "AT+CWJAP_CUR=\"A\",\"12345678\"\r\n");
    let folder = folder();
    let path = folder.join("fields.json");
    std::fs::write(&path, r#"{"mode": 1}"#).unwrap();
    assert_eq!(bytes(&["AT+CWMODE_CUR", "--fields", &path.display().to_string()]), b"AT+CWMODE_CUR=1\r\n");
    for wrong in ["[1]", "{", r#"{"mode": true}"#, r#"{"mode": {"hex": "0"}}"#] {
        let output = feed(&["encode", "AT+CWMODE_CUR", "--fields", "-"], wrong.as_bytes());
        assert_eq!(code(&output), 2, "{wrong}");
        assert!(err(&output).contains("error:"), "{wrong}");
    }
}

#[test]
fn what_is_beyond_the_known_limits_is_written_with_a_warning() {
    let topic = "t".repeat(200);
    let topic = format!("publish_topic={topic}");
    let table: [(&[&str], &str); 4] = [
        (
            &[
                "AT+MQTTSET",
                "--set",
                "userName=u",
                "--set",
                "password=p",
                "--set",
                "clientID=c",
                "--set",
                "aliveTime=10",
            ],
            "example of the vendor sends 10",
        ),
        (&["AT+MQTTTOPIC", "--set", &topic, "--set", "subscribe_topic1=s"], "No source has a limit"),
        (&["AT+CWLAP", "--set", "ssid=x", "--set", "channel=14"], "channel 14"),
        (&["AT+CWSTARTSMART", "--set", "type=1", "--set", "try_count=61"], "60 is the largest"),
    ];
    for (args, reason) in table {
        let output = run(&[&["encode"], args].concat());
        assert_eq!(code(&output), 0, "{args:?}: {}", err(&output));
        assert!(err(&output).starts_with("warning: ") && err(&output).contains(reason), "{args:?}: {}", err(&output));
        let whole = json(&run(&[&["encode", "--json"], args].concat()));
        assert_eq!(whole["warnings"].as_array().map(Vec::len), Some(1), "{whole}");
    }
    let within = run(&["encode", "AT+CWLAP", "--set", "ssid=x", "--set", "channel=13"]);
    assert_eq!(err(&within), "");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = refused(&["AT+CWJAP_CUR", "--set", "ssid=", "--set", "passwd=x", "--set", "bssid=zz"]);
    assert!(text.contains("pwd: missing\n  Give it by --set pwd=...: a text, at most 64 bytes."), "{text}");
    for part in ["ssid: an empty value is too short", "pwd: missing", "bssid: zz is not valid", "passwd is left over"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("wizfi360 explain AT+CWJAP_CUR"), "{text}");
}

#[test]
fn mistakes_have_a_way_out() {
    assert!(refused(&["AT+CIPSTART", "--set", "type=TCP"]).contains("Give it by --set remote_port=...: a number"));
    assert!(refused(&["AT+CWJAP=\"x\""]).contains("pwd: missing: a text in quotes"), "a whole line has quotes");
    assert!(refused(&["AT+CIPSEND", "--set", "length=5000"]).contains("1 to 2048 bytes\n"));
    let no_text = feed(&["encode", "AT+CWMODE_CUR", "--fields", "-"], b"{\"mode\": \"\xff\"}");
    assert!(code(&no_text) == 2 && err(&no_text).contains("\n  Save it as UTF-8."), "{}", err(&no_text));
    assert!(refused(&["AT+CWMODE_CUR"]).contains("AT+CWMODE_CUR=<mode>"));
    assert!(refused(&["AT+CWMODE_CUR", "--set", "mode=7"]).contains("1 (Station)"));
    assert!(refused(&["AT+CWLPA"]).contains("AT+CWLAP"));
    assert!(refused(&[""]).contains("no command"));
    assert!(refused(&["join"]).contains("AT+CWJAP_CUR"));
    assert!(refused(&["AT+CWMODE_CUR?", "--form", "set"]).contains("another form"));
    assert!(refused(&["AT+CWMODE_CUR=1", "--set", "mode=1"]).contains("--set name=value"));
    assert!(refused(&["AT+RST?"]).contains("AT+RST is sent as AT+RST"));
    assert!(refused(&["AT+CWJAP", "--set", "ssid"]).contains("--set name=value"));
    assert!(refused(&["AT+CWJAP", "--set", "ssid=hex:0"]).contains("hex"));
    assert!(refused(&["AT+CWJAP", "--set", "ssid=a\r\nb", "--set", "pwd=12345678"]).contains("CR, LF and NUL"));
}

#[test]
fn what_breaks_a_rule_across_parameters_is_refused_with_the_rule_its_parameters_and_its_source() {
    for (args, says) in [
        (
            &["AT+CIPSNTPCFG", "--set", "enable=1"][..],
            "timezone: breaks a rule across parameters: <timezone> is given if <enable> is Enable (manual \u{a7}3.3.25, p. 58); add <timezone>",
        ),
        (
            &["AT+CIPDNS_CUR=1,\"1.1.1.1\",\"1.1.1.1\""][..],
            "<DNS server0> and <DNS server1> differ (manual \u{a7}3.3.27, p. 59)",
        ),
        (
            &["AT+CWSAP_CUR=\"a\",\"\",1,3"][..],
            "<pwd> is not empty if <ecn> is WPA_PSK or WPA2_PSK (inferred: 3.2.8: 8 to 64 bytes",
        ),
        (
            &["AT+CWDHCPS_CUR=1,60,\"192.168.0.30\",\"192.168.0.20\""][..],
            "<start IP> is not greater than <end IP> (inferred: ",
        ),
        (
            &["AT+CIPSTA_CUR=\"192.168.1.5\",\"10.0.0.1\",\"255.255.255.0\""][..],
            "<gateway> is in the network of <ip> with <netmask>",
        ),
    ] {
        let text = refused(args);
        assert!(text.contains(says), "{args:?}: {text}");
    }
}
